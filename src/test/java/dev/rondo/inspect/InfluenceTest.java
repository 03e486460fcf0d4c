package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.plot.Chart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** The norm of the Jacobian of an output by each input. */
class InfluenceTest {
    private static final float[][] X = Stacks.sequence(6, 2, 3);

    private static double brute(CellStack cells, int t, int position) {
        double sum = 0;
        float e = 0.01f;
        for (int j = 0; j < cells.inputs(); j++) {
            float[] above = nudged(cells, t, j, e)[position];
            float[] below = nudged(cells, t, j, -e)[position];
            for (int k = 0; k < above.length; k++) {
                double slope = (above[k] - below[k]) / (2.0 * e);
                sum += slope * slope;
            }
        }
        return Math.sqrt(sum);
    }

    private static float[][] nudged(CellStack cells, int t, int j, float e) {
        float[][] x = new float[X.length][];
        for (int k = 0; k < x.length; k++) {
            x[k] = X[k].clone();
        }
        x[t][j] += e;
        return cells.run(x, cells.zero()).y();
    }

    @ParameterizedTest
    @EnumSource(value = CellType.class, names = "RELU", mode = EnumSource.Mode.EXCLUDE) // has bends: see the leaky one
    void isThatOfFiniteDifferences(CellType type) {
        CellStack oneWay = Stacks.random(type, 2, 3, 2, false);
        for (int position : new int[] {5, 2}) {
            double[] norms = Influence.of(oneWay, X, position).norms();
            assertEquals(position + 1, norms.length);
            for (int t = 0; t <= position; t++) {
                assertEquals(brute(oneWay, t, position), norms[t], 2e-4, type + " " + t);
            }
        }
        CellStack bothWays = Stacks.random(type, 2, 3, 2, true);
        double[] norms = Influence.of(bothWays, X, 2).norms();
        assertEquals(6, norms.length);
        for (int t = 0; t < 6; t++) {
            assertEquals(brute(bothWays, t, 2), norms[t], 2e-4, type + " " + t);
        }
    }

    @Test
    void theLastOutputIsMeantUnlessSaidOtherwise() {
        CellStack cells = Stacks.random(CellType.LSTM, 2, 3, 1, false);
        assertEquals(5, Influence.of(cells, X).position());
        assertArrayEquals(
                Influence.of(cells, X, 5).norms(), Influence.of(cells, X).norms());
    }

    @Test
    void aLinearNetForgetsByItsFactor() {
        Influence influence = Influence.of(Stacks.leaky(0.9), Stacks.ones(60));
        for (int t = 0; t < 60; t++) {
            assertEquals(5 * Math.pow(0.9, 59 - t), influence.norms()[t], 1e-5);
        }
        assertEquals(28, influence.memory(), "ln 0.05 / ln 0.9 = 28.4");
        assertEquals(9, influence.memory(1 / Math.E), "1 / -ln 0.9 = 9.5");
        assertEquals(0, influence.memory(1));
        assertEquals(0.9, influence.decay().factor(), 1e-6);
        assertEquals(
                "Influence(memory of 28 steps; factor 0.9000 per step, halved every 6.58 steps (R2 1.000))",
                influence.toString());
        Influence cut = Influence.of(Stacks.leaky(0.9), Stacks.ones(20));
        assertEquals(19, cut.memory());
        assertTrue(cut.toString().contains("memory of at least 19 steps"), cut.toString());
    }

    @Test
    void memoryIsWhereTheMostDistantInputStillCounts() {
        assertEquals(4, new Influence(new double[] {0.06, 0.01, 1, 0.5, 0.3}, 4).memory(), "not where it first dips");
        assertEquals(3, new Influence(new double[] {0.04, 0.06, 0.01, 1, 0.5, 0.02, 0.01}, 4).memory());
        assertEquals(2, new Influence(new double[] {0, 0, 1, 0, 0.2}, 2).memory(), "on either side");
        assertEquals(0, new Influence(new double[] {0, 0, 0}, 2).memory(), "nothing counts at all");
        assertEquals(1, new Influence(new double[] {2, 1}, 1).memory(1), "the largest counts by any share");
    }

