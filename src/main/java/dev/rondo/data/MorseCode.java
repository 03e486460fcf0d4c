package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Morse code as it sounds: a tone that is keyed in dots and dashes.
 *
 * <pre>{@code
 * Speech messages = MorseCode.of(1, 3).speed(15, 25).jitter(0.1).noise(10).speech(1000).split(0.8, 0.1);
 * MorseCode.of(1, 1).audio("CQ DE RONDO").save(Path.of("cq.wav"));
 * }</pre>
 *
 * <p>A dash is as long as three dots; between the marks of a letter there is a dot's length of silence, between letters
 * three, between words seven. A speed of one word a minute means the 50 dots' lengths of {@code PARIS}, so a dot lasts 1.2
 * seconds over the speed. The letters are A to Z and 0 to 9, without accents and marks.
 *
 * <p>Sounds are at 8,000 Hz. Until something else is said, words have 2 to 5 characters, each as likely as any other, the
 * speed is 15 to 25 words a minute, lengths are exact, the tone is at 500 to 900 Hz, and there is no noise. Speed, tone and
 * noise are drawn for each message.
 *
 * <p>Source: Recommendation ITU-R M.1677-1, <i>International Morse code</i>.
 *
 * @param words how many words a message has
 * @param letters how many characters a word has
 * @param speed the words a minute
 * @param jitter the most that a length is off, as a share of it; drawn evenly to both sides for each mark and gap
 * @param tone the frequency (Hz)
 * @param noise the ratio of signal to noise in decibels; infinity for none
 * @param seed what decides the draws
 */
