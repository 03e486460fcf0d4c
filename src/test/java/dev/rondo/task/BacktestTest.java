package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.ArProcess;
import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("engine")
class BacktestTest {
    private static final Fit FIT = Fit.epochs(2).batch(16).adam(0.01).quiet();

    private static Windows windows() {
        return windows(ArProcess.of(0.8).table(60));
    }

    private static Windows windows(Table table) {
        return Windows.of(table).time("step").target("value").past(5).horizon(3).first(40, 6);
    }

    @Test
    void theModelAsItIsForecastsTheTestPart() {
        Windows windows = windows();
        Forecaster model = Forecaster.of(Rnn.gru(3), windows).quantiles(0.1, 0.5, 0.9);
        model.fit(windows, FIT);
        BacktestScores found = model.backtest(windows);
        assertEquals(12, found.forecast().all().size(), "origins 46 to 57");
        assertEquals(model.evaluate(windows).toString(), found.scores().toString());
        assertEquals(36, found.table().rowCount());
        assertEquals("steps ahead", found.table().columnNames().get(0));
        assertTrue(found.plot().png().length > 1000);
        assertTrue(found.plot(3).png().length > 1000);
        assertTrue(found.residuals(2).png().length > 1000);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> found.plot(4).show())
                .getMessage();
        assertEquals("step is 4, expected one of the horizon, from 1 to 3", message);
    }

    /** Each refit is what a model made of the rows before its origin alone comes to. */
    @Test
    void whatIsTrainedAnewKnowsWhatWasThenKnown() {
        Windows windows = windows();
        Forecaster model = Forecaster.of(Rnn.gru(3), windows);
        BacktestScores all =
                model.backtest(windows, Backtest.expanding().stride(4).refit(FIT, 2));
        BacktestScores slid =
                model.backtest(windows, Backtest.sliding(20).stride(4).refit(FIT, 2));
        assertEquals(3, all.forecast().all().size(), "origins 46, 50 and 54");
        assertEquals(0, model.network().steps());
        int[] fittedAt = {46, 46, 54};
        for (int k = 0; k < 3; k++) {
            Windows then = windows(ArProcess.of(0.8).table(46 + 4 * k)).first(fittedAt[k], 0);
            assertArrayEquals(forecast(then), point(all, k), 1e-5);
            assertArrayEquals(forecast(then.recent(20)), point(slid, k), 1e-5);
            assertNotEquals(point(all, k)[0], point(slid, k)[0]);
        }
    }

    private static double[] forecast(Windows then) {
        Forecaster model = Forecaster.of(Rnn.gru(3), then);
        model.fit(then, FIT);
        return model.predict(then).values();
    }

    private static double[] point(BacktestScores found, int origin) {
        double[][] point = found.forecast().all().get(origin).point();
        return new double[] {point[0][0], point[1][0], point[2][0]};
    }

    /** Without times each series is cut by its own length: where one has its test part, another is still in training. */
    @Test
    void seriesOfOtherLengthsAreTriedOnTheirOwnTestParts() {
        Table table = ArProcess.of(0.8).table(90);
        table.addColumns(StringColumn.create("of", IntStream.range(0, 90).mapToObj(t -> t < 60 ? "long" : "short")));
        Windows windows = Windows.of(table).group("of").target("value").past(5).horizon(3);
        BacktestScores found = Forecaster.of(Rnn.gru(3), windows).backtest(windows);
        assertEquals(
                List.of("long 54", "long 55", "long 56", "long 57", "short 27"),
                found.forecast().all().stream()
                        .map(ahead -> ahead.series() + " " + ahead.seen().step())
                        .toList());
    }

    /** Weeks of millions, after days that stay as they are: the first series is drawn, and what is best there. */
    @Test
    void theBestOfTheOthersIsThatOfTheSeriesDrawn() {
        Windows windows = windows(weeks(), "day", "Series", "value");
        BacktestScores found = Forecaster.of(Rnn.gru(3), windows).backtest(windows);
        assertEquals(0, found.scores().of("seasonal naive (7)").mae(), 1, "the best of both together");
        assertEquals(
                "Chart[Backtest, 1 step ahead: actual, last value, forecast]",
                found.plot().toString());
    }

    @Test
    void namesOfColumnsDoNotClash() {
        Table table = weeks();
        table.column("Series").setName("shop");
        table.column("value").setName("Series");
        Windows named = windows(table, "day", "shop", "Series");
        assertEquals(
                List.of("steps ahead", "forecast series", "day", "Series", "Series actual"),
                Forecaster.of(Rnn.gru(3), named).backtest(named).table().columnNames());
        table.column("Series").setName("row");
        table.column("day").setName("series");
        Windows timed = windows(table, "series", "shop", "row");
        assertEquals(
                List.of("forecast series", "series", "row"),
                Forecaster.of(Rnn.gru(3), timed).predict(timed).table().columnNames());
        Windows plain = Windows.of(table).group("shop").target("row").past(5).horizon(1);
        assertEquals(
                List.of("series", "forecast row", "row"),
                Forecaster.of(Rnn.gru(3), plain).predict(plain).table().columnNames());
    }

    private static Table weeks() {
        Table table = Table.create("two", DateColumn.create("day"), StringColumn.create("Series"));
        table.addColumns(DoubleColumn.create("value"));
        for (int t = 0; t < 84; t++) {
            LocalDate day = LocalDate.of(2020, 1, 1).plusDays(t);
            table.dateColumn("day").append(day).append(day);
            table.stringColumn("Series").append("still").append("weekly");
            table.doubleColumn("value").append(t / 25).append(1e6 * (t % 7));
        }
        return table;
    }

    private static Windows windows(Table table, String time, String group, String target) {
        return Windows.of(table)
                .time(time)
                .group(group)
                .target(target)
                .past(5)
                .horizon(1)
                .first(70, 0);
    }

    @Test
    void anInterruptionEndsAllOfIt() {
        Windows windows = windows();
        Forecaster model = Forecaster.of(Rnn.gru(3), windows);
        int[] fits = {0};
        Fit fit = FIT.listener(event -> {
            if (event instanceof Event.Started && ++fits[0] == 3) {
                Thread.currentThread().interrupt();
            }
        });
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> model.backtest(windows, Backtest.expanding().refit(fit, 2)))
                .getMessage();
        assertTrue(Thread.interrupted());
        assertEquals(
                "interrupted while a model was trained anew, with 4 of 12 windows forecast: call backtest again",
                message);
        assertEquals(3, fits[0]);
    }

    @Test
    void passengersAreForecastInTheirOwnMonths() {
        Windows windows = Windows.of(Datasets.airlinePassengers())
                .time("Month")
                .target("Passengers")
                .past(12)
                .horizon(6)
                .first(120, 0);
        Forecaster model = Forecaster.of(Rnn.gru(3), windows);
        ForecastScores scores = model.evaluate(windows, Part.TEST);
        assertEquals(12, scores.season());
        assertTrue(scores.of("seasonal naive (12)").mape() < 12, scores.toString());
        assertTrue(scores.of("exponential").mape() < 5, scores.toString());
        assertEquals(
                "1961-01-01",
                model.predict(windows).table().dateColumn("Month").get(0).toString());
    }

    @Test
    void whatCannotBeTriedSaysWhy() {
        Windows windows = windows();
        Forecaster model = Forecaster.of(Rnn.gru(3), windows);
        assertMessage(
                "sliding(20) says what is trained on, but nothing is trained",
                () -> model.backtest(windows, Backtest.sliding(20)));
        assertMessage(
                "sliding(7) holds no window to train on, which takes 5 steps of the past and 3 of the horizon: expected at"
                        + " least 8",
                () -> model.backtest(windows, Backtest.sliding(7).refit(FIT, 1)));
        Windows yearly = windows.scaler(Scaler.seasonalDifference(12));
        assertMessage(
                "5 steps of the past and 3 of the horizon, or no value of the differences, which reach back 12: expected at"
                        + " least 13",
                () -> Forecaster.of(Rnn.gru(2), yearly)
                        .backtest(yearly, Backtest.sliding(12).refit(FIT, 1)));
        assertMessage(
                "expected a fit without patience(...)",
                () -> model.backtest(windows, Backtest.expanding().refit(FIT.patience(2), 1)));
        assertMessage(
                "a stride of 0",
                () -> model.backtest(windows, Backtest.expanding().stride(0)));
        assertMessage("sliding(0), expected the steps", () -> model.backtest(windows, Backtest.sliding(0)));
        assertMessage(
                "neither test nor validation part has a window to forecast",
                () -> model.backtest(windows.first(60, 0)));
    }

    private static void assertMessage(String expected, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
