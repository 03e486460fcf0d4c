package dev.rondo.data;

/**
 * Overlapping triangles over the bins of a spectrum, equally wide on the mel scale of D. O'Shaughnessy (1987),
 * {@code m = 2595 log10(1 + f / 700)}, as in HTK: the slopes are straight over mels and the peaks are 1.
 *
 * @param weights (bands)(bins)
 * @param first the first bin of each band that counts
 * @param centres the frequency of each peak (Hz)
 */
record MelBands(double[][] weights, int[] first, double[] centres) {

    /**
     * Lays bands from a frequency to half the rate.
     *
     * @param size the length of the Fourier transform
     * @throws IllegalArgumentException if there is no room for them, or one is so narrow that it holds no bin
     */
    static MelBands of(AudioFeatures spec, int rate, int size) {
        int bands = spec.bands();
        if (spec.lowest() >= rate / 2.0) {
            throw new IllegalArgumentException("lowest(" + spec.lowest() + ") is no lower than half the rate, "
                    + rate / 2.0 + " Hz: expected room for " + bands + " bands between them");
        }
        double low = mel(spec.lowest());
        double step = (mel(rate / 2.0) - low) / (bands + 1);
        double[][] weights = new double[bands][];
        int[] first = new int[bands];
        double[] centres = new double[bands];
        for (int band = 0; band < bands; band++) {
            centres[band] = hertz(low + (band + 1) * step);
            double width = (double) rate / size;
            first[band] = (int) Math.floor(hertz(low + band * step) / width) + 1;
            int last = Math.min(size / 2, (int) Math.ceil(hertz(low + (band + 2) * step) / width) - 1);
            if (last < first[band]) {
                throw new IllegalArgumentException(spec + " at " + rate + " Hz leaves band " + band
                        + " without a frequency, for a window of " + spec.window() + " seconds tells only those "
                        + width + " Hz apart: take fewer bands or a longer window");
            }
            weights[band] = new double[last - first[band] + 1];
            for (int k = 0; k < weights[band].length; k++) {
                double place = (mel((first[band] + k) * width) - low) / step - band; // 0 to 2, the peak at 1
                weights[band][k] = Math.max(0, Math.min(place, 2 - place));
            }
        }
        return new MelBands(weights, first, centres);
    }

    static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }

    static double hertz(double mel) {
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    /** Sums the power within each band. */
    double[] of(double[] power) {
        double[] sums = new double[weights.length];
        for (int band = 0; band < sums.length; band++) {
            for (int k = 0; k < weights[band].length; k++) {
                sums[band] += weights[band][k] * power[first[band] + k];
            }
        }
        return sums;
    }
}
