package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SineMixtureTest {
    private static final SineMixture SOURCE =
            SineMixture.of(0.5).wave(24, 2).wave(7.5, 1, 0.3).seed(2);

    @Test
    void withoutNoiseTheWavesAreLeft() {
        double[] x = Forecasting.values(
                SineMixture.of(0).wave(24, 2).wave(7.5, 1, 0.3).table(500));
        for (int t = 0; t < 500; t++) {
            double wave = 2 * Math.sin(2 * Math.PI * t / 24) + Math.sin(2 * Math.PI * (t / 7.5 + 0.3));
            assertEquals(wave, x[t], 1e-9);
        }
        double[] later = SOURCE.forecast(Arrays.copyOf(x, 480), 20);
        for (int k = 0; k < 20; k++) {
            assertEquals(x[480 + k], later[k], 1e-12);
        }
    }

    @Test
    void theBestForecastHasTheErrorThatIsTold() {
        double[] x = Forecasting.values(SOURCE.table(40_000));
        double[] best = SOURCE.forecast(new double[0], x.length);
        double sum = 0;
        double variance = 0;
        for (int t = 0; t < x.length; t++) {
            sum += (x[t] - best[t]) * (x[t] - best[t]) / x.length;
            variance += x[t] * x[t] / x.length;
        }
        assertEquals(1, sum / SOURCE.floor(7), 0.03);
        assertEquals(0.25, SOURCE.floor(7), 0);
        assertEquals(1, variance / SOURCE.memoryless(), 0.02);
        assertEquals(0.25 + 2 + 0.5, SOURCE.memoryless(), 1e-12);
    }

    /** A window of n values that tells nothing of the time costs about 2 w / n for w waves, as the comment says. */
    @Test
    void whoSeesAWindowComesNear() {
        double[] train = Forecasting.values(SOURCE.table(60_000));
        double[] test = Forecasting.values(SOURCE.seed(5).table(40_000));
        double error = Forecasting.linearError(train, test, 48, 3) / SOURCE.floor(3);
        assertEquals(1 + 4 / 48.0, error, 0.03);
        assertTrue(Forecasting.linearError(train, test, 4, 3) > 1.5 * SOURCE.floor(3));
    }

    @Test
    void wavesOfOnePeriodAddUpByTheirTurns() {
        assertEquals(0, SineMixture.of(0).wave(10, 1).wave(10, 1, 0.5).memoryless(), 1e-12);
        assertEquals(2, SineMixture.of(0).wave(10, 1).wave(10, 1).memoryless(), 1e-12);
        assertEquals(1, SineMixture.of(1).memoryless(), 0);
    }

    @Test
    void theSeedDecides() {
        Forecasting.assertDraws(SOURCE, SOURCE.seed(9));
        assertEquals("sines", SOURCE.table(1).name());
    }

    @Test
    void badNumbersSaySo() {
        assertMessage("deviation is -1.0, expected a finite number from 0, such as 0.3", () -> SineMixture.of(-1));
        String end =
                ", expected a period above 2 steps, an amplitude above 0, and a turn of 0 to 1, such as 24, 1 and 0";
        assertMessage("a wave of period 2.0, amplitude 1.0 and turn 0.0" + end, () -> SOURCE.wave(2, 1));
        assertMessage("a wave of period 9.0, amplitude 1.0 and turn 1.5" + end, () -> SOURCE.wave(9, 1, 1.5));
    }
}
