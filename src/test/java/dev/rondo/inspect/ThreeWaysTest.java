package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Plain Java, unrolled and fused, on whichever engine runs the tests. */
@Tag("engine")
class ThreeWaysTest {
    private static final double AGREES = 1e-5;
    private static final double FINITE = 2e-4;

    static Stream<Rnn> specs() {
        return Arrays.stream(CellType.values())
                .flatMap(
                        cell -> Stream.of(1, 2, 3).map(layers -> Rnn.of(cell, 4).layers(layers)))
                .flatMap(rnn -> Stream.of(rnn, rnn.bidirectional()));
    }

    /** Rectifiers are followed by a shorter step where they bend, which lets more of the rounding through. */
    private static double finite(CellType cell) {
        return cell == CellType.RELU ? 5 * FINITE : FINITE;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void allWaysAgree(Rnn rnn) {
        ThreeWays ways = ThreeWays.compare(rnn, 3, 5, 2, 7);
        assertTrue(ways.largest() < AGREES, () -> ways.table().printAll());
        assertTrue(ways.largestFinite() < finite(rnn.cell()), () -> ways.table().printAll());
        assertEquals(rnn.cell().isFused(), ways.hasKernel());
        for (ThreeWays.Row row : ways.rows()) {
            assertEquals(!ways.hasKernel(), Double.isNaN(row.fused()), row.what());
            assertTrue(row.largest() > 1e-4, row + " compares next to nothing");
            boolean all = rnn.cell() != CellType.RELU; // entries that bend a rectifier are passed over
            int least = all && row.what().startsWith("gradient") ? 4 : 0;
            assertTrue(row.checked() >= least, row.what() + " " + row.checked());
            assertEquals(row.checked() == 0, Double.isNaN(row.finite()), row.what());
        }
        int checked = ways.rows().stream().mapToInt(ThreeWays.Row::checked).sum();
        assertTrue(checked >= 2 * ways.rows().size(), "checked " + checked);
        int weights = rnn.cell().hasPeepholes() ? 7 : 4;
        int results = rnn.cell().hasMemory() ? 4 : 3;
        assertEquals(
                results + weights * rnn.layers() * rnn.directions(), ways.rows().size());
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void allWaysAgreeAtUnequalLengths(CellType cell) {
        ThreeWays ways = ThreeWays.compare(Rnn.of(cell, 4).layers(2).bidirectional(), 3, new int[] {5, 2, 4}, 7);
        assertTrue(ways.largest() < AGREES, () -> ways.table().printAll());
        assertTrue(ways.largestFinite() < finite(cell), () -> ways.table().printAll());
        assertTrue(ways.rows().stream().noneMatch(row -> row.what().equals("last c")));
    }

    private static Trial trial() {
        Rnn rnn = Rnn.lstm(4).layers(2);
        Map<String, Tensor> weights = EngineWay.initialWeights(rnn, 3, 1);
        return Trial.of(rnn, weights, 3, new int[] {4, 4}, new SplittableRandom(2));
    }

    private static Tensor changed(Tensor tensor) {
        float[] values = tensor.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] += 0.3f;
        }
        return Tensor.of(values, tensor.shape());
    }

    @Test
    void aWeightThatDiffersShows() {
        Trial trial = trial();
        Trial other = trial.with("weight_hh_l1", changed(trial.weights().get("weight_hh_l1")));
        Map<String, Tensor> engine = EngineWay.run(trial, trial.rnn().block().unrolled());
        ThreeWays ways = ThreeWays.of(
                trial,
                PlainWay.run(trial),
                engine,
                EngineWay.run(other, trial.rnn().block().fused()),
                FiniteDifferences.of(other, new SplittableRandom(3)));
        for (ThreeWays.Row row : ways.rows()) {
            assertTrue(row.unrolled() < AGREES, row.what());
            assertTrue(row.fused() > 10 * AGREES, row.what());
            assertTrue(row.checked() == 0 || row.finite() > 0, row.what());
        }
        assertTrue(ways.largest() > 10 * AGREES && ways.largestFinite() > FINITE);
    }

    @Test
    void aGradientThatIsWrongShowsInItsRow() {
        Trial trial = trial();
        Map<String, Tensor> right = PlainWay.run(trial);
        Map<String, FiniteDifferences.Some> finite = FiniteDifferences.of(trial, new SplittableRandom(3));
        Map<String, Tensor> wrong = new HashMap<>(right);
        wrong.computeIfPresent("gradient of bias_ih_l0", (name, gradient) -> gradient.plus(0.1, gradient));
        ThreeWays ways = ThreeWays.of(trial, wrong, right, right, finite);
        for (ThreeWays.Row row : ways.rows()) {
            boolean planted = row.what().equals("gradient of bias_ih_l0");
            assertEquals(planted, row.unrolled() > 1e-3, row.what());
            assertEquals(planted, row.fused() > 1e-3, row.what());
            assertEquals(planted, row.finite() > 1e-3, row.what());
        }
        Map<String, Tensor> broken = new HashMap<>(right);
        broken.computeIfPresent("y", (name, y) -> y.plus(Double.NaN, y));
        assertTrue(
                Double.isNaN(ThreeWays.of(trial, right, broken, right, finite).largest()), "no number is no match");
    }

    @Test
    void whatItDoesShowsInTableAndText() {
        ThreeWays lstm = ThreeWays.compare(Rnn.lstm(4).dropout(0.5).recurrentDropout(0.5), 3, 4, 2, 1);
        assertEquals(Rnn.lstm(4), lstm.rnn());
        assertEquals(Engines.name(), lstm.engine());
        assertTrue(
                lstm.rows().stream().anyMatch(row -> row.unrolled() != row.fused()),
                "the kernel rounds otherwise than the single operations");
        Table table = lstm.table();
        assertEquals(
                List.of(
                        "result",
                        "largest number",
                        "unrolled - plain",
                        "fused - plain",
                        "finite differences - plain",
                        "of how many"),
                table.columnNames());
        assertEquals(
                List.of("y", "last h", "last c", "gradient of x"),
                table.stringColumn(0).asList().subList(0, 4));
        assertTrue(lstm.toString().startsWith("ThreeWays(lstm(4) on " + Engines.name()), lstm.toString());
        ThreeWays peephole = ThreeWays.compare(Rnn.peepholeLstm(4), 3, 4, 2, 1);
        assertEquals("fused (no kernel)", peephole.table().columnNames().get(3));
        assertTrue(peephole.toString().contains("unrolled (no kernel)"), peephole.toString());
        assertEquals(lstm, ThreeWays.compare(Rnn.lstm(4), 3, 4, 2, 1), "same seed, same numbers");
    }

    @Test
    void sizesBelowOneSayWhich() {
        assertMessage("steps is 0, expected at least 1", () -> ThreeWays.compare(Rnn.gru(2), 3, 0, 2, 1));
        assertMessage("batch is 0, expected at least 1", () -> ThreeWays.compare(Rnn.gru(2), 3, 2, 0, 1));
        assertMessage("inputs is 0, expected at least 1", () -> ThreeWays.compare(Rnn.gru(2), 0, 2, 2, 1));
        assertMessage("length is 0, expected at least 1", () -> ThreeWays.compare(Rnn.gru(2), 3, new int[] {2, 0}, 1));
        assertMessage(
                "the number of lengths is 0, expected at least 1",
                () -> ThreeWays.compare(Rnn.gru(2), 3, new int[0], 1));
    }
}
