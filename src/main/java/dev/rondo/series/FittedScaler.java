package dev.rondo.series;

import java.util.Arrays;
import java.util.List;

/**
 * A scaler with what it found in the values it was fitted on. It turns numbers into what a network reads, and back.
 *
 * @param stages what is done, in order
 */
public record FittedScaler(List<Stage> stages) {

    /**
     * One transformation.
     *
     * @param kind STANDARD, MIN_MAX, ROBUST, LOG or DIFFERENCE
     * @param period of a difference, the steps between what is taken from each other; else 0
     * @param shift what is taken away, 0 for logarithms and differences
     * @param scale what is divided by then, 1 for logarithms and differences
     */
    public record Stage(String kind, int period, double shift, double scale) {

        private boolean log() {
            return kind.equals(Scaler.Kind.LOG.name());
        }

        /** Transforms a series; differences shorten it by their period at the front. */
        double[] apply(double[] values, String where) {
            double[] result = new double[Math.max(0, values.length - period)];
            for (int t = 0; t < result.length; t++) {
                double value = values[t + period];
                if (log()) {
                    if (value <= 0) {
                        throw new IllegalArgumentException("log() of " + value + where
                                + ": expected numbers above 0: add a constant to the column, or take another scaler");
                    }
                    result[t] = Math.log(value);
                } else {
                    result[t] = period > 0 ? value - values[t] : (value - shift) / scale;
                }
            }
            return result;
        }

        /** Turns values back; {@code before} are those of this stage's input that end before them. */
        private double[] invert(double[] before, double[] values) {
            double[] result = new double[values.length];
            for (int t = 0; t < values.length; t++) {
                if (period > 0) {
                    result[t] = values[t] + (t < period ? before[before.length - period + t] : result[t - period]);
                } else {
                    result[t] = log() ? Math.exp(values[t]) : values[t] * scale + shift;
                }
            }
            return result;
        }
    }

    /**
     * Takes the stages.
     *
     * @param stages what is done, in order
     */
    public FittedScaler {
        stages = List.copyOf(stages);
    }

    /**
     * Returns how many steps the differences take from the front of a series.
     *
     * @return the sum of their periods
     */
    public int lag() {
        return stages.stream().mapToInt(Stage::period).sum();
    }

    /**
     * Transforms the numbers of a series.
     *
     * @param values the numbers, (time)
     * @return the transformed numbers, (time); the first {@link #lag} of them are NaN
     * @throws IllegalArgumentException if logarithms are to be taken of numbers that are not above 0
     */
    public double[] transform(double[] values) {
        return transform(values, "");
    }

    double[] transform(double[] values, String where) {
        double[] now = values;
        for (Stage stage : stages) {
            now = stage.apply(now, where);
        }
        double[] result = new double[values.length];
        Arrays.fill(result, 0, values.length - now.length, Double.NaN);
        System.arraycopy(now, 0, result, values.length - now.length, now.length);
        return result;
    }

    /**
     * Turns transformed numbers of consecutive steps back, be they forecasts or facts: differences are added up from the
     * real numbers before the first of them.
     *
     * <p>Where a forecast is a distribution, differences of its paths may be turned back, each path for itself. The
     * quantiles of sums are not the sums of quantiles.
     *
     * @param before the real numbers that end just before, (time), at least {@link #lag} of them
     * @param values the transformed numbers, (steps)
     * @return the numbers in their own unit, (steps)
     * @throws IllegalArgumentException if fewer numbers stand before
     */
    public double[] invert(double[] before, double[] values) {
        int lag = lag();
        if (before.length < lag) {
            throw new IllegalArgumentException("invert came with " + before.length
                    + " numbers before, expected at least " + lag + " to add the differences to");
        }
        double[][] inputs = new double[stages.size()][];
        double[] now = Arrays.copyOfRange(before, before.length - lag, before.length);
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = now;
            now = stages.get(k).apply(now, " before what is turned back");
        }
        double[] result = values.clone();
        for (int k = inputs.length - 1; k >= 0; k--) {
            result = stages.get(k).invert(inputs[k], result);
        }
        return result;
    }
}
