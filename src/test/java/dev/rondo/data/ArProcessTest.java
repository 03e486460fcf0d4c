package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArProcessTest {
    private static final ArProcess SOURCE =
            ArProcess.of(1.6, -0.9, 0.1).mean(20).deviation(2).seed(4);

    @Test
    void errorsOfOneCoefficientAreAGeometricSum() {
        ArProcess source = ArProcess.of(0.8).deviation(3);
        double sum = 0;
        for (int step = 1; step <= 10; step++) {
            sum += 9 * Math.pow(0.8, 2 * (step - 1));
            assertEquals(sum, source.floor(step), 1e-9);
        }
        assertEquals(9 / (1 - 0.64), source.memoryless(), 1e-9);
        assertEquals(source.memoryless(), source.floor(200), 1e-9);
    }

    @Test
    void theVarianceIsTheErrorFarAhead() {
        assertEquals(SOURCE.floor(2000), SOURCE.memoryless(), 1e-9 * SOURCE.memoryless());
    }

    @Test
    void theBestForecastHasTheErrorThatIsTold() {
        double[] x = Forecasting.values(SOURCE.table(40_000));
        int horizon = 6;
        double[] sums = new double[horizon];
        int count = 0;
        for (int t = 100; t + horizon <= x.length; t += 3, count++) {
            double[] forecast = SOURCE.forecast(Arrays.copyOfRange(x, t - 3, t), horizon);
            for (int step = 0; step < horizon; step++) {
                double error = forecast[step] - x[t + step];
                sums[step] += error * error;
            }
        }
        for (int step = 0; step < horizon; step++) {
            assertEquals(1, sums[step] / count / SOURCE.floor(step + 1), 0.06, "step " + (step + 1));
        }
    }

    @Test
    void noFittedForecastIsBetter() {
        double[] train = Forecasting.values(SOURCE.table(20_000));
        double[] test = Forecasting.values(SOURCE.seed(5).table(40_000));
        for (int step : new int[] {1, 4}) {
            double enough = Forecasting.linearError(train, test, 3, step) / SOURCE.floor(step);
            double more = Forecasting.linearError(train, test, 8, step) / SOURCE.floor(step);
            double fewer = Forecasting.linearError(train, test, 1, step) / SOURCE.floor(step);
            assertEquals(1, enough, 0.03);
            assertEquals(1, more, 0.03);
            assertTrue(fewer > 1.2, "from one value " + fewer);
        }
    }

    /** The first values have the variance and the correlation of all others. */
    @Test
    void seriesAreStationaryFromTheStart() {
        double[] squares = new double[4];
        double[] products = new double[4];
        int runs = 6000;
        for (int seed = 0; seed < runs; seed++) {
            double[] x = Forecasting.values(SOURCE.seed(seed).table(5));
            for (int t = 0; t < 4; t++) {
                squares[t] += (x[t] - 20) * (x[t] - 20) / runs;
                products[t] += (x[t] - 20) * (x[t + 1] - 20) / runs;
            }
        }
        double[] x = Forecasting.values(SOURCE.table(200_000));
        double together = 0;
        for (int t = 1; t < x.length; t++) {
            together += (x[t] - 20) * (x[t - 1] - 20) / (x.length - 1);
        }
        for (int t = 0; t < 4; t++) {
            assertEquals(1, squares[t] / SOURCE.memoryless(), 0.1);
            assertEquals(1, products[t] / together, 0.12);
        }
    }

    @Test
    void shortHistoriesAreForecastAsWellAsCanBe() {
        assertArrayEquals(new double[] {20, 20}, SOURCE.forecast(new double[0], 2), 1e-12);
        double first = 1.6 / 1.9; // a1 / (1 - a2) of an AR(2)
        assertEquals(first, ArProcess.of(1.6, -0.9).forecast(new double[] {1}, 1)[0], 1e-12);
        assertEquals(1.6 - 1.8, ArProcess.of(1.6, -0.9).forecast(new double[] {2, 1}, 1)[0], 1e-12);
    }

    @Test
    void theSeedDecides() {
        Forecasting.assertDraws(SOURCE, SOURCE.seed(9));
        assertEquals("AR(3)", SOURCE.table(1).name());
    }

    @Test
    void whatIsNotStationarySaysSo() {
        String end = " is not stationary: it would leave any bounds, expected smaller coefficients, such as 1.6, -0.8";
        assertMessage("the process with coefficients [1.0]" + end, () -> ArProcess.of(1));
        assertMessage("the process with coefficients [0.5, 0.6]" + end, () -> ArProcess.of(0.5, 0.6));
        assertMessage("the process with coefficients [0.0, 0.0, -1.1]" + end, () -> ArProcess.of(0, 0, -1.1));
        assertMessage("there is no coefficient, expected at least one, such as 0.8", () -> ArProcess.of());
        assertMessage(
                "mean is 0.0 and deviation 0.0, expected a finite mean and a deviation above 0, such as 0 and 1",
                () -> ArProcess.of(0.5).deviation(0));
    }
}
