package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.Close;
import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class SequenceClassifierTest {
    private static final Sequences WHOLE = Problems.firstStep(60, 2, 9);
    private static final Sequences STEPS = Problems.neighbour(60, 2, 9, false);
    private static final Fit FIT = Fit.epochs(2).batch(8).adam(0.02).clipNorm(5).quiet();

    @TempDir
    Path folder;

    static Stream<Arguments> problems() {
        Rnn lstm = Rnn.lstm(16);
        Rnn stack = Rnn.gru(12).layers(2).dropout(0.1).bidirectional();
        return Stream.of(
                Arguments.of(lstm, Problems.firstStep(240, 3, 10)),
                Arguments.of(lstm.bidirectional(), Problems.firstStep(240, 3, 10)),
                Arguments.of(lstm, Problems.largerHalf(400, 5)),
                Arguments.of(lstm, Problems.neighbour(120, 2, 9, false)),
                Arguments.of(stack, Problems.neighbour(120, 2, 9, true)));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void learnsWhatNeedsMemory(Rnn rnn, Sequences data) {
        SequenceClassifier model = SequenceClassifier.of(rnn, data);
        History history =
                model.fit(data, Fit.epochs(15).batch(16).adam(0.03).clipNorm(5).quiet());
        assertTrue(history.last().training() < 0.05, history.toString());
        ClassifierScores scores = model.evaluate(data);
        assertTrue(scores.nats() < 0.05, scores.toString());
        assertEquals(1, scores.accuracy());
        assertTrue(history.baselines().get("class frequencies") > 0.6, "chance is one bit: " + history.baselines());
        boolean steps = data.targets().perStep();
        assertEquals(steps ? "nats per step" : "nats per sequence", history.loss());
        assertEquals(steps ? "steps" : "sequences", history.unit());
        assertEquals(
                history.last().validation(),
                model.evaluate(data, Part.VALIDATION).nats());
        assertEquals(
                history.last().metrics(),
                Map.of("accuracy", model.evaluate(data, Part.VALIDATION).accuracy()));
    }

    /** The level that a model has to pass, worked out once more: of a, a, b and one more of each, b are two in six. */
    @Test
    void theBaselineIsTheFrequencyOfTheClasses() {
        float[][][] x = {{{1}}, {{1}}, {{1}}, {{1}}, {{1}}};
        Sequences data = Sequences.labelled("five", x, "a", "a", "b", "b", "a")
                .classes("a", "b", "never")
                .first(3, 2);
        History history =
                SequenceClassifier.of(Rnn.gru(2), data).fit(data, Fit.epochs(1).quiet());
        assertEquals(
                -(Math.log(2 / 6.0) + Math.log(3 / 6.0)) / 2,
                history.baselines().get("class frequencies"),
                1e-12);
    }

    /** To know the one after, a net has to read from behind. */
    @Test
    void oneWayCannotTellWhatIsToCome() {
        Sequences data = Problems.neighbour(120, 2, 9, true);
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(12), data);
        model.fit(data, Fit.epochs(10).batch(16).adam(0.02).quiet());
        assertTrue(model.evaluate(data).accuracy() < 0.7);
    }

    @Test
    void evaluatingIsPredicting() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.lstm(8).bidirectional(), WHOLE);
        model.fit(WHOLE, FIT);
        int[] places = WHOLE.places(Part.TEST);
        double nats = 0;
        int right = 0;
        List<Prediction> all =
                model.predict(Arrays.stream(places).mapToObj(WHOLE::x).toArray(float[][][]::new));
        for (int k = 0; k < places.length; k++) {
            String label = WHOLE.x(places[k])[0][0] > 0 ? "up" : "down";
            nats -= Math.log(all.get(k).probability(label)) / places.length;
            right += all.get(k).label().equals(label) ? 1 : 0;
            Prediction alone = model.predict(WHOLE.x(places[k]));
            assertEquals(alone.label(), all.get(k).label());
            assertEquals(alone.probability(), all.get(k).probability(), 1e-5, "alone or padded");
            double sum =
                    alone.probabilities().values().stream().mapToDouble(p -> p).sum();
            assertEquals(1, sum, 1e-9);
        }
        ClassifierScores scores = model.evaluate(WHOLE, Part.TEST);
        assertEquals(nats, scores.nats(), 1e-9);
        assertEquals((double) right / places.length, scores.accuracy());
        assertEquals(scores, model.evaluate(WHOLE), "the test part is the default");
        Sequences untested = WHOLE.first(40, 20);
        assertEquals(
                model.evaluate(untested, Part.VALIDATION), model.evaluate(untested), "or else the validation part");
        assertEquals(List.of(), model.predict(new float[0][][]));
    }

    @Test
    void evaluatingIsPredictingStepByStep() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(8), STEPS);
        model.fit(STEPS, FIT);
        Targets.Labels labels = (Targets.Labels) STEPS.targets();
        double nats = 0;
        int count = 0;
        for (int place : STEPS.places(Part.ALL)) {
            List<Prediction> predicted = model.predictSteps(STEPS.x(place));
            assertEquals(STEPS.x(place).length, predicted.size());
            for (int t = 0; t < predicted.size(); t++) {
                if (labels.counts(place, t)) {
                    nats -= Math.log(
                            predicted.get(t).probability(model.classes().get(labels.ids()[place][t])));
                    count++;
                }
            }
        }
        ClassifierScores scores = model.evaluate(STEPS, Part.ALL);
        assertEquals(nats / count, scores.nats(), 1e-5);
        assertEquals(count, scores.classification().count());
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        SequenceClassifier[] models = new SequenceClassifier[3];
        for (int k = 0; k < 3; k++) {
            models[k] = SequenceClassifier.of(Rnn.lstm(8).layers(2).dropout(0.3), WHOLE)
                    .seed(k / 2); // 0, 0, 1
            models[k].fit(WHOLE, FIT);
        }
        assertEquals(models[0].weights(), models[1].weights());
        assertEquals(models[0].evaluate(WHOLE), models[1].evaluate(WHOLE));
        assertNotEquals(models[0].weights(), models[2].weights());
    }

    /** Of one layer, so that all of it is on the way to the head. */
    @Test
    void dropoutIsForTrainingOnly() {
        SequenceClassifier dropping = SequenceClassifier.of(Rnn.lstm(8).dropout(0.5), WHOLE);
        SequenceClassifier plain = SequenceClassifier.of(Rnn.lstm(8), WHOLE);
        assertEquals(dropping.evaluate(WHOLE), plain.evaluate(WHOLE), "the same weights, the same scores");
        dropping.fit(WHOLE, FIT);
        plain.fit(WHOLE, FIT);
        assertNotEquals(plain.weights(), dropping.weights());
        assertEquals(dropping.evaluate(WHOLE), dropping.evaluate(WHOLE));
    }

    @Test
    void aSecondFitGoesOnFromTheFirst() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(8), WHOLE);
        double first = model.fit(WHOLE, FIT).last().training();
        double second = model.fit(WHOLE, FIT).last().training();
        assertTrue(second < first - 0.01, first + " then " + second);
    }

    @Test
    void savedAndLoadedIsTheSame() {
        for (Sequences data : List.of(WHOLE, STEPS)) {
            SequenceClassifier model = SequenceClassifier.of(
                            Rnn.lstm(6).layers(2).dropout(0.1).bidirectional(), data.classes("up", "level", "down"))
                    .seed(9);
            model.fit(data, FIT);
            Path file = folder.resolve(data.name());
            model.save(file);
            SequenceClassifier loaded = SequenceClassifier.load(file);
            assertEquals(model.weights(), loaded.weights());
            assertEquals(model.toString(), loaded.toString());
            assertEquals(List.of("up", "level", "down"), loaded.classes());
            assertEquals(model.evaluate(data), loaded.evaluate(data));
            model.fit(data, FIT);
            loaded.fit(data, FIT);
            assertEquals(model.weights(), loaded.weights(), "and goes on the same way");
        }
        assertMessage(
                "holds a SequenceClassifier, expected a SequenceRegressor: load it with SequenceClassifier.load",
                () -> SequenceRegressor.load(folder.resolve(WHOLE.name())));
        new ModelFile(Map.of(), Map.of("rondo.classes", "[\"a\"]")).write(folder.resolve("none"), "SequenceClassifier");
        assertMessage("has no part 'rondo.model'", () -> SequenceClassifier.load(folder.resolve("none")));
    }

    @Test
    void labelsAreKnownByTheirNames() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.lstm(8), WHOLE);
        model.fit(WHOLE, FIT);
        ClassifierScores scores = model.evaluate(WHOLE);
        assertEquals(scores, model.evaluate(WHOLE.classes("up", "level", "down")), "numbered otherwise");
        Sequences other = Sequences.labelled("other", new float[][][] {{{1}}, {{2}}}, "up", "level");
        assertMessage(
                "sequence 1 of 'other' has the label 'level', but the model knows [down, up]: make a model of data",
                () -> model.evaluate(other, Part.ALL));
        assertMessage("has the label 'level'", () -> model.fit(other, FIT));
    }

    @Test
    void dataThatDoesNotFitSaysWhy() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(4), WHOLE);
        Sequences numbers = Problems.firstAndMean(10, 2, 3);
        assertMessage(
                "'first and mean' has numbers to predict, but a SequenceClassifier predicts labels: use a Sequence"
                        + "Regressor",
                () -> SequenceClassifier.of(Rnn.gru(4), numbers));
        assertMessage("use a SequenceRegressor", () -> model.fit(numbers, FIT));
        assertMessage("use a SequenceRegressor", () -> model.evaluate(numbers));
        assertMessage(
                "'neighbour' has targets at each step, but the model predicts once for the whole sequence",
                () -> model.fit(STEPS, FIT));
        assertMessage(
                "'first step' has targets once for the whole sequence, but the model predicts at each step",
                () -> SequenceClassifier.of(Rnn.gru(4), STEPS).evaluate(WHOLE));
        Sequences wide = Sequences.labelled("wide", new float[][][] {{{1, 2}}}, "up");
        assertMessage(
                "'wide' has 2 features, but the model was made for 1: make another model of this data",
                () -> model.fit(wide, FIT));
        assertMessage(
                "'wide' has the classes [up], expected at least two", () -> SequenceClassifier.of(Rnn.gru(4), wide));
        assertMessage("has no validation part", () -> model.fit(WHOLE.split(1, 0), FIT.patience(3)));
        assertMessage(
                "the validation part of 'first step' has 0 sequences, none with a target that counts: split the data"
                        + " otherwise, or name another part",
                () -> model.evaluate(WHOLE.split(1, 0)));
    }

    /** Nothing counts in the first sequence: it teaches nothing, and nothing is measured on it. */
    @Test
    void sequencesOfWhichNothingCountsAreLeftOut() {
        float[][][] x = {{{1}}, {{2}, {3}}, {{4}}};
        String[][] labels = {{null}, {"a", "b"}, {"a"}};
        Sequences data = Sequences.labelledSteps("gaps", x, labels).first(2, 0);
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(4), data);
        model.fit(data, Fit.epochs(3).batch(1).quiet());
        assertEquals(3, model.model().network().steps());
        assertEquals(2, model.evaluate(data, Part.TRAIN).classification().count());
        Sequences none = data.first(1, 1);
        assertMessage(
                "the train part of 'gaps' has 1 sequences, none with a target that counts",
                () -> model.fit(none, Fit.epochs(1)));
        assertMessage("the train part of 'gaps' has 1 sequences", () -> model.evaluate(none, Part.TRAIN));
        model.fit(data.first(2, 1), Fit.epochs(1).quiet());
    }

    @Test
    void inputThatDoesNotFitSaysWhy() {
        SequenceClassifier whole = SequenceClassifier.of(Rnn.gru(4), WHOLE);
        SequenceClassifier steps = SequenceClassifier.of(Rnn.gru(4), STEPS);
        assertMessage("sequence 0 has no steps", () -> whole.predict(new float[0][]));
        assertMessage(
                "step 1 of sequence 0 has 2 features, but the model was made for 1: give the same ones as in training",
                () -> whole.predict(new float[][] {{1}, {1, 2}}));
        assertMessage(
                "step 0 of sequence 1 holds NaN, expected numbers",
                () -> steps.predictSteps(new float[][][] {{{1}}, {{Float.NaN}}}));
        String one = assertThrows(IllegalStateException.class, () -> whole.predictSteps(WHOLE.x(0)))
                .getMessage();
        assertEquals("this SequenceClassifier predicts once for the whole sequence: call predict(x) instead", one);
        String each = assertThrows(IllegalStateException.class, () -> steps.predict(STEPS.x(0)))
                .getMessage();
        assertEquals("this SequenceClassifier predicts at each step: call predictSteps(x) instead", each);
    }

    @Test
    void anUntrainedModelWorksAndATrainedOneKeepsItsSeed() {
        SequenceClassifier model = SequenceClassifier.of(Rnn.gru(4), WHOLE).seed(3);
        Prediction predicted = model.predict(WHOLE.x(0));
        assertTrue(predicted.probability() >= 0.5 && predicted.probability() < 1, predicted.toString());
        assertEquals("SequenceClassifier(1 features to [down, up], gru(4), seed 3)", model.toString());
        model.fit(WHOLE, FIT);
        String late = assertThrows(
                        IllegalStateException.class, () -> model.seed(4).classes())
                .getMessage();
        assertEquals("seed(4) on a model trained for 12 steps: call it before fit, right after of", late);
        assertTrue(model.toString().endsWith("seed 3, trained for 12 steps)"), model.toString());
        assertTrue(SequenceClassifier.of(Rnn.gru(4), STEPS).toString().contains("[down, up] at each step, "));
    }

    @Test
    void theSummaryCountsParameters() {
        String summary =
                SequenceClassifier.of(Rnn.lstm(10).bidirectional(), WHOLE).summary();
        assertTrue(summary.contains("rnn.weight_hh_l0_reverse"), summary);
        assertTrue(summary.contains("output.weight"), summary);
        int count = 2 * 4 * 10 * (1 + 10 + 2) + 2 * 20 + 2;
        assertTrue(summary.strip().endsWith(String.format("%,d", count)), summary);
    }

    @Test
    void theBlockIsTheSameNet() {
        float[][] x = {{1}, {-1}, {0.5f}};
        for (Sequences data : List.of(WHOLE, STEPS)) {
            SequenceClassifier model = SequenceClassifier.of(Rnn.gru(8).bidirectional(), data);
            try (NDManager manager = Engines.newManager()) {
                NDArray padded = Tensors.array(manager, new float[] {1, -1, 0.5f, 1, -1, 9}, new Shape(2, 3, 1));
                NDArray lengths = manager.create(new float[] {3, 2});
                NDArray logits = model.block()
                        .forward(new ParameterStore(manager, false), new NDList(padded, lengths), false)
                        .singletonOrThrow();
                boolean steps = data.targets().perStep();
                assertEquals(steps ? new Shape(2, 3, 2) : new Shape(2, 2), logits.getShape());
                float[][] scores = model.model().scores(x)[0];
                float[][] shorter = model.model().scores(Arrays.copyOf(x, 2))[0];
                for (int t = 0; t < scores.length; t++) {
                    Close.assertClose(scores[t], logits.get(steps ? "0, " + t : "0"), 1e-5, "logits at " + t);
                }
                for (int t = 0; t < shorter.length; t++) {
                    Close.assertClose(shorter[t], logits.get(steps ? "1, " + t : "1"), 1e-5, "shorter at " + t);
                }
            }
        }
    }

    @Test
    void predictionsAreValues() {
        Prediction predicted = Prediction.of(List.of("a", "b", "c"), new float[] {1000, 999, -1000});
        assertEquals("a", predicted.label());
        assertEquals(1 / (1 + Math.exp(-1)), predicted.probability(), 1e-9);
        assertEquals(0, predicted.probability("c"));
        assertEquals("a (0.7311)", predicted.toString());
        assertArrayEquals(
                new Object[] {"a", "b", "c"}, predicted.probabilities().keySet().toArray());
        assertMessage("'d' is not among the classes: there are [a, b, c]", () -> predicted.probability("d"));
        assertMessage("label 'z' has no probability, expected one of [a]", () -> new Prediction("z", Map.of("a", 1.0)));
        assertTrue(predicted.plot().png().length > 1000);
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
