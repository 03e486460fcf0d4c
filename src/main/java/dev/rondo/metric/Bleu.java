package dev.rondo.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * BLEU of a whole corpus: how many runs of one to four tokens a translation shares with its references (K. Papineni,
 * S. Roukos, T. Ward and W.-J. Zhu, <i>BLEU: a Method for Automatic Evaluation of Machine Translation</i>, ACL 2002).
 *
 * <pre>
 * BLEU = BP · exp( ¼ (ln p₁ + ln p₂ + ln p₃ + ln p₄) )
 * BP = 1 if c ≥ r, else exp(1 - r/c)
 * </pre>
 *
 * where p_n is the share of the translations' n-grams that stand in a reference, each counted at most as often as in
 * the one reference that has it most often; c is the length of all translations and r that of the references, of each
 * sentence the one nearest in length, the shorter of two as near. Counts are summed over the corpus before they are
 * divided: it is not the mean of the sentences' scores.
 *
 * <p>It depends on how texts are cut. A figure to be compared with published ones needs their tokens, such as those of
 * sacreBLEU (M. Post, <i>A Call for Clarity in Reporting BLEU Scores</i>, WMT 2018).
 *
 * <pre>{@code
 * Bleu bleu = Bleu.of(
 *         List.of(List.of("the", "cat", "sat", "on", "the", "mat")),
 *         List.of(List.of(List.of("the", "cat", "sat", "on", "a", "mat"))));
 * double score = bleu.score(); // 0.537
 * }</pre>
 *
 * @param matches how many n-grams stand in a reference, n from 1 to 4
 * @param totals how many n-grams the translations have, n from 1 to 4
 * @param length the tokens of all translations, c
 * @param referenceLength the tokens of the references that count, r
 * @param smoothing what becomes of an order without a match
 */
public record Bleu(List<Long> matches, List<Long> totals, long length, long referenceLength, Smoothing smoothing) {
    /** The longest run that counts. */
    public static final int ORDERS = 4;

    /**
     * Checks and copies.
     *
     * @param matches how many n-grams stand in a reference
     * @param totals how many n-grams there are
     * @param length the tokens of all translations
     * @param referenceLength the tokens of the references that count
     * @param smoothing what becomes of an order without a match
     * @throws IllegalArgumentException if there are not four of each, more match than there are, or a length is below 0
     */
    public Bleu {
        matches = List.copyOf(matches);
        totals = List.copyOf(totals);
        if (matches.size() != ORDERS || totals.size() != ORDERS) {
            throw new IllegalArgumentException("matches are " + matches + " and totals " + totals + ", expected "
                    + ORDERS + " of each, for runs of 1 to " + ORDERS + " tokens");
        }
        for (int k = 0; k < ORDERS; k++) {
            if (matches.get(k) < 0 || matches.get(k) > totals.get(k)) {
                throw new IllegalArgumentException("of " + totals.get(k) + " " + (k + 1) + "-grams " + matches.get(k)
                        + " match, expected 0 to all of them");
            }
        }
        if (length < 0 || referenceLength < 0) {
            throw new IllegalArgumentException("length is " + length + " and referenceLength " + referenceLength
                    + ", expected the numbers of tokens, from 0");
        }
    }

    /**
     * What becomes of an order without a match, which makes the score of a few short sentences 0 (B. Chen and C.
     * Cherry,
     * <i>A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU</i>, WMT 2014). Without any match at
     * all the score is 0 whatever the smoothing.
     *
     * @param kind the way
     * @param k what {@link Kind#ADD} adds; 0 for the others
     */
    public record Smoothing(Kind kind, double k) {
        /** The ways of smoothing. */
        public enum Kind {
            /** Nothing is done. */
            NONE,
            /** A number is added to the matches and totals of n above 1. */
            ADD,
            /** The first order without a match counts as half a match, the next as a quarter, and so on. */
            EXPONENTIAL
        }

        /**
         * Checks the number.
         *
         * @param kind the way
         * @param k what is added
         * @throws IllegalArgumentException if it is not above 0, or not 0 for a kind that adds nothing
         */
        public Smoothing {
            if (kind == Kind.ADD ? !(k > 0 && k < Double.POSITIVE_INFINITY) : k != 0) {
                throw new IllegalArgumentException("k is " + k + " with the kind " + kind + ", expected "
                        + (kind == Kind.ADD ? "a number above 0, such as 1" : "0, which adds nothing"));
            }
        }

        /**
         * Leaves counts as they are, as the paper has it.
         *
         * @return the smoothing
         */
        public static Smoothing none() {
            return new Smoothing(Kind.NONE, 0);
        }

        /**
         * Adds a number to the matches and totals of n above 1 (C.-Y. Lin and F. J. Och, 2004, with 1); {@code add-k}
         * of sacreBLEU. An order too long for all translations then counts as right in full, as it does there.
         *
         * @param k the number, above 0
         * @return the smoothing
         * @throws IllegalArgumentException if the number is not above 0
         */
        public static Smoothing add(double k) {
            return new Smoothing(Kind.ADD, k);
        }

        /**
         * Counts the first order without a match as half a match, the next as a quarter, as NIST's mteval does; {@code
         * exp} of sacreBLEU. An order without any n-gram stays 0.
         *
         * @return the smoothing
         */
        public static Smoothing exponential() {
            return new Smoothing(Kind.EXPONENTIAL, 0);
        }
    }

