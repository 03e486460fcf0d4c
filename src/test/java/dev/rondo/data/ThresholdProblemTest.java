package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdProblemTest {
    @Test
    void aboveIsToldOnceThereWereMoreOnesThanTheLevel() {
        for (int level : new int[] {0, 2, 7}) {
            Sequences data = ThresholdProblem.of(8).level(level).sequences(200);
            for (int s = 0; s < 200; s++) {
                int ones = 0;
                for (int t = 0; t < 8; t++) {
                    ones += (int) data.x(s)[t][0];
                    assertEquals(ones > level ? "above" : "below", Told.label(data, s, t));
                }
            }
            assertEquals(List.of("below", "above"), ((Targets.Labels) data.targets()).classes());
            assertEquals(0, data.floor(), 0);
        }
    }

    @Test
    void withoutMemoryTheTimeIsKnown() {
        for (int steps : new int[] {2, 5, 10}) {
            for (int level = 0; level < steps; level++) {
                double sum = 0;
                for (int t = 1; t <= steps; t++) { // every string of t bits
                    double above = 0;
                    for (int bits = 0; bits < 1 << t; bits++) {
                        above += Integer.bitCount(bits) > level ? 1.0 / (1 << t) : 0;
                    }
                    sum -= above > 0 ? above * Math.log(above) : 0;
                    sum -= above < 1 ? (1 - above) * Math.log(1 - above) : 0;
                }
                ThresholdProblem problem = ThresholdProblem.of(steps).level(level);
                assertEquals(sum / steps, problem.memoryless(), 1e-12, problem.toString());
            }
        }
        assertEquals(0, ThresholdProblem.of(5).floor(), 0);
        assertEquals("nats per step", ThresholdProblem.of(5).unit());
    }

    @Test
    void bitsAreFair() {
        Sequences data = ThresholdProblem.of(10).sequences(4000);
        double ones = 0;
        for (int s = 0; s < data.size(); s++) {
            for (float[] step : data.x(s)) {
                ones += step[0];
            }
        }
        assertEquals(20_000, ones, 500); // five standard deviations
    }

    @Test
    void theSeedDecides() {
        ThresholdProblem problem = ThresholdProblem.of(30);
        Told.assertSameBeginning(problem.sequences(5), problem.sequences(9));
        assertFalse(Arrays.deepEquals(
                problem.sequences(1).x(0), problem.seed(1).sequences(1).x(0)));
        assertEquals(7, problem.level());
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage("steps is 1, expected at least 2, such as 20", () -> ThresholdProblem.of(1)
                .floor());
        ThresholdProblem problem = ThresholdProblem.of(4);
        assertMessage(
                "level is 4, expected 0 to 3: a sequence of 4 bits has to be able to pass it",
                () -> problem.level(4).floor());
        assertMessage(
                "level is -1, expected 0 to 3: a sequence of 4 bits has to be able to pass it",
                () -> problem.level(-1).floor());
        assertMessage("count is 0, expected at least 1, such as 1000", () -> problem.sequences(0)
                .size());
    }
}
