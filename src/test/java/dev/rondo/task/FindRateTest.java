package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Tensor;
import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A language model looks for its learning rate, and is none the worse for it. */
@Tag("engine")
class FindRateTest {
    private static final Text TEXT = Datasets.verse().split(0.05, 0.02);
    private static final Fit FIT =
            Fit.epochs(3).batch(4).steps(25).adam(1e-5).clipNorm(5).quiet();

    private static LanguageModel model() {
        return LanguageModel.of(Rnn.lstm(24).dropout(0.1), TEXT).seed(2);
    }

    @Test
    void theSuggestedRateLearns() {
        LanguageModel model = model();
        RateCurve curve = model.findRate(TEXT, FIT);
        assertEquals("nats per character", curve.loss());
        double rate = curve.suggestion();
        assertTrue(rate > 5e-4 && rate < 0.2, curve.toString());
        double found = model.fit(TEXT, FIT.adam(rate)).last().validation();
        double slow = model().fit(TEXT, FIT).last().validation();
        assertTrue(found < slow - 0.5, found + " and, at 1e-5, " + slow);
    }

    @Test
    void theModelIsAsItWas() {
        LanguageModel one = model();
        one.fit(TEXT, FIT);
        Map<String, Tensor> before = one.weights();
        int arrays = one.manager().getManagedArrays().size();
        long steps = one.steps();
        one.findRate(TEXT, FIT.steps(10), Sweep.of(1e-4, 1).steps(30));
        assertEquals(before, one.weights());
        assertEquals(steps, one.steps());
        assertEquals(arrays, one.manager().getManagedArrays().size());
        one.fit(TEXT, FIT);
        LanguageModel two = model();
        two.fit(TEXT, FIT);
        two.fit(TEXT, FIT);
        assertEquals(two.weights(), one.weights(), "a later fit gives the same as without the search");
    }

    @Test
    void theSameSearchGivesTheSameCurve() {
        Sweep sweep = Sweep.of(1e-4, 1).steps(12);
        assertEquals(model().findRate(TEXT, FIT, sweep), model().findRate(TEXT, FIT, sweep));
    }

    @Test
    void aTextThatIsTooShortIsRefused() {
        Text text = Text.characters("tiny", "abc");
        String message = assertThrows(IllegalArgumentException.class, () -> LanguageModel.of(Rnn.gru(2), text)
                        .findRate(text, FIT))
                .getMessage();
        assertTrue(message.contains("too few for a batch of 4 streams"), message);
    }

    /** The line of progress belongs to the terminal; a log keeps nothing of a search. */
    @Test
    void aLogIsLeftAlone() {
        PrintStream stdout = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Fit loud = Fit.epochs(3).batch(4).steps(25);
            assertEquals(
                    3,
                    model().findRate(TEXT, loud, Sweep.of(1e-4, 1).steps(3))
                            .points()
                            .size());
        } finally {
            System.setOut(stdout);
        }
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
