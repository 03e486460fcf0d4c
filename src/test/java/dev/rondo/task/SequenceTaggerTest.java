package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.TaggedSentences;
import dev.rondo.metric.Spans;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Tag("engine")
class SequenceTaggerTest {
    private static final Fit FIT =
            Fit.epochs(10).batch(16).adam(0.02).clipNorm(5).quiet();
    private static final Rnn LSTM = Rnn.lstm(12).bidirectional();
    private static final TaggedSentences NAMES = names(200, 1);

    /** Names of one or two words behind a title; words that end in "ton" are places. No word comes twice but titles. */
    private static TaggedSentences names(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<String>> words = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            List<String> sentence = new ArrayList<>();
            List<String> told = new ArrayList<>();
            for (int part = 0; part <= random.nextInt(3); part++) {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        sentence.addAll(List.of("Mr", word(random, 'A'), word(random, 'A')));
                        told.addAll(List.of("O", "B-PER", "I-PER"));
                    }
                    case 1 -> {
                        sentence.add(word(random, 'A') + "ton");
                        told.add("B-LOC");
                    }
                    default -> {
                        sentence.add(word(random, 'a'));
                        told.add("O");
                    }
                }
            }
            words.add(sentence);
            tags.add(told);
        }
        return TaggedSentences.of("names", words, tags).splitInOrder(0.7, 0.1);
    }

    private static String word(SplittableRandom random, char first) {
        StringBuilder word = new StringBuilder();
        for (int k = 0; k < 4; k++) {
            word.append((char) ((k == 0 ? first : 'a') + random.nextInt(26)));
        }
        return word.toString();
    }

    private static SequenceTagger model() {
        return SequenceTagger.of(LSTM, NAMES)
                .embedding(8)
                .letters(Rnn.gru(8).bidirectional())
                .seed(1);
    }

    @Test
    void lettersTellWordsThatWereNeverSeen(@TempDir Path folder) {
        try (SequenceTagger words = SequenceTagger.of(LSTM, NAMES).embedding(8).seed(1);
                SequenceTagger letters = model().crf()) {
            words.fit(NAMES, FIT);
            History run = letters.fit(NAMES, FIT);
            assertEquals("nats per word", run.loss());
            double without = words.evaluate(NAMES).accuracy();
            double with = letters.evaluate(NAMES).accuracy();
            assertTrue(with > 0.97 && without < 0.9, with + " with letters, " + without + " without");
            letters.save(folder.resolve("m.rondo"));
            try (SequenceTagger loaded = SequenceTagger.load(folder.resolve("m.rondo"))) {
                assertEquals(letters.toString(), loaded.toString());
                assertEquals(letters.predict(NAMES.words(0)), loaded.predict(NAMES.words(0)));
                assertEquals(with, loaded.evaluate(NAMES).accuracy());
                assertThrows(IllegalStateException.class, loaded::crf);
            }
        }
    }

    @Test
    void theBestSequencesAreDistinctOrderedAndLegal() {
        try (SequenceTagger model = model().crf()) {
            model.fit(NAMES, FIT.withEpochs(1));
            List<String> words = List.of("Mr", "Abcd", "Efgh", "Newton");
            List<RankedTagging> all = model.best(words, 10_000);
            Set<List<String>> seen = new HashSet<>();
            double sum = 0;
            for (int k = 0; k < all.size(); k++) {
                List<String> tags = all.get(k).tags();
                assertTrue(seen.add(tags));
                assertTrue(k == 0 || all.get(k).probability() <= all.get(k - 1).probability() + 1e-12);
                for (int t = 0; t < tags.size(); t++) {
                    String type = tags.get(t).substring(Math.min(2, tags.get(t).length()));
                    boolean inside = tags.get(t).startsWith("I-");
                    assertTrue(!inside || t > 0 && tags.get(t - 1).endsWith("-" + type), tags.toString());
                }
                sum += all.get(k).probability();
            }
            assertEquals(1, sum, 1e-6, "every legal sequence");
            assertEquals(model.predict(words).tags(), all.get(0).tags());
            double[] p = model.predict(words).probabilities();
            double first = all.stream()
                    .filter(tagging ->
                            tagging.tags().get(1).equals(all.get(0).tags().get(1)))
                    .mapToDouble(RankedTagging::probability)
                    .sum();
            assertEquals(first, p[1], 1e-5, "a word's probability is that of all sequences with its tag");
        }
    }

    @Test
    void withoutAFieldEachWordIsTaggedByItself() {
        try (SequenceTagger model = model()) {
            model.fit(NAMES, FIT.withEpochs(1));
            List<String> words = List.of("Mr", "Abcd", "some");
            float[][] scores = model.model().scores(List.of(words))[0];
            Tagging found = model.predict(words);
            double product = 1;
            for (int t = 0; t < words.size(); t++) {
                assertEquals(
                        model.tags().get(LabelGoal.best(scores[t])),
                        found.tags().get(t));
                double p = LabelGoal.probabilities(scores[t])[LabelGoal.best(scores[t])];
                assertEquals(p, found.probabilities()[t], 1e-5);
                product *= p;
            }
            assertEquals(product, model.best(words, 1).get(0).probability(), 1e-5);
            assertEquals(2, model.best(words, 2).size());
        }
    }

    @Test
    void companyAndOrderChangeNoPrediction() {
        try (SequenceTagger model = model().crf()) {
            model.fit(NAMES, FIT.withEpochs(1));
            List<List<String>> sentences =
                    IntStream.range(0, 40).mapToObj(NAMES::words).toList();
            List<List<String>> more = new ArrayList<>(sentences);
            java.util.Collections.reverse(more);
            more.add(java.util.Collections.nCopies(120, "Abc"));
            float[][][] together = model.model().scores(sentences);
            float[][][] other = model.model().scores(more);
            for (int k = 0; k < sentences.size(); k++) {
                float[][] alone = model.model().scores(List.of(sentences.get(k)))[0];
                for (int t = 0; t < alone.length; t++) {
                    assertClose(alone[t], together[k][t], 1e-5, "sentence " + k);
                    assertClose(alone[t], other[sentences.size() - 1 - k][t], 1e-5, "turned round " + k);
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsTold() {
        try (SequenceTagger model = model().crf()) {
            TaggedSentences unseen = TaggedSentences.of(
                            "unseen", List.of(List.of("a", "b")), List.of(List.of("O", "B-ORG")))
                    .splitInOrder(1, 0);
            String tag = assertThrows(IllegalArgumentException.class, () -> model.fit(unseen, FIT))
                    .getMessage();
            assertTrue(tag.contains("sentence 0 of 'unseen' has the tag 'B-ORG'"), tag);
            TaggedSentences broken = TaggedSentences.of(
                            "broken", List.of(List.of("a", "b")), List.of(List.of("O", "I-PER")))
                    .splitInOrder(1, 0);
            assertThrows(IllegalArgumentException.class, () -> model.fit(broken, FIT));
            assertThrows(IllegalArgumentException.class, () -> model.predict(List.of()));
            assertThrows(IllegalArgumentException.class, () -> model.best(List.of("a"), 0));
            model.fit(NAMES, FIT.withEpochs(1));
            assertThrows(IllegalStateException.class, model::letters);
        }
        String way = assertThrows(IllegalArgumentException.class, () -> SequenceTagger.of(LSTM, NAMES)
                        .letters(Rnn.gru(4)))
                .getMessage();
        assertTrue(way.contains("call bidirectional()"), way);
    }

    @Test
    void spansAreCountedWhereTagsMarkThem() {
        try (SequenceTagger model = model()) {
            History run = model.fit(NAMES, FIT.withEpochs(2));
            assertEquals(
                    List.of("accuracy", "span F1"),
                    List.copyOf(run.last().metrics().keySet()));
            TaggerScores scores = model.evaluate(NAMES, Part.VALIDATION);
            List<List<String>> gold = new ArrayList<>();
            List<List<String>> told = new ArrayList<>();
            for (int place : NAMES.places(Part.VALIDATION)) {
                gold.add(NAMES.tags(place));
                told.add(model.predict(NAMES.words(place)).tags());
            }
            Spans expected = Spans.of(gold, told);
            assertEquals(Optional.of(expected), scores.spans());
            assertEquals(expected.all().f1(), scores.spanF1());
            assertTrue(scores.spanF1() > 0.1 && scores.spanF1() < scores.accuracy(), scores.toString());
            assertEquals(scores.spanF1(), run.last().metrics().get("span F1"));
            assertEquals(scores.accuracy(), run.last().metrics().get("accuracy"));
            Table table = scores.table();
            assertEquals(
                    List.of("B-LOC", "B-PER", "I-PER", "O", "LOC", "PER", "all"),
                    table.stringColumn("class").asList());
            assertEquals(
                    List.of("tag", "tag", "tag", "tag", "span", "span", "span"),
                    table.stringColumn("of").asList());
            assertEquals(expected.of("PER").recall(), table.row(5).getDouble("recall"));
            assertEquals(expected.all().f1(), table.row(6).getDouble("F1"));
            String title = String.format(Locale.ROOT, "Confusion matrix, span F1 %.3f", scores.spanF1());
            assertTrue(scores.plot().toString().contains(title), scores.plot().toString());
        }
    }

    @Test
    void tagsThatMarkNoSpansHaveNone() {
        TaggedSentences words = TaggedSentences.of(
                        "words",
                        List.of(List.of("a", "dog"), List.of("the", "cat")),
                        List.of(List.of("DET", "NOUN"), List.of("DET", "NOUN")))
                .splitInOrder(0.5, 0.5);
        try (SequenceTagger model = SequenceTagger.of(LSTM, words)) {
            History run = model.fit(words, FIT.withEpochs(1));
            assertEquals(Set.of("accuracy"), run.last().metrics().keySet());
            TaggerScores scores = model.evaluate(words);
            assertEquals(Optional.empty(), scores.spans());
            assertEquals(2, scores.table().rowCount());
            String none =
                    assertThrows(IllegalStateException.class, scores::spanF1).getMessage();
            assertTrue(none.contains("[DET, NOUN] mark no spans: look at accuracy()"), none);
            String field = assertThrows(IllegalStateException.class, model::plotTransitions)
                    .getMessage();
            assertTrue(field.contains("make one by crf() or freeCrf()"), field);
        }
    }

    @Test
    void transitionsAreDrawnFromTheBeginningToTheEnd() {
        try (SequenceTagger model = model().crf()) {
            assertTrue(model.plotTransitions().png().length > 0, "untrained");
            model.fit(NAMES, FIT.withEpochs(1));
            double[][] drawn = Transitions.scores(model.field(), model.tags().size());
            float[] between = model.weights().get("field.transitions").values();
            float[] start = model.weights().get("field.start").values();
            float[] end = model.weights().get("field.end").values();
            List<String> tags = model.tags(); // B-LOC, B-PER, I-PER, O
            int inside = tags.indexOf("I-PER");
            for (int k = 0; k < tags.size(); k++) {
                assertEquals(k == inside ? Double.NaN : start[k], drawn[0][k]);
                assertEquals(end[k], drawn[k + 1][tags.size()]);
                for (int j = 0; j < tags.size(); j++) {
                    boolean ruledOut = j == inside && !tags.get(k).endsWith("PER");
                    assertEquals(ruledOut ? Double.NaN : between[k * tags.size() + j], drawn[k + 1][j]);
                }
            }
            assertEquals(Double.NaN, drawn[0][tags.size()]);
            assertTrue(
                    model.plotTransitions().toString().contains("5 x 5"),
                    model.plotTransitions().toString());
        }
    }

    @Test
    void aFieldLearnsWhatMayFollow() {
        try (SequenceTagger model = model().freeCrf()) {
            model.fit(NAMES, FIT);
            int begin = model.tags().indexOf("B-PER");
            int inside = model.tags().indexOf("I-PER");
            int none = model.tags().indexOf("O");
            float[] between = model.weights().get("field.transitions").values();
            int tags = model.tags().size();
            assertTrue(between[begin * tags + inside] > between[none * tags + inside]);
            assertFalse(model.evaluate(NAMES, Part.TRAIN).accuracy() < 0.95);
        }
    }
}
