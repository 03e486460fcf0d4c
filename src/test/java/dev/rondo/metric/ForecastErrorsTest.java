package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ForecastErrorsTest {
    private static final double[][] ACTUAL = {{2, 4}, {-5, 10}};
    private static final double[][] PREDICTED = {{3, 4}, {5, 6}};

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static double[][][] band(double low, double high) {
        double[][][] all = new double[2][2][];
        for (double[][] forecast : all) {
            forecast[0] = new double[] {low, high};
            forecast[1] = new double[] {low, high};
        }
        return all;
    }

    @Test
    void errorsAreMeansOverAllNumbers() {
        ForecastErrors errors = Forecasts.of(ACTUAL, PREDICTED).scales(2, 4).errors();
        assertEquals(4, errors.count());
        assertEquals((1 + 0 + 10 + 4) / 4.0, errors.mae(), 1e-12);
        assertEquals((1 + 0 + 100 + 16) / 4.0, errors.mse(), 1e-12);
        assertEquals(Math.sqrt(117 / 4.0), errors.rmse(), 1e-12);
        assertEquals(100 * (0.5 + 0 + 2 + 0.4) / 4, errors.mape(), 1e-12);
        assertEquals(200 * (1 / 5.0 + 0 + 1 + 4 / 16.0) / 4, errors.smape(), 1e-12);
        assertEquals((1 / 2.0 + 0 + 10 / 4.0 + 4 / 4.0) / 4, errors.mase(), 1e-12);
        assertTrue(Double.isNaN(errors.pinball()) && Double.isNaN(errors.coverage()));
        assertEquals("MAE 3.750, RMSE 5.408, MAPE 72.50, sMAPE 72.50, MASE 1.000 over 4 numbers", errors.toString());
    }

    @Test
    void stepsAreMeasuredByThemselves() {
        List<ForecastErrors> steps = Forecasts.of(ACTUAL, PREDICTED)
                .scale(2)
                .quantiles(new double[] {0.2, 0.8}, band(0, 4))
                .errorsByStep();
        assertEquals(2, steps.size());
        assertEquals(5.5, steps.get(0).mae(), 1e-12);
        assertEquals(2, steps.get(1).mae(), 1e-12);
        assertEquals(2, steps.get(1).count());
        assertEquals(2.75, steps.get(0).mase(), 1e-12);
        assertEquals(0.5, steps.get(0).coverage(), 1e-12); // 2 of 2, -5
        assertEquals(0.5, steps.get(1).coverage(), 1e-12); // 4 of 4, 10
        assertEquals(0.5, steps.get(0).quantiles().get(0).below(), 0);
        assertEquals(0, steps.get(1).quantiles().get(0).below(), 0);
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        ForecastErrors errors =
                Forecasts.of(new double[][] {{0, 1}}, new double[][] {{0, 1}}).errors();
        assertEquals(0, errors.smape(), 0); // 0 for 0 is right
        assertTrue(Double.isNaN(errors.mape()) && Double.isNaN(errors.mase()));
        ForecastErrors off =
                Forecasts.of(new double[][] {{0, 1}}, new double[][] {{3, 1}}).errors();
        assertTrue(Double.isNaN(off.mape())); // not infinite either
        assertEquals(100, off.smape(), 1e-12);
        assertEquals(
                "MAE 0.000, RMSE 0.000, MAPE not defined, sMAPE 0.000, MASE not defined over 2 numbers",
                errors.toString());
        assertTrue(Double.isNaN(
                Forecasts.of(ACTUAL, PREDICTED).scales(1, 0).errors().mase()));
    }

    @Test
    void theScaleIsTheSeasonalNaiveErrorOfTheHistory() {
        double[] history = {1, 4, 2, 8, 3, 3};
        assertEquals((3 + 2 + 6 + 5 + 0) / 5.0, ForecastErrors.scale(history, 1), 1e-12);
        assertEquals((1 + 4 + 1 + 5) / 4.0, ForecastErrors.scale(history, 2), 1e-12);
        // the seasonal naive forecast of one step, over that same stretch, has the MASE 1
        double[][] actual = {{2}, {8}, {3}, {3}};
        double[][] naive = {{1}, {4}, {2}, {8}};
        double mase = Forecasts.of(actual, naive)
                .scale(ForecastErrors.scale(history, 2))
                .errors()
                .mase();
        assertEquals(1, mase, 1e-12);
    }

    @Test
    void pinballLossIsLeastAtTheTrueQuantile() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] actual = new double[20_000][1];
        for (double[] row : actual) {
            row[0] = random.nextDouble();
        }
        double least = pinball(actual, 0.3);
        assertEquals(0.3 * 0.7 / 2, least, 2e-3); // of a uniform number
        assertTrue(least < pinball(actual, 0.26) && least < pinball(actual, 0.34));
        ForecastErrors.Quantile quantile = quantile(actual, 0.3);
        assertEquals(0.3, quantile.atMost(), 0.02);
        assertEquals(0.3, quantile.level(), 0);
    }

    private static ForecastErrors.Quantile quantile(double[][] actual, double value) {
        double[][][] quantiles = new double[actual.length][1][];
        for (double[][] forecast : quantiles) {
            forecast[0] = new double[] {value};
        }
        ForecastErrors errors = Forecasts.of(actual, actual)
                .quantiles(new double[] {0.3}, quantiles)
                .errors();
        assertTrue(Double.isNaN(errors.coverage()));
        return errors.quantiles().get(0);
    }

    private static double pinball(double[][] actual, double value) {
        return quantile(actual, value).pinball();
    }

    @Test
    void coverageCountsWhatLiesBetween() {
        ForecastErrors errors = Forecasts.of(ACTUAL, PREDICTED)
                .quantiles(new double[] {0.1, 0.9}, band(2, 4))
                .errors();
        assertEquals(0.5, errors.coverage(0.1, 0.9), 1e-12); // both ends count
        assertEquals(0.5, errors.coverage(), 1e-12);
        double low = (0.1 * 0 + 0.1 * 2 + 0.9 * 7 + 0.1 * 8) / 4;
        double high = (0.1 * 2 + 0 + 0.1 * 9 + 0.9 * 6) / 4;
        assertEquals((low + high) / 2, errors.pinball(), 1e-12);
        assertEquals(
                List.of("MAE", "RMSE", "MAPE", "sMAPE", "MASE", "pinball", "coverage"),
                List.copyOf(errors.byName().keySet()));
        assertEquals(0.5, errors.byName().get("coverage"), 1e-12);
        assertMessage(
                "no quantile of level 0.2 was forecast, expected one of [0.1, 0.9]", () -> errors.coverage(0.2, 0.9));
        assertMessage(
                "an interval from level 0.9 to 0.1, expected the lower one first", () -> errors.coverage(0.9, 0.1));
    }

    @Test
    void theScoreOfSamplesIsTheIntegralOfPinballLoss() {
        double[] samples = {3, -1, 4, 4, 0.5};
        double sum = 0;
        for (double a : samples) {
            sum += Math.abs(a - 2) / 5;
            for (double b : samples) {
                sum -= Math.abs(a - b) / 50;
            }
        }
        assertEquals(sum, ForecastErrors.crps(samples, 2), 1e-12);
        double integral = 0; // of the squared distance between both distribution functions
        for (double x = -2; x < 5; x += 1e-3) {
            double share = 0;
            for (double a : samples) {
                share += a <= x ? 0.2 : 0;
            }
            double difference = share - (x >= 2 ? 1 : 0);
            integral += 1e-3 * difference * difference;
        }
        assertEquals(integral, ForecastErrors.crps(samples, 2), 5e-3);
        assertEquals(3, ForecastErrors.crps(new double[] {5, 5}, 2), 1e-12);
        assertMessage("there is no sample, expected at least one", () -> ForecastErrors.crps(new double[0], 1));
    }

    @Test
    void badNumbersSaySo() {
        assertMessage(
                "there are 1 forecasts for 2 stretches of actual numbers: expected as many, at least one, and at"
                        + " least one step",
                () -> Forecasts.of(ACTUAL, new double[1][2]));
        assertMessage(
                "predicted: row 1 has 3 numbers, expected 2",
                () -> Forecasts.of(ACTUAL, new double[][] {{1, 2}, {1, 2, 3}}));
        assertMessage(
                "actual: number 1 of row 0 is NaN, expected a finite one: leave out what did not come",
                () -> Forecasts.of(new double[][] {{1, Double.NaN}}, new double[1][2]));
        Forecasts both = Forecasts.of(ACTUAL, PREDICTED);
        assertMessage("there are 3 scales for 2 forecasts: expected as many", () -> both.scales(1, 1, 1));
        assertMessage("a scale is -1.0, expected a finite one from 0: see ForecastErrors.scale", () -> both.scale(-1));
        assertMessage(
                "levels are [0.9, 0.1], expected rising ones between 0 and 1, such as 0.1, 0.5, 0.9",
                () -> both.quantiles(new double[] {0.9, 0.1}, band(1, 2)));
        assertMessage(
                "the quantiles of step 0 of forecast 0 are [2.0, 1.0], expected rising ones: sort them, which makes"
                        + " their loss no higher",
                () -> both.quantiles(new double[] {0.1, 0.9}, band(2, 1)));
        assertMessage(
                "there are quantiles of 0 forecasts at 1 levels, expected those of all 2",
                () -> both.quantiles(new double[] {0.1}, new double[0][][]));
        assertMessage(
                "a scale by period 6 from 6 numbers, expected a period from 1 and more numbers than that: give more"
                        + " history, or period 1",
                () -> ForecastErrors.scale(new double[6], 6));
    }

    @Test
    void theScaleOfEachForecastIsOfWhatLiesBeforeIt() {
        double[] series = {3, 1, 4, 1, 5, 9, 2, 6};
        int[] origins = {3, 4, 4, 8};
        double[] scales = ForecastErrors.scales(series, origins, 2);
        for (int k = 0; k < origins.length; k++) {
            assertEquals(ForecastErrors.scale(Arrays.copyOf(series, origins[k]), 2), scales[k]);
        }
        for (int[] wrong : new int[][] {{2}, {5, 4}, {9}}) {
            String message = assertThrows(IllegalArgumentException.class, () -> ForecastErrors.scales(series, wrong, 2))
                    .getMessage();
            assertEquals(
                    "a scale by period 2 at origin " + wrong[wrong.length - 1] + " after "
                            + (wrong.length > 1 ? wrong[0] : 0) + " of 8 numbers, expected a period from 1, and rising"
                            + " origins behind the first period and within the series",
                    message);
        }
        assertThrows(IllegalArgumentException.class, () -> ForecastErrors.scales(series, origins, 0));
    }
}
