package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Tensor;
import dev.rondo.data.AddingProblem;
import dev.rondo.data.Sequences;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models of sequences look for their learning rate, and are none the worse for it. */
@Tag("engine")
class SequenceFindRateTest {
    private static final Sequences SUMS = AddingProblem.of(4).sequences(200).split(0.8, 0.2);
    private static final Sequences KINDS = Problems.firstStep(120, 3, 5);
    private static final Fit FIT = Fit.epochs(6).batch(8).adam(1e-5).quiet();

    private static SequenceRegressor regressor() {
        return SequenceRegressor.of(Rnn.gru(8), SUMS).seed(1);
    }

    private static SequenceClassifier classifier() {
        return SequenceClassifier.of(Rnn.lstm(8), KINDS).seed(1);
    }

    @Test
    void theRegressorsSuggestedRateLearns() {
        SequenceRegressor model = regressor();
        RateCurve curve = model.findRate(SUMS, FIT);
        assertEquals("mean squared error", curve.loss());
        double found = model.fit(SUMS, FIT.adam(curve.suggestion())).last().validation();
        double slow = regressor().fit(SUMS, FIT).last().validation();
        assertTrue(found < slow / 2, found + " and, at 1e-5, " + slow);
    }

    @Test
    void theClassifiersSuggestedRateLearns() {
        SequenceClassifier model = classifier();
        RateCurve curve = model.findRate(KINDS, FIT, Sweep.of(1e-5, 1).steps(60));
        assertEquals("nats per sequence", curve.loss());
        assertTrue(curve.points().size() <= 60, curve.toString());
        double found = model.fit(KINDS, FIT.adam(curve.suggestion())).last().validation();
        double slow = classifier().fit(KINDS, FIT).last().validation();
        assertTrue(found < slow - 0.3, found + " and, at 1e-5, " + slow);
    }

    @Test
    void theModelsAreAsTheyWere() {
        SequenceRegressor one = regressor();
        Map<String, Tensor> before = one.weights();
        one.findRate(SUMS, FIT, Sweep.of(1e-3, 1).steps(10));
        assertEquals(before, one.weights());
        one.fit(SUMS, FIT);
        SequenceRegressor two = regressor();
        two.fit(SUMS, FIT);
        assertEquals(two.weights(), one.weights(), "a later fit gives the same as without the search");
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> regressor().findRate(KINDS, FIT))
                .getMessage();
        assertTrue(message.contains("has labels to predict, but a SequenceRegressor predicts numbers"), message);
        Sequences wider = KINDS.window(3);
        message = assertThrows(
                        IllegalArgumentException.class, () -> classifier().findRate(wider, FIT))
                .getMessage();
        assertTrue(message.contains("has 3 features, but the model was made for 1"), message);
    }
}
