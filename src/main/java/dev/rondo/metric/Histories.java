package dev.rondo.metric;

import java.util.Arrays;
import java.util.function.IntFunction;

/** Forecasts from several steps of one series, once they are found to be possible. */
final class Histories {
    private Histories() {}

    /**
     * Forecasts from each origin, the count of numbers that lie before it.
     *
     * @throws IllegalArgumentException as {@link Extrapolation#forecast(double[], int[], int)} does
     */
    static double[][] each(
            Extrapolation method, double[] series, int[] origins, int horizon, IntFunction<double[]> forecast) {
        check(method, series, origins, horizon);
        return Arrays.stream(origins).mapToObj(forecast).toArray(double[][]::new);
    }

    /** Refuses origins out of order or outside of the series, and what no forecast can be made of. */
    static void check(Extrapolation method, double[] series, int[] origins, int horizon) {
        int before = 0;
        for (int origin : origins) {
            if (origin < before || origin > series.length) {
                throw new IllegalArgumentException("an origin is " + origin + " after " + before
                        + ", expected rising ones up to the " + series.length + " numbers of the series");
            }
            before = origin;
        }
        if (origins.length > 0) {
            requireLong(method, origins[0]);
            requireFinite(series, before);
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon is " + horizon + ", expected at least 1");
        }
    }

    /** Refuses a history that is too short or has holes. */
    static void check(Extrapolation method, double[] history) {
        requireLong(method, history.length);
        requireFinite(history, history.length);
    }

    private static void requireLong(Extrapolation method, int length) {
        if (length < method.needs()) {
            throw new IllegalArgumentException(method.name() + " needs a history of at least " + method.needs()
                    + ", but there are " + length + " numbers: give more, or take what needs less");
        }
    }

    private static void requireFinite(double[] history, int end) {
        for (int t = 0; t < end; t++) {
            if (!Double.isFinite(history[t])) {
                throw new IllegalArgumentException("number " + t + " of the history is " + history[t]
                        + ", expected a finite one: fill the gap first");
            }
        }
    }
}
