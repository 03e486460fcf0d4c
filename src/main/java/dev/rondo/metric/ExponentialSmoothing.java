package dev.rondo.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * Exponential smoothing: a level, a slope and the figures of a season follow the series, each by a share of what came as
 * a surprise. With the level l, the slope b, the season s of the period m, the damping f (1 without), and x as it comes:
 *
 * <pre>{@code
 * forecast:  l + f b + s[t-m]                                    (l + f b) s[t-m]   if multiplicative
 * l' = level (x - s[t-m]) + (1 - level) (l + f b)                x / s[t-m]
 * b' = slope (l' - l) + (1 - slope) f b
 * s[t] = season (x - l') + (1 - season) s[t-m]                   x / l'
 * }</pre>
 *
 * <p>Sources: C. C. Holt, <i>Forecasting Seasonals and Trends by Exponentially Weighted Moving Averages</i> (1957);
 * P. R. Winters, <i>Forecasting Sales by Exponentially Weighted Moving Averages</i>, Management Science 6 (1960); the
 * damping by E. S. Gardner and E. McKenzie, <i>Forecasting Trends in Time Series</i>, Management Science 31 (1985).
 *
 * <p>The states begin at the first value, with a slope at the first two, with a season at the first two seasons, taken
 * apart by a centred moving average. The parameters are those of the least squared error of one step over the history
 * behind that: 0 to 1, the damping 0.8 to 0.98. They are searched by Nelder and Mead's simplex from the best of a coarse
 * grid.
 *
 * @param trend how the level moves by itself
 * @param season how the season comes in
 * @param period the steps of a season; 1 without
 * @param parameters what a forecast goes by; if empty, each one is fitted on its history
 */
