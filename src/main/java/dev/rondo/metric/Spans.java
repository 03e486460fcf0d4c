package dev.rondo.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many spans (names, chunks, slots) were found, counted as conlleval does, the scorer of the CoNLL tasks: a span is
 * right if its type, its first and its last word are all right, and half right is wrong.
 *
 * <p>A tag is O, or a prefix and a type as in B-PER: B begins a span, I (or M) goes on, E (or L) is its last word, S
 * (or U) its only one; a prefix alone has the type of no name. A word of a type begins a span if
 *
 * <ul>
 *   <li>it is the sentence's first, or the word before it is outside,
 *   <li>its prefix says so: B or S,
 *   <li>the word before ended one: E or S, or
 *   <li>the word before has another type.
 * </ul>
 *
 * Otherwise it goes on with the span of the word before, and a span ends where none goes on. So a sequence that breaks
 * its scheme is not refused but read with good will: I-PER after O begins a span, as IOB1 does where spans do not
 * touch; I-LOC after B-PER begins one; a B without an E ends where the next begins. For IOB1, BIO (IOB2), IOE1 and IOE2
 * this is what conlleval counts (E. F. Tjong Kim Sang and S. Buchholz, <i>Introduction to the CoNLL-2000 Shared Task:
 * Chunking</i>, 2000; E. F. Tjong Kim Sang and J. Veenstra, <i>Representing Text Chunks</i>, EACL 1999); BIOES and
 * BMES, of which it knows nothing, follow by the meaning of S and of B after E. As there, a share of nothing is 0,
 * where {@link Classification} says NaN.
 *
 * <pre>{@code
 * Spans spans = Spans.of(List.of(List.of("B-PER", "I-PER", "O")), List.of(List.of("B-PER", "O", "O")));
 * double f1 = spans.all().f1(); // 0: the name was cut short
 * }</pre>
 *
 * @param types the counts of each type, sorted by its name
 * @param words how many words there are, from 1
 * @param right how many of them have the right tag
 */
