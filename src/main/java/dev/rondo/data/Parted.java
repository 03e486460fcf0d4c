package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;

/**
 * Examples in three parts: to train on, to validate on and to test on. Each has a place, from 0, whatever its part.
 *
 * <p>What is equal goes to one part whenever a lot decides, for a model must not be tested on what it was trained on; each
 * kind of set says what that is.
 *
 * @param <S> the kind of set
 */
@CheckReturnValue
public abstract sealed class Parted<S extends Parted<S>>
        permits CaptionedPictures, LabelledTexts, ParallelTexts, Speech, SymbolSequences, TaggedSentences {
    private final String name;
    private final Split split;

    Parted(String name, Split split) {
        this.name = name;
        this.split = split;
    }

    /** Returns this split by lot. */
    abstract S drawn(Shares shares, long seed);

    /** Returns this split by place. */
    abstract S ordered(Shares shares);

    final Split split() {
        return split;
    }

    /**
     * Returns this split by other shares, drawn by lot and always in the same way; what the two leave over is the test
     * part.
     *
     * @param train the share to train on, above 0
     * @param validation the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public final S split(double train, double validation) {
        return split(train, validation, 0);
    }

    /**
     * Returns this split by another lot, else as {@link #split(double, double)} does.
     *
     * @param train the share to train on, above 0
     * @param validation the share to validate on, from 0
     * @param seed what decides the lot
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public final S split(double train, double validation, long seed) {
        return drawn(new Shares(train, validation), seed);
    }

    /**
     * Returns this split by place, as suits examples in the order of time: the first to train on, the next to validate on,
     * the rest to test on. What is equal stays where it stands, but that a pair with the source of an earlier one, be it a
     * sentence or a picture, goes where that is.
     *
     * @param train the share to train on, above 0
     * @param validation the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one, or a label does not occur in the part to train on
     */
    public final S splitInOrder(double train, double validation) {
        return ordered(new Shares(train, validation));
    }

    /**
     * Returns the places of one part.
     *
     * @param part the part
     * @return the places, from 0, in rising order
     */
    public final int[] places(Part part) {
        return split.places(part);
    }

    /**
     * Returns how many examples there are.
     *
     * @return the count, at least 1
     */
    public abstract int size();

    /**
     * Returns what messages call the set.
     *
     * @return the name
     */
    public final String name() {
        return name;
    }

    /** Returns the column {@code part} of a table of all examples: {@code train}, {@code validation} or {@code test}. */
    final StringColumn partColumn() {
        return StringColumn.create(
                "part",
                IntStream.range(0, size())
                        .mapToObj(place -> split.part(place).name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** Returns the name and what there is, with how much of it is in each part. */
    final String described(String what) {
        return String.format(
                Locale.ROOT,
                "%s: %s; %,d to train, %,d to validate, %,d to test",
                name,
                what,
                split.train().length,
                split.validation().length,
                split.test().length);
    }
}
