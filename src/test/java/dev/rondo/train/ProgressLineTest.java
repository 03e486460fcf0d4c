package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTerminalKeepsOneLine() {
        String shown = run(true, false, 30);
        assertEquals(1, shown.chars().filter(c -> c == '\n').count(), shown);
        assertTrue(shown.contains("\repoch 1/30  batch 1/1000  loss 2.5000  1,234 characters/s"), shown);
        assertTrue(shown.chars().filter(c -> c == '\r').count() <= 1 + 30 + 30, "thousands of steps, few updates");
        assertTrue(
                shown.stripTrailing().endsWith("epoch 30/30  training 2.0000  validation 2.1000  1,234 characters/s"));
    }

    @Test
    void aNotebookKeepsNothing() {
        String shown = run(false, true, 30);
        assertTrue(shown.contains("\repoch 1/30  batch 1/1000"), shown);
        assertTrue(shown.endsWith("\r"), shown);
        assertFalse(shown.contains("\n"), shown);
        String[] states = shown.split("\r");
        assertTrue(states[states.length - 1].isBlank(), shown);
    }

    @Test
    void theShellAtATerminalKeepsItsLine() {
        assertTrue(run(true, true, 3).stripTrailing().endsWith("1,234 characters/s"));
    }

    @Test
    void aLogGetsAtMostTwentyLines() {
        String shown = run(false, false, 200);
        assertEquals(20, shown.lines().count());
        assertTrue(shown.startsWith("epoch 10/200"), shown);
        assertEquals(7, run(false, false, 7).lines().count() - 20, "few epochs, a line each");
    }

    private String run(boolean terminal, boolean shell, int epochs) {
        ProgressLine line =
                new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), "characters", terminal, shell);
        line.on(new Event.Started(epochs, 0, 1000));
        History.Epoch last = null;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int batch = 1; batch <= 1000; batch++) {
                line.on(new Event.Stepped(epoch, epochs, batch, 1000, 2.5, 1, 0.1, 1234));
            }
            last = new History.Epoch(epoch, 2, 2.1, Map.of(), 1, 0.1, 1234, 1);
            line.on(new Event.EpochEnded(last, epochs));
        }
        line.on(new Event.Ended(new History("nats", "characters", List.of(last), History.End.FINISHED, Map.of())));
        return out.toString(StandardCharsets.UTF_8);
    }
}
