package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void cosineFallsFromOneToItsFloor() {
        Schedule schedule = new Schedule.Cosine(0.1);
        assertEquals(1, schedule.factor(0, 8), 1e-12);
        assertEquals(0.55, schedule.factor(4, 8), 1e-12);
        assertEquals(0.1, schedule.factor(8, 8), 1e-12);
        assertEquals(0.1 + 0.9 * (1 + Math.cos(Math.PI / 4)) / 2, schedule.factor(2, 8), 1e-12);
    }

    @Test
    void stepsFallByTheSameFactor() {
        Schedule schedule = new Schedule.Steps(3, 0.5);
        assertEquals(1, schedule.factor(2.99, 10));
        assertEquals(0.5, schedule.factor(3, 10));
        assertEquals(0.125, schedule.factor(9.5, 10));
    }

    /** PyTorch counts steps: its top is step 2999 of 0 to 9999, ours a point in time. */
    @Test
    void oneCycleIsPyTorchs() {
        float[] factors = Golden.read("optimisers", "one_cycle").get("factor").values();
        assertEquals(21, factors.length);
        Schedule schedule = Fit.epochs(8).oneCycle().schedule();
        for (int k = 0; k <= 20; k++) {
            int step = Math.min(500 * k, 9999);
            double way = step < 2999 ? 0.3 * step / 2999 : 0.3 + 0.7 * (step - 2999) / 7000;
            assertEquals(factors[k], schedule.factor(8 * way, 8), 1e-6, "step " + step);
        }
    }

    @Test
    void oneCycleRisesToItsTopAndFallsFarBelowItsStart() {
        Schedule schedule = new Schedule.OneCycle(0.1, 0.25, 0.01);
        assertEquals(0.1, schedule.factor(0, 8), 1e-12);
        assertEquals(0.55, schedule.factor(1, 8), 1e-12);
        assertEquals(1, schedule.factor(2, 8), 1e-12);
        assertEquals(0.505, schedule.factor(5, 8), 1e-12);
        assertEquals(0.01, schedule.factor(8, 8), 1e-12);
        assertEquals(0.01, schedule.factor(9, 8), 1e-12);
        assertTrue(schedule.usesEpochs());
        assertEquals(
                new Schedule.OneCycle(0.04, 0.3, 4e-6), Fit.epochs(3).oneCycle().schedule());
    }

    @Test
    void warmUpRisesAndThenFollows() {
        Schedule schedule = Fit.epochs(10).cosine().warmUp(2).schedule();
        assertEquals(0.25, schedule.factor(0.5, 10), 1e-12);
        assertEquals(1, schedule.factor(2, 10), 1e-12);
        assertEquals(0.5, schedule.factor(6, 10), 1e-12);
        assertTrue(schedule.factor(0, 10) > 0, "the first step moves");
        assertEquals(schedule, Fit.epochs(10).warmUp(2).cosine().schedule(), "in either order");
    }

    @Test
    void wrongSettingsSaySo() {
        assertMessage("expected a number from 0 to 1", () -> new Schedule.Cosine(1.5));
        assertMessage("expected above 0", () -> new Schedule.Steps(0, 0.5));
        assertMessage("expected above 0 up to 1", () -> new Schedule.Steps(1, 2));
        assertMessage("starts at the factor 0.0, expected above 0", () -> new Schedule.OneCycle(0, 0.3, 0));
        assertMessage("has its top at 1.0 of the way", () -> new Schedule.OneCycle(0.04, 1, 0));
        assertMessage("the end of one cycle is -1.0", () -> new Schedule.OneCycle(0.04, 0.3, -1));
        String twice = "a warm-up of 2.0 epochs came with one cycle, which begins with its own: leave out warmUp";
        assertMessage(twice, () -> Fit.epochs(9).oneCycle().warmUp(2));
        assertMessage(twice, () -> Fit.epochs(9).warmUp(2).oneCycle());
        assertMessage("warm-up takes 0.0 epochs", () -> new Schedule.WarmUp(0, new Schedule.Constant()));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
