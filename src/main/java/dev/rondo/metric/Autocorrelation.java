package dev.rondo.metric;

/**
 * How a series goes along with itself some steps before, and the period of its season found by that.
 *
 * <pre>{@code
 * int period = Autocorrelation.period(history);   // 12 for the airline passengers
 * }</pre>
 */
public final class Autocorrelation {
    private static final double NEARLY = 0.9;

    private Autocorrelation() {}

    /**
     * Returns the autocorrelations {@code r[k] = sum((x[t] - m) (x[t-k] - m)) / sum((x[t] - m)^2)} with the mean m, the
     * sum above over the numbers there are: so those of long lags are drawn towards 0.
     *
     * @param values the series, at least 2 numbers that are not all the same
     * @param lags the longest lag, from 0, below the length
     * @return the autocorrelations of the lags from 0, which is 1
     * @throws IllegalArgumentException if the numbers are too few or all the same, or a lag is out of range
     */
    public static double[] of(double[] values, int lags) {
        if (lags < 0 || lags >= values.length) {
            throw new IllegalArgumentException("lags is " + lags + ", expected 0 to " + (values.length - 1) + " for "
                    + values.length + " numbers");
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double[] sums = new double[lags + 1];
        for (int lag = 0; lag <= lags; lag++) {
            for (int t = lag; t < values.length; t++) {
                sums[lag] += (values[t] - mean) * (values[t - lag] - mean);
            }
        }
        if (!(sums[0] > 0 && sums[0] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the numbers have the variance " + sums[0] / values.length + ", expected finite ones that differ");
        }
        double variance = sums[0];
        for (int lag = 0; lag <= lags; lag++) {
            sums[lag] /= variance;
        }
        return sums;
    }

    /**
     * Finds the period of the season: a line is taken off, and of the lags up to half the length, or 1,000, the one of
     * the highest autocorrelation that is a peak counts. A peak stands above its neighbours, above
     * {@code sqrt(2 ln n / n)}, which noise seldom reaches at any lag, and by as much above the lowest one before it. Of a lag
     * that is a whole number of times another one nearly as high (nine tenths), the shorter counts.
     *
     * <p>It is a guess: a cycle of no fixed length, as that of the sunspots, is given its mean one, and of two seasons
     * one is found. Where the period is known, give it.
     *
     * @param values the series, at least 4 numbers
     * @return the steps of the season, from 2; 1 if there is none
     * @throws IllegalArgumentException if there are fewer numbers, or one is not finite
     */
    public static int period(double[] values) {
        if (values.length < 4) {
            throw new IllegalArgumentException(
                    "there are " + values.length + " numbers, expected at least 4 to look for a season");
        }
        double[] level = withoutLine(values);
        double size = 0;
        double left = 0;
        for (int t = 0; t < values.length; t++) {
            size += values[t] * values[t];
            left += level[t] * level[t];
        }
        if (left <= 1e-20 * size) {
            return 1; // a straight line
        }
        double[] r = of(level, Math.min(values.length / 2 + 1, 1001));
        double high = Math.sqrt(2 * Math.log(values.length) / values.length);
        boolean[] peaks = new boolean[r.length];
        double lowest = 1;
        int best = 1;
        for (int lag = 2; lag < r.length - 1; lag++) {
            lowest = Math.min(lowest, r[lag - 1]);
            peaks[lag] = r[lag] >= r[lag - 1] && r[lag] > r[lag + 1] && r[lag] > high && r[lag] - lowest > high;
            best = peaks[lag] && (best == 1 || r[lag] > r[best]) ? lag : best;
        }
        for (int lag = 2; lag < best; lag++) {
            if (best % lag == 0 && peaks[lag] && r[lag] > NEARLY * r[best]) {
                return lag;
            }
        }
        return best;
    }

    private static double[] withoutLine(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double mean = 0;
        double products = 0;
        double squares = 0;
        for (int t = 0; t < values.length; t++) {
            mean += values[t] / values.length;
            products += (t - middle) * values[t];
            squares += (t - middle) * (t - middle);
        }
        double[] left = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            left[t] = values[t] - mean - products / squares * (t - middle);
        }
        return left;
    }
}