public record Spans(Map<String, Count> types, long words, long right) {
    /**
     * Checks and copies.
     *
     * @param types the counts of each type
     * @param words how many words there are
     * @param right how many of them have the right tag
     * @throws IllegalArgumentException if there are no words, or fewer than right ones
     */
    public Spans {
        if (words < 1 || right < 0 || right > words) {
            throw new IllegalArgumentException(
                    right + " of " + words + " words are right, expected at least 1 word and 0 to all of them right");
        }
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /**
     * A span.
     *
     * @param type its type
     * @param from the place of its first word
     * @param to the place after its last word
     */
    public record Span(String type, int from, int to) {}

    /**
     * How many spans there are, were predicted, and are both.
     *
     * @param actual how many there are
     * @param predicted how many were predicted
     * @param right how many of the predicted ones there are
     */
    public record Count(long actual, long predicted, long right) {
        /**
         * Checks the numbers.
         *
         * @param actual how many there are
         * @param predicted how many were predicted
         * @param right how many of the predicted ones there are
         * @throws IllegalArgumentException if a number is below 0 or more are right than there are or were predicted
         */
        public Count {
            if (right < 0 || right > Math.min(actual, predicted)) {
                throw new IllegalArgumentException(right + " spans are right of " + actual + " actual and " + predicted
                        + " predicted ones, expected 0 to the smaller of the two");
            }
        }

        /**
         * Returns the share of predicted spans that are right.
         *
         * @return from 0 to 1; 0 where none was predicted
         */
        public double precision() {
            return predicted == 0 ? 0 : (double) right / predicted;
        }

        /**
         * Returns the share of actual spans that were predicted.
         *
         * @return from 0 to 1; 0 where there is none
         */
        public double recall() {
            return actual == 0 ? 0 : (double) right / actual;
        }

        /**
         * Returns the harmonic mean of precision and recall.
         *
         * @return from 0 to 1; 0 where both are
         */
        public double f1() {
            return right == 0 ? 0 : 2.0 * right / (actual + predicted);
        }

        private Count plus(Count other) {
            return new Count(actual + other.actual, predicted + other.predicted, right + other.right);
        }
    }

    /**
     * Counts.
     *
     * @param actual the right tags, sentence by sentence
     * @param predicted the predicted tags
     * @return the counts
     * @throws IllegalArgumentException if there are no words, sizes differ, or a tag is neither O nor a prefix with or
     *     without a type
     */
    public static Spans of(List<List<String>> actual, List<List<String>> predicted) {
        if (actual.size() != predicted.size()) {
            throw new IllegalArgumentException("there are " + actual.size() + " sentences but predictions for "
                    + predicted.size() + ": expected as many");
        }
        Map<String, Count> types = new TreeMap<>();
        long words = 0;
        long right = 0;
        for (int s = 0; s < actual.size(); s++) {
            List<String> gold = actual.get(s);
            List<String> guess = predicted.get(s);
            if (gold.size() != guess.size()) {
                throw new IllegalArgumentException("sentence " + s + " has " + gold.size() + " tags but " + guess.size()
                        + " predicted ones: expected as many");
            }
            for (int t = 0; t < gold.size(); t++) {
                right += gold.get(t).equals(guess.get(t)) ? 1 : 0;
            }
            words += gold.size();
            count(read("sentence " + s, gold), read("the prediction of sentence " + s, guess), types);
        }
        if (words == 0) {
            throw new IllegalArgumentException("nothing was counted: give at least one sentence with a word");
        }
        return new Spans(types, words, right);
    }

    private static void count(List<Span> actual, List<Span> predicted, Map<String, Count> types) {
        Set<Span> known = new HashSet<>(actual);
        for (Span span : actual) {
            types.merge(span.type, new Count(1, 0, 0), Count::plus);
        }
        for (Span span : predicted) {
            types.merge(span.type, new Count(0, 1, 0), Count::plus);
            if (known.contains(span)) {
                Count count = types.getOrDefault(span.type, new Count(0, 0, 0));
                types.put(span.type, new Count(count.actual, count.predicted, count.right + 1));
            }
        }
    }

    /**
     * Reads the spans out of a sentence's tags, by the rule above.
     *
     * @param tags the tags
     * @return the spans from left to right
     * @throws IllegalArgumentException if a tag is neither O nor a prefix with or without a type
     */
    public static List<Span> read(List<String> tags) {
        return read("the sentence", tags);
    }

    private static List<Span> read(String what, List<String> tags) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        String before = "O";
        for (int t = 0; t <= tags.size(); t++) {
            String tag = t == tags.size() ? "O" : tags.get(t);
            if (!isTag(tag)) {
                throw new IllegalArgumentException(what + " has tag '" + tag + "' at word " + t
                        + ", expected O, or B, I, M, E, L, S or U with or without a type as in B-PER");
            }
            if (outside(tag) || begins(before, tag)) {
                if (!outside(before)) {
                    spans.add(new Span(type(before), from, t));
                }
                from = t;
            }
            before = tag;
        }
        return List.copyOf(spans);
    }

    private static boolean begins(String before, String tag) {
        return outside(before)
                || "BSU".indexOf(tag.charAt(0)) >= 0
                || "ELSU".indexOf(before.charAt(0)) >= 0
                || !type(before).equals(type(tag));
    }

    private static boolean isTag(String tag) {
        return outside(tag)
                || (!tag.isEmpty()
                        && "BIMELSU".indexOf(tag.charAt(0)) >= 0
                        && (tag.length() == 1 || tag.charAt(1) == '-'));
    }

    private static boolean outside(String tag) {
        return tag.equals("O");
    }

    private static String type(String tag) {
        return tag.length() < 2 ? "" : tag.substring(2);
    }

    /**
     * Returns the counts of all types together, what is reported as micro-averaged precision, recall and F1.
     *
     * @return the sum
     */
    public Count all() {
        return types.values().stream().reduce(new Count(0, 0, 0), Count::plus);
    }

    /**
     * Returns the counts of one type.
     *
     * @param name its name
     * @return its counts; zeros where there is none and none was predicted
     */
    public Count of(String name) {
        return types.getOrDefault(name, new Count(0, 0, 0));
    }

    /**
     * Returns the mean of the types' F1 scores, each type counting the same.
     *
     * @return from 0 to 1; 0 where there are no spans at all
     */
    public double macroF1() {
        return types.values().stream().mapToDouble(Count::f1).average().orElse(0);
    }

    /**
     * Returns the share of words with the right tag, which flatters where most are outside.
     *
     * @return from 0 to 1
     */
    public double accuracy() {
        return (double) right / words;
    }

    @Override
    public String toString() {
        Count all = all();
        return String.format(
                Locale.ROOT,
                "precision %.4f, recall %.4f, F1 %.4f over %,d spans of %d types; accuracy %.4f over %,d words",
                all.precision(),
                all.recall(),
                all.f1(),
                all.actual,
                types.size(),
                accuracy(),
                words);
    }
}
