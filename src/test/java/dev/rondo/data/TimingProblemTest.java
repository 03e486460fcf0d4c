package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingProblemTest {
    @Test
    void eachSpikeTellsTheStepsSinceTheLast() {
        Sequences data = TimingProblem.of(8, 11).intervals(5).sequences(100);
        for (int s = 0; s < 100; s++) {
            float[][] x = data.x(s);
            assertEquals(1, x[0][0], 0);
            int last = 0;
            int spikes = 0;
            assertNull(Told.label(data, s, 0));
            for (int t = 1; t < x.length; t++) {
                if (x[t][0] == 1) {
                    assertEquals(Integer.toString(t - last), Told.label(data, s, t));
                    last = t;
                    spikes++;
                } else {
                    assertEquals(0, x[t][0], 0);
                    assertNull(Told.label(data, s, t));
                }
            }
            assertEquals(5, spikes);
            assertEquals(x.length - 1, last);
        }
        assertEquals(List.of("8", "9", "10", "11"), ((Targets.Labels) data.targets()).classes());
        assertEquals(0, data.floor(), 0);
    }

    @Test
    void withoutMemoryAllIntervalsAreEquallyLikely() {
        TimingProblem timing = TimingProblem.of(2, 6);
        double entropy = 0;
        for (double share : Told.shares(timing.sequences(4000))) {
            assertEquals(0.2, share, 0.01); // five standard deviations
            entropy -= share * Math.log(share);
        }
        assertEquals(entropy, timing.memoryless(), 5e-4);
        assertEquals(Math.log(5), timing.memoryless(), 0);
        assertEquals(0, timing.floor(), 0);
        assertEquals("nats per spike", timing.unit());
    }

    @Test
    void theSeedDecides() {
        TimingProblem timing = TimingProblem.of(3, 9);
        Told.assertSameBeginning(timing.sequences(5), timing.sequences(9));
        assertFalse(Arrays.deepEquals(
                timing.sequences(1).x(0), timing.seed(1).sequences(1).x(0)));
        assertEquals(10, timing.intervals());
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage("shortest is 0, expected at least 1, such as 20", () -> TimingProblem.of(0, 4)
                .floor());
        assertMessage(
                "longest is 4, expected more than the shortest, 4: there have to be intervals to tell apart",
                () -> TimingProblem.of(4, 4).floor());
        TimingProblem timing = TimingProblem.of(4, 5);
        assertMessage("intervals is 0, expected at least 1, such as 10", () -> timing.intervals(0)
                .floor());
        assertMessage("count is 0, expected at least 1, such as 1000", () -> timing.sequences(0)
                .size());
    }
}
