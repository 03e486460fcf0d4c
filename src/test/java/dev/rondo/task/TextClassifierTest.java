package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.LabelledTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.WordVectors;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("engine")
class TextClassifierTest {
    private static final Fit FIT =
            Fit.epochs(14).batch(16).adam(0.02).clipNorm(5).quiet();
    private static final LabelledTexts ORDER = order(360, 1);
    private static final Rnn GRU = Rnn.gru(12).bidirectional();

    /** Texts that say which of good and bad was meant by what stands behind "not": no bag of words knows. */
    private static LabelledTexts order(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            boolean good = random.nextBoolean();
            List<String> words = new ArrayList<>(List.of("not", good ? "bad" : "good", "but", good ? "good" : "bad"));
            while (random.nextInt(3) > 0) {
                words.add(random.nextBoolean() ? 0 : words.size(), "w" + random.nextInt(40) + "x" + k % 7);
            }
            texts.add(String.join(" ", words));
            labels.add(good ? "up" : "down");
        }
        return LabelledTexts.of("order", texts, labels)
                .tokenizer(Tokenizer.whitespace())
                .splitInOrder(0.7, 0.1);
    }

    private static TextClassifier model(LabelledTexts data) {
        return TextClassifier.of(GRU, data).embedding(8).seed(1);
    }

    private static float[][][] scores(TextClassifier model, List<String> texts) {
        return model.model()
                .scores(texts.stream().map(model.tokenizer()::tokens).toList());
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void itLearnsAnOrderOfWordsAndIsTheSameFromItsFile(Pooling pooling, @TempDir Path folder) {
        try (TextClassifier model = model(ORDER).pooling(pooling)) {
            History run = model.fit(ORDER, FIT);
            assertEquals("nats per text", run.loss());
            assertTrue(model.evaluate(ORDER).accuracy() > 0.95, "" + model.evaluate(ORDER));
            model.save(folder.resolve("m.rondo"));
            try (TextClassifier loaded = TextClassifier.load(folder.resolve("m.rondo"))) {
                assertEquals(model.toString(), loaded.toString());
                assertEquals(model.predict(ORDER.text(3)), loaded.predict(ORDER.text(3)));
                assertEquals(
                        model.evaluate(ORDER, Part.TRAIN).accuracy(),
                        loaded.evaluate(ORDER, Part.TRAIN).accuracy());
            }
        }
    }

    @Test
    void companyAndOrderChangeNoPrediction() {
        try (TextClassifier model = model(ORDER).pooling(Pooling.ATTENTION)) {
            model.fit(ORDER, FIT.withEpochs(2));
            List<String> texts = IntStream.range(0, 60).mapToObj(ORDER::text).toList();
            List<String> turned = new ArrayList<>(texts);
            java.util.Collections.reverse(turned);
            turned.add("not good " + "w1x1 ".repeat(200));
            float[][][] together = scores(model, texts);
            float[][][] other = scores(model, turned);
            for (int k = 0; k < texts.size(); k++) {
                assertClose(together[k][0], other[texts.size() - 1 - k][0], 1e-5, "text " + k);
                assertClose(together[k][0], scores(model, List.of(texts.get(k)))[0][0], 1e-5, "alone " + k);
            }
        }
    }

    @Test
    void sameSeedSameNumbersAndOthersDiffer() {
        List<double[]> losses = new ArrayList<>();
        for (long seed : List.of(1L, 1L, 2L)) {
            try (TextClassifier model = model(ORDER).seed(seed)) {
                losses.add(model.fit(ORDER, FIT.withEpochs(2)).training());
            }
        }
        assertArrayEquals(losses.get(0), losses.get(1), 0);
        assertNotEquals(losses.get(0)[0], losses.get(2)[0]);
    }

    @Test
    void explainingIsLeavingOut() {
        try (TextClassifier model = model(ORDER)) {
            model.fit(ORDER, FIT);
            Saliency found = model.explain("not bad but good w1x1");
            assertEquals("up", found.prediction().label());
            double whole = Math.log(model.predict("not bad but good w1x1").probability("up"));
            assertEquals(
                    whole - Math.log(model.predict("not bad but w1x1").probability("up")), found.values()[3], 1e-4);
            assertEquals(List.of("not", "bad", "but", "good", "w1x1"), found.words());
            assertTrue(found.values()[3] > Math.abs(found.values()[4]), found.toString());
            assertEquals(5, found.table().rowCount());
            assertThrows(IllegalArgumentException.class, () -> model.explain("good"));
        }
    }

    @Test
    void frozenVectorsStayAndOthersAreTuned() {
        WordVectors vectors = WordVectors.of(
                List.of("good", "bad", "unseen"), new float[][] {{1, 0, 2, 0}, {0, 1, 0, 2}, {3, 3, 3, 3}});
        try (TextClassifier frozen =
                        TextClassifier.of(GRU, ORDER).frozenVectors(vectors).seed(1);
                TextClassifier tuned =
                        TextClassifier.of(GRU, ORDER).vectors(vectors).seed(1)) {
            float[] before = frozen.weights().get("words.weight").values();
            int row = frozen.vocabulary().id("unseen").orElseThrow();
            assertArrayEquals(new float[] {3, 3, 3, 3}, Arrays.copyOfRange(before, row * 4, row * 4 + 4));
            int unknown = frozen.vocabulary().id("but").orElseThrow();
            assertArrayEquals(
                    new float[4], Arrays.copyOfRange(before, unknown * 4, unknown * 4 + 4), "no vector: zeros");
            int good = tuned.vocabulary().id("good").orElseThrow();
            float[] start = tuned.weights().get("words.weight").values();
            assertArrayEquals(new float[] {1, 0, 2, 0}, Arrays.copyOfRange(start, good * 4, good * 4 + 4));
            frozen.fit(ORDER, FIT.withEpochs(2));
            tuned.fit(ORDER, FIT.withEpochs(2));
            assertArrayEquals(before, frozen.weights().get("words.weight").values());
            float[] after = tuned.weights().get("words.weight").values();
            assertTrue(Math.abs(after[good * 4] - 1) > 1e-3);
            assertThrows(IllegalStateException.class, () -> tuned.seed(5));
        }
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> TextClassifier.of(GRU, ORDER).vectors(vectors).embedding(7))
                .getMessage();
        assertTrue(message.contains("vectors of 4 numbers"), message);
    }

    @Test
    void weightsMakeARareClassCount() {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 300; k++) { // the word says nothing for sure: one of four is rare
            texts.add("w" + k + " " + (random.nextInt(4) == 0 ? "odd" : "even") + " w" + k);
            labels.add(texts.get(k).contains("odd") && random.nextInt(2) == 0 ? "rare" : "often");
        }
        LabelledTexts data =
                LabelledTexts.of("rare", texts, labels).splitInOrder(0.8, 0).vocabulary(2, 100);
        double[] recall = new double[2];
        for (int k = 0; k < 2; k++) {
            try (TextClassifier plain = model(data);
                    TextClassifier used = k == 0 ? plain : plain.balanced(data)) {
                used.fit(data, FIT.withEpochs(6));
                recall[k] = used.evaluate(data)
                        .classification()
                        .recall(used.classes().indexOf("rare"));
            }
        }
        assertTrue(recall[1] > 0.9 && recall[1] > recall[0], Arrays.toString(recall));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> model(data).classWeights(1))
                .getMessage();
        assertTrue(message.contains("expected one above zero for each of [often, rare]"), message);
    }

    @Test
    void whatCannotBeReadIsTold() {
        try (TextClassifier model = model(ORDER)) {
            String empty = assertThrows(IllegalArgumentException.class, () -> model.predict("  "))
                    .getMessage();
            assertTrue(empty.contains("has no word"), empty);
            LabelledTexts other = LabelledTexts.of("other", List.of("a", "b", "c"), List.of("up", "down", "sideways"))
                    .splitInOrder(1, 0);
            String unseen = assertThrows(IllegalArgumentException.class, () -> model.fit(other, FIT))
                    .getMessage();
            assertTrue(unseen.contains("text 2 of 'other' has the label 'sideways'"), unseen);
            assertEquals(
                    2, model.predict("words that nobody knows").probabilities().size());
        }
        LabelledTexts one =
                LabelledTexts.of("one", List.of("a", "b"), List.of("up", "up")).splitInOrder(1, 0);
        assertThrows(IllegalArgumentException.class, () -> TextClassifier.of(GRU, one));
    }

    @Test
    void withWordDropoutTheUnknownWordIsLearned() {
        try (TextClassifier plain = model(ORDER);
                TextClassifier dropping = model(ORDER).wordDropout(0.3)) {
            plain.fit(ORDER, FIT.withEpochs(2));
            dropping.fit(ORDER, FIT.withEpochs(2));
            int row = plain.vocabulary().id("<unk>").orElseThrow() * 8;
            float[] never =
                    Arrays.copyOfRange(plain.weights().get("words.weight").values(), row, row + 8);
            float[] often =
                    Arrays.copyOfRange(dropping.weights().get("words.weight").values(), row, row + 8);
            assertArrayEquals(new float[8], never, "no unknown word stands in the training part");
            for (float x : often) {
                assertTrue(x != 0);
            }
            assertTrue(dropping.toString().contains("word dropout 0.3"), dropping.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> model(ORDER).wordDropout(1));
    }

    @Test
    void lettersTellUnknownWordsApart() {
        try (TextClassifier model = model(ORDER).letters(Rnn.gru(4).bidirectional(), ORDER)) {
            assertNotEquals(
                    model.predict("qq").probability(), model.predict("ww").probability());
        }
        try (TextClassifier model = model(ORDER)) {
            assertEquals(model.predict("qq").probability(), model.predict("ww").probability());
        }
    }
}
