package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against numbers worked out by hand. */
class ClassificationTest {
    private static final List<String> ABC = List.of("a", "b", "c");
    private static final Classification RESULT =
            new Classification(ABC, new int[][] {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}}, 0.5);

    @Test
    void theMatrixGivesTheShares() {
        assertEquals(16, RESULT.count());
        assertEquals(6, RESULT.count(1));
        assertEquals(12.0 / 16, RESULT.accuracy(), 1e-12);
        assertEquals(5.0 / 7, RESULT.precision(0), 1e-12);
        assertEquals(5.0 / 6, RESULT.recall(0), 1e-12);
        assertEquals(3.0 / 4, RESULT.precision(1), 1e-12);
        assertEquals(3.0 / 6, RESULT.recall(1), 1e-12);
        assertEquals(4.0 / 5, RESULT.precision(2), 1e-12);
        assertEquals(1, RESULT.recall(2), 1e-12);
        double[] f1 = {10.0 / 13, 6.0 / 10, 8.0 / 9};
        for (int k = 0; k < 3; k++) {
            assertEquals(f1[k], RESULT.f1(k), 1e-12);
            double p = RESULT.precision(k);
            double r = RESULT.recall(k);
            assertEquals(2 * p * r / (p + r), RESULT.f1(k), 1e-12, "the harmonic mean");
        }
        assertEquals((10.0 / 13 + 6.0 / 10 + 8.0 / 9) / 3, RESULT.macroF1(), 1e-12);
        assertEquals("accuracy 0.7500, macro F1 0.7527, 0.5000 nats over 16 labels of 3 classes", RESULT.toString());
    }

    @Test
    void classesAreAveragedInThreeWays() {
        assertEquals((5.0 / 7 + 3.0 / 4 + 4.0 / 5) / 3, RESULT.macroPrecision(), 1e-12);
        assertEquals((5.0 / 6 + 3.0 / 6 + 1) / 3, RESULT.macroRecall(), 1e-12);
        assertEquals((6 * 10.0 / 13 + 6 * 0.6 + 4 * 8.0 / 9) / 16, RESULT.weightedF1(), 1e-12);
        assertEquals(RESULT.accuracy(), RESULT.microF1(), 1e-12);
        assertEquals(2.0 * 7 / (6 + 4 + 4 + 5), RESULT.microF1("a"), 1e-12);
        assertTrue(Double.isNaN(RESULT.microF1("a", "b", "c")));
        Classification gap = new Classification(ABC, new int[][] {{3, 0, 0}, {1, 0, 0}, {0, 0, 0}}, 0);
        assertEquals(3.0 / 4, gap.macroPrecision(), 1e-12, "of the one class that was predicted");
        assertEquals(1.0 / 2, gap.macroRecall(), 1e-12, "of the two that occurred");
        assertEquals(3 * 6.0 / 7 / 4, gap.weightedF1(), 1e-12);
        assertArrayEquals(new double[] {1, 0, 0}, gap.shares()[1]);
        assertTrue(Double.isNaN(gap.shares()[2][0]), "did not occur");
        assertArrayEquals(new double[] {2.0 / 6, 3.0 / 6, 1.0 / 6}, RESULT.shares()[1], 1e-12);
    }

    @Test
    void whatWouldDivideByZeroIsNoNumber() {
        Classification result = new Classification(ABC, new int[][] {{3, 0, 0}, {1, 0, 0}, {0, 0, 0}}, 0);
        assertTrue(Double.isNaN(result.precision(1)), "never predicted");
        assertEquals(0, result.recall(1));
        assertEquals(0, result.f1(1), "occurred, so it counts");
        assertTrue(Double.isNaN(result.recall(2)), "did not occur");
        assertTrue(Double.isNaN(result.f1(2)));
        assertEquals((6.0 / 7 + 0) / 2, result.macroF1(), 1e-12, "the class that never came is left out");
    }

    @Test
    void probabilitiesAreCountedAndMeasured() {
        double[][] p = {{0.5, 0.25, 0.25}, {0.4, 0.4, 0.2}, {0.1, 0.2, 0.7}, {1, 0, 0}};
        Classification result = Classification.of(ABC, new int[] {0, 1, 2, 0}, p);
        assertArrayEquals(new int[][] {{2, 0, 0}, {1, 0, 0}, {0, 0, 1}}, result.confusion());
        assertEquals(-(Math.log(0.5) + Math.log(0.4) + Math.log(0.7)) / 4, result.nats(), 1e-12);
        Classification certainAndWrong = Classification.of(ABC, new int[] {1}, new double[][] {{1, 0, 0}});
        assertEquals(Double.POSITIVE_INFINITY, certainAndWrong.nats());
    }

    @Test
    void isAValue() {
        Classification same = new Classification(ABC, new int[][] {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}}, 0.5);
        assertEquals(RESULT, same);
        assertEquals(RESULT.hashCode(), same.hashCode());
        same.confusion()[0][0] = 9;
        assertEquals(RESULT, same, "what is handed out is a copy");
        assertNotEquals(RESULT, new Classification(ABC, new int[][] {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}}, 0.6));
        assertNotEquals(RESULT, new Classification(ABC, new int[][] {{5, 1, 0}, {2, 3, 1}, {0, 1, 3}}, 0.5));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage("the confusion matrix has 2 rows, expected 3", () -> new Classification(ABC, new int[2][3], 0));
        assertMessage(
                "a row of the confusion matrix is [1, 2], expected 3 counts from 0",
                () -> new Classification(ABC, new int[][] {{1, 2}, {1, 2}, {1, 2}}, 0));
        assertMessage(
                "[1, -2, 0], expected 3 counts from 0",
                () -> new Classification(ABC, new int[][] {{1, -2, 0}, {0, 0, 0}, {0, 0, 0}}, 0));
        assertMessage("nothing was counted", () -> new Classification(ABC, new int[3][3], 0));
        assertMessage("leave out [a, d], but the classes are [a, b, c]", () -> RESULT.microF1("a", "d"));
        assertMessage("nats is NaN", () -> new Classification(List.of("a"), new int[][] {{1}}, Double.NaN));
        assertMessage("nats is -1.0", () -> new Classification(List.of("a"), new int[][] {{1}}, -1));
        assertMessage("nothing was counted", () -> Classification.of(ABC, new int[0], new double[0][]));
        assertMessage(
                "there are 1 labels but probabilities for 2",
                () -> Classification.of(ABC, new int[1], new double[2][3]));
        assertMessage(
                "label 3 at place 0 comes with 3 probabilities: expected a label from 0 to 2",
                () -> Classification.of(ABC, new int[] {3}, new double[1][3]));
        assertMessage(
                "label 0 at place 0 comes with 2 probabilities: expected a label from 0 to 2 and 3 probabilities",
                () -> Classification.of(ABC, new int[] {0}, new double[1][2]));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
