package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Audio;
import dev.rondo.data.Augmentation;
import dev.rondo.data.Part;
import dev.rondo.data.Speech;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.TrainingDiverged;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a recogniser is trained: what is told on the way, what is changed in each epoch, how it stops and goes on. */
@Tag("engine")
class SpeechFitTest {
    private static final Speech DATA = Calls.of(60, 2);
    private static final Fit FIT = Calls.FIT.withEpochs(3);
    private static final Augmentation CHANGES =
            Augmentation.none().gain(-6, 6).shift(-0.02, 0.1).noise(5, 20).maskBands(1, 6);

    private static SpeechRecognizer model() {
        return SpeechRecognizer.of(Rnn.gru(8).bidirectional().dropout(0.1), DATA)
                .stacked(2)
                .augmented(CHANGES)
                .seed(5);
    }

    private static SpeechExamples examples(Augmentation changes) {
        return new SpeechExamples(model().spec(), DATA, changes, 5);
    }

    @Test
    void aHistoryTellsLossErrorsAndBaseline() {
        try (SpeechRecognizer model = model()) {
            History run = model.fit(DATA, FIT);
            assertEquals("nats per symbol", run.loss());
            assertEquals("symbols", run.unit());
            assertEquals(
                    List.of("symbol error rate", "exact"),
                    List.copyOf(run.last().metrics().keySet()));
            RecognizerScores held = model.evaluate(DATA, Part.VALIDATION);
            assertEquals(held.nats(), run.last().validation(), 1e-6);
            assertTrue(run.last().training() < run.epochs().get(0).training(), run.toString());
            int[] places = DATA.places(Part.VALIDATION);
            double[] counts = {1, 1, 1, 1}; // 1, 5, D and the end, each once more than there is
            for (int place : DATA.places(Part.TRAIN)) {
                DATA.text(place).chars().forEach(key -> counts["15D".indexOf(key)]++);
                counts[3]++;
            }
            double nats = 0;
            int symbols = 0;
            for (int place : places) {
                for (char key : DATA.text(place).toCharArray()) {
                    nats -= Math.log(
                            counts["15D".indexOf(key)] / Arrays.stream(counts).sum());
                    symbols++;
                }
                nats -= Math.log(counts[3] / Arrays.stream(counts).sum());
            }
            assertEquals(Map.of("symbol frequencies", nats / symbols), run.baselines());
        }
    }

    @Test
    void eachEpochHearsSomethingElseAndAlwaysTheSame() {
        SpeechExamples examples = examples(CHANGES);
        int[] places = {3, 0, 7};
        float[] first = numbers(examples.inEpoch(1, places), places);
        assertArrayEquals(first, numbers(examples(CHANGES).inEpoch(1, places), places));
        assertFalse(Arrays.equals(first, numbers(examples.inEpoch(2, places), places)), "another epoch");
        assertFalse(
                Arrays.equals(
                        first,
                        numbers(new SpeechExamples(model().spec(), DATA, CHANGES, 6).inEpoch(1, places), places)),
                "another seed");
        float[] alone = numbers(examples.inEpoch(1, new int[] {0}), new int[] {0});
        assertTrue(contains(first, Arrays.copyOf(alone, 80)), "a recording does not hang on its company");
    }

