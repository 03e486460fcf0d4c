package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Radius and norm of the recurrent weights. */
class SpectrumTest {
    @Test
    void radiusAndNormOfKnownMatrices() {
        // a shear: eigenvalues 0.5, 0.5; singular values by sqrt of those of W W^T = ((4.25, 1), (1, 0.25))
        Spectrum.Block shear = one(0.5f, 2, 0, 0.5f);
        assertEquals(0.5, shear.radius(), 1e-6);
        assertEquals(Math.sqrt((4.5 + Math.sqrt(4.5 * 4.5 - 4 * 0.0625)) / 2), shear.norm(), 1e-9);
        Spectrum.Block turn = one(0, -3, 3, 0);
        assertEquals(3, turn.radius(), 1e-9);
        assertEquals(3, turn.norm(), 1e-9);
        assertEquals(0, one(0, 0, 0, 0).norm());
    }

    private static Spectrum.Block one(float... w) {
        return Spectrum.of(Map.of("weight_hh_l0", Tensor.of(w, 2, 2))).blocks().get(0);
    }

    @Test
    void everyLayerDirectionAndGateHasItsBlock() {
        Map<String, Tensor> weights = new HashMap<>();
        Stacks.weights(CellType.GRU, 3, 4, 2, true, 1).forEach((name, tensor) -> weights.put("rnn." + name, tensor));
        weights.put("output.weight", Tensor.zeros(2, 4));
        Spectrum spectrum = Spectrum.of(weights);
        assertEquals(12, spectrum.blocks().size());
        Spectrum.Block block = spectrum.blocks().get(10);
        assertEquals(1, block.layer());
        assertEquals("backward", block.direction());
        assertEquals("z", block.gate());
        float[] w = weights.get("rnn.weight_hh_l1_reverse").values();
        Tensor own = Tensor.of(java.util.Arrays.copyOfRange(w, 16, 32), 4, 4);
        Spectrum.Block alone = Spectrum.of(Map.of("weight_hh_l0", own)).blocks().get(0);
        assertEquals(alone.radius(), block.radius());
        assertEquals(alone.norm(), block.norm());
        assertTrue(block.norm() >= block.radius());
        assertEquals(
                List.of("layer", "direction", "gate", "radius", "norm"),
                spectrum.table().columnNames());
        assertEquals(block.norm(), spectrum.table().doubleColumn("norm").get(10));
        assertEquals(
                List.of("i", "f", "g", "o"),
                Spectrum.of(Stacks.weights(CellType.LSTM, 3, 4, 1, false, 1)).blocks().stream()
                        .map(Spectrum.Block::gate)
                        .toList());
    }

    @Test
    void whatDoesNotFitSaysWhy() {
        assertMessage(
                "there is no weight_hh_l0 among the weights [w]: give the weights of a recurrent model or stack",
                () -> Spectrum.of(Map.of("w", Tensor.zeros(1))));
        Tensor square = Tensor.zeros(2, 2);
        assertMessage(
                "the weights are those of several stacks, [decoder., encoder.]: give those of one",
                () -> Spectrum.of(Map.of("encoder.weight_hh_l0", square, "decoder.weight_hh_l0", square)));
        assertMessage(
                "weight 'weight_hh_l0' has shape [4, 2], expected (gates x hidden, hidden) with 1, 3 or 4 gates",
                () -> Spectrum.of(Map.of("weight_hh_l0", Tensor.zeros(4, 2))));
    }
}