    @Test
    void randomVectorsComeNearTheExactNorm() {
        CellStack cells = Stacks.random(CellType.GRU, 2, 24, 1, false);
        double[] exact = Influence.of(cells, X).norms();
        double[] sampled = Influence.sampled(cells, X, 2000, 4).norms();
        for (int t = 0; t < exact.length; t++) {
            assertEquals(exact[t], sampled[t], 0.05 * exact[t], "t " + t); // three standard errors
        }
        assertArrayEquals(sampled, Influence.sampled(cells, X, 2000, 4).norms(), "same seed, same numbers");
    }

    @Test
    void theMeanIsTakenAtEachDistanceOverThoseThatReachIt() {
        Influence mean = Influence.mean(List.of(
                new Influence(new double[] {1, 2, 3}, 2),
                new Influence(new double[] {4, 5}, 1),
                new Influence(new double[] {6, 7}, 0)));
        assertEquals(2, mean.position());
        assertArrayEquals(new double[] {1, 3, 14 / 3.0, 7}, mean.norms(), 1e-12);
        assertMessage(
                "influences is empty, expected at least one to take the mean of", () -> Influence.mean(List.of()));
    }

    @Test
    void chartAndTableRunBackFromTheOutput() {
        Influence influence = new Influence(new double[] {0.01, 0.5, 1, 0.25}, 2);
        Chart expected = Chart.of("Influence of each input on the output")
                .x("steps back from the output")
                .y("norm of the Jacobian")
                .logY()
                .line("influence", new double[] {2, 1, 0, -1}, influence.norms())
                .level("5 % of the largest: memory of 1 step", 0.05);
        assertEquals(expected, influence.plot());
        assertTrue(expected.png().length > 1000);
        Chart named = Chart.of("Influence of each input on the output")
                .x("steps back from the output")
                .y("norm of the Jacobian")
                .logY()
                .line("one", new double[] {2, 1, 0, -1}, influence.norms());
        assertEquals(named, Influence.plot(Map.of("one", influence)));
        Table table = new Influence(new double[] {1, 4}, 1).table();
        assertEquals(List.of("time", "steps back", "norm", "share of the largest"), table.columnNames());
        assertEquals(List.of(1, 0), table.intColumn("steps back").asList());
        assertEquals(
                List.of(0.25, 1.0), table.doubleColumn("share of the largest").asList());
    }

    @Test
    void whatDoesNotFitSaysWhy() {
        CellStack cells = Stacks.random(CellType.LSTM, 2, 3, 1, false);
        String empty = "x is an empty sequence, expected at least one step of 2 numbers: leave empty sequences out";
        assertMessage(empty, () -> Influence.of(cells, new float[0][]));
        assertMessage(empty, () -> Influence.sampled(cells, new float[0][], 3, 1));
        assertMessage("x[0] has 3 numbers, expected 2", () -> Influence.of(cells, new float[4][3]));
        assertMessage("position is 6, but the sequence has positions 0 to 5", () -> Influence.of(cells, X, 6));
        assertMessage("position is -1, but the sequence has positions 0 to 5", () -> Influence.of(cells, X, -1));
        assertMessage("vectors is 0, expected at least 1, such as 32", () -> Influence.sampled(cells, X, 0, 1));
        assertMessage("share is 0.0, expected above 0 and at most 1, such as 0.05", () -> Influence.of(cells, X)
                .memory(0));
        assertMessage(
                "position is 2, expected one of the 2 that were read, counted from 0",
                () -> new Influence(new double[2], 2));
        assertMessage("influences is empty, expected at least one to draw", () -> Influence.plot(Map.of()));
    }
}
