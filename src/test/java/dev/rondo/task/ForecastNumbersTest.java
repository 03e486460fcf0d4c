package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.nn.Rnn;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** What a net reads and is to tell, against a plain construction from the table. */
class ForecastNumbersTest {
    private static final int ROWS = 20;
    private static final int PAST = 4;
    private static final int HORIZON = 3;
    private static final Table TABLE = table();

    private static Table table() {
        SplittableRandom random = new SplittableRandom(6);
        Table table = Table.create("plain");
        for (String name : new String[] {"x", "y", "known"}) {
            table.addColumns(DoubleColumn.create(name, random.doubles(ROWS).toArray()));
        }
        return table;
    }

    private static float value(int column, int row) {
        return (float) TABLE.doubleColumn(column).getDouble(row);
    }

    private static Windows windows() {
        return Windows.of(TABLE)
                .target("x", "y")
                .futureCovariates("known")
                .past(PAST)
                .horizon(HORIZON)
                .scaler(Scaler.none())
                .covariateScaler(Scaler.none());
    }

    @ParameterizedTest(name = "relative {0}, autoregressive {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void eachNumberIsTheTablesLessItsOffset(boolean relative, boolean autoregressive) {
        Windows windows = windows();
        ForecastSpec spec =
                Forecaster.of(Rnn.tanh(1), windows).spec().form(new ForecastSpec.Form(relative, autoregressive, 0));
        int[] places = {2, 0, 5};
        ForecastNumbers numbers = ForecastNumbers.of(spec, windows.batch(places));
        assertEquals(places.length * spec.steps() * 3, numbers.x().length);
        assertEquals(places.length * spec.rows() * 2, numbers.targets().length);
        assertEquals(autoregressive ? 0 : places.length * HORIZON, numbers.beside().length);
        for (int b = 0; b < places.length; b++) {
            int origin = windows.origin(places[b]);
            float[] offsets = {relative ? value(0, origin - 1) : 0, relative ? value(1, origin - 1) : 0};
            for (int t = 0; t < spec.steps(); t++) {
                int row = origin - PAST + t;
                float known = value(2, autoregressive ? row + 1 : row);
                float[] read = {value(0, row) - offsets[0], value(1, row) - offsets[1], known};
                assertRow(read, numbers.x(), b * spec.steps() + t);
            }
            for (int t = 0; t < spec.rows(); t++) {
                int row = autoregressive ? origin - PAST + t + 1 : origin + t;
                assertRow(less(row, offsets), numbers.targets(), b * spec.rows() + t);
                int before = autoregressive ? row - 1 : origin - 1;
                assertRow(less(before, offsets), numbers.naive(), b * spec.rows() + t);
            }
            for (int t = 0; t < HORIZON && !autoregressive; t++) {
                assertEquals(value(2, origin + t), numbers.beside()[b * HORIZON + t]);
            }
            assertRow(offsets, numbers.offsets(), b);
        }
    }

    private static float[] less(int row, float[] offsets) {
        return new float[] {value(0, row) - offsets[0], value(1, row) - offsets[1]};
    }

    private static void assertRow(float[] expected, float[] all, int row) {
        float[] found = new float[expected.length];
        System.arraycopy(all, row * expected.length, found, 0, found.length);
        assertArrayEquals(expected, found, 1e-6f, "row " + row);
    }
}
