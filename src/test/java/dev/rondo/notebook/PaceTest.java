package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
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
                pace.await("x".repeat(3_500));
            }
        });
        assertTrue(took < 0.5, () -> "it took " + took + " s");
    }

    @Test
    void whatFollowsIsHeldBack() {
        Pace pace = new Pace();
        double took = seconds(() -> {
            for (int k = 0; k < 100; k++) {
                pace.await("x".repeat(15_000));
            }
        });
        assertTrue(took > 1.2, () -> "1.5 million bytes took " + took + " s");
        assertTrue(took < 10, () -> "1.5 million bytes took " + took + " s");
    }

    @Test
    void whoIsInterruptedDoesNotWait() {
        Pace pace = new Pace();
        Thread.currentThread().interrupt();
        double took = seconds(() -> pace.await("x".repeat(12_000_000)));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertTrue(took < 10, () -> "it took " + took + " s");
    }

    @Test
    void whatCountsAreTheBytesOnTheWire() {
        StringBuilder all = new StringBuilder("\ud83d\ude00 <b a='1'>&</b>\u001b[31m \\ \"");
        for (char c = 0; c < 0x3000; c++) {
            all.append(c == 0x7f ? ' ' : c);
        }
        String text = all.toString();
        int wire = new Gson().toJson(text).getBytes(StandardCharsets.UTF_8).length - 2; // without its quotes
        assertEquals(wire, Pace.bytes(text));
    }
}
