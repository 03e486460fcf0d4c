package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session takes over while it is open, and gives back. */
class SessionEndsTest {
    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Test
    void anEndedSessionLeavesTheProcessAsItWas() throws CellFailure {
        Session session = new Session();
        try (session) {
            assertSame(session.kernel, RondoKernel.getKernelInstance());
            session.run("System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));");
            System.err.print("last words");
        }
        assertEquals(List.of("stderr:last words"), session.events());
        assertNull(RondoKernel.getKernelInstance());
        assertSame(in, System.in);
        assertSame(out, System.out);
        assertSame(err, System.err);
    }

    @Test
    void outsideOfASessionNothingCanBeDisplayed() {
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> Display.display("x"));
        assertEquals(
                "no notebook runs in this process, expected a cell of a notebook: use chart.show() or print here",
                error.getMessage());
    }
}
