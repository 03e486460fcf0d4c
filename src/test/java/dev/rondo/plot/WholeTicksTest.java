package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A horizontal axis that counts a few things has its ticks at whole numbers. */
class WholeTicksTest {
    @Test
    void aFewWholeNumbersAreCounted() {
        assertEquals(OptionalInt.of(3), few(1, 2, 3, 4));
        assertEquals(OptionalInt.of(9), few(1, 10));
    }

    @Test
    void anythingElseIsMeasured() {
        assertEquals(OptionalInt.empty(), few(1, 2.5, 4), "not whole");
        assertEquals(OptionalInt.empty(), few(1, 100), "many");
        assertEquals(OptionalInt.empty(), few(1, 2), "two need no more ticks than XChart gives them");
    }

    @Test
    void aLogarithmicAxisCountsNothing() {
        var line = Series.Curve.of("a", true, new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4});
        assertEquals(OptionalInt.empty(), new Plot(List.of(line), Map.of(), null, XScale.LOG, false).fewWholeXs());
    }

    private static OptionalInt few(double... xs) {
        return new Plot(List.of(Series.Curve.of("a", true, xs, xs)), Map.of(), null, XScale.LINEAR, false).fewWholeXs();
    }
}