@CheckReturnValue
public record ExponentialSmoothing(Trend trend, Season season, int period, Optional<Parameters> parameters)
        implements Extrapolation {

    /** How the level moves by itself. */
    public enum Trend {
        /** It stays. */
        NONE,
        /** It goes on by the slope. */
        LINEAR,
        /** It goes on by the slope, which gets smaller step by step. */
        DAMPED
    }

    /** How the season comes in. */
    public enum Season {
        /** There is none. */
        NONE,
        /** It is added to the level. */
        ADDITIVE,
        /** It multiplies the level: its swing grows with it. */
        MULTIPLICATIVE
    }

    /**
     * What states follow a series by.
     *
     * @param level the share of a surprise that goes into the level, 0 to 1
     * @param slope the share of a change of level that goes into the slope, 0 to 1; 0 without a trend
     * @param season the share that goes into the season, 0 to 1; 0 without one
     * @param damping what the slope is multiplied by at each step, above 0 to 1; 1 without damping
     */
    public record Parameters(double level, double slope, double season, double damping) {
        /**
         * Checks the ranges.
         *
         * @param level the share for the level
         * @param slope the share for the slope
         * @param season the share for the season
         * @param damping the damping
         * @throws IllegalArgumentException if one is out of range
         */
        public Parameters {
            if (!(isShare(level) && isShare(slope) && isShare(season) && isShare(damping) && damping > 0)) {
                throw new IllegalArgumentException("level " + level + ", slope " + slope + ", season " + season
                        + " and damping " + damping + ", expected 0 to 1 for each, and a damping above 0");
            }
        }

        private static boolean isShare(double value) {
            return value >= 0 && value <= 1;
        }
    }

    /**
     * Checks the period.
     *
     * @param trend how the level moves by itself
     * @param season how the season comes in
     * @param period the steps of a season
     * @param parameters what a forecast goes by
     * @throws IllegalArgumentException if the period is not 1 without a season, or below 2 with one
     */
    public ExponentialSmoothing {
        if (season == Season.NONE ? period != 1 : period < 2) {
            throw new IllegalArgumentException("period is " + period
                    + (season == Season.NONE
                            ? ", expected 1 without a season: take holtWinters(period)"
                            : ", expected at least 2, such as 12 for months; take holt() without a season"));
        }
    }

    /**
     * Smooths the level alone: every step is forecast the same.
     *
     * @return simple exponential smoothing
     */
    public static ExponentialSmoothing simple() {
        return new ExponentialSmoothing(Trend.NONE, Season.NONE, 1, Optional.empty());
    }

    /**
     * Smooths level and slope.
     *
     * @return Holt's linear method
     */
    public static ExponentialSmoothing holt() {
        return new ExponentialSmoothing(Trend.LINEAR, Season.NONE, 1, Optional.empty());
    }

    /**
     * Smooths level, slope and an additive season.
     *
     * @param period the steps of a season, at least 2, such as 12 for months
     * @return the method of Holt and Winters
     * @throws IllegalArgumentException if the period is below 2
     */
    public static ExponentialSmoothing holtWinters(int period) {
        return new ExponentialSmoothing(Trend.LINEAR, Season.ADDITIVE, period, Optional.empty());
    }

    /**
     * Returns this with another trend, to be fitted anew.
     *
     * @param other how the level moves by itself
     * @return the changed value
     */
    public ExponentialSmoothing trend(Trend other) {
        return new ExponentialSmoothing(other, season, period, Optional.empty());
    }

    /**
     * Returns this with a slope that gets smaller step by step, which does better over long horizons.
     *
     * @return the changed value, to be fitted anew
     */
    public ExponentialSmoothing damped() {
        return trend(Trend.DAMPED);
    }

    /**
     * Returns this with a season that multiplies the level, for numbers above 0 whose swing grows with them.
     *
     * @return the changed value, to be fitted anew
     * @throws IllegalArgumentException if there is no season
     */
    public ExponentialSmoothing multiplicative() {
        if (season == Season.NONE) {
            throw new IllegalArgumentException(
                    name() + " has no season to multiply by: begin with holtWinters(period)");
        }
        return new ExponentialSmoothing(trend, Season.MULTIPLICATIVE, period, Optional.empty());
    }

    /**
     * Returns this with given parameters.
     *
     * @param given what to go by
     * @return the changed value, which fits nothing any more
     */
    public ExponentialSmoothing with(Parameters given) {
        return new ExponentialSmoothing(trend, season, period, Optional.of(given));
    }

    @Override
    public String name() {
        String damped = trend == Trend.DAMPED ? "damped " : trend == Trend.NONE ? "level " : "";
        return switch (season) {
            case NONE -> trend == Trend.NONE ? "simple smoothing" : damped + "Holt";
            case ADDITIVE -> damped + "Holt-Winters (" + period + ")";
            case MULTIPLICATIVE -> damped + "multiplicative Holt-Winters (" + period + ")";
        };
    }

    /** {@inheritDoc} */
    @Override
    public int needs() {
        return season == Season.NONE ? (trend == Trend.NONE ? 2 : 3) : 2 * period;
    }

    /** {@inheritDoc} With given parameters the states go along the series once; else each forecast is fitted by itself. */
    @Override
    public double[][] forecast(double[] series, int[] origins, int horizon) {
        if (parameters.isEmpty()) {
            return Histories.each(this, series, origins, horizon, origin -> {
                double[] history = Arrays.copyOf(series, origin);
                return fitted(history).forecast(history, horizon);
            });
        }
        Histories.check(this, series, origins, horizon);
        if (origins.length == 0) {
            return new double[0][];
        }
        double[] known = Arrays.copyOf(series, origins[origins.length - 1]);
        return smoother(known).forecasts(parameters.orElseThrow(), origins, horizon);
    }

    @Override
    public ExponentialSmoothing fitted(double[] history) {
        return with(smoother(history).fit());
    }

    /**
     * Returns the mean squared error of one step over a history, behind the values that the states begin at.
     *
     * @param history the series
     * @return the error, in the square of the numbers' unit
     * @throws IllegalArgumentException if the history is too short or has a number that does not fit
     */
    public double squaredError(double[] history) {
        Smoother smoother = smoother(history);
        return smoother.run(parameters.orElseGet(smoother::fit)) / smoother.steps();
    }

    private Smoother smoother(double[] history) {
        Histories.check(this, history);
        for (int t = 0; season == Season.MULTIPLICATIVE && t < history.length; t++) {
            if (history[t] <= 0) {
                throw new IllegalArgumentException("number " + t + " of the history is " + history[t]
                        + ", expected numbers above 0 for a season that multiplies: take an additive one");
            }
        }
        return new Smoother(this, history);
    }
}
