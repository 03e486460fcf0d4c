package dev.rondo.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Puts tones and pauses one behind the other. */
final class Synthesis {
    static final int RATE = 8000; // that of a telephone line

    private final double ramp;
    private float[] samples = new float[RATE];
    private int size;
    private double energy; // of the tones
    private int sounding; // samples of the tones

    /** Begins with nothing; {@code ramp} is how many seconds a tone takes to rise and to fall, by half a cosine. */
    Synthesis(double ramp) {
        this.ramp = ramp;
    }

    private int more(double seconds) {
        int from = size;
        size += (int) Math.round(seconds * RATE);
        if (size > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(size, 2 * samples.length));
        }
        return from;
    }

    void pause(double seconds) {
        more(seconds);
    }

    /**
     * Adds a tone of several sines.
     *
     * @param hertz the frequency of each
     * @param peaks the amplitude of each
     * @param turns the phase of each at the beginning, 0 to 1
     */
    void tone(double seconds, double[] hertz, double[] peaks, double[] turns) {
        int from = more(seconds);
        int edge = Math.min((int) (ramp * RATE), (size - from) / 2);
        for (int k = from; k < size; k++) {
            double value = 0;
            for (int j = 0; j < hertz.length; j++) {
                value += peaks[j] * Math.sin(2 * Math.PI * (hertz[j] * (k - from) / RATE + turns[j]));
            }
            int inside = Math.min(k - from, size - 1 - k);
            double rise = inside >= edge ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * (inside + 0.5) / edge);
            samples[k] = (float) (rise * value);
            energy += samples[k] * samples[k];
        }
        sounding += size - from;
    }

    /** Returns the sound with white noise, measured by the tones' power while they sound; pauses do not count. */
    Audio audio(double decibels, SplittableRandom random) {
        double rms = Math.sqrt(energy / Math.max(1, sounding));
        return Audio.own(Arrays.copyOf(samples, size), RATE).withNoise(rms * Math.pow(10, -decibels / 20), random);
    }
}
