package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.ArProcess;
import dev.rondo.data.Part;
import dev.rondo.data.SeriesSource;
import dev.rondo.data.SineMixture;
import dev.rondo.nn.Rnn;
import dev.rondo.series.CalendarFeature;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("engine")
class ForecasterTest {
    private static final Fit SHORT = Fit.epochs(2).batch(16).adam(0.01).quiet();

    @TempDir
    Path folder;

    /** Months of two shops with a price that is known ahead, which the sales follow. */
    private static Table shops(int months, int ahead) {
        DateColumn time = DateColumn.create("month");
        StringColumn shop = StringColumn.create("shop");
        DoubleColumn price = DoubleColumn.create("price");
        DoubleColumn sales = DoubleColumn.create("sales");
        SplittableRandom random = new SplittableRandom(5);
        for (int t = 0; t < months + ahead; t++) {
            for (int k = 0; k < 2; k++) {
                double cost = 3 + random.nextDouble();
                double sold = 100 * (k + 1) + 10 * Math.sin(t / 3.0) - 20 * cost + random.nextGaussian();
                time.append(LocalDate.of(2000, 1, 1).plusMonths(t));
                shop.append(k == 0 ? "north" : "south");
                price.append(cost);
                if (t < months) {
                    sales.append(sold);
                } else {
                    sales.appendMissing();
                }
            }
        }
        return Table.create("shops", time, shop, price, sales);
    }

    private static Windows windows(Table table) {
        return Windows.of(table)
                .time("month")
                .group("shop")
                .target("sales")
                .futureCovariates("price")
                .calendar(CalendarFeature.MONTH)
                .past(8)
                .horizon(3)
                .split(0.7, 0.15);
    }

