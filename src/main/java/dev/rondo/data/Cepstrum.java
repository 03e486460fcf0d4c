package dev.rondo.data;

/** What is made of logarithms of power: cepstral coefficients, differences over time, normalised features. */
final class Cepstrum {
    private static final int SPAN = 2; // frames to each side that a slope is taken over
    private static final double LEAST_DEVIATION = 1e-5; // below it a feature counts as one that stays the same

    private Cepstrum() {}

    /** The first coefficients of the orthonormal DCT-II of each frame, (frames)(coefficients). */
    static double[][] of(double[][] frames, int coefficients) {
        int bands = frames[0].length;
        double[][] basis = new double[coefficients][bands];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            for (int band = 0; band < bands; band++) {
                basis[k][band] = scale * Math.cos(Math.PI * k * (band + 0.5) / bands);
            }
        }
        double[][] cepstra = new double[frames.length][coefficients];
        for (int t = 0; t < frames.length; t++) {
            for (int k = 0; k < coefficients; k++) {
                for (int band = 0; band < bands; band++) {
                    cepstra[t][k] += basis[k][band] * frames[t][band];
                }
            }
        }
        return cepstra;
    }

    /**
     * Puts differences behind the features: {@code d[t] = sum over n = 1, 2 of n (c[t+n] - c[t-n]) / 10}, and so on for
     * the differences of these.
     */
    static double[][] deltas(double[][] frames, int order) {
        int still = frames[0].length;
        double[][] all = new double[frames.length][still * (1 + order)];
        for (int t = 0; t < frames.length; t++) {
            System.arraycopy(frames[t], 0, all[t], 0, still);
        }
        for (int k = still; k < all[0].length; k++) {
            for (int t = 0; t < frames.length; t++) {
                for (int n = 1; n <= SPAN; n++) {
                    double next = all[Math.min(frames.length - 1, t + n)][k - still];
                    all[t][k] += n * (next - all[Math.max(0, t - n)][k - still]) / 10;
                }
            }
        }
        return all;
    }

    /** Brings each feature to the mean 0 and the variance 1 over time, in place. */
    static void normalise(double[][] frames) {
        for (int k = 0; k < frames[0].length; k++) {
            double mean = 0;
            for (double[] frame : frames) {
                mean += frame[k] / frames.length;
            }
            double variance = 0;
            for (double[] frame : frames) {
                variance += (frame[k] - mean) * (frame[k] - mean) / frames.length;
            }
            double deviation = Math.sqrt(variance);
            for (double[] frame : frames) {
                frame[k] = deviation < LEAST_DEVIATION ? 0 : (frame[k] - mean) / deviation;
            }
        }
    }
}
