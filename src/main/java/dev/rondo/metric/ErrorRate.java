package dev.rondo.metric;

import dev.rondo.metric.EditDistance.Edit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far predicted sequences are from the actual ones: the edits of {@link EditDistance} over all of them, against the
 * symbols there are. Over characters this is the character error rate, over words the word error rate.
 *
 * <pre>{@code
 * rate = (substitutions + insertions + deletions) / (hits + substitutions + deletions)
 * }</pre>
 *
 * It is the sum over the sum, so a long sequence counts for more than a short one; and it passes 1 where more is
 * predicted than there is.
 *
 * <pre>{@code
 * ErrorRate rate = ErrorRate.words(List.of("the cat sat"), List.of("the cat sat down"));
 * System.out.println(rate.rate()); // 1 of 3
 * System.out.println(rate.mistakes()); // [Mistake[actual=, predicted=down, count=1]]
 * }</pre>
 *
 * @param sequences how many sequences there are, from 1
 * @param exact how many of them were predicted without a mistake
 * @param hits how many symbols were
 * @param mistakes what was taken for what, the most frequent first
 */
public record ErrorRate(long sequences, long exact, long hits, List<Mistake> mistakes) {
    private static final Comparator<Mistake> FREQUENT_FIRST = Comparator.comparingLong(Mistake::count)
            .reversed()
            .thenComparing(Mistake::actual)
            .thenComparing(Mistake::predicted);

    /**
     * A kind of mistake.
     *
     * @param actual the actual symbol; empty for an insertion
     * @param predicted what was predicted in its place; empty for a deletion
     * @param count how often, from 1
     */
    public record Mistake(String actual, String predicted, long count) {
        /**
         * Checks the values.
         *
         * @param actual the actual symbol
         * @param predicted what was predicted
         * @param count how often
         * @throws IllegalArgumentException if the two are the same or the count is below 1
         */
        public Mistake {
            if (actual.equals(predicted) || count < 1) {
                throw new IllegalArgumentException("'" + actual + "' was taken for '" + predicted + "' " + count
                        + " times, expected different symbols, at least once");
            }
        }
    }

    /**
     * Checks the numbers and sorts the mistakes.
     *
     * @param sequences how many sequences there are
     * @param exact how many of them were predicted without a mistake
     * @param hits how many symbols were
     * @param mistakes what was taken for what
     * @throws IllegalArgumentException if there is no actual symbol, or a number does not fit the others
     */
    public ErrorRate {
        mistakes = mistakes.stream().sorted(FREQUENT_FIRST).toList();
        if (sequences < 1 || exact < 0 || exact > sequences || hits < 0) {
            throw new IllegalArgumentException(exact + " of " + sequences + " sequences are exact, with " + hits
                    + " hits: expected at least 1 sequence, 0 to all of them exact, and hits from 0");
        }
        if (hits + count(mistakes, mistake -> !mistake.actual.isEmpty()) == 0) {
            throw new IllegalArgumentException("nothing was counted: give at least one sequence with a symbol");
        }
    }

    /**
     * Compares symbols.
     *
     * @param actual the right symbols, sequence by sequence; one may be empty, but not all
     * @param predicted the predicted symbols
     * @return the rate
     * @throws IllegalArgumentException if there are not as many sequences of both, there is no actual symbol, or one is
     *     written as nothing
     */
    public static ErrorRate of(List<List<String>> actual, List<List<String>> predicted) {
        if (actual.size() != predicted.size()) {
            throw new IllegalArgumentException("there are " + actual.size() + " sequences but predictions for "
                    + predicted.size() + ": expected as many");
        }
        Map<List<String>, Long> mistakes = new HashMap<>();
        long exact = 0;
        long hits = 0;
        for (int k = 0; k < actual.size(); k++) {
            if (actual.get(k).contains("") || predicted.get(k).contains("")) {
                throw new IllegalArgumentException("sequence " + k + " or its prediction has a symbol '', "
                        + "expected at least a letter in each: leave out what is nothing");
            }
            EditDistance distance = EditDistance.of(actual.get(k), predicted.get(k));
            exact += distance.edits() == 0 ? 1 : 0;
            hits += distance.hits();
            count(distance, actual.get(k), predicted.get(k), mistakes);
        }
        List<Mistake> kinds = mistakes.entrySet().stream()
                .map(kind -> new Mistake(kind.getKey().get(0), kind.getKey().get(1), kind.getValue()))
                .toList();
        return new ErrorRate(actual.size(), exact, hits, kinds);
    }

