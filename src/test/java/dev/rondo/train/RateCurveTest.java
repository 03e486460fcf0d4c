package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.Table;

/** What is read off the losses of a search. */
class RateCurveTest {
    private final RateCurve curve = curve(4, 4, 3.5, 2, 1.5, 3, 900);

    /** Rates 1e-5, 1e-4 and so on; the batch's loss lies a little above the smoothed one. */
    private static RateCurve curve(double... smoothed) {
        List<RateCurve.Point> points = new ArrayList<>();
        for (int k = 0; k < smoothed.length; k++) {
            points.add(new RateCurve.Point(Math.pow(10, k - 5), smoothed[k] + 0.25, smoothed[k]));
        }
        return new RateCurve("nats per character", points, RateCurve.End.RAN_AWAY);
    }

    @Test
    void theSuggestionIsWhereTheLossFallsSteepest() {
        assertEquals(new RateCurve.Point(0.1, 1.75, 1.5), curve.lowest());
        assertEquals(1e-3, curve.suggestion(), 1e-15);
        assertEquals(
                "RateCurve: 7 rates from 1.0e-05 to 10, lowest 1.5000 nats per character at 0.10, suggestion 0.0010,"
                        + " RAN_AWAY",
                curve.toString());
        assertEquals(1e-4, curve(9, 5, 4, 3, 3.5, 1).suggestion(), 1e-15, "of falls of 4 and 5, that of two steps");
        assertEquals(1e-2, curve(9, 8, 9, 0.1, 0.05).suggestion(), 1e-15);
        assertEquals(1e-5, curve(3, 2).suggestion(), 1e-15);
        assertEquals(1e-5, curve(3, 2, 9, 2.5).suggestion(), 1e-15, "a fall after the lowest is none");
    }

    @Test
    void smoothingLooksToBothSides() {
        List<Double> losses = new ArrayList<>(Collections.nCopies(50, 2.0)); // three neighbours to each side
        losses.set(20, 18.0);
        losses.set(49, 12.0);
        RateCurve made = RateCurve.of("l", Sweep.of(1e-3, 1).steps(50), losses, RateCurve.End.FINISHED);
        double[] around = {2, 3, 4, 5, 6, 5, 4, 3, 2};
        for (int k = 0; k < around.length; k++) {
            assertEquals(around[k], made.points().get(16 + k).smoothed(), 1e-12);
        }
        assertEquals(2 + 10 * 4 / 10.0, made.points().get(49).smoothed(), 1e-12, "at the end, to one side");
        assertEquals(18, made.points().get(20).loss());
        assertEquals(Sweep.of(1e-3, 1).steps(50).rate(20), made.points().get(20).rate());
    }

    @Test
    void aLossThatOnlyRisesSuggestsNothing() {
        RateCurve rising = curve(2, 2.5, 7);
        assertMessage(
                "the loss did not fall in 3 steps from the rate 1.0E-5 on: there is nothing to suggest; begin lower",
                IllegalStateException.class,
                rising::suggestion);
        assertFalse(rising.toString().contains("suggestion"), rising.toString());
        assertFalse(rising.plot().toString().contains("suggestion"));
        assertTrue(rising.plot().png().length > 1000);
        assertMessage(
                "a rate curve came without points, expected at least one step", IllegalArgumentException.class, () -> {
                    var none = curve();
                    assertEquals(0, none.points().size());
                });
    }

    @Test
    void theTableHasARowForEachStep() {
        Table table = curve.table();
        assertEquals(List.of("learning rate", "loss", "smoothed loss"), table.columnNames());
        assertEquals(7, table.rowCount());
        assertArrayEquals(
                new double[] {4, 4, 3.5, 2, 1.5, 3, 900},
                table.doubleColumn("smoothed loss").asDoubleArray());
        assertEquals(4.25, table.doubleColumn("loss").get(0));
        assertEquals(1e-3, table.doubleColumn("learning rate").get(2), 1e-15);
    }

    @Test
    void thePictureIsLogarithmicAndKeepsToTheCurve() {
        String layout = curve.plot().figure().getLayout().asJavascript();
        assertTrue(layout.contains("type: 'log'"), layout);
        assertTrue(layout.contains("nats per character"), layout);
        assertFalse(layout.contains("900"), "what ran away is cut off: " + layout);
        assertTrue(layout.contains("4.15"), "the highest smoothed loss and some room: " + layout);
        assertEquals(
                "Chart[Learning rate search: each batch, smoothed, suggestion, 0.0010]",
                curve.plot().toString());
        assertTrue(curve.plot().png().length > 1000);
        assertTrue(curve(2, 2, 2).plot().png().length > 1000, "a flat one");
        assertTrue(curve(2).plot().png().length > 1000, "a single point");
    }

    @Test
    void aLossRunsAwayAtFourTimesTheLowest() {
        assertFalse(RateCurve.isAway(4, 1));
        assertTrue(RateCurve.isAway(4.001, 1));
        assertFalse(RateCurve.isAway(-1, -2), "a loss may be negative");
        assertFalse(RateCurve.isAway(4, -2));
        assertTrue(RateCurve.isAway(4.001, -2));
    }

    @Test
    void theRatesGrowByTheSameFactor() {
        Sweep sweep = Sweep.of(1e-4, 1).steps(5);
        double[] expected = {1e-4, 1e-3, 1e-2, 1e-1, 1};
        for (int k = 0; k < 5; k++) {
            assertEquals(expected[k], sweep.rate(k), 1e-12);
        }
        assertEquals(new Sweep(1e-6, 10, 100), Sweep.wide());
        String order = "expected two numbers above 0, the lower one first";
        assertMessage(
                order, IllegalArgumentException.class, () -> Sweep.of(0, 1).steps(3));
        assertMessage(
                order, IllegalArgumentException.class, () -> Sweep.of(1, 1).steps(3));
        assertMessage(order, IllegalArgumentException.class, () -> Sweep.of(1, Double.NaN)
                .steps(3));
        assertMessage(order, IllegalArgumentException.class, () -> Sweep.of(1, Double.POSITIVE_INFINITY)
                .steps(3));
        assertMessage("a sweep of 1 steps came", IllegalArgumentException.class, () -> Sweep.wide()
                .steps(1));
    }

    private static void assertMessage(String part, Class<? extends RuntimeException> kind, Executable call) {
        String message = assertThrows(kind, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
