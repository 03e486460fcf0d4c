package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertEquals(new Schedule.Steps(2, 0.5), base.stepDecay(2, 0.5).schedule());
        assertEquals(
                Fit.epochs(9).batch(16).cosine().patience(2),
                base.batch(16).cosine().patience(2).withEpochs(9));
    }

    @Test
    void eachOptimizerHasPyTorchsDefaults() {
        Fit fit = Fit.epochs(1);
        assertEquals(
                new Optimizer.Sgd(0.1, 0.9, true, 0), fit.nesterov(0.1, 0.9).optimizer());
        assertEquals(
                new Optimizer.RmsProp(0.1, 0.99, 1e-8, 0, 0), fit.rmsProp(0.1).optimizer());
        assertEquals(
                new Optimizer.Adagrad(0.1, 0, 0, 1e-10, 0), fit.adagrad(0.1).optimizer());
        assertEquals(new Optimizer.Adadelta(1, 0.9, 1e-6, 0), fit.adadelta(1).optimizer());
    }

    @Test
    void momentumAndDecayChangeTheOptimizerChosenSoFar() {
        Fit fit = Fit.epochs(1);
        assertEquals(fit.sgd(0.1, 0.5), fit.sgd(0.1).momentum(0.5));
        assertEquals(fit.nesterov(0.1, 0.5), fit.nesterov(0.1, 0.9).momentum(0.5));
        assertEquals(
                new Optimizer.RmsProp(0.1, 0.99, 1e-8, 0.9, 0.2),
                fit.rmsProp(0.1).weightDecay(0.2).momentum(0.9).optimizer());
        assertEquals(
                new Optimizer.Adagrad(0.1, 0, 0, 1e-10, 0.2),
                fit.adagrad(0.1).weightDecay(0.2).optimizer());
        assertEquals(
                new Optimizer.Adadelta(1, 0.9, 1e-6, 0.2),
                fit.adadelta(1).weightDecay(0.2).optimizer());
        assertMessage(
                "momentum(0.9) came to AdamW, which has none: choose sgd, nesterov or rmsProp before",
                () -> fit.adamW(0.1).momentum(0.9));
        assertMessage("momentum(0.9) came to Adadelta", () -> fit.adadelta(1).momentum(0.9));
    }

    @Test
    void everyFewEpochsSomethingIsDone() {
        List<Integer> seen = new ArrayList<>();
        Fit fit = Fit.epochs(7).every(3, epoch -> seen.add(epoch.number()));
        Listener listener = fit.watch().listeners().get(0);
        for (int k = 1; k <= 7; k++) {
            listener.on(new Event.Stepped(k, 7, 1, 1, 1, 1, 1, 1));
            listener.on(new Event.EpochEnded(new History.Epoch(k, 1, 1, Map.of(), 1, 1, 1, 1), 7));
        }
        assertEquals(List.of(3, 6), seen);
        assertMessage("every(0, ...) came, expected at least 1 epoch", () -> fit.every(0, epoch -> {}));
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
        assertMessage("alpha is 1.0", () -> new Optimizer.RmsProp(0.1, 1, 1e-8, 0, 0));
        assertMessage("momentum is -0.1", () -> new Optimizer.RmsProp(0.1, 0.9, 1e-8, -0.1, 0));
        assertMessage("epsilon is NaN", () -> new Optimizer.RmsProp(0.1, 0.9, Double.NaN, 0, 0));
        assertMessage("learning rate is -1.0", () -> fit.rmsProp(-1));
        assertMessage("rateDecay is -1.0, expected a number from 0", () -> new Optimizer.Adagrad(1, -1, 0, 1, 0));
        assertMessage("initial is Infinity", () -> new Optimizer.Adagrad(1, 0, Double.POSITIVE_INFINITY, 1, 0));
        assertMessage("epsilon is 0.0", () -> new Optimizer.Adagrad(1, 0, 0, 0, 0));
        assertMessage("weightDecay is -1.0", () -> fit.adagrad(1).weightDecay(-1));
        assertMessage("rho is 1.0", () -> new Optimizer.Adadelta(1, 1, 1e-6, 0));
        assertMessage("epsilon is 0.0", () -> new Optimizer.Adadelta(1, 0.9, 0, 0));
        assertMessage("Nesterov's step needs a momentum", () -> fit.nesterov(0.1, 0));
        assertMessage("epochs is -3", () -> fit.withEpochs(-3));
        assertMessage("epsilon is 0.0", () -> new Optimizer.Adam(0.1, 0.9, 0.99, 0, 0));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
