package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rondo.Close;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("engine")
class EnginesTest {
    @Test
    void theEngineAskedForIsInUseAndStays() {
        assertEquals(System.getProperty("rondo.engine"), Engines.name());
        Engines.use(Engines.name().toLowerCase(java.util.Locale.ROOT)); // the same again is no change
        String other = Engines.name().equals("MXNet") ? "PyTorch" : "MXNet";
        assertMessage(IllegalStateException.class, "came too late: " + Engines.name(), () -> Engines.use(other));
    }

    @Test
    void unknownNamesAreRefused() {
        assertMessage(
                IllegalArgumentException.class,
                "engine 'Torch' is not known: use one of [MXNet, PyTorch]",
                () -> Engines.use("Torch"));
        assertMessage(
                IllegalArgumentException.class, "device 'tpu' is not known", () -> Engines.use(Engines.name(), "tpu"));
        assertMessage(
                IllegalArgumentException.class,
                "device 'gpu99' is not there",
                () -> Engines.use(Engines.name(), "gpu99"));
    }

    @Test
    void crossEntropyAndItsGradientAreTheFormula() {
        try (NDManager manager = Engines.newManager()) {
            float[] scores = {1, 2, 3, 0, -1, 0.5f};
            NDArray logits = Tensors.array(manager, scores, new Shape(2, 3));
            NDArray labels = manager.create(new int[] {2, 0});
            NDArray mask = manager.create(new float[] {1, 0});
            logits.setRequiresGradient(true);
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray loss = Losses.crossEntropy(logits, labels);
                collector.backward(loss);
                assertEquals((-log(scores, 0, 2) - log(scores, 3, 0)) / 2, loss.getFloat(), 5e-6);
            }
            float[] expected = new float[6];
            for (int k = 0; k < 6; k++) {
                double p = Math.exp(log(scores, k / 3 * 3, k % 3));
                expected[k] = (float) ((p - (k == 2 || k == 3 ? 1 : 0)) / 2);
            }
            Close.assertClose(expected, logits.getGradient(), 1e-6, "gradient");
            assertEquals(
                    -log(scores, 0, 2),
                    Losses.crossEntropy(logits, labels, mask).getFloat(),
                    5e-6);
        }
    }

    private static double log(float[] scores, int from, int k) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += Math.exp(scores[from + j]);
        }
        return scores[from + k] - Math.log(sum);
    }

    private static void assertMessage(Class<? extends Exception> type, String part, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
