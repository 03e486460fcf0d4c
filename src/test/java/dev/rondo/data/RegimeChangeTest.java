package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.RegimeChange.Regime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeChangeTest {
    private static final RegimeChange SOURCE =
            RegimeChange.of(new Regime(0, 1, 0.97), new Regime(2, 0.5, 0.9)).seed(3);

    private static RegimeChange source(int which) {
        return switch (which) {
            case 0 -> SOURCE;
            case 1 -> RegimeChange.of(new Regime(1, 1, 0.9), new Regime(-1, 1, 0.9)); // much overlap
            case 2 -> RegimeChange.of(new Regime(0, 0.1, 0.9), new Regime(5, 0.1, 0.8)); // plain to see
            case 3 -> RegimeChange.of(new Regime(0, 1, 0.2), new Regime(3, 1, 0.1)); // back and forth
            default -> RegimeChange.of(new Regime(0, 1, 0.3), new Regime(3, 1, 0.7)); // by lot
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theBestForecastHasTheErrorThatIsTold(int which) {
        RegimeChange source = source(which);
        double[] x = Forecasting.values(source.table(200_000));
        int horizon = 4;
        double[] sums = new double[horizon];
        int count = x.length - 100 - horizon;
        double[] window = new double[60]; // what was before is forgotten
        for (int t = 100; t < 100 + count; t++) {
            System.arraycopy(x, t - window.length, window, 0, window.length);
            double[] forecast = t % 4 == 0 ? source.forecast(window, horizon) : new double[0];
            for (int step = 0; step < forecast.length; step++) {
                double error = forecast[step] - x[t + step];
                sums[step] += error * error / (count / 4.0);
            }
        }
        for (int step = 1; step <= horizon; step++) {
            assertEquals(1, sums[step - 1] / source.floor(step), 0.03, "step " + step);
        }
    }

    /** By enumeration: given a short history, the forecast is the mean over all regimes that may have been. */
    @Test
    void theForecastIsTheMeanOverAllPaths() {
        double[] x = {0.3, 1.7, 2.4, -0.2};
        Regime[] regimes = {SOURCE.first(), SOURCE.second()};
        double[] shares = {0.1 / 0.13, 0.03 / 0.13};
        double weights = 0;
        double mean = 0;
        for (int path = 0; path < 64; path++) { // four values and two steps on
            double weight = shares[path & 1];
            for (int t = 0; t < 6; t++) {
                Regime regime = regimes[path >> t & 1];
                if (t > 0) {
                    Regime before = regimes[path >> (t - 1) & 1];
                    weight *= before == regime ? before.stay() : 1 - before.stay();
                }
                double z = t < 4 ? (x[t] - regime.mean()) / regime.deviation() : 0;
                weight *= t < 4 ? Math.exp(-z * z / 2) / regime.deviation() : 1;
            }
            weights += weight;
            mean += weight * regimes[path >> 5].mean();
        }
        assertEquals(mean / weights, SOURCE.forecast(x, 2)[1], 1e-12);
        assertEquals(SOURCE.share() * 2, SOURCE.forecast(new double[0], 3)[2], 1e-12);
    }

    @Test
    void boundsAreInOrder() {
        for (int which = 0; which < 5; which++) {
            RegimeChange source = source(which);
            for (int step = 1; step < 5; step++) {
                double floor = source.floor(step);
                assertTrue(source.floorIfTold(step) <= floor + 1e-6);
                assertTrue(floor <= source.memoryless() + 1e-6);
                assertTrue(floor <= source.floor(step + 1) + 1e-6);
            }
        }
        // regimes that are plain to see are as good as told; those by lot tell nothing
        assertEquals(1, source(2).floor(1) / source(2).floorIfTold(1), 1e-3);
        assertEquals(source(4).memoryless(), source(4).floor(1), 1e-9);
    }

    @Test
    void noFittedForecastIsBetter() {
        double[] train = Forecasting.values(SOURCE.table(60_000));
        double[] test = Forecasting.values(SOURCE.seed(8).table(100_000));
        double ratio = Forecasting.linearError(train, test, 12, 1) / SOURCE.floor(1);
        assertTrue(ratio > 1.02 && ratio < 1.2, "a linear forecast has " + ratio);
    }

    @Test
    void valuesAreThoseOfTheRegimes() {
        var table = SOURCE.table(100_000);
        double[] x = Forecasting.values(table);
        String[] regimes = table.stringColumn("regime").asObjectArray();
        double variance = 0;
        long second = Arrays.stream(regimes).filter("second"::equals).count();
        double[] sums = new double[2];
        for (int t = 0; t < x.length; t++) {
            variance += Math.pow(x[t] - 2 * SOURCE.share(), 2) / x.length;
            sums[0] += regimes[t].equals("first") ? x[t] * x[t] / (x.length - second) : 0;
            sums[1] += regimes[t].equals("second") ? (x[t] - 2) * (x[t] - 2) / second : 0;
        }
        assertEquals(SOURCE.share(), second / 1e5, 0.02);
        assertEquals(1, sums[0], 0.03);
        assertEquals(0.25, sums[1], 0.01);
        assertEquals(1, variance / SOURCE.memoryless(), 0.03);
    }

    @Test
    void theSeedDecides() {
        Forecasting.assertDraws(SOURCE, SOURCE.seed(9));
        assertEquals("regimes", SOURCE.table(1).name());
    }

    @Test
    void badNumbersSaySo() {
        assertMessage(
                "a regime of mean 0.0, deviation 1.0 and chance to stay 1.0, expected a finite mean, a deviation above"
                        + " 0, and a chance between 0 and 1, such as 0, 1 and 0.98",
                () -> new Regime(0, 1, 1));
        assertMessage("step is 0, expected at least 1, such as 1", () -> SOURCE.floorIfTold(0));
    }
}
