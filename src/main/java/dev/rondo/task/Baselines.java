package dev.rondo.task;

import dev.rondo.metric.ExponentialSmoothing;
import dev.rondo.metric.Extrapolation;
import dev.rondo.metric.ForecastErrors;
import dev.rondo.metric.Forecasts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures forecasts of windows, and on the same windows the forecasts that need no training. These see the whole history
 * up to each window's horizon; exponential smoothing is fitted for each series where its first window stands, and follows
 * the series from there. Each goes along a series once, from window to window, and one series at a time is copied.
 */
final class Baselines {
    private static final String SMOOTHING = "exponential smoothing";

    private final ForecastRows model;
    private final int season;
    private final Map<String, int[]> series = new LinkedHashMap<>(); // its windows, by their origins
    private final int[] origins; // by windows
    private final int least; // the shortest history of a series' first window
    private final Map<String, double[][]> told = new LinkedHashMap<>(); // by the method, (rows)(steps)
    private final double[] scales; // (rows)

    Baselines(ForecastRows model, int season) {
        this.model = model;
        this.season = season;
        this.origins =
                Arrays.stream(model.places()).map(model.windows()::origin).toArray();
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (int k = 0; k < origins.length; k++) {
            found.computeIfAbsent(model.windows().series(model.places()[k]), name -> new ArrayList<>())
                    .add(k);
        }
        found.forEach((name, windows) -> series.put(
                name,
                windows.stream()
                        .sorted(Comparator.comparingInt(k -> origins[k]))
                        .mapToInt(k -> k)
                        .toArray()));
        this.least = series.values().stream()
                .mapToInt(windows -> origins[windows[0]])
                .min()
                .orElseThrow();
        this.scales = new double[least > season ? model.predicted().length : 0];
    }

    ForecastScores scores() {
        for (int[] windows : series.values()) {
            int[] steps = Arrays.stream(windows).map(k -> origins[k]).toArray();
            double[][] history = model.windows().history(model.places()[windows[windows.length - 1]]);
            for (int target = 0; target < history.length; target++) {
                forecast(windows, steps, target, history[target]);
            }
        }
        double[][] actual = model.actual();
        List<ForecastScores.Row> rows = new ArrayList<>();
        Forecasts own = Forecasts.of(actual, model.predicted()).scales(scales);
        if (!model.levels().isEmpty()) {
            double[] at = model.levels().stream().mapToDouble(level -> level).toArray();
            own = own.quantiles(at, model.quantiles());
        }
        rows.add(new ForecastScores.Row("model", own));
        told.forEach((name, values) -> rows.add(
                new ForecastScores.Row(name, Forecasts.of(actual, values).scales(scales))));
        return new ForecastScores(model.targets(), rows, season);
    }

    /** Forecasts one target of one series from all of its windows. */
    private void forecast(int[] windows, int[] steps, int target, double[] history) {
        Map<String, Extrapolation> methods = methods(history, steps[0]);
        methods.forEach((name, method) -> {
            double[][] rows = told.computeIfAbsent(name, any -> new double[model.predicted().length][]);
            double[][] forecasts =
                    method.forecast(history, steps, model.windows().horizon());
            for (int k = 0; k < windows.length; k++) {
                rows[row(windows[k], target)] = forecasts[k];
            }
        });
        if (scales.length > 0) {
            double[] each = ForecastErrors.scales(history, steps, season);
            for (int k = 0; k < windows.length; k++) {
                scales[row(windows[k], target)] = each[k];
            }
        }
    }

    private int row(int window, int target) {
        return window * model.targets().size() + target;
    }

    /** Returns the others for which every series' history is long enough, fitted on the begin of one, by their names. */
    private Map<String, Extrapolation> methods(double[] history, int known) {
        List<Extrapolation> simple = new ArrayList<>();
        if (season > 1) {
            simple.add(Extrapolation.seasonal(season));
        }
        simple.add(Extrapolation.last());
        simple.add(Extrapolation.drift());
        Map<String, Extrapolation> methods = new LinkedHashMap<>();
        for (Extrapolation method : simple) {
            if (method.needs() <= least) {
                methods.put(method.name(), method);
            }
        }
        if (ExponentialSmoothing.simple().needs() < least) {
            methods.put(SMOOTHING, smoothing(history, known));
        }
        return methods;
    }

    /**
     * Returns the fitted form of least squared error over what is known at the first window: with season where there are
     * two of it, which multiplies only where it can follow the history to its end.
     */
    private ExponentialSmoothing smoothing(double[] history, int known) {
        double[] begin = Arrays.copyOf(history, known);
        List<ExponentialSmoothing> forms = new ArrayList<>();
        if (season > 1 && ExponentialSmoothing.holtWinters(season).needs() < known) {
            forms.add(ExponentialSmoothing.holtWinters(season));
            if (Arrays.stream(history).allMatch(value -> value > 0)) {
                forms.add(ExponentialSmoothing.holtWinters(season).multiplicative());
            }
        } else {
            forms.add(ExponentialSmoothing.simple());
            if (ExponentialSmoothing.holt().needs() < known) {
                forms.add(ExponentialSmoothing.holt().damped());
            }
        }
        return forms.stream()
                .map(form -> form.fitted(begin))
                .min(Comparator.comparingDouble(form -> form.squaredError(begin)))
                .orElseThrow();
    }
}
