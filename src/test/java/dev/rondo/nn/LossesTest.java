package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rondo.Close;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each loss is its formula in double precision, and its gradient that of finite differences. */
@Tag("engine")
class LossesTest {
    private static final float[] SCORES = {1, -2, 0.5f, 3, -0.25f, 0, 0.75f, -1.5f, 2.25f, 0.125f, -0.5f, 1.25f};
    private static final int[] LABELS = {2, 0, 1, 1}; // (2, 2)
    private static final float[] MASK = {1, 1, 1, 0}; // (2, 2)
    private static final float[] TARGETS = {1, 0, 1, 1, 0, 0.25f, 0, 1, 1, 0, 1, 0};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void crossEntropyOfSteps() {
        NDArray labels = Tensors.array(manager, LABELS, new Shape(2, 2));
        assertLoss(logits -> Losses.crossEntropy(logits, labels), x -> crossEntropy(x, 4), new Shape(2, 2, 3));
        assertLoss(
                logits -> Losses.crossEntropy(logits.reshape(4, 3), labels.flatten()),
                x -> crossEntropy(x, 4),
                new Shape(2, 2, 3));
        NDArray mask = Tensors.array(manager, MASK, new Shape(2, 2));
        assertLoss(logits -> Losses.crossEntropy(logits, labels, mask), x -> crossEntropy(x, 3), new Shape(2, 2, 3));
        NDArray each = Losses.crossEntropies(Tensors.array(manager, SCORES, new Shape(2, 2, 3)), labels);
        assertEquals(labels.getShape(), each.getShape());
    }

    private static double crossEntropy(double[] x, int real) {
        double sum = 0;
        for (int k = 0; k < real; k++) {
            double all = 0;
            for (int j = 0; j < 3; j++) {
                all += Math.exp(x[3 * k + j]);
            }
            sum += Math.log(all) - x[3 * k + LABELS[k]];
        }
        return sum / real;
    }

    @Test
    void squaredError() {
        for (Shape shape : new Shape[] {new Shape(12), new Shape(2, 2, 3)}) {
            NDArray targets = Tensors.array(manager, TARGETS, shape);
            assertLoss(x -> Losses.squaredError(x, targets), x -> squaredError(x, 12), shape);
        }
        NDArray targets = Tensors.array(manager, TARGETS, new Shape(2, 2, 3));
        NDArray steps = Tensors.array(manager, MASK, new Shape(2, 2));
        assertLoss(x -> Losses.squaredError(x, targets, steps), x -> squaredError(x, 9), new Shape(2, 2, 3));
        NDArray rows = manager.create(MASK);
        assertLoss(x -> Losses.squaredError(x, targets.reshape(4, 3), rows), x -> squaredError(x, 9), new Shape(4, 3));
        NDArray single = manager.create(new float[] {1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0});
        assertLoss(x -> Losses.squaredError(x, targets.flatten(), single), x -> squaredError(x, 7), new Shape(12));
    }

    private static double squaredError(double[] x, int real) {
        double sum = 0;
        for (int k = 0; k < real; k++) {
            sum += (x[k] - TARGETS[k]) * (x[k] - TARGETS[k]);
        }
        return sum / real;
    }

    @Test
    void binaryCrossEntropy() {
        for (Shape shape : new Shape[] {new Shape(12), new Shape(2, 2, 3)}) {
            NDArray labels = Tensors.array(manager, TARGETS, shape);
            assertLoss(x -> Losses.binaryCrossEntropy(x, labels), x -> binaryCrossEntropy(x, 12), shape);
        }
        NDArray labels = Tensors.array(manager, TARGETS, new Shape(2, 2, 3));
        NDArray mask = Tensors.array(manager, MASK, new Shape(2, 2));
        assertLoss(x -> Losses.binaryCrossEntropy(x, labels, mask), x -> binaryCrossEntropy(x, 9), new Shape(2, 2, 3));
    }

    private static double binaryCrossEntropy(double[] x, int real) {
        double sum = 0;
        for (int k = 0; k < real; k++) {
            double p = 1 / (1 + Math.exp(-x[k]));
            sum -= TARGETS[k] * Math.log(p) + (1 - TARGETS[k]) * Math.log(1 - p);
        }
        return sum / real;
    }

    @Test
    void binaryCrossEntropyStandsLargeScores() {
        NDArray logits = manager.create(new float[] {200, -200, 200, -200, 15, -15});
        NDArray labels = manager.create(new int[] {1, 0, 0, 1, 1, 0}); // whole numbers do too
        logits.setRequiresGradient(true);
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDArray loss = Losses.binaryCrossEntropy(logits, labels);
            collector.backward(loss);
            double small = Math.log1p(Math.exp(-15));
            assertEquals((400 + 2 * small) / 6, loss.getFloat(), 1e-4);
        }
        float p = (float) (1 / (1 + Math.exp(15)) / 6);
        Close.assertClose(new float[] {0, 0, 1 / 6f, -1 / 6f, -p, p}, logits.getGradient(), 1e-9, "gradient");
    }

    @Test
    void whatStandsOnPaddingHasNoPart() {
        NDArray mask = manager.create(new float[] {1, 0});
        NDArray targets = manager.create(new float[] {2, -7});
        for (float padding : new float[] {0, 1e6f}) {
            NDArray x = manager.create(new float[] {1, padding});
            assertEquals(1, Losses.squaredError(x, targets, mask).getFloat());
        }
    }

    @Test
    void shapesThatDoNotBelongTogetherSaySo() {
        NDArray row = manager.ones(new Shape(4));
        NDArray column = manager.ones(new Shape(4, 1));
        NDArray steps = manager.ones(new Shape(2, 2, 3));
        String same = "have shape (4, 1) and targets (4): expected the same, reshape one of them";
        assertMessage("predictions " + same, () -> Losses.squaredError(column, row));
        assertMessage("predictions " + same, () -> Losses.squaredError(column, row, row));
        assertMessage("logits have shape (4) and labels (4, 1)", () -> Losses.binaryCrossEntropy(row, column));
        assertMessage("logits have shape (4) and labels (4): expected (pos", () -> Losses.crossEntropy(row, row));
        assertMessage("and labels (4): expected (positions, classes)", () -> Losses.crossEntropy(steps, row));
        assertMessage(
                "the mask has shape (4), the losses have (2, 2, 3): expected one number for each position",
                () -> Losses.squaredError(steps, steps, row));
        NDArray labels = manager.ones(new Shape(2, 2));
        assertMessage("the mask has shape (4), the losses", () -> Losses.crossEntropy(steps, labels, row));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private void assertLoss(UnaryOperator<NDArray> loss, ToDoubleFunction<double[]> formula, Shape shape) {
        NDArray x = Tensors.array(manager, SCORES, shape);
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDArray mean = loss.apply(x);
            collector.backward(mean);
            assertEquals(formula.applyAsDouble(doubles()), mean.getFloat(), 5e-6); // as near as MXNet comes
        }
        float[] expected = new float[SCORES.length];
        for (int k = 0; k < expected.length; k++) {
            double[] up = doubles();
            double[] down = doubles();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            expected[k] = (float) ((formula.applyAsDouble(up) - formula.applyAsDouble(down)) / 2e-5);
        }
        Close.assertClose(expected, x.getGradient(), 1e-6, "gradient");
    }

    private static double[] doubles() {
        double[] x = new double[SCORES.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = SCORES[k];
        }
        return x;
    }
}
