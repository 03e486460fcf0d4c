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
import java.util.Objects;

/**
 * Measures forecasts of windows, and on the same windows the forecasts that need no training. These see the whole history
 * up to each window's horizon; exponential smoothing is fitted for each series where its first window stands, and follows
 * the series from there. The history of one window at a time is held. There is a row for each window and target.
 */
final class Baselines {
    private static final String SMOOTHING = "exponential smoothing";

    private final Forecast forecast;
    private final int targets;
    private final int season;

    Baselines(Forecast forecast, int season) {
        this.forecast = forecast;
        this.targets = forecast.targets().size();
        this.season = season;
    }

    ForecastScores scores() {
        Map<String, double[][]> firsts = firsts();
        Map<String, Map<String, Extrapolation>> methods = new HashMap<>(); // by the series
        firsts.forEach((series, history) -> {
            for (int k = 0; k < targets; k++) {
                methods.put(key(series, k), methods(history[k]));
            }
        });
        Map<String, double[][]> told = new LinkedHashMap<>(); // by the method
        Objects.requireNonNull(methods.get(key(forecast.all().get(0).series(), 0))).keySet().stream()
                .filter(name -> methods.values().stream().allMatch(known -> known.containsKey(name)))
                .forEach(name -> told.put(name, new double[rows()][]));
        boolean scaled = firsts.values().stream().allMatch(history -> history[0].length > season);
        double[] scales = new double[scaled ? rows() : 0];
        double[][] actual = new double[rows()][];
        for (int row = 0; row < actual.length; row++) {
            Forecast.Ahead ahead = forecast.all().get(row / targets);
            double[] history = ahead.seen().history()[row % targets];
            double[] came = steps(ahead.seen().actual(), row % targets);
            Map<String, Extrapolation> own = Objects.requireNonNull(methods.get(key(ahead.series(), row % targets)));
            for (Map.Entry<String, double[][]> one : told.entrySet()) {
                one.getValue()[row] =
                        Objects.requireNonNull(own.get(one.getKey())).forecast(history, came.length);
            }
            actual[row] = came;
            if (scaled) {
                scales[row] = ForecastErrors.scale(history, season);
            }
        }
        return scores(actual, scales, told);
    }

    private ForecastScores scores(double[][] actual, double[] scales, Map<String, double[][]> told) {
        List<ForecastScores.Row> rows = new ArrayList<>();
        Forecasts model = Forecasts.of(actual, predicted()).scales(scales);
        if (!forecast.levels().isEmpty()) {
            double[] at = forecast.levels().stream().mapToDouble(level -> level).toArray();
            model = model.quantiles(at, quantiles());
        }
        rows.add(new ForecastScores.Row("model", model));
        told.forEach((name, values) -> rows.add(
                new ForecastScores.Row(name, Forecasts.of(actual, values).scales(scales))));
        return new ForecastScores(rows, season);
    }

    private int rows() {
        return forecast.all().size() * targets;
    }

    private static String key(String series, int target) {
        return target + " " + series;
    }

    private static double[] steps(double[][] values, int target) {
        return Arrays.stream(values).mapToDouble(step -> step[target]).toArray();
    }

    private double[][] predicted() {
        double[][] predicted = new double[rows()][];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = steps(forecast.all().get(row / targets).point(), row % targets);
        }
        return predicted;
    }

    private double[][][] quantiles() {
        double[][][] quantiles = new double[rows()][][];
        for (int row = 0; row < quantiles.length; row++) {
            int target = row % targets;
            quantiles[row] = Arrays.stream(forecast.all().get(row / targets).quantiles())
                    .map(step -> step[target])
                    .toArray(double[][]::new);
        }
        return quantiles;
    }

    /** Returns the history before the first window of each series, (targets)(time). */
    private Map<String, double[][]> firsts() {
        Map<String, Forecast.Seen> firsts = new LinkedHashMap<>();
        for (Forecast.Ahead ahead : forecast.all()) {
            firsts.merge(ahead.series(), ahead.seen(), (a, b) -> b.step() < a.step() ? b : a);
        }
        Map<String, double[][]> histories = new LinkedHashMap<>();
        firsts.forEach((series, seen) -> histories.put(series, seen.history()));
        return histories;
    }

    /** Returns the others for which a history is long enough, by their names. */
    private Map<String, Extrapolation> methods(double[] history) {
        List<Extrapolation> simple = new ArrayList<>();
        if (season > 1) {
            simple.add(Extrapolation.seasonal(season));
        }
        simple.add(Extrapolation.last());
        simple.add(Extrapolation.drift());
        Map<String, Extrapolation> methods = new LinkedHashMap<>();
        for (Extrapolation method : simple) {
            if (method.needs() <= history.length) {
                methods.put(method.name(), method);
            }
        }
        if (ExponentialSmoothing.simple().needs() < history.length) {
            methods.put(SMOOTHING, smoothing(history));
        }
        return methods;
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