@CheckReturnValue
public record MorseCode(
        Counts words, Counts letters, Between speed, double jitter, Between tone, Between noise, long seed) {
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> MARKS = List.of(("----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. "
                    + ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- "
                    + "-..- -.-- --..")
            .split(" "));
    private static final double RAMP = 0.005;
    private static final double PEAK = 0.3;

    /**
     * Checks the ranges.
     *
     * @param words how many words
     * @param letters how many characters a word has
     * @param speed the words a minute, 5 to 60
     * @param jitter how far off lengths are, 0 to 0.3
     * @param tone the frequency, 200 to 3400 Hz
     * @param noise the ratio of signal to noise, from -100 decibels
     * @param seed what decides the draws
     * @throws IllegalArgumentException if a range leaves its bounds
     */
    public MorseCode {
        speed.within("speed (words a minute)", 5, 60);
        new Between(jitter, jitter).within("jitter (share of a length)", 0, 0.3);
        tone.within("tone (Hz)", 200, 3400);
        noise.within("noise (decibels)", -100, Double.POSITIVE_INFINITY);
    }

    /**
     * Describes messages of words of random characters.
     *
     * @param fewest the fewest words of a message, at least 1
     * @param most the most
     * @return the source, of seed 0
     * @throws IllegalArgumentException if they are out of order
     */
    public static MorseCode of(int fewest, int most) {
        double clean = Double.POSITIVE_INFINITY;
        return new MorseCode(
                new Counts(fewest, most),
                new Counts(2, 5),
                new Between(15, 25),
                0,
                new Between(500, 900),
                new Between(clean, clean),
                0);
    }

    /**
     * Returns this with words of other lengths.
     *
     * @param fewest the fewest characters, at least 1
     * @param most the most
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order
     */
    public MorseCode letters(int fewest, int most) {
        return new MorseCode(words, new Counts(fewest, most), speed, jitter, tone, noise, seed);
    }

    /**
     * Returns this at other speeds.
     *
     * @param slowest the least, in words a minute
     * @param fastest the most
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within 5 to 60
     */
    public MorseCode speed(double slowest, double fastest) {
        return new MorseCode(words, letters, new Between(slowest, fastest), jitter, tone, noise, seed);
    }

    /**
     * Returns this with lengths that are off, as a hand's are. With 0.3 the shortest dash is still longer than the longest
     * dot.
     *
     * @param share the most, as a share of the length
     * @return the changed value
     * @throws IllegalArgumentException if it is not within 0 to 0.3
     */
    public MorseCode jitter(double share) {
        return new MorseCode(words, letters, speed, share, tone, noise, seed);
    }

    /**
     * Returns this at other frequencies.
     *
     * @param lowest the lowest (Hz)
     * @param highest the highest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within 200 to 3400
     */
    public MorseCode tone(double lowest, double highest) {
        return new MorseCode(words, letters, speed, jitter, new Between(lowest, highest), noise, seed);
    }

    /**
     * Returns this with white noise of one strength.
     *
     * @param decibels the ratio of the tone's power, while it sounds, to the noise's; infinity for none
     * @return the changed value
     * @throws IllegalArgumentException if it is below -100
     */
    public MorseCode noise(double decibels) {
        return noise(decibels, decibels);
    }

    /**
     * Returns this with white noise of a strength drawn for each message.
     *
     * @param low the least ratio of signal to noise, in decibels
     * @param high the greatest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order or below -100
     */
    public MorseCode noise(double low, double high) {
        return new MorseCode(words, letters, speed, jitter, tone, new Between(low, high), seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public MorseCode seed(long other) {
        return new MorseCode(words, letters, speed, jitter, tone, noise, other);
    }

    /**
     * Writes a text in dots and dashes.
     *
     * @param text letters, of either case, and digits, with single blanks between words
     * @return points and hyphens, a blank between letters and a slash between blanks between words
     * @throws IllegalArgumentException if it is empty, or holds something else
     */
    public static String marks(String text) {
        StringBuilder marks = new StringBuilder();
        for (int place = 0; place < text.length(); place++) {
            int at = CHARACTERS.indexOf(Character.toUpperCase(text.charAt(place)));
            boolean gap = text.charAt(place) == ' '
                    && place > 0
                    && place < text.length() - 1
                    && text.charAt(place - 1) != ' ';
            if (at < 0 && !gap) {
                throw new IllegalArgumentException("character '" + text.charAt(place) + "' at place " + (place + 1)
                        + " of \"" + text + "\" has no code here, expected A to Z, 0 to 9, and a blank between words");
            }
            marks.append(place == 0 ? "" : " ").append(gap ? "/" : MARKS.get(at));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no text came, expected at least a letter, such as \"SOS\"");
        }
        return marks.toString();
    }

    /**
     * Makes the sound of a text.
     *
     * @param text letters, of either case, and digits, with single blanks between words
     * @return the sound, at 8,000 Hz, with the silence of a gap between words before and behind
     * @throws IllegalArgumentException if it is empty, or holds something else
     */
    public Audio audio(String text) {
        return audio(text, new SplittableRandom(seed));
    }

    /**
     * Draws messages and makes their sounds. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sounds, each with its text; the vocabulary is 0 to 9, A to Z and, where there can be several words, the
     *     blank
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Speech speech(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        List<Audio> sounds = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            SplittableRandom own = random.split();
            texts.add(IntStream.range(0, words.draw(own))
                    .mapToObj(word -> word(own))
                    .collect(Collectors.joining(" ")));
            sounds.add(audio(texts.get(k), own));
        }
        String all = (words.most() > 1 ? " " : "") + CHARACTERS;
        return Speech.of("Morse code", sounds, texts)
                .symbols(all.chars().mapToObj(Character::toString).toList());
    }

    private String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int left = letters.draw(random); left > 0; left--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }

    private Audio audio(String text, SplittableRandom random) {
        String marks = marks(text);
        double dot = 1.2 / speed.draw(random);
        double[] hertz = {tone.draw(random)};
        Synthesis sound = new Synthesis(RAMP);
        sound.pause(7 * dot);
        for (int k = 0; k < marks.length(); k++) {
            char mark = marks.charAt(k);
            if (mark == ' ' || mark == '/') { // 1 behind the mark + 2 make a letter's gap, 1 + 2 + 2 + 2 a word's
                sound.pause(off(2 * dot, random));
            } else {
                double[] turns = {random.nextDouble()};
                sound.tone(off(mark == '-' ? 3 * dot : dot, random), hertz, new double[] {PEAK}, turns);
                sound.pause(off(dot, random));
            }
        }
        sound.pause(6 * dot);
        return sound.audio(noise.draw(random), random);
    }

    private double off(double seconds, SplittableRandom random) {
        return seconds * (1 + jitter * (2 * random.nextDouble() - 1));
    }
}
