package dev.rondo.cell;

/**
 * The eigenvalues of a real matrix, by the QR algorithm with two implicit shifts: reflections turn the matrix into one that
 * is zero below its first subdiagonal, and sweeps of small reflections then shrink that subdiagonal until blocks of one or
 * two rows are left, whose eigenvalues can be read off.
 *
 * <p>Source: J. G. F. Francis, The QR transformation, The Computer Journal 4 (1961-62); G. Golub and C. Van Loan, Matrix
 * Computations, section 7.5.
 */
final class FrancisQr {
    private static final int SWEEPS = 300; // for one pair of eigenvalues; two or three are usual

    private final double[][] h;
    private final double norm;
    private final double[] real;
    private final double[] imaginary;

    private FrancisQr(double[][] matrix) {
        double sum = 0;
        for (double[] row : matrix) {
            for (double value : row) {
                sum += value * value;
            }
        }
        h = matrix;
        norm = Math.sqrt(sum);
        real = new double[matrix.length];
        imaginary = new double[matrix.length];
    }

    /** Returns the eigenvalues, one for each row; overwrites the matrix. */
    static Eigenvalues eigenvalues(double[][] matrix) {
        FrancisQr qr = new FrancisQr(matrix);
        qr.reduce();
        qr.settle();
        return new Eigenvalues(qr.real, qr.imaginary);
    }

    private void reduce() {
        int end = h.length - 1;
        for (int column = 0; column < end - 1; column++) {
            double[] below = new double[end - column];
            for (int k = 0; k < below.length; k++) {
                below[k] = h[column + 1 + k][column];
            }
            reflect(below, column + 1, column, end, 0, end);
        }
    }

    private void settle() {
        int end = h.length - 1;
        int sweeps = 0;
        while (end >= 0) {
            int start = start(end);
            if (start >= end - 1) {
                if (start == end) {
                    real[end] = h[end][end];
                } else {
                    pair(start);
                }
                end = start - 1;
                sweeps = 0;
            } else if (sweeps++ < SWEEPS) {
                sweep(start, end, sweeps % 10 == 0);
            } else {
                throw new IllegalStateException("the eigenvalues did not settle in " + SWEEPS + " sweeps");
            }
        }
    }

    /** Returns the first row of the block that ends here: where the subdiagonal is no more than rounding. */
    private int start(int end) {
        int start = end;
        while (start > 0) {
            double size = Math.abs(h[start][start]) + Math.abs(h[start - 1][start - 1]);
            if (Math.abs(h[start][start - 1]) <= Math.ulp(1.0) * (size == 0 ? norm : size)) {
                h[start][start - 1] = 0;
                return start;
            }
            start--;
        }
        return start;
    }

    /** Reads the two eigenvalues of two rows off. */
    private void pair(int row) {
        double mean = (h[row][row] + h[row + 1][row + 1]) / 2;
        double half = (h[row][row] - h[row + 1][row + 1]) / 2;
        double square = half * half + h[row][row + 1] * h[row + 1][row];
        double root = Math.sqrt(Math.abs(square));
        real[row] = square < 0 ? mean : mean + root;
        real[row + 1] = square < 0 ? mean : mean - root;
        imaginary[row] = square < 0 ? root : 0;
        imaginary[row + 1] = square < 0 ? -root : 0;
    }

    /** Takes one step of QR with the two eigenvalues of the last two rows as shifts, or with others to break a tie. */
    private void sweep(int start, int end, boolean otherShifts) {
        double sum = h[end - 1][end - 1] + h[end][end];
        double product = h[end - 1][end - 1] * h[end][end] - h[end - 1][end] * h[end][end - 1];
        if (otherShifts) {
            double size = Math.abs(h[end][end - 1]) + Math.abs(h[end - 1][end - 2]);
            sum = 1.5 * size;
            product = size * size;
        }
        double[] first = { // the first column of (H - shift)(H - other shift)
            h[start][start] * (h[start][start] - sum) + h[start][start + 1] * h[start + 1][start] + product,
            h[start + 1][start] * (h[start][start] + h[start + 1][start + 1] - sum),
            h[start + 1][start] * h[start + 2][start + 1]
        };
        reflect(first, start, start, end, start, Math.min(start + 3, end));
        for (int k = start + 1; k < end; k++) { // chase what stands below the subdiagonal down and out
            double[] bulge = new double[Math.min(3, end - k + 1)];
            for (int row = 0; row < bulge.length; row++) {
                bulge[row] = h[k + row][k - 1];
            }
            reflect(bulge, k, k - 1, end, start, Math.min(k + 3, end));
        }
    }

    /**
     * Applies from both sides the reflection that turns x, which stands in the rows from {@code row}, into a multiple of
     * its first axis: from the left to the columns from {@code column}, from the right to the rows from {@code top} to
     * {@code bottom}. Columns end at {@code end}.
     */
    private void reflect(double[] x, int row, int column, int end, int top, int bottom) {
        double length = 0;
        for (double value : x) {
            length = Math.hypot(length, value);
        }
        if (length == 0) {
            return;
        }
        double[] u = x.clone();
        u[0] += Math.copySign(length, u[0]);
        double scale = 1 / (length * Math.abs(u[0])); // 2 / |u|^2
        fromLeft(u, scale, row, column, end);
        fromRight(u, scale, row, top, bottom);
        for (int k = 1; k < u.length && column < row; k++) {
            h[row + k][column] = 0; // but for rounding it is
        }
    }

    private void fromLeft(double[] u, double scale, int row, int column, int end) {
        double[] products = new double[end + 1];
        for (int k = 0; k < u.length; k++) {
            add(u[k] * scale, h[row + k], products, column, end);
        }
        for (int k = 0; k < u.length; k++) {
            add(-u[k], products, h[row + k], column, end);
        }
    }

    private void fromRight(double[] u, double scale, int column, int top, int bottom) {
        for (int row = top; row <= bottom; row++) {
            double product = 0;
            for (int k = 0; k < u.length; k++) {
                product += u[k] * h[row][column + k];
            }
            for (int k = 0; k < u.length; k++) {
                h[row][column + k] -= product * scale * u[k];
            }
        }
    }

    private static void add(double factor, double[] row, double[] sum, int from, int end) {
        for (int k = from; k <= end; k++) {
            sum[k] += factor * row[k];
        }
    }
}
