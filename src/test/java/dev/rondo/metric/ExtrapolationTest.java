package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExtrapolationTest {
    private static final double[] HISTORY = {1, 5, 2, 7, 4, 11};

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void theLastValueStays() {
        assertArrayEquals(new double[] {11, 11, 11}, Extrapolation.last().forecast(HISTORY, 3));
        assertArrayEquals(new double[] {3}, Extrapolation.last().forecast(new double[] {3}, 1));
    }

    @Test
    void theSeasonComesAgain() {
        double[] forecast = Extrapolation.seasonal(4).forecast(HISTORY, 9);
        assertArrayEquals(new double[] {2, 7, 4, 11, 2, 7, 4, 11, 2}, forecast);
        assertEquals(4, Extrapolation.seasonal(4).needs());
    }

    @Test
    void theMeanChangeGoesOn() {
        assertArrayEquals(new double[] {13, 15, 17}, Extrapolation.drift().forecast(HISTORY, 3), 1e-12);
    }

    @Test
    void nothingIsFitted() {
        for (var method :
                new Extrapolation[] {Extrapolation.last(), Extrapolation.seasonal(3), Extrapolation.drift()}) {
            assertSame(method, method.fitted(HISTORY));
        }
        assertEquals("last value", Extrapolation.last().name());
        assertEquals("seasonal naive (3)", Extrapolation.seasonal(3).name());
        assertEquals("drift", Extrapolation.drift().name());
    }

    @Test
    void badHistoriesSaySo() {
        assertMessage(
                "seasonal naive (7) needs a history of at least 7, but there are 6 numbers: give more, or take what"
                        + " needs less",
                () -> Extrapolation.seasonal(7).forecast(HISTORY, 1));
        assertMessage(
                "last value needs a history of at least 1, but there are 0 numbers: give more, or take what needs less",
                () -> Extrapolation.last().forecast(new double[0], 1));
        assertMessage(
                "horizon is 0, expected at least 1", () -> Extrapolation.drift().forecast(HISTORY, 0));
        assertMessage(
                "number 1 of the history is Infinity, expected a finite one: fill the gap first",
                () -> Extrapolation.drift().forecast(new double[] {0, Double.POSITIVE_INFINITY}, 1));
        assertMessage("period is 0, expected at least 1, such as 12 for months", () -> Extrapolation.seasonal(0));
    }

    @Test
    void thePeriodIsFound() {
        SplittableRandom random = new SplittableRandom(5);
        for (int period : new int[] {2, 5, 12, 30}) {
            double[] season = random.doubles(period).toArray();
            double[] x = IntStream.range(0, 240)
                    .mapToDouble(t -> 0.05 * t + 4 * season[t % period] + random.nextDouble())
                    .toArray();
            assertEquals(period, Autocorrelation.period(x));
        }
        int found = 0;
        for (int k = 0; k < 100; k++) {
            found += Autocorrelation.period(random.doubles(150).toArray()) > 1 ? 1 : 0;
        }
        assertEquals(0, found, 15); // of white noise
        double[] line = IntStream.range(0, 50).mapToDouble(t -> 3 - 0.1 * t).toArray();
        assertEquals(1, Autocorrelation.period(line));
        assertEquals(1, Autocorrelation.period(new double[] {7, 7, 7, 7}));
    }

    @Test
    void autocorrelationsAreTheSumsOfProducts() {
        double[] r = Autocorrelation.of(new double[] {1, 2, 4, 1}, 3); // deviations -1 0 2 -1
        assertArrayEquals(new double[] {1, -2 / 6.0, -2 / 6.0, 1 / 6.0}, r, 1e-12);
        assertMessage(
                "lags is 4, expected 0 to 3 for 4 numbers", () -> Autocorrelation.of(new double[] {1, 2, 4, 1}, 4));
        assertMessage(
                "the numbers have the variance 0.0, expected finite ones that differ",
                () -> Autocorrelation.of(new double[] {1, 1}, 1));
        assertMessage(
                "there are 3 numbers, expected at least 4 to look for a season",
                () -> Autocorrelation.period(new double[3]));
    }

    /** From many steps of a series at once, each method says what it says of the series' beginnings one by one. */
    @Test
    void whatGoesAlongASeriesSaysWhatItSaysOfEachBeginning() {
        SplittableRandom random = new SplittableRandom(4);
        double[] series = IntStream.range(0, 90)
                .mapToDouble(t -> 40 + t + 5 * Math.sin(Math.PI * t / 2) + random.nextGaussian())
                .toArray();
        int[] origins = {8, 9, 9, 23, 24, 60, 89, 90};
        for (Extrapolation method : List.of(
                Extrapolation.last(),
                Extrapolation.seasonal(4),
                Extrapolation.drift(),
                ExponentialSmoothing.simple(),
                ExponentialSmoothing.holt(),
                ExponentialSmoothing.holt().damped(),
                ExponentialSmoothing.holtWinters(4),
                ExponentialSmoothing.holtWinters(4).damped().multiplicative())) {
            for (Extrapolation one : List.of(method, method.fitted(series))) {
                double[][] along = one.forecast(series, origins, 6);
                for (int k = 0; k < origins.length; k++) {
                    assertArrayEquals(
                            one.forecast(Arrays.copyOf(series, origins[k]), 6), along[k], 1e-9, one + " " + origins[k]);
                }
            }
        }
        assertEquals(0, Extrapolation.drift().forecast(series, new int[0], 6).length);
    }

    @Test
    void nothingBehindTheLastOriginIsRead() {
        double[] holed = {1, 2, 1, 2, 1, Double.NaN};
        for (Extrapolation method : List.of(
                Extrapolation.last(),
                Extrapolation.drift(),
                ExponentialSmoothing.simple().fitted(HISTORY))) {
            assertEquals(2, method.forecast(holed, new int[] {4, 5}, 3).length);
            assertMessage(
                    "number 5 of the history is NaN, expected a finite one: fill the gap first",
                    () -> method.forecast(holed, new int[] {4, 6}, 3));
            assertMessage(
                    "an origin is 3 after 4, expected rising ones up to the 6 numbers of the series",
                    () -> method.forecast(HISTORY, new int[] {4, 3}, 3));
            assertMessage(
                    "an origin is 7 after 4, expected rising ones up to the 6 numbers of the series",
                    () -> method.forecast(HISTORY, new int[] {4, 7}, 3));
            assertMessage("horizon is 0, expected at least 1", () -> method.forecast(HISTORY, new int[] {4}, 0));
        }
        assertMessage(
                "seasonal naive (4) needs a history of at least 4, but there are 3 numbers: give more, or take what needs"
                        + " less",
                () -> Extrapolation.seasonal(4).forecast(HISTORY, new int[] {3, 5}, 1));
    }
}
