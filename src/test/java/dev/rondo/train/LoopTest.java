package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.rondo.nn.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fit of a task whose lowest loss is known. */
@Tag("engine")
class LoopTest {
    @Test
    void theHistorySaysHowFarTheLossLiesAboveItsFloor() {
        List<Double> heard = new ArrayList<>();
        try (NDManager manager = Engines.newManager()) {
            Quadratic learner = new Quadratic(manager, 1, 4, step -> {});
            Fit fit = Fit.epochs(6).sgd(0.1).quiet().every(2, epoch -> heard.add(epoch.training()));
            History history = Loop.run(learner, fit, 1);
            assertEquals(OptionalDouble.of(-1), history.floor());
            assertEquals(history.last().training() + 1, history.excess());
            double[] training = history.training();
            assertEquals(List.of(training[1], training[3], training[5]), heard);
            assertTrue(training[5] < 0.05 * training[0], history.toString());
            assertEquals(41 + 24, learner.steps());
        }
    }
}
