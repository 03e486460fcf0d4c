package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Datasets;
import dev.rondo.data.LabelledTexts;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Scenes;
import dev.rondo.data.Sequences;
import dev.rondo.data.SineMixture;
import dev.rondo.data.Speech;
import dev.rondo.data.TaggedSentences;
import dev.rondo.data.Text;
import dev.rondo.data.Tokenizer;
import dev.rondo.nn.Attention;
import dev.rondo.nn.PictureEncoder;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Windows;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a model of any kind: it stops and goes on, is the same from its file, and leaves no array behind. */
@Tag("engine")
class TrainedLifeTest {
    private static final Fit FIT =
            Fit.epochs(3).batch(8).adam(0.02).clipNorm(5).patience(4).quiet();
    private static final Rnn SMALL = Rnn.gru(5).layers(2).dropout(0.2);

    @TempDir
    Path folder;

    /**
     * A kind of model.
     *
     * @param model makes an untrained one, always the same
     * @param says what a model says of some input, and how it is measured
     * @param others changes of a model by which a checkpoint is of another one
     */
    record Kind<M extends Trained>(
            String name,
            Supplier<M> model,
            BiFunction<M, Fit, History> fit,
            Function<Path, M> load,
            Function<M, String> says,
            List<Function<M, M>> others) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                classifier("SequenceClassifier", Problems.firstStep(60, 2, 9)),
                classifier("SequenceClassifier, each step", Problems.neighbour(60, 2, 9, false)),
                regressor("SequenceRegressor", Problems.firstAndMean(60, 2, 9)),
                regressor("SequenceRegressor, each step", Problems.slidingMean(60, 2, 9)),
                texts(),
                tagger(),
                language(),
                recognizer(),
                translator("Translator", Attention.additive(4)),
                captioner(),
                forecaster("Forecaster", f -> f.quantiles(0.2, 0.5, 0.8).linear(3)),
                forecaster(
                        "Forecaster, step by step",
                        f -> f.autoregressive().studentT().samples(20)));
    }

    private static Kind<SequenceClassifier> classifier(String name, Sequences data) {
        return new Kind<>(
                name,
                () -> SequenceClassifier.of(SMALL.bidirectional(), data).seed(5),
                (model, fit) -> model.fit(data, fit),
                SequenceClassifier::load,
                model -> model.evaluate(data).toString(),
                List.of(m -> m.seed(6)));
    }

    private static Kind<SequenceRegressor> regressor(String name, Sequences data) {
        return new Kind<>(
                name,
                () -> SequenceRegressor.of(SMALL, data).seed(5),
                (model, fit) -> model.fit(data, fit),
                SequenceRegressor::load,
                model -> model.evaluate(data).toString(),
                List.of(m -> m.seed(6)));
    }

    private static Kind<TextClassifier> texts() {
        LabelledTexts data = Datasets.mail().split(0.3, 0.1);
        return new Kind<>(
                "TextClassifier",
                () -> TextClassifier.of(SMALL, data).embedding(4).seed(5),
                (model, fit) -> model.fit(data, fit),
                TextClassifier::load,
                model -> model.predict("you owe the parish") + " " + model.evaluate(data),
                List.of(m -> m.seed(6), m -> m.pooling(Pooling.MAX), m -> m.embedding(3)));
    }

    private static Kind<SequenceTagger> tagger() {
        TaggedSentences data = Datasets.dates().split(0.03, 0.01);
        return new Kind<>(
                "SequenceTagger",
                () -> SequenceTagger.of(SMALL.bidirectional(), data)
                        .embedding(4)
                        .letters(Rnn.lstm(3).bidirectional())
                        .crf()
                        .seed(5),
                (model, fit) -> model.fit(data, fit),
                SequenceTagger::load,
                model -> model.predict(data.words(0)) + " " + model.evaluate(data),
                List.of(m -> m.seed(6), m -> m.embedding(3)));
    }

    private static Kind<LanguageModel> language() {
        Text data = Datasets.verse().split(0.04, 0.01);
        return new Kind<>(
                "LanguageModel",
                () -> LanguageModel.of(SMALL, data).seed(5),
                (model, fit) -> model.fit(data, fit.steps(40)),
                LanguageModel::load,
                model -> model.generate("The ", 40) + " " + model.evaluate(data),
                List.of(m -> m.seed(6)));
    }

    private static Kind<SpeechRecognizer> recognizer() {
        Speech data = Calls.of(60, 2);
        return new Kind<>(
                "SpeechRecognizer",
                () -> SpeechRecognizer.of(SMALL.bidirectional(), data)
                        .stacked(2)
                        .seed(5),
                (model, fit) -> model.fit(data, fit),
                SpeechRecognizer::load,
                model -> model.listen(data.audio(3)) + " " + model.evaluate(data),
                List.of(m -> m.seed(6), m -> m.stacked(3)));
    }

    private static Kind<Translator> translator(String name, Attention attention) {
        List<String> sources =
                IntStream.range(100, 160).mapToObj(Integer::toString).toList();
        ParallelTexts data = ParallelTexts.of(
                        "digits",
                        sources,
                        sources.stream().map(text -> text + text.charAt(0)).toList())
                .tokenizers(Tokenizer.characters(), Tokenizer.characters())
                .split(0.8, 0.1);
        return new Kind<>(
                name,
                () -> Translator.of(SMALL, data)
                        .attention(attention)
                        .scheduledSampling(ScheduledSampling.linear(0.5, 10))
                        .inputFeeding()
                        .seed(5),
                (model, fit) -> model.fit(data, fit),
                Translator::load,
                model -> model.translate("123", BeamSearch.width(3).lengthNormalised(0.6)) + " " + model.evaluate(data),
                List.of(
                        m -> m.seed(6),
                        m -> m.embedding(3),
                        Translator::withoutAttention,
                        m -> m.scheduledSampling(ScheduledSampling.linear(0.4, 10))));
    }

    private static Kind<Captioner> captioner() {
        CaptionedPictures data = Scenes.of(1, 1).pictures(60).split(0.8, 0.1);
        return new Kind<>(
                "Captioner",
                () -> Captioner.of(SMALL, data)
                        .encoder(PictureEncoder.convolutions(4, 4).summary(6))
                        .embedding(5)
                        .attention(Attention.additive(4))
                        .scheduledSampling(ScheduledSampling.linear(0.5, 10))
                        .seed(5),
                (model, fit) -> model.fit(data, fit),
                Captioner::load,
                model -> model.caption(data.picture(2), BeamSearch.width(3)).hypotheses() + " " + model.evaluate(data),
                List.of(
                        m -> m.seed(6),
                        m -> m.embedding(3),
                        m -> m.attention(Attention.none()),
                        m -> m.encoder(PictureEncoder.convolutions(4)),
                        m -> m.scheduledSampling(ScheduledSampling.linear(0.4, 10))));
    }

    private static Kind<Forecaster> forecaster(String name, Function<Forecaster, Forecaster> form) {
        Windows data = Windows.of(SineMixture.of(0.1).wave(12, 1).table(90))
                .time("step")
                .target("value")
                .past(6)
                .horizon(3)
                .split(0.6, 0.2);
        return new Kind<>(
                name,
                () -> form.apply(Forecaster.of(SMALL, data)).seed(5),
                (model, fit) -> model.fit(data, fit),
                Forecaster::load,
                model -> model.predict(data).table() + " " + model.evaluate(data),
                List.of(m -> m.seed(6), Forecaster::relative, Forecaster::gaussian));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <M extends Trained> void interruptedAndResumedEqualsUninterrupted(Kind<M> kind) {
        Path file = folder.resolve("checkpoint");
        M straight = kind.model.get();
        History whole = kind.fit.apply(straight, FIT);
        M first = kind.model.get();
        int[] steps = {0};
        History stopped = kind.fit.apply(first, FIT.checkpoint(file).listener(event -> {
            if (event instanceof Event.Stepped && ++steps[0] == 4) {
                Thread.currentThread().interrupt();
            }
        }));
        assertEquals(History.End.INTERRUPTED, stopped.end());
        assertEquals(4, first.network().steps());
        M second = kind.load.apply(file);
        assertEquals(first.weights(), second.weights(), "a checkpoint is a model");
        History resumed = kind.fit.apply(second, FIT.checkpoint(file));
        assertEquals(straight.weights(), second.weights(), "to the bit");
        assertEquals(3, resumed.epochs().size());
        for (int k = 0; k < 3; k++) {
            assertEquals(
                    whole.epochs().get(k).validation(), resumed.epochs().get(k).validation());
        }
        for (Function<M, M> change : kind.others) {
            M other = change.apply(kind.model.get());
            String message = assertThrows(
                            IllegalArgumentException.class, () -> kind.fit.apply(other, FIT.checkpoint(file)))
                    .getMessage();
            assertTrue(message.contains("with another model, data or seed"), message);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <M extends Trained> void savedAndLoadedIsTheSame(Kind<M> kind) {
        Path file = folder.resolve("model");
        M model = kind.model.get();
        kind.fit.apply(model, FIT.withEpochs(1));
        model.save(file);
        M loaded = kind.load.apply(file);
        assertEquals(model.toString(), loaded.toString());
        assertEquals(model.summary(), loaded.summary());
        assertEquals(model.weights(), loaded.weights());
        assertEquals(kind.says.apply(model), kind.says.apply(loaded));
        kind.fit.apply(model, FIT.withEpochs(1));
        kind.fit.apply(loaded, FIT.withEpochs(1));
        assertEquals(model.weights(), loaded.weights(), "and goes on the same way");
    }

    /** Kinds whose losses, masks or scales come from Java's numbers in different ways. */
    static Stream<Kind<?>> fromNumbers() {
        return Stream.of(
                tagger(),
                recognizer(),
                translator("Translator, scaled", Attention.scaledDot()),
                forecaster("Forecaster", f -> f.gaussian().linear(3)));
    }

    /** What the engine still reads must not stand in memory of Java's that is given away meanwhile. */
    @ParameterizedTest
    @MethodSource("fromNumbers")
    <M extends Trained> void aCollectorAtWorkChangesNothing(Kind<M> kind) throws InterruptedException {
        M calm = kind.model.get();
        Fit fit = FIT.withEpochs(2);
        kind.fit.apply(calm, fit);
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!done.get()) {
                LockSupport.parkNanos(5_000_000); // MXNet's own threads come to a halt where collections follow at once
                System.gc();
                for (int k = 0; k < 50; k++) { // takes the places that have become free
                    ByteBuffer.allocateDirect(4 + k).putInt(0, 0x7FC00000);
                }
            }
        });
        collector.start();
        try {
            M pressed = kind.model.get();
            kind.fit.apply(pressed, fit);
            assertEquals(calm.weights(), pressed.weights());
        } finally {
            done.set(true);
            collector.join();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <M extends Trained> void noArrayStaysBehind(Kind<M> kind) {
        try (M model = kind.model.get()) {
            kind.says.apply(model);
            int before = arrays(model);
            List<Integer> during = new ArrayList<>();
            kind.fit.apply(model, FIT.listener(event -> {
                if (event instanceof Event.EpochEnded) {
                    during.add(arrays(model));
                }
            }));
            kind.says.apply(model);
            assertEquals(before, arrays(model));
            assertEquals(3, during.size());
            assertEquals(1, during.stream().distinct().count(), () -> "arrays after each epoch: " + during);
        }
    }

    private static int arrays(Trained model) {
        return model.network().manager().getManagedArrays().size();
    }
}
