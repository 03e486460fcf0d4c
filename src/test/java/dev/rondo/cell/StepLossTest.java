package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and gradients of the losses of one step: PyTorch's, finite differences, and scores far out. */
class StepLossTest {
    private static final float[] SCORES = {0.5f, -2, 3, 0.25f};
    private static final float[] TARGET = {1, 0, 0.25f, 0.5f};
    private static final float[] DISTRIBUTION = {0.125f, 0.25f, 0.5f, 0.125f};

    /** PyTorch 1.13 in float64: mse_loss / 2, binary_cross_entropy_with_logits, cross_entropy, all with reduction sum. */
    @Test
    void valuesAndGradientsArePyTorchs() {
        assertEquals(5.9375, StepLoss.SQUARED_ERROR.value(SCORES, TARGET), 1e-9);
        assertClose(
                new float[] {-0.5f, -2, 2.75f, -0.25f},
                StepLoss.SQUARED_ERROR.gradient(SCORES, TARGET),
                1e-7,
                "squared");
        assertEquals(3.600531767, StepLoss.BINARY_CROSS_ENTROPY.value(SCORES, TARGET), 1e-9);
        assertClose(
                new float[] {-0.37754067f, 0.11920292f, 0.70257413f, 0.06217650f},
                StepLoss.BINARY_CROSS_ENTROPY.gradient(SCORES, TARGET),
                1e-7,
                "binary");
        assertEquals(2.048401092, StepLoss.CROSS_ENTROPY.value(SCORES, DISTRIBUTION), 1e-9);
        assertClose(
                new float[] {-0.05379207f, -0.24415490f, 0.36749018f, -0.06954321f},
                StepLoss.CROSS_ENTROPY.gradient(SCORES, DISTRIBUTION),
                1e-7,
                "distribution");
        assertEquals(5.142151092, StepLoss.CROSS_ENTROPY.value(SCORES, StepLoss.oneHot(1, 4)), 1e-9);
        assertClose(
                new float[] {0.07120793f, -0.99415490f, 0.86749018f, 0.05545679f},
                StepLoss.CROSS_ENTROPY.gradient(SCORES, StepLoss.oneHot(1, 4)),
                1e-7,
                "class");
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheSlopesOfTheValue(StepLoss loss) {
        for (int k = 0; k < SCORES.length; k++) {
            float[] above = SCORES.clone();
            float[] below = SCORES.clone();
            above[k] += 1 / 256f;
            below[k] -= 1 / 256f;
            double slope = (loss.value(above, DISTRIBUTION) - loss.value(below, DISTRIBUTION)) * 128;
            assertEquals(slope, loss.gradient(SCORES, DISTRIBUTION)[k], 1e-5);
        }
    }

    @Test
    void aConfidentMistakeCostsItsFullPrice() {
        float[] sure = {1000};
        assertEquals(1000, StepLoss.BINARY_CROSS_ENTROPY.value(sure, new float[] {0}));
        assertEquals(0, StepLoss.BINARY_CROSS_ENTROPY.value(sure, new float[] {1}));
        assertEquals(1000, StepLoss.BINARY_CROSS_ENTROPY.value(new float[] {-1000}, new float[] {1}));
        assertClose(new float[] {1}, StepLoss.BINARY_CROSS_ENTROPY.gradient(sure, new float[] {0}), 0, "binary");
        assertEquals(Math.exp(-50), StepLoss.BINARY_CROSS_ENTROPY.value(new float[] {50}, new float[] {1}), 1e-30);
        float[] one = {1000, 0, -1000};
        assertEquals(2000, StepLoss.CROSS_ENTROPY.value(one, StepLoss.oneHot(2, 3)));
        assertEquals(0, StepLoss.CROSS_ENTROPY.value(one, StepLoss.oneHot(0, 3)));
        assertClose(new float[] {1, 0, -1}, StepLoss.CROSS_ENTROPY.gradient(one, StepLoss.oneHot(2, 3)), 0, "softmax");
    }

    /** A score of minus infinity rules a choice out: it costs nothing as long as it is not the target. */
    @Test
    void aChoiceRuledOutLeavesTheOthersAlone() {
        float[] scores = {0, Float.NEGATIVE_INFINITY, 0};
        assertEquals(Math.log(2), StepLoss.CROSS_ENTROPY.value(scores, StepLoss.oneHot(0, 3)), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, StepLoss.CROSS_ENTROPY.value(scores, StepLoss.oneHot(1, 3)));
    }

    @Test
    void predictionsAreWhatTheLossMeasures() {
        assertClose(SCORES, StepLoss.SQUARED_ERROR.prediction(SCORES), 0, "squared");
        float[] each = StepLoss.BINARY_CROSS_ENTROPY.prediction(new float[] {0, (float) Math.log(3), 1000, -1000});
        assertClose(new float[] {0.5f, 0.75f, 1, 0}, each, 1e-7, "binary");
        float[] all = StepLoss.CROSS_ENTROPY.prediction(new float[] {1000, 1000 + (float) Math.log(3)});
        assertClose(new float[] {0.25f, 0.75f}, all, 1e-4, "softmax"); // a float near 1000 has four places
        assertClose(new float[] {1}, StepLoss.CROSS_ENTROPY.prediction(new float[] {-7}), 0, "one");
    }

    @Test
    void targetsThatDoNotFitAreNamed() {
        for (StepLoss loss : StepLoss.values()) {
            assertMessage("the target has 3 numbers, expected 4", () -> loss.value(SCORES, new float[3]));
            assertMessage("the target has 3 numbers, expected 4", () -> loss.gradient(SCORES, new float[3]));
        }
        assertMessage(
                "the target is [1.5], expected numbers from 0 to 1",
                () -> StepLoss.BINARY_CROSS_ENTROPY.value(new float[1], new float[] {1.5f}));
        assertMessage(
                "the target is [1.5, -0.5], expected numbers from 0 to 1",
                () -> StepLoss.CROSS_ENTROPY.gradient(new float[2], new float[] {1.5f, -0.5f}));
        assertMessage(
                "the target's shares add up to 2.0, expected 1: give a distribution, such as oneHot(index, length)",
                () -> StepLoss.CROSS_ENTROPY.value(new float[2], new float[] {1, 1}));
        assertMessage("index is 4, expected 0 to 3", () -> StepLoss.oneHot(4, 4));
        assertMessage("index is -1, expected 0 to 3", () -> StepLoss.oneHot(-1, 4));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
