package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AddingProblemTest {
    private static float target(Sequences sequences, int place) {
        return ((Targets.Numbers) sequences.targets()).values()[place][0][0];
    }

    @Test
    void eachHalfHasOneMarkAndTheTargetIsTheMarkedSum() {
        for (int steps : new int[] {2, 3, 7, 20}) {
            Sequences data = AddingProblem.of(steps).sequences(500);
            boolean[] everMarked = new boolean[steps];
            for (int s = 0; s < data.size(); s++) {
                float sum = 0;
                int[] marks = new int[2];
                assertEquals(steps, data.x(s).length);
                for (int t = 0; t < steps; t++) {
                    float[] step = data.x(s)[t];
                    assertTrue(step[0] >= 0 && step[0] <= 1);
                    assertTrue(step[1] == 0 || step[1] == 1);
                    sum += step[0] * step[1];
                    marks[t < steps / 2 ? 0 : 1] += (int) step[1];
                    everMarked[t] |= step[1] == 1;
                }
                assertArrayEquals(new int[] {1, 1}, marks);
                assertEquals(sum, target(data, s), 1e-6);
            }
            for (boolean marked : everMarked) {
                assertTrue(marked);
            }
        }
    }

    @Test
    void theBestConstantIsOffByASixth() {
        AddingProblem adding = AddingProblem.of(10);
        double grid = 0; // the mean of (u + v - 1)^2 over the unit square, by midpoints
        int points = 1000;
        for (int a = 0; a < points; a++) {
            for (int b = 0; b < points; b++) {
                grid += Math.pow((a + 0.5) / points + (b + 0.5) / points - 1, 2) / points / points;
            }
        }
        assertEquals(grid, adding.constant(), 1e-6);
        assertEquals(1.0 / 6, adding.memoryless(), 0);
        Sequences data = adding.sequences(40_000);
        double[] errors = new double[3];
        for (int s = 0; s < data.size(); s++) {
            for (int k = 0; k < 3; k++) {
                errors[k] += Math.pow(target(data, s) - (0.9 + 0.1 * k), 2) / data.size();
            }
        }
        assertEquals(adding.constant(), errors[1], 0.004); // four standard deviations
        assertTrue(errors[0] > errors[1] && errors[2] > errors[1], () -> Arrays.toString(errors));
    }

    @Test
    void theSeedDecides() {
        AddingProblem adding = AddingProblem.of(6);
        Sequences few = adding.sequences(5);
        Sequences many = adding.sequences(20);
        for (int s = 0; s < 5; s++) {
            assertArrayEquals(few.x(s), many.x(s));
            assertEquals(target(few, s), target(many, s), 0);
        }
        assertFalse(Arrays.deepEquals(few.x(0), adding.seed(1).sequences(1).x(0)));
    }

    @Test
    void theFloorIsKnown() {
        assertEquals(0, AddingProblem.of(6).sequences(5).floor(), 0);
        assertEquals(0, AddingProblem.of(6).floor(), 0);
        assertEquals("squared error", AddingProblem.of(6).unit());
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage("steps is 1, expected at least 2, such as 100: each half holds a mark", () -> AddingProblem.of(1)
                .constant());
        assertMessage(
                "count is 0, expected at least 1, such as 1000",
                () -> AddingProblem.of(5).sequences(0).size());
    }
}
