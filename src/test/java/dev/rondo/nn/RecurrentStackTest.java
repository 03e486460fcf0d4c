package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.Golden;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack in both forms against PyTorch's numbers, on whichever engine runs the tests. */
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

    /** A stack, in the form that it picks or unrolled. */
    record Case(Rnn rnn, boolean unrolled) {
        RecurrentStack block() {
            return unrolled ? rnn.block().unrolled() : rnn.block();
        }

        Map<String, Tensor> golden(String suffix) {
            String prefix = rnn.cell().name().toLowerCase(Locale.ROOT) + "." + rnn.layers() + "."
                    + (rnn.directions() == 2 ? "bi" : "uni");
            return Golden.read(rnn.cell().isFused() ? "recurrent" : "unrolled", prefix + suffix);
        }
    }

    static Stream<Case> cases() {
        return Arrays.stream(CellType.values())
                .flatMap(
                        cell -> Stream.of(1, 2, 3).map(layers -> Rnn.of(cell, 4).layers(layers)))
                .flatMap(rnn -> Stream.of(rnn, rnn.bidirectional()))
                .flatMap(rnn -> Stream.of(false, true).map(unrolled -> new Case(rnn, unrolled)))
                .filter(one -> one.rnn.cell().isFused() || !one.unrolled); // the others are unrolled anyway
    }

    static Stream<Case> twoLayers() {
        return cases().filter(one -> one.rnn.layers() == 2);
    }

    static Stream<Case> withMemory() {
        return twoLayers().filter(one -> one.rnn.cell().hasMemory());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAndGradientsArePyTorchs(Case one) {
        Map<String, Tensor> golden = one.golden("");
        assertGolden(golden, GoldenRun.of(golden).run(one.block(), manager));
    }

    /** Their loss has no c in it. */
    static Stream<Case> withoutMemory() {
        return twoLayers().filter(one -> !one.rnn.cell().hasPeepholes());
    }

    @ParameterizedTest
    @MethodSource("withoutMemory")
    void lengthsArePyTorchsPackedSequences(Case one) {
        Map<String, Tensor> golden = one.golden(".lengths");
        GoldenRun.Result result = GoldenRun.of(golden).run(one.block(), manager);
        assertGolden(golden, result);
        assertEquals(0, result.c().length, "nobody asked for the memory");
    }

    /** No kernel can tell c at unequal lengths: the block that is asked for it unrolls itself. */
    @ParameterizedTest
    @MethodSource("withMemory")
    void theMemoryAtEachLengthIsPyTorchs(Case one) {
        Map<String, Tensor> golden = one.golden(".lengths");
        GoldenRun.Result result = GoldenRun.of(golden).run(one.block().returningState(), manager);
        assertGolden(golden, result);
        assertEquals(2 * one.rnn.directions() * 3 * 4, result.c().length);
    }

    private static void assertGolden(Map<String, Tensor> golden, GoldenRun.Result result) {
        assertClose(golden.get("y").values(), result.y(), OUTPUT, "y");
        assertClose(golden.get("h_n").values(), result.h(), OUTPUT, "h_n");
        if (result.c().length > 0) {
            assertClose(golden.get("c_n").values(), result.c(), OUTPUT, "c_n");
        }
        result.gradients()
                .forEach((name, gradient) ->
                        assertClose(golden.get("grad." + name).values(), gradient, GRADIENT, name));
    }

    @ParameterizedTest
    @MethodSource("twoLayers")
    void paddingChangesNothing(Case one) {
        Map<String, Tensor> golden = one.golden(".lengths");
        GoldenRun run = GoldenRun.of(golden);
        GoldenRun.Result plain = run.run(one.block(), manager);
        int width = one.rnn.outputs();
        for (int more : new int[] {0, 1, 17}) {
            GoldenRun.Result padded = run.padded(more).run(one.block(), manager);
            assertArrayEquals(padded(plain.y(), width, more), padded.y(), "outputs, " + more);
            assertArrayEquals(plain.h(), padded.h(), "last state, " + more);
            assertEquals(plain.loss(), padded.loss(), 1e-6, "loss, " + more);
            plain.gradients()
                    .forEach((name, gradient) -> assertArrayEquals(
                            name.equals("x") ? padded(gradient, 3, more) : gradient,
                            padded.gradients().get(name),
                            name + ", " + more));
        }
    }

    private static float[] padded(float[] values, int width, int more) {
        return GoldenRun.padded(Tensor.of(values, 3, 5, width), more, 0).values();
    }

    @Test
    void stateGoesInAndOut() {
        Rnn rnn = Rnn.lstm(6).layers(2);
        RecurrentStack whole = rnn.block(3).returningState();
        whole.initialize(manager, DataType.FLOAT32, new Shape(2, 8, 5));
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
        assertEquals(0.25, dropped.eq(0).toType(DataType.FLOAT32, false).mean().getFloat(), 0.01);
        NDArray again = new Dropout(0.25).apply(ones, new SplittableRandom(5));
        assertArrayEquals(dropped.toFloatArray(), again.toFloatArray());

        Rnn rnn = Rnn.gru(5).layers(2).dropout(0.5);
        RecurrentStack stack = rnn.block();
        stack.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 3));
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
                IllegalArgumentException.class, () -> stack.initialize(manager, DataType.FLOAT32, flat.getShape()));
        assertTrue(shape.getMessage().contains("(2, 3), expected (batch, time, features)"), shape.getMessage());

        stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 1));
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
            RecurrentStack returning = Rnn.lstm(4).block().fused().returningState();
            returning.initialize(manager, DataType.FLOAT32, x.getShape());
            returning.forward(store, new NDList(x, manager.create(new float[] {1, 3})), false);
        });
        assertTrue(memory.getMessage().contains("batch by length, or leave out fused()"), memory.getMessage());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shapesThatDoNotFitSayWhatToDo(Shape shape, String expected) {
        for (RecurrentStack stack :
                List.of(Rnn.gru(4).block(), Rnn.gru(4).resetBefore().block())) {
            stack.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 1));
            NDArray x = manager.zeros(shape);
            var wrong = assertThrows(
                    IllegalArgumentException.class,
                    () -> stack.run(new ParameterStore(manager, false), x, null, null, false));
            assertTrue(wrong.getMessage().contains(stack.rnn() + " has shape " + shape), wrong.getMessage());
            assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
        }
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(new Shape(2, 0, 1), "at least one step: leave empty batches and sequences out"),
                Arguments.of(new Shape(0, 3, 1), "at least one sequence"),
                Arguments.of(new Shape(2, 3), "expected (batch, time, features)"),
                Arguments.of(new Shape(2, 3, 5), "the weights are for 1 features: expected (batch, time, 1)"));
    }

    private NDArray random(Shape shape, long seed) {
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return Tensors.array(manager, values, shape);
    }
}
