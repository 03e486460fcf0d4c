package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A Jupyter server takes a megabyte a second, averaged over three. */
class PaceTest {
    private static double seconds(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void theFirstBurstNeedNotWait() {
        Pace pace = new Pace();
        double took = seconds(() -> {
            for (int k = 0; k < 100; k++) {
                pace.await(5_000);
            }
        });
        assertTrue(took < 0.5, () -> "it took " + took + " s");
    }

    @Test
    void whatFollowsIsHeldBack() {
        Pace pace = new Pace();
        double took = seconds(() -> {
            for (int k = 0; k < 100; k++) {
                pace.await(15_000);
            }
        });
        assertTrue(took > 1.3, () -> "1.5 million characters took " + took + " s");
        assertTrue(took < 10, () -> "1.5 million characters took " + took + " s");
    }

    @Test
    void whoIsInterruptedDoesNotWait() {
        Pace pace = new Pace();
        Thread.currentThread().interrupt();
        double took = seconds(() -> pace.await(12_000_000));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertTrue(took < 10, () -> "it took " + took + " s");
    }
}
