package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rondo.cell.CellType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the weights of each cell start at. */
@Tag("engine")
class InitTest {
    private static final int HIDDEN = 64;
    private static final int FEATURES = 50;

    /** The weights of one layer under each name, without the suffix. */
    private static Map<String, float[]> weights(CellType cell, Init init) {
        try (NDManager manager = Engines.newManager()) {
            RecurrentStack stack = Rnn.of(cell, HIDDEN).init(init).block(9);
            stack.initialize(manager, DataType.FLOAT32, new Shape(1, 1, FEATURES));
            Map<String, float[]> found = new TreeMap<>();
            stack.getParameters()
                    .forEach(p -> found.put(
                            p.getKey().replace("_l0", ""),
                            p.getValue().getArray().toFloatArray()));
            return found;
        }
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void biasesAreZeroButThoseOfForgetGates(CellType cell) {
        Map<String, float[]> weights = weights(cell, Init.standard().forgetBias(2));
        float[] expected = new float[cell.gates() * HIDDEN];
        assertArrayEquals(expected, weights.get("bias_hh"));
        if (cell == CellType.LSTM || cell == CellType.PEEPHOLE_LSTM) {
            Arrays.fill(expected, HIDDEN, 2 * HIDDEN, 2); // rows i, f, g, o
        }
        assertArrayEquals(expected, weights.get("bias_ih"));
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void theIdentityIsThatOfEachGate(CellType cell) {
        float[] weight = weights(cell, Init.identity()).get("weight_hh");
        assertEquals(cell.gates() * HIDDEN * HIDDEN, weight.length);
        for (int k = 0; k < weight.length; k++) {
            assertEquals(k / HIDDEN % HIDDEN == k % HIDDEN ? 1 : 0, weight[k]);
        }
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void theDefaultIsXavierAndOrthogonal(CellType cell) {
        Map<String, float[]> weights = weights(cell, Init.standard());
        double bound = Math.sqrt(6.0 / (FEATURES + cell.gates() * HIDDEN));
        assertUniform(weights.get("weight_ih"), bound, 0.03);
        float[] w = weights.get("weight_hh"); // (gates x hidden, hidden)
        for (int a = 0; a < HIDDEN; a += 7) {
            for (int b = 0; b < HIDDEN; b += 7) {
                double product = 0;
                for (int row = 0; row < cell.gates() * HIDDEN; row++) {
                    product += w[row * HIDDEN + a] * w[row * HIDDEN + b];
                }
                assertEquals(a == b ? 1 : 0, product, 1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void heAndUniformHaveTheirSpread(CellType cell) {
        float[] he = weights(cell, new Init(Init.Scheme.HE, Init.Scheme.HE, 0)).get("weight_ih");
        assertEquals(Math.sqrt(2.0 / FEATURES), deviation(he), 0.01);
        weights(cell, Init.uniform()).forEach((name, values) -> assertUniform(values, 1 / Math.sqrt(HIDDEN), 0.2));
    }

    @Test
    void irnnIsThePublishedStart() {
        Map<String, float[]> weights = weights(CellType.RELU, Init.irnn());
        assertEquals(0.001, deviation(weights.get("weight_ih")), 0.00003);
        assertTrue(most(weights.get("weight_ih")) > 0.003, "normal, not uniform");
        assertArrayEquals(weights(CellType.RELU, Init.identity()).get("weight_hh"), weights.get("weight_hh"));
        assertArrayEquals(new float[HIDDEN], weights.get("bias_ih"));
        assertArrayEquals(new float[HIDDEN], weights.get("bias_hh"));
    }

    @Test
    void peepholesAreSmallAndTheRestIsTheLstms() {
        Map<String, float[]> lstm = weights(CellType.LSTM, Init.standard());
        for (Init init : new Init[] {Init.standard(), Init.identity(), Init.uniform(), Init.irnn()}) {
            Map<String, float[]> weights = weights(CellType.PEEPHOLE_LSTM, init);
            for (String name : new String[] {"weight_ci", "weight_cf", "weight_co"}) {
                assertEquals(HIDDEN, weights.get(name).length);
                assertUniform(weights.get(name), 1 / Math.sqrt(HIDDEN), 0.2);
            }
            assertTrue(!Arrays.equals(weights.get("weight_ci"), weights.get("weight_cf")));
            assertTrue(!Arrays.equals(weights.get("weight_cf"), weights.get("weight_co")));
            if (init.equals(Init.standard())) {
                lstm.forEach((name, values) -> assertArrayEquals(values, weights.get(name), name));
            }
        }
    }

    private static void assertUniform(float[] values, double bound, double share) {
        assertTrue(most(values) <= bound, () -> most(values) + " beyond " + bound);
        assertEquals(bound / Math.sqrt(3), deviation(values), bound / Math.sqrt(3) * share);
    }

    private static double most(float[] values) {
        double most = 0;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
