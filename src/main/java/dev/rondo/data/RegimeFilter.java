package dev.rondo.data;

import java.util.Arrays;

/**
 * The stationary distribution of what the values of a {@link RegimeChange} tell about its regime: of the chance of the
 * second one before the next value. A place on a grid of chances, even in their log odds, goes to others by the values
 * that may come; these are a grid as well, on which sums over a normal density are nearly exact. Between two places a
 * chance is shared out so that its mean stays. Where the places are visited in the long run is solved without taking
 * differences (W. K. Grassmann, M. I. Taksar and D. P. Heyman, <i>Regenerative Analysis and Steady State Distributions
 * for Markov Chains</i>, Operations Research 33, 1985).
 */
final class RegimeFilter {
    private static final int PLACES = 400;
    private static final int VALUES = 12; // for each standard deviation
    private static final double WIDTH = 7; // standard deviations to each side
    private static final double NEVER = 1e-15; // so likely each place goes to the first one, which may be out of reach

    private final RegimeChange source;
    private final double low;
    private final double high;
    private final double[] grid;
    private final double[][] chances; // of going from a place, the first index, to another

    RegimeFilter(RegimeChange source) {
        this.source = source;
        double one = 1 - source.first().stay();
        double other = source.second().stay();
        low = Math.min(one, other);
        high = Math.max(one, other);
        chances = new double[PLACES][PLACES];
        grid = new double[PLACES];
        for (int place = 0; place < PLACES; place++) {
            double odds = logOdds(low) + place * (logOdds(high) - logOdds(low)) / (PLACES - 1);
            grid[place] = place == PLACES - 1 ? high : place == 0 ? low : 1 / (1 + Math.exp(-odds));
        }
        if (high > low) {
            come(source.first(), false);
            come(source.second(), true);
        }
    }

    private static double logOdds(double chance) {
        return Math.log(chance / (1 - chance));
    }

    /** Returns the last place but one that is not above a chance. */
    private int below(double chance) {
        int found = Arrays.binarySearch(grid, chance);
        return Math.max(0, Math.min(PLACES - 2, found >= 0 ? found : -found - 2));
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
            double before = grid[place];
            for (int k = 0; k < count; k++) {
                double weight = (isSecond ? before : 1 - before) * density[k] / sum;
                double after = Math.max(low, Math.min(high, source.after(before, values[k])));
                int to = below(after);
                double share = (after - grid[to]) / (grid[to + 1] - grid[to]);
                chances[place][to] += weight * (1 - share);
                chances[place][to + 1] += weight * share;
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
            mean += shares[place] * grid[place];
            square += shares[place] * grid[place] * grid[place];
        }
        return square - mean * mean;
    }

    /** Takes the places away one by one from the last, then puts them back. */
    private double[] settled() {
        for (double[] row : chances) {
            row[0] += NEVER;
        }
        for (int last = PLACES - 1; last > 0; last--) {
            double leaving = 0;
            for (int to = 0; to < last; to++) {
                leaving += chances[last][to];
            }
            for (int from = 0; from < last; from++) {
                chances[from][last] /= leaving;
                for (int to = 0; to < last; to++) {
                    chances[from][to] += chances[from][last] * chances[last][to];
                }
            }
        }
        double[] shares = new double[PLACES];
        shares[0] = 1;
        double sum = 1;
        for (int place = 1; place < PLACES; place++) {
            for (int from = 0; from < place; from++) {
                shares[place] += shares[from] * chances[from][place];
            }
            sum += shares[place];
        }
        for (int place = 0; place < PLACES; place++) {
            shares[place] /= sum;
        }
        return shares;
    }
}
