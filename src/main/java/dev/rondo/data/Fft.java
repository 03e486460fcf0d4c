package dev.rondo.data;

/**
 * The discrete Fourier transform of a power of two of real numbers, by J. Cooley and J. Tukey (1965). Own code, since it
 * is short, and the libraries there are have stopped or bring more jars than that is worth.
 */
final class Fft {
    private final int size;
    private final double[] cos;
    private final double[] sin;

    /** Prepares a transform of so many numbers, a power of two. */
    Fft(int size) {
        this.size = size;
        cos = new double[size / 2];
        sin = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = -Math.sin(2 * Math.PI * k / size);
        }
    }

    /** Returns the least power of two that is no less. */
    static int sizeFor(int samples) {
        return samples <= 1 ? 1 : Integer.highestOneBit(samples - 1) << 1;
    }

    /** Transforms in place; {@code im} holds zeros for real numbers. */
    void transform(double[] re, double[] im) {
        for (int k = 1, other = 0; k < size; k++) { // into the order of the bits read backwards
            int bit = size >> 1;
            for (; (other & bit) != 0; bit >>= 1) {
                other ^= bit;
            }
            other ^= bit;
            if (k < other) {
                swap(re, k, other);
                swap(im, k, other);
            }
        }
        for (int half = 1; half < size; half *= 2) {
            for (int from = 0; from < size; from += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(re, im, from + k, half, k * (size / (2 * half)));
                }
            }
        }
    }

    private void butterfly(double[] re, double[] im, int at, int half, int turn) {
        int to = at + half;
        double real = re[to] * cos[turn] - im[to] * sin[turn];
        double imaginary = re[to] * sin[turn] + im[to] * cos[turn];
        re[to] = re[at] - real;
        im[to] = im[at] - imaginary;
        re[at] += real;
        im[at] += imaginary;
    }

    private static void swap(double[] values, int a, int b) {
        double kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }
}
