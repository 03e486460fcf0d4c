package dev.rondo.task;

import dev.rondo.series.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts of windows as rows of numbers, one for each window and target, and nothing besides: what measuring needs.
 *
 * @param windows the windows
 * @param places their places, by rows
 * @param targets the names of what is forecast
 * @param levels the levels of the quantiles
 * @param predicted single numbers, (rows)(steps)
 * @param quantiles the quantiles, (rows)(steps)(levels); none where there are no levels
 */
record ForecastRows(
        Windows windows,
        int[] places,
        List<String> targets,
        List<Double> levels,
        double[][] predicted,
        double[][][] quantiles) {

    /** Makes room for forecasts. */
    static ForecastRows of(Windows windows, int[] places, List<String> targets, List<Double> levels) {
        int rows = places.length * targets.size();
        return new ForecastRows(
                windows, places, targets, levels, new double[rows][], new double[levels.isEmpty() ? 0 : rows][][]);
    }

    /** Takes forecasts that were all made of the same windows. */
    static ForecastRows of(Forecast forecast) {
        List<Forecast.Ahead> all = forecast.all();
        int[] places = all.stream().mapToInt(ahead -> ahead.seen().place()).toArray();
        ForecastRows rows = of(all.get(0).seen().windows(), places, forecast.targets(), forecast.levels());
        IntStream.range(0, places.length).forEach(k -> rows.put(k, all.get(k)));
        return rows;
    }

    /** Takes the forecast of a window. */
    void put(int window, Forecast.Ahead ahead) {
        for (int k = 0; k < targets.size(); k++) {
            int row = window * targets.size() + k;
            int target = k;
            predicted[row] = Arrays.stream(ahead.point())
                    .mapToDouble(step -> step[target])
                    .toArray();
            if (quantiles.length > 0) {
                quantiles[row] = Arrays.stream(ahead.quantiles())
                        .map(step -> step[target])
                        .toArray(double[][]::new);
            }
        }
    }

    /** Returns what came, (rows)(steps). */
    double[][] actual() {
        double[][] actual = new double[predicted.length][windows.horizon()];
        for (int window = 0; window < places.length; window++) {
            double[][] came = windows.actual(places[window]);
            for (int step = 0; step < came.length; step++) {
                for (int k = 0; k < targets.size(); k++) {
                    actual[window * targets.size() + k][step] = came[step][k];
                }
            }
        }
        return actual;
    }
}
