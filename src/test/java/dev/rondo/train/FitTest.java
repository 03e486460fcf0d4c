package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FitTest {
    @Test
    void eachWordChangesOneThing() {
        Fit base = Fit.epochs(3);
        assertEquals(
                new Fit(
                        3,
                        16,
                        50,
                        new Optimizer.AdamW(0.01, 0.9, 0.999, 1e-8, 0.1),
                        new Clip.ByNorm(5),
                        new Schedule.WarmUp(1, new Schedule.Cosine(0)),
                        new Watch(4, Optional.of(Path.of("c")), List.of(), true)),
                base.batch(16)
                        .steps(50)
                        .adamW(0.01)
                        .weightDecay(0.1)
                        .clipNorm(5)
                        .cosine()
                        .warmUp(1)
                        .patience(4)
                        .checkpoint(Path.of("c"))
                        .quiet());
        assertEquals(Fit.epochs(3), base, "the first value is untouched");
        assertEquals(
                new Optimizer.Sgd(0.5, 0.9, false, 0.01),
                base.sgd(0.5, 0.9).weightDecay(0.01).optimizer());
        assertEquals(new Clip.ByValue(1), base.clipValue(1).clip());
    }

    @Test
    void wrongSettingsSayWhatCameAndWhatWasExpected() {
        Fit fit = Fit.epochs(1);
        assertMessage("epochs is 0, expected at least 1", () -> Fit.epochs(0));
        assertMessage("batch is -1, expected at least 1", () -> fit.batch(-1));
        assertMessage("steps is 0, expected at least 1", () -> fit.steps(0));
        assertMessage("learning rate is NaN, expected a number above 0", () -> fit.adam(Double.NaN));
        assertMessage("learning rate is 0.0", () -> fit.sgd(0));
        assertMessage("learning rate is Infinity", () -> fit.adamW(Double.POSITIVE_INFINITY));
        assertMessage("momentum is 1.0", () -> fit.sgd(0.1, 1));
        assertMessage("weightDecay is -1.0", () -> fit.weightDecay(-1));
        assertMessage("clipNorm is 0.0", () -> fit.clipNorm(0));
        assertMessage("clipValue is NaN", () -> fit.clipValue(Double.NaN));
        assertMessage("patience is -2", () -> fit.patience(-2));
        assertMessage("Nesterov's step needs a momentum", () -> new Optimizer.Sgd(0.1, 0, true, 0));
        assertMessage("beta2 is 1.0", () -> new Optimizer.Adam(0.1, 0.9, 1, 1e-8, 0));
        assertMessage("epsilon is 0.0", () -> new Optimizer.Adam(0.1, 0.9, 0.99, 0, 0));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
