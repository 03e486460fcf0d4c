package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The way back through time against finite differences and against PyTorch's autograd.
 *
 * <p>How near single precision can come: one operation rounds by 6e-8 relative, the gates are right within 3e-7, and a
 * gradient sums up to 50 steps of three layers, each a product of some ten such numbers. The weights here (uniform within
 * 1 / sqrt(hidden)) let states and gradients fade rather than grow, so the errors of the steps add up, with either sign,
 * and are not multiplied: the worst of all cases is off by 5e-7 of the largest number of its tensor. The bound is 3e-6 of
 * that number, or of 1 where that is smaller. It is no bound for weights that let gradients explode.
 */
class BackwardTest {
    private static final double BOUND = 3e-6;
    private static final int HIDDEN = 4; // of the golden numbers
    private static final int INPUTS = 3;

    static Stream<Arguments> cases() {
        return Arrays.stream(CellType.values()).flatMap(cell -> Stream.of(1, 2, 3)
                .flatMap(layers -> Stream.of(1, 2).map(directions -> Arguments.of(cell, layers, directions))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfFiniteDifferencesInDoublePrecision(CellType type, int layers, int directions) {
        for (int time : new int[] {1, directions == 1 ? 50 : 20}) {
            DoubleStack exact = DoubleStack.clear(1e-4, type, 2, 3, layers, directions, time, 10 * layers + directions);
            backward(exact).forEach((name, gradient) -> {
                assertNear(DoubleStack.floats(exact.differences(name, 1e-5)), gradient, BOUND, name + " at T=" + time);
            });
        }
    }

    /**
     * The same of the single-precision way forward itself. A step of 1/128 moves the loss by far more than its rounding
     * (about 1e-7 of each output, so 1e-4 of a slope); what the third derivative leaves is of the same size.
     */
    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfFiniteDifferencesOfTheWayForward(CellType type) {
        for (int directions : new int[] {1, 2}) {
            int time = type == CellType.RELU ? 2 : 6; // far from any kink, which few long runs are
            DoubleStack exact = DoubleStack.clear(0.1, type, 2, 3, 2, directions, time, 5);
            backward(exact).forEach((name, gradient) -> {
                float[] slopes = new float[gradient.length];
                double[] v = exact.values.get(name);
                for (int k = 0; k < v.length; k++) {
                    double kept = v[k];
                    v[k] = (float) (kept + 1 / 128.0);
                    double above = loss(exact);
                    double step = v[k] - (float) (kept - 1 / 128.0);
                    v[k] = (float) (kept - 1 / 128.0);
                    slopes[k] = (float) ((above - loss(exact)) / step);
                    v[k] = kept;
                }
                assertNear(slopes, gradient, 1e-3, name);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreEqualToPyTorchs(CellType type, int layers, int directions) {
        String name = type.name().toLowerCase(Locale.ROOT) + "." + layers + (directions == 2 ? ".bi" : ".uni");
        Map<String, Tensor> golden = Golden.read(type.isFused() ? "recurrent" : "backward", name);
        CellStack stack = CellStack.of(type, golden, INPUTS, HIDDEN, layers, directions == 2);
        assertGolden(stack, type, golden);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreEqualToPyTorchsOverAStretchOfFiftySteps(CellType type) {
        Map<String, Tensor> golden = Golden.read("backward", type.name().toLowerCase(Locale.ROOT) + ".long");
        CellStack stack = CellStack.of(type, golden, INPUTS, HIDDEN, 2, true);
        CellStack.Gradients gradients = assertGolden(stack, type, golden).get(0);
        float[] h = golden.get("grad.states_h").values(); // (layers x directions, 1, time, hidden)
        for (int k = 0; k < 4; k++) {
            State[] states = gradients.states().get(k);
            assertEquals(50, states.length);
            for (int t = 0; t < 50; t++) {
                int from = (k * 50 + t) * HIDDEN;
                assertNear(Arrays.copyOfRange(h, from, from + HIDDEN), states[t].h(), BOUND, "dh " + k + " at " + t);
                float[] c = type.hasMemory() ? golden.get("grad.states_c").values() : new float[0];
                float[] dc = type.hasMemory() ? Arrays.copyOfRange(c, from, from + HIDDEN) : c;
                assertNear(dc, states[t].c(), BOUND, "dc " + k + " at " + t);
            }
        }
    }

    /** Holds outputs and gradients of all sequences of a golden case, and returns the gradients of each sequence. */
    private static List<CellStack.Gradients> assertGolden(CellStack stack, CellType type, Map<String, Tensor> golden) {
        Map<String, Tensor> sums = new TreeMap<>();
        List<CellStack.Gradients> all = new ArrayList<>();
        int batch = (int) golden.get("x").shape()[0];
        for (int b = 0; b < batch; b++) {
            CellStack.Trace trace = stack.forward(rows(golden.get("x"), b), states(golden, "h0", "c0", type, b));
            assertNear(rows(golden.get("y"), b), trace.y(), "y");
            assertNear(states(golden, "h_n", "c_n", type, b), trace.after(), "after");
            CellStack.Gradients gradients =
                    stack.backward(trace, rows(golden.get("w_y"), b), states(golden, "w_h", "w_c", type, b));
            assertNear(rows(golden.get("grad.x"), b), gradients.x(), "dx");
            assertNear(states(golden, "grad.h0", "grad.c0", type, b), gradients.before(), "before");
            gradients.weights().forEach((name, g) -> sums.merge(name, g, (sum, one) -> sum.plus(1, one)));
            all.add(gradients);
        }
        int weights = 0;
        for (String name : golden.keySet()) {
            if (name.startsWith("weight") || name.startsWith("bias")) {
                Tensor expected = golden.get("grad." + name);
                assertTrue(Arrays.equals(expected.shape(), sums.get(name).shape()), name);
                assertNear(expected.values(), sums.get(name).values(), BOUND, name);
                weights++;
            }
        }
        assertEquals(weights, sums.size());
        return all;
    }

    /** Returns the gradients of main by the names of the numbers: weights, x, h0, c0. */
    private static Map<String, float[]> backward(DoubleStack exact) {
        CellStack stack = exact.stack();
        CellStack.Trace trace = stack.forward(exact.sequence("x", exact.inputs), exact.states("h0", "c0"));
        CellStack.Gradients gradients = stack.backward(
                trace, exact.sequence("w_y", exact.directions * exact.hidden), exact.states("w_h", "w_c"));
        Map<String, float[]> named = new LinkedHashMap<>();
        gradients.weights().forEach((name, tensor) -> named.put(name, tensor.values()));
        assertEquals(exact.weights().size(), named.size());
        named.put("x", flat(List.of(gradients.x())));
        named.put("h0", flat(gradients.before().stream().map(State::h).toList()));
        named.put("c0", flat(gradients.before().stream().map(State::c).toList()));
        return named;
    }

    private static double loss(DoubleStack exact) {
        CellStack.Run run = exact.stack().run(exact.sequence("x", exact.inputs), exact.states("h0", "c0"));
        double loss = dot(flat(List.of(run.y())), exact.values.get("w_y"));
        loss += dot(flat(run.after().stream().map(State::h).toList()), exact.values.get("w_h"));
        return loss + dot(flat(run.after().stream().map(State::c).toList()), exact.values.get("w_c"));
    }

    private static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static float[] flat(List<float[]> rows) {
        return DoubleStack.floats(rows.stream()
                .flatMapToDouble(row -> {
                    double[] wide = new double[row.length];
                    Arrays.setAll(wide, k -> row[k]);
                    return Arrays.stream(wide);
                })
                .toArray());
    }

    /** Returns one sequence of a batch, (time)(width). */
    private static float[][] rows(Tensor tensor, int b) {
        int time = (int) tensor.shape()[1];
        int width = (int) tensor.shape()[2];
        float[][] rows = new float[time][];
        for (int t = 0; t < time; t++) {
            int from = (b * time + t) * width;
            rows[t] = Arrays.copyOfRange(tensor.values(), from, from + width);
        }
        return rows;
    }

    private static List<State> states(Map<String, Tensor> golden, String h, String c, CellType type, int b) {
        int batch = (int) golden.get(h).shape()[1];
        List<State> states = new ArrayList<>();
        for (int k = 0; k < golden.get(h).shape()[0]; k++) {
            int from = (k * batch + b) * HIDDEN;
            float[] memory =
                    type.hasMemory() ? Arrays.copyOfRange(golden.get(c).values(), from, from + HIDDEN) : new float[0];
            states.add(new State(Arrays.copyOfRange(golden.get(h).values(), from, from + HIDDEN), memory));
        }
        return states;
    }

    private static void assertNear(float[][] expected, float[][] actual, String what) {
        assertNear(flat(List.of(expected)), flat(List.of(actual)), BOUND, what);
    }

    private static void assertNear(List<State> expected, List<State> actual, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int k = 0; k < expected.size(); k++) {
            assertNear(expected.get(k).h(), actual.get(k).h(), BOUND, what + " h " + k);
            assertNear(expected.get(k).c(), actual.get(k).c(), BOUND, what + " c " + k);
        }
    }

    /** Asserts that no number is off by more than a share of the largest one, or of 1 where that is smaller. */
    private static void assertNear(float[] expected, float[] actual, double share, String what) {
        assertEquals(expected.length, actual.length, what + ": how many");
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int k = 0; k < expected.length; k++) {
            double error = Math.abs((double) expected[k] - actual[k]) / largest;
            assertTrue(error <= share, what + "[" + k + "]: expected " + expected[k] + ", was " + actual[k]);
        }
    }
}
