package dev.rondo.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.plot.Chart;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A sound: one channel of samples at a rate, as an immutable value.
 *
 * <pre>{@code
 * Audio voice = Audio.wav(Path.of("seven.wav")).resampled(8000);
 * Audio noisy = voice.withNoise(10, 1);      // ten decibels, seed 1
 * noisy.plot().show();
 * }</pre>
 *
 * <p>Full scale is -1 to 1. What goes beyond by noise or gain is kept as it is, so that ratios stay exact and a gain can
 * be taken back; only a file of 16 bits cuts it off.
 */
@CheckReturnValue
public final class Audio {
    private static final int POINTS = 1000; // of a waveform; more are not told apart in a picture

    private final float[] samples;
    private final int rate;

    private Audio(float[] samples, int rate) {
        this.samples = samples;
        this.rate = rate;
    }

    /**
     * Takes samples.
     *
     * @param samples the samples, (time), full scale -1 to 1; none for a sound of no length
     * @param rate the samples in a second (Hz)
     * @return the sound
     * @throws IllegalArgumentException if the rate is below 1 or a sample is not finite
     */
    public static Audio of(float[] samples, int rate) {
        Require.atLeast(1, "rate", rate, "8000 Hz");
        for (int k = 0; k < samples.length; k++) {
            if (!Float.isFinite(samples[k])) {
                throw new IllegalArgumentException(
                        "sample " + k + " is " + samples[k] + ", expected a number, from -1 to 1 at full scale");
            }
        }
        return new Audio(samples.clone(), rate);
    }

    /** Takes samples that are known to be finite and that nobody else writes to. */
    static Audio own(float[] samples, int rate) {
        return new Audio(samples, rate);
    }

    /**
     * Reads a WAV file: PCM of 8, 16, 24 or 32 bits or floating point of 32 or 64, in one channel, or in two, which are
     * averaged.
     *
     * @param file the file, packed by gzip or not
     * @return the sound, at the file's own rate
     * @throws IllegalArgumentException if there is no such file, it is no WAV file or cut short, or holds another
     *     format; the message says which
     * @throws UncheckedIOException if it cannot be read
     */
    public static Audio wav(Path file) {
        return WavReader.read(file);
    }

    /**
     * Makes silence.
     *
     * @param seconds how long, from 0
     * @param rate the samples in a second (Hz)
     * @return the sound, all samples 0
     * @throws IllegalArgumentException if the length is negative or not finite, or the rate is below 1
     */
    public static Audio silence(double seconds, int rate) {
        Require.atLeast(1, "rate", rate, "8000 Hz");
        return new Audio(new float[length("silence", seconds, rate)], rate);
    }

    private static int length(String name, double seconds, int rate) {
        double samples = Math.rint(seconds * rate);
        if (!(samples >= 0 && samples <= Integer.MAX_VALUE - 8)) {
            throw new IllegalArgumentException(name + "(" + seconds + " seconds) at " + rate
                    + " Hz: expected a length from 0 of at most two thousand million samples, such as 0.25");
        }
        return (int) samples;
    }

