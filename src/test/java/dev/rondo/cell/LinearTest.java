package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The affine map forward and back. */
class LinearTest {
    private static final Map<String, Tensor> WEIGHTS = Map.of(
            "w", Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 2, 7),
            "b", Tensor.of(new float[] {100, 200}, 2));
    private static final Linear MAP = Linear.of(WEIGHTS, "w", "b", 7, 2);

    @Test
    void forwardIsRowsTimesColumnAlsoWithZeros() {
        assertClose(new float[] {128, 277}, MAP.apply(new float[] {1, 1, 1, 1, 1, 1, 1}), 0, "all");
        assertClose(new float[] {104, 211}, MAP.apply(new float[] {0, 0, 0, 1, 0, 0, 0}), 0, "one");
    }

    @Test
    void backIsColumnsTimesGradientAndAddsToTheSums() {
        Map<String, Tensor> sums = new TreeMap<>();
        float[] x = {1, 0, 2, 0, 0, 0, -1};
        assertClose(new float[] {-13, -12, -11, -10, -9, -8, -7}, MAP.back(x, new float[] {3, -2}, sums), 0, "dx");
        assertEquals(Tensor.of(new float[] {3, 0, 6, 0, 0, 0, -3, -2, 0, -4, 0, 0, 0, 2}, 2, 7), sums.get("w"));
        assertEquals(Tensor.of(new float[] {3, -2}, 2), sums.get("b"));
        assertClose(new float[] {1, 2, 3, 4, 5, 6, 7}, MAP.back(x, new float[] {1, 0}, sums), 0, "dx again");
        assertEquals(Tensor.of(new float[] {4, 0, 8, 0, 0, 0, -4, -2, 0, -4, 0, 0, 0, 2}, 2, 7), sums.get("w"));
        assertEquals(Tensor.of(new float[] {4, -2}, 2), sums.get("b"));
    }

    @Test
    void withoutABiasThereIsNoneAndNoGradientOfOne() {
        Linear map = Linear.of(WEIGHTS, "w", 7, 2);
        assertEquals(7, map.inputs());
        assertEquals(2, map.outputs());
        assertClose(new float[] {28, 77}, map.apply(new float[] {1, 1, 1, 1, 1, 1, 1}), 0, "y");
        Map<String, Tensor> sums = new TreeMap<>();
        map.back(new float[] {1, 0, 0, 0, 0, 0, 0}, new float[] {3, -2}, sums);
        map.rows(1, 2).back(new float[] {0, 1, 0, 0, 0, 0, 0}, new float[] {5}, sums);
        assertEquals(Map.of("w", Tensor.of(new float[] {3, 0, 0, 0, 0, 0, 0, -2, 5, 0, 0, 0, 0, 0}, 2, 7)), sums);
    }

    @Test
    void someRowsAreAMapOfTheirOwnWithinTheSameWeights() {
        Linear last = MAP.rows(1, 2);
        Map<String, Tensor> sums = new TreeMap<>();
        float[] x = {1, 0, 0, 0, 0, 0, 0};
        assertClose(new float[] {208}, last.apply(x), 0, "y");
        assertClose(new float[] {16, 18, 20, 22, 24, 26, 28}, last.back(x, new float[] {2}, sums), 0, "dx");
        assertEquals(Tensor.of(new float[] {0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0}, 2, 7), sums.get("w"));
        assertEquals(Tensor.of(new float[] {0, 2}, 2), sums.get("b"));
    }

    /** Sizes that are no multiple of the four columns taken at once, against sums in double precision. */
    @Test
    void anySizeGoesBothWays() {
        SplittableRandom random = new SplittableRandom(4);
        for (int inputs = 1; inputs <= 9; inputs++) {
            for (int outputs = 1; outputs <= 9; outputs++) {
                float[] w = numbers(inputs * outputs, random);
                Map<String, Tensor> weights = Map.of("w", Tensor.of(w, outputs, inputs), "b", Tensor.zeros(outputs));
                Linear map = Linear.of(weights, "w", "b", inputs, outputs);
                float[] x = numbers(inputs, random);
                float[] dy = numbers(outputs, random);
                float[] y = new float[outputs];
                float[] dx = new float[inputs];
                for (int row = 0; row < outputs; row++) {
                    for (int column = 0; column < inputs; column++) {
                        y[row] += w[row * inputs + column] * x[column];
                        dx[column] += w[row * inputs + column] * dy[row];
                    }
                }
                assertClose(y, map.apply(x), 1e-5, "y " + inputs + " -> " + outputs);
                assertClose(dx, map.back(x, dy, new TreeMap<>()), 1e-5, "dx " + inputs + " -> " + outputs);
            }
        }
    }

    private static float[] numbers(int count, SplittableRandom random) {
        return DoubleStack.floats(random.doubles(count, -1, 1).toArray());
    }

    @Test
    void lengthsThatDoNotFitAreNamed() {
        Map<String, Tensor> sums = new TreeMap<>();
        assertMessage("the input has 2 numbers, expected 7", () -> MAP.apply(new float[2]));
        assertMessage("the input has 2 numbers, expected 7", () -> MAP.back(new float[2], new float[2], sums));
        assertMessage(
                "the gradient of the output has 3 numbers, expected 2",
                () -> MAP.back(new float[7], new float[3], sums));
        sums.put("w", Tensor.zeros(7, 2));
        assertMessage("weight 'w' has shape [7, 2], expected [2, 7]", () -> MAP.back(new float[7], new float[2], sums));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
