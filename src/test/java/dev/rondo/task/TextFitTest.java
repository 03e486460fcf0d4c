package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Datasets;
import dev.rondo.data.LabelledTexts;
import dev.rondo.data.TaggedSentences;
import dev.rondo.data.WordVectors;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits of texts end, go on and leave nothing behind as all others do. */
@Tag("engine")
class TextFitTest {
    private static final LabelledTexts MAIL = Datasets.mail().split(0.3, 0.1);
    private static final TaggedSentences DATES = Datasets.dates().split(0.03, 0.01);
    private static final Rnn SMALL = Rnn.gru(6).bidirectional().dropout(0.2);
    private static final Fit FIT = Fit.epochs(4).batch(8).adam(0.01).clipNorm(1).quiet();
    private static final WordVectors VECTORS = WordVectors.of(List.of("the", "you"), new float[][] {{1, 2}, {2, 1}});

    @TempDir
    private Path folder;

    /** A model, what it has in memory, and a fit of it. */
    record Case(String name, Object model, ToIntFunction<Object> arrays, Function<Fit, History> fit, Runnable use) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case texts(Pooling pooling) {
        TextClassifier model = TextClassifier.of(SMALL, MAIL).vectors(VECTORS).pooling(pooling);
        return new Case(pooling.name(), model, m -> count(model.model()), fit -> model.fit(MAIL, fit), () -> {
            assertTrue(model.evaluate(MAIL).accuracy() <= 1);
            assertTrue(model.explain("you owe the parish").values().length == 4);
        });
    }

    private static Case tags(boolean field) {
        SequenceTagger plain =
                SequenceTagger.of(SMALL, DATES).embedding(4).letters(Rnn.lstm(3).bidirectional());
        SequenceTagger model = field ? plain.crf() : plain;
        return new Case(
                field ? "field" : "greedy", model, m -> count(model.model()), fit -> model.fit(DATES, fit), () -> {
                    assertTrue(model.evaluate(DATES).accuracy() <= 1);
                    assertEquals(3, model.best(DATES.words(0), 3).size());
                });
    }

    private static int count(TextModel model) {
        return model.network().manager().getManagedArrays().size();
    }

    static Stream<Case> cases() {
        return Stream.concat(Stream.of(Pooling.values()).map(TextFitTest::texts), Stream.of(tags(false), tags(true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noArrayStaysBehind(Case given) {
        int before = given.arrays().applyAsInt(given.model());
        List<Integer> during = new ArrayList<>();
        given.fit().apply(FIT.patience(5).listener(event -> {
            if (event instanceof Event.EpochEnded) {
                during.add(given.arrays().applyAsInt(given.model()));
            }
        }));
        given.use().run();
        assertEquals(before, given.arrays().applyAsInt(given.model()));
        assertEquals(4, during.size());
        assertEquals(1, Set.copyOf(during).size(), () -> "arrays after each epoch: " + during);
    }

    @Test
    void frozenVectorsComeBackWithACheckpoint() {
        Path file = folder.resolve("classifier");
        TextClassifier straight =
                TextClassifier.of(SMALL, MAIL).frozenVectors(VECTORS).seed(3);
        straight.fit(MAIL, FIT);
        TextClassifier first =
                TextClassifier.of(SMALL, MAIL).frozenVectors(VECTORS).seed(3);
        History stopped = first.fit(MAIL, FIT.checkpoint(file).listener(event -> {
            if (event instanceof Event.EpochEnded) {
                Thread.currentThread().interrupt();
            }
        }));
        assertEquals(History.End.INTERRUPTED, stopped.end());
        TextClassifier loaded = TextClassifier.load(file);
        assertEquals(first.weights(), loaded.weights());
        TextClassifier second =
                TextClassifier.of(SMALL, MAIL).frozenVectors(VECTORS).seed(3);
        second.fit(MAIL, FIT.checkpoint(file));
        assertEquals(straight.weights(), second.weights());
    }

    @Test
    void aCheckpointOfOtherTextsIsRefused() {
        Path file = folder.resolve("checkpoint");
        Fit fit = Fit.epochs(1).batch(8).quiet();
        try (TextClassifier model = TextClassifier.of(SMALL, MAIL)) {
            model.fit(MAIL, fit.checkpoint(file));
        }
        for (TextClassifier other : List.of(
                TextClassifier.of(SMALL, MAIL).seed(1),
                TextClassifier.of(SMALL, MAIL).pooling(Pooling.MAX),
                TextClassifier.of(SMALL, MAIL).classWeights(1, 2, 1, 1),
                TextClassifier.of(SMALL, MAIL).embedding(7))) {
            String message = assertThrows(IllegalArgumentException.class, () -> other.fit(MAIL, fit.checkpoint(file)))
                    .getMessage();
            assertTrue(message.contains("with another model, data or seed"), message);
        }
        LabelledTexts split = MAIL.split(0.3, 0.1, 9);
        TextClassifier same = TextClassifier.of(SMALL, MAIL);
        assertThrows(IllegalArgumentException.class, () -> same.fit(split, fit.checkpoint(file)));
    }
}
