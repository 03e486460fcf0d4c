package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopyingProblemTest {
    /** The input of a sequence spelt out: a to h, _ and ! for the signal. */
    private static String spelt(float[][] x) {
        StringBuilder text = new StringBuilder();
        for (float[] step : x) {
            int at = 0;
            float sum = 0;
            for (int k = 0; k < step.length; k++) {
                at = step[k] == 1 ? k : at;
                sum += step[k];
            }
            assertEquals(1, sum, 0);
            text.append("abcdefgh_!".charAt(at));
        }
        return text.toString();
    }

    @Test
    void whatIsShownIsToldAfterTheSignal() {
        for (int delay : new int[] {1, 2, 30}) {
            Sequences data = CopyingProblem.of(delay).sequences(50);
            assertEquals(10, data.features());
            for (int s = 0; s < 50; s++) {
                String in = spelt(data.x(s));
                String shown = in.substring(0, 10);
                assertTrue(shown.matches("[a-h]{10}"), shown);
                assertEquals(shown + "_".repeat(delay - 1) + "!" + "_".repeat(10), in);
                StringBuilder out = new StringBuilder();
                for (int t = 0; t < in.length(); t++) {
                    out.append(Told.label(data, s, t));
                }
                assertEquals("_".repeat(delay + 10) + shown, out.toString());
            }
        }
    }

    @Test
    void recallOnlyCountsTheLastTenSteps() {
        CopyingProblem all = CopyingProblem.of(5);
        Sequences recall = all.recallOnly().sequences(20);
        Sequences every = all.sequences(20);
        for (int s = 0; s < 20; s++) {
            for (int t = 0; t < 25; t++) {
                if (t < 15) {
                    assertNull(Told.label(recall, s, t));
                } else {
                    assertEquals(Told.label(every, s, t), Told.label(recall, s, t));
                }
            }
        }
    }

    @Test
    void withoutMemoryTheSymbolsAreGuessed() {
        CopyingProblem copying = CopyingProblem.of(12);
        assertEquals(0.1733, CopyingProblem.of(100).memoryless(), 5e-5);
        assertEquals(Math.log(8), copying.recallOnly().memoryless(), 1e-15);
        // The entropy of the label of each step, from how often it is each class.
        int count = 20_000;
        Sequences data = copying.sequences(count);
        double sum = 0;
        for (int t = 0; t < copying.steps(); t++) {
            double[] shares = new double[9];
            for (int s = 0; s < count; s++) {
                shares[Told.labels(data, s)[t]] += 1.0 / count;
            }
            sum -= Arrays.stream(shares)
                    .filter(p -> p > 0)
                    .map(p -> p * Math.log(p))
                    .sum();
        }
        assertEquals(sum / copying.steps(), copying.memoryless(), 2e-4);
        assertEquals(32, copying.steps());
    }

    @Test
    void theSeedDecides() {
        CopyingProblem copying = CopyingProblem.of(3);
        Told.assertSameBeginning(copying.sequences(5), copying.sequences(9));
        Told.assertSameBeginning(
                copying.recallOnly().sequences(5), copying.recallOnly().sequences(9));
        assertFalse(Arrays.deepEquals(
                copying.sequences(1).x(0), copying.seed(1).sequences(1).x(0)));
    }

    @Test
    void theFloorAndTheClassesAreKnown() {
        Sequences one = CopyingProblem.of(3).sequences(1);
        assertEquals(0, one.floor(), 0);
        assertEquals(
                "[a, b, c, d, e, f, g, h, _]",
                ((Targets.Labels) one.targets()).classes().toString());
        assertEquals("nats per counted step", CopyingProblem.of(3).unit());
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage(
                "delay is 0, expected at least 1, such as 100: the signal comes at least one step after the last"
                        + " symbol",
                () -> CopyingProblem.of(0).steps());
        assertMessage(
                "count is 0, expected at least 1, such as 1000",
                () -> CopyingProblem.of(5).sequences(0).size());
    }
}