    private static boolean contains(float[] all, float[] part) {
        for (int from = 0; from + part.length <= all.length; from++) {
            if (Arrays.equals(all, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static float[] numbers(Source source, int... places) {
        try (NDManager manager = Engines.newManager()) {
            NDArray x =
                    source.inputs(manager, new SequenceBatch(source, places)).singletonOrThrow();
            return x.toFloatArray();
        }
    }

    @Test
    void masksLeaveTheSoundAndTestsLeaveAll() {
        SpeechExamples masked = examples(Augmentation.none().maskBands(2, 20));
        int[] place = {4};
        float[] plain = numbers(masked, place);
        float[] changed = numbers(masked.inEpoch(1, place), place);
        assertEquals(plain.length, changed.length);
        int same = 0;
        for (int k = 0; k < plain.length; k++) {
            same += plain[k] == changed[k] ? 1 : 0;
        }
        assertTrue(same > plain.length / 10 && same < plain.length, same + " of " + plain.length + " stay");
        SpeechExamples none = examples(Augmentation.none());
        assertEquals(none, none.inEpoch(1, place), "nothing to change");
        assertNotSame(masked, masked.inEpoch(1, place));
        try (SpeechRecognizer model = model()) {
            RecognizerScores scores = model.evaluate(DATA);
            assertEquals(scores, model.augmented(Augmentation.none()).evaluate(DATA), "changed in training alone");
        }
    }

    @Test
    void changesAreHeardInTraining() {
        try (SpeechRecognizer model = model();
                SpeechRecognizer other = model().augmented(Augmentation.none())) {
            Fit one = FIT.withEpochs(1);
            assertNotEquals(
                    other.fit(DATA, one).last().training(),
                    model.fit(DATA, one).last().training());
        }
    }

    @Test
    void ofARecordingThatWouldBeTooShortTheSoundStays() {
        Audio brief = Calls.sound("5", 1);
        Audio padded = Audio.silence(0.02, 8000).then(brief);
        Speech tight = Speech.of("tight", List.of(padded), List.of("1515"))
                .symbols(List.of("1", "5", "D"))
                .splitInOrder(1, 0);
        double cut = padded.seconds() - 0.03;
        SpeechExamples examples =
                new SpeechExamples(model().spec(), tight, Augmentation.none().shift(-cut, -cut), 5);
        assertEquals(examples.length(0), examples.inEpoch(1, new int[] {0}).length(0));
        SpeechExamples less =
                new SpeechExamples(model().spec(), tight, Augmentation.none().shift(-0.02, -0.02), 5);
        assertEquals(examples.length(0) - 1, less.inEpoch(1, new int[] {0}).length(0));
    }

    @Test
    void interruptedAndResumedEqualsUninterrupted(@TempDir Path folder) {
        Map<String, Tensor> straight;
        try (SpeechRecognizer model = model()) {
            model.fit(DATA, FIT);
            straight = model.weights();
        }
        Path file = folder.resolve("checkpoint");
        SpeechRecognizer first = model();
        int[] steps = {0};
        History stopped = first.fit(DATA, FIT.checkpoint(file).listener(event -> {
            if (event instanceof Event.Stepped && ++steps[0] == 9) {
                Thread.currentThread().interrupt();
            }
        }));
        assertEquals(History.End.INTERRUPTED, stopped.end());
        assertEquals(9, steps[0]);
        assertNotEquals(straight, first.weights());
        String refused = assertThrows(IllegalArgumentException.class, () -> SpeechRecognizer.load(file)
                        .fit(DATA, FIT.checkpoint(file)))
                .getMessage();
        assertTrue(refused.contains("another model, data or seed"), "without the changes: " + refused);
        try (SpeechRecognizer loaded = SpeechRecognizer.load(file).augmented(CHANGES)) {
            loaded.fit(DATA, FIT.checkpoint(file));
            assertEquals(straight, loaded.weights(), "to the bit");
        }
        first.close();
    }

    @Test
    void aLossThatRunsAwayKeepsTheLastGoodWeights() {
        for (double rate : new double[] {1e20, 1e38}) {
            try (SpeechRecognizer model =
                    SpeechRecognizer.of(Rnn.relu(8).bidirectional(), DATA).stacked(2)) {
                Map<String, Tensor> good = model.weights();
                TrainingDiverged stopped = assertThrows(
                        TrainingDiverged.class,
                        () -> model.fit(DATA, Fit.epochs(3).batch(8).sgd(rate).quiet()));
                assertTrue(
                        stopped.getMessage().matches("(?s)the loss became .* in epoch 1, batch \\d+ .*"),
                        stopped.getMessage());
                assertEquals(good, model.weights());
            }
        }
    }

    @Test
    void aSearchForARateGivesTheWeightsBack() {
        try (SpeechRecognizer model = model()) {
            Map<String, Tensor> before = model.weights();
            RateCurve curve = model.findRate(DATA, FIT);
            assertEquals(before, model.weights());
            assertTrue(curve.suggestion() > 1e-5 && curve.suggestion() < 1, curve.toString());
        }
    }
}
