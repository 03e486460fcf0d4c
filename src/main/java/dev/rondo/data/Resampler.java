package dev.rondo.data;

/**
 * A low-pass filter that is read off between the samples: for each of the places that an output can have between two
 * inputs, the weights of the inputs around it, {@code cutoff sinc(cutoff t) kaiser(t)}, with the sum 1.
 *
 * @param weights (places between two samples)(inputs)
 * @param reach how many inputs count to each side
 * @param down how many places an output lies behind the one before
 */
record Resampler(float[][] weights, int reach, int down) {
    private static final int CROSSINGS = 32; // of zero, to each side
    private static final double CUTOFF = 0.92; // of half the lower rate; the slope goes from 0.84 to 1
    private static final double BETA = 7.857; // 0.1102 (A - 8.7) for A = 80 decibels, by Kaiser

    static Resampler between(int from, int to) {
        int common = gcd(from, to);
        double cutoff = CUTOFF * Math.min(1, (double) to / from);
        int reach = (int) Math.ceil(CROSSINGS / cutoff);
        float[][] weights = new float[to / common][];
        for (int place = 0; place < weights.length; place++) {
            weights[place] = weights((double) place / weights.length, cutoff, reach);
        }
        return new Resampler(weights, reach, from / common);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The weights of the inputs from {@code reach - 1} before to {@code reach} behind. */
    private static float[] weights(double place, double cutoff, int reach) {
        double[] exact = new double[2 * reach];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
            double t = k - reach + 1 - place;
            double edge = 1 - t * t / ((double) reach * reach);
            exact[k] = edge <= 0 ? 0 : sinc(cutoff * t) * bessel(BETA * Math.sqrt(edge));
            sum += exact[k];
        }
        float[] weights = new float[exact.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (exact[k] / sum); // a constant stays what it is
        }
        return weights;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of the first kind and order 0, by its power series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    /** Filters samples; there is silence around them. */
    float[] of(float[] samples) {
        int up = weights.length;
        float[] out = new float[Math.toIntExact(((long) samples.length * up + down - 1) / down)];
        for (int k = 0; k < out.length; k++) {
            long place = (long) k * down;
            int first = (int) (place / up) - reach + 1;
            float[] by = weights[(int) (place % up)];
            double sum = 0;
            for (int j = Math.max(0, -first); j < Math.min(by.length, samples.length - first); j++) {
                sum += by[j] * samples[first + j];
            }
            out[k] = (float) sum;
        }
        return out;
    }
}
