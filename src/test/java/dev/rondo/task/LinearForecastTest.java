package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.State;
import dev.rondo.data.Part;
import dev.rondo.data.SineMixture;
import dev.rondo.nn.Rnn;
import dev.rondo.series.CalendarFeature;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Last values that come in beside the state. */
@Tag("engine")
class LinearForecastTest {
    private static final int PAST = 6;
    private static final int LAST = 4;
    private static final Fit SHORT = Fit.epochs(3).batch(8).adam(0.02).quiet();

    @TempDir
    Path folder;

    private static Table table() {
        SplittableRandom random = new SplittableRandom(3);
        return Table.create(
                "days",
                DateColumn.create(
                        "day",
                        IntStream.range(0, 60)
                                .mapToObj(LocalDate.of(2021, 3, 1)::plusDays)
                                .toList()),
                DoubleColumn.create("a", random.doubles(60).toArray()),
                DoubleColumn.create("b", random.doubles(60).toArray()),
                DoubleColumn.create("wind", random.doubles(60).toArray()));
    }

    private static Windows windows() {
        return Windows.of(table())
                .time("day")
                .target("a", "b")
                .pastCovariates("wind")
                .past(PAST)
                .horizon(2)
                .scaler(Scaler.none());
    }

    /** The head reads the state, the last values from the oldest on, then the calendar of the horizon. */
    @Test
    void lastValuesStandBetweenStateAndHorizon() {
        Windows windows = windows().calendar(CalendarFeature.DAY_OF_WEEK);
        Forecaster model =
                Forecaster.of(Rnn.gru(3).layers(2).dropout(0.3), windows).linear(LAST);
        model.fit(windows, SHORT);
        var batch = windows.batch(7);
        int inputs = windows.inputNames().size();
        CellStack cells = model.cells();
        List<State> state = cells.zero();
        float[] known = new float[3 + 2 * LAST + batch.future().length];
        for (int step = 0; step < PAST; step++) {
            float[] x = new float[inputs];
            System.arraycopy(batch.past(), step * inputs, x, 0, inputs);
            state = cells.step(x, state).stream().map(Cell.Step::after).toList();
            if (step >= PAST - LAST) {
                System.arraycopy(x, 0, known, 3 + 2 * (step - PAST + LAST), 2);
            }
        }
        System.arraycopy(state.get(1).h(), 0, known, 0, 3);
        System.arraycopy(batch.future(), 0, known, 3 + 2 * LAST, batch.future().length);
        float[] expected = model.head().apply(known);
        double[][] told = model.predict(windows, 7).all().get(0).point();
        for (int k = 0; k < 4; k++) {
            assertEquals(expected[k], told[k / 2][k % 2], 1e-5, "number " + k);
        }
    }

    /** Two waves follow from their last four values exactly, which a tiny net does not find. */
    @Test
    void whatIsLinearIsLearned() {
        Table table = SineMixture.of(1e-3).wave(17, 1).wave(5, 0.7).table(150);
        Windows windows = Windows.of(table).time("step").target("value").past(8).horizon(2);
        double alone = error(Forecaster.of(Rnn.gru(2), windows), windows);
        double beside = error(Forecaster.of(Rnn.gru(2), windows).linear(8), windows);
        assertTrue(beside < 0.03, "with last values: " + beside);
        assertTrue(alone > 5 * beside, "without: " + alone);
    }

    private static double error(Forecaster model, Windows windows) {
        model.fit(windows, Fit.epochs(60).batch(16).adam(0.02).cosine().quiet());
        return model.evaluate(windows, Part.TEST).model().mae();
    }

    @Test
    void savedAndLoadedForecastsTheSame() {
        Windows windows = windows();
        Forecaster model =
                Forecaster.of(Rnn.tanh(3), windows).linear(LAST).relative().quantiles(0.2, 0.5, 0.8);
        model.fit(windows, SHORT);
        assertTrue(model.toString().contains("relative, linear in the last 4"), model.toString());
        model.save(folder.resolve("model"));
        Forecaster loaded = Forecaster.load(folder.resolve("model"));
        assertEquals(
                model.predict(windows).table().toString(),
                loaded.predict(windows).table().toString());
    }

    @Test
    void aStreamWaitsForLastValues() {
        Windows windows = windows();
        Forecaster model = Forecaster.of(Rnn.lstm(3), windows).linear(LAST);
        model.fit(windows, SHORT);
        ForecastStream stream = model.stream();
        Windows all = windows.rolling(1);
        Table table = table();
        for (int t = 0; t < PAST; t++) {
            double[] row = new double[3];
            for (int k = 0; k < 3; k++) {
                row[k] = table.doubleColumn(1 + k).get(t);
            }
            Optional<ForecastStream.Told> told = stream.push(row);
            assertEquals(t >= LAST - 1, told.isPresent(), "row " + t);
            if (t == PAST - 1) {
                double[][] expected = model.predict(all, 0).all().get(0).point();
                assertArrayEquals(expected[1], told.orElseThrow().point()[1], 1e-5);
            }
        }
    }

    @Test
    void whatCannotBeSaysWhy() {
        Forecaster model = Forecaster.of(Rnn.gru(2), windows());
        assertMessage("linear(7) on windows of 6 past steps: expected 1 to 6", () -> model.linear(7));
        assertMessage("linear(-1) on windows of 6", () -> model.linear(-1));
        Forecaster one = Forecaster.of(Rnn.gru(2), windows().pastCovariates());
        assertMessage(
                "linear(3) with autoregressive()", () -> one.autoregressive().linear(3));
        assertMessage("linear(3) with autoregressive()", () -> one.linear(3).autoregressive());
    }

    private static void assertMessage(String expected, Supplier<Forecaster> call) {
        String message = assertThrows(IllegalArgumentException.class, call::get).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
