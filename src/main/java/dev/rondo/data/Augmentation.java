package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * How recordings to train on are changed, anew in each epoch, so that a model hears each as it might have been: louder or
 * softer, later, with noise, with parts of its features missing. Nothing is changed until something is said.
 *
 * <pre>{@code
 * var changes = Augmentation.none().gain(-6, 6).shift(0, 0.1).noise(5, 30).maskBands(2, 6);
 * }</pre>
 *
 * <p>A sound gets its gain, then its shift, then its noise, which covers what the shift has put before it. Masks are those
 * of D. Park and others, <i>SpecAugment</i> (2019), and go by the mean of the feature.
 *
 * @param gain how much louder, in decibels; below 0 for softer
 * @param shift how much later, in seconds, as {@link Audio#shifted} does; below 0 cuts off the beginning
 * @param noise the ratio of signal to noise in decibels, as {@link Audio#withNoise} does; infinity for none
 * @param masks what is left out of the features
 */
@CheckReturnValue
public record Augmentation(Between gain, Between shift, Between noise, Masks masks) {
    private static final double TIME_SHARE = 0.2; // of all frames, which a mask over time never exceeds

    /**
     * Stretches that are left out.
     *
     * @param times how many stretches of time
     * @param frames the most frames of each, but never more than a fifth of all
     * @param ranges how many ranges of features
     * @param width the most features of each, but never all
     */
    public record Masks(int times, int frames, int ranges, int width) {

        /**
         * Checks the numbers.
         *
         * @param times how many stretches of time, from 0
         * @param frames the most frames of each, from 0
         * @param ranges how many ranges of features, from 0
         * @param width the most features of each, from 0
         * @throws IllegalArgumentException if one is below 0
         */
        public Masks {
            Require.atLeast(0, "masks over time", times, "2");
            Require.atLeast(0, "frames of a mask", frames, "10");
            Require.atLeast(0, "masks of bands", ranges, "2");
            Require.atLeast(0, "bands of a mask", width, "6");
        }
    }

    /**
     * Checks the ranges.
     *
     * @param gain how much louder
     * @param shift how much later
     * @param noise the ratio of signal to noise
     * @param masks what is left out
     * @throws IllegalArgumentException if a gain or a shift is infinite, or the noise has no end
     */
    public Augmentation {
        gain.within("gain (decibels)", -100, 100);
        shift.within("shift (seconds)", -3600, 3600);
        noise.within("noise (decibels)", -100, Double.POSITIVE_INFINITY);
    }

    /**
     * Changes nothing.
     *
     * @return the augmentation to begin with
     */
    public static Augmentation none() {
        Between never = new Between(0, 0);
        Between clean = new Between(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        return new Augmentation(never, never, clean, new Masks(0, 0, 0, 0));
    }

    /**
     * Returns this with recordings made louder or softer.
     *
     * @param low the least, in decibels
     * @param high the most
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order
     */
    public Augmentation gain(double low, double high) {
        return new Augmentation(new Between(low, high), shift, noise, masks);
    }

    /**
     * Returns this with recordings that begin later.
     *
     * @param low the least, in seconds
     * @param high the most
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order
     */
    public Augmentation shift(double low, double high) {
        return new Augmentation(gain, new Between(low, high), noise, masks);
    }

    /**
     * Returns this with noise on recordings.
     *
     * @param low the least ratio of signal to noise, in decibels: the strongest noise
     * @param high the greatest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order
     */
    public Augmentation noise(double low, double high) {
        return new Augmentation(gain, shift, new Between(low, high), masks);
    }

    /**
     * Returns this with stretches of time left out.
     *
     * @param count how many
     * @param frames the most frames of each
     * @return the changed value
     * @throws IllegalArgumentException if one is below 0
     */
    public Augmentation maskTime(int count, int frames) {
        return new Augmentation(gain, shift, noise, new Masks(count, frames, masks.ranges, masks.width));
    }

    /**
     * Returns this with bands, or coefficients, left out.
     *
     * @param count how many ranges of them
     * @param width the most of each
     * @return the changed value
     * @throws IllegalArgumentException if one is below 0
     */
    public Augmentation maskBands(int count, int width) {
        return new Augmentation(gain, shift, noise, new Masks(masks.times, masks.frames, count, width));
    }

    /**
     * Changes a sound.
     *
     * @param audio the sound
     * @param random what decides how
     * @return the changed sound
     * @throws IllegalArgumentException if a shift cuts off all of it
     */
    public Audio of(Audio audio, SplittableRandom random) {
        double louder = Math.pow(10, gain.draw(random) / 20);
        double later = shift.draw(random);
        return audio.scaled(louder).shifted(later).withNoise(noise.draw(random), random.nextLong());
    }

    /**
     * Leaves parts of features out.
     *
     * @param features the features, (frames, features), which stay as they are
     * @param random what decides which
     * @return the changed features, of the same shape
     */
    public float[][] of(float[][] features, SplittableRandom random) {
        float[][] masked = new float[features.length][];
        for (int t = 0; t < masked.length; t++) {
            masked[t] = features[t].clone();
        }
        int count = features[0].length;
        float[] means = means(features);
        for (int mask = 0; mask < masks.times; mask++) {
            int longest = Math.min(masks.frames, (int) (TIME_SHARE * masked.length));
            int length = random.nextInt(longest + 1);
            int from = random.nextInt(masked.length - length + 1);
            fill(masked, from, from + length, 0, count, means);
        }
        for (int mask = 0; mask < masks.ranges; mask++) {
            int width = random.nextInt(Math.min(masks.width, count - 1) + 1);
            int from = random.nextInt(count - width + 1);
            fill(masked, 0, masked.length, from, from + width, means);
        }
        return masked;
    }

    private static void fill(float[][] masked, int from, int to, int first, int behind, float[] means) {
        for (int t = from; t < to; t++) {
            System.arraycopy(means, first, masked[t], first, behind - first);
        }
    }

    private static float[] means(float[][] features) {
        float[] means = new float[features[0].length];
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (float[] frame : features) {
                sum += frame[k];
            }
            means[k] = (float) (sum / features.length);
        }
        return means;
    }
}
