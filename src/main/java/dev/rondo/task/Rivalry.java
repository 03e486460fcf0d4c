package dev.rondo.task;

import dev.rondo.metric.ExponentialSmoothing;
import dev.rondo.metric.Extrapolation;
import dev.rondo.metric.ForecastErrors;
import dev.rondo.metric.Forecasts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures forecasts of windows, and the forecasts that need no training on the same windows. */
final class Rivalry {
    private final List<Forecast.Ahead> ahead;
    private final int targets;
    private final int season;
    private final List<double[]> histories = new ArrayList<>(); // of each window and target
    private final List<double[]> actual = new ArrayList<>(); // what came, beside
    private final List<String> series = new ArrayList<>(); // and whose it is

    Rivalry(Forecast forecast, int season) {
        this.ahead = forecast.all();
        this.targets = forecast.targets().size();
        this.season = season;
        for (Forecast.Ahead one : ahead) {
            double[][] history = one.seen().history();
            double[][] came = one.seen().actual();
            for (int k = 0; k < targets; k++) {
                int target = k;
                histories.add(history[k]);
                actual.add(Arrays.stream(came).mapToDouble(step -> step[target]).toArray());
                series.add(k + " " + one.series());
            }
        }
    }

    ForecastScores scores(List<Double> levels) {
        List<ForecastScores.Row> rows = new ArrayList<>();
        Forecasts model = forecasts(predicted());
        if (!levels.isEmpty()) {
            double[] at = levels.stream().mapToDouble(level -> level).toArray();
            model = model.quantiles(at, quantiles());
        }
        rows.add(new ForecastScores.Row("model", model));
        others().forEach((name, values) -> rows.add(new ForecastScores.Row(name, forecasts(values))));
        return new ForecastScores(rows, season);
    }

    private double[][] predicted() {
        double[][] predicted = new double[actual.size()][];
        for (int row = 0; row < predicted.length; row++) {
            int target = row % targets;
            predicted[row] = Arrays.stream(ahead.get(row / targets).point())
                    .mapToDouble(step -> step[target])
                    .toArray();
        }
        return predicted;
    }

    private double[][][] quantiles() {
        double[][][] quantiles = new double[actual.size()][][];
        for (int row = 0; row < quantiles.length; row++) {
            int target = row % targets;
            quantiles[row] = Arrays.stream(ahead.get(row / targets).quantiles())
                    .map(step -> step[target])
                    .toArray(double[][]::new);
        }
        return quantiles;
    }

    private Forecasts forecasts(double[][] predicted) {
        Forecasts forecasts = Forecasts.of(actual.toArray(double[][]::new), predicted);
        boolean enough = histories.stream().allMatch(history -> history.length > season);
        return enough
                ? forecasts.scales(histories.stream()
                        .mapToDouble(history -> ForecastErrors.scale(history, season))
                        .toArray())
                : forecasts;
    }

    /** Forecasts by each of the others that has enough history before every window. */
    private Map<String, double[][]> others() {
        int shortest = histories.stream().mapToInt(history -> history.length).min().orElseThrow();
        List<Extrapolation> simple = new ArrayList<>();
        if (season > 1) {
            simple.add(Extrapolation.seasonal(season));
        }
        simple.add(Extrapolation.last());
        simple.add(Extrapolation.drift());
        Map<String, double[][]> all = new LinkedHashMap<>();
        for (Extrapolation method : simple) {
            if (method.needs() <= shortest) {
                all.put(method.name(), forecasts(method));
            }
        }
        if (ExponentialSmoothing.simple().needs() <= shortest) {
            all.put("exponential smoothing", smoothed());
        }
        return all;
    }

    private double[][] forecasts(Extrapolation method) {
        double[][] result = new double[actual.size()][];
        for (int row = 0; row < result.length; row++) {
            result[row] = method.forecast(histories.get(row), actual.get(row).length);
        }
        return result;
    }

    /** Chooses and fits a form for each series where its first window stands, and follows the series by it. */
    private double[][] smoothed() {
        Map<String, Integer> first = new HashMap<>();
        for (int row = 0; row < actual.size(); row++) {
            int now = row;
            first.merge(
                    series.get(row), row, (a, b) -> histories.get(now).length < histories.get(a).length ? b : a);
        }
        Map<String, Extrapolation> fitted = new HashMap<>();
        first.forEach((name, row) -> fitted.put(name, smoothing(histories.get(row))));
        double[][] result = new double[actual.size()][];
        for (int row = 0; row < result.length; row++) {
            result[row] =
                    fitted.get(series.get(row)).forecast(histories.get(row), actual.get(row).length);
        }
        return result;
    }

    /** Returns the fitted form of least squared error over a history: with season where there are two of it. */
    private ExponentialSmoothing smoothing(double[] history) {
        List<ExponentialSmoothing> forms = new ArrayList<>();
        if (season > 1 && ExponentialSmoothing.holtWinters(season).needs() < history.length) {
            forms.add(ExponentialSmoothing.holtWinters(season));
            if (Arrays.stream(history).allMatch(value -> value > 0)) {
                forms.add(ExponentialSmoothing.holtWinters(season).multiplicative());
            }
        } else {
            forms.add(ExponentialSmoothing.simple());
            if (ExponentialSmoothing.holt().needs() < history.length) {
                forms.add(ExponentialSmoothing.holt().damped());
            }
        }
        return forms.stream()
                .map(form -> form.fitted(history))
                .min(Comparator.comparingDouble(form -> form.squaredError(history)))
                .orElseThrow();
    }
}
