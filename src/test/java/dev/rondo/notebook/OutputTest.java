package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is printed is gathered, and arrives whole and in order. */
@Timeout(30)
class OutputTest {
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private final CountDownLatch taking = new CountDownLatch(1);
    private volatile boolean slow;
    private final Output output = new Output(this::take);
    private final PrintStream out = output.stream("stdout");
    private final PrintStream err = output.stream("stderr");

    private void take(String stream, String text) {
        if (slow) {
            try {
                taking.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        pieces.add(stream + ":" + text);
    }

    @AfterEach
    void close() {
        taking.countDown();
        output.close();
    }

    /** All that the streams got, what one got in a row being one text. */
    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String piece : pieces) {
            int last = texts.size() - 1;
            String stream = piece.substring(0, 7);
            if (last >= 0 && texts.get(last).startsWith(stream)) {
                texts.set(last, texts.get(last) + piece.substring(7));
            } else {
                texts.add(piece);
            }
        }
        return texts;
    }

    private static void await(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            assertTrue(thread.isAlive(), "the thread ended");
            Thread.onSpinWait();
        }
    }

    @Test
    void manyLinesComeInFewPieces() {
        StringBuilder all = new StringBuilder("stdout:");
        for (int k = 0; k < 20_000; k++) {
            out.println(k);
            all.append(k).append(System.lineSeparator());
        }
        output.flush();
        assertEquals(List.of(all.toString()), texts());
        assertTrue(pieces.size() < 300, () -> pieces.size() + " pieces"); // one each 0.1 s, however slow the machine
    }

    @Test
    void whatIsPrintedArrivesUnasked() throws InterruptedException {
        out.print("unasked");
        assertEquals("stdout:unasked", pieces.take());
    }

    @Test
    void aCharacterIsNeverSplit() throws InterruptedException {
        for (String character : List.of("é", "€", "😀")) {
            byte[] bytes = ("a" + character).getBytes(StandardCharsets.UTF_8);
            for (int end = 2; end < bytes.length; end++) {
                out.write(bytes, 0, end);
                assertEquals("stdout:a", pieces.take(), "the half character stays behind");
                out.write(bytes, end, bytes.length - end);
                assertEquals("stdout:" + character, pieces.take());
            }
        }
    }

    @Test
    void singleBytesArrive() {
        for (byte each : "größer".getBytes(StandardCharsets.UTF_8)) {
            out.write(each);
        }
        output.flush();
        assertEquals(List.of("stdout:größer"), texts());
    }

    @Test
    void theOrderOfTheStreamsIsKept() {
        List<String> expected = new ArrayList<>();
        for (int k = 0; k < 500; k++) {
            out.print(k);
            err.print(-k);
            expected.add("stdout:" + k);
            expected.add("stderr:" + -k);
        }
        output.flush();
        assertEquals(expected, texts());
    }

    @Test
    void streamsOfSeveralThreadsLoseNothing() throws InterruptedException {
        Thread other = new Thread(() -> {
            for (int k = 0; k < 2_000; k++) {
                err.print("€");
            }
        });
        other.start();
        for (int k = 0; k < 2_000; k++) {
            out.print("ü");
        }
        other.join();
        output.flush();
        String all = String.join("", texts()).replace("stdout:", "").replace("stderr:", "");
        assertEquals(2_000, all.chars().filter(c -> c == 'ü').count());
        assertEquals(2_000, all.chars().filter(c -> c == '€').count());
        assertEquals(4_000, all.length());
    }

    @Test
    void flushReturnsOnceAllIsTaken() {
        for (int k = 0; k < 100; k++) {
            out.print(k);
            output.flush();
            assertEquals("stdout:" + k, String.join("", texts()));
            pieces.clear();
        }
        output.flush();
        assertEquals(List.of(), texts(), "nothing to pass on");
    }

    @Test
    void whoPrintsFasterThanItIsTakenWaitsAndLosesNothing() throws InterruptedException {
        slow = true;
        String line = "a line of some length, with an ü\n";
        Thread printing = new Thread(() -> {
            for (int k = 0; k < 50_000; k++) {
                out.print(line);
            }
        });
        printing.start();
        await(printing, Thread.State.TIMED_WAITING);
        assertTrue(pieces.isEmpty(), "nothing was taken so far");
        taking.countDown();
        printing.join();
        output.flush();
        assertEquals(List.of("stdout:" + line.repeat(50_000)), texts());
        for (String piece : pieces) {
            assertTrue(piece.length() < 300_000, () -> "a piece of " + piece.length() + " characters was gathered");
        }
    }

    @Test
    void whoWaitsToPrintCanBeInterrupted() throws InterruptedException {
        slow = true;
        Thread printing = new Thread(() -> {
            for (int k = 0; k < 5_000 && !Thread.currentThread().isInterrupted(); k++) {
                out.print("0123456789".repeat(100));
            }
        });
        printing.start();
        await(printing, Thread.State.TIMED_WAITING);
        printing.interrupt();
        printing.join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(printing.isAlive());
    }

    @Test
    void closingPassesOnTheRest() {
        err.print("the rest");
        output.close();
        assertEquals(List.of("stderr:the rest"), texts());
    }

    @Test
    void aTextThatCannotBeTakenDoesNotStopTheNext() throws InterruptedException {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        CountDownLatch refused = new CountDownLatch(1);
        try (Output fragile = new Output((stream, text) -> {
            if (text.equals("one")) {
                refused.countDown();
                throw new OutOfMemoryError("for the test");
            }
            taken.add(text);
        })) {
            PrintStream printed = fragile.stream("stdout");
            printed.print("one");
            refused.await();
            printed.print("two");
            assertEquals("two", taken.take());
        }
    }
}
