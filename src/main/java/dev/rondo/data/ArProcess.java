package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A series from an autoregressive process: each value is a weighted sum of the last few and of noise,
 *
 * <pre>{@code
 * x[t] - mean = a[1] (x[t-1] - mean) + ... + a[p] (x[t-p] - mean) + deviation z[t],   z[t] standard normal
 * }</pre>
 *
 * The best forecast puts 0 for the noise to come. Its squared error at step h is {@code deviation^2 (w[0]^2 + ... +
 * w[h-1]^2)} with the weights {@code w[0] = 1, w[i] = a[1] w[i-1] + ... + a[p] w[i-p]} (G. E. P. Box and G. M. Jenkins,
 * <i>Time Series Analysis: Forecasting and Control</i>, chapter 5).
 *
 * <pre>{@code
 * var source = ArProcess.of(1.6, -0.8).seed(7);   // a cycle of about 13 steps that dies out
 * Table table = source.table(5_000);
 * source.floor(1);   // 1.0
 * source.floor(6);   // what no forecast of the sixth step goes below
 * }</pre>
 *
 * @param coefficients the weights of the last values, the latest first, at least one
 * @param mean the mean of the series
 * @param deviation the standard deviation of the noise, above 0
 * @param seed what decides the draws
 */
@CheckReturnValue
public record ArProcess(List<Double> coefficients, double mean, double deviation, long seed) implements SeriesSource {

    /**
     * Checks that the process stays where it is.
     *
     * @param coefficients the weights of the last values
     * @param mean the mean of the series
     * @param deviation the standard deviation of the noise
     * @param seed what decides the draws
     * @throws IllegalArgumentException if there is no coefficient, the process is not stationary, or a number is not
     *     finite
     */
    public ArProcess {
        coefficients = List.copyOf(coefficients);
        if (coefficients.isEmpty()) {
            throw new IllegalArgumentException("there is no coefficient, expected at least one, such as 0.8");
        }
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("mean is " + mean + " and deviation " + deviation
                    + ", expected a finite mean and a deviation above 0, such as 0 and 1");
        }
        double[][] orders = orders(coefficients);
        for (int k = 0; k < orders.length; k++) {
            if (!(Math.abs(orders[k][k]) < 1)) {
                throw new IllegalArgumentException("the process with coefficients " + coefficients
                        + " is not stationary: it would leave any bounds, expected smaller coefficients, such as 1.6,"
                        + " -0.8");
            }
        }
    }

    /**
     * Describes a process about 0 with noise of deviation 1.
     *
     * @param coefficients the weights of the last values, the latest first
     * @return the source, of seed 0
     * @throws IllegalArgumentException if there is none, or the process is not stationary
     */
    public static ArProcess of(double... coefficients) {
        return new ArProcess(Arrays.stream(coefficients).boxed().toList(), 0, 1, 0);
    }

    /**
     * Returns this about another mean.
     *
     * @param other the mean
     * @return the changed value
     * @throws IllegalArgumentException if it is not finite
     */
    public ArProcess mean(double other) {
        return new ArProcess(coefficients, other, deviation, seed);
    }

    /**
     * Returns this with other noise.
     *
     * @param other the standard deviation of the noise
     * @return the changed value
     * @throws IllegalArgumentException if it is not above 0
     */
    public ArProcess deviation(double other) {
        return new ArProcess(coefficients, mean, other, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public ArProcess seed(long other) {
        return new ArProcess(coefficients, mean, deviation, other);
    }

    /**
     * The coefficients of the best forecast from one, two and more values, by the recursion of N. Levinson (1947) and
     * J. Durbin (1960) run backwards; the last of each are the partial autocorrelations, whose sizes are below 1 just
     * when the process is stationary.
     */
    private static double[][] orders(List<Double> coefficients) {
        double[][] orders = new double[coefficients.size()][];
        orders[orders.length - 1] =
                coefficients.stream().mapToDouble(Double::doubleValue).toArray();
        for (int k = orders.length - 1; k > 0; k--) {
            double[] longer = orders[k];
            double partial = longer[k];
            orders[k - 1] = IntStream.range(0, k)
                    .mapToDouble(i -> (longer[i] + partial * longer[longer.length - 2 - i]) / (1 - partial * partial))
                    .toArray();
        }
        return orders;
    }

    /** The variance of a value about its best forecast from none, one, and more values before it. */
    private double[] variances(double[][] orders) {
        double[] variances = new double[orders.length + 1];
        variances[orders.length] = deviation * deviation;
        for (int k = orders.length; k > 0; k--) {
            double partial = orders[k - 1][k - 1];
            variances[k - 1] = variances[k] / (1 - partial * partial);
        }
        return variances;
    }

    @Override
    public Table table(int rows) {
        Require.atLeast(1, "rows", rows, "5000");
        SplittableRandom random = new SplittableRandom(seed);
        double[][] orders = orders(coefficients);
        double[] variances = variances(orders);
        double[] values = new double[rows];
        for (int t = 0; t < rows; t++) {
            double spread = StrictMath.sqrt(variances[Math.min(t, orders.length)]);
            values[t] = next(values, t, orders) + spread * MarkovChain.normal(random);
        }
        return Table.create(
                "AR(" + orders.length + ")",
                IntColumn.create("step", IntStream.range(0, rows)),
                DoubleColumn.create("value", values));
    }

    /** The best forecast of the value at a place from those before it. */
    private double next(double[] values, int place, double[][] orders) {
        double sum = mean;
        double[] weights = place == 0 ? new double[0] : orders[Math.min(place, orders.length) - 1];
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (values[place - 1 - k] - mean);
        }
        return sum;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Require.atLeast(1, "horizon", horizon, "24");
        double[][] orders = orders(coefficients);
        double[] both = Arrays.copyOf(history, history.length + horizon);
        for (int t = history.length; t < both.length; t++) {
            both[t] = next(both, t, orders);
        }
        return Arrays.copyOfRange(both, history.length, both.length);
    }

    @Override
    public double floor(int step) {
        Require.atLeast(1, "step", step, "1");
        double[] weights = new double[step];
        double sum = 0;
        for (int i = 0; i < step; i++) {
            weights[i] = i == 0 ? 1 : 0;
            for (int k = 1; k <= Math.min(i, coefficients.size()); k++) {
                weights[i] += coefficients.get(k - 1) * weights[i - k];
            }
            sum += weights[i] * weights[i];
        }
        return deviation * deviation * sum;
    }

    /**
     * Returns the variance of the series.
     *
     * @return the squared error of who always forecasts the mean
     */
    @Override
    public double memoryless() {
        return variances(orders(coefficients))[0];
    }
}
