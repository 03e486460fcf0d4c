package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One running text as a sequence of numbered symbols, split by place: the beginning to train on, what follows to
 * validate on, the rest to test on.
 *
 * <pre>{@code
 * var text = Text.characters(Path.of("data/verse.txt")).split(0.9, 0.1);
 * }</pre>
 */
@CheckReturnValue
public final class Text {
    private final String name;
    private final Vocabulary vocabulary;
    private final int[] ids;
    private final double train;
    private final double validation;
    private final double floor; // NaN where it is not known
    private final @Nullable WordText words; // null where the symbols are characters

    private Text(
            String name,
            Vocabulary vocabulary,
            int[] ids,
            double train,
            double validation,
            double floor,
            @Nullable WordText words) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.ids = ids;
        this.train = train;
        this.validation = validation;
        this.floor = floor;
        this.words = words;
    }

    /**
     * Reads a text file as characters (Unicode code points). Line ends of Windows become plain ones; a byte order mark is
     * left out. The first nine tenths are for training and the last for validation until {@link #split} says otherwise.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the text
     * @throws IllegalArgumentException if the file is not there, is empty or is not UTF-8
     * @throws UncheckedIOException if it cannot be read
     */
    public static Text characters(Path file) {
        return characters(file.getFileName().toString(), Lines.text(file));
    }

    /**
     * Takes a string as characters (Unicode code points).
     *
     * @param name what messages call the text
     * @param content the text itself
     * @return the text
     * @throws IllegalArgumentException if it is empty
     */
    public static Text characters(String name, String content) {
        String plain = content.replace("\r\n", "\n");
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("text '" + name + "' is empty: give one with some thousand characters");
        }
        Vocabulary vocabulary = Vocabulary.sorted(
                plain.codePoints().distinct().mapToObj(Character::toString).toList());
        return new Text(name, vocabulary, vocabulary.encode(plain), 0.9, 0.1, Double.NaN, null);
    }

    /**
     * Reads a text file as words, by {@link Tokenizer#words()} until {@link #tokenizer} says otherwise. Each end of a line
     * that has a word is the symbol {@link Vocabulary#END}; a line without one is left out. The vocabulary has this symbol,
     * {@link Vocabulary#UNKNOWN}, and the words of the training part, the frequent ones first.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the text
     * @throws IllegalArgumentException if the file is not there, has no word or is not UTF-8
     * @throws UncheckedIOException if it cannot be read
     */
    public static Text words(Path file) {
        return words(file.getFileName().toString(), Lines.text(file));
    }

    /**
     * Takes a string as words; see {@link #words(Path)}.
     *
     * @param name what messages call the text
     * @param content the text itself
     * @return the text
     * @throws IllegalArgumentException if it has no word
     */
    public static Text words(String name, String content) {
        return of(name, WordText.of(name, content, Tokenizer.words()), 0.9, 0.1);
    }

    /** Numbers words by what the training part has. */
    private static Text of(String name, WordText words, double train, double validation) {
        Vocabulary known = words.vocabulary((int) Math.round(words.tokens().size() * train));
        return new Text(name, known, known.ids(words.tokens()), train, validation, Double.NaN, words);
    }

    /**
     * Returns this text of words cut by another tokenizer.
     *
     * @param other the tokenizer
     * @return the changed value
     * @throws IllegalStateException if the symbols are characters
     * @throws IllegalArgumentException if no word is left
     */
    public Text tokenizer(Tokenizer other) {
        WordText cut = wordsFor("tokenizer(...)");
        return of(
                name, WordText.of(name, cut.content(), other).limits(cut.minimum(), cut.largest()), train, validation);
    }

    /**
     * Returns this text of words with a smaller vocabulary; what it leaves out becomes {@link Vocabulary#UNKNOWN}.
     *
     * @param minimum how often a word must occur in the training part, from 1
     * @param largest how many words there are at most
     * @return the changed value
     * @throws IllegalStateException if the symbols are characters
     * @throws IllegalArgumentException if one of the limits is below 1
     */
    public Text vocabulary(int minimum, int largest) {
        return of(name, wordsFor("vocabulary(minimum, largest)").limits(minimum, largest), train, validation);
    }

    private WordText wordsFor(String call) {
        if (words == null) {
            throw new IllegalStateException(
                    call + " on '" + name + "', whose symbols are characters: make it by Text.words");
        }
        return words;
    }

    /**
     * Returns what cut the text into words.
     *
     * @return the tokenizer; empty where the symbols are characters
     */
    public Optional<Tokenizer> tokenizer() {
        return Optional.ofNullable(words).map(WordText::tokenizer);
    }

    /**
     * Returns what a symbol is.
     *
     * @return {@code character} or {@code word}
     */
    public String unit() {
        return words == null ? "character" : "word";
    }

    /** Returns this under another name. */
    Text named(String other) {
        return new Text(other, vocabulary, ids, train, validation, floor, words);
    }

    /**
     * Returns this split by other shares; what the two leave over is the test part. The vocabulary of words is that of the
     * new training part.
     *
     * @param trainShare the share to train on, above 0
     * @param validationShare the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public Text split(double trainShare, double validationShare) {
        if (!(trainShare > 0 && validationShare >= 0 && trainShare + validationShare <= 1 + 1e-9)) {
            throw new IllegalArgumentException("split(" + trainShare + ", " + validationShare
                    + "): expected a training share above 0 and a validation share from 0, together at most 1,"
                    + " such as split(0.8, 0.1)");
        }
        return words == null || !words.counted()
                ? new Text(name, vocabulary, ids, trainShare, validationShare, floor, words)
                : of(name, words, trainShare, validationShare);
    }

    /**
     * Returns this text numbered by another vocabulary.
     *
     * @param other the vocabulary
     * @return the changed value
     * @throws IllegalArgumentException if the text has a symbol that the vocabulary lacks
     */
    public Text in(Vocabulary other) {
        if (vocabulary.equals(other)) {
            return this;
        }
        return words == null
                ? new Text(name, other, other.encode(vocabulary.decode(ids)), train, validation, floor, null)
                : new Text(name, other, other.ids(words.tokens()), train, validation, floor, words.fixed());
    }

    /**
     * Returns this with the loss that no model can go below, known where the text was made by a rule.
     *
     * @param nats the loss of the best predictor there can be, in nats per symbol
     * @return the changed value
     * @throws IllegalArgumentException if it is below 0 or no number
     */
    public Text floor(double nats) {
        if (!(nats >= 0 && nats < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("floor(" + nats
                    + "): expected nats per symbol, at least 0, such as the entropy rate of the source");
        }
        return new Text(name, vocabulary, ids, train, validation, nats, words);
    }

    /**
     * Returns the loss that no model can go below.
     *
     * @return the loss of the best predictor there can be, in nats per symbol
     * @throws IllegalStateException if nobody knows
     */
    public double floor() {
        if (Double.isNaN(floor)) {
            throw new IllegalStateException("nobody knows the lowest loss on '" + name
                    + "': only a text made by a rule has a floor, or give it by floor(nats)");
        }
        return floor;
    }

    /**
     * Returns whether the loss that no model can go below is known.
     *
     * @return true if {@link #floor()} has an answer
     */
    public boolean hasFloor() {
        return !Double.isNaN(floor);
    }

    /**
     * Returns the symbols of one part as numbers.
     *
     * @param part the part
     * @return a copy of the numbers
     */
    public int[] ids(Part part) {
        return Arrays.copyOfRange(ids, from(part), to(part));
    }

    /**
     * Returns how many symbols one part has.
     *
     * @param part the part
     * @return the length
     */
    public int length(Part part) {
        return to(part) - from(part);
    }

    private int from(Part part) {
        return switch (part) {
            case TRAIN, ALL -> 0;
            case VALIDATION -> to(Part.TRAIN);
            case TEST -> to(Part.VALIDATION);
        };
    }

    private int to(Part part) {
        return switch (part) {
            case TRAIN -> (int) Math.round(ids.length * train);
            case VALIDATION -> Math.min(ids.length, (int) Math.round(ids.length * (train + validation)));
            case TEST, ALL -> ids.length;
        };
    }

    /**
     * Returns the symbols that occur.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * Returns what messages call the text.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns how many symbols the text has.
     *
     * @return the length
     */
    public int length() {
        return ids.length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d %ss, %d different; %,d to train, %,d to validate, %,d to test",
                name,
                ids.length,
                unit(),
                vocabulary.size(),
                length(Part.TRAIN),
                length(Part.VALIDATION),
                length(Part.TEST));
    }
}
