package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.train.Event;
import dev.rondo.train.History;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shutdown interrupts the fit, and waits for what follows it. */
@Timeout(30)
class InterruptionTest {
    private static final Event STARTED = new Event.Started(1, 0, 1);
    private static final Event ENDED =
            new Event.Ended(new History("nats", "characters", List.of(), History.End.INTERRUPTED, Map.of()));

    private static Thread shutdown(Interruption interruption) {
        Thread thread = new Thread(interruption::shutDown);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive(), "the shutdown did not wait");
            Thread.onSpinWait();
        }
    }

    @Test
    void theFitIsInterruptedAndTheShutdownWaitsForTheEnd() throws InterruptedException {
        Thread shutdown;
        try (Interruption interruption = new Interruption()) {
            interruption.on(STARTED);
            shutdown = shutdown(interruption);
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
            interruption.on(ENDED);
            awaitWaiting(shutdown);
        }
        shutdown.join();
    }

    @Test
    void afterTheFitNothingIsInterrupted() throws InterruptedException {
        Thread shutdown;
        try (Interruption interruption = new Interruption()) {
            interruption.on(STARTED);
            interruption.on(ENDED);
            shutdown = shutdown(interruption);
            awaitWaiting(shutdown);
            assertFalse(Thread.interrupted());
        }
        shutdown.join();
    }

    @Test
    void anInterruptionTooLateForTheFitDoesNotReachTheSaving() {
        try (Interruption interruption = new Interruption()) {
            interruption.on(STARTED);
            Thread.currentThread().interrupt();
            interruption.on(ENDED);
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void beforeTheFitNothingIsHeldUp() {
        Thread hook;
        try (Interruption interruption = new Interruption()) {
            hook = interruption.hook();
            assertFalse(Runtime.getRuntime().removeShutdownHook(hook), "nothing to save yet");
            interruption.on(STARTED);
            assertTrue(Runtime.getRuntime().removeShutdownHook(hook));
            Runtime.getRuntime().addShutdownHook(hook);
        }
        assertFalse(Runtime.getRuntime().removeShutdownHook(hook), "left behind");
        assertEquals(Thread.State.NEW, hook.getState());
    }
}
