package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.rondo.Golden;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused stack against PyTorch's own numbers, on whichever engine runs the tests. */
@Tag("engine")
class RecurrentStackTest {
    private static final double OUTPUT = 1e-5;
    private static final double GRADIENT = 1e-4;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Rnn> specs() {
        return Arrays.stream(CellType.values())
                .flatMap(
                        cell -> Stream.of(1, 2, 3).map(layers -> Rnn.of(cell, 4).layers(layers)))
                .flatMap(rnn -> Stream.of(rnn, rnn.bidirectional()));
    }

    static Stream<Rnn> twoLayers() {
        return specs().filter(rnn -> rnn.layers() == 2);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputsAndGradientsArePyTorchs(Rnn rnn) {
        Map<String, Tensor> golden = Golden.read("recurrent", prefix(rnn));
        Result result = run(rnn, golden, golden.get("x"), null, golden.get("w_y"), true);
        assertClose(golden.get("y").values(), result.y, OUTPUT, "y");
        assertClose(golden.get("h_n").values(), result.h, OUTPUT, "h_n");
        if (rnn.cell().hasMemory()) {
            assertClose(golden.get("c_n").values(), result.c, OUTPUT, "c_n");
        }
        result.gradients.forEach(
                (name, gradient) -> assertClose(golden.get("grad." + name).values(), gradient, GRADIENT, name));
    }

    @ParameterizedTest
    @MethodSource("twoLayers")
    void lengthsArePyTorchsPackedSequences(Rnn rnn) {
        Map<String, Tensor> golden = Golden.read("recurrent", prefix(rnn) + ".lengths");
        Result result = run(rnn, golden, golden.get("x"), golden.get("lengths").values(), golden.get("w_y"), false);
        assertClose(golden.get("y").values(), result.y, OUTPUT, "y");
        assertClose(golden.get("h_n").values(), result.h, OUTPUT, "h_n");
        result.gradients.forEach(
                (name, gradient) -> assertClose(golden.get("grad." + name).values(), gradient, GRADIENT, name));
    }

    @ParameterizedTest
    @MethodSource("twoLayers")
    void paddingChangesNothing(Rnn rnn) {
        Map<String, Tensor> golden = Golden.read("recurrent", prefix(rnn) + ".lengths");
        float[] lengths = golden.get("lengths").values();
        Result plain = run(rnn, golden, golden.get("x"), lengths, golden.get("w_y"), false);
        for (int more : new int[] {1, 17}) {
            Result padded =
                    run(rnn, golden, padded(golden.get("x"), more), lengths, padded(golden.get("w_y"), more), false);
            assertArrayEquals(
                    padded(Tensor.of(plain.y, 3, 5, rnn.outputs()), more, 0).values(), padded.y, "outputs, " + more);
            assertArrayEquals(plain.h, padded.h, "last state, " + more);
            assertEquals(plain.loss, padded.loss, 1e-6, "loss, " + more);
            plain.gradients.forEach((name, gradient) -> assertArrayEquals(
                    name.equals("x")
                            ? padded(Tensor.of(gradient, 3, 5, 3), more, 0).values()
                            : gradient,
                    padded.gradients.get(name),
                    name + ", " + more));
        }
    }

    @Test
    void stateGoesInAndOut() {
        Rnn rnn = Rnn.lstm(6).layers(2);
        RecurrentStack whole = rnn.block(3).returningState();
        whole.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(2, 8, 5));
        ParameterStore store = new ParameterStore(manager, false);
        NDArray x = random(new Shape(2, 8, 5), 1);
        NDList all = whole.forward(store, new NDList(x), false);
        NDList first = whole.forward(store, new NDList(x.get(":, 0:3")), false);
        NDList second = whole.forward(store, new NDList(x.get(":, 3:8"), first.get(1), first.get(2)), false);
        assertClose(all.get(0).get(":, 3:8").toFloatArray(), second.get(0), 1e-6, "y");
        assertClose(all.get(1).toFloatArray(), second.get(1), 1e-6, "h");
        assertClose(all.get(2).toFloatArray(), second.get(2), 1e-6, "c");
    }

