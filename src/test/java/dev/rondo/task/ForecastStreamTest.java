package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.nn.Rnn;
import dev.rondo.series.CalendarFeature;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

@Tag("engine")
class ForecastStreamTest {
    private static final int PAST = 9;

    private static double[] row(SplittableRandom random, int t) {
        return new double[] {100 + t + 8 * Math.sin(t) + random.nextGaussian(), 5 + random.nextDouble()};
    }

    private static Table table(int rows) {
        SplittableRandom random = new SplittableRandom(4);
        DateColumn day = DateColumn.create("day");
        DoubleColumn y = DoubleColumn.create("y");
        DoubleColumn wind = DoubleColumn.create("wind");
        for (int t = 0; t < rows; t++) {
            double[] row = row(random, t);
            day.append(LocalDate.of(2020, 1, 1).plusDays(t));
            y.append(row[0]);
            wind.append(row[1]);
        }
        return Table.create("days", day, y, wind);
    }

    private static Windows windows(int rows) {
        return Windows.of(table(rows)).time("day").target("y").past(PAST).horizon(4);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("direct", w -> w.pastCovariates("wind"), f -> f),
                form(
                        "differences",
                        w -> w.pastCovariates("wind")
                                .scaler(Scaler.log()
                                        .then(Scaler.seasonalDifference(3))
                                        .then(Scaler.standard())),
                        f -> f),
                form("quantiles", w -> w, f -> f.quantiles(0.1, 0.5, 0.9)),
                form("paths", w -> w, f -> f.gaussian().samples(3000)),
                form("relative", w -> w.pastCovariates("wind"), Forecaster::relative),
                form("relative, with last values", w -> w.pastCovariates("wind"), f -> f.relative()
                        .linear(3)
                        .quantiles(0.2, 0.5)),
                form("relative, step by step", w -> w.scaler(Scaler.seasonalDifference(2)), f -> f.relative()
                        .autoregressive()),
                form("step by step", w -> w.scaler(Scaler.difference()), Forecaster::autoregressive),
                form("step by step, paths", w -> w, f -> f.studentT()
                        .autoregressive()
                        .samples(3000)));
    }

    private static Arguments form(String name, UnaryOperator<Windows> windows, UnaryOperator<Forecaster> form) {
        return Arguments.of(name, windows, form);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void aStreamSaysWhatAWindowFromTheSameRowOnSays(
            String name, UnaryOperator<Windows> described, UnaryOperator<Forecaster> form) {
        Windows windows = described.apply(windows(80));
        Forecaster model = form.apply(Forecaster.of(Rnn.lstm(5).layers(2), windows));
        model.fit(windows, Fit.epochs(3).adam(0.02).batch(16).quiet());
        int lag = windows.scaling().scaler("y", "").lag();
        ForecastStream stream = model.stream();
        SplittableRandom random = new SplittableRandom(4);
        Optional<ForecastStream.Told> told = Optional.empty();
        for (int t = 0; t < PAST + lag; t++) {
            double[] row = row(random, t);
            told = windows.inputNames().size() == 2 ? stream.push(row) : stream.push(row[0]);
            assertEquals(t >= lag + (name.startsWith("relative") ? PAST - 1 : 0), told.isPresent());
        }
        Forecast.Ahead ahead =
                model.predict(described.apply(windows(PAST + lag))).all().get(0);
        for (int step = 0; step < 4; step++) {
            assertArrayEquals(ahead.point()[step], told.orElseThrow().point()[step], 1e-2 / 100, name);
            boolean drawn = ahead.samples().length > 0;
            assertEquals(ahead.quantiles().length, told.orElseThrow().quantiles().length);
            double spread = drawn ? 0.15 * (ahead.quantiles()[step][0][2] - ahead.quantiles()[step][0][0]) : 1e-4;
            if (ahead.quantiles().length > 0) {
                assertArrayEquals(ahead.quantiles()[step][0], told.orElseThrow().quantiles()[step][0], spread, name);
            }
        }
        double before = told.orElseThrow().point()[0][0];
        double[] next = row(random, PAST + lag);
        double after = (windows.inputNames().size() == 2 ? stream.push(next) : stream.push(next[0]))
                .orElseThrow()
                .point()[0][0];
        assertNotEquals(before, after);
    }

    @Test
    void whatCannotBeStreamedSaysWhy() {
        Windows windows = windows(80);
        assertMessage(
                "stream() of gru(3).bidirectional(), which reads a window from its end too",
                Forecaster.of(Rnn.gru(3).bidirectional(), windows));
        assertMessage(
                "stream() of a model that reads [month sin, month cos] of the horizon",
                Forecaster.of(Rnn.gru(3), windows.calendar(CalendarFeature.MONTH)));
        String row = assertThrows(IllegalArgumentException.class, () -> Forecaster.of(Rnn.gru(3), windows).stream()
                        .push(1, 2))
                .getMessage();
        assertEquals("row 0 is [1.0, 2.0], expected finite numbers for [y]: fill what is missing first", row);
    }

    private static void assertMessage(String expected, Forecaster model) {
        String message =
                assertThrows(IllegalStateException.class, model::stream).getMessage();
        assertTrue(message.startsWith(expected), message);
    }
}
