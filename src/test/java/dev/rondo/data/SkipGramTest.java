package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SkipGramTest {
    private static final int TOPICS = 10;

    /** Two words of a topic, a3 and b3, never stand together but in the same company: c3, d3, e3, f3. */
    private static List<List<String>> company(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<List<String>> documents = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int topic = random.nextInt(TOPICS);
            List<String> document = new ArrayList<>();
            for (int word = 0; word < 6; word++) {
                document.add("cdef".charAt(random.nextInt(4)) + "" + topic);
            }
            document.set(1 + random.nextInt(4), (random.nextBoolean() ? "a" : "b") + topic);
            documents.add(document);
        }
        return documents;
    }

    @Test
    void wordsInTheSameCompanyAreNearest() {
        var vectors =
                WordVectors.skipGram(company(3000), SkipGram.of(16).subsample(0).epochs(10));
        assertEquals(6 * TOPICS, vectors.size());
        for (int topic = 0; topic < TOPICS; topic++) {
            assertEquals("b" + topic, vectors.nearest("a" + topic, 1).get(0).word());
            for (var neighbour : vectors.nearest("c" + topic, 5)) {
                assertEquals(topic, Integer.parseInt(neighbour.word().substring(1)), neighbour.toString());
            }
        }
    }

    /**
     * Where there are as many dimensions as words, v_w u_c goes to what sets the gradient of the objective to zero (O. Levy
     * and Y. Goldberg, "Neural Word Embedding as Implicit Matrix Factorization", 2014): log(pairs of w and c) - log(how
     * often c is drawn against w), which is negatives x (pairs of w without those with c) x share of c^(3/4).
     */
    @Test
    void scoresGoToThePointwiseMutualInformation() {
        double[][] next = {{9, 2, 1, 1}, {6, 1, 2, 1}, {4, 2, 1, 1}, {7, 1, 1, 2}};
        SplittableRandom random = new SplittableRandom(1);
        List<String> document = new ArrayList<>();
        double[] counts = new double[4];
        double[][] pairs = new double[4][4];
        for (int k = 0, before = -1; k < 20_000; k++) {
            int word = before < 0 ? 0 : new Lottery(next[before]).draw(random);
            if (before >= 0) {
                pairs[before][word]++;
                pairs[word][before]++;
            }
            counts[word]++;
            document.add("w" + word);
            before = word;
        }
        SkipGram options =
                SkipGram.of(4).window(1).negatives(2).subsample(0).epochs(60).rate(0.05);
        // documents of 200 words: the rate falls from one to the next, and hardly a pair is lost between them
        List<List<String>> documents = new ArrayList<>();
        for (int k = 0; k < document.size(); k += 200) {
            documents.add(document.subList(k, k + 200));
        }
        var training = new SkipGramTraining(documents, options).run();
        double smoothed =
                Arrays.stream(counts).map(count -> Math.pow(count, 0.75)).sum();
        for (int w = 0; w < 4; w++) {
            double near = Arrays.stream(pairs[w]).sum();
            for (int c = 0; c < 4; c++) {
                double drawn = 2 * (near - pairs[w][c]) * Math.pow(counts[c], 0.75) / smoothed;
                assertEquals(Math.log(pairs[w][c] / drawn), training.score("w" + w, "w" + c), 0.12, w + " " + c);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameVectors() {
        SkipGram options = SkipGram.of(7).epochs(1);
        var first = WordVectors.skipGram(company(100), options);
        var second = WordVectors.skipGram(company(100), options);
        var other = WordVectors.skipGram(company(100), options.seed(1));
        String word = first.words().get(0);
        assertEquals(first.words(), second.words());
        assertArrayEquals(first.vector(word).orElseThrow(), second.vector(word).orElseThrow());
        assertFalse(Arrays.equals(
                first.vector(word).orElseThrow(), other.vector(word).orElseThrow()));
    }

    @Test
    void rareWordsDoNotCount() {
        List<List<String>> documents =
                List.of(List.of("a", "b", "a", "b", "rare"), List.of("a", "b", "<unk>", "<unk>"));
        assertEquals(
                List.of("a", "b"),
                WordVectors.skipGram(documents, SkipGram.of(3).minimum(2)).words());
        assertMessage(
                "the documents have 0 words that occur at least 5 times, expected at least 2: give more text, or lower"
                        + " minimum",
                () -> WordVectors.skipGram(documents, SkipGram.of(3)).size());
    }

    @Test
    void frequentWordsAreSkipped() {
        // the word t is everywhere: with subsampling it no longer stands between the others
        List<List<String>> documents = new ArrayList<>();
        for (List<String> document : company(1500)) {
            List<String> thinned = new ArrayList<>();
            document.forEach(word -> thinned.addAll(List.of(word, "t", "t", "t")));
            documents.add(thinned);
        }
        SkipGram options = SkipGram.of(16).window(2).epochs(8);
        assertEquals(0, sameTopic(WordVectors.skipGram(documents, options.subsample(0))), 12);
        assertEquals(50, sameTopic(WordVectors.skipGram(documents, options.subsample(0.005))), 10);
    }

    private static int sameTopic(WordVectors vectors) {
        int same = 0;
        for (int topic = 0; topic < TOPICS; topic++) {
            int of = topic;
            same += (int) vectors.nearest("c" + topic, 5).stream()
                    .filter(neighbour -> neighbour.word().endsWith("" + of))
                    .count();
        }
        return same;
    }

    @Test
    void theLotteryDrawsByWeight() {
        double[] weights = {1, 0, 5, 0.5, 3.5};
        int[] drawn = new int[5];
        Lottery lottery = new Lottery(weights);
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < 100_000; k++) {
            drawn[lottery.draw(random)]++;
        }
        for (int k = 0; k < 5; k++) {
            assertEquals(weights[k] / 10, drawn[k] / 1e5, 0.006, "weight " + k);
        }
        assertEquals(0, new Lottery(new double[] {7}).draw(random));
    }

    @Test
    void badOptionsSayWhatIsExpected() {
        assertMessage("dimensions is 0, expected at least 1, such as 100", () -> SkipGram.of(0)
                .seed(1));
        assertMessage(
                "window is 0, expected at least 1, such as 5",
                () -> SkipGram.of(2).window(0).seed(1));
        assertMessage(
                "negatives is 0, expected at least 1, such as 5",
                () -> SkipGram.of(2).negatives(0).seed(1));
        assertMessage(
                "epochs is 0, expected at least 1, such as 5",
                () -> SkipGram.of(2).epochs(0).seed(1));
        assertMessage(
                "minimum is 0, expected at least 1, such as 5",
                () -> SkipGram.of(2).minimum(0).seed(1));
        assertMessage(
                "rate is NaN, expected a number above 0, such as 0.025",
                () -> SkipGram.of(2).rate(Double.NaN).seed(1));
        assertMessage(
                "subsample is 1.0, expected a number from 0 and below 1, such as 0.001",
                () -> SkipGram.of(2).subsample(1).seed(1));
    }
}
