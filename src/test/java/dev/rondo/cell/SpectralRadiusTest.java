package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.Golden;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spectral radius against matrices whose eigenvalues are known, and against numpy's. */
class SpectralRadiusTest {

    @Test
    void rotationsTurnAtAnyAngleWithoutWavering() {
        assertEquals(5, radius(3, -4, 4, 3), 1e-11); // eigenvalues 3 +- 4i
        assertEquals(1, radius(0, -1, 1, 0), 1e-12);
        for (int degrees = 1; degrees < 180; degrees += 7) {
            float c = (float) Math.cos(Math.toRadians(degrees));
            float s = (float) Math.sin(Math.toRadians(degrees));
            assertEquals(Math.hypot(c, s), radius(c, -s, s, c), 1e-12, degrees + " degrees");
        }
    }

    @Test
    void theNormIsNotTheRadius() {
        assertEquals(Math.sqrt(10 * (double) 0.1f), radius(0, 10, 0.1f, 0), 1e-12); // eigenvalues +-1, norm 10
        assertEquals(0.5, radius(0.5f, 1000, 0, -0.25f), 1e-10);
    }

    @Test
    void aPairOfComplexEigenvaluesOutweighsARealOne() {
        assertEquals(5, radius(4.5f, 0, 0, 0, 3, -4, 0, 4, 3), 1e-11);
        assertEquals(5.5, radius(5.5f, 0, 0, 0, 3, -4, 0, 4, 3), 1e-11);
    }

    @Test
    void nilpotentMatricesHaveNone() {
        assertEquals(0, radius(0, 1, 2, 0, 0, 3, 0, 0, 0));
        assertEquals(0, radius(0));
    }

    /** Units that only feed later ones leave one eigenvalue, their leak, in whichever order they stand. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64})
    void leakyLinesComeOutExactly(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] line = new float[n * n];
        for (int from = 0; from < n; from++) {
            line[place(from, n) * n + place(from, n)] = 0.5f;
            for (int to = from + 1; to < n; to++) {
                line[place(from, n) * n + place(to, n)] = (float) random.nextDouble(-1, 1);
            }
        }
        assertEquals(0.5, SpectralRadius.of(Tensor.of(line, n, n)));
    }

    private static int place(int unit, int n) {
        return (unit * 5 + 1) % n; // 5 shares no factor with the sizes
    }

    /** The same in one block: rounding is a change of the matrix by 1e-16, and moves three eigenvalues by its cube root. */
    @Test
    void coincidingEigenvaluesOfOneBlockCostDigits() {
        assertEquals(2, radius(3, 1, -1, 1), 1e-12);
        assertEquals(0, radius(1, -1, 1, -1), 1e-12);
        assertEquals(1, radius(2, 1, -1, -1, 1, 1, 1, 1, 0), 1e-4); // one eigenvector for 1, 1, 1
    }

    @Test
    void blocksAreTakenApartWhereNoCircleConnectsThem() {
        assertEquals(5, radius(3, 0, -4, 9, 0.5f, 9, 4, 0, 3), 1e-11); // units 0 and 2 turn, unit 1 only listens
        assertEquals(7, radius(3, 0, -4, 9, -7, 9, 4, 0, 3), 1e-11);
    }

    /** All eigenvalues are of one size, and W^k keeps its norm for k below n and only then falls. */
    @Test
    void aLongRingIsGoneRoundToItsEnd() {
        int n = 48;
        float[] ring = new float[n * n];
        for (int k = 0; k < n; k++) {
            ring[k * n + (k + 1) % n] = k == 0 ? 1e-6f : 1;
        }
        assertEquals(Math.pow(1e-6f, 1.0 / n), SpectralRadius.of(Tensor.of(ring, n, n)), 1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "uneven", "orthogonal"})
    void anyMatrixIsAsNumpySays(String name) {
        Map<String, Tensor> golden = Golden.read("backward", "radius." + name);
        double expected = golden.get("radius").values()[0]; // a float: 6e-8 relative
        assertEquals(expected, SpectralRadius.of(golden.get("w")), 1e-7 * expected);
    }

    @Test
    void transposingAndScalingDoWhatTheyShould() {
        SplittableRandom random = new SplittableRandom(3);
        float[] w = DoubleStack.floats(random.doubles(40 * 40, -1, 1).toArray());
        float[] turned = new float[w.length];
        float[] scaled = new float[w.length];
        for (int k = 0; k < w.length; k++) {
            turned[k % 40 * 40 + k / 40] = w[k];
            scaled[k] = -w[k] / 1024;
        }
        double radius = SpectralRadius.of(Tensor.of(w, 40, 40));
        assertEquals(radius, SpectralRadius.of(Tensor.of(turned, 40, 40)), 1e-11 * radius);
        assertEquals(radius / 1024, SpectralRadius.of(Tensor.of(scaled, 40, 40)), 1e-11 * radius / 1024);
    }

    @Test
    void sizesAtTheEndsOfSinglePrecisionDoNotOverflow() {
        assertEquals(3e38, radius(3e38f, 0, 1, 1), 1e-6 * 3e38);
        assertEquals(1e-40, radius(1e-40f, 0, 0, 1e-42f), 1e-2 * 1e-40); // a float this small has few digits
    }

    @Test
    void whatIsNoSquareOfNumbersIsRefused() {
        assertMessage(
                "the matrix has shape [8, 2], expected a square one, (n, n): of the weights of a gated cell take one"
                        + " gate's rows",
                Tensor.zeros(8, 2));
        assertMessage(
                "the matrix has shape [0, 0], expected a square one, (n, n): of the weights of a gated cell take one"
                        + " gate's rows",
                Tensor.zeros(0, 0));
        assertMessage(
                "the matrix holds NaN at row 1, column 0, expected finite numbers: look for where training diverged",
                Tensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2));
    }

    private static void assertMessage(String message, Tensor matrix) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> SpectralRadius.of(matrix))
                        .getMessage());
    }

    private static double radius(float... values) {
        int n = (int) Math.sqrt(values.length);
        return SpectralRadius.of(Tensor.of(values, n, n));
    }
}
