package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.Forecasts;
import dev.rondo.plot.Chart;
import dev.rondo.series.Windows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.traces.Trace;

/** What is on the charts of forecasts. */
class ForecastPlotTest {
    private static final String DARK = "#444444";
    private static final String BLUE = "#0072b2";
    private static final String GREEN = "#009e73";
    private static final String ORANGE = "#e69f00";
    private static final String PALE = "#a0a0a0";

    /** Twenty months from January 1959 on, of which the n-th has n thousands. */
    private static Table sales(String shop) {
        return Table.create(
                "sales",
                DateColumn.create("Month", IntStream.range(0, 20).mapToObj(k -> LocalDate.of(1959, 1, 1)
                        .plusMonths(k))),
                StringColumn.create("Shop", IntStream.range(0, 20).mapToObj(k -> shop)),
                DoubleColumn.create(
                        "Sales",
                        IntStream.range(0, 20).mapToDouble(k -> k * 1000).toArray()));
    }

    private static Windows windows(Table table, boolean dated) {
        Windows windows = Windows.of(table).target("Sales").past(4).horizon(2).first(14, 0);
        return dated ? windows.time("Month") : windows;
    }

    /** The forecast at a place: ten more than what comes, and quantiles around it. */
    private static Forecast.Ahead ahead(Windows windows, int place, String series, int levels) {
        double[][] point = new double[2][1];
        double[][][] quantiles = new double[2][1][levels];
        for (int step = 0; step < 2; step++) {
            point[step][0] = windows.actual(place)[step][0] + 10;
            for (int k = 0; k < levels; k++) {
                quantiles[step][0][k] = point[step][0] + k - (levels - 1) / 2.0;
            }
        }
        Forecast.Seen seen = new Forecast.Seen(windows, place);
        return new Forecast.Ahead(series, point, quantiles, new double[0][][], seen);
    }

    private static Forecast forecast(Windows windows, Double... levels) {
        int place = windows.size() - 1;
        return new Forecast(List.of("Sales"), List.of(levels), List.of(ahead(windows, place, "", levels.length)));
    }

    @Test
    void historyForecastAndWhatCameHaveTheirColours() {
        Chart chart = forecast(windows(sales("a"), true), 0.1, 0.5, 0.9).plot();
        assertEquals("Chart[Forecast: history, actual, forecast, 10 to 90 %]", chart.toString());
        assertLooks(chart, "history", DARK);
        assertLooks(chart, "actual", ORANGE);
        assertLooks(chart, "forecast", BLUE);
        String band = trace(chart, "10 to 90 %");
        assertTrue(band.contains("rgba(0, 114, 178, 0.25)"), band);
        assertTrue(band.contains("y: [\"18011.0\",\"19011.0\",\"19009.0\",\"18009.0\",\"18011.0\""), band);
        assertEquals(
                "Chart[Forecast: history, actual, forecast]",
                forecast(windows(sales("a"), true)).plot().toString());
    }

