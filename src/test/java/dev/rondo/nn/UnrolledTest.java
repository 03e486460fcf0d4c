package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.CellType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The unrolled form beside the kernel, and what it does that no kernel does. */
@Tag("engine")
class UnrolledTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Rnn> fused() {
        return Stream.of(Rnn.tanh(6), Rnn.relu(6), Rnn.lstm(6), Rnn.gru(6))
                .flatMap(rnn -> Stream.of(rnn, rnn.layers(2).bidirectional()));
    }

    @ParameterizedTest
    @MethodSource("fused")
    void theFormsAgree(Rnn rnn) {
        for (int time : new int[] {1, 16, 17, 50}) {
            NDArray x = random(new Shape(3, time, 4), 1);
            NDArray lengths = manager.create(new int[] {time, 1, (time + 1) / 2});
            for (NDArray steps : new NDArray[] {lengths, null}) {
                Map<String, float[]> kernel = numbers(rnn.block(5).fused(), x, steps);
                Map<String, float[]> unrolled = numbers(rnn.block(5).unrolled(), x, steps);
                assertEquals(kernel.keySet(), unrolled.keySet());
                kernel.forEach((name, values) ->
                        assertClose(values, unrolled.get(name), 1e-5, rnn + " over " + time + ": " + name));
            }
        }
    }

    /** Outputs, last h, weights and gradients by name. */
    private Map<String, float[]> numbers(RecurrentStack stack, NDArray x, NDArray lengths) {
        prepare(stack, x.getShape());
        stack.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
        Map<String, float[]> found = new TreeMap<>();
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            RecurrentStack.Output out = stack.run(new ParameterStore(manager, false), x, lengths, null, true);
            collector.backward(out.y().square().mean().add(out.state().get(0).mean()));
            found.put("y", out.y().toFloatArray());
            found.put("h", out.state().get(0).toFloatArray());
        }
        stack.getParameters().forEach(p -> {
            NDArray weight = p.getValue().getArray();
            found.put(p.getKey(), weight.toFloatArray());
            found.put("grad." + p.getKey(), weight.getGradient().toFloatArray());
        });
        return found;
    }

    static Stream<Rnn> unfused() {
        return Stream.of(Rnn.sigmoid(5), Rnn.peepholeLstm(5), Rnn.gru(5).resetBefore())
                .map(rnn -> rnn.layers(2));
    }

    @ParameterizedTest
    @MethodSource("unfused")
    void aStateCarriedIsOneLongRun(Rnn rnn) {
        RecurrentStack stack = rnn.block(3).returningState();
        NDArray x = random(new Shape(2, 40, 3), 2);
        prepare(stack, x.getShape());
        ParameterStore store = new ParameterStore(manager, false);
        NDList whole = stack.forward(store, new NDList(x), false);
        NDList state = new NDList();
        int from = 0;
        for (int to : new int[] {1, 2, 19, 40}) {
            NDList in = new NDList(x.get(":, " + from + ":" + to)).addAll(state);
            NDList out = stack.forward(store, in, false);
            assertClose(whole.get(0).get(":, " + from + ":" + to).toFloatArray(), out.get(0), 1e-6, "y from " + from);
            state = new NDList(out.subList(1, out.size()));
            from = to;
        }
        assertEquals(rnn.cell().hasMemory() ? 2 : 1, state.size());
        for (int part = 0; part < state.size(); part++) {
            assertClose(whole.get(1 + part).toFloatArray(), state.get(part), 1e-6, "state " + part);
        }
    }

    /** The mask comes from Java's generator, and with it the numbers are those of the equations on either engine. */
    @ParameterizedTest
    @EnumSource(CellType.class)
    void recurrentDropoutMasksWhatTheProductSees(CellType cell) {
        int hidden = 6;
        int time = 37;
        RecurrentStack stack =
                Rnn.of(cell, hidden).init(Init.uniform()).recurrentDropout(0.5).block(8);
        NDArray x = random(new Shape(2, time, 3), 4);
        prepare(stack, x.getShape());
        NDArray ones = manager.ones(new Shape(2, hidden));
        float[] mask = new Dropout(0.5).apply(ones, new SplittableRandom(11)).toFloatArray();
        float[] y = trained(stack, x, 11).y().toFloatArray();
        float[] off = stack.run(new ParameterStore(manager, false), x, null, null, false)
                .y()
                .toFloatArray();
        Map<String, dev.rondo.cell.Tensor> weights = new TreeMap<>();
        stack.getParameters()
                .forEach(p -> weights.put(p.getKey(), Tensors.of(p.getValue().getArray())));
        for (int row = 0; row < 2; row++) {
            double[] own = doubles(mask, row * hidden, hidden);
            double[][] in = new double[time][];
            for (int t = 0; t < time; t++) {
                in[t] = doubles(x.toFloatArray(), (row * time + t) * 3, 3);
            }
            double[] all = new double[hidden];
            Arrays.fill(all, 1);
            assertRow(new ReferenceCell(cell, weights, hidden, own).run(in), y, row, "training");
            assertRow(new ReferenceCell(cell, weights, hidden, all).run(in), off, row, "evaluation");
        }
    }

    private static void assertRow(double[][] expected, float[] y, int row, String what) {
        int hidden = expected[0].length;
        float[] wanted = new float[expected.length * hidden];
        for (int k = 0; k < wanted.length; k++) {
            wanted[k] = (float) expected[k / hidden][k % hidden];
        }
        int from = row * wanted.length;
        assertClose(wanted, Arrays.copyOfRange(y, from, from + wanted.length), 1e-5, what + ", row " + row);
    }

    /**
     * A rectifier that only hands its state on: at step t a unit holds the t-th power of its mask. Were there a mask for
     * each step, hardly a unit would be left after twenty.
     */
    @Test
    void oneMaskLastsAWholeSequence() {
        int time = 20;
        int hidden = 400;
        Rnn rnn = Rnn.relu(hidden).init(Init.identity()).bidirectional().recurrentDropout(0.2);
        RecurrentStack stack = rnn.block();
        prepare(stack, new Shape(2, time, 1));
        NDArray x = manager.zeros(new Shape(2, time, 1));
        NDList ones = new NDList(manager.ones(new Shape(2, 2, hidden)));
        stack.dropoutFrom(new SplittableRandom(2));
        float[] h;
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDArray y = stack.run(new ParameterStore(manager, false), x, null, ones, true)
                    .y();
            collector.backward(y.sum());
            h = y.toFloatArray(); // (2, time, forward and backward)
        }
        boolean[][] kept = new boolean[4][hidden]; // for each sequence and direction
        for (int mask = 0; mask < 4; mask++) {
            double sum = 0;
            for (int k = 0; k < hidden; k++) {
                double first = value(h, mask, 1, time, k);
                kept[mask][k] = first > 0;
                sum += first;
                assertEquals(first > 0 ? 1.25 : 0, first, 1e-4);
                assertEquals(Math.pow(first, time), value(h, mask, time, time, k), 0.05);
            }
            assertEquals(1, sum / hidden, 0.08, "the mean stays");
        }
        for (int one = 0; one < 4; one++) {
            for (int other = 0; other < one; other++) {
                assertFalse(Arrays.equals(kept[one], kept[other]), "masks " + one + " and " + other);
            }
        }
    }

    /** The unit's value after so many steps of its own direction. */
    private static float value(float[] h, int mask, int step, int time, int k) {
        int hidden = h.length / time / 4;
        int sequence = mask / 2;
        int t = mask % 2 == 0 ? step - 1 : time - step;
        return h[((sequence * time + t) * 2 + mask % 2) * hidden + k];
    }

    @Test
    void recurrentDropoutFollowsItsSourceAndIsOffInEvaluation() {
        Rnn rnn = Rnn.lstm(7).layers(2);
        RecurrentStack dropping = rnn.recurrentDropout(0.5).dropout(0.3).block(4);
        RecurrentStack plain = rnn.block(4);
        NDArray x = random(new Shape(3, 9, 2), 6);
        prepare(dropping, x.getShape());
        prepare(plain, x.getShape());
        float[] first = trained(dropping, x, 1).y().toFloatArray();
        assertArrayEquals(first, trained(dropping, x, 1).y().toFloatArray());
        assertFalse(Arrays.equals(first, trained(dropping, x, 2).y().toFloatArray()));
        ParameterStore store = new ParameterStore(manager, false);
        assertArrayEquals(
                plain.run(store, x, null, null, false).y().toFloatArray(),
                dropping.run(store, x, null, null, false).y().toFloatArray(),
                "the kernel, in evaluation");
    }

    /** Padding takes nothing from the masks: sequences of equal length come out as without it. */
    @Test
    void paddingChangesNoMask() {
        RecurrentStack stack = Rnn.gru(5)
                .layers(2)
                .bidirectional()
                .dropout(0.5)
                .recurrentDropout(0.5)
                .block();
        NDArray x = random(new Shape(3, 6, 2), 6);
        prepare(stack, x.getShape());
        NDArray padded = x.concat(manager.ones(new Shape(3, 4, 2)), 1);
        NDArray lengths = manager.create(new int[] {6, 6, 6});
        float[] plain = trained(stack, x, 9).y().toFloatArray();
        stack.dropoutFrom(new SplittableRandom(9));
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDArray y = stack.run(new ParameterStore(manager, false), padded, lengths, null, true)
                    .y();
            collector.backward(y.sum());
            assertArrayEquals(plain, y.get(":, 0:6").toFloatArray());
        }
    }

    /** In training with masks from a seed; MXNet drops nothing unless a collector listens. */
    private RecurrentStack.Output trained(RecurrentStack stack, NDArray x, long seed) {
        stack.dropoutFrom(new SplittableRandom(seed));
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            RecurrentStack.Output out = stack.run(new ParameterStore(manager, false), x, null, null, true);
            collector.backward(out.y().sum());
            return out;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"LSTM | 1", "PEEPHOLE_LSTM | 1", "GRU | 0", "GRU_RESET_BEFORE | 0", "RELU | 0"})
    void whatIsMadeOnTheWayIsNotLeftBehind(CellType cell, int memory) {
        RecurrentStack stack = Rnn.of(cell, 4).recurrentDropout(0.1).block();
        prepare(stack, new Shape(2, 30, 3));
        int weights = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.ones(new Shape(2, 30, 3));
            NDList state = new NDList();
            for (int part = 0; part <= memory; part++) {
                state.add(manager.ones(new Shape(1, 2, 4))); // from a manager that lives on, as weights do
            }
            int before = step.getManagedArrays().size();
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                RecurrentStack.Output out = stack.run(new ParameterStore(step, false), x, null, state, true);
                collector.backward(out.y().sum());
            }
            int made = step.getManagedArrays().size() - before;
            assertTrue(made < 30, made + " arrays after 30 steps of many each");
            state.close();
        }
        assertEquals(weights, manager.getManagedArrays().size());
    }

    /**
     * On PyTorch an array made from Java's numbers is a window on a buffer of Java's. A mask and the places of last steps
     * are needed on the way back: a collection in between must not take them.
     */
    @Test
    void whatTheWayBackNeedsOutlivesTheRun() {
        RecurrentStack stack = Rnn.peepholeLstm(64)
                .bidirectional()
                .recurrentDropout(0.5)
                .block()
                .returningState();
        NDArray x = random(new Shape(32, 5, 8), 1);
        prepare(stack, x.getShape());
        stack.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
        float[] steps = new float[32];
        for (int k = 0; k < 32; k++) {
            steps[k] = 1 + k % 5;
        }
        List<float[]> gradients = new ArrayList<>();
        for (boolean collection : new boolean[] {false, true}) {
            stack.dropoutFrom(new SplittableRandom(3));
            x.setRequiresGradient(true);
            x.getGradient().set(new NDIndex(":"), 0);
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray lengths = manager.create(steps);
                RecurrentStack.Output out = stack.run(new ParameterStore(manager, false), x, lengths, null, true);
                NDArray sum = out.y()
                        .sum()
                        .add(out.state().get(0).sum())
                        .add(out.state().get(1).sum());
                List<ByteBuffer> others = new ArrayList<>();
                for (int k = 0; collection && k < 2000; k++) {
                    if (k % 200 == 0) {
                        System.gc(); // lets go of buffers that nobody holds
                    }
                    ByteBuffer other = ByteBuffer.allocateDirect(k % 2 == 0 ? 32 * Long.BYTES : 32 * 64 * Float.BYTES);
                    other.asLongBuffer()
                            .put(new long[other.capacity() / Long.BYTES])
                            .put(0, Long.MIN_VALUE);
                    others.add(other); // and this takes the place of one
                }
                collector.backward(sum);
            }
            gradients.add(x.getGradient().toFloatArray());
        }
        assertArrayEquals(gradients.get(0), gradients.get(1));
    }

    @Test
    void onlyFourCellsHaveAKernel() {
        unfused().forEach(rnn -> {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> rnn.block().fused())
                    .getMessage();
            assertEquals(
                    "no engine has a kernel for " + rnn + ": only tanh, relu, lstm and gru have one; use unrolled()",
                    message);
        });
        RecurrentStack dropping = Rnn.gru(3).recurrentDropout(0.2).block();
        String message =
                assertThrows(IllegalArgumentException.class, dropping::fused).getMessage();
        assertEquals(
                "no kernel can do what gru(3).recurrentDropout(0.2) asks for: leave out recurrentDropout, or use"
                        + " unrolled()",
                message);
        assertEquals("RecurrentStack(gru(3))", Rnn.gru(3).block().toString());
        assertEquals(
                "RecurrentStack(gru(3), unrolled)",
                Rnn.gru(3).block().fused().unrolled().returningState().toString());
    }

    private void prepare(RecurrentStack stack, Shape x) {
        stack.initialize(manager, DataType.FLOAT32, x);
    }

    private NDArray random(Shape shape, long seed) {
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return Tensors.array(manager, values, shape);
    }

    private static double[] doubles(float[] values, int from, int count) {
        double[] part = new double[count];
        for (int k = 0; k < count; k++) {
            part[k] = values[from + k];
        }
        return part;
    }
}
