package dev.rondo.cell;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The eigenvalues of a square matrix: what a recurrent matrix, or the Jacobian of a step, does to what passes through it
 * again and again. A size below 1 fades, above 1 grows, near 1 stays; an angle away from 0 turns from step to step.
 *
 * <pre>{@code
 * var found = Eigenvalues.of(weights.get("weight_hh_l0"));
 * Chart.of("Eigenvalues").points("", found.real(), found.imaginary()).show();
 * }</pre>
 *
 * <p>Units that no circle of weights connects are first taken apart, for a matrix that is triangular in some order of its
 * units has the eigenvalues of its blocks; so a delay line comes out exactly. The eigenvalues of a block come from the QR
 * algorithm, to which pairs of complex ones are nothing special, as they are to the power iteration.
 *
 * <p>The results are those of a matrix that differs by some n 10^-16 of its norm: the large ones are as a rule right to 12
 * digits and more, but where m eigenvalues of a block coincide with a single eigenvector, all but one mth of the digits are lost,
 * as with any method in double precision. The cost is some 10 n^3 operations: less than a second for n = 256, a few
 * seconds for 512.
 *
 * @param real the real parts, in no particular order, (n)
 * @param imaginary the imaginary parts, in the same order, (n); complex eigenvalues come in pairs
 */
public record Eigenvalues(double[] real, double[] imaginary) {

    /** {@inheritDoc} */
    public Eigenvalues {
        if (real.length != imaginary.length) {
            throw new IllegalArgumentException(
                    real.length + " real and " + imaginary.length + " imaginary parts came, expected as many of both");
        }
    }

    /**
     * Computes the eigenvalues.
     *
     * @param matrix the matrix, (n, n)
     * @return all n of them, each as often as it occurs
     * @throws IllegalArgumentException if the matrix is not square, is empty, or holds a number that is not finite
     */
    public static Eigenvalues of(Tensor matrix) {
        double[][] rows = square(matrix);
        BitSet[] reach = reach(rows);
        BitSet seen = new BitSet();
        double[] real = new double[rows.length];
        double[] imaginary = new double[rows.length];
        int found = 0;
        for (int unit = 0; unit < rows.length; unit++) {
            if (!seen.get(unit)) {
                int[] block = block(unit, reach);
                Arrays.stream(block).forEach(seen::set);
                Eigenvalues part = FrancisQr.eigenvalues(part(rows, block));
                System.arraycopy(part.real, 0, real, found, block.length);
                System.arraycopy(part.imaginary, 0, imaginary, found, block.length);
                found += block.length;
            }
        }
        return new Eigenvalues(real, imaginary);
    }

    /**
     * Returns the size of each, its distance from 0 in the complex plane.
     *
     * @return the sizes, in the same order, (n)
     */
    public double[] sizes() {
        double[] sizes = new double[real.length];
        Arrays.setAll(sizes, k -> Math.hypot(real[k], imaginary[k]));
        return sizes;
    }

    /**
     * Returns the size of the largest one, the spectral radius.
     *
     * @return the radius, at least 0
     */
    public double largest() {
        return Arrays.stream(sizes()).max().orElse(0);
    }

    /** Returns which units each unit reaches by weights other than 0, itself among them. */
    private static BitSet[] reach(double[][] matrix) {
        BitSet[] reach = new BitSet[matrix.length];
        for (int i = 0; i < reach.length; i++) {
            reach[i] = new BitSet();
            for (int j = 0; j < reach.length; j++) {
                reach[i].set(j, i == j || matrix[i][j] != 0);
            }
        }
        for (int via = 0; via < reach.length; via++) {
            for (BitSet from : reach) {
                if (from.get(via)) {
                    from.or(reach[via]);
                }
            }
        }
        return reach;
    }

    /** Returns the units that a unit reaches and that reach it. */
    private static int[] block(int unit, BitSet[] reach) {
        return reach[unit].stream().filter(other -> reach[other].get(unit)).toArray();
    }

    private static double[][] part(double[][] matrix, int[] units) {
        double[][] part = new double[units.length][units.length];
        for (int i = 0; i < units.length; i++) {
            for (int j = 0; j < units.length; j++) {
                part[i][j] = matrix[units[i]][units[j]];
            }
        }
        return part;
    }

    private static double[][] square(Tensor matrix) {
        long[] shape = matrix.shape();
        if (shape.length != 2 || shape[0] != shape[1] || shape[0] == 0) {
            throw new IllegalArgumentException("the matrix has shape " + Arrays.toString(shape)
                    + ", expected a square one, (n, n): of the weights of a gated cell take one gate's rows");
        }
        int n = (int) shape[0];
        double[][] rows = new double[n][n];
        for (int k = 0; k < n * n; k++) {
            float value = matrix.values()[k];
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the matrix holds " + value + " at row " + k / n + ", column "
                        + k % n + ", expected finite numbers: look for where training diverged");
            }
            rows[k / n][k % n] = value;
        }
        return rows;
    }
}
