package dev.rondo.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts of several steps beside what came, to be measured: over all steps, or for each step of the horizon.
 *
 * <pre>{@code
 * double scale = ForecastErrors.scale(training, 12);
 * var forecasts = Forecasts.of(actual, predicted).scale(scale).quantiles(new double[] {0.1, 0.5, 0.9}, bands);
 * System.out.println(forecasts.errors());
 * double nextMonth = forecasts.errorsByStep().get(0).mase();
 * }</pre>
 *
 * @param actual the numbers that came, (forecasts)(steps)
 * @param predicted the numbers that were forecast, (forecasts)(steps)
 * @param scales what the absolute errors of each forecast are divided by for MASE, see {@link ForecastErrors#scale};
 *     empty if it is not asked for
 * @param levels the levels of the quantiles, rising, between 0 and 1; empty if there are none
 * @param quantiles the quantiles that were forecast, (forecasts)(steps)(levels)
 */
@CheckReturnValue
public record Forecasts(
        double[][] actual, double[][] predicted, double[] scales, double[] levels, double[][][] quantiles) {

    /**
     * Checks the numbers.
     *
     * @param actual the numbers that came
     * @param predicted the numbers that were forecast
     * @param scales the scale of each forecast, or none
     * @param levels the levels of the quantiles, or none
     * @param quantiles the quantiles, or none
     * @throws IllegalArgumentException if there is no forecast, sizes do not match, a number is not finite, a scale is
     *     below 0, levels do not rise from above 0 to below 1, or the quantiles of a step fall
     */
    public Forecasts {
        if (actual.length == 0 || actual.length != predicted.length || actual[0].length == 0) {
            throw new IllegalArgumentException("there are " + predicted.length + " forecasts for " + actual.length
                    + " stretches of actual numbers: expected as many, at least one, and at least one step");
        }
        checkRows("actual", actual, actual[0].length);
        checkRows("predicted", predicted, actual[0].length);
        checkScales(scales, actual.length);
        checkLevels(levels);
        if (quantiles.length != (levels.length == 0 ? 0 : actual.length)) {
            throw new IllegalArgumentException("there are quantiles of " + quantiles.length + " forecasts at "
                    + levels.length + " levels, expected those of all " + actual.length);
        }
        for (int k = 0; k < quantiles.length; k++) {
            if (quantiles[k].length != actual[0].length) {
                throw new IllegalArgumentException("forecast " + k + " has quantiles of " + quantiles[k].length
                        + " steps, expected " + actual[0].length);
            }
            checkRows("quantiles of forecast " + k, quantiles[k], levels.length);
            checkOrder(k, quantiles[k]);
        }
    }

    private static void checkRows(String name, double[][] rows, int length) {
        for (int k = 0; k < rows.length; k++) {
            if (rows[k].length != length) {
                throw new IllegalArgumentException(
                        name + ": row " + k + " has " + rows[k].length + " numbers, expected " + length);
            }
            for (int step = 0; step < length; step++) {
                if (!Double.isFinite(rows[k][step])) {
                    throw new IllegalArgumentException(name + ": number " + step + " of row " + k + " is "
                            + rows[k][step] + ", expected a finite one: leave out what did not come");
                }
            }
        }
    }

    private static void checkScales(double[] scales, int forecasts) {
        if (scales.length != 0 && scales.length != forecasts) {
            throw new IllegalArgumentException(
                    "there are " + scales.length + " scales for " + forecasts + " forecasts: expected as many");
        }
        for (double scale : scales) {
            if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a scale is " + scale + ", expected a finite one from 0: see ForecastErrors.scale");
            }
        }
    }

    private static void checkLevels(double[] levels) {
        double before = 0;
        for (double level : levels) {
            if (!(level > before && level < 1)) {
                throw new IllegalArgumentException("levels are " + Arrays.toString(levels)
                        + ", expected rising ones between 0 and 1, such as 0.1, 0.5, 0.9");
            }
            before = level;
        }
    }

    private static void checkOrder(int forecast, double[][] quantiles) {
        for (int step = 0; step < quantiles.length; step++) {
            for (int k = 1; k < quantiles[step].length; k++) {
                if (quantiles[step][k] < quantiles[step][k - 1]) {
                    throw new IllegalArgumentException("the quantiles of step " + step + " of forecast " + forecast
                            + " are " + Arrays.toString(quantiles[step])
                            + ", expected rising ones: sort them, which makes their loss no higher");
                }
            }
        }
    }

    /**
     * Begins with single numbers, without scale or quantiles.
     *
     * @param actual the numbers that came, (forecasts)(steps)
     * @param predicted the numbers that were forecast, (forecasts)(steps)
     * @return both, to be measured
     * @throws IllegalArgumentException if there are none, sizes do not match, or a number is not finite
     */
    public static Forecasts of(double[][] actual, double[][] predicted) {
        return new Forecasts(actual, predicted, new double[0], new double[0], new double[0][][]);
    }

    /**
     * Returns this with one scale for all forecasts, those of one series.
     *
     * @param error the seasonal naive error of the series before the forecasts, see {@link ForecastErrors#scale}
     * @return the changed value
     * @throws IllegalArgumentException if it is below 0 or not finite
     */
    public Forecasts scale(double error) {
        double[] all = new double[actual.length];
        Arrays.fill(all, error);
        return scales(all);
    }

    /**
     * Returns this with a scale for each forecast, so that series of any size can be measured together.
     *
     * @param errors the seasonal naive error of the series of each forecast, see {@link ForecastErrors#scale}
     * @return the changed value
     * @throws IllegalArgumentException if there are not as many as forecasts, or one is below 0 or not finite
     */
    public Forecasts scales(double... errors) {
        return new Forecasts(actual, predicted, errors, levels, quantiles);
    }

    /**
     * Returns this with quantiles.
     *
     * @param at their levels, rising, between 0 and 1
     * @param values the quantiles, (forecasts)(steps)(levels), none below the one of the level before
     * @return the changed value
     * @throws IllegalArgumentException if sizes do not match or an order is broken
     */
    public Forecasts quantiles(double[] at, double[][][] values) {
        return new Forecasts(actual, predicted, scales, at, values);
    }

    /**
     * Returns how far the forecasts look ahead.
     *
     * @return the steps of the horizon
     */
    public int steps() {
        return actual[0].length;
    }

    /**
     * Measures all steps together.
     *
     * @return the measures, each a mean over all numbers
     */
    public ForecastErrors errors() {
        return ForecastErrors.of(this, 0, steps());
    }

    /**
     * Measures each step of the horizon by itself.
     *
     * @return the measures of the first step, of the second, and so on
     */
    public List<ForecastErrors> errorsByStep() {
        return IntStream.range(0, steps())
                .mapToObj(step -> ForecastErrors.of(this, step, step + 1))
                .toList();
    }
}