    @Test
    void dropoutFollowsItsSourceAndKeepsTheMean() {
        NDArray ones = manager.ones(new Shape(400, 500));
        NDArray dropped = new Dropout(0.25).apply(ones, new SplittableRandom(5));
        assertEquals(1, dropped.mean().getFloat(), 0.01);
        assertEquals(
                0.25,
                dropped.eq(0)
                        .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                        .mean()
                        .getFloat(),
                0.01);
        NDArray again = new Dropout(0.25).apply(ones, new SplittableRandom(5));
        assertArrayEquals(dropped.toFloatArray(), again.toFloatArray());

        Rnn rnn = Rnn.gru(5).layers(2).dropout(0.5);
        RecurrentStack stack = rnn.block();
        stack.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(2, 4, 3));
        NDArray x = random(new Shape(2, 4, 3), 2);
        float[][] runs = new float[3][];
        for (int k = 0; k < 3; k++) {
            stack.dropoutFrom(new SplittableRandom(k / 2)); // 0, 0, 1
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray y = stack.forward(new ParameterStore(manager, false), new NDList(x), true)
                        .head();
                collector.backward(y.sum());
                runs[k] = y.toFloatArray();
            }
        }
        assertArrayEquals(runs[0], runs[1]);
        assertTrue(!Arrays.equals(runs[0], runs[2]));
    }

    @Test
    void wrongInputSaysWhatWasExpected() {
        RecurrentStack stack = Rnn.lstm(4).block();
        NDArray flat = manager.ones(new Shape(2, 3));
        var shape = assertThrows(
                IllegalArgumentException.class,
                () -> stack.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, flat.getShape()));
        assertTrue(shape.getMessage().contains("(2, 3), expected (batch, time, features)"), shape.getMessage());

        stack.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(2, 3, 1));
        NDArray x = manager.ones(new Shape(2, 3, 1));
        ParameterStore store = new ParameterStore(manager, false);
        for (float[] lengths : List.of(new float[] {1, 4}, new float[] {0, 3}, new float[] {1.5f, 3})) {
            var wrong = assertThrows(
                    IllegalArgumentException.class, () -> stack.run(store, x, manager.create(lengths), null, false));
            assertTrue(wrong.getMessage().contains("whole numbers from 1 to 3"), wrong.getMessage());
        }
        var count = assertThrows(
                IllegalArgumentException.class,
                () -> stack.run(store, x, manager.create(new float[] {1}), null, false));
        assertTrue(count.getMessage().contains("one for each sequence: (2)"), count.getMessage());
        var state = assertThrows(
                IllegalArgumentException.class,
                () -> stack.run(store, x, null, new NDList(manager.ones(new Shape(1, 2, 4))), false));
        assertTrue(state.getMessage().contains("expected 2 of (1, 2, 4)"), state.getMessage());
        var memory = assertThrows(IllegalArgumentException.class, () -> {
            RecurrentStack returning = Rnn.lstm(4).block().returningState();
            returning.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, x.getShape());
            returning.forward(store, new NDList(x, manager.create(new float[] {1, 3})), false);
        });
        assertTrue(memory.getMessage().contains("lengths are equal"), memory.getMessage());
    }

    private static String prefix(Rnn rnn) {
        return rnn.cell().name().toLowerCase(java.util.Locale.ROOT) + "." + rnn.layers() + "."
                + (rnn.directions() == 2 ? "bi" : "uni");
    }

    private NDArray random(Shape shape, long seed) {
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, shape);
    }

    private record Result(float[] y, float[] h, float @Nullable [] c, float loss, Map<String, float[]> gradients) {}

    /** Runs a golden case forward and backward; the loss is the sum of y w_y + h_n w_h (+ c_n w_c). */
    private Result run(
            Rnn rnn,
            Map<String, Tensor> golden,
            Tensor input,
            float @Nullable [] lengths,
            Tensor cotangent,
            boolean state) {
        Engine engine = Engines.engine();
        RecurrentStack stack = rnn.block();
        for (Pair<String, Parameter> parameter : stack.getParameters()) {
            Parameter weight = parameter.getValue();
            weight.setShape(null);
            weight.setArray(array(golden.get(weight.getName())));
            weight.getArray().setRequiresGradient(true);
        }
        NDArray x = array(input);
        Map<String, NDArray> leaves = new TreeMap<>(Map.of("x", x));
        NDList before = null;
        if (state) {
            before = new NDList(array(golden.get("h0")));
            leaves.put("h0", before.get(0));
            if (rnn.cell().hasMemory()) {
                before.add(array(golden.get("c0")));
                leaves.put("c0", before.get(1));
            }
        }
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        RecurrentStack.Output out;
        NDArray loss;
        try (GradientCollector collector = engine.newGradientCollector()) {
            NDArray steps = lengths == null ? null : manager.create(lengths);
            out = stack.run(new ParameterStore(manager, false), x, steps, before, true);
            loss = out.y().mul(array(cotangent)).sum();
            loss = loss.add(out.state().get(0).mul(array(golden.get("w_h"))).sum());
            if (rnn.cell().hasMemory() && state) {
                loss = loss.add(out.state().get(1).mul(array(golden.get("w_c"))).sum());
            }
            collector.backward(loss);
        }
        Map<String, float[]> gradients = new TreeMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toFloatArray()));
        stack.getParameters()
                .values()
                .forEach(p ->
                        gradients.put(p.getName(), p.getArray().getGradient().toFloatArray()));
        float[] c = out.state().size() > 1 ? out.state().get(1).toFloatArray() : null;
        return new Result(out.y().toFloatArray(), out.state().get(0).toFloatArray(), c, loss.getFloat(), gradients);
    }

    private NDArray array(Tensor tensor) {
        return manager.create(tensor.values(), new Shape(tensor.shape()));
    }

    /** Adds steps of noise behind (batch, time, features). */
    private static Tensor padded(Tensor x, int more) {
        return padded(x, more, 7);
    }

    private static Tensor padded(Tensor x, int more, float value) {
        int batch = (int) x.shape()[0];
        int row = (int) (x.shape()[1] * x.shape()[2]);
        int longer = row + more * (int) x.shape()[2];
        float[] values = new float[batch * longer];
        Arrays.fill(values, value);
        for (int b = 0; b < batch; b++) {
            System.arraycopy(x.values(), b * row, values, b * longer, row);
        }
        return Tensor.of(values, batch, x.shape()[1] + more, x.shape()[2]);
    }
}
