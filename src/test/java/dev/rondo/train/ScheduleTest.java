package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertMessage("warm-up takes 0.0 epochs", () -> new Schedule.WarmUp(0, new Schedule.Constant()));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
