package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParityProblemTest {
    @Test
    void eachStepTellsTheParitySoFar() {
        Sequences data = ParityProblem.of(9).sequences(200);
        for (int s = 0; s < 200; s++) {
            int ones = 0;
            assertEquals(9, data.x(s).length);
            for (int t = 0; t < 9; t++) {
                float bit = data.x(s)[t][0];
                assertTrue(bit == 0 || bit == 1);
                ones += (int) bit;
                assertEquals(ones % 2 == 0 ? "even" : "odd", Told.label(data, s, t));
            }
        }
    }

    @Test
    void atTheEndTheLastParityIsTold() {
        ParityProblem parity = ParityProblem.of(9);
        Sequences each = parity.sequences(100);
        Sequences last = parity.atEnd().sequences(100);
        assertFalse(last.targets().perStep());
        for (int s = 0; s < 100; s++) {
            assertEquals(Told.label(each, s, 8), Told.label(last, s, 0));
        }
        assertEquals("nats per sequence", parity.atEnd().unit());
        assertEquals("nats per step", parity.unit());
    }

    @Test
    void lengthsAreSpreadEvenly() {
        Sequences data = ParityProblem.of(5).lengths(3, 7).sequences(10_000);
        int[] seen = new int[9];
        for (int s = 0; s < data.size(); s++) {
            seen[data.x(s).length]++;
        }
        for (int length = 0; length < 9; length++) {
            assertEquals(length >= 3 && length <= 7 ? 2000 : 0, seen[length], 200, "length " + length);
        }
    }

    @Test
    void everyStringOfBitsIsDrawnAndHalfAreOdd() {
        Sequences data = ParityProblem.of(4).sequences(16_000);
        Set<String> strings = new HashSet<>();
        int[] odd = new int[4];
        for (int s = 0; s < data.size(); s++) {
            strings.add(Arrays.deepToString(data.x(s)));
            for (int t = 0; t < 4; t++) {
                odd[t] += Told.labels(data, s)[t];
            }
        }
        assertEquals(16, strings.size());
        for (int t = 0; t < 4; t++) {
            assertEquals(8000, odd[t], 320); // five standard deviations
        }
        assertEquals(Math.log(2), ParityProblem.of(4).memoryless(), 0);
        assertEquals(0, ParityProblem.of(4).floor(), 0);
        assertEquals(0, data.floor(), 0);
        assertEquals(List.of("even", "odd"), ((Targets.Labels) data.targets()).classes());
    }

    @Test
    void theSeedDecides() {
        ParityProblem parity = ParityProblem.of(20).lengths(5, 30);
        Told.assertSameBeginning(parity.sequences(5), parity.sequences(9));
        Told.assertSameBeginning(parity.atEnd().sequences(5), parity.atEnd().sequences(9));
        assertFalse(Arrays.deepEquals(
                parity.sequences(1).x(0), parity.seed(1).sequences(1).x(0)));
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage("steps is 1, expected at least 2, such as 20", () -> ParityProblem.of(1)
                .floor());
        ParityProblem parity = ParityProblem.of(5);
        assertMessage("shortest is 0, expected at least 2, such as 20", () -> parity.lengths(0, 4)
                .floor());
        assertMessage("lengths(5, 4): expected the shortest first, such as lengths(5, 40)", () -> parity.lengths(5, 4)
                .floor());
        assertMessage("count is 0, expected at least 1, such as 1000", () -> parity.sequences(0)
                .size());
    }
}
