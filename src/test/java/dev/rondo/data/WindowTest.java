package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a network without memory is shown of a sequence. */
class WindowTest {
    private static final float[][][] X = {{{1, 10}, {2, 20}, {3, 30}}, {{4, 40}}};

    @Test
    void theLastStepsStandSideBySide() {
        Sequences cut = Sequences.numbers("sums", X, new float[][] {{7}, {8}}).window(2);
        assertEquals(2, cut.size());
        assertEquals(4, cut.features());
        assertArrayEquals(new float[][] {{2, 20, 3, 30}}, cut.x(0), "the oldest first");
        assertArrayEquals(new float[][] {{0, 0, 4, 40}}, cut.x(1), "zeros before the sequence began");
        Targets.Numbers told = assertInstanceOf(Targets.Numbers.class, cut.targets());
        assertArrayEquals(new float[][][] {{{7}}, {{8}}}, told.values());
        assertFalse(told.perStep());
    }

    @Test
    void aWindowOfOneIsTheLastStep() {
        Sequences cut = Sequences.labelled("kinds", X, "a", "b").window(1);
        assertArrayEquals(new float[][] {{3, 30}}, cut.x(0));
        assertArrayEquals(new float[][] {{4, 40}}, cut.x(1));
    }

    @Test
    void eachStepThatCountsBecomesASequence() {
        String[][] labels = {{"b", null, "a"}, {"b"}};
        Sequences cut = Sequences.labelledSteps("tags", X, labels).window(2);
        assertArrayEquals(new float[][] {{0, 0, 1, 10}}, cut.x(0));
        assertArrayEquals(new float[][] {{2, 20, 3, 30}}, cut.x(1));
        assertArrayEquals(new float[][] {{0, 0, 4, 40}}, cut.x(2));
        Targets.Labels told = assertInstanceOf(Targets.Labels.class, cut.targets());
        assertEquals(List.of("a", "b"), told.classes());
        assertArrayEquals(new int[][] {{1}, {0}, {1}}, told.ids());
        assertFalse(told.perStep());
    }

    @Test
    void numbersOfStepsGoWithTheirSteps() {
        float[][][] y = {{{Float.NaN, Float.NaN}, {5, 6}, {7, 8}}, {{9, 10}}};
        Sequences cut = Sequences.numberSteps("next", X, y).window(1);
        assertArrayEquals(new float[][] {{2, 20}}, cut.x(0));
        Targets.Numbers told = assertInstanceOf(Targets.Numbers.class, cut.targets());
        assertArrayEquals(new float[][][] {{{5, 6}}, {{7, 8}}, {{9, 10}}}, told.values());
        assertEquals(2, told.outputs());
    }

    @Test
    void noStepChangesItsPart() {
        CopyingProblem copying = CopyingProblem.of(3).recallOnly();
        Sequences cut = copying.sequences(7).first(4, 2).window(5);
        assertEquals(70, cut.size());
        assertArrayEquals(range(0, 40), cut.places(Part.TRAIN));
        assertArrayEquals(range(40, 60), cut.places(Part.VALIDATION));
        assertArrayEquals(range(60, 70), cut.places(Part.TEST));
        assertEquals(0, cut.floor(), "what cannot be beaten with all steps cannot be with fewer");
        assertEquals("copying problem", cut.name());
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, k -> from + k);
        return range;
    }

    @Test
    void errorsNameTheArgument() {
        Sequences some = Sequences.labelled("kinds", X, "a", "b");
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> some.window(0));
        assertEquals("steps is 0, expected at least 1, such as 10", none.getMessage());
        Sequences untold = Sequences.labelledSteps("tags", X, new String[][] {{null, null, null}, {null}});
        IllegalArgumentException empty = assertThrows(IllegalArgumentException.class, () -> untold.window(2));
        assertEquals(
                "window(2) of 'tags' is empty, for no step counts: give at least one a target", empty.getMessage());
    }
}
