package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The equations in plain Java against PyTorch's own numbers: the same that the engines are held to. */
class CellTest {
    private static final int HIDDEN = 4;
    private static final int INPUTS = 3;
    private static final int TIME = 5;
    private static final int BATCH = 3;

    static Stream<Arguments> cases() {
        return Arrays.stream(CellType.values()).flatMap(cell -> Stream.of(1, 2, 3)
                .flatMap(layers -> Stream.of(false, true).map(both -> Arguments.of(cell, layers, both))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsAreEqualToPyTorchs(CellType type, int layers, boolean bidirectional) {
        Map<String, Tensor> golden = golden(type, layers, bidirectional);
        CellStack stack = CellStack.of(type, golden, INPUTS, HIDDEN, layers, bidirectional);
        int width = bidirectional ? 2 * HIDDEN : HIDDEN;
        for (int b = 0; b < BATCH; b++) {
            CellStack.Run run = stack.run(inputs(golden, b), states(golden, "0", type, b));
            for (int t = 0; t < TIME; t++) {
                assertClose(row(golden.get("y"), b * TIME + t, width), run.y()[t], 1e-5, "y at " + t);
            }
            List<State> last = states(golden, "_n", type, b);
            for (int k = 0; k < last.size(); k++) {
                assertClose(last.get(k).h(), run.after().get(k).h(), 1e-5, "h_n");
                assertClose(last.get(k).c(), run.after().get(k).c(), 1e-5, "c_n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepByStepIsTheSame(CellType type, int layers, boolean bidirectional) {
        Map<String, Tensor> golden = golden(type, layers, bidirectional);
        CellStack stack = CellStack.of(type, golden, INPUTS, HIDDEN, layers, bidirectional);
        List<State> states = states(golden, "0", type, 0);
        float[][] x = inputs(golden, 0);
        if (bidirectional) {
            List<State> start = states;
            assertMessage(
                    IllegalStateException.class, "give the whole sequence to run(x)", () -> stack.step(x[0], start));
            return;
        }
        for (int t = 0; t < TIME; t++) {
            states = stack.step(x[t], states).stream().map(Cell.Step::after).toList();
            float[] h = states.get(layers - 1).h();
            assertClose(row(golden.get("y"), t, HIDDEN), h, 1e-5, "y at " + t);
        }
    }

    @Test
    void gatesAreVisibleAndMakeTheState() {
        Map<String, Tensor> golden = golden(CellType.LSTM, 1, false);
        Cell cell = Cell.of(CellType.LSTM, golden, "_l0", INPUTS, HIDDEN);
        var step = (LstmCell.Step) cell.step(
                inputs(golden, 0)[0], states(golden, "0", CellType.LSTM, 0).get(0));
        for (int k = 0; k < HIDDEN; k++) {
            double c = step.f()[k] * step.before().c()[k] + step.i()[k] * step.g()[k];
            assertEquals(c, step.after().c()[k], 1e-6);
            assertEquals(step.o()[k] * Math.tanh(c), step.after().h()[k], 1e-6);
        }
    }

    @Test
    void activationsAreRightInSinglePrecision() {
        for (float x = -100; x <= 100; x += 0.0137f) {
            assertEquals(Math.tanh(x), Activation.tanh(x), 3e-7, "tanh " + x);
            assertEquals(1 / (1 + Math.exp(-x)), Activation.sigmoid(x), 3e-7, "sigmoid " + x);
            if (Math.abs(x) < 80) {
                assertEquals(1, Activation.exp(x) / Math.exp(x), 1e-6, "exp " + x);
            }
        }
        assertTrue(Float.isNaN(Activation.tanh(Float.NaN)) && Float.isNaN(Activation.sigmoid(Float.NaN)));
        assertEquals(1e-6f, Activation.tanh(1e-6f), 1e-12);
    }

    @Test
    void aLinearMapIsRowsTimesColumnAlsoWithZeros() {
        float[] weight = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}; // (2, 7)
        Map<String, Tensor> weights = Map.of("w", Tensor.of(weight, 2, 7), "b", Tensor.of(new float[] {100, 200}, 2));
        Linear map = Linear.of(weights, "w", "b", 7, 2);
        assertClose(new float[] {128, 277}, map.apply(new float[] {1, 1, 1, 1, 1, 1, 1}), 0, "all");
        assertClose(new float[] {104, 211}, map.apply(new float[] {0, 0, 0, 1, 0, 0, 0}), 0, "one");
        assertMessage(
                IllegalArgumentException.class, "the input has 2 numbers, expected 7", () -> map.apply(new float[2]));
    }

    @Test
    void missingAndMisshapenWeightsAreNamed() {
        Map<String, Tensor> golden = golden(CellType.GRU, 1, false);
        assertMessage(
                IllegalArgumentException.class,
                "weight 'weight_ih_l1' is missing",
                () -> CellStack.of(CellType.GRU, golden, INPUTS, HIDDEN, 2, false));
        assertMessage(
                IllegalArgumentException.class,
                "weight 'weight_ih_l0' has shape [12, 3], expected [12, 5]",
                () -> CellStack.of(CellType.GRU, golden, 5, HIDDEN, 1, false));
        assertMessage(
                IllegalArgumentException.class,
                "a tensor of shape [2, 2] holds 4 numbers, but 3 came",
                () -> Tensor.of(new float[3], 2, 2));
    }

    private static void assertMessage(Class<? extends Exception> type, String part, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static Map<String, Tensor> golden(CellType type, int layers, boolean bidirectional) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return Golden.read("recurrent", name + "." + layers + (bidirectional ? ".bi" : ".uni"));
    }

    private static float[][] inputs(Map<String, Tensor> golden, int b) {
        float[][] x = new float[TIME][];
        for (int t = 0; t < TIME; t++) {
            x[t] = row(golden.get("x"), b * TIME + t, INPUTS);
        }
        return x;
    }

    /** The states (layers x directions) of one sequence: "h0" and "c0", or "h_n" and "c_n". */
    private static List<State> states(Map<String, Tensor> golden, String which, CellType type, int b) {
        Tensor h = golden.get("h" + which);
        List<State> states = new ArrayList<>();
        for (int k = 0; k < h.shape()[0]; k++) {
            float[] c = type.hasMemory() ? row(golden.get("c" + which), k * BATCH + b, HIDDEN) : new float[0];
            states.add(new State(row(h, k * BATCH + b, HIDDEN), c));
        }
        return states;
    }

    private static float[] row(Tensor tensor, int row, int width) {
        return Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }
}
