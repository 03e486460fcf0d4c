package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.List;
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
        int steps = forecast.all().get(0).point().length;
        int rows = forecast.all().size() * steps;
        int[] step = IntStream.range(0, rows).map(row -> row % steps + 1).toArray();
        Table table = forecast.table();
        table.insertColumn(0, IntColumn.create("steps ahead", step));
        return table;
    }

    /**
     * Draws what was forecast one step ahead, as {@link #plot(int)}.
     *
     * @return the chart
     */
    public Chart plot() {
        return plot(1);
    }

    /**
     * Draws what came, what was forecast for it so many steps before, its lowest and highest quantile, and the seasonal
     * naive forecast, or without a season the last value: of the first series and target.
     *
     * @param step the step of the horizon, from 1
     * @return the chart
     * @throws IllegalArgumentException if there is no such step
     */
    public Chart plot(int step) {
        requireStep(step);
        List<Integer> places = first();
        double[] xs = xs(places, step);
        Chart chart = Chart.of("Backtest, step " + step)
                .x(forecast.all().get(0).seen().windows().positionName())
                .y(forecast.targets().get(0))
                .line("actual", xs, actual(places, step))
                .line("forecast", xs, predicted(places, step, 0));
        int last = forecast.levels().size() - 1;
        for (int level : last > 0 ? new int[] {0, last} : new int[0]) {
            double[] ys = places.stream()
                    .mapToDouble(k -> forecast.all().get(k).quantiles()[step - 1][0][level])
                    .toArray();
            chart = chart.line(forecast.levels().get(level).toString(), xs, ys);
        }
        return scores.rows().size() > 1
                ? chart.line(scores.rows().get(1).name(), xs, predicted(places, step, 1))
                : chart;
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
        double[] off = actual(places, step);
        double[] predicted = predicted(places, step, 0);
        for (int k = 0; k < off.length; k++) {
            off[k] -= predicted[k];
        }
        return Chart.of("Residuals, step " + step)
                .x(forecast.all().get(0).seen().windows().positionName())
                .y(forecast.targets().get(0) + ", actual - forecast")
                .points("residual", xs(places, step), off)
                .level("none", 0);
    }

    private void requireStep(int step) {
        int steps = forecast.all().get(0).point().length;
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
