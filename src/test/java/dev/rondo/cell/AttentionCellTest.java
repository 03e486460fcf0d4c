package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.Golden;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attention in plain Java: PyTorch's numbers, what can be seen on the way, and what it refuses. */
class AttentionCellTest {
    private static final int TIME = 5;
    private static final int TARGET = 4;
    private static final int[] LENGTHS = {5, 2, 4};

    @Test
    void withoutAttentionAllKeysCountTheSame() {
        AttentionCell cell = AttentionCell.of(AttentionType.NONE, Map.of(), 3, 2);
        AttentionCell.Step step = cell.step(new float[] {9, -9, 9}, cell.keys(new float[][] {{1, 2}, {3, 6}}));
        assertClose(new float[] {0.5f, 0.5f}, step.weights(), 0, "weights");
        assertClose(new float[] {2, 4}, step.context(), 0, "context");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contextsAndWeightsArePyTorchs(AttentionType type) {
        Map<String, Tensor> golden = Golden.read("attention", type.name().toLowerCase(Locale.ROOT));
        int queries = (int) golden.get("queries").shape()[2];
        AttentionCell cell = AttentionCell.of(type, golden, queries, 8);
        for (int b = 0; b < 3; b++) {
            float[][] values = new float[LENGTHS[b]][];
            for (int j = 0; j < values.length; j++) {
                values[j] = row(golden, "keys", b * TIME + j);
            }
            AttentionCell.Keys keys = cell.keys(values);
            for (int t = 0; t < TARGET; t++) {
                AttentionCell.Step step = cell.step(row(golden, "queries", b * TARGET + t), keys);
                assertClose(row(golden, "context", b * TARGET + t), step.context(), 2e-6, "context");
                float[] weights = Arrays.copyOf(step.weights(), TIME);
                assertClose(row(golden, "weights", b * TARGET + t), weights, 1e-6, "weights");
            }
        }
    }

    private static float[] row(Map<String, Tensor> golden, String name, int row) {
        Tensor tensor = golden.get(name);
        int width = (int) tensor.shape()[2];
        return Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }

    /** By hand: scores ln 1, ln 2 and ln 5 make weights of eighths. */
    @Test
    void whatHappensOnTheWayCanBeSeen() {
        AttentionCell dot = AttentionCell.of(AttentionType.DOT, Map.of(), 2, 2);
        float[][] values = {{0, 8}, {(float) Math.log(2), 16}, {(float) Math.log(5), -8}};
        AttentionCell.Keys keys = dot.keys(values);
        AttentionCell.Step step = dot.step(new float[] {1, 0}, keys);
        assertClose(new float[] {0, 0.6931472f, 1.6094379f}, step.scores(), 1e-7, "scores");
        assertClose(new float[] {0.125f, 0.25f, 0.625f}, step.weights(), 1e-7, "weights");
        assertClose(new float[] {1.1791855f, 0}, step.context(), 1e-6, "context");
        assertSame(values, keys.values());

        AttentionCell scaled = AttentionCell.of(AttentionType.SCALED_DOT, Map.of(), 2, 2);
        float[] scores = scaled.step(new float[] {1, 0}, scaled.keys(values)).scores();
        assertClose(new float[] {0, 0.4901291f, 1.1380445f}, scores, 1e-7, "by the root of two");

        Map<String, Tensor> weights = Map.of("weight_key", Tensor.of(new float[] {1, 0, 3}, 1, 3));
        AttentionCell general = AttentionCell.of(AttentionType.GENERAL, weights, 1, 3);
        AttentionCell.Keys ready = general.keys(new float[][] {{1, 2, 3}, {4, 5, 6}});
        assertArrayEquals(new float[][] {{10}, {22}}, ready.scored());
        assertArrayEquals(
                new float[] {-20, -44}, general.step(new float[] {-2}, ready).scores());
    }

    /** However far apart: the softmax neither overflows nor loses its sum. */
    @Test
    void largeScoresChooseOne() {
        AttentionCell dot = AttentionCell.of(AttentionType.DOT, Map.of(), 1, 1);
        AttentionCell.Keys keys = dot.keys(new float[][] {{1e10f}, {3e10f}, {-3e10f}});
        assertClose(new float[] {0, 1, 0}, dot.step(new float[] {1e10f}, keys).weights(), 1e-30, "weights");
        AttentionCell.Keys equal = dot.keys(new float[][] {{-1e10f}, {-1e10f}});
        assertArrayEquals(
                new float[] {0.5f, 0.5f}, dot.step(new float[] {1}, equal).weights());
    }

    @Test
    void wrongInputSaysWhatWasExpected() {
        assertMessage(
                "scaled_dot attention of queries of 3 numbers to keys of 4: expected the same width for both; general or"
                        + " additive attention takes any",
                () -> AttentionCell.of(AttentionType.SCALED_DOT, Map.of(), 3, 4));
        assertMessage(
                "attention of queries of 0 numbers to keys of 4: expected at least 1 of each",
                () -> AttentionCell.of(AttentionType.GENERAL, Map.of(), 0, 4));
        assertMessage(
                "weight 'weight_score' is missing; there are []",
                () -> AttentionCell.of(AttentionType.ADDITIVE, Map.of(), 3, 4));
        Map<String, Tensor> weights = new HashMap<>();
        weights.put("weight_score", Tensor.zeros(6));
        weights.put("weight_query", Tensor.zeros(6, 3));
        weights.put("weight_key", Tensor.zeros(6, 5));
        assertMessage(
                "weight 'weight_key' has shape [6, 5], expected [6, 4]",
                () -> AttentionCell.of(AttentionType.ADDITIVE, weights, 3, 4));
        AttentionCell cell = AttentionCell.of(AttentionType.ADDITIVE, weights, 3, 5);
        assertEquals("AttentionCell(additive, 3 -> 5)", cell.toString());
        assertMessage(
                "there are 0 keys, expected at least 1: leave empty sequences out", () -> cell.keys(new float[0][]));
        assertMessage("keys[1] has 4 numbers, expected 5", () -> cell.keys(new float[][] {new float[5], new float[4]}));
        AttentionCell.Keys keys = cell.keys(new float[1][5]);
        assertMessage("the query has 4 numbers, expected 3", () -> cell.step(new float[4], keys));
    }

    private static void assertMessage(String expected, Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
