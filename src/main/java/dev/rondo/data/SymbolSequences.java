package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Sequences of symbols, all of one length, split into parts: what a generator learns to write.
 *
 * <pre>{@code
 * var numbers = SymbolSequences.of("numbers", 10, sequences).split(0.8, 0.1);
 * var names = SymbolSequences.characters("names", names, 12); // shorter ones are filled up
 * }</pre>
 *
 * <p>A tenth of the distinct sequences is for validation until something else is said; equal sequences go to one part.
 */
@CheckReturnValue
public final class SymbolSequences extends Parted<SymbolSequences> {
    private final int symbols;
    private final int[][] sequences; // (sequences)(length)
    private final @Nullable Vocabulary vocabulary;

    private SymbolSequences(String name, int symbols, int[][] sequences, @Nullable Vocabulary vocabulary, Split split) {
        super(name, split);
        this.symbols = symbols;
        this.sequences = sequences;
        this.vocabulary = vocabulary;
    }

    /**
     * Takes sequences.
     *
     * @param name what messages call them
     * @param symbols how many symbols there are, called 0, 1 and so on
     * @param sequences the sequences, all of one length
     * @return the set
     * @throws IllegalArgumentException if there are none, a symbol is not one of these, or the lengths differ
     */
    public static SymbolSequences of(String name, int symbols, int[][] sequences) {
        Require.atLeast(2, "symbols", symbols, "1000");
        int length = sequences.length == 0 ? 0 : sequences[0].length;
        if (length == 0) {
            throw new IllegalArgumentException("'" + name + "' has " + sequences.length + " sequences of " + length
                    + " symbols: expected at least one sequence of at least one symbol");
        }
        check("sequence ", sequences, symbols, length);
        int[][] own = Arrays.stream(sequences).map(int[]::clone).toArray(int[][]::new);
        return new SymbolSequences(name, symbols, own, null, Split.counts(own.length, 0, 0)).split(0.9, 0.1);
    }

    /**
     * Takes short texts, a character (code point) a symbol, filled up to one length by {@link Vocabulary#END}.
     *
     * @param name what messages call them
     * @param texts the texts
     * @param length how many symbols a sequence has
     * @return the set; its symbols are {@link Vocabulary#END}, and the characters by code point
     * @throws IllegalArgumentException if there are none, or one is longer
     */
    public static SymbolSequences characters(String name, List<String> texts, int length) {
        for (int place = 0; place < texts.size(); place++) {
            int own = (int) texts.get(place).codePoints().count();
            if (own > length) {
                throw new IllegalArgumentException("text " + place + " of '" + name + "', '" + texts.get(place)
                        + "', has " + own + " characters, expected at most " + length
                        + ": leave it out, or take a greater length");
            }
        }
        List<String> characters = texts.stream()
                .flatMapToInt(String::codePoints)
                .distinct()
                .sorted()
                .mapToObj(Character::toString)
                .toList();
        Vocabulary known = Vocabulary.of(IntStream.rangeClosed(0, characters.size())
                .mapToObj(id -> id == 0 ? Vocabulary.END : characters.get(id - 1))
                .toList());
        int[][] sequences = texts.stream()
                .map(text -> Arrays.copyOf(known.encode(text), length))
                .toArray(int[][]::new);
        SymbolSequences plain = of(name, known.size(), sequences);
        return new SymbolSequences(name, known.size(), plain.sequences, known, plain.split());
    }

    /** Refuses sequences of another length or other symbols; {@code which} is put before the place. */
    private static void check(String which, int[][] sequences, int symbols, int length) {
        for (int place = 0; place < sequences.length; place++) {
            int[] sequence = sequences[place];
            if (sequence.length != length) {
                throw new IllegalArgumentException(which + place + " has " + sequence.length + " symbols, expected "
                        + length + ", as many as each: cut or fill up all to one length");
            }
            for (int t = 0; t < length; t++) {
                if (sequence[t] < 0 || sequence[t] >= symbols) {
                    throw new IllegalArgumentException(
                            which + place + " has the symbol " + sequence[t] + " at step " + t + ", expected 0 to "
                                    + (symbols - 1) + ": number the symbols so, or say that there are more");
                }
            }
        }
    }

