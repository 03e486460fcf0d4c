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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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
                    IllegalStateException.class,
                    "give the whole sequence to run(x, before)",
                    () -> stack.step(x[0], start));
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

    @ParameterizedTest
    @EnumSource
    void gatesStandUnderTheirLettersInTheOrderOfTheEquations(CellType type) {
        Map<String, Tensor> golden = golden(type, 1, false);
        State before = states(golden, "0", type, 0).get(0);
        Cell.Step step = Cell.of(type, golden, "_l0", INPUTS, HIDDEN).step(inputs(golden, 0)[0], before);
        Map<String, float[]> gates = step.gates();
        List<String> letters = type.hasMemory() ? List.of("i", "f", "g", "o") : List.of("r", "z", "n");
        assertEquals(type.gates() == 1 ? List.of() : letters, List.copyOf(gates.keySet()));
        for (int k = 0; k < HIDDEN && type.gates() > 1; k++) {
            double h;
            if (type.hasMemory()) {
                double c = gates.get("f")[k] * before.c()[k] + gates.get("i")[k] * gates.get("g")[k];
                assertEquals(c, step.after().c()[k], 1e-6);
                h = gates.get("o")[k] * Math.tanh(c);
            } else {
                h = (1 - gates.get("z")[k]) * gates.get("n")[k] + gates.get("z")[k] * before.h()[k];
            }
            assertEquals(h, step.after().h()[k], 1e-6);
        }
    }

    @Test
    void typesSayWhatTheyHave() {
        List<CellType> fused = List.of(CellType.TANH, CellType.RELU, CellType.LSTM, CellType.GRU);
        List<CellType> memory = List.of(CellType.LSTM, CellType.PEEPHOLE_LSTM);
        for (CellType type : CellType.values()) {
            assertEquals(fused.contains(type), type.isFused(), type.name());
            assertEquals(memory.contains(type), type.hasMemory(), type.name());
            assertEquals(type == CellType.PEEPHOLE_LSTM, type.hasPeepholes(), type.name());
        }
    }

    @Test
    void withoutItsPeepholesAnLstmIsPlain() {
        Map<String, Tensor> weights = new TreeMap<>(golden(CellType.PEEPHOLE_LSTM, 1, false));
        float[][] x = inputs(weights, 0);
        List<State> before = states(weights, "0", CellType.PEEPHOLE_LSTM, 0);
        CellStack plain = CellStack.of(CellType.LSTM, weights, INPUTS, HIDDEN, 1, false);
        for (String name : List.of("weight_ci_l0", "weight_cf_l0", "weight_co_l0")) {
            CellStack seeing = CellStack.of(CellType.PEEPHOLE_LSTM, weights, INPUTS, HIDDEN, 1, false);
            assertTrue(distance(seeing.run(x, before).y(), plain.run(x, before).y()) > 1e-3, "before " + name);
            weights.put(name, Tensor.zeros(HIDDEN));
        }
        CellStack blind = CellStack.of(CellType.PEEPHOLE_LSTM, weights, INPUTS, HIDDEN, 1, false);
        assertEquals(0, distance(blind.run(x, before).y(), plain.run(x, before).y()), 1e-6);
    }

    /** A diagonal matrix lets the reset gate pass through it, so both places of the reset come to the same. */
    @Test
    void theTwoKindsOfGruAgreeWhereTheCandidatesMatrixIsDiagonal() {
        Map<String, Tensor> weights = new TreeMap<>(golden(CellType.GRU, 1, false));
        float[] matrix = weights.get("weight_hh_l0").values().clone();
        float[] bias = weights.get("bias_hh_l0").values().clone();
        for (int k = 0; k < HIDDEN * HIDDEN; k++) {
            matrix[2 * HIDDEN * HIDDEN + k] *= k / HIDDEN == k % HIDDEN ? 1 : 0;
        }
        Arrays.fill(bias, 2 * HIDDEN, 3 * HIDDEN, 0);
        double apart = distance(gru(CellType.GRU, weights), gru(CellType.GRU_RESET_BEFORE, weights));
        assertTrue(apart > 1e-3, "" + apart);
        weights.put("weight_hh_l0", Tensor.of(matrix, 3 * HIDDEN, HIDDEN));
        weights.put("bias_hh_l0", Tensor.of(bias, 3 * HIDDEN));
        assertEquals(0, distance(gru(CellType.GRU, weights), gru(CellType.GRU_RESET_BEFORE, weights)), 1e-6);
    }

    private static float[][] gru(CellType type, Map<String, Tensor> weights) {
        CellStack stack = CellStack.of(type, weights, INPUTS, HIDDEN, 1, false);
        return stack.run(inputs(weights, 0), states(weights, "0", type, 0)).y();
    }

    /** The mixture h' = (1 - z) h + z n of other texts, in double precision, against ours with the rows of z negated. */
    @Test
    void negatingTheRowsOfZConvertsBetweenTheTwoMixtures() {
        Map<String, Tensor> ours = golden(CellType.GRU_RESET_BEFORE, 1, false);
        Map<String, Tensor> theirs = new TreeMap<>(ours);
        for (String name : List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")) {
            float[] values = ours.get(name).values().clone();
            for (int k = values.length / 3; k < values.length * 2 / 3; k++) {
                values[k] = -values[k];
            }
            theirs.put(name, new Tensor(ours.get(name).shape(), values));
        }
        float[] x = inputs(ours, 0)[0];
        State before = states(ours, "0", CellType.GRU_RESET_BEFORE, 0).get(0);
        float[] h = before.h();
        float[] made = Cell.of(CellType.GRU_RESET_BEFORE, ours, "_l0", INPUTS, HIDDEN)
                .step(x, before)
                .after()
                .h();
        float[] reset = new float[HIDDEN];
        for (int k = 0; k < HIDDEN; k++) {
            reset[k] = h[k] * (float) (1 / (1 + Math.exp(-inside(theirs, k, x, h))));
        }
        for (int k = 0; k < HIDDEN; k++) {
            double z = 1 / (1 + Math.exp(-inside(theirs, HIDDEN + k, x, h)));
            double n = Math.tanh(inside(theirs, 2 * HIDDEN + k, x, reset));
            assertEquals((1 - z) * h[k] + z * n, made[k], 1e-6);
        }
    }

    private static double inside(Map<String, Tensor> weights, int row, float[] x, float[] h) {
        double sum = weights.get("bias_ih_l0").values()[row]
                + weights.get("bias_hh_l0").values()[row];
        for (int k = 0; k < x.length; k++) {
            sum += weights.get("weight_ih_l0").values()[row * x.length + k] * x[k];
        }
        for (int k = 0; k < h.length; k++) {
            sum += weights.get("weight_hh_l0").values()[row * h.length + k] * h[k];
        }
        return sum;
    }

    private static double distance(float[][] a, float[][] b) {
        double largest = 0;
        for (int t = 0; t < a.length; t++) {
            for (int k = 0; k < a[t].length; k++) {
                largest = Math.max(largest, Math.abs(a[t][k] - b[t][k]));
            }
        }
        return largest;
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
        assertMessage(
                IllegalArgumentException.class,
                "weight 'weight_cf_l0' is missing",
                () -> CellStack.of(CellType.PEEPHOLE_LSTM, without("weight_cf_l0"), INPUTS, HIDDEN, 1, false));
    }

    private static void assertMessage(Class<? extends Exception> type, String part, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static Map<String, Tensor> without(String name) {
        Map<String, Tensor> weights = new TreeMap<>(golden(CellType.PEEPHOLE_LSTM, 1, false));
        weights.remove(name);
        return weights;
    }

    private static Map<String, Tensor> golden(CellType type, int layers, boolean bidirectional) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return Golden.read(
                type.isFused() ? "recurrent" : "backward", name + "." + layers + (bidirectional ? ".bi" : ".uni"));
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
