package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.Bleu.Smoothing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Published figures: of the paper, of NLTK 3.2 (nltk.translate.bleu_score) and of sacreBLEU 2 (its own tests). */
class BleuTest {
    private static final List<List<String>> MILITARY = List.of(
            words("It is a guide to action that ensures that the military will forever heed Party commands"),
            words("It is the guiding principle which guarantees the military forces always being under the command"
                    + " of the Party"),
            words("It is the practical guide for the army always to heed the directions of the party"));
    private static final List<String> GOOD =
            words("It is a guide to action which ensures that the military always obeys the commands of the party");
    private static final List<String> POOR =
            words("It is to insure the troops forever hearing the activity guidebook that party direct");

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static Bleu one(List<String> translation, List<List<String>> references) {
        return Bleu.of(List.of(translation), List.of(references));
    }

    private static Bleu one(String translation, String reference) {
        return one(words(translation), List.of(words(reference)));
    }

    @Test
    void aWordCountsAsOftenAsInOneReference() {
        Bleu the = one(
                words("the the the the the the the"),
                List.of(words("the cat is on the mat"), words("there is a cat on the mat")));
        assertEquals(List.of(2L, 0L, 0L, 0L), the.matches());
        assertEquals(List.of(7L, 6L, 5L, 4L), the.totals());
        assertEquals(2 / 7.0, the.precisions()[0], 1e-15);
    }

    @Test
    void precisionsAreThoseOfThePaper() {
        assertEquals(17 / 18.0, one(GOOD, MILITARY).precisions()[0], 1e-15);
        assertEquals(10 / 17.0, one(GOOD, MILITARY).precisions()[1], 1e-15);
        assertEquals(8 / 14.0, one(POOR, MILITARY).precisions()[0], 1e-15);
        assertEquals(1 / 13.0, one(POOR, MILITARY).precisions()[1], 1e-15);
        Bleu little = one(words("of the"), MILITARY);
        assertArrayEquals(new double[] {1, 1, 0, 0}, little.precisions());
        assertEquals(Math.exp(1 - 16 / 2.0), little.brevityPenalty(), 1e-15); // the nearest reference has 16 words
    }

    @Test
    void theReferenceNearestInLengthCountsTheShorterOfTwo() {
        assertEquals(1, penalty(12, 12, 15, 17));
        assertEquals(0.2635971381157267, penalty(12, 28, 28), 1e-15);
        assertEquals(0.9200, penalty(12, 13, 2), 5e-5);
        assertEquals(1, penalty(12, 13, 11));
        assertEquals(1, penalty(12, 11, 13));
    }

    private static double penalty(int length, int... references) {
        return one(
                        IntStream.range(0, length).mapToObj(k -> "a").toList(),
                        IntStream.of(references)
                                .mapToObj(many -> IntStream.range(0, many)
                                        .mapToObj(k -> "a")
                                        .toList())
                                .toList())
                .brevityPenalty();
    }

    @Test
    void scoresAreThoseOfNltk() {
        assertEquals(0.5045, one(GOOD, MILITARY).score(), 1e-4);
        List<String> book = words("he read the book because he was interested in world history");
        List<String> reference = words("he was interested in world history because he read the book");
        Bleu both = Bleu.of(List.of(GOOD, book), List.of(MILITARY, List.of(reference)));
        assertEquals(0.5920, both.score(), 1e-4);
        double mean =
                (one(GOOD, MILITARY).score() + one(book, List.of(reference)).score()) / 2;
        assertEquals(0.6223, mean, 1e-4);
    }

    @Test
    void scoresAreThoseOfSacreBleu() {
        Bleu dog = Bleu.of(
                List.of(
                        words("The dog bit the man ."),
                        words("It wasn't surprising ."),
                        words("The man had just bitten him .")),
                List.of(
                        List.of(words("The dog bit the man ."), words("The dog had bit the man .")),
                        List.of(words("It was not unexpected ."), words("No one was surprised .")),
                        List.of(words("The man bit him first ."), words("The man had bitten the dog ."))));
        assertEquals(48.530827, 100 * dog.score(), 5e-7);
        assertEquals("BLEU 48.53 = 82.4/50.0/45.5/37.5 (brevity penalty 0.943, 17 tokens for 18)", dog.toString());
        Bleu counted = new Bleu(List.of(9L, 7L, 5L, 3L), List.of(10L, 8L, 6L, 4L), 11, 11, Smoothing.none());
        assertEquals(0.8375922397, counted.score(), 5e-11);
        Bleu sequence = one("am I am a character sequence", "I am a symbol string sequence a a");
        assertEquals(List.of(4L, 2L, 1L, 0L), sequence.matches());
        assertEquals(List.of(6L, 5L, 4L, 3L), sequence.totals());
    }

    @Test
    void smoothingIsThatOfSacreBleu() {
        Bleu sugar = one(
                "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb ;",
                "producţia de zahăr brut se exprimă în zahăr alb ;");
        assertEquals(0, sugar.score());
        assertEquals(8.493, 100 * sugar.smoothed(Smoothing.exponential()).score(), 1e-3);
        assertEquals(14.882, 100 * sugar.smoothed(Smoothing.add(1)).score(), 1e-3);
        assertEquals(21.389, 100 * sugar.smoothed(Smoothing.add(2)).score(), 1e-3);
        assertTrue(sugar.smoothed(Smoothing.add(1)).toString().endsWith(", smoothed by adding 1.0)"));
        Bleu smoothed = sugar.smoothed(Smoothing.exponential());
        assertTrue(smoothed.toString().endsWith("14 tokens for 10, smoothed exponentially)"), smoothed.toString());
        assertEquals(0.5 / sugar.totals().get(2), smoothed.precisions()[2], 1e-15);
        assertEquals(0.25 / sugar.totals().get(3), smoothed.precisions()[3], 1e-15);
    }

