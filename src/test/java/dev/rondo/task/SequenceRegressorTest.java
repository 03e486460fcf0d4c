package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.metric.Regression;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
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
class SequenceRegressorTest {
    private static final Sequences WHOLE = Problems.firstAndMean(60, 2, 9);
    private static final Sequences STEPS = Problems.slidingMean(60, 2, 9);
    private static final Fit FIT = Fit.epochs(2).batch(8).adam(0.02).clipNorm(5).quiet();

    @TempDir
    Path folder;

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(Rnn.lstm(16).bidirectional(), Problems.firstAndMean(240, 2, 6)),
                Arguments.of(Rnn.lstm(16), Problems.slidingMean(120, 2, 9)));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void learnsWhatNeedsMemory(Rnn rnn, Sequences data) {
        SequenceRegressor model = SequenceRegressor.of(rnn, data);
        History history =
                model.fit(data, Fit.epochs(15).batch(16).adam(0.02).clipNorm(5).quiet());
        RegressorScores scores = model.evaluate(data);
        assertTrue(scores.mse() < 0.05 && scores.r2() > 0.9, scores.toString());
        assertTrue(history.baselines().get("mean") > 0.3, history.baselines().toString());
        assertEquals("mean squared error", history.loss());
        RegressorScores held = model.evaluate(data, Part.VALIDATION);
        assertEquals(held.mse(), history.last().validation());
        assertEquals(
                Map.of("RMSE", held.rmse(), "MAE", held.mae()), history.last().metrics());
    }

    /** The level that a model has to pass: the mean of the training part, worked out once more. */
    @Test
    void theBaselineIsTheMean() {
        float[][] y = {{1, 10}, {3, 20}, {2, 12}, {6, 18}};
        Sequences data = Sequences.numbers("four", new float[][][] {{{1}}, {{1}}, {{1}}, {{1}}}, y)
                .first(2, 2);
        History history =
                SequenceRegressor.of(Rnn.gru(2), data).fit(data, Fit.epochs(1).quiet());
        assertEquals(Map.of("mean", (0 + 9 + 16 + 9) / 4.0), history.baselines());
    }

    @Test
    void evaluatingIsPredicting() {
        SequenceRegressor model = SequenceRegressor.of(Rnn.gru(8), WHOLE);
        model.fit(WHOLE, FIT);
        int[] places = WHOLE.places(Part.TEST);
        float[][] right = Arrays.stream(places)
                .mapToObj(place -> ((Targets.Numbers) WHOLE.targets()).values()[place][0])
                .toArray(float[][]::new);
        float[][] predicted =
                model.predict(Arrays.stream(places).mapToObj(WHOLE::x).toArray(float[][][]::new));
        RegressorScores scores = model.evaluate(WHOLE);
        assertEquals(Regression.of(right, predicted).mse(), scores.mse(), 1e-9);
        assertEquals(Regression.of(right, predicted).r2(), scores.r2(), 1e-9);
        assertEquals(2, scores.regression().outputs().size());
        assertArrayEquals(predicted[3], model.predict(WHOLE.x(places[3])), 1e-5f, "alone or padded");
    }

    @Test
    void evaluatingIsPredictingStepByStep() {
        SequenceRegressor model = SequenceRegressor.of(Rnn.lstm(8).bidirectional(), STEPS);
        Targets.Numbers numbers = (Targets.Numbers) STEPS.targets();
        List<float[]> right = new ArrayList<>();
        List<float[]> predicted = new ArrayList<>();
        for (int place : STEPS.places(Part.ALL)) {
            float[][] steps = model.predictSteps(STEPS.x(place));
            assertEquals(STEPS.x(place).length, steps.length);
            right.addAll(List.of(numbers.values()[place]).subList(1, steps.length)); // the first does not count
            predicted.addAll(List.of(steps).subList(1, steps.length));
        }
        Regression expected = Regression.of(right.toArray(float[][]::new), predicted.toArray(float[][]::new));
        RegressorScores scores = model.evaluate(STEPS, Part.ALL);
        assertEquals(expected.mse(), scores.mse(), 1e-5);
        assertEquals(expected.count(), scores.regression().count());
    }

    @Test
    void dataThatDoesNotFitSaysWhy() {
        SequenceRegressor model = SequenceRegressor.of(Rnn.gru(4), WHOLE);
        Sequences labels = Problems.firstStep(10, 2, 3);
        assertMessage(
                "'first step' has labels to predict, but a SequenceRegressor predicts numbers: use a"
                        + " SequenceClassifier",
                () -> SequenceRegressor.of(Rnn.gru(4), labels));
        assertMessage("use a SequenceClassifier", () -> model.fit(labels, FIT));
        assertMessage(
                "'sliding mean' has targets at each step, but the model predicts once for the whole",
                () -> model.evaluate(STEPS));
        Sequences one = Sequences.numbers("one", new float[][][] {{{1}}}, new float[][] {{1}});
        assertMessage(
                "'one' has 1 numbers to predict at a time, but the model predicts 2: make another model of this data",
                () -> model.fit(one, FIT));
        Sequences wide = Sequences.numbers("wide", new float[][][] {{{1, 2, 3}}}, new float[][] {{1, 1}});
        assertMessage("'wide' has 3 features, but the model was made for 1", () -> model.fit(wide, FIT));
        String each = assertThrows(IllegalStateException.class, () -> model.predictSteps(WHOLE.x(0)))
                .getMessage();
        assertEquals("this SequenceRegressor predicts once for the whole sequence: call predict(x) instead", each);
        String one2 = assertThrows(IllegalStateException.class, () -> SequenceRegressor.of(Rnn.gru(4), STEPS)
                        .predict(STEPS.x(0)))
                .getMessage();
        assertEquals("this SequenceRegressor predicts at each step: call predictSteps(x) instead", one2);
    }

    @Test
    void tellsWhatItIs() {
        SequenceRegressor model = SequenceRegressor.of(Rnn.gru(4), WHOLE).seed(2);
        assertEquals("SequenceRegressor(1 features to 2 numbers, gru(4), seed 2)", model.toString());
        assertEquals(
                "SequenceRegressor(1 features to a number at each step, gru(4), seed 0)",
                SequenceRegressor.of(Rnn.gru(4), STEPS).toString());
        int count = 3 * 4 * (1 + 4 + 2) + 2 * 4 + 2;
        assertTrue(model.summary().strip().endsWith(" " + count), model.summary());
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