    private static void count(
            EditDistance distance, List<String> actual, List<String> predicted, Map<List<String>, Long> mistakes) {
        for (EditDistance.Step step : distance.alignment()) {
            if (step.edit() != Edit.HIT) {
                String left = step.edit() == Edit.INSERTION ? "" : actual.get(step.actual());
                String right = step.edit() == Edit.DELETION ? "" : predicted.get(step.predicted());
                mistakes.merge(List.of(left, right), 1L, Long::sum);
            }
        }
    }

    /**
     * Compares numbers, such as the labels of {@code Ctc}.
     *
     * @param actual the right numbers, sequence by sequence; one may be empty, but not all
     * @param predicted the predicted numbers
     * @return the rate, its mistakes with the numbers written out
     * @throws IllegalArgumentException if there are not as many sequences of both, or there is no actual number
     */
    public static ErrorRate of(int[][] actual, int[][] predicted) {
        return of(written(actual), written(predicted));
    }

    private static List<List<String>> written(int[][] sequences) {
        return Arrays.stream(sequences)
                .map(sequence ->
                        Arrays.stream(sequence).mapToObj(String::valueOf).toList())
                .toList();
    }

    /**
     * Compares texts character by character, those of Unicode; spaces count.
     *
     * @param actual the right texts; one may be empty, but not all
     * @param predicted the predicted texts
     * @return the character error rate
     * @throws IllegalArgumentException if there are not as many texts of both, or there is no actual character
     */
    public static ErrorRate characters(List<String> actual, List<String> predicted) {
        return of(parts(actual, ErrorRate::characters), parts(predicted, ErrorRate::characters));
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /**
     * Compares texts word by word, a word being what stands between white space.
     *
     * @param actual the right texts; one may be empty, but not all
     * @param predicted the predicted texts
     * @return the word error rate
     * @throws IllegalArgumentException if there are not as many texts of both, or there is no actual word
     */
    public static ErrorRate words(List<String> actual, List<String> predicted) {
        return of(parts(actual, ErrorRate::words), parts(predicted, ErrorRate::words));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static List<List<String>> parts(List<String> texts, Function<String, List<String>> split) {
        return texts.stream().map(split).toList();
    }

    /**
     * Returns how many symbols have another predicted in their place.
     *
     * @return the number of substitutions
     */
    public long substitutions() {
        return count(mistakes, mistake -> !mistake.actual.isEmpty() && !mistake.predicted.isEmpty());
    }

    /**
     * Returns how many symbols were predicted that are not there.
     *
     * @return the number of insertions
     */
    public long insertions() {
        return count(mistakes, mistake -> mistake.actual.isEmpty());
    }

    /**
     * Returns how many symbols are there that were not predicted.
     *
     * @return the number of deletions
     */
    public long deletions() {
        return count(mistakes, mistake -> mistake.predicted.isEmpty());
    }

    private static long count(List<Mistake> mistakes, Predicate<Mistake> which) {
        return mistakes.stream().filter(which).mapToLong(Mistake::count).sum();
    }

    /**
     * Returns how many edits it takes.
     *
     * @return substitutions, insertions and deletions together
     */
    public long edits() {
        return count(mistakes, mistake -> true);
    }

    /**
     * Returns how many actual symbols there are.
     *
     * @return the summed lengths of the actual sequences, at least 1
     */
    public long symbols() {
        return hits + edits() - insertions();
    }

    /**
     * Returns the rate of errors.
     *
     * @return edits over actual symbols, from 0; above 1 where there are more
     */
    public double rate() {
        return (double) edits() / symbols();
    }

    /**
     * Returns the share of sequences that were predicted without a mistake.
     *
     * @return from 0 to 1
     */
    public double exactShare() {
        return (double) exact / sequences;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "error rate %.4f (%,d substitutions, %,d insertions, %,d deletions) over %,d symbols; "
                        + "%.4f of %,d sequences exact",
                rate(),
                substitutions(),
                insertions(),
                deletions(),
                symbols(),
                exactShare(),
                sequences);
    }
}