    private static Windows noise(int rows) {
        SplittableRandom random = new SplittableRandom(9);
        double[] values = random.doubles(rows).map(x -> 0).toArray();
        Arrays.setAll(values, k -> 50 + 4 * random.nextGaussian());
        return Windows.of(Table.create("noise", DoubleColumn.create("x", values)))
                .target("x")
                .past(4)
                .horizon(2);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("squared", f -> f),
                form("absolute, relative", f -> f.absolute().relative()),
                form("quantiles", f -> f.quantiles(0.1, 0.5, 0.9)),
                form("gaussian", f -> f.gaussian().samples(20)),
                form("student t", f -> f.studentT().samples(20).relative()),
                form("step by step", f -> f.autoregressive()),
                form(
                        "step by step, paths",
                        f -> f.autoregressive().relative().gaussian().samples(20)));
    }

    private static Arguments form(String name, UnaryOperator<Forecaster> form) {
        return Arguments.of(name, form);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void savedAndLoadedForecastsALongerTableTheSame(String name, UnaryOperator<Forecaster> form) {
        Windows windows = windows(shops(60, 3));
        Forecaster model =
                form.apply(Forecaster.of(Rnn.lstm(6).layers(2), windows).seed(3));
        History history = model.fit(windows, SHORT);
        assertEquals(2, history.epochs().size());
        Path file = folder.resolve("model");
        model.save(file);
        Forecaster loaded = Forecaster.load(file);
        assertEquals(model.toString(), loaded.toString());
        assertEquals(model.weights(), loaded.weights());
        Windows longer = windows(shops(70, 3)).split(0.5, 0.2);
        assertNotEquals(windows.scaling(), longer.scaling());
        Forecast forecast = model.predict(longer);
        assertEquals(forecast.table().toString(), loaded.predict(longer).table().toString());
        assertArrayEquals(forecast.values(), loaded.predict(longer).values());
        assertEquals(6, forecast.table().rowCount());
        assertEquals(
                LocalDate.of(2005, 11, 1), forecast.table().dateColumn("month").get(0));
        assertEquals(
                List.of("north", "north", "north", "south", "south", "south"),
                forecast.table().stringColumn("series").asList());
        assertEquals(model.evaluate(longer).toString(), loaded.evaluate(longer).toString());
        assertTrue(forecast.plot().png().length > 1000);
    }

    /** What is learned: that the last known price counts, of which the history says nothing. */
    @Test
    void knownFutureCovariatesAreRead() {
        Windows windows = windows(shops(120, 3));
        Forecaster model = Forecaster.of(Rnn.gru(12), windows);
        model.fit(windows, Fit.epochs(40).batch(16).adam(0.01).quiet());
        ForecastScores scores = model.evaluate(windows);
        assertTrue(scores.model().mae() < 2.5, scores.toString());
        assertTrue(scores.of("last value").mae() > 4, scores.toString());
        Forecaster steps = Forecaster.of(Rnn.gru(12), windows).autoregressive();
        steps.fit(windows, Fit.epochs(40).batch(16).adam(0.01).quiet());
        assertTrue(
                steps.evaluate(windows).model().mae() < 2.5,
                steps.evaluate(windows).toString());
    }

    @Test
    void valuesBehindTheTrainingEndChangeNoWeight() {
        Table table = shops(60, 0);
        Table other = shops(60, 0);
        Windows windows = windows(table).split(0.7, 0);
        for (int row = 84; row < other.rowCount(); row++) { // 42 months of two shops
            other.doubleColumn("sales").set(row, 1e6 * row);
            other.doubleColumn("price").set(row, -1e6 * row);
        }
        Forecaster model = Forecaster.of(Rnn.gru(4), windows);
        model.fit(windows, SHORT);
        Windows changed = windows(other).split(0.7, 0);
        Forecaster same = Forecaster.of(Rnn.gru(4), changed);
        same.fit(changed, SHORT);
        assertEquals(model.weights(), same.weights());
        assertEquals(windows.scaling(), changed.scaling());
        other.doubleColumn("sales").set(83, 1e3); // the last row of the training part does
        Forecaster different = Forecaster.of(Rnn.gru(4), windows(other).split(0.7, 0));
        different.fit(windows(other).split(0.7, 0), SHORT);
        assertNotEquals(model.weights(), different.weights());
    }

    /** The loss that the loop tells is that of the forecasts, in scaled units, worked out once more. */
    @Test
    void theValidationLossIsThatOfTheForecasts() {
        Windows windows = noise(200);
        Forecaster model = Forecaster.of(Rnn.tanh(3), windows);
        History history = model.fit(windows, SHORT);
        double scale = windows.scaling().scaler("x", "").stages().get(0).scale();
        double mse = model.evaluate(windows, Part.VALIDATION).model().mse();
        assertEquals(mse / scale / scale, history.last().validation(), 1e-5);
        double last = model.evaluate(windows, Part.VALIDATION).of("last value").mse();
        assertEquals(last / scale / scale, history.baselines().get("last value"), 1e-5);
        assertEquals("squared error in scaled units", history.loss());
        Forecaster still = Forecaster.of(Rnn.tanh(3), windows);
        double trained = still.fit(windows, Fit.epochs(1).batch(16).sgd(1e-9).quiet())
                .last()
                .training();
        assertEquals(still.evaluate(windows, Part.TRAIN).model().mse() / scale / scale, trained, 1e-4);
    }

    @ParameterizedTest
    @MethodSource("bands")
    void quantilesOfNoiseCoverWhatTheyPromise(String name, UnaryOperator<Forecaster> form) {
        Windows windows = noise(3000).split(0.6, 0);
        Forecaster model = form.apply(Forecaster.of(Rnn.gru(2), windows));
        model.fit(windows, Fit.epochs(6).batch(32).adam(0.02).cosine().quiet());
        ForecastScores scores = model.evaluate(windows);
        assertEquals(0.8, scores.model().coverage(), 0.03, scores.toString());
        // The pinball loss of a normal distribution's own quantiles: its density there, over all levels.
        assertEquals((4 * 0.17550 * 2 + 4 * 0.39894) / 3, scores.model().pinball(), 0.05, scores.toString());
        double[] band = model.predict(windows).all().get(0).quantiles()[1][0];
        assertEquals(50 - 4 * 1.2816, band[0], 0.8);
        assertEquals(50 + 4 * 1.2816, band[2], 0.8);
    }

    static Stream<Arguments> bands() {
        return Stream.of(
                form("quantiles", f -> f.quantiles(0.1, 0.5, 0.9)),
                form("gaussian", Forecaster::gaussian),
                form("student t", f -> f.studentT().samples(200)),
                form("step by step", f -> f.gaussian().autoregressive().samples(100)));
    }

    /** A random walk: paths widen with the root of the steps only where each step follows from the one before. */
    @Test
    void pathsOfDifferencesAreAddedUp() {
        SplittableRandom random = new SplittableRandom(2);
        double[] walk = new double[1500];
        for (int t = 1; t < walk.length; t++) {
            walk[t] = walk[t - 1] + random.nextGaussian();
        }
        Windows windows = Windows.of(Table.create("walk", DoubleColumn.create("x", walk)))
                .target("x")
                .past(3)
                .horizon(9)
                .scaler(Scaler.difference());
        Forecaster model = Forecaster.of(Rnn.gru(2), windows).gaussian().samples(1000);
        model.fit(windows, Fit.epochs(6).batch(32).adam(0.02).cosine().quiet());
        Forecast.Ahead ahead = model.predict(windows).all().get(0);
        double[] low = ahead.quantile(0, 0.1);
        double[] high = ahead.quantile(0, 0.9);
        assertEquals(2 * 1.2816, high[0] - low[0], 0.35);
        assertEquals(2 * 1.2816 * 3, high[8] - low[8], 1.0);
        assertEquals(walk[1499], ahead.point()[0][0], 0.5);
    }

    /** By the rule of the series and all of its history on the same windows. */
    private static double best(SeriesSource source, Windows windows) {
        double sum = 0;
        int count = 0;
        for (int place : windows.places(Part.TEST)) {
            double[] forecast = source.forecast(windows.history(place)[0], windows.horizon());
            double[][] actual = windows.actual(place);
            for (int step = 0; step < forecast.length; step++) {
                sum += (forecast[step] - actual[step][0]) * (forecast[step] - actual[step][0]);
                count++;
            }
        }
        return sum / count;
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of(ArProcess.of(1.2, -0.5), 5_000, Rnn.gru(16), 12, 3),
                Arguments.of(SineMixture.of(0.3).wave(12, 1).wave(7, 0.5), 12_000, Rnn.tanh(32), 84, 6));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void comesNearTheLeastErrorThereIs(SeriesSource source, int rows, Rnn rnn, int past, int horizon) {
        Windows windows = Windows.of(source.table(rows))
                .time("step")
                .target("value")
                .past(past)
                .horizon(horizon);
        Forecaster model = Forecaster.of(rnn, windows);
        model.fit(
                windows,
                Fit.epochs(10).batch(32).adam(3e-3).clipNorm(1).cosine().quiet());
        double ratio = model.evaluate(windows, Part.TEST, 1).model().mse() / best(source, windows);
        assertTrue(ratio < 1.05, () -> "times the least error: " + ratio);
    }

    @Test
    void whatDoesNotFitSaysWhy() {
        Windows windows = windows(shops(60, 3));
        Forecaster model = Forecaster.of(Rnn.gru(2), windows);
        assertMessage(
                "the windows have past 9, but the model was made for 8: describe them alike",
                () -> model.fit(windows.past(9), SHORT));
        assertMessage(
                "the windows have horizon 4, but the model was made for 3", () -> model.predict(windows.horizon(4)));
        assertMessage(
                "the windows have target [price], but the model was made for [sales]",
                () -> model.predict(windows.futureCovariates().pastCovariates().target("price")));
        assertMessage(
                "the windows have inputs [sales, price], but the model was made for [sales, price, month sin, ",
                () -> model.evaluate(windows.calendar()));
        assertMessage(
                "patience(2) watches the validation loss, but the data has no validation part",
                () -> model.fit(windows.split(0.8, 0), SHORT.patience(2)));
        assertMessage(
                "the future covariate 'price' of 'shops' ends at 2005-03 of series 'north', but a horizon of 3 goes to"
                        + " 2005-05",
                () -> model.predict(windows(shops(62, 1))));
        assertMessage(
                "neither test nor validation part has a window to measure on: split otherwise",
                () -> model.evaluate(windows.split(1, 0)));
        assertMessage(
                "the test part has no window to measure on: name another part",
                () -> model.evaluate(windows.split(0.8, 0.2), Part.TEST));
        assertMessage(
                "the training part has no window to learn from: shops: 2 series of up to 60 months from 2000-01 to 2004-12;"
                        + " windows of 8 months to forecast 3 of sales; 0 to train, 90 to validate, 6 to test: shorten",
                () -> model.fit(windows.first(6, 49), SHORT));
        assertMessage(
                "the training part has no window to learn from", () -> model.findRate(windows.first(6, 49), SHORT));
        String unsaid = assertThrows(
                        IllegalStateException.class,
                        () -> Forecaster.of(
                                Rnn.gru(2),
                                Windows.of(shops(60, 3)).target("sales").past(3)))
                .getMessage();
        assertTrue(unsaid.startsWith("Windows.of('shops') needs horizon(steps) first, such as"), unsaid);
        assertMessage("season is 0, expected its steps", () -> model.evaluate(windows, Part.TEST, 0));
        assertMessage("samples is 0, expected at least 1", () -> unused(model.samples(0)));
    }

    @Test
    void formsThatCannotBeSayWhy() {
        Windows windows = windows(shops(60, 3));
        Forecaster model = Forecaster.of(Rnn.gru(2), windows);
        assertMessage(
                "quantiles(...) with autoregressive(): quantiles of one step say nothing of the next",
                () -> unused(model.quantiles(0.5).autoregressive()));
        assertMessage(
                "autoregressive() with gru(2).bidirectional(): expected one-way layers",
                () -> unused(Forecaster.of(Rnn.gru(2).bidirectional(), windows).autoregressive()));
        Windows past = Windows.of(shops(60, 0))
                .time("month")
                .group("shop")
                .target("sales")
                .pastCovariates("price");
        assertMessage(
                "autoregressive() on windows with the past covariates [price], which are not known",
                () -> unused(Forecaster.of(Rnn.gru(2), past.past(4).horizon(2)).autoregressive()));
        assertMessage(
                "quantiles(...) of 'sales', whose differences are forecast",
                () -> unused(Forecaster.of(Rnn.gru(2), windows.scaler(Scaler.difference()))
                        .quantiles(0.5)));
        model.fit(windows, SHORT);
        String trained = assertThrows(IllegalStateException.class, () -> unused(model.gaussian()))
                .getMessage();
        assertTrue(trained.startsWith("gaussian() on a model trained for "), trained);
        String drawn = assertThrows(
                        IllegalStateException.class,
                        () -> model.predict(windows).all().get(0).quantile(0, 0.3))
                .getMessage();
        assertTrue(drawn.startsWith("no paths were drawn"), drawn);
    }

    @Test
    void aLevelIsNoPercentage() {
        Windows windows = windows(shops(40, 3));
        Forecast.Ahead ahead = Forecaster.of(Rnn.gru(2), windows)
                .gaussian()
                .samples(9)
                .predict(windows)
                .all()
                .get(0);
        assertEquals(ahead.quantiles()[0][0][2], ahead.quantile(0, 0.9)[0]);
        String message = assertThrows(IllegalArgumentException.class, () -> ahead.quantile(0, 90))
                .getMessage();
        assertEquals(
                "quantile(0, 90.0): expected the place of a target, from 0 to 0, and a level between 0 and 1, such as"
                        + " 0.9",
                message);
    }

    /** A table by hand: three windows, of which the errors of the others can be told. */
    @Test
    void theOthersSeeTheWholeHistory() {
        double[] values = {1, 5, 2, 6, 3, 7, 4, 8, 5, 9, 6, 10};
        Table table = Table.create(
                "saw", IntColumn.create("t", IntStream.range(0, 12).toArray()), DoubleColumn.create("x", values));
        Windows windows =
                Windows.of(table).time("t").target("x").past(2).horizon(2).first(8, 0);
        ForecastScores scores = Forecaster.of(Rnn.gru(2), windows).evaluate(windows, Part.TEST, 2);
        assertEquals(1, scores.of("seasonal naive").mae(), 1e-12);
        assertEquals(1, scores.of("seasonal naive").mase(), 1e-12);
        double[] last = {3, 1, 5, 1, 3, 1}; // 8 -> 5, 9; 5 -> 9, 6; 9 -> 6, 10
        last[2] = 4;
        assertEquals(
                Arrays.stream(last).average().orElseThrow(),
                scores.of("last value").mae(),
                1e-12);
        assertEquals(2 * 3, scores.rows().get(0).forecasts().actual().length * 2);
        assertEquals(
                List.of("step", "model", "seasonal naive (2)", "last value", "drift", "exponential smoothing"),
                scores.byStep().columnNames());
        assertEquals(
                List.of("forecast", "MAE", "RMSE", "MAPE", "sMAPE", "MASE"),
                scores.table().columnNames());
        assertTrue(scores.plot().png().length > 1000);
    }

    /** At a level never seen a relative model says the same, so much higher. */
    @Test
    void whatIsRelativeMovesWithTheLevel() {
        double[] values = new SplittableRandom(1).doubles(30).toArray();
        double[] higher = Arrays.stream(values).map(x -> x + 64).toArray();
        Windows low = level(values);
        for (Forecaster model : List.of(
                Forecaster.of(Rnn.gru(4), low).relative(),
                Forecaster.of(Rnn.gru(4), low).relative().autoregressive(),
                Forecaster.of(Rnn.gru(4), low).relative().quantiles(0.2, 0.5))) {
            double[] there = model.predict(level(higher)).values();
            double[] moved =
                    Arrays.stream(model.predict(low).values()).map(x -> x + 64).toArray();
            assertArrayEquals(moved, there, 1e-4);
            assertTrue(Math.abs(there[0] - higher[29]) < 2, "near the last value");
        }
        Forecaster fixed = Forecaster.of(Rnn.gru(4), low);
        assertTrue(fixed.predict(level(higher)).values()[0] < 10, "of its own level");
    }

    private static Windows level(double... values) {
        return Windows.of(Table.create("level", DoubleColumn.create("x", values)))
                .target("x")
                .past(4)
                .horizon(3)
                .scaler(Scaler.none());
    }

    private static void unused(Forecaster model) {
        assertEquals("", model.toString());
    }

    private static void assertMessage(String expected, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