    /**
     * Compares translations with their references, without smoothing.
     *
     * @param translations the tokens of each sentence; none where nothing was said
     * @param references for each sentence at least one reference in tokens
     * @return the counts and the score
     * @throws IllegalArgumentException if there is no translation, the numbers differ, or a sentence has no reference
     *     or an empty one
     */
    public static Bleu of(List<List<String>> translations, List<List<List<String>>> references) {
        check(translations, references);
        long[] matches = new long[ORDERS];
        long[] totals = new long[ORDERS];
        long length = 0;
        long referenceLength = 0;
        for (int place = 0; place < translations.size(); place++) {
            List<String> translation = translations.get(place);
            for (int n = 1; n <= ORDERS; n++) {
                matches[n - 1] += matches(translation, references.get(place), n);
                totals[n - 1] += Math.max(0, translation.size() - n + 1);
            }
            length += translation.size();
            referenceLength += nearest(translation.size(), references.get(place));
        }
        return new Bleu(
                LongStream.of(matches).boxed().toList(),
                LongStream.of(totals).boxed().toList(),
                length,
                referenceLength,
                Smoothing.none());
    }

    private static void check(List<List<String>> translations, List<List<List<String>>> references) {
        if (translations.isEmpty() || translations.size() != references.size()) {
            throw new IllegalArgumentException(translations.size() + " translations and the references of "
                    + references.size() + " sentences, expected at least one, and references for each");
        }
        for (int place = 0; place < references.size(); place++) {
            if (references.get(place).isEmpty()
                    || references.get(place).stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException("sentence " + place
                        + (references.get(place).isEmpty() ? " has no reference" : " has a reference without a token")
                        + ": expected one or more of at least one token, leave the sentence out");
            }
        }
    }

    /**
     * Counts the n-grams of a sentence that stand in a reference, each as often as the reference that has most of it.
     */
    private static long matches(List<String> translation, List<List<String>> references, int n) {
        Map<List<String>, Integer> most = new HashMap<>();
        for (List<String> reference : references) {
            counts(reference, n).forEach((run, count) -> most.merge(run, count, Math::max));
        }
        return counts(translation, n).entrySet().stream()
                .mapToLong(entry -> Math.min(entry.getValue(), most.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    private static Map<List<String>, Integer> counts(List<String> tokens, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int from = 0; from + n <= tokens.size(); from++) {
            counts.merge(tokens.subList(from, from + n), 1, Integer::sum);
        }
        return counts;
    }

    /** Returns the length of the reference nearest in length, the shorter of two as near. */
    private static int nearest(int length, List<List<String>> references) {
        List<Integer> lengths =
                new ArrayList<>(references.stream().map(List::size).toList());
        Collections.sort(lengths);
        return lengths.stream()
                .reduce((best, other) -> Math.abs(other - length) < Math.abs(best - length) ? other : best)
                .orElseThrow();
    }

    /**
     * Returns the same counts smoothed otherwise.
     *
     * @param other the smoothing
     * @return the changed value
     */
    public Bleu smoothed(Smoothing other) {
        return new Bleu(matches, totals, length, referenceLength, other);
    }

    /**
     * Returns the modified precisions p_n, smoothed.
     *
     * @return four shares from 0 to 1, n from 1 to 4; 0 for an order of which there is no n-gram
     */
    public double[] precisions() {
        double[] precisions = new double[ORDERS];
        double share = 1;
        for (int k = 0; k < ORDERS; k++) {
            double more = smoothing.kind() == Smoothing.Kind.ADD && k > 0 ? smoothing.k() : 0;
            double matched = matches.get(k) + more;
            double total = totals.get(k) + more;
            if (matched == 0 && smoothing.kind() == Smoothing.Kind.EXPONENTIAL) {
                share /= 2;
                matched = share;
            }
            precisions[k] = total == 0 ? 0 : matched / total;
        }
        return precisions;
    }

    /**
     * Returns the brevity penalty BP, which keeps translations from being right by saying little.
     *
     * @return from 0 to 1; 0 where nothing was said
     */
    public double brevityPenalty() {
        return length >= referenceLength ? 1 : Math.exp(1 - (double) referenceLength / length);
    }

    /**
     * Returns BLEU. Papers mostly give a hundred times this.
     *
     * @return from 0 to 1; 0 where a precision is 0 or no token matches
     */
    public double score() {
        if (matches.get(0) == 0) { // a longer run cannot match either
            return 0;
        }
        double logs = DoubleStream.of(precisions()).map(Math::log).sum(); // ln 0 is -infinity, and exp of it 0
        return brevityPenalty() * Math.exp(logs / ORDERS);
    }

    /**
     * Describes the score as sacreBLEU does, a hundredfold: {@code BLEU 48.53 = 82.4/50.0/45.5/37.5 (brevity penalty
     * 0.943, 17 tokens for 18)}, and the smoothing, if there is any.
     *
     * @return the description
     */
    @Override
    public String toString() {
        String shares = IntStream.range(0, ORDERS)
                .mapToObj(k -> String.format(Locale.ROOT, "%.1f", 100 * precisions()[k]))
                .collect(Collectors.joining("/"));
        String smoothed =
                switch (smoothing.kind()) {
                    case NONE -> "";
                    case ADD -> ", smoothed by adding " + smoothing.k();
                    case EXPONENTIAL -> ", smoothed exponentially";
                };
        return String.format(
                Locale.ROOT,
                "BLEU %.2f = %s (brevity penalty %.3f, %,d tokens for %,d%s)",
                100 * score(),
                shares,
                brevityPenalty(),
                length,
                referenceLength,
                smoothed);
    }
}
