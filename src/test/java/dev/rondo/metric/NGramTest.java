package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.data.MarkovText;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NGramTest {
    private static final int[] NOTHING = {};

    @Test
    void unigramsDiscountRawCountsTowardsTheUniform() {
        // Counts 2 and 1; too few for estimates, so D(1) = 1/2, D(2) = 1 and (1 + 1/2) / 3 goes to the uniform 1/3.
        NGram model = NGram.train(new int[] {0, 0, 1}, 3, 1);
        assertEquals(1.0 / 2, model.probability(NOTHING, 0), 1e-15);
        assertEquals(1.0 / 3, model.probability(NOTHING, 1), 1e-15);
        assertEquals(1.0 / 6, model.probability(NOTHING, 2), 1e-15);
    }

    @Test
    void discountsAreEstimatedFromTheCountsOfCounts() {
        // Counted once: 0, 1; twice: 2; three times: 3; four times: 4; never: 5. Y = 2/4, D(1) = D(2) = 1/2, D(3) = 1.
        NGram model = NGram.train(new int[] {0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4}, 6, 1);
        double uniformPart = (3 * 0.5 + 2 * 1) / 11 / 6;
        assertEquals(0.5 / 11 + uniformPart, model.probability(NOTHING, 0), 1e-15);
        assertEquals(1.5 / 11 + uniformPart, model.probability(NOTHING, 2), 1e-15);
        assertEquals(2.0 / 11 + uniformPart, model.probability(NOTHING, 3), 1e-15);
        assertEquals(3.0 / 11 + uniformPart, model.probability(NOTHING, 4), 1e-15);
        assertEquals(uniformPart, model.probability(NOTHING, 5), 1e-15);
    }

    @Test
    void bigramsLeaveTheirDiscountToContinuationCounts() {
        // Bigrams 01 twice, 10 and 11 once. Before 0 stood {1}, before 1 stood {0, 1}, so the unigrams count 1 and 2.
        NGram model = NGram.train(new int[] {0, 1, 0, 1, 1}, 3, 2);
        assertDistribution(model, NOTHING, 1.0 / 3, 1.0 / 2, 1.0 / 6);
        assertDistribution(model, new int[] {0}, 1.0 / 6, 3.0 / 4, 1.0 / 12);
        assertDistribution(model, new int[] {1}, 5.0 / 12, 1.0 / 2, 1.0 / 12);
        assertDistribution(model, new int[] {2}, 1.0 / 3, 1.0 / 2, 1.0 / 6); // 2 was never seen
        double expected = -(Math.log(1.0 / 3) + Math.log(3.0 / 4) + Math.log(1.0 / 2)) / 3;
        assertEquals(expected, model.nats(new int[] {0, 1, 1}), 1e-15);
    }

    @Test
    void aContextSeenOnlyAtTheEndLeavesAllToTheShorterOne() {
        NGram model = NGram.train(new int[] {0, 1, 0, 1, 2}, 3, 3);
        for (int next = 0; next < 3; next++) {
            double shorter = model.probability(NOTHING, next);
            assertEquals(shorter, model.probability(new int[] {1, 2}, next), 0);
        }
    }

    @Test
    void probabilitiesSumToOneAfterAnyContext() {
        int vocabulary = 7; // training has 0 to 5 alone
        int[] ids = skewed(new Random(3), 400, 6);
        int[][] contexts = {
            {},
            {0},
            {6},
            {5, 5, 5, 5, 5, 5, 5},
            {6, 6, 6},
            {6, 0, 1},
            {0, 6, 1},
            Arrays.copyOf(ids, 9),
            Arrays.copyOfRange(ids, 390, 400),
            {ids[398], ids[399]},
            {ids[0]},
            {ids[0], ids[1], ids[2]}
        };
        for (int order = 1; order <= 9; order++) {
            NGram model = NGram.train(ids, vocabulary, order);
            for (int[] context : contexts) {
                double sum = 0;
                for (int next = 0; next < vocabulary; next++) {
                    double probability = model.probability(context, next);
                    assertTrue(probability > 0, () -> "no probability after " + Arrays.toString(context));
                    sum += probability;
                }
                assertEquals(1, sum, 1e-12, "order " + order + " after " + Arrays.toString(context));
            }
        }
    }

    @Test
    void equalsASlowImplementationOfTheFormula() {
        var random = new Random(11);
        for (int order = 1; order <= 5; order++) {
            int[] ids = skewed(random, 150, 4);
            NGram model = NGram.train(ids, 5, order);
            var slow = new SlowKneserNey(ids, 5, order);
            for (int trial = 0; trial < 60; trial++) {
                int[] context = random.ints(random.nextInt(order + 2), 0, 5).toArray();
                int next = random.nextInt(5);
                assertEquals(
                        slow.probability(context, next),
                        model.probability(context, next),
                        1e-13,
                        "order " + order + ", " + next + " after " + Arrays.toString(context));
            }
        }
    }

    @Test
    void natsIsTheMeanOverGrowingContexts() {
        var random = new Random(5);
        NGram model = NGram.train(skewed(random, 500, 4), 4, 4);
        int[] text = skewed(random, 30, 4);
        double sum = 0;
        for (int i = 0; i < text.length; i++) {
            sum -= Math.log(model.probability(Arrays.copyOf(text, i), text[i]));
        }
        assertEquals(sum / text.length, model.nats(text), 1e-12);
    }

    @Test
    void aTextShorterThanTheOrderIsEnough() {
        NGram model = NGram.train(new int[] {1}, 2, 8);
        // The only unigram has no token before it and so no continuation count: the uniform distribution remains.
        assertEquals(0.5, model.probability(new int[] {1, 1, 1}, 0), 0);
        assertEquals("NGram[order=8, vocabulary=2, grams=1]", model.toString());
        assertEquals(8, model.order());
        assertEquals(2, model.vocabulary());
    }

    @Test
    void aLargeVocabularyOfWordsWorks() {
        int vocabulary = 100_000;
        int[] ids = skewed(new Random(2), 60_000, vocabulary);
        NGram model = NGram.train(ids, vocabulary, 3);
        int[] context = {ids[100], ids[101]};
        double sum = 0;
        for (int next = 0; next < vocabulary; next++) {
            sum += model.probability(context, next);
        }
        assertEquals(1, sum, 1e-9);
        // What was seen after these two words is far likelier than one of all words.
        assertTrue(model.probability(context, ids[102]) > 1000.0 / vocabulary);
    }

    @Test
    void approachesTheEntropyOfAMarkovSource() {
        var source = MarkovText.of("abcd", 2).seed(17);
        Text text = source.text(250_000).split(0.8, 0.2);
        int[] train = text.ids(Part.TRAIN);
        int[] validation = text.ids(Part.VALIDATION);
        double[] nats = new double[6];
        for (int order = 1; order <= 5; order++) {
            nats[order] = NGram.train(train, 4, order).nats(validation);
        }
        for (int order = 1; order <= 3; order++) { // the source looks two characters back
            assertEquals(source.entropy(order - 1), nats[order], 0.01, "order " + order);
        }
        assertTrue(nats[1] > nats[2] + 0.02, () -> Arrays.toString(nats));
        assertTrue(nats[2] > nats[3] + 0.02, () -> Arrays.toString(nats));
        double best = source.nats(text.vocabulary().decode(validation));
        assertTrue(nats[3] > best - 1e-4, "nothing predicts better than the source itself");
        assertEquals(best, nats[3], 0.001);
        assertEquals(nats[3], nats[4], 0.002);
        assertEquals(nats[3], nats[5], 0.01);
    }

    @Test
    void scoresTinyShakespeare() throws IOException {
        Path file = Path.of(System.getProperty("rondo.data", "../shared/data"), "tinyshakespeare", "input.txt");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        String text = Files.readString(file);
        int[] symbols = text.chars().distinct().sorted().toArray();
        int[] ids =
                text.chars().map(symbol -> Arrays.binarySearch(symbols, symbol)).toArray();
        int split = (int) (0.9 * ids.length);
        NGram model = NGram.train(Arrays.copyOf(ids, split), symbols.length, 5);
        assertEquals(1.5612, model.nats(Arrays.copyOfRange(ids, split, ids.length)), 1e-4);
    }

    @Test
    void givesUpWhereThereAreTooManyGrams() {
        int[] ids = {0, 1, 0, 1, 2}; // 0 1 2, 01 10 12, 010 101 012
        assertEquals(
                NGram.train(ids, 3, 3).toString(),
                NGram.trainWithin(ids, 3, 3, 9).orElseThrow().toString());
        assertEquals(
                "NGram[order=3, vocabulary=3, grams=9]", NGram.train(ids, 3, 3).toString());
        assertTrue(NGram.trainWithin(ids, 3, 3, 8).isEmpty());
        assertTrue(NGram.trainWithin(ids, 3, 2, 6).isPresent());
        assertTrue(NGram.trainWithin(ids, 3, 2, 5).isEmpty());
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        int[] ids = {0, 1, 2};
        assertMessage(
                "order is 0, expected 1 to 32: 1 looks at no earlier token, 5 is usual for characters and 3 for words",
                () -> NGram.train(ids, 3, 0));
        assertMessage(
                "order is 33, expected 1 to 32: 1 looks at no earlier token, 5 is usual for characters and 3 for words",
                () -> NGram.train(ids, 3, 33));
        assertMessage(
                "vocabulary is 0, expected at least 1: pass the number of different tokens, "
                        + "one more than the largest id",
                () -> NGram.train(ids, 0, 2));
        assertMessage(
                "ids is empty, expected at least 1 token to count: pass the encoded training text",
                () -> NGram.train(NOTHING, 3, 2));
        String remedy = ", expected 0 to 1: encode the text with the vocabulary of 2 tokens, or pass its true size";
        assertMessage("ids[2] is 2" + remedy, () -> NGram.train(ids, 2, 2));
        assertMessage("ids[0] is -1" + remedy, () -> NGram.train(new int[] {-1}, 2, 2));
        NGram model = NGram.train(new int[] {0, 1}, 2, 2);
        assertMessage("ids[2] is 2" + remedy, () -> model.nats(ids));
        assertMessage("next is 2" + remedy, () -> model.probability(NOTHING, 2));
        assertMessage("context[0] is -3" + remedy, () -> model.probability(new int[] {-3, 0}, 0));
        assertMessage(
                "ids is empty, expected at least 1 token to take a mean over: pass the encoded evaluation text",
                () -> model.nats(NOTHING));
    }

    /** Independent ids from 0 to vocabulary - 1, small ones more often. */
    private static int[] skewed(Random random, int length, int vocabulary) {
        return random.doubles(length).mapToInt(u -> (int) (u * u * vocabulary)).toArray();
    }

    private static void assertDistribution(NGram model, int[] context, double... expected) {
        double[] actual = new double[expected.length];
        for (int next = 0; next < expected.length; next++) {
            actual[next] = model.probability(context, next);
        }
        assertArrayEquals(expected, actual, 1e-15);
    }

    private static void assertMessage(String expected, Executable call) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