    @Test
    void manyLevelsMakeASecondBand() {
        Windows windows = windows(sales("a"), true);
        assertEquals(
                "Chart[Forecast: history, actual, forecast, 2.5 to 97.5 %, 25 to 75 %]",
                forecast(windows, 0.025, 0.25, 0.5, 0.75, 0.975).plot().toString());
        assertEquals(
                List.of(new ForecastPlot.Band(0, 8, "10 to 90 %"), new ForecastPlot.Band(2, 6, "30 to 70 %")),
                ForecastPlot.bands(List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)));
        assertEquals(
                List.of(new ForecastPlot.Band(0, 3, "5 to 95 %")), ForecastPlot.bands(List.of(0.05, 0.3, 0.6, 0.95)));
        assertEquals(List.of(), ForecastPlot.bands(List.of(0.5)));
    }

    @Test
    void datesStandOnAnAxisOfDatesAndStepsOnNumbers() {
        Chart dated = forecast(windows(sales("a"), true)).plot();
        String forecast = trace(dated, "forecast");
        assertTrue(forecast.contains("x: [\"1960-07-01 00:00:00.000\",\"1960-08-01 00:00:00.000\"]"), forecast);
        String history = trace(dated, "history");
        assertTrue(history.contains("\"1960-06-01 00:00:00.000\"]"), history);
        assertTrue(layout(dated).contains("type: 'date'") && layout(dated).contains("'Month'"), layout(dated));
        Chart plain = forecast(windows(sales("a"), false)).plot();
        String steps = trace(plain, "forecast");
        assertTrue(steps.contains("x: [\"18.0\",\"19.0\"]"), steps);
        assertFalse(layout(plain).contains("'date'"), layout(plain));
        assertTrue(layout(plain).contains("'step'"), layout(plain));
    }

    @Test
    void eachOfSeveralSeriesHasAHue() {
        Windows windows = Windows.of(sales("a").append(sales("b")))
                .time("Month")
                .group("Shop")
                .target("Sales")
                .past(4)
                .horizon(2)
                .first(14, 0);
        List<Forecast.Ahead> all = new ArrayList<>();
        for (int place = 0; place < windows.size(); place++) {
            all.add(ahead(windows, place, place < windows.size() / 2 ? "a" : "b", 2));
        }
        Chart chart = new Forecast(List.of("Sales"), List.of(0.1, 0.9), all).plot();
        assertEquals(
                "Chart[Forecast: history, a, actual, a, forecast, a, 10 to 90 %, a, history, b, actual, b, forecast, b,"
                        + " 10 to 90 %, b]",
                chart.toString());
        assertLooks(chart, "forecast, a", BLUE);
        assertLooks(chart, "forecast, b", GREEN);
        assertLooks(chart, "actual, b", GREEN);
        assertTrue(trace(chart, "actual, b").contains("\"dash\" : \"dot\""));
        assertTrue(trace(chart, "10 to 90 %, b").contains("rgba(0, 158, 115, 0.25)"));
        assertFalse(trace(chart, "history, b").contains(DARK));
    }

    /** Of the two that need no training, the first is off by 5 at step 1 and the second at step 2. */
    private static BacktestScores backtest(boolean dated, Double... levels) {
        Windows windows = windows(sales("a"), dated).rolling(1);
        List<Forecast.Ahead> all = IntStream.rangeClosed(windows.size() - 3, windows.size() - 1)
                .mapToObj(place -> ahead(windows, place, "", levels.length))
                .toList();
        double[][] actual =
                all.stream().map(one -> Forecast.steps(one.seen().actual(), 0)).toArray(double[][]::new);
        List<ForecastScores.Row> rows = List.of(
                new ForecastScores.Row("model", off(actual, 10, 10)),
                new ForecastScores.Row("drift", off(actual, 5, 30)),
                new ForecastScores.Row("last value", off(actual, 20, 5)));
        return new BacktestScores(
                new Forecast(List.of("Sales"), List.of(levels), all), new ForecastScores(List.of("Sales"), rows, 1));
    }

    private static Forecasts off(double[][] actual, double first, double second) {
        return Forecasts.of(
                actual,
                Arrays.stream(actual)
                        .map(row -> new double[] {row[0] + first, row[1] + second})
                        .toArray(double[][]::new));
    }

    @Test
    void theBacktestShowsTheNearestAndTheFarthestStep() {
        Chart chart = backtest(true, 0.1, 0.9).plot();
        assertEquals(
                "Chart[Backtest: actual, drift, 1 step ahead, forecast, 1 step ahead, forecast, 2 steps ahead, 10 to 90"
                        + " %, 1 step ahead]",
                chart.toString());
        assertLooks(chart, "actual", DARK);
        assertLooks(chart, "drift, 1 step ahead", PALE);
        assertLooks(chart, "forecast, 1 step ahead", BLUE);
        assertLooks(chart, "forecast, 2 steps ahead", GREEN);
        String actual = trace(chart, "actual");
        assertTrue(
                actual.contains("y: [\"16000.0\",\"17000.0\",\"18000.0\",\"19000.0\"]"), "each time once: " + actual);
        assertTrue(actual.contains("x: [\"1960-05-01 00:00:00.000\""), actual);
        String far = trace(chart, "forecast, 2 steps ahead");
        assertTrue(far.contains("y: [\"17010.0\",\"18010.0\",\"19010.0\"]"), far);
        assertTrue(far.contains("x: [\"1960-06-01 00:00:00.000\""), far);
    }

    @Test
    void oneStepOfTheBacktestStandsBesideTheBestForIt() {
        Chart chart = backtest(false, 0.1, 0.5, 0.9).plot(2);
        assertEquals("Chart[Backtest, 2 steps ahead: actual, last value, forecast, 10 to 90 %]", chart.toString());
        String actual = trace(chart, "actual");
        assertTrue(actual.contains("x: [\"17.0\",\"18.0\",\"19.0\"]"), "no earlier than what was forecast: " + actual);
        String band = trace(chart, "10 to 90 %");
        assertTrue(band.contains("y: [\"17011.0\",\"18011.0\",\"19011.0\",\"19009.0\""), band);
        assertEquals(
                "Chart[Backtest, 1 step ahead: actual, drift, forecast]",
                backtest(false).plot(1).toString());
    }

    @Test
    void residualsStandAtTheirDates() {
        Chart chart = backtest(true).residuals(2);
        assertEquals("Chart[Residuals, 2 steps ahead: residual, none]", chart.toString());
        String trace = trace(chart, "residual");
        assertTrue(trace.contains("y: [\"-10.0\",\"-10.0\",\"-10.0\"]"), trace);
        assertTrue(trace.contains("\"1960-08-01 00:00:00.000\"]"), trace);
        assertLooks(chart, "residual", BLUE);
        assertLooks(chart, "none", PALE);
    }

    @Test
    void theSplitHasDatesWhereTheTableHas() {
        Chart dated = windows(sales("a"), true).plot();
        String training = trace(dated, "training");
        assertTrue(training.contains("x: [\"1959-01-01 00:00:00.000\",\"1959-02-01"), training);
        assertLooks(dated, "training", DARK);
        assertTrue(trace(windows(sales("a"), false).plot(), "test").contains("\"19.0\""));
    }

    private static void assertLooks(Chart chart, String name, String colour) {
        assertTrue(trace(chart, name).contains(colour), trace(chart, name));
    }

    private static String trace(Chart chart, String name) {
        for (Trace trace : chart.figure().getTraces()) {
            String script = trace.asJavascript(0);
            if (script.contains("name: '" + name + "'")) {
                return script;
            }
        }
        throw new AssertionError("no '" + name + "' in " + chart);
    }

    private static String layout(Chart chart) {
        return chart.figure().getLayout().asJavascript();
    }
}
