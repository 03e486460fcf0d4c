package dev.rondo.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;

/**
 * A classical forecast that carries a series on from its own values: what a forecasting network has to beat before its
 * error means anything. The rules are those of R. J. Hyndman and G. Athanasopoulos, <i>Forecasting: Principles and
 * Practice</i>, 3rd edition (2021), section 5.2 and chapter 8.
 *
 * <pre>{@code
 * double[] lastYear = Extrapolation.seasonal(12).forecast(history, 6);
 * Extrapolation smooth = ExponentialSmoothing.holtWinters(12).multiplicative().fitted(training);
 * double[] next = smooth.forecast(history, 6);   // the parameters of training, the states of history
 * }</pre>
 */
@CheckReturnValue
public sealed interface Extrapolation
        permits Extrapolation.Last, Extrapolation.Seasonal, Extrapolation.Drift, ExponentialSmoothing {

    /**
     * Returns what it is called in tables and charts.
     *
     * @return the name, such as {@code seasonal naive (12)}
     */
    String name();

    /**
     * Returns how much history it takes.
     *
     * @return the fewest numbers
     */
    int needs();

    /**
     * Forecasts.
     *
     * @param history the series up to the forecast, evenly spaced, the latest last
     * @param horizon how many steps, at least 1
     * @return the forecast of each step
     * @throws IllegalArgumentException if the history is too short or has a number that does not fit, or the horizon is
     *     below 1
     */
    default double[] forecast(double[] history, int horizon) {
        return forecast(history, new int[] {history.length}, horizon)[0];
    }

    /**
     * Forecasts from several steps of one series, each time from what lies before alone: the same as {@link
     * #forecast(double[], int)} of the series' beginnings, but what has no more to fit goes along the series once.
     *
     * @param series the series, evenly spaced; nothing behind the last origin is read
     * @param origins how many numbers lie before each forecast, in rising order
     * @param horizon how many steps, at least 1
     * @return the forecasts, (origins)(horizon)
     * @throws IllegalArgumentException if origins fall, one lies beyond the series or has too short a history, a number
     *     does not fit, or the horizon is below 1
     */
    double[][] forecast(double[] series, int[] origins, int horizon);

    /**
     * Returns this with whatever it fits fitted on a history, once: afterwards a forecast only follows the series. So a
     * backtest can go without refitting.
     *
     * @param history the series to fit on
     * @return the fitted forecast; this where nothing is fitted
     * @throws IllegalArgumentException if the history is too short or has a number that does not fit
     */
    default Extrapolation fitted(double[] history) {
        return this;
    }

    /**
     * Forecasts the last value at every step.
     *
     * @return the naive forecast
     */
    static Extrapolation last() {
        return new Last();
    }

    /**
     * Forecasts the value of one season before, or of more if the horizon is longer.
     *
     * @param period the steps of a season, such as 12 for months
     * @return the seasonal naive forecast
     * @throws IllegalArgumentException if the period is below 1
     */
    static Extrapolation seasonal(int period) {
        return new Seasonal(period);
    }

    /**
     * Forecasts the line through the first and the last value.
     *
     * @return the naive forecast with drift
     */
    static Extrapolation drift() {
        return new Drift();
    }

    /** The naive forecast: every step is the last value. */
    record Last() implements Extrapolation {
        @Override
        public String name() {
            return "last value";
        }

        @Override
        public int needs() {
            return 1;
        }

        @Override
        public double[][] forecast(double[] series, int[] origins, int horizon) {
            return Histories.each(this, series, origins, horizon, origin -> from(series, origin, horizon));
        }

        private static double[] from(double[] series, int origin, int horizon) {
            double[] forecast = new double[horizon];
            Arrays.fill(forecast, series[origin - 1]);
            return forecast;
        }
    }

    /**
     * The seasonal naive forecast: every step is the latest value of the same season.
     *
     * @param period the steps of a season
     */
    record Seasonal(int period) implements Extrapolation {
        /**
         * Checks the period.
         *
         * @param period the steps of a season
         * @throws IllegalArgumentException if it is below 1
         */
        public Seasonal {
            if (period < 1) {
                throw new IllegalArgumentException(
                        "period is " + period + ", expected at least 1, such as 12 for months");
            }
        }

        @Override
        public String name() {
            return "seasonal naive (" + period + ")";
        }

        @Override
        public int needs() {
            return period;
        }

        @Override
        public double[][] forecast(double[] series, int[] origins, int horizon) {
            return Histories.each(this, series, origins, horizon, origin -> from(series, origin, horizon));
        }

        private double[] from(double[] series, int origin, int horizon) {
            double[] forecast = new double[horizon];
            for (int step = 0; step < horizon; step++) {
                forecast[step] = series[origin - period + step % period];
            }
            return forecast;
        }
    }

    /** The naive forecast with drift: the mean change of the history goes on. */
    record Drift() implements Extrapolation {
        @Override
        public String name() {
            return "drift";
        }

        @Override
        public int needs() {
            return 2;
        }

        @Override
        public double[][] forecast(double[] series, int[] origins, int horizon) {
            return Histories.each(this, series, origins, horizon, origin -> from(series, origin, horizon));
        }

        private static double[] from(double[] series, int origin, int horizon) {
            double last = series[origin - 1];
            double slope = (last - series[0]) / (origin - 1);
            double[] forecast = new double[horizon];
            for (int step = 0; step < horizon; step++) {
                forecast[step] = last + (step + 1) * slope;
            }
            return forecast;
        }
    }
}
