package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.MarkovText;
import dev.rondo.data.ParityProblem;
import dev.rondo.data.Sequences;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the data knows the lowest loss, a fit tells it; and every task looks for a learning rate. */
@Tag("engine")
class FloorTest {
    private static final Fit ONE = Fit.epochs(1).batch(8).steps(20).adam(1e-2).quiet();

    @Test
    void aLanguageModelIsMeasuredAgainstTheEntropyOfItsSource() {
        MarkovText source = MarkovText.of("abcd", 1);
        Text text = source.text(2_000);
        try (LanguageModel model = LanguageModel.of(Rnn.gru(8), text)) {
            History run = model.fit(text, ONE);
            assertEquals(OptionalDouble.of(source.floor()), run.floor());
            assertEquals(run.last().validation() - source.floor(), run.excess(), 1e-12);
            assertTrue(
                    run.table().columnNames().contains("excess"),
                    () -> "" + run.table().columnNames());
        }
    }

    @Test
    void aClassifierIsMeasuredAgainstTheBestThereCanBe() {
        Sequences bits = ParityProblem.of(5).sequences(60);
        try (SequenceClassifier model = SequenceClassifier.of(Rnn.gru(4), bits)) {
            History run = model.fit(bits, ONE);
            assertEquals(OptionalDouble.of(0), run.floor());
            assertEquals(run.last().validation(), run.excess(), 1e-12);
        }
    }

    @Test
    void dataOfNoRuleHasNoFloor() {
        Sequences some = Sequences.labelled("some", new float[][][] {{{1}}, {{2}}, {{3}}, {{4}}}, "a", "b", "a", "b");
        try (SequenceClassifier model = SequenceClassifier.of(Rnn.gru(2), some)) {
            assertEquals(OptionalDouble.empty(), model.fit(some, ONE.batch(2)).floor());
        }
    }

    @Test
    void aSearchForARateLeavesTheModelAsItWas() {
        Sequences bits = ParityProblem.of(5).sequences(60);
        try (SequenceClassifier model = SequenceClassifier.of(Rnn.gru(4), bits)) {
            var before = model.weights();
            RateCurve curve = model.findRate(bits, ONE, Sweep.of(1e-4, 1).steps(12));
            assertEquals(before, model.weights());
            assertTrue(curve.points().size() >= 8, () -> "" + curve);
            assertTrue(curve.lowest().smoothed() < curve.points().get(0).smoothed(), () -> "" + curve);
        }
    }
}
