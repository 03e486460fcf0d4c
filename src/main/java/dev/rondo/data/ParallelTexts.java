package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pairs of texts, a source and its target, split into parts, and the vocabularies of the part to train on.
 *
 * <pre>{@code
 * var pairs = ParallelTexts.tsv(Path.of("english-french.tsv.gz"))
 *         .tokenizers(Tokenizer.words(), Tokenizer.words())
 *         .vocabularies(2, 10_000)
 *         .longest(20, 20)
 *         .split(0.8, 0.1);
 * }</pre>
 *
 * <p>Both sides are cut by {@link Tokenizer#words()}, without limits to the vocabularies, and a tenth of the distinct
 * sources is for validation, until something else is said. A source may have several targets, a pair each; they go to
 * one part whatever the shares, since a model must not be tested on a sentence whose translation it has seen.
 */
@CheckReturnValue
public final class ParallelTexts extends Parted<ParallelTexts> {
    private static final BySource.Deal AS_IT_LIES = (sources, now) -> now;

    private final PairSides sides;
    private final Limits limits;
    private final BySource.Deal deal; // how it was split, for the other direction
    private @Nullable Vocabulary sourceVocabulary; // counted when first asked for
    private @Nullable Vocabulary targetVocabulary;
    private @Nullable Map<String, List<Integer>> bySource; // listed when first asked for

    private ParallelTexts(PairSides sides, Limits limits, BySource.Deal deal, Split split) {
        super(sides.name(), split);
        this.sides = sides;
        this.limits = limits;
        this.deal = deal;
    }

    /**
     * Takes texts and a target for each; a source with several targets stands once for each.
     *
     * @param name what messages call them
     * @param sources the texts to translate, none blank
     * @param targets a translation of each, none blank
     * @return the pairs
     * @throws IllegalArgumentException if there are none, one is blank, or the numbers differ
     */
    public static ParallelTexts of(String name, List<String> sources, List<String> targets) {
        Split all = Split.counts(sources.size(), 0, 0);
        return new ParallelTexts(PairSides.checked(name, sources, targets), Limits.NONE, AS_IT_LIES, all)
                .split(0.9, 0.1);
    }

    /**
     * Takes sources and targets from two columns of a table.
     *
     * @param table the table
     * @param sourceColumn the name of the column of sources
     * @param targetColumn the name of the column of targets
     * @return the pairs
     * @throws IllegalArgumentException if there is no such column, or a source or target is missing
     */
    public static ParallelTexts of(Table table, String sourceColumn, String targetColumn) {
        return PairFiles.table(table, sourceColumn, targetColumn);
    }

    /**
     * Reads a file of values parted by tabs, without quotes and without a header: a source, its target, and further
     * columns that are left out. Empty lines are skipped.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the pairs
     * @throws IllegalArgumentException if a line has one column or another number than the first, or a source or target
     *     is empty; the message names the line
     */
    public static ParallelTexts tsv(Path file) {
        try (Lines in = Lines.of(file)) {
            return PairFiles.tabs(in);
        }
    }

    /**
     * Joins sets that came apart; each stays a part of its own, and a source that stands in two of them stays in both.
     *
     * @param train the pairs to train on, all of them
     * @param validation the pairs to validate on
     * @param test the pairs to test on
     * @return the joined set, with the first one's name, tokenizers and limits of the vocabularies
     */
    public static ParallelTexts parts(ParallelTexts train, ParallelTexts validation, ParallelTexts test) {
        return new ParallelTexts(
                PairSides.joined(List.of(train.sides, validation.sides, test.sides)),
                train.limits,
                AS_IT_LIES,
                Split.counts(train.size(), validation.size(), test.size()));
    }

    private ParallelTexts dealt(BySource.Deal other) {
        return new ParallelTexts(sides, limits, other, other.of(sides.sources().texts(), split()));
    }

    /**
     * Returns this under another name.
     *
     * @param other what messages call it
     * @return the changed value
     */
    public ParallelTexts named(String other) {
        return new ParallelTexts(sides.named(other), limits, deal, split());
    }

    /**
     * Returns this cut by other tokenizers.
     *
     * @param source how sources are cut
     * @param target how targets are cut
     * @return the changed value
     */
    public ParallelTexts tokenizers(Tokenizer source, Tokenizer target) {
        return new ParallelTexts(sides.cut(source, target), limits, deal, split());
    }

    /**
     * Returns this with limits to the vocabularies, the same for both sides.
     *
     * @param minimum how often a token must stand on its side of the training part, from 1
     * @param largest how many tokens a side has at most, beside the four specials
     * @return the changed value
     * @throws IllegalArgumentException if one is below 1
     */
    public ParallelTexts vocabularies(int minimum, int largest) {
        return new ParallelTexts(sides, new Limits(minimum, largest), deal, split());
    }

    /**
     * Returns some of the pairs; each stays in the part that it is in.
     *
     * @param kept whether the pair at a place is to stay
     * @return the changed value
     * @throws IllegalArgumentException if none of the training part stays
     */
    public ParallelTexts where(IntPredicate kept) {
        return where("where(...)", kept);
    }

    private ParallelTexts where(String call, IntPredicate kept) {
        int[] places = IntStream.range(0, size()).filter(kept).toArray();
        Split parts = split().of(places);
        if (parts.train().length == 0) {
            throw new IllegalArgumentException(call + " keeps " + places.length + " of the " + size() + " pairs of '"
                    + name() + "' and none of its training part: expected at least one, keep more or split otherwise");
        }
        return new ParallelTexts(sides.at(places), limits, deal, parts);
    }

    /**
     * Returns the pairs of which neither side is longer; each stays in the part that it is in.
     *
     * @param sourceTokens the most tokens of a source, from 1
     * @param targetTokens the most tokens of a target, from 1
     * @return the changed value
     * @throws IllegalArgumentException if a length is below 1, or none of the training part stays
     */
    public ParallelTexts longest(int sourceTokens, int targetTokens) {
        Require.atLeast(1, "sourceTokens", sourceTokens, "20");
        Require.atLeast(1, "targetTokens", targetTokens, "20");
        return where(
                "longest(" + sourceTokens + ", " + targetTokens + ")",
                place -> sourceTokens(place).size() <= sourceTokens
                        && targetTokens(place).size() <= targetTokens);
    }

    /**
     * Returns this in the other direction: targets become sources. It is split anew in the way it was split last, since
     * now the pairs of one former target must stay together; only what came by {@link #parts parts} stays as it is.
     *
     * @return the changed value
     */
    public ParallelTexts reversed() {
        return new ParallelTexts(sides.swapped(), limits, deal, split()).dealt(deal);
    }

    @Override
    ParallelTexts drawn(Shares shares, long seed) {
        return dealt(BySource.drawn(shares, seed));
    }

    @Override
    ParallelTexts ordered(Shares shares) {
        return dealt(BySource.inOrder(shares));
    }

    /**
     * Returns how many pairs there are.
     *
     * @return the count
     */
    @Override
    public int size() {
        return sides.size();
    }

    /**
     * Returns the source of a pair.
     *
     * @param place the pair's place, from 0
     * @return the text
     */
    public String source(int place) {
        return sides.sources().texts().get(place);
    }

    /**
     * Returns the target of a pair.
     *
     * @param place the pair's place, from 0
     * @return the text
     */
    public String target(int place) {
        return sides.targets().texts().get(place);
    }

    /**
     * Returns the source of a pair in tokens.
     *
     * @param place the pair's place, from 0
     * @return the tokens, at least one
     * @throws IllegalArgumentException if the tokenizer finds none
     */
    public List<String> sourceTokens(int place) {
        return sides.sources().tokens(place);
    }

    /**
     * Returns the target of a pair in tokens.
     *
     * @param place the pair's place, from 0
     * @return the tokens, at least one, without the marks of begin and end
     * @throws IllegalArgumentException if the tokenizer finds none
     */
    public List<String> targetTokens(int place) {
        return sides.targets().tokens(place);
    }

    /**
     * Returns all that a source may be translated as: the different targets of its pairs in the same part.
     *
     * @param place the place of one of the pairs, from 0
     * @return the targets in tokens, at least one, in the order of the pairs
     */
    public List<List<String>> references(int place) {
        Map<String, List<Integer>> known = bySource;
        if (known == null) {
            known = new HashMap<>();
            for (int k = 0; k < size(); k++) {
                known.computeIfAbsent(source(k), key -> new ArrayList<>()).add(k);
            }
            bySource = known;
        }
        Part part = split().part(place);
        return known.getOrDefault(source(place), List.of(place)).stream()
                .filter(other -> split().part(other) == part)
                .map(this::targetTokens)
                .distinct()
                .toList();
    }

    /**
     * Returns the vocabulary of the training part's sources.
     *
     * @return the vocabulary, which begins with the four specials
     */
    public Vocabulary sourceVocabulary() {
        Vocabulary counted = sourceVocabulary;
        if (counted == null) {
            counted = limits.count(split().train(), sides.sources()::tokens);
            sourceVocabulary = counted;
        }
        return counted;
    }

    /**
     * Returns the vocabulary of the training part's targets.
     *
     * @return the vocabulary, which begins with the four specials
     */
    public Vocabulary targetVocabulary() {
        Vocabulary counted = targetVocabulary;
        if (counted == null) {
            counted = limits.count(split().train(), sides.targets()::tokens);
            targetVocabulary = counted;
        }
        return counted;
    }

    /**
     * Returns how sources are cut.
     *
     * @return the tokenizer
     */
    public Tokenizer sourceTokenizer() {
        return sides.sources().tokenizer();
    }

    /**
     * Returns how targets are cut.
     *
     * @return the tokenizer
     */
    public Tokenizer targetTokenizer() {
        return sides.targets().tokenizer();
    }

    /**
     * Returns a number that tells sets of other texts or other tokens apart, the same in every run.
     *
     * @return the number; names and parts do not count
     */
    public int contentHash() {
        return sides.contentHash();
    }

    /**
     * Returns the pairs as a table with the columns {@code source}, {@code target} and {@code part}, which is
     * {@code train}, {@code validation} or {@code test}.
     *
     * @return the table, a row for each pair
     */
    public Table table() {
        return Table.create(
                name(),
                StringColumn.create("source", sides.sources().texts()),
                StringColumn.create("target", sides.targets().texts()),
                partColumn());
    }

    @Override
    public String toString() {
        return described(String.format(
                Locale.ROOT,
                "%,d pairs of %,d sources",
                size(),
                sides.sources().texts().stream().distinct().count()));
    }
}
