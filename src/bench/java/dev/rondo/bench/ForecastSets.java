package dev.rondo.bench;

import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.metric.ExponentialSmoothing;
import dev.rondo.metric.Extrapolation;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.series.CalendarFeature;
import dev.rondo.series.Fill;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.task.ForecastScores;
import dev.rondo.task.Forecaster;
import dev.rondo.train.Fit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Forecasts of three series, some seeds each, beside forecasts that need no training: the sixth month ahead of the airline's
 * passengers; a day ahead, hour by hour, of a transformer's oil; and a week of daily minimum temperatures, as quantiles.
 */
final class ForecastSets {
    private static final String ONE = System.getProperty("rondo.bench.set", "");
    private static final int SEEDS = Integer.getInteger("rondo.bench.seeds", 3);
    private static final int YEAR = Integer.getInteger("rondo.bench.year", 1959);

    /** A model's figures by their names, trained from a seed. */
    private record Entry(String model, LongFunction<Map<String, Double>> run) {}

    private ForecastSets() {}

    static void main() {
        Map<String, Supplier<List<Entry>>> sets = new LinkedHashMap<>();
        sets.put("airline", ForecastSets::airline);
        sets.put("oil", ForecastSets::oil);
        sets.put("temperatures", ForecastSets::temperatures);
        if (!ONE.isEmpty() && !sets.containsKey(ONE)) {
            throw new IllegalArgumentException("rondo.bench.set=" + ONE + ": expected one of " + sets.keySet());
        }
        System.out.println("\n## Forecasts, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(
                "| engine | set | model | measure | " + SEEDS + " seeds, median (least to most) | longest, s |");
        System.out.println("|---|---|---|---|---|---|");
        sets.forEach((name, entries) -> {
            if (ONE.isEmpty() || ONE.equals(name)) {
                entries.get().forEach(entry -> rows(name, entry));
            }
        });
    }

