package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Tensor;
import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.TrainingDiverged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fits end that do not go to their end, and fits in several threads. */
@Tag("engine")
class FitEndsTest {
    private static final Text TEXT = Datasets.verse().split(0.05, 0.05);

    @Test
    void aLossThatRunsAwayKeepsTheLastGoodWeights() {
        LanguageModel model = LanguageModel.of(Rnn.relu(16), TEXT);
        model.fit(TEXT, Fit.epochs(1).batch(4).steps(50).adam(0.01).quiet());
        Map<String, Tensor> good = model.weights();
        TrainingDiverged stopped = assertThrows(
                TrainingDiverged.class,
                () -> model.fit(TEXT, Fit.epochs(9).batch(4).steps(50).sgd(1e20).quiet()));
        String message = stopped.getMessage();
        assertTrue(message.matches("(?s)the loss became (NaN|Infinity|[0-9.E]+) in epoch 1, batch \\d+ .*"), message);
        assertTrue(message.contains("learning rate 1.0E20, gradient norm "), message);
        assertTrue(message.contains("with which the fit began are kept; lower the learning rate"), message);
        assertEquals(History.End.DIVERGED, stopped.history().end());
        assertEquals(good, model.weights());
        History after =
                model.fit(TEXT, Fit.epochs(1).batch(4).steps(50).adam(0.01).quiet());
        assertTrue(after.last().training() < 3.5, "the model goes on learning: " + after);
    }

    @Test
    void patienceTakesTheBestWeightsBack() {
        LanguageModel model = LanguageModel.of(Rnn.lstm(64), TEXT);
        List<Double> losses = new ArrayList<>();
        History history = model.fit(
                TEXT,
                Fit.epochs(200)
                        .batch(4)
                        .steps(50)
                        .adam(0.02)
                        .patience(2)
                        .quiet()
                        .listener(event -> {
                            if (event instanceof Event.EpochEnded ended) {
                                losses.add(ended.epoch().validation());
                            }
                        }));
        assertEquals(History.End.OUT_OF_PATIENCE, history.end());
        assertEquals(losses.size() - 2, history.best().number());
        assertEquals(
                history.best().validation(),
                model.evaluate(TEXT, dev.rondo.data.Part.VALIDATION).nats(),
                1e-9);
    }

    @Test
    void aSecondFitInAnotherThreadWaits() throws InterruptedException {
        List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
        Fit fit = Fit.epochs(2).batch(4).steps(50).quiet();
        Runnable run = () -> LanguageModel.of(Rnn.gru(8), TEXT)
                .fit(
                        TEXT,
                        fit.listener(event -> order.add(Thread.currentThread().getName())));
        Thread other = new Thread(run, "other");
        Thread third = new Thread(run, "third");
        other.start();
        third.start();
        other.join();
        third.join();
        long changes = 0;
        for (int k = 1; k < order.size(); k++) {
            changes += order.get(k).equals(order.get(k - 1)) ? 0 : 1;
        }
        assertEquals(1, changes, "one after the other");
        assertEquals(2, order.stream().distinct().count());
    }

    @Test
    void anyThreadGivesTheSame() throws InterruptedException {
        Fit fit = Fit.epochs(1).batch(4).steps(50).adamW(0.01).quiet();
        LanguageModel here = LanguageModel.of(Rnn.gru(8), TEXT);
        here.fit(TEXT, fit);
        LanguageModel there = LanguageModel.of(Rnn.gru(8), TEXT);
        List<Object> results = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                there.fit(TEXT, fit);
                results.add(there.evaluate(TEXT));
            } catch (RuntimeException e) {
                results.add(e);
            }
        });
        thread.start();
        thread.join();
        assertEquals(List.of(here.evaluate(TEXT)), results);
        assertEquals(here.weights(), there.weights());
    }

    /** The step that ruins the weights is the last of its epoch: no loss after it tells. */
    @Test
    void weightsRuinedByTheLastStepAreNotKept() {
        Text letters = Text.characters("letters", "abcde".repeat(80));
        for (Text text : List.of(letters.split(0.9, 0.1), letters.split(1, 0))) {
            for (double rate : new double[] {1e30, 1e37}) {
                LanguageModel model = LanguageModel.of(Rnn.relu(8), text);
                Map<String, Tensor> start = model.weights();
                Fit fit = Fit.epochs(2).batch(4).steps(500).sgd(rate).quiet();
                var stopped = assertThrows(TrainingDiverged.class, () -> model.fit(text, fit));
                assertTrue(stopped.getMessage().contains("in epoch "), stopped.getMessage());
                for (Tensor tensor : model.weights().values()) {
                    for (float value : tensor.values()) {
                        assertTrue(Float.isFinite(value));
                    }
                }
                if (stopped.history().epochs().isEmpty()) {
                    assertEquals(start, model.weights());
                    assertEquals(0, model.steps());
                }
            }
        }
    }

    @Test
    void aTextThatIsWhollyPredictableCanBeLearned() {
        Text text = Text.characters("a", "a".repeat(50));
        History history = LanguageModel.of(Rnn.lstm(4), text)
                .fit(text, Fit.epochs(2).batch(1).steps(10).adam(0.01).quiet());
        assertEquals(0, history.last().validation(), 1e-6);
    }

    @Test
    void anInterruptionFromBeforeEndsTheFitAfterOneBatch() {
        LanguageModel model = LanguageModel.of(Rnn.gru(8), TEXT);
        Thread.currentThread().interrupt();
        History history = model.fit(TEXT, Fit.epochs(1).batch(4).steps(50).quiet());
        assertEquals(History.End.INTERRUPTED, history.end());
        assertEquals(1, model.steps());
        assertTrue(!Thread.interrupted());
    }

    @Test
    void everyEpochReadsNearlyAllOfTheText() {
        Text text = Text.characters("t", "abcdefghij".repeat(144)).split(1, 0);
        LanguageModel model = LanguageModel.of(Rnn.gru(4), text);
        LanguageLearner learner =
                new LanguageLearner(model, text, Fit.epochs(10).batch(32).steps(1000), 3);
        for (int epoch = 1; epoch <= 10; epoch++) {
            long count =
                    learner.batches(epoch).stream().mapToLong(learner::count).sum();
            assertTrue(count >= 1439 - 1439 / 32 - 32, "epoch " + epoch + " read " + count);
            assertEquals(learner.batches(epoch), learner.batches(epoch));
        }
    }
}
