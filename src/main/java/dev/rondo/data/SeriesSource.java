package dev.rondo.data;

import tech.tablesaw.api.Table;

/**
 * A rule that a series is made by, so that the least squared error of its forecasts is known at each step of the horizon,
 * and the best forecast too.
 *
 * <p>The floor of {@link KnownSource} is that of the first step, {@link #memoryless()} the variance of the series: the
 * squared error of who always forecasts its mean.
 */
public interface SeriesSource extends KnownSource {

    /**
     * Draws the series, stationary from its first value. A longer table begins with the shorter one.
     *
     * @param rows how many values, at least 1
     * @return the table, with the columns {@code step}, from 0, and {@code value}
     * @throws IllegalArgumentException if {@code rows} is below 1
     */
    Table table(int rows);

    /**
     * Returns the expected squared error of the best forecast of a step, for one who knows the rule and all the values
     * so far, of which there are many.
     *
     * @param step which step of the horizon, from 1
     * @return the error, in the square of the values' unit
     * @throws IllegalArgumentException if {@code step} is below 1
     */
    double floor(int step);

    /**
     * Forecasts as well as can be: by the rule that the series is made by.
     *
     * @param history the values of the table from its first row on
     * @param horizon how many steps, at least 1
     * @return the expectation of each step, given the history
     * @throws IllegalArgumentException if {@code horizon} is below 1
     */
    double[] forecast(double[] history, int horizon);

    @Override
    default String unit() {
        return "squared error of a step";
    }

    @Override
    default double floor() {
        return floor(1);
    }

    /**
     * Returns the mean of the least squared errors of several steps: what the mean squared error of a forecast over the
     * whole horizon cannot go below.
     *
     * @param horizon how many steps, at least 1
     * @return the error, in the square of the values' unit
     * @throws IllegalArgumentException if {@code horizon} is below 1
     */
    default double meanFloor(int horizon) {
        Require.atLeast(1, "horizon", horizon, "24");
        double sum = 0;
        for (int step = 1; step <= horizon; step++) {
            sum += floor(step);
        }
        return sum / horizon;
    }
}
