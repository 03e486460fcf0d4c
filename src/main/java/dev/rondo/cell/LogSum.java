package dev.rondo.cell;

/** Adds numbers given by their logarithms; minus infinity stands for zero. */
final class LogSum {
    static final double ZERO = Double.NEGATIVE_INFINITY;

    private LogSum() {}

    /** Returns {@code ln(e^a + e^b)}. */
    static double add(double a, double b) {
        double most = Math.max(a, b);
        double least = Math.min(a, b);
        return least == ZERO ? most : most + Math.log(1 + Math.exp(least - most));
    }

    /** Returns {@code ln(e^a + e^b + e^c)}. */
    static double add(double a, double b, double c) {
        double most = Math.max(a, Math.max(b, c));
        double least = Math.min(a, Math.min(b, c));
        double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        return middle == ZERO ? most : most + Math.log(1 + Math.exp(middle - most) + Math.exp(least - most));
    }

    /** Returns {@code ln sum_k e^x_k} of a row, the numbers from a place on. */
    static double of(float[] x, int at, int count) {
        double most = ZERO;
        for (int k = at; k < at + count; k++) {
            most = Math.max(most, x[k]);
        }
        double sum = 0;
        for (int k = at; k < at + count; k++) {
            sum += Math.exp(x[k] - most);
        }
        return most + Math.log(sum);
    }
}
