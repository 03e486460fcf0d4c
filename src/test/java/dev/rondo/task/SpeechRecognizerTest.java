package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.rondo.cell.Ctc;
import dev.rondo.cell.CtcBeam;
import dev.rondo.cell.CtcLanguage;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Audio;
import dev.rondo.data.AudioFeatures;
import dev.rondo.data.Augmentation;
import dev.rondo.data.Part;
import dev.rondo.data.Speech;
import dev.rondo.data.Text;
import dev.rondo.data.Tokenizer;
import dev.rondo.metric.ErrorRate;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class SpeechRecognizerTest {
    private static final Speech DATA = Calls.DATA;
    private static SpeechRecognizer trained;

    @BeforeAll
    static void train() {
        trained = Calls.model();
        trained.fit(DATA, Calls.FIT);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    private static List<Audio> sounds(int... places) {
        return Arrays.stream(places).mapToObj(DATA::audio).toList();
    }

    @Test
    void keysAreToldThatWereNeverHeardInThisOrder() {
        RecognizerScores scores = trained.evaluate(DATA);
        assertTrue(scores.symbolErrorRate() < 0.05, scores.toString());
        assertTrue(scores.nats() < 0.3, scores.toString());
        assertEquals("15D51", trained.transcribe(Calls.sound("15D51", 77)));
        assertEquals("111", trained.transcribe(Calls.sound("111", 78)), "the same key again");
    }

    @Test
    void scoresCountWhatIsTranscribed() {
        SpeechRecognizer poor = Calls.model();
        poor.fit(DATA, Calls.FIT.withEpochs(2));
        List<String> actual = new ArrayList<>();
        double nats = 0;
        Ctc ctc = Ctc.of(4);
        for (int place : Calls.test()) {
            actual.add(DATA.text(place));
            int[] labels = DATA.text(place)
                    .chars()
                    .map(key -> poor.symbols().indexOf("" + (char) key))
                    .toArray();
            nats += ctc.loss(poor.scores(sounds(place))[0], labels);
        }
        List<String> told = poor.transcribe(sounds(Calls.test()));
        RecognizerScores scores = poor.evaluate(DATA, Part.TEST);
        assertEquals(ErrorRate.characters(actual, told), scores.errors());
        assertTrue(scores.symbolErrorRate() > 0.02, "there are mistakes to count: " + scores);
        assertEquals(
                nats / actual.stream().mapToInt(String::length).sum(), scores.nats(), 1e-4, "by the number of symbols");
        assertEquals(scores.errors().exactShare(), scores.exactShare());
        assertEquals(scores.errors().mistakes().size(), scores.table().rowCount());
        assertEquals(List.of("actual", "told", "count"), scores.table().columnNames());
        assertTrue(
                scores.plot().toString().contains("Symbol error rate"),
                scores.plot().toString());
        assertTrue(scores.plot().png().length > 0);
        poor.close();
    }

    @Test
    void companyAndOrderChangeNoTranscript() {
        List<Audio> all = new ArrayList<>(sounds(DATA.places(Part.VALIDATION)));
        float[][][] together = trained.scores(all);
        List<Audio> more = new ArrayList<>(all);
        Collections.reverse(more);
        more.add(Calls.sound("15D".repeat(8), 5));
        float[][][] other = trained.scores(more);
        for (int k = 0; k < all.size(); k++) {
            float[][] alone = trained.scores(List.of(all.get(k)))[0];
            for (int t = 0; t < alone.length; t++) {
                assertClose(alone[t], together[k][t], 1e-4, "sound " + k);
                assertClose(alone[t], other[all.size() - 1 - k][t], 1e-4, "turned round " + k);
            }
        }
        assertEquals(all.stream().map(trained::transcribe).toList(), trained.transcribe(all));
    }

    @Test
    void anUntrainedModelHearsSilence() {
        try (SpeechRecognizer untrained = Calls.model()) {
            Tensor bias = untrained.weights().get("output.bias"); // of four outputs
            assertArrayEquals(new float[] {0, 0, 0, (float) Math.log(27)}, bias.values(), "9 to 1 for the blank");
            Hearing hearing = untrained.listen(DATA.audio(0)).hearing();
            double blank = Arrays.stream(hearing.probabilities())
                    .mapToDouble(step -> step[3])
                    .average()
                    .orElseThrow();
            assertTrue(blank > 0.7 && blank < 0.97, "P(blank) is " + blank);
        }
    }

    @Test
    void framesSideBySideAreStepsOfTheNet() {
        AudioFeatures features = AudioFeatures.logMel(5);
        Audio sound = DATA.audio(0);
        float[][] frames = features.of(sound);
        SpeechSpec spec = new SpeechSpec(features, 3, 8000, List.of("a"), Tokenizer.characters());
        float[][] steps = spec.x(sound);
        assertEquals((frames.length + 2) / 3, steps.length);
        assertEquals(steps.length, spec.steps(sound));
        assertEquals(15, spec.width());
        for (int k = 0; k < 3 * steps.length; k++) {
            float[] own = Arrays.copyOfRange(steps[k / 3], k % 3 * 5, k % 3 * 5 + 5);
            assertArrayEquals(frames[Math.min(k, frames.length - 1)], own, "frame " + k);
        }
        assertNotEquals(0, (frames.length) % 3, "the last step is filled up");
    }

    @Test
    void aSavedModelIsTheSame(@TempDir Path folder) {
        Path file = folder.resolve("m.rondo");
        trained.save(file);
        try (SpeechRecognizer loaded = SpeechRecognizer.load(file)) {
            assertEquals(trained.toString(), loaded.toString());
            assertEquals(trained.weights(), loaded.weights());
            assertEquals(trained.listen(DATA.audio(3)), loaded.listen(DATA.audio(3)));
            assertEquals(trained.evaluate(DATA), loaded.evaluate(DATA));
            assertEquals(trained.summary(), loaded.summary());
            assertEquals(8000, loaded.rate());
            assertEquals(AudioFeatures.logMel(40).normalised(), loaded.features());
            IllegalStateException late = assertThrows(IllegalStateException.class, () -> loaded.stacked(3));
            assertTrue(late.getMessage().startsWith("stacked(3) on a model trained for "), late.getMessage());
        }
        assertTrue(trained.summary().contains("output.weight"), trained.summary());
        String told = trained.toString();
        assertTrue(told.contains(" at 8000 Hz, 2 frames a step, to 3 symbols [1, 5, D], "), told);
        assertTrue(told.contains(", seed 1, trained for "), told);
    }

    @Test
    void anotherRateIsHeardAtTheModelsOwn() {
        Audio sound = Calls.sound("5D1", 3);
        Audio other = sound.resampled(16_000);
        assertEquals(trained.listen(other.resampled(8000)), trained.listen(other));
        assertEquals("5D1", trained.transcribe(other));
        Speech faster = DATA.each(audio -> audio.resampled(16_000));
        assertEquals(
                trained.evaluate(faster.each(audio -> audio.resampled(8000))).errors(),
                trained.evaluate(faster).errors());
    }

    @Test
    void silenceAndTheShortestSoundAreSoundsLikeOthers() {
        Transcription silence = trained.listen(Audio.silence(1, 8000));
        assertTrue(silence.probability() > 0 && silence.probability() <= 1 + 1e-9, silence.toString());
        assertTrue(silence.hearing().plot().png().length > 0);
        assertEquals(1, trained.listen(Audio.silence(0.001, 8000)).hearing().times().length);
        assertMessage("a sound without samples came", () -> trained.transcribe(Audio.silence(0, 8000)));
    }

    @Test
    void whatIsNotKnownIsTold() {
        Speech other = Speech.of("other", List.of(Calls.sound("157", 1)), List.of("157"))
                .splitInOrder(1, 0);
        String unknown = "the transcript of recording 0 of 'other' holds '7', but the model knows [1, 5, D]";
        assertMessage(unknown, () -> trained.evaluate(other, Part.TRAIN));
        assertMessage(unknown, () -> trained.fit(other, Calls.FIT));
        assertMessage("the test part of 'other' has 0 sequences", () -> {
            Speech known = Speech.of("other", List.of(Calls.sound("15", 1)), List.of("15"));
            trained.evaluate(known.splitInOrder(1, 0), Part.TEST);
        });
        SpeechRecognizer fresh = Calls.model();
        assertMessage("stacked is 0, expected how many frames", () -> fresh.stacked(0));
        assertMessage(
                "window(1.0E-5) has 0 samples",
                () -> fresh.features(AudioFeatures.logMel(40).window(1e-5)));
        for (Executable late : List.<Executable>of(
                () -> trained.seed(2), () -> trained.features(AudioFeatures.mfcc(13)), () -> trained.stacked(1))) {
            IllegalStateException told = assertThrows(IllegalStateException.class, late);
            assertTrue(told.getMessage().contains("call it before fit, right after of"), told.getMessage());
        }
    }

    @Test
    void aRecordingTooShortForItsTranscriptIsRefusedInTrainingAndCountsInTests() {
        Speech tight = Speech.of(
                        "tight",
                        List.of(Calls.sound("15", 1), Calls.sound("15", 2).shifted(0), Audio.silence(0.1, 8000)),
                        List.of("15", "15", "55555"))
                .splitInOrder(0.67, 0);
        SpeechRecognizer model = Calls.model();
        RecognizerScores scores = model.evaluate(tight, Part.TEST); // 8 frames are 4 steps: none for a blank between
        assertEquals(Double.POSITIVE_INFINITY, scores.nats());
        assertEquals(5, scores.errors().symbols());
        Speech there = tight.splitInOrder(1, 0);
        assertMessage(
                "recording 2 of 'tight' has 4 steps, but its 5 symbols need 9, one each and one between two",
                () -> model.fit(there, Calls.FIT));
        assertMessage("or leave the recording out by where(...)", () -> model.findRate(there, Calls.FIT));
        assertMessage(
                "recording 0 of 'tight' is ",
                () -> model.augmented(Augmentation.none().shift(-60, 0)).fit(tight, Calls.FIT));
        assertEquals(1, model.fit(tight, Calls.FIT.withEpochs(1)).epochs().size());
        model.close();
    }

    @Test
    void theBlockTakesStepsAndGivesScores() {
        assertEquals(
                "(1, 7, 4)",
                trained.block()
                        .getOutputShapes(new Shape[] {new Shape(1, 7, 80)})[0]
                        .toString());
        float[][] x = trained.spec().x(DATA.audio(5));
        float[][] y = trained.cells().run(x, trained.cells().zero()).y();
        float[][] scores = trained.scores(sounds(5))[0];
        for (int t = 0; t < y.length; t++) {
            assertArrayEquals(scores[t], trained.head().apply(y[t]), 1e-4f, "step " + t);
        }
    }

    @Test
    void wordsStandApart() {
        List<Audio> sounds = IntStream.range(0, 6)
                .mapToObj(k -> Calls.sound(k % 2 == 0 ? "1D" : "D1", k))
                .toList();
        List<String> texts = IntStream.range(0, 6)
                .mapToObj(k -> k % 2 == 0 ? "one dee" : "dee one")
                .toList();
        Speech words =
                Speech.of("words", sounds, texts).tokenizer(Tokenizer.words()).splitInOrder(1, 0);
        try (SpeechRecognizer model =
                SpeechRecognizer.of(Rnn.gru(12).bidirectional(), words).stacked(2)) {
            model.fit(words, Fit.epochs(60).batch(3).adam(0.02).clipNorm(5).quiet());
            assertEquals(List.of("dee", "one"), model.symbols());
            assertEquals("one dee", model.transcribe(sounds.get(0)));
            assertEquals("dee one", model.greedy(sounds.get(1)));
            assertEquals(2, model.listen(sounds.get(0)).symbols().size());
        }
    }

    /** After 1 comes 5, after 5 comes D: what is heard is taken for that, if the language counts enough. */
    @Test
    void aLanguageModelIsAskedLabelByLabel() {
        Text lines = Text.characters("lines", "15D\n".repeat(100)).split(1, 0);
        LanguageModel letters = LanguageModel.of(Rnn.gru(8), lines).seed(1);
        letters.fit(lines, Fit.epochs(40).batch(4).steps(20).adam(0.03).quiet());
        CtcLanguage language = trained.language(letters);
        double sum = 0;
        CtcLanguage state = language;
        for (int label : new int[] {0, 1, 2}) {
            sum += state.log(label);
            state = state.after(label);
        }
        assertEquals(letters.logProbability("15D"), sum + state.end(), 1e-4);
        assertTrue(Math.exp(sum) > 0.9, "the line was learned: " + Math.exp(sum));
        Audio sound = Calls.sound("1DD", 4);
        assertEquals("1DD", trained.transcribe(sound));
        CtcBeam beam = CtcBeam.of(30).language(language, 20);
        assertEquals("15D", trained.transcribe(sound, beam));
        RecognizerScores talked = trained.evaluate(DATA, Part.TEST, beam);
        assertTrue(talked.symbolErrorRate() > 0.2, "the language drowns the sound: " + talked);
        assertEquals(trained.evaluate(DATA).nats(), talked.nats(), "which has no part in the loss");
        Transcription heard = trained.listen(sound, beam);
        assertTrue(heard.probability() < 0.5, "by the sound alone it is not probable: " + heard);
        Text short1 = Text.characters("few", "1\n5\n".repeat(20));
        LanguageModel few = LanguageModel.of(Rnn.gru(4), short1);
        assertMessage("the language model does not know 'D', one of the symbols [1, 5, D]", () -> {
            CtcLanguage none = trained.language(few);
            assertEquals(0, none.end());
        });
        CtcLanguage never = new CtcLanguage() {
            @Override
            public double log(int label) {
                return Double.NEGATIVE_INFINITY;
            }

            @Override
            public CtcLanguage after(int label) {
                return this;
            }

            @Override
            public double end() {
                return Double.NEGATIVE_INFINITY;
            }
        };
        assertMessage(
                "the language rules out all of the 3 labellings",
                () -> trained.transcribe(sound, CtcBeam.of(3).language(never, 1)));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
