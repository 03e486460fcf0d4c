package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.ExponentialSmoothing.Parameters;
import dev.rondo.metric.ExponentialSmoothing.Season;
import dev.rondo.metric.ExponentialSmoothing.Trend;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExponentialSmoothingTest {
    private static final double[] SEASON = {1.2, 0.7, 1.1, 1.0};

    /** A line times, or plus, a season of four. */
    private static double[] series(int length, boolean times) {
        return IntStream.range(0, length)
                .mapToDouble(t -> times ? (20 + t) * SEASON[t % 4] : 20 + t + SEASON[t % 4])
                .toArray();
    }

    private static double[] noisy(int length) {
        SplittableRandom random = new SplittableRandom(3);
        return IntStream.range(0, length)
                .mapToDouble(t -> (20 + t) * SEASON[t % 4] + 4 * random.nextDouble())
                .toArray();
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void aLineWithASeasonGoesOn() {
        double[] both = series(52, false);
        double[] history = Arrays.copyOf(both, 40);
        double[] future = Arrays.copyOfRange(both, 40, 52);
        assertArrayEquals(future, ExponentialSmoothing.holtWinters(4).forecast(history, 12), 1e-6);
        assertEquals(0, ExponentialSmoothing.holtWinters(4).squaredError(history), 1e-12);
    }

    @Test
    void aSwingThatGrowsIsMultiplicative() {
        double[] history = series(40, true);
        double times = ExponentialSmoothing.holtWinters(4).multiplicative().squaredError(history);
        double plus = ExponentialSmoothing.holtWinters(4).squaredError(history);
        assertTrue(times < 0.05 * plus, times + " and " + plus);
    }

    /** The equations of the class's comment, step by step, with the states in lists. */
    @Test
    void theStatesFollowTheEquations() {
        double[] x = noisy(60);
        for (Season season : new Season[] {Season.ADDITIVE, Season.MULTIPLICATIVE}) {
            boolean times = season == Season.MULTIPLICATIVE;
            var given = new Parameters(0.3, 0.2, 0.4, 0.9);
            var method = new ExponentialSmoothing(Trend.DAMPED, season, 4, Optional.of(given));
            // forecasts of one step from longer and longer histories have the error that is told
            double sum = 0;
            for (int t = 8; t < 60; t++) {
                double error = x[t] - method.forecast(Arrays.copyOf(x, t), 1)[0];
                sum += error * error;
            }
            double early = method.squaredError(Arrays.copyOf(x, 8)) * 4;
            assertEquals(method.squaredError(x) * 56, early + sum, 1e-8 * sum, season.toString());
            // one more value changes the forecast by the shares of the surprise
            double[] before = method.forecast(Arrays.copyOf(x, 59), 5);
            double[] after = method.forecast(x, 4);
            double swing = Math.abs(after[0] - before[1]);
            assertTrue(swing > 1e-3 && swing < Math.abs(x[59] - before[0]), () -> times + " " + swing);
        }
    }

    @Test
    void theSlopeIsDamped() {
        double[] x = {1, 2, 3.5, 4, 5.5, 7};
        var damped = ExponentialSmoothing.holt().damped().with(new Parameters(0.5, 0.3, 0, 0.8));
        double[] forecast = damped.forecast(x, 5);
        double change = forecast[1] - forecast[0];
        for (int k = 2; k < 5; k++) {
            change *= 0.8;
            assertEquals(change, forecast[k] - forecast[k - 1], 1e-12);
        }
        var straight = ExponentialSmoothing.holt().with(new Parameters(0.5, 0.3, 0, 1));
        double[] undamped = ExponentialSmoothing.holt()
                .damped()
                .with(new Parameters(0.5, 0.3, 0, 1))
                .forecast(x, 5);
        assertArrayEquals(straight.forecast(x, 5), undamped, 0);
    }

    /** Where the fit ends, no neighbour within the bounds is better. */
    @Test
    void fittedParametersAreALeastOne() {
        double[] x = noisy(80);
        for (var method : new ExponentialSmoothing[] {
            ExponentialSmoothing.simple(),
            ExponentialSmoothing.holt().damped(),
            ExponentialSmoothing.holtWinters(4).trend(Trend.NONE),
            ExponentialSmoothing.holtWinters(4).multiplicative().damped()
        }) {
            var fitted = method.fitted(x);
            Parameters best = fitted.parameters().orElseThrow();
            double least = fitted.squaredError(x);
            assertEquals(least, method.squaredError(x), 0);
            for (double[] by : new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
                for (double size : new double[] {-0.01, 0.01}) {
                    double level = Math.min(1, Math.max(0, best.level() + size * by[0]));
                    double slope = Math.min(1, Math.max(0, best.slope() + size * by[1]));
                    double season = Math.min(1, Math.max(0, best.season() + size * by[2]));
                    boolean free = by[0] == 1
                            || (by[1] == 1 && method.trend() != Trend.NONE)
                            || (by[2] == 1 && method.season() != Season.NONE);
                    if (free) {
                        var other = method.with(new Parameters(level, slope, season, best.damping()));
                        assertTrue(other.squaredError(x) >= least * (1 - 1e-9), method.name() + " " + best);
                    }
                }
            }
        }
    }

    @Test
    void fittedOnceItOnlyFollows() {
        double[] x = noisy(60);
        var method = ExponentialSmoothing.holtWinters(4);
        var fitted = method.fitted(Arrays.copyOf(x, 40));
        assertEquals(
                fitted.parameters(),
                fitted.with(fitted.parameters().orElseThrow()).parameters());
        assertArrayEquals(method.forecast(Arrays.copyOf(x, 40), 6), fitted.forecast(Arrays.copyOf(x, 40), 6), 0);
        double[] later = fitted.forecast(x, 6);
        assertTrue(Math.abs(later[0] - x[56] * 77 / 73) < 12, () -> "it follows to " + later[0]);
        assertSame(method.season(), method.fitted(x).season());
    }

    @Test
    void allOfThemHaveNames() {
        assertEquals("simple smoothing", ExponentialSmoothing.simple().name());
        assertEquals("Holt", ExponentialSmoothing.holt().name());
        assertEquals("damped Holt", ExponentialSmoothing.holt().damped().name());
        assertEquals("Holt-Winters (12)", ExponentialSmoothing.holtWinters(12).name());
        var last = ExponentialSmoothing.holtWinters(12).multiplicative().damped();
        assertEquals("damped multiplicative Holt-Winters (12)", last.name());
        assertEquals(
                "level Holt-Winters (7)",
                ExponentialSmoothing.holtWinters(7).trend(Trend.NONE).name());
    }

    @Test
    void whatCannotBeSmoothedSaysSo() {
        assertMessage(
                "Holt-Winters (12) needs a history of at least 24, but there are 23 numbers: give more, or take what"
                        + " needs less",
                () -> ExponentialSmoothing.holtWinters(12).forecast(new double[23], 1));
        assertMessage(
                "number 1 of the history is NaN, expected a finite one: fill the gap first",
                () -> ExponentialSmoothing.simple().fitted(new double[] {1, Double.NaN}));
        assertMessage(
                "number 3 of the history is 0.0, expected numbers above 0 for a season that multiplies: take an"
                        + " additive one",
                () -> ExponentialSmoothing.holtWinters(2).multiplicative().squaredError(new double[] {1, 2, 1, 0}));
        assertMessage("horizon is 0, expected at least 1", () -> ExponentialSmoothing.holt()
                .forecast(new double[] {1, 2, 3}, 0));
        assertMessage(
                "Holt has no season to multiply by: begin with holtWinters(period)",
                () -> ExponentialSmoothing.holt().multiplicative());
        assertMessage(
                "period is 1, expected at least 2, such as 12 for months; take holt() without a season",
                () -> ExponentialSmoothing.holtWinters(1));
        assertMessage(
                "level 0.5, slope 1.2, season 0.0 and damping 1.0, expected 0 to 1 for each, and a damping above 0",
                () -> new Parameters(0.5, 1.2, 0, 1));
    }
}
