package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against numbers worked out by hand. */
class RegressionTest {
    @Test
    void eachOutputIsMeasuredAndAllTogether() {
        float[][] actual = {{1, 10}, {2, 10}, {3, 40}};
        float[][] predicted = {{1, 20}, {4, 10}, {2, 30}};
        Regression result = Regression.of(actual, predicted);
        Regression.Output first = result.outputs().get(0); // errors 0, 2, -1; mean 2, deviations -1, 0, 1
        assertEquals(5.0 / 3, first.mse(), 1e-12);
        assertEquals(Math.sqrt(5.0 / 3), first.rmse(), 1e-12);
        assertEquals(1, first.mae(), 1e-12);
        assertEquals(1 - 5.0 / 2, first.r2(), 1e-12);
        Regression.Output second = result.outputs().get(1); // errors 10, 0, -10; mean 20, deviations -10, -10, 20
        assertEquals(200.0 / 3, second.mse(), 1e-12);
        assertEquals(20.0 / 3, second.mae(), 1e-12);
        assertEquals(1 - 200.0 / 600, second.r2(), 1e-12);
        assertEquals((5.0 / 3 + 200.0 / 3) / 2, result.mse(), 1e-12);
        assertEquals(Math.sqrt((5.0 / 3 + 200.0 / 3) / 2), result.rmse(), 1e-12);
        assertEquals((1 + 20.0 / 3) / 2, result.mae(), 1e-12);
        assertEquals((1 - 5.0 / 2 + 1 - 200.0 / 600) / 2, result.r2(), 1e-12);
        assertEquals(3, result.count());
        assertEquals("RMSE 5.845, MAE 3.833, R2 -0.4167 over 3 x 2 numbers", result.toString());
    }

    @Test
    void whoPredictsTheMeanExplainsNothing() {
        Regression result = Regression.of(new float[][] {{1}, {3}}, new float[][] {{2}, {2}});
        assertEquals(0, result.r2(), 1e-12);
    }

    @Test
    void whatNeverChangesHasNoVarianceToExplain() {
        Regression result = Regression.of(new float[][] {{1}, {1}}, new float[][] {{1}, {2}});
        assertTrue(Double.isNaN(result.r2()));
        assertEquals(0.5, result.mse(), 1e-12);
    }

    /** Far from zero, float sums would lose what is measured here. */
    @Test
    void smallErrorsOfLargeNumbersAreMeasured() {
        Regression result = Regression.of(new float[][] {{1e6f}, {1e6f + 1}}, new float[][] {{1e6f}, {1e6f + 2}});
        assertEquals(0.5, result.mse(), 1e-12);
        assertEquals(1 - 1 / 0.5, result.r2(), 1e-12);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage(
                "there are 0 rows predicted for 0 actual ones", () -> Regression.of(new float[0][], new float[0][]));
        assertMessage("there are 2 rows predicted for 1", () -> Regression.of(new float[1][1], new float[2][1]));
        assertMessage(
                "row 1 has 2 numbers predicted and 1 actual ones, expected 1 of each",
                () -> Regression.of(new float[2][1], new float[][] {{1}, {1, 2}}));
        assertMessage("nothing was measured: 0 outputs", () -> new Regression(List.of(), 1));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
