package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Tensor;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.TrainingDiverged;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits of sequences: stopped and gone on with, and what they leave behind. */
@Tag("engine")
class SequenceFitTest {
    private static final Sequences WHOLE = Problems.firstStep(60, 2, 9);
    private static final Fit FIT =
            Fit.epochs(4).batch(8).adamW(0.01).clipNorm(1).cosine().patience(4).quiet();

    @TempDir
    Path folder;

    private static SequenceClassifier model() {
        return SequenceClassifier.of(Rnn.lstm(8).layers(2).dropout(0.2).bidirectional(), WHOLE)
                .seed(5);
    }

    @Test
    void everyEpochIsShuffledAnewAndBySeed() {
        String first = batches(model(), 1);
        assertEquals(first, batches(model(), 1));
        assertNotEquals(first, batches(model(), 2));
        assertNotEquals(first, batches(model().seed(6), 1));
    }

    private static String batches(SequenceClassifier model, int epoch) {
        return model.model().scorer().learner(new NumberExamples(WHOLE), model.goal(WHOLE), FIT).batches(epoch).stream()
                .map(batch -> Arrays.toString(batch.places()))
                .toList()
                .toString();
    }

    @Test
    void aCheckpointOfOtherDataIsRefused() {
        Path file = folder.resolve("checkpoint");
        Fit fit = Fit.epochs(1).batch(8).quiet();
        model().fit(WHOLE, fit.checkpoint(file));
        Targets.Labels labels = (Targets.Labels) WHOLE.targets();
        float[][][] x = new float[WHOLE.size()][][];
        String[] names = new String[x.length];
        for (int s = 0; s < x.length; s++) {
            x[s] = Stream.of(WHOLE.x(s)).map(float[]::clone).toArray(float[][]::new);
            names[s] = labels.classes().get(labels.ids()[s][0]);
        }
        Sequences same = Sequences.labelled("first step", x, names).split(0.7, 0.15);
        model().fit(same, fit.checkpoint(file)); // equal in all: the fit is taken as done
        assertRefused(WHOLE.split(0.7, 0.2), fit.checkpoint(file));
        x[7][0][0] += 0.001f;
        assertRefused(same, fit.checkpoint(file));
        x[7][0][0] = WHOLE.x(7)[0][0];
        names[3] = names[3].equals("up") ? "down" : "up";
        assertRefused(Sequences.labelled("first step", x, names).split(0.7, 0.15), fit.checkpoint(file));
        Path plain = folder.resolve("model");
        model().save(plain);
        String message = assertThrows(IllegalArgumentException.class, () -> model().fit(WHOLE, fit.checkpoint(plain)))
                .getMessage();
        assertTrue(message.endsWith("or load the model with SequenceClassifier.load"), message);
    }

    private static void assertRefused(Sequences data, Fit fit) {
        String message = assertThrows(IllegalArgumentException.class, () -> model().fit(data, fit))
                .getMessage();
        assertTrue(message.contains("with another model, data or seed"), message);
    }

    @Test
    void aLossThatRunsAwayKeepsTheLastGoodWeights() {
        Sequences data = Problems.firstAndMean(60, 2, 9);
        SequenceRegressor model = SequenceRegressor.of(Rnn.relu(8), data);
        model.fit(data, Fit.epochs(1).batch(8).quiet());
        Map<String, Tensor> good = model.weights();
        for (double rate : new double[] {1e20, 1e37}) {
            assertThrows(
                    TrainingDiverged.class,
                    () -> model.fit(data, Fit.epochs(3).batch(8).sgd(rate).quiet()));
            assertEquals(good, model.weights());
        }
    }

    @Test
    void theLossOfAnEpochIsTheMeanOverAllThatCounts() {
        // At a rate at which no weight moves, one batch or many.
        Sequences data = Problems.neighbour(23, 2, 9, false).split(1, 0);
        Fit still = Fit.epochs(1).sgd(1e-30).quiet();
        double whole = SequenceClassifier.of(Rnn.gru(6), data)
                .fit(data, still.batch(100))
                .last()
                .training();
        for (int batch : new int[] {1, 4, 7}) {
            double parts = SequenceClassifier.of(Rnn.gru(6), data)
                    .fit(data, still.batch(batch))
                    .last()
                    .training();
            assertEquals(whole, parts, 1e-6, "batches of " + batch);
        }
    }
}
