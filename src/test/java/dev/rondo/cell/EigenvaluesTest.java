package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All eigenvalues, against matrices whose eigenvalues are known and against traces of powers. */
class EigenvaluesTest {

    @Test
    void aRotationHasAPair() {
        Eigenvalues found = Eigenvalues.of(Tensor.of(new float[] {3, -4, 4, 3}, 2, 2));
        assertArrayEquals(new double[] {3, 3}, found.real(), 1e-12);
        assertArrayEquals(new double[] {4, -4}, found.imaginary(), 1e-12);
        assertArrayEquals(new double[] {5, 5}, found.sizes(), 1e-12);
        assertEquals(5, found.largest(), 1e-12);
    }

    @Test
    void realOnesOfEitherSignAreAllThere() {
        assertReal(new double[] {-2, 1, 4}, 4, 7, 9, 0, -2, 5, 0, 0, 1); // triangular: blocks of one unit
        assertReal(new double[] {-1, 3}, 1, 2, 2, 1); // symmetric: one block of two
        assertReal(new double[] {0, 0, 3}, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    private static void assertReal(double[] expected, float... matrix) {
        Eigenvalues found = Eigenvalues.of(Tensor.of(matrix, expected.length, expected.length));
        double[] sorted = found.real().clone();
        Arrays.sort(sorted);
        assertArrayEquals(expected, sorted, 1e-12);
        assertArrayEquals(new double[expected.length], found.imaginary());
    }

    /** A ring of n units has the n-th roots of 1. */
    @Test
    void aRingHasTheRootsOfOne() {
        int n = 7;
        float[] ring = new float[n * n];
        for (int k = 0; k < n; k++) {
            ring[k * n + (k + 1) % n] = 1;
        }
        Eigenvalues found = Eigenvalues.of(Tensor.of(ring, n, n));
        double[] angles = new double[n];
        double[] expected = new double[n];
        for (int k = 0; k < n; k++) {
            angles[k] = Math.atan2(found.imaginary()[k], found.real()[k]);
            expected[k] = 2 * Math.PI * (k - n / 2) / n;
        }
        Arrays.sort(angles);
        assertArrayEquals(expected, angles, 1e-12);
    }

    /** The k-th powers of the eigenvalues add up to the trace of W^k, real parts and imaginary ones. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 30})
    void powersAddUpToTheTraces(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] w = new float[n * n];
        for (int k = 0; k < w.length; k++) {
            w[k] = (float) (random.nextGaussian() / Math.sqrt(n));
        }
        Eigenvalues found = Eigenvalues.of(Tensor.of(w, n, n));
        double[][] power = product(unit(n), w, n);
        for (int k = 1; k <= 4; k++) {
            double real = 0;
            double imaginary = 0;
            double trace = 0;
            for (int row = 0; row < n; row++) {
                double size = Math.pow(found.sizes()[row], k);
                double angle = k * Math.atan2(found.imaginary()[row], found.real()[row]);
                real += size * Math.cos(angle);
                imaginary += size * Math.sin(angle);
                trace += power[row][row];
            }
            assertEquals(trace, real, 1e-10, "W^" + k);
            assertEquals(0, imaginary, 1e-10);
            power = product(power, w, n);
        }
    }

    private static double[][] unit(int n) {
        double[][] unit = new double[n][n];
        for (int k = 0; k < n; k++) {
            unit[k][k] = 1;
        }
        return unit;
    }

    private static double[][] product(double[][] power, float[] w, int n) {
        double[][] product = new double[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                for (int k = 0; k < n; k++) {
                    product[row][column] += power[row][k] * w[k * n + column];
                }
            }
        }
        return product;
    }

    @Test
    void partsThatDoNotPairAreRefused() {
        assertEquals(
                "1 real and 2 imaginary parts came, expected as many of both",
                assertThrows(IllegalArgumentException.class, () -> new Eigenvalues(new double[1], new double[2]))
                        .getMessage());
    }
}
