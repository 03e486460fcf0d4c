package dev.rondo.task;

import dev.rondo.plot.Chart;
import dev.rondo.plot.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a backtest found: the forecasts from every origin beside what came.
 *
 * @param forecast the forecasts, series by series, in order of time
 * @param scores how far they were off, beside forecasts that need no training
 */
public record BacktestScores(Forecast forecast, ForecastScores scores) {

    /**
     * Returns all forecasts as a table.
     *
     * @return a row for each origin and step, with the step of the horizon ({@code steps ahead}), what was forecast and what came
     */
    public Table table() {
        int steps = steps();
        int rows = forecast.all().size() * steps;
        int[] step = IntStream.range(0, rows).map(row -> row % steps + 1).toArray();
        Table table = forecast.table();
        table.insertColumn(0, IntColumn.create("steps ahead", step));
        return table;
    }

    /**
     * Draws what came, and what was forecast for it one step and, where the horizon is longer, its whole length before: of
     * the first series and target. Beside the nearer forecast stand its quantiles, as a band, and the best of those that
     * need no training.
     *
     * @return the chart, over dates where the table has them
     */
    public Chart plot() {
        int steps = steps();
        return steps == 1 ? plot(1) : draw("Backtest", 1, steps);
    }

    /**
     * Draws what came, what was forecast for it so many steps before, with its quantiles as a band, and the best of the
     * forecasts that need no training: of the first series and target.
     *
     * @param step the step of the horizon, from 1
     * @return the chart, over dates where the table has them
     * @throws IllegalArgumentException if there is no such step
     */
    public Chart plot(int step) {
        requireStep(step);
        return draw("Backtest, " + ahead(step), step);
    }

    private Chart draw(String title, int... steps) {
        List<Integer> places = first();
        int nearest = steps[0];
        boolean several = steps.length > 1;
        Chart chart = actual(chart(title).y(forecast.targets().get(0)), places, steps);
        String of = several ? ", " + ahead(nearest) : "";
        int naive = bestNaive(places, nearest);
        if (naive > 0) {
            String name = scores.rows().get(naive).name() + of;
            chart = chart.line(name, xs(places, nearest), predicted(places, nearest, naive))
                    .as(Role.REFERENCE);
        }
        for (int k = 0; k < steps.length; k++) {
            String name = several ? "forecast, " + ahead(steps[k]) : "forecast";
            chart = chart.line(name, xs(places, steps[k]), predicted(places, steps[k], 0))
                    .as(Role.FORECAST, k);
        }
        for (ForecastPlot.Band band : ForecastPlot.bands(forecast.levels())) {
            chart = band.addTo(chart, of, xs(places, nearest), level -> quantile(places, nearest, level))
                    .as(Role.FORECAST);
        }
        return chart;
    }

    /** Draws all that came from the first to the last time for which there is a forecast of one of these steps. */
    private Chart actual(Chart chart, List<Integer> places, int... steps) {
        NavigableMap<Double, Double> came = new TreeMap<>();
        for (int step = 1; step <= steps(); step++) {
            double[] xs = xs(places, step);
            double[] ys = actual(places, step);
            for (int k = 0; k < xs.length; k++) {
                came.put(xs[k], ys[k]);
            }
        }
        double from = xs(places, steps[0])[0];
        double to = xs(places, steps[steps.length - 1])[places.size() - 1];
        Map<Double, Double> shown = came.subMap(from, true, to, true);
        double[] times = shown.keySet().stream().mapToDouble(x -> x).toArray();
        double[] values = shown.values().stream().mapToDouble(y -> y).toArray();
        return chart.line("actual", times, values).as(Role.HISTORY);
    }

    private Chart chart(String title) {
        return forecast.all().get(0).seen().windows().chart(title);
    }

    private static String ahead(int step) {
        return step == 1 ? "1 step ahead" : step + " steps ahead";
    }

    /** Returns the row of the forecast that is off the least at a step among those that need no training, or 0. */
    private int bestNaive(List<Integer> places, int step) {
        return IntStream.range(1, scores.rows().size())
                .boxed()
                .min(Comparator.comparingDouble(row -> Arrays.stream(residuals(places, step, row))
                        .map(Math::abs)
                        .sum()))
                .orElse(0);
    }

    /** Returns what came less what was forecast in a row of the scores. */
    private double[] residuals(List<Integer> places, int step, int row) {
        double[] off = actual(places, step);
        double[] predicted = predicted(places, step, row);
        Arrays.setAll(off, k -> off[k] - predicted[k]);
        return off;
    }

    private double[] quantile(List<Integer> places, int step, int level) {
        return places.stream()
                .mapToDouble(k -> forecast.all().get(k).quantiles()[step - 1][0][level])
                .toArray();
    }

    private int steps() {
        return forecast.all().get(0).point().length;
    }

    /**
     * Draws what came less what was forecast, one step ahead, over time: of the first series and target.
     *
     * @return the chart
     */
    public Chart residuals() {
        return residuals(1);
    }

    /**
     * Draws what came less what was forecast so many steps before, over time: of the first series and target.
     *
     * @param step the step of the horizon, from 1
     * @return the chart
     * @throws IllegalArgumentException if there is no such step
     */
    public Chart residuals(int step) {
        requireStep(step);
        List<Integer> places = first();
        return chart("Residuals, " + ahead(step))
                .y(forecast.targets().get(0) + ", actual - forecast")
                .points("residual", xs(places, step), residuals(places, step, 0))
                .as(Role.FORECAST)
                .level("none", 0)
                .as(Role.REFERENCE);
    }

    private void requireStep(int step) {
        int steps = steps();
        if (step < 1 || step > steps) {
            throw new IllegalArgumentException("step is " + step + ", expected one of the horizon, from 1 to " + steps);
        }
    }

    /** Returns the places of the first series' forecasts. */
    private List<Integer> first() {
        String name = forecast.all().get(0).series();
        List<Integer> places = new ArrayList<>();
        for (int k = 0; k < forecast.all().size(); k++) {
            if (forecast.all().get(k).series().equals(name)) {
                places.add(k);
            }
        }
        return places;
    }

    private double[] xs(List<Integer> places, int step) {
        return places.stream()
                .mapToDouble(k -> {
                    Forecast.Seen seen = forecast.all().get(k).seen();
                    return seen.windows().positions(seen.place(), 0)[step - 1];
                })
                .toArray();
    }

    private double[] actual(List<Integer> places, int step) {
        return places.stream()
                .mapToDouble(k -> scores.rows().get(0).forecasts().actual()[k * targets()][step - 1])
                .toArray();
    }

    private double[] predicted(List<Integer> places, int step, int row) {
        return places.stream()
                .mapToDouble(k -> scores.rows().get(row).forecasts().predicted()[k * targets()][step - 1])
                .toArray();
    }

    private int targets() {
        return forecast.targets().size();
    }

    @Override
    public String toString() {
        return "Backtest from " + forecast.all().size() + " origins\n" + scores;
    }
}
