package dev.rondo.data;

import java.util.Arrays;

/**
 * The stationary distribution of what the values of a {@link RegimeChange} tell about its regime: of the chance of the
 * second one before the next value. A place on a grid of chances goes to others by the values that may come; these are
 * a grid as well, on which sums over a normal density are nearly exact.
 */
final class RegimeFilter {
    private static final int PLACES = 400;
    private static final int VALUES = 12; // for each standard deviation
    private static final double WIDTH = 7; // standard deviations to each side
    private static final double SETTLED = 1e-10;
    private static final int SWEEPS = 100_000;

    private final RegimeChange source;
    private final double low;
    private final double high;
    private final double[][] chances; // of going from a place, the first index, to another

    RegimeFilter(RegimeChange source) {
        this.source = source;
        double one = 1 - source.first().stay();
        double other = source.second().stay();
        low = Math.min(one, other);
        high = Math.max(one, other);
        chances = new double[PLACES][PLACES];
        if (high > low) {
            come(source.first(), false);
            come(source.second(), true);
        }
    }

    private double chance(int place) {
        return low + place * (high - low) / (PLACES - 1);
    }

    /** Adds what the values of one regime lead to. */
    private void come(RegimeChange.Regime regime, boolean isSecond) {
        int count = (int) (2 * WIDTH * VALUES) + 1;
        double[] density = new double[count];
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            double z = -WIDTH + k / (double) VALUES;
            density[k] = Math.exp(-z * z / 2);
            values[k] = regime.mean() + regime.deviation() * z;
        }
        double sum = Arrays.stream(density).sum();
        for (int place = 0; place < PLACES; place++) {
            double before = chance(place);
            for (int k = 0; k < count; k++) {
                double weight = (isSecond ? before : 1 - before) * density[k] / sum;
                double at = (source.after(before, values[k]) - low) / (high - low) * (PLACES - 1);
                int to = (int) Math.min(PLACES - 2.0, Math.max(0, Math.floor(at)));
                chances[place][to] += weight * (to + 1 - at);
                chances[place][to + 1] += weight * (at - to);
            }
        }
    }

    /** Returns the variance of the chance. */
    double variance() {
        if (high <= low) {
            return 0; // the next regime does not hang on the one before
        }
        double[] shares = settled();
        double mean = 0;
        double square = 0;
        for (int place = 0; place < PLACES; place++) {
            mean += shares[place] * chance(place);
            square += shares[place] * chance(place) * chance(place);
        }
        return square - mean * mean;
    }

    private double[] settled() {
        double[] shares = new double[PLACES];
        Arrays.fill(shares, 1.0 / PLACES);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] after = new double[PLACES];
            for (int from = 0; from < PLACES; from++) {
                for (int to = 0; to < PLACES; to++) {
                    after[to] += shares[from] * chances[from][to];
                }
            }
            double moved = 0;
            for (int place = 0; place < PLACES; place++) {
                moved += Math.abs(after[place] - shares[place]);
            }
            shares = after;
            if (moved < SETTLED) {
                return shares;
            }
        }
        throw new IllegalStateException("what is known of the regimes " + source + " did not settle in " + SWEEPS
                + " sweeps: take smaller chances to stay");
    }
}
