package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The tones of telephone keys (DTMF), two sines at once: one of four low frequencies for the row of the key, one of four
 * high ones for its column.
 *
 * <pre>{@code
 *           1209   1336   1477   1633 Hz
 *  697 Hz      1      2      3      A
 *  770 Hz      4      5      6      B
 *  852 Hz      7      8      9      C
 *  941 Hz      *      0      #      D
 *
 * Speech calls = DialTones.of(3, 10).noise(10).speech(1000).split(0.8, 0.1);
 * DialTones.of(1, 1).audio("0123#").save(Path.of("call.wav"));
 * }</pre>
 *
 * <p>Sounds are at 8,000 Hz. Until something else is said, tones last 50 to 120 milliseconds and pauses, also before the
 * first key and behind the last, 40 to 120; each sine is at -20 to -10 decibels of full scale, drawn for itself, so that
 * the two differ; frequencies are up to 1.5 percent off; there is no noise.
 *
 * <p>Source: ITU-T Recommendation Q.23 for the frequencies and the 1.8 percent that a telephone may be off, Q.24 for what
 * receivers are held to: tones and pauses from 40 milliseconds.
 *
 * @param keys how many keys a string has
 * @param tone how long a tone lasts (seconds)
 * @param pause how long a pause lasts (seconds)
 * @param level the amplitude of each of the two sines in decibels of full scale
 * @param deviation the most that a frequency is off, as a share of it; drawn evenly to both sides
 * @param noise the ratio of signal to noise in decibels; infinity for none
 * @param seed what decides the draws
 */
@CheckReturnValue
public record DialTones(
        Counts keys, Between tone, Between pause, Between level, double deviation, Between noise, long seed) {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};
    private static final double RAMP = 0.002;

    /**
     * Checks the ranges.
     *
     * @param keys how many keys
     * @param tone how long a tone, 0.01 to 10 seconds
     * @param pause how long a pause, 0.01 to 10 seconds
     * @param level how loud, -80 to -7 decibels, so that two sines stay within full scale
     * @param deviation how far off, 0 to 0.018
     * @param noise the ratio of signal to noise, from -100 decibels
     * @param seed what decides the draws
     * @throws IllegalArgumentException if a range leaves its bounds
     */
    public DialTones {
        tone.within("tone (seconds)", 0.01, 10);
        pause.within("pause (seconds)", 0.01, 10);
        level.within("level (decibels of full scale)", -80, -7);
        new Between(deviation, deviation).within("deviation (share of the frequency)", 0, 0.018);
        noise.within("noise (decibels)", -100, Double.POSITIVE_INFINITY);
    }

    /**
     * Describes strings of keys.
     *
     * @param fewest the fewest keys of a string, at least 1
     * @param most the most
     * @return the source, of seed 0
     * @throws IllegalArgumentException if they are out of order
     */
    public static DialTones of(int fewest, int most) {
        double clean = Double.POSITIVE_INFINITY;
        return new DialTones(
                new Counts(fewest, most),
                new Between(0.05, 0.12),
                new Between(0.04, 0.12),
                new Between(-20, -10),
                0.015,
                new Between(clean, clean),
                0);
    }

    /**
     * Returns this with tones of other lengths.
     *
     * @param shortest the shortest, in seconds
     * @param longest the longest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within 0.01 to 10
     */
    public DialTones tone(double shortest, double longest) {
        return new DialTones(keys, new Between(shortest, longest), pause, level, deviation, noise, seed);
    }

    /**
     * Returns this with pauses of other lengths.
     *
     * @param shortest the shortest, in seconds
     * @param longest the longest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within 0.01 to 10
     */
    public DialTones pause(double shortest, double longest) {
        return new DialTones(keys, tone, new Between(shortest, longest), level, deviation, noise, seed);
    }

    /**
     * Returns this louder or softer.
     *
     * @param softest the least amplitude of a sine, in decibels of full scale
     * @param loudest the most
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within -80 to -7
     */
    public DialTones level(double softest, double loudest) {
        return new DialTones(keys, tone, pause, new Between(softest, loudest), deviation, noise, seed);
    }

    /**
     * Returns this with frequencies further off or nearer.
     *
     * @param share the most, as a share of the frequency
     * @return the changed value
     * @throws IllegalArgumentException if it is not within 0 to 0.018
     */
    public DialTones deviation(double share) {
        return new DialTones(keys, tone, pause, level, share, noise, seed);
    }

    /**
     * Returns this with white noise of one strength.
     *
     * @param decibels the ratio of the tones' power, while they sound, to the noise's; infinity for none
     * @return the changed value
     * @throws IllegalArgumentException if it is below -100
     */
    public DialTones noise(double decibels) {
        return noise(decibels, decibels);
    }

    /**
     * Returns this with white noise of a strength drawn for each string.
     *
     * @param low the least ratio of signal to noise, in decibels
     * @param high the greatest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order or below -100
     */
    public DialTones noise(double low, double high) {
        return new DialTones(keys, tone, pause, level, deviation, new Between(low, high), seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public DialTones seed(long other) {
        return new DialTones(keys, tone, pause, level, deviation, noise, other);
    }

    /**
     * Makes the sound of keys.
     *
     * @param pressed the keys, at least one of {@code 0-9 A-D * #}
     * @return the sound, at 8,000 Hz
     * @throws IllegalArgumentException if there is none or another character
     */
    public Audio audio(String pressed) {
        return audio(pressed, new SplittableRandom(seed));
    }

    /**
     * Draws strings of keys and makes their sounds. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sounds, each with its keys; the sixteen keys are the vocabulary
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Speech speech(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        List<Audio> sounds = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            SplittableRandom own = random.split();
            StringBuilder string = new StringBuilder();
            for (int left = keys.draw(own); left > 0; left--) {
                string.append(KEYS.charAt(own.nextInt(KEYS.length())));
            }
            strings.add(string.toString());
            sounds.add(audio(string.toString(), own));
        }
        List<String> all = KEYS.chars().sorted().mapToObj(Character::toString).toList();
        return Speech.of("dial tones", sounds, strings).symbols(all);
    }

    private Audio audio(String pressed, SplittableRandom random) {
        if (pressed.isEmpty()) {
            throw new IllegalArgumentException("no key came, expected at least one, such as \"0123#\"");
        }
        Synthesis sound = new Synthesis(RAMP);
        sound.pause(pause.draw(random));
        for (int place = 0; place < pressed.length(); place++) {
            int key = KEYS.indexOf(pressed.charAt(place));
            if (key < 0) {
                throw new IllegalArgumentException("key '" + pressed.charAt(place) + "' at place " + (place + 1)
                        + " of \"" + pressed + "\" is not on the telephone, expected 0 to 9, A to D, * and #");
            }
            double[] hertz = {off(LOW[key / 4], random), off(HIGH[key % 4], random)};
            double[] peaks = IntStream.range(0, 2)
                    .mapToDouble(k -> Math.pow(10, level.draw(random) / 20))
                    .toArray();
            double[] turns = {random.nextDouble(), random.nextDouble()};
            sound.tone(tone.draw(random), hertz, peaks, turns);
            sound.pause(pause.draw(random));
        }
        return sound.audio(noise.draw(random), random);
    }

    private double off(double hertz, SplittableRandom random) {
        return hertz * (1 + deviation * (2 * random.nextDouble() - 1));
    }
}