    /**
     * Refuses sequences of another length or of other symbols than a model has.
     *
     * @param sequences the sequences
     * @param symbols how many symbols there are
     * @param length how many a sequence has
     * @throws IllegalArgumentException if there are none, or one does not fit
     */
    public static void require(int[][] sequences, int symbols, int length) {
        if (sequences.length == 0) {
            throw new IllegalArgumentException(
                    "there are no sequences, expected at least one of " + length + " symbols");
        }
        check("sequence ", sequences, symbols, length);
    }

    @Override
    SymbolSequences drawn(Shares shares, long seed) {
        List<List<Integer>> contents = Arrays.stream(sequences)
                .map(sequence -> Arrays.stream(sequence).boxed().toList())
                .toList();
        List<String> kinds = contents.stream().map(content -> "").toList();
        return parted(Split.drawn(contents, kinds, shares, seed));
    }

    @Override
    SymbolSequences ordered(Shares shares) {
        return parted(Split.inOrder(size(), shares));
    }

    private SymbolSequences parted(Split other) {
        return new SymbolSequences(name(), symbols, sequences, vocabulary, other);
    }

    /**
     * Returns the sequences of a part.
     *
     * @param part the part
     * @return a copy of each, (sequences)(length)
     */
    public int[][] sequences(Part part) {
        return IntStream.of(places(part)).mapToObj(this::sequence).toArray(int[][]::new);
    }

    /**
     * Returns one sequence.
     *
     * @param place its place, from 0
     * @return a copy
     */
    public int[] sequence(int place) {
        return sequences[place].clone();
    }

    /**
     * Returns how many sequences there are.
     *
     * @return at least 1
     */
    @Override
    public int size() {
        return sequences.length;
    }

    /**
     * Returns how many symbols a sequence has.
     *
     * @return at least 1
     */
    public int length() {
        return sequences[0].length;
    }

    /**
     * Returns how many different symbols there are.
     *
     * @return at least 2
     */
    public int symbols() {
        return symbols;
    }

    /**
     * Returns what the symbols stand for.
     *
     * @return the vocabulary; empty where they are numbers and no more
     */
    public Optional<Vocabulary> vocabulary() {
        return Optional.ofNullable(vocabulary);
    }

    /**
     * Spells a sequence out: as text up to the first {@link Vocabulary#END} where the symbols are characters, else as
     * numbers.
     *
     * @param sequence the symbols
     * @return what can be read
     * @throws IllegalArgumentException if a symbol is not one of these
     */
    public String text(int[] sequence) {
        check("sequence ", new int[][] {sequence}, symbols, sequence.length);
        if (vocabulary == null) {
            return String.join(
                    " ", Arrays.stream(sequence).mapToObj(Integer::toString).toList());
        }
        return vocabulary.decode(
                Arrays.stream(sequence).takeWhile(symbol -> symbol > 0).toArray());
    }

    /**
     * Returns the sequences as a table with the columns {@code place}, {@code sequence}, as {@link #text} spells it, and
     * {@code part}.
     *
     * @return the table, a row for each
     */
    public Table table() {
        int[] all = places(Part.ALL);
        return Table.create(
                name(),
                IntColumn.create("place", all),
                StringColumn.create(
                        "sequence",
                        IntStream.of(all)
                                .mapToObj(place -> text(sequences[place]))
                                .toList()),
                partColumn());
    }

    @Override
    public String toString() {
        return described(
                String.format(Locale.ROOT, "%,d sequences of %d out of %,d symbols", size(), length(), symbols));
    }
}
