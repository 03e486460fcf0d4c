package dev.rondo.cell;

/**
 * The spectral radius of a square matrix, the size of its largest eigenvalue: whether a recurrent matrix shrinks or blows
 * up what passes through it again and again.
 *
 * <p>How it is computed, how exactly and at what cost is said at {@link Eigenvalues}.
 */
public final class SpectralRadius {
    private SpectralRadius() {}

    /**
     * Returns the spectral radius.
     *
     * @param matrix the matrix, (n, n)
     * @return the size of its largest eigenvalue, at least 0
     * @throws IllegalArgumentException if the matrix is not square, is empty, or holds a number that is not finite
     */
    public static double of(Tensor matrix) {
        return Eigenvalues.of(matrix).largest();
    }
}
