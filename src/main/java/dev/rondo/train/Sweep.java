package dev.rondo.train;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * Learning rates to try in a search, growing by the same factor from step to step.
 *
 * @param low the first rate, above 0
 * @param high the last rate, above the first
 * @param steps how many rates, at least 2
 */
@CheckReturnValue
public record Sweep(double low, double high, int steps) {
    private static final int STEPS = 100;

    /** {@inheritDoc} */
    public Sweep {
        if (!(low > 0 && low < high) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("a sweep came from the rate " + low + " to " + high
                    + ", expected two numbers above 0, the lower one first, such as 1e-6 and 10");
        }
        if (steps < 2) {
            throw new IllegalArgumentException("a sweep of " + steps + " steps came, expected at least 2, such as 100");
        }
    }

    /**
     * Describes a hundred rates from a millionth to ten, wide enough for every optimiser.
     *
     * @return the description
     */
    public static Sweep wide() {
        return of(1e-6, 10);
    }

    /**
     * Describes a hundred rates.
     *
     * @param low the first rate, above 0
     * @param high the last rate, above the first
     * @return the description
     */
    public static Sweep of(double low, double high) {
        return new Sweep(low, high, STEPS);
    }

    /**
     * Returns this with another number of steps.
     *
     * @param count how many rates, at least 2
     * @return the changed value
     */
    public Sweep steps(int count) {
        return new Sweep(low, high, count);
    }

    /** Returns the rate of a step, from 0: {@code low (high / low)^(step / (steps - 1))}. */
    double rate(int step) {
        return low * Math.pow(high / low, (double) step / (steps - 1));
    }
}
