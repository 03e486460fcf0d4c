package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends the cell, and nothing but the cell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class InterruptionOfCellsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Session session;

    @BeforeAll
    void open() throws CellFailure {
        session = new Session();
        session.run("int kept = 0;");
    }

    @AfterAll
    void close() {
        session.close();
    }

    @BeforeEach
    void forget() {
        session.forget();
    }

    /** Runs a cell, interrupts it once it has printed something, and returns what then becomes of it. */
    private FutureTask<String> interrupted(String code) throws InterruptedException {
        FutureTask<String> cell = new FutureTask<>(() -> {
            try {
                session.run(code);
                return "passed";
            } catch (CellFailure e) {
                return e.name();
            }
        });
        Thread thread = new Thread(cell, "cell");
        thread.setDaemon(true);
        thread.start();
        session.printed().await();
        session.kernel.interrupt();
        return cell;
    }

    private static String soon(FutureTask<String> cell) throws InterruptedException, ExecutionException {
        try {
            return cell.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "still running after " + SOON;
        }
    }

    private void assertLivesOn() throws CellFailure {
        session.run("int before = kept;\nint grown() { return before + 1; }\nclass Later {}\nkept = grown();");
        assertEquals("true", session.text("kept == before + 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ System.out.println(1); while (true) {} }",
                "{ System.out.println(1); for (long k = 0; ; k++) { Math.sqrt(k); } }",
                "while (true) System.out.println(1);",
                "{ System.out.println(1); while (true) { try { Thread.sleep(10); } catch (Exception e) {} } }",
                "System.out.println(1);\nint next = 5;\nwhile (true) {}"
            })
    void whatDoesNotHeedAnInterruptIsEnded(String code) throws Exception {
        assertEquals("Interrupted", soon(interrupted(code)));
        assertLivesOn();
    }

    @Test
    void aSleepingCellIsWoken() throws Exception {
        String name = soon(interrupted("{ System.out.println(1); Thread.sleep(3_600_000); }"));
        assertEquals("InterruptedException", name);
        assertLivesOn();
    }

    @Test
    void whatEndsGentlyIsNotForced() throws Exception {
        String code = """
            {
                System.out.println(1);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    System.out.println("put away");
                }
            }
            System.out.println("and on");
            """;
        assertEquals("passed", soon(interrupted(code)));
        assertEquals(List.of("stdout:1\nput away\nand on\n"), session.events());
        assertLivesOn();
    }

    @Test
    void anEndedCellIsNamedAsSuch() throws Exception {
        FutureTask<String> cell = interrupted("while (true) System.err.println(\"on and on\");");
        assertEquals("Interrupted", soon(cell));
        assertEquals("the cell was interrupted", Failures.interrupted().message());
        assertTrue(session.events().get(0).startsWith("stderr:on and on\n"), "what it printed stays");
    }

    @Test
    void betweenCellsAnInterruptIsOfNoEffect() throws CellFailure {
        session.kernel.interrupt();
        assertNull(session.run("int declared = 3;"));
        assertEquals("3", session.text("declared"));
        assertEquals("false", session.text("Thread.currentThread().isInterrupted()"));
    }
}
