package dev.rondo.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far forecasts were off, with y as forecast and the actual t; each is a mean over all numbers. {@link Forecasts}
 * takes what to measure.
 *
 * <p>MASE is from R. J. Hyndman and A. B. Koehler, <i>Another look at measures of forecast accuracy</i>, International
 * Journal of Forecasting 22 (2006).
 *
 * @param count how many numbers were forecast
 * @param mae the mean absolute error, {@code mean(|y - t|)}, in the numbers' unit
 * @param mse the mean squared error, {@code mean((y - t)^2)}
 * @param mape the mean absolute percentage error, {@code 100 mean(|y - t| / |t|)}, in percent; NaN if an actual number
 *     is 0, since no percentage of it exists
 * @param smape the symmetric one, {@code 200 mean(|y - t| / (|y| + |t|))}, 0 to 200; where both are 0, nothing is off
 *     and 0 counts
 * @param mase the mean absolute scaled error, {@code mean(|y - t| / scale)}, with the scale of each series by {@link
 *     #scale}: below 1 is better than the seasonal naive forecast of one step was before; NaN without scales, or if one
 *     is 0
 * @param quantiles the measures of each quantile, by rising level; empty if there are none
 */
public record ForecastErrors(
        long count, double mae, double mse, double mape, double smape, double mase, List<Quantile> quantiles) {

    /**
     * Checks the values.
     *
     * @param count how many numbers were forecast
     * @param mae the mean absolute error
     * @param mse the mean squared error
     * @param mape the mean absolute percentage error
     * @param smape the symmetric one
     * @param mase the mean absolute scaled error
     * @param quantiles the measures of each quantile
     * @throws IllegalArgumentException if nothing was measured
     */
    public ForecastErrors {
        quantiles = List.copyOf(quantiles);
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", expected at least one number forecast");
        }
    }

    /**
     * The measures of one quantile, with q as forecast and the actual t.
     *
     * @param level the share of actual numbers that it promises to be no lower than
     * @param pinball the pinball loss, {@code mean(max(level (t - q), (level - 1) (t - q)))}, in the numbers' unit; its
     *     least expectation is at the true quantile (R. Koenker and G. Bassett, <i>Regression Quantiles</i>, 1978)
     * @param below the share of actual numbers below it
     * @param atMost the share of actual numbers at or below it: near the level if the forecast is well calibrated
     */
    public record Quantile(double level, double pinball, double below, double atMost) {}

    /** Measures some steps of the horizon. */
    static ForecastErrors of(Forecasts forecasts, int from, int to) {
        double[] sums = new double[5]; // MAE, MSE, MAPE, sMAPE, MASE
        for (int k = 0; k < forecasts.actual().length; k++) {
            double scale = forecasts.scales().length == 0 ? 0 : forecasts.scales()[k];
            for (int step = from; step < to; step++) {
                double actual = forecasts.actual()[k][step];
                double predicted = forecasts.predicted()[k][step];
                double error = Math.abs(predicted - actual);
                sums[0] += error;
                sums[1] += error * error;
                sums[2] += actual == 0 ? Double.NaN : error / Math.abs(actual);
                sums[3] += error == 0 ? 0 : error / (Math.abs(predicted) + Math.abs(actual));
                sums[4] += scale == 0 ? Double.NaN : error / scale;
            }
        }
        long count = (long) forecasts.actual().length * (to - from);
        List<Quantile> quantiles = IntStream.range(0, forecasts.levels().length)
                .mapToObj(place -> quantile(forecasts, place, from, to))
                .toList();
        return new ForecastErrors(
                count,
                sums[0] / count,
                sums[1] / count,
                100 * sums[2] / count,
                200 * sums[3] / count,
                sums[4] / count,
                quantiles);
    }

    private static Quantile quantile(Forecasts forecasts, int place, int from, int to) {
        double level = forecasts.levels()[place];
        double loss = 0;
        long below = 0;
        long atMost = 0;
        for (int k = 0; k < forecasts.actual().length; k++) {
            for (int step = from; step < to; step++) {
                double above = forecasts.actual()[k][step] - forecasts.quantiles()[k][step][place];
                loss += pinball(level, above);
                below += above < 0 ? 1 : 0;
                atMost += above <= 0 ? 1 : 0;
            }
        }
        double count = forecasts.actual().length * (double) (to - from);
        return new Quantile(level, loss / count, below / count, atMost / count);
    }

    private static double pinball(double level, double above) {
        return above >= 0 ? level * above : (level - 1) * above;
    }

    /**
     * Returns the root of the mean squared error.
     *
     * @return the root, in the unit of the numbers
     */
    public double rmse() {
        return Math.sqrt(mse);
    }

    /**
     * Returns the mean pinball loss over the levels.
     *
     * @return the loss, in the unit of the numbers; NaN without quantiles
     */
    public double pinball() {
        return quantiles.stream().mapToDouble(Quantile::pinball).average().orElse(Double.NaN);
    }

    /**
     * Returns how many of the actual numbers lay between two quantiles, or on one of them.
     *
     * @param low the level of the lower one, such as 0.1
     * @param high the level of the upper one, such as 0.9
     * @return the share, near {@code high - low} if the forecast is well calibrated
     * @throws IllegalArgumentException if one was not forecast, or they are not in order
     */
    public double coverage(double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "an interval from level " + low + " to " + high + ", expected the lower one first");
        }
        return quantile(high).atMost - quantile(low).below;
    }

    /**
     * Returns the share of actual numbers within the widest interval.
     *
     * @return the coverage of the lowest and the highest level; NaN with fewer than two
     */
    public double coverage() {
        int last = quantiles.size() - 1;
        return last < 1 ? Double.NaN : quantiles.get(last).atMost - quantiles.get(0).below;
    }

    private Quantile quantile(double level) {
        return quantiles.stream()
                .filter(quantile -> Math.abs(quantile.level - level) < 1e-9)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no quantile of level " + level
                        + " was forecast, expected one of "
                        + quantiles.stream().map(Quantile::level).toList()));
    }

    /**
     * Returns the measures by name, for a row of a table: MAE, RMSE, MAPE, sMAPE, MASE, and with quantiles the pinball
     * loss and the coverage of the widest interval.
     *
     * @return the names and numbers, in this order
     */
    public Map<String, Double> byName() {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("MAE", mae);
        measures.put("RMSE", rmse());
        measures.put("MAPE", mape);
        measures.put("sMAPE", smape);
        measures.put("MASE", mase);
        if (!quantiles.isEmpty()) {
            measures.put("pinball", pinball());
        }
        if (quantiles.size() > 1) {
            measures.put("coverage", coverage());
        }
        return Collections.unmodifiableMap(measures);
    }

    /**
     * Returns what errors of a series are scaled by: the mean absolute error of its seasonal naive forecast of one step,
     * {@code mean(|x[t] - x[t - period]|)}, over the part before the forecasts.
     *
     * @param history the series up to the first forecast, longer than the period
     * @param period the steps of a season; 1 compares with the last value
     * @return the scale, in the numbers' unit; 0 for a series that repeats itself
     * @throws IllegalArgumentException if the period is below 1 or the history too short
     */
    public static double scale(double[] history, int period) {
        if (period < 1 || history.length <= period) {
            throw new IllegalArgumentException("a scale by period " + period + " from " + history.length
                    + " numbers, expected a period from 1 and more numbers than that: give more history, or period 1");
        }
        double sum = 0;
        for (int t = period; t < history.length; t++) {
            sum += Math.abs(history[t] - history[t - period]);
        }
        return sum / (history.length - period);
    }

    /**
     * Returns what errors of forecasts from several steps of a series are scaled by, each by {@link #scale} of what lies
     * before it alone; the series is gone along once.
     *
     * @param series the series; nothing behind the last origin is read
     * @param origins how many numbers lie before each forecast, in rising order, more than the period
     * @param period the steps of a season; 1 compares with the last value
     * @return the scales, (origins), in the numbers' unit
     * @throws IllegalArgumentException if the period is below 1, origins fall, or one is beyond the series or has too short
     *     a history
     */
    public static double[] scales(double[] series, int[] origins, int period) {
        double[] scales = new double[origins.length];
        double sum = 0;
        int t = period;
        for (int k = 0; k < scales.length; k++) {
            int before = k == 0 ? 0 : origins[k - 1];
            if (period < 1 || origins[k] <= period || origins[k] < before || origins[k] > series.length) {
                throw new IllegalArgumentException("a scale by period " + period + " at origin " + origins[k]
                        + " after "
                        + before + " of " + series.length + " numbers, expected a period from 1, and rising origins"
                        + " behind the first period and within the series");
            }
            for (; t < origins[k]; t++) {
                sum += Math.abs(series[t] - series[t - period]);
            }
            scales[k] = sum / (origins[k] - period);
        }
        return scales;
    }

    /**
     * Returns the continuous ranked probability score of samples, {@code mean|x - t| - mean|x - x'| / 2} with x and x'
     * over all samples: the pinball loss of all levels at once, times two (T. Gneiting and A. E. Raftery, <i>Strictly
     * Proper Scoring Rules, Prediction, and Estimation</i>, 2007).
     *
     * @param samples what was drawn for the number, at least one
     * @param actual the number that came
     * @return the score, in the numbers' unit; the absolute error where all samples are the same
     * @throws IllegalArgumentException if there is no sample
     */
    public static double crps(double[] samples, double actual) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("there is no sample, expected at least one");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double count = sorted.length;
        double near = 0;
        double apart = 0; // the sum of |x - x'| over pairs, from the ranks
        for (int k = 0; k < sorted.length; k++) {
            near += Math.abs(sorted[k] - actual);
            apart += (2 * k + 1 - count) * sorted[k];
        }
        return near / count - apart / (count * count);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byName().forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(value.isNaN() ? " not defined" : String.format(Locale.ROOT, " %.4g", value)));
        return text + String.format(Locale.ROOT, " over %,d numbers", count);
    }
}