    /**
     * Joins sounds, one behind the other.
     *
     * @param parts the sounds, at least one, all of one rate
     * @return the joined sound
     * @throws IllegalArgumentException if there is none or their rates differ
     */
    public static Audio joined(List<Audio> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("joined(...) got no sound, expected at least one");
        }
        int rate = parts.get(0).rate;
        float[] all = new float[parts.stream().mapToInt(Audio::size).reduce(0, Math::addExact)];
        int end = 0;
        for (Audio part : parts) {
            if (part.rate != rate) {
                throw new IllegalArgumentException("a sound of " + part.rate + " Hz came behind one of " + rate
                        + " Hz, expected one rate: take resampled(" + rate + ") of it first");
            }
            System.arraycopy(part.samples, 0, all, end, part.samples.length);
            end += part.samples.length;
        }
        return new Audio(all, rate);
    }

    /**
     * Returns this with another sound behind it.
     *
     * @param next the other, at the same rate
     * @return the joined sound
     * @throws IllegalArgumentException if the rates differ
     */
    public Audio then(Audio next) {
        return joined(List.of(this, next));
    }

    /**
     * Returns this at another rate: a windowed-sinc low-pass filter (Kaiser window, 32 zero crossings to each side), so
     * that no tone comes back as another. Tones up to 0.84 of half the lower rate stay as they are; those from half the
     * lower rate on are at least 75 decibels down.
     *
     * <p>Source: J. O. Smith, <i>Digital Audio Resampling</i>; window of J. F. Kaiser (1974).
     *
     * @param other the rate to come (Hz)
     * @return the changed sound, as long in seconds up to a sample
     * @throws IllegalArgumentException if the rate is below 1
     */
    public Audio resampled(int other) {
        Require.atLeast(1, "rate", other, "8000 Hz");
        return other == rate ? this : new Audio(Resampler.between(rate, other).of(samples), other);
    }

    /**
     * Returns this with white Gaussian noise on it. The ratio holds exactly: the power of the samples, a silent stretch
     * among them counted too, over that of the noise drawn. Silence has no power to measure noise by and stays silence.
     *
     * @param decibels the ratio of signal to noise, {@code 10 log10(signal power / noise power)}; positive infinity for
     *     no noise
     * @param seed what decides the noise
     * @return the changed sound
     * @throws IllegalArgumentException if the ratio is no number or minus infinity
     */
    public Audio withNoise(double decibels, long seed) {
        if (Double.isNaN(decibels) || decibels == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("withNoise(" + decibels
                    + "): expected the ratio of signal to noise in decibels, such as 10; infinity for no noise");
        }
        return withNoise(rms() * Math.pow(10, -decibels / 20), new SplittableRandom(seed));
    }

    /** Returns this with noise of a given root mean square, which holds exactly. */
    Audio withNoise(double strength, SplittableRandom random) {
        if (strength == 0 || samples.length == 0) {
            return this;
        }
        double[] noise = new double[samples.length];
        double power = 0;
        for (int k = 0; k < noise.length; k++) {
            noise[k] = random.nextGaussian();
            power += noise[k] * noise[k];
        }
        double factor = strength / Math.sqrt(power / noise.length);
        float[] noisy = new float[noise.length];
        for (int k = 0; k < noisy.length; k++) {
            noisy[k] = (float) (samples[k] + factor * noise[k]);
        }
        return new Audio(noisy, rate);
    }

    /**
     * Returns this later or earlier: so many seconds of silence before it, or that much cut off its beginning. The end
     * stays, so the length changes, nothing is lost by a shift to later, and a shift back undoes it.
     *
     * @param seconds how much later; below 0 for earlier
     * @return the changed sound
     * @throws IllegalArgumentException if nothing would be left, or the number is not finite
     */
    public Audio shifted(double seconds) {
        int by = length("shifted", Math.abs(seconds), rate);
        if (seconds < 0 && by >= samples.length) {
            throw new IllegalArgumentException("shifted(" + seconds + ") would cut off all of " + seconds()
                    + " seconds: expected a shift that leaves some");
        }
        if (seconds < 0) {
            return new Audio(Arrays.copyOfRange(samples, by, samples.length), rate);
        }
        float[] later = new float[Math.addExact(by, samples.length)];
        System.arraycopy(samples, 0, later, by, samples.length);
        return new Audio(later, rate);
    }

    /**
     * Returns this louder or softer.
     *
     * @param gain what each sample is multiplied by; {@code Math.pow(10, decibels / 20)} for decibels
     * @return the changed sound
     * @throws IllegalArgumentException if the gain, or a sample by it, is not finite
     */
    public Audio scaled(double gain) {
        if (!Double.isFinite(gain) || !Float.isFinite((float) (gain * peak()))) {
            throw new IllegalArgumentException("scaled(" + gain + ") of a sound with the peak " + peak()
                    + ": expected a finite gain, such as 0.5");
        }
        float[] scaled = new float[samples.length];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = (float) (gain * samples[k]);
        }
        return new Audio(scaled, rate);
    }

    /**
     * Returns the samples.
     *
     * @return a copy, (time)
     */
    public float[] samples() {
        return samples.clone();
    }

    /** Returns the samples themselves, to be read only. */
    float[] raw() {
        return samples;
    }

    /**
     * Returns how many samples there are.
     *
     * @return the count
     */
    public int size() {
        return samples.length;
    }

    /**
     * Returns the rate.
     *
     * @return the samples in a second (Hz)
     */
    public int rate() {
        return rate;
    }

    /**
     * Returns how long the sound is.
     *
     * @return the length in seconds
     */
    public double seconds() {
        return (double) samples.length / rate;
    }

    /**
     * Returns how far the samples go.
     *
     * @return the largest of them, its sign left out; 0 for silence
     */
    public float peak() {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /**
     * Returns how strong the sound is.
     *
     * @return the root mean square of its samples; 0 for silence
     */
    public double rms() {
        double power = 0;
        for (float sample : samples) {
            power += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(power / samples.length);
    }

    /**
     * Writes a WAV file of 16-bit PCM in one channel, beside the place and then moved into it. What goes beyond full scale
     * is cut off.
     *
     * @param file the file, whose folders are made where they are missing
     * @return the same path
     * @throws UncheckedIOException if it cannot be written; what stood there before is left as it was
     */
    @CanIgnoreReturnValue
    public Path save(Path file) {
        return WavWriter.write(this, file);
    }

    /**
     * Draws the waveform: amplitude over time, by the lowest and highest sample of each stretch where there are many.
     *
     * @return the chart
     */
    public Chart plot() {
        int each = Math.max(1, (samples.length + POINTS - 1) / POINTS);
        int points = each == 1 ? samples.length : 2 * ((samples.length + each - 1) / each);
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int k = 0, from = 0; from < samples.length; from += each) {
            float low = samples[from];
            float high = low;
            for (int at = from; at < Math.min(from + each, samples.length); at++) {
                low = Math.min(low, samples[at]);
                high = Math.max(high, samples[at]);
            }
            xs[k] = (double) from / rate;
            ys[k++] = low;
            if (each > 1) {
                xs[k] = (from + each / 2.0) / rate;
                ys[k++] = high;
            }
        }
        return Chart.of("Waveform")
                .x("time (s)")
                .y("amplitude (full scale 1)")
                .size(900, 300)
                .line("", xs, ys);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Audio that && rate == that.rate && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(samples) + rate;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Audio(%.2f seconds at %d Hz)", seconds(), rate);
    }
}
