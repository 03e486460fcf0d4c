package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {
    private static float[] drawn(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** As the equation says it, number by number. */
    @ParameterizedTest
    @CsvSource({"6, 4, 3, 5", "7, 5, 2, 1", "2, 2, 1, 3"})
    void isTheEquation(int rows, int columns, int inputs, int outputs) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] w = drawn(random, outputs * inputs * 9);
        float[] b = drawn(random, outputs);
        float[][] x = new float[rows * columns][];
        for (int k = 0; k < x.length; k++) {
            x[k] = drawn(random, inputs);
        }
        Map<String, Tensor> weights = Map.of("w", Tensor.of(w, outputs, inputs, 3, 3), "b", Tensor.of(b, outputs));
        Convolution.Grid y =
                Convolution.of(weights, "w", "b", inputs, outputs).apply(new Convolution.Grid(rows, columns, x));
        assertEquals(rows / 2, y.rows());
        assertEquals(columns / 2, y.columns());
        assertEquals(rows / 2 * (columns / 2), y.cells().length);
        for (int k = 0; k < y.cells().length; k++) {
            float[] expected = new float[outputs];
            for (int out = 0; out < outputs; out++) {
                double greatest = 0;
                for (int near = 0; near < 4; near++) {
                    int row = 2 * (k / y.columns()) + near / 2;
                    int column = 2 * (k % y.columns()) + near % 2;
                    greatest = Math.max(greatest, z(w, b, x, new int[] {rows, columns, row, column, out}));
                }
                expected[out] = (float) greatest;
            }
            assertClose(expected, y.cells()[k], 1e-5, "cell " + k);
        }
    }

    private static double z(float[] w, float[] b, float[][] x, int[] at) {
        int inputs = x[0].length;
        double sum = b[at[4]];
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                int row = at[2] + i;
                int column = at[3] + j;
                for (int in = 0; in < inputs && row >= 0 && row < at[0] && column >= 0 && column < at[1]; in++) {
                    sum += w[((at[4] * inputs + in) * 3 + i + 1) * 3 + j + 1] * x[row * at[1] + column][in];
                }
            }
        }
        return sum;
    }

    @Test
    void theWeightsAreCopied() {
        float[] w = {0, 0, 0, 0, 2, 0, 0, 0, 0};
        Map<String, Tensor> weights = Map.of("w", Tensor.of(w, 1, 1, 3, 3), "b", Tensor.of(new float[] {1}, 1));
        Convolution layer = Convolution.of(weights, "w", "b", 1, 1);
        w[4] = 9;
        Convolution.Grid x = new Convolution.Grid(2, 2, new float[][] {{1}, {-3}, {5}, {4}});
        assertArrayEquals(new float[] {11}, layer.apply(x).cells()[0]);
        assertEquals("Convolution(1 -> 1)", layer.toString());
        String small = assertThrows(
                        IllegalArgumentException.class, () -> layer.apply(new Convolution.Grid(1, 2, new float[2][1])))
                .getMessage();
        assertTrue(small.contains("the grid is 1 x 2, expected at least 2 x 2"), small);
        String wide = assertThrows(
                        IllegalArgumentException.class, () -> layer.apply(new Convolution.Grid(2, 2, new float[4][2])))
                .getMessage();
        assertTrue(wide.contains("the cells[0] has 2 numbers, expected 1"), wide);
    }
}
