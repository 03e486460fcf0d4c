package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;

/** Finds the stretches of a clean sound in which there is something. */
final class Runs {
    private static final double LEAST_PAUSE = 0.01; // seconds; a sine is at zero for a sample or two

    private Runs() {}

    /** Pairs of the first sample and the one behind the last. */
    static List<int[]> of(Audio audio) {
        float[] samples = audio.samples();
        List<int[]> runs = new ArrayList<>();
        for (int k = 0; k < samples.length; k++) {
            if (samples[k] != 0) {
                int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
                if (last == null || k - last[1] > LEAST_PAUSE * audio.rate()) {
                    runs.add(new int[] {k, k + 1});
                } else {
                    last[1] = k + 1;
                }
            }
        }
        return runs;
    }

    /** The amplitude of a frequency in some samples, by the definition of the Fourier transform. */
    static double amplitude(float[] samples, int from, int to, double hertz, int rate) {
        double re = 0;
        double im = 0;
        for (int k = from; k < to; k++) {
            re += samples[k] * Math.cos(2 * Math.PI * hertz * k / rate);
            im += samples[k] * Math.sin(2 * Math.PI * hertz * k / rate);
        }
        return 2 * Math.hypot(re, im) / (to - from);
    }

    static Audio sine(double hertz, double peak, int rate, double seconds) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = (float) (peak * Math.sin(2 * Math.PI * hertz * k / rate));
        }
        return Audio.of(samples, rate);
    }
}
