package dev.rondo.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * The frames of a sound.
 *
 * @param spec the settings
 * @param audio the sound
 * @param window how many samples a frame has
 * @param hop how many samples lie between the beginnings of two frames
 */
record Frames(AudioFeatures spec, Audio audio, int window, int hop) {
    private static final double FLOOR = 1e-10;

    static Frames of(AudioFeatures spec, Audio audio) {
        if (audio.size() == 0) {
            throw new IllegalArgumentException("a sound without samples came, expected at least one: leave it out");
        }
        return new Frames(spec, audio, samples("window", spec.window(), audio), samples("hop", spec.hop(), audio));
    }

    private static int samples(String name, double seconds, Audio audio) {
        double count = Math.rint(seconds * audio.rate());
        if (count < 1 || count > 1 << 24) {
            throw new IllegalArgumentException(name + "(" + seconds + ") has " + (long) count + " samples at "
                    + audio.rate() + " Hz, expected 1 to " + (1 << 24) + ", such as 0.025 seconds");
        }
        return (int) count;
    }

    int count() {
        return 1 + Math.max(0, audio.size() - window) / hop;
    }

    /** Where a frame's own share of time begins, in seconds: half a step before its middle. */
    double start(int frame) {
        return ((frame - 0.5) * hop + window / 2.0) / audio.rate();
    }

    /** The middle of frames in seconds. */
    String time(int from, int to) {
        double middle = ((from + to - 1) / 2.0 * hop + window / 2.0) / audio.rate();
        return String.format(Locale.ROOT, "%.2f", middle);
    }

    MelBands bands() {
        return MelBands.of(spec, audio.rate(), Fft.sizeFor(window));
    }

    /** The logarithm of the power in each band, (frames)(bands). */
    double[][] logMel() {
        int size = Fft.sizeFor(window);
        Fft fft = new Fft(size);
        MelBands bands = bands();
        double[] hann = hann();
        double scale = 1 / Arrays.stream(hann).map(weight -> weight * weight).sum();
        float[] samples = audio.raw();
        double[][] frames = new double[count()][];
        for (int t = 0; t < frames.length; t++) {
            double[] re = new double[size];
            double[] im = new double[size];
            for (int k = 0; k < Math.min(window, samples.length - t * hop); k++) {
                re[k] = hann[k] * samples[t * hop + k];
            }
            fft.transform(re, im);
            for (int k = 0; k <= size / 2; k++) {
                re[k] = scale * (re[k] * re[k] + im[k] * im[k]);
            }
            frames[t] = bands.of(re);
            Arrays.setAll(frames[t], logarithm(frames[t]));
        }
        return frames;
    }

    private static IntToDoubleFunction logarithm(double[] power) {
        return band -> Math.log(Math.max(FLOOR, power[band]));
    }

    /** The periodic window, {@code sin²(pi k / n)}; of a single sample, that sample. */
    private double[] hann() {
        double[] weights = new double[window];
        for (int k = 0; k < window; k++) {
            double sine = Math.sin(Math.PI * k / window);
            weights[k] = window == 1 ? 1 : sine * sine;
        }
        return weights;
    }
}