    private static void rows(String set, Entry entry) {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        double longest = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            long start = System.nanoTime();
            entry.run.apply(seed).forEach((measure, value) -> figures.computeIfAbsent(measure, key -> new ArrayList<>())
                    .add(value));
            longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
        }
        double seconds = longest;
        figures.forEach((measure, values) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.0f |%n",
                Engines.name(),
                set,
                entry.model,
                measure,
                Spread.of(values).with(4),
                seconds));
    }

    /** The months before 1959 to train on; each month of 1959 and 1960 forecast from six months before. */
    private static List<Entry> airline() {
        LocalDate start = LocalDate.of(YEAR, 1, 1);
        Windows windows = Windows.of(Datasets.airlinePassengers())
                .time("Month")
                .target("Passengers")
                .past(24)
                .horizon(6)
                .scaler(Scaler.log().then(Scaler.standard()))
                .calendar(CalendarFeature.MONTH)
                .splitAt(start, start);
        int first = 12 * (YEAR - 1949);
        Windows all = windows.rolling(1);
        List<Integer> places = IntStream.range(0, all.size())
                .filter(place -> all.step(place) >= first - 5 && all.step(place) <= first + 18)
                .boxed()
                .toList();
        Forecaster alone = Forecaster.of(Rnn.lstm(24), windows).relative();
        Forecaster small = Forecaster.of(Rnn.lstm(8), windows).relative().linear(24);
        double[] known = all.history(places.get(5))[0]; // up to the end of training
        List<Extrapolation> others = List.of(
                Extrapolation.seasonal(12),
                ExponentialSmoothing.holtWinters(12).multiplicative().fitted(known));
        List<Entry> entries = new ArrayList<>(others.stream()
                .map(other -> new Entry(
                        other.name(),
                        seed -> Map.of("MAPE, %", sixth(all, places, p -> other.forecast(all.history(p)[0], 6)[5]))))
                .toList());
        entries.add(new Entry(
                "last year's times its growth",
                seed -> Map.of(
                        "MAPE, %",
                        sixth(all, places, p -> {
                            double[] history = all.history(p)[0];
                            int last = history.length - 1;
                            return history[last - 6] * history[last] / history[last - 12];
                        }))));
        double[] fitted = leastSquares(all, first);
        entries.add(new Entry(
                "least squares on the last 24 values and the month",
                seed -> Map.of(
                        "MAPE, %",
                        sixth(all, places, p -> {
                            double[] read = read(all, p);
                            double sum = fitted[0];
                            for (int k = 0; k < read.length; k++) {
                                sum += fitted[k + 1] * read[k];
                            }
                            double[] history = all.history(p)[0];
                            return history[history.length - 1] * Math.exp(sum);
                        }))));
        entries.add(new Entry("LSTM 24", seed -> months(alone.seed(seed), windows, 2e-3, 0, all, places)));
        entries.add(new Entry(
                "LSTM 8 and the last 24 values linearly",
                seed -> months(small.seed(seed), windows, 1e-2, 1e-3, all, places)));
        return entries;
    }

    /** Fits the logarithm of the sixth month over the last one, on the windows before a step: the constant first. */
    private static double[] leastSquares(Windows all, int end) {
        int[] places = IntStream.range(0, all.size())
                .filter(place -> all.step(place) + 6 <= end)
                .toArray();
        double[] y = new double[places.length];
        double[][] x = new double[places.length][];
        for (int k = 0; k < y.length; k++) {
            double[] history = all.history(places[k])[0];
            y[k] = Math.log(all.actual(places[k])[5][0] / history[history.length - 1]);
            x[k] = read(all, places[k]);
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(y, x);
        return regression.estimateRegressionParameters();
    }

    /** Returns the logarithms of the 23 values before the last one, over that one, and the sixth month's angle. */
    private static double[] read(Windows all, int place) {
        double[] history = all.history(place)[0];
        int last = history.length - 1;
        double angle = 2 * Math.PI * (all.step(place) + 5) / 12;
        return IntStream.range(0, 25)
                .mapToDouble(k -> k < 23
                        ? Math.log(history[last - 23 + k] / history[last])
                        : k == 23 ? Math.sin(angle) : Math.cos(angle))
                .toArray();
    }

    private static Map<String, Double> months(
            Forecaster model, Windows windows, double rate, double decay, Windows all, List<Integer> places) {
        try (model) {
            model.fit(
                    windows,
                    Fit.epochs(200)
                            .batch(16)
                            .adam(rate)
                            .weightDecay(decay)
                            .clipNorm(1)
                            .cosine()
                            .quiet());
            return Map.of(
                    "MAPE, %",
                    sixth(all, places, p -> model.predict(all, p).all().get(0).point()[5][0]));
        }
    }

    private static double sixth(Windows all, List<Integer> places, ToDoubleFunction<Integer> forecast) {
        return places.stream()
                .mapToDouble(place -> {
                    double actual = all.actual(place)[5][0];
                    return 100 * Math.abs(forecast.applyAsDouble(place) - actual) / actual;
                })
                .average()
                .orElseThrow();
    }

    /** The official months; errors in standard deviations of the training part. */
    private static List<Entry> oil() {
        Windows windows = Windows.of(Datasets.etth1().first(14_400))
                .time("date")
                .target("OT")
                .past(96)
                .horizon(24)
                .first(8_640, 2_880);
        double[] training = Datasets.etth1().first(8_640).doubleColumn("OT").asDoubleArray();
        double mean = Arrays.stream(training).average().orElseThrow();
        double variance = Arrays.stream(training)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        return List.of(new Entry("LSTM 32", seed -> {
            try (Forecaster model =
                    Forecaster.of(Rnn.lstm(32), windows).relative().seed(seed)) {
                model.fit(
                        windows,
                        Fit.epochs(6).batch(64).adam(2e-3).clipNorm(1).cosine().quiet());
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put(
                        "validation",
                        model.evaluate(windows, Part.VALIDATION).model().mse() / variance);
                ForecastScores test = model.evaluate(windows, Part.TEST);
                test.rows().forEach(row -> figures.put(row.name(), row.errors().mse() / variance));
                return figures;
            }
        }));
    }

    private static List<Entry> temperatures() {
        Windows windows = Windows.of(Datasets.dailyMinimumTemperatures())
                .time("Date")
                .target("Temp")
                .fill(Fill.LINEAR)
                .past(28)
                .horizon(7)
                .calendar(CalendarFeature.DAY_OF_YEAR)
                .split(0.7, 0.1);
        return List.of(new Entry("GRU 32", seed -> {
            try (Forecaster model = Forecaster.of(Rnn.gru(32).dropout(0.2), windows)
                    .quantiles(0.1, 0.5, 0.9)
                    .seed(seed)) {
                model.fit(
                        windows,
                        Fit.epochs(15)
                                .batch(32)
                                .adam(2e-3)
                                .clipNorm(1)
                                .cosine()
                                .patience(5)
                                .quiet());
                Map<String, Double> figures = new LinkedHashMap<>();
                ForecastScores scores = model.evaluate(windows, Part.TEST);
                scores.rows()
                        .forEach(row ->
                                figures.put("MAE, " + row.name(), row.errors().mae()));
                double simple = model.evaluate(windows, Part.TEST, 1)
                        .of("exponential smoothing")
                        .mae();
                figures.put("MAE, exponential smoothing without season", simple);
                double yearly = model.evaluate(windows, Part.TEST, 365)
                        .of("seasonal naive")
                        .mae();
                figures.put("MAE, seasonal naive (365)", yearly);
                figures.put("coverage of 10 to 90 %", scores.model().coverage());
                return figures;
            }
        }));
    }
}