    @Test
    void nothingRightIsNothingHoweverSmoothed() {
        Bleu wrong = one("this is a cat", "okay thanks");
        assertEquals(0, wrong.score());
        assertEquals(0, wrong.smoothed(Smoothing.exponential()).score());
        assertEquals(0, wrong.smoothed(Smoothing.add(1)).score());
        Bleu silent = one(List.of(), List.of(words("okay thanks")));
        assertEquals(0, silent.brevityPenalty());
        assertEquals(0, silent.score());
        assertEquals(List.of(0L, 0L, 0L, 0L), silent.totals());
    }

    @Test
    void shortSentencesHaveNoLongRuns() {
        Bleu perfect = one("a test", "a test");
        assertEquals(0, perfect.score());
        assertEquals(0, perfect.smoothed(Smoothing.exponential()).score());
        assertEquals(1, perfect.smoothed(Smoothing.add(1)).score(), 1e-15);
    }

    @Test
    void randomCorporaScoreAsTheDefinitionSays() {
        Random random = new Random(4);
        double sum = 0;
        for (int trial = 0; trial < 300; trial++) {
            List<List<String>> translations = new ArrayList<>();
            List<List<List<String>>> references = new ArrayList<>();
            for (int sentence = 0; sentence <= random.nextInt(4); sentence++) {
                translations.add(random(random, random.nextInt(9)));
                List<List<String>> of = new ArrayList<>();
                for (int k = 0; k <= random.nextInt(3); k++) {
                    of.add(random(random, 1 + random.nextInt(9)));
                }
                references.add(of);
            }
            double expected = slow(translations, references);
            assertEquals(expected, Bleu.of(translations, references).score(), 1e-12);
            sum += expected;
        }
        assertTrue(sum > 10, "hardly any corpus with a score: " + sum);
    }

    private static List<String> random(Random random, int length) {
        return random.ints(length, 0, 3)
                .mapToObj(id -> "abc".substring(id, id + 1))
                .toList();
    }

    /** Each different n-gram is looked for anew, in each reference by itself. */
    private static double slow(List<List<String>> translations, List<List<List<String>>> references) {
        double product = 1;
        for (int n = 1; n <= 4; n++) {
            long found = 0;
            long all = 0;
            for (int s = 0; s < translations.size(); s++) {
                List<String> runs = runs(translations.get(s), n);
                all += runs.size();
                for (String run : new TreeSet<>(runs)) {
                    long most = 0;
                    for (List<String> reference : references.get(s)) {
                        most = Math.max(most, Collections.frequency(runs(reference, n), run));
                    }
                    found += Math.min(most, Collections.frequency(runs, run));
                }
            }
            product *= all == 0 ? 0 : (double) found / all;
        }
        double c = 0;
        double r = 0;
        for (int s = 0; s < translations.size(); s++) {
            int length = translations.get(s).size();
            int best = 1000;
            for (List<String> reference : references.get(s)) {
                int off = Math.abs(reference.size() - length);
                int bestOff = Math.abs(best - length);
                best = off < bestOff || off == bestOff && reference.size() < best ? reference.size() : best;
            }
            c += length;
            r += best;
        }
        return c == 0 ? 0 : Math.min(1, Math.exp(1 - r / c)) * Math.pow(product, 0.25);
    }

    private static List<String> runs(List<String> tokens, int n) {
        List<String> runs = new ArrayList<>();
        for (int from = 0; from + n <= tokens.size(); from++) {
            runs.add(String.join(" ", tokens.subList(from, from + n)));
        }
        return runs;
    }

    @Test
    void badInputSaysWhatToDo() {
        assertMessage(
                "0 translations and the references of 0 sentences, expected at least one, and references for each",
                () -> Bleu.of(List.of(), List.of()));
        assertMessage(
                "1 translations and the references of 2 sentences, expected at least one, and references for each",
                () -> Bleu.of(List.of(GOOD), List.of(MILITARY, MILITARY)));
        assertMessage(
                "sentence 1 has no reference: expected one or more of at least one token, leave the sentence out",
                () -> Bleu.of(List.of(GOOD, GOOD), List.of(MILITARY, List.of())));
        assertMessage(
                "sentence 0 has a reference without a token: expected one or more of at least one token, leave the"
                        + " sentence out",
                () -> one(GOOD, List.of(POOR, List.of())));
        assertMessage("k is 0.0 with the kind ADD, expected a number above 0, such as 1", () -> Smoothing.add(0));
        assertMessage(
                "k is NaN with the kind ADD, expected a number above 0, such as 1", () -> Smoothing.add(Double.NaN));
        assertMessage(
                "k is 1.0 with the kind NONE, expected 0, which adds nothing",
                () -> new Smoothing(Smoothing.Kind.NONE, 1));
        assertMessage(
                "of 8 2-grams 9 match, expected 0 to all of them",
                () -> new Bleu(List.of(9L, 9L, 5L, 3L), List.of(10L, 8L, 6L, 4L), 11, 11, Smoothing.none()));
        assertMessage(
                "matches are [1] and totals [1], expected 4 of each, for runs of 1 to 4 tokens",
                () -> new Bleu(List.of(1L), List.of(1L), 1, 1, Smoothing.none()));
        assertMessage(
                "length is -1 and referenceLength 1, expected the numbers of tokens, from 0",
                () -> new Bleu(List.of(0L, 0L, 0L, 0L), List.of(0L, 0L, 0L, 0L), -1, 1, Smoothing.none()));
    }

    private static void assertMessage(String expected, Executable call) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
