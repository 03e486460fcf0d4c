package dev.rondo.metric;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well numbers were predicted, for each output and over all.
 *
 * @param outputs the measures of each output
 * @param count how many times all outputs were predicted
 */
public record Regression(List<Output> outputs, long count) {

    /**
     * Checks the values.
     *
     * @param outputs the measures of each output
     * @param count how many times all outputs were predicted
     * @throws IllegalArgumentException if there are none
     */
    public Regression {
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty() || count < 1) {
            throw new IllegalArgumentException(
                    "nothing was measured: " + outputs.size() + " outputs predicted " + count + " times");
        }
    }

    /**
     * The measures of one output, with y as predicted and the actual t.
     *
     * @param mse the mean squared error, {@code mean((y - t)^2)}
     * @param mae the mean absolute error, {@code mean(|y - t|)}
     * @param r2 the share of the variance that is explained, {@code 1 - sum((y - t)^2) / sum((t - mean t)^2)}: 1 at
     *     best, 0 for who always predicts the mean, below 0 for worse; NaN where t never changes
     */
    public record Output(double mse, double mae, double r2) {
        /**
         * Returns the root of the mean squared error, in the unit of the numbers.
         *
         * @return the root
         */
        public double rmse() {
            return Math.sqrt(mse);
        }
    }

    /**
     * Measures predicted numbers against the actual ones.
     *
     * @param actual the actual numbers, (times)(outputs)
     * @param predicted the predicted numbers, (times)(outputs)
     * @return the measures
     * @throws IllegalArgumentException if there are none, or sizes do not match
     */
    public static Regression of(float[][] actual, float[][] predicted) {
        if (actual.length != predicted.length || actual.length == 0) {
            throw new IllegalArgumentException("there are " + predicted.length + " rows predicted for " + actual.length
                    + " actual ones: expected as many, and at least one");
        }
        int outputs = actual[0].length;
        for (int k = 0; k < actual.length; k++) {
            if (actual[k].length != outputs || predicted[k].length != outputs) {
                throw new IllegalArgumentException(
                        "row " + k + " has " + predicted[k].length + " numbers predicted and " + actual[k].length
                                + " actual ones, expected " + outputs + " of each as in row 0");
            }
        }
        List<Output> measured = IntStream.range(0, outputs)
                .mapToObj(output -> measure(actual, predicted, output))
                .toList();
        return new Regression(measured, actual.length);
    }

    private static Output measure(float[][] actual, float[][] predicted, int output) {
        double mean = 0;
        for (float[] row : actual) {
            mean += row[output];
        }
        mean /= actual.length;
        double squares = 0;
        double sizes = 0;
        double variance = 0;
        for (int k = 0; k < actual.length; k++) {
            double error = (double) predicted[k][output] - actual[k][output];
            double deviation = actual[k][output] - mean;
            squares += error * error;
            sizes += Math.abs(error);
            variance += deviation * deviation;
        }
        double r2 = variance == 0 ? Double.NaN : 1 - squares / variance;
        return new Output(squares / actual.length, sizes / actual.length, r2);
    }

    /**
     * Returns the mean squared error over all outputs.
     *
     * @return the mean of the outputs' errors
     */
    public double mse() {
        return mean(Output::mse);
    }

    /**
     * Returns the root of the mean squared error over all outputs.
     *
     * @return the root of the mean, which is not the mean of the roots
     */
    public double rmse() {
        return Math.sqrt(mse());
    }

    /**
     * Returns the mean absolute error over all outputs.
     *
     * @return the mean of the outputs' errors
     */
    public double mae() {
        return mean(Output::mae);
    }

    /**
     * Returns the share of variance explained, as the plain mean over the outputs.
     *
     * @return at most 1; NaN where an output never changes
     */
    public double r2() {
        return mean(Output::r2);
    }

    private double mean(ToDoubleFunction<Output> measure) {
        return outputs.stream().mapToDouble(measure).average().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "RMSE %.4g, MAE %.4g, R2 %.4f over %,d x %d numbers",
                rmse(),
                mae(),
                r2(),
                count,
                outputs.size());
    }
}
