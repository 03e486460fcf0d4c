package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.AttentionCell;
import dev.rondo.cell.AttentionType;
import dev.rondo.cell.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attention on the engine that runs the tests: PyTorch's numbers, masks that are exact, and the twin in plain Java. */
@Tag("engine")
class AttentionLayerTest {
    private static final int TIME = 5;
    private static final int WIDTH = 8; // of the keys
    private static final int TARGET = 4;
    private static final int[] LENGTHS = {5, 2, 4};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Attention attention(AttentionType type) {
        return new Attention(type, type == AttentionType.ADDITIVE ? 6 : 0, Init.standard());
    }

    private static AttendingRun golden(AttentionType type) {
        return AttendingRun.of(type.name().toLowerCase(Locale.ROOT), "context", "weights");
    }

    private AttendingRun.Result run(AttentionType type, AttendingRun golden) {
        AttentionLayer layer = attention(type).block();
        return golden.run(
                parameters(layer),
                manager,
                (store, in) ->
                        layer.forward(store, new NDList(in.get("queries"), in.get("keys"), in.get("lengths")), true));
    }

    private static Map<String, Parameter> parameters(AttentionLayer layer) {
        Map<String, Parameter> named = new TreeMap<>();
        layer.getParameters().forEach(entry -> named.put(entry.getKey(), entry.getValue()));
        return named;
    }

    private static void assertGolden(AttendingRun golden, AttendingRun.Result result) {
        assertClose(golden.golden().get("context").values(), result.results()[0], 1e-5, "context");
        assertClose(golden.golden().get("weights").values(), result.results()[1], 1e-5, "weights");
        result.gradients()
                .forEach((name, gradient) ->
                        assertClose(golden.golden().get("grad." + name).values(), gradient, 1e-4, name));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contextsWeightsAndGradientsArePyTorchs(AttentionType type) {
        assertGolden(golden(type), run(type, golden(type)));
    }

    /** The keys made ready once, then one query after the other, as a decoder that waits for each step has it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void oneQueryAfterTheOtherIsAllAtOnce(AttentionType type) {
        AttentionLayer layer = attention(type).block();
        AttendingRun.Result result = golden(type).run(parameters(layer), manager, (store, in) -> {
            AttentionLayer.Keys keys = layer.keys(store, in.get("keys"), in.get("lengths"), true);
            NDList contexts = new NDList();
            NDList weights = new NDList();
            for (int t = 0; t < TARGET; t++) {
                AttentionLayer.Output one = layer.run(store, in.get("queries").get(":, " + t), keys, true);
                assertEquals(new Shape(3, WIDTH), one.context().getShape());
                assertEquals(new Shape(3, TIME), one.weights().getShape());
                contexts.add(one.context());
                weights.add(one.weights());
            }
            return new NDList(NDArrays.stack(contexts, 1), NDArrays.stack(weights, 1));
        });
        assertGolden(golden(type), result);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void gradientsAreFiniteDifferences(AttentionType type) {
        AttendingRun golden = golden(type);
        AttendingRun.Result result = run(type, golden);
        result.gradients().forEach((name, gradient) -> {
            for (int k = 0; k < gradient.length; k += 5) {
                double slope = (loss(type, golden, name, k, 1 / 64f) - loss(type, golden, name, k, -1 / 64f)) * 32;
                assertEquals(slope, gradient[k], 3e-3 * Math.max(1, Math.abs(slope)), name + "[" + k + "]");
            }
        });
    }

    private double loss(AttentionType type, AttendingRun golden, String name, int k, float change) {
        Tensor tensor = golden.golden().get(name);
        float[] values = tensor.values().clone();
        values[k] += change;
        return run(type, golden.with(name, Tensor.of(values, tensor.shape()))).loss();
    }

    /** No tolerance: what stands on padding weighs nothing and learns nothing, however large it is. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void paddingWeighsNothingAndLearnsNothing(AttentionType type) {
        AttendingRun golden = golden(type);
        AttendingRun.Result plain = run(type, golden);
        for (float noise : new float[] {0, 7, -1e6f, 1e12f}) {
            float[] keys = golden.golden().get("keys").values().clone();
            for (int b = 0; b < 3; b++) {
                Arrays.fill(keys, (b * TIME + LENGTHS[b]) * WIDTH, (b + 1) * TIME * WIDTH, noise);
            }
            AttendingRun.Result noisy = run(type, golden.with("keys", Tensor.of(keys, 3, TIME, WIDTH)));
            for (int b = 0; b < 3; b++) {
                for (int j = LENGTHS[b]; j < TIME; j++) {
                    for (int t = 0; t < TARGET; t++) {
                        assertTrue(noisy.results()[1][(b * TARGET + t) * TIME + j] == 0, "weight " + b + ", " + j);
                    }
                    for (int k = 0; k < WIDTH; k++) {
                        assertTrue(noisy.gradients().get("keys")[(b * TIME + j) * WIDTH + k] == 0, "key " + b + j);
                    }
                }
            }
            assertSame(plain, noisy, "noise " + noise);
        }
    }

    private static void assertSame(AttendingRun.Result expected, AttendingRun.Result actual, String what) {
        assertArrayEquals(expected.results()[0], actual.results()[0], what + ": context");
        assertArrayEquals(expected.results()[1], actual.results()[1], what + ": weights");
        assertEquals(expected.loss(), actual.loss(), what + ": loss");
        expected.gradients()
                .forEach((name, gradient) ->
                        assertArrayEquals(gradient, actual.gradients().get(name), what + ": " + name));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void morePaddingChangesNoBit(AttentionType type) {
        AttendingRun golden = golden(type);
        AttendingRun.Result plain = run(type, golden);
        for (int more : new int[] {1, 3, 40}) {
            AttendingRun.Result longer = run(
                    type,
                    golden.with("keys", GoldenRun.padded(golden.golden().get("keys"), more, 7))
                            .with("w_weights", wider(golden.golden().get("w_weights"), more)));
            assertArrayEquals(plain.results()[0], longer.results()[0], "context, " + more);
            assertArrayEquals(padded(plain.results()[1], 12, TIME, more), longer.results()[1], "weights, " + more);
            plain.gradients().forEach((name, gradient) -> {
                float[] expected = name.equals("keys") ? padded(gradient, 3, TIME * WIDTH, more * WIDTH) : gradient;
                assertArrayEquals(expected, longer.gradients().get(name), name + ", " + more);
            });
        }
    }

    private static Tensor wider(Tensor weights, int more) {
        return Tensor.of(padded(weights.values(), 12, TIME, more), 3, TARGET, TIME + more);
    }

    /** A batch of sources that are all shorter than the padding is no other than one without. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void paddingOfAllIsCutOff(AttentionType type) {
        AttentionLayer layer = attention(type).block(3);
        Map<String, Tensor> golden = golden(type).golden();
        NDArray queries = Tensors.array(manager, golden.get("queries"));
        NDArray keys = Tensors.array(manager, golden.get("keys"));
        layer.initialize(manager, DataType.FLOAT32, queries.getShape(), keys.getShape());
        ParameterStore store = new ParameterStore(manager, false);
        NDList all = layer.forward(store, new NDList(queries, keys.get(":, 0:3")), false);
        NDList cut = layer.forward(store, new NDList(queries, keys, manager.create(new float[] {3, 3, 3})), false);
        assertArrayEquals(all.get(0).toFloatArray(), cut.get(0).toFloatArray());
        assertEquals(new Shape(3, TARGET, TIME), cut.get(1).getShape());
        assertArrayEquals(
                padded(all.get(1).toFloatArray(), 12, 3, 2), cut.get(1).toFloatArray());
    }

    private static float[] padded(float[] rows, int count, int width, int more) {
        float[] longer = new float[count * (width + more)];
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows, row * width, longer, row * (width + more), width);
        }
        return longer;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theTwinInPlainJavaIsTheSame(AttentionType type) {
        AttendingRun golden = golden(type);
        AttentionLayer layer = attention(type).block();
        AttendingRun.Result result = golden.run(
                parameters(layer),
                manager,
                (store, in) ->
                        layer.forward(store, new NDList(in.get("queries"), in.get("keys"), in.get("lengths")), true));
        float[] queries = golden.golden().get("queries").values();
        int width = queries.length / 12;
        AttentionCell cell = layer.plain(width, WIDTH);
        for (int b = 0; b < 3; b++) {
            float[][] keys = new float[LENGTHS[b]][];
            for (int j = 0; j < keys.length; j++) {
                keys[j] = part(golden.golden().get("keys").values(), b * TIME + j, WIDTH);
            }
            AttentionCell.Keys ready = cell.keys(keys);
            for (int t = 0; t < TARGET; t++) {
                AttentionCell.Step step = cell.step(part(queries, b * TARGET + t, width), ready);
                assertClose(step.context(), part(result.results()[0], b * TARGET + t, WIDTH), 1e-5, "context");
                float[] weights = Arrays.copyOf(step.weights(), TIME);
                assertClose(weights, part(result.results()[1], b * TARGET + t, TIME), 1e-5, "weights");
            }
        }
    }

    private static float[] part(float[] rows, int row, int width) {
        return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
    }

    @Test
    void weightsStartAsTheDescriptionSays() {
        Attention additive = Attention.additive(50);
        Map<String, float[]> weights = initial(additive.block(4));
        assertEquals(
                "[weight_key, weight_query, weight_score]", weights.keySet().toString());
        assertUniform(Math.sqrt(6.0 / (50 + 30)), 50 * 30, weights.get("weight_query"));
        assertUniform(Math.sqrt(6.0 / (50 + 40)), 50 * 40, weights.get("weight_key"));
        assertUniform(1 / Math.sqrt(50), 50, weights.get("weight_score"));
        assertArrayEquals(weights.get("weight_key"), initial(additive.block(4)).get("weight_key"));
        assertFalse(Arrays.equals(
                weights.get("weight_key"), initial(additive.block(5)).get("weight_key")));
        assertUniform(
                1 / Math.sqrt(50),
                50 * 40,
                initial(additive.init(Init.uniform()).block()).get("weight_key"));
        float[] general = initial(Attention.general().block()).get("weight_key"); // (queries, keys)
        assertUniform(Math.sqrt(6.0 / (30 + 40)), 30 * 40, general);
        assertEquals(0, Attention.dot().block().getParameters().size());
    }

    private Map<String, float[]> initial(AttentionLayer layer) {
        layer.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 30), new Shape(2, 7, 40));
        Map<String, float[]> found = new TreeMap<>();
        parameters(layer)
                .forEach((name, weight) -> found.put(name, weight.getArray().toFloatArray()));
        return found;
    }

    private static void assertUniform(double bound, int count, float[] values) {
        assertEquals(count, values.length);
        double most = 0;
        double sum = 0;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
            sum += Math.abs(value);
        }
        assertTrue(most <= bound && most > 0.9 * bound, most + " of " + bound);
        assertEquals(bound / 2, sum / count, 0.15 * bound);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void resultsBelongToTheQueriesAndNothingIsLeftBehind(AttentionType type) {
        AttentionLayer layer = attention(type).block();
        layer.initialize(manager, DataType.FLOAT32, new Shape(3, TARGET, WIDTH), new Shape(3, TIME, WIDTH));
        try (NDManager sentence = Engines.newManager()) { // of its own: a manager counts those below it too
            NDArray lengths = sentence.create(new float[] {5, 2, 4});
            ParameterStore store = new ParameterStore(sentence, false);
            int weights = manager.getManagedArrays().size();
            AttentionLayer.Keys keys = layer.keys(store, sentence.ones(new Shape(3, TIME + 2, WIDTH)), lengths, false);
            assertEquals(weights, manager.getManagedArrays().size(), "keys belong to their own manager");
            int before = sentence.getManagedArrays().size();
            for (int k = 0; k < 3; k++) {
                try (NDManager step = sentence.newSubManager()) {
                    NDArray query = step.ones(new Shape(3, WIDTH));
                    AttentionLayer.Output out = layer.run(store, query, keys, false);
                    assertEquals(step.getName(), out.context().getManager().getName());
                    assertEquals(step.getName(), out.weights().getManager().getName());
                }
                assertEquals(before, sentence.getManagedArrays().size(), "after query " + k);
                assertEquals(weights, manager.getManagedArrays().size(), "beside the weights, after query " + k);
            }
        }
    }

    /** On PyTorch an array made from Java's numbers may be a window on a buffer of Java's: the mask must not be one. */
    @Test
    void theMaskOutlivesACollection() {
        AttentionLayer layer = Attention.additive(6).block();
        layer.initialize(manager, DataType.FLOAT32, new Shape(3, WIDTH), new Shape(3, TIME, WIDTH));
        ParameterStore store = new ParameterStore(manager, false);
        AttentionLayer.Keys keys = layer.keys(
                store, manager.ones(new Shape(3, TIME, WIDTH)), manager.create(new float[] {5, 2, 4}), false);
        NDArray query = manager.ones(new Shape(3, WIDTH));
        float[] before = layer.run(store, query, keys, false).weights().toFloatArray();
        for (int k = 0; k < 1000; k++) {
            if (k % 200 == 0) {
                System.gc();
            }
            ByteBuffer.allocateDirect(3 * TIME * Float.BYTES).asLongBuffer().put(new long[7]);
        }
        assertArrayEquals(before, layer.run(store, query, keys, false).weights().toFloatArray());
    }

    @Test
    void gradientsReachTheQueriesOfEveryStep() {
        AttentionLayer layer = Attention.scaledDot().block();
        NDArray queries = manager.ones(new Shape(1, 2, 3));
        NDArray keys = manager.create(new float[] {1, 0, 0, 0, 1, 0}, new Shape(1, 2, 3));
        queries.setRequiresGradient(true);
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDList out = layer.forward(new ParameterStore(manager, false), new NDList(queries, keys), true);
            collector.backward(out.get(0).get(":, :, 0:1").sum());
            assertClose(new float[] {0.5f, 0.5f, 0, 0.5f, 0.5f, 0}, out.get(0), 1e-7, "context");
        }
        float slope = (float) (0.25 / Math.sqrt(3)); // a (1 - a) / sqrt(width)
        assertClose(
                new float[] {slope, -slope, 0, slope, -slope, 0}, queries.getGradient(), 1e-7, "gradient of a half");
    }

    @Test
    void wrongInputSaysWhatWasExpected() {
        assertMessage("units is 0, expected at least 1, such as 128", () -> Attention.additive(0));
        assertMessage(
                "units is 3 for DOT, expected 0: additive attention alone has a hidden layer",
                () -> new Attention(AttentionType.DOT, 3, Init.standard()));
        String widths =
                "the queries of dot() are 4 wide and the keys 8: expected the same; Attention.general() takes any"
                        + " widths";
        AttentionLayer dot = Attention.dot().block();
        assertMessage(
                widths, () -> dot.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(2, TIME, WIDTH)));
        ParameterStore store = new ParameterStore(manager, false);
        NDArray keys = manager.ones(new Shape(2, TIME, WIDTH));
        AttentionLayer.Keys ready = dot.keys(store, keys, null, false);
        assertMessage(widths, () -> dot.run(store, manager.ones(new Shape(2, 4)), ready, false));
        assertMessage(
                "the queries of dot() have shape (3, 8), but there are keys of 2 sequences: expected queries for the same"
                        + " batch",
                () -> dot.run(store, manager.ones(new Shape(3, WIDTH)), ready, false));
        assertMessage(
                "the queries of dot() have shape (8), expected (batch, width) or (batch, target time, width), each at"
                        + " least 1",
                () -> dot.run(store, manager.ones(new Shape(WIDTH)), ready, false));
        assertMessage(
                "the keys of dot() have shape (2, 0, 8), expected (batch, time, width), each at least 1",
                () -> dot.keys(store, manager.ones(new Shape(2, 0, WIDTH)), null, false));
        assertMessage(
                "length 6.0 does not fit a batch padded to 5 steps: lengths are whole numbers from 1 to 5",
                () -> dot.keys(store, keys, manager.create(new float[] {6, 1}), false));
        assertMessage(
                "the inputs of dot() have shapes (2, 4) and (2, 5), expected queries (batch, [target time,] width) and"
                        + " keys (batch, time, width)",
                () -> dot.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(2, 5)));
    }

    @Test
    void widthsThatWeightsAreNotForSayWhatToDo() {
        ParameterStore store = new ParameterStore(manager, false);
        NDArray keys = manager.ones(new Shape(2, TIME, WIDTH));
        for (Attention attention : new Attention[] {Attention.general(), Attention.additive(6)}) {
            AttentionLayer layer = attention.block();
            layer.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(2, TIME, WIDTH));
            String rest = "give what this block was initialised for, or make a new block";
            assertMessage(
                    "the queries of " + attention + " are 3 wide, but the weights are for 4: " + rest,
                    () -> layer.run(store, manager.ones(new Shape(2, 3)), layer.keys(store, keys, null, false), false));
            assertMessage(
                    "the keys of " + attention + " are 5 wide, but the weights are for 8: " + rest,
                    () -> layer.keys(store, manager.ones(new Shape(2, TIME, 5)), null, false));
        }
    }

    private static void assertMessage(String expected, Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }

    @Test
    void aDescriptionShowsItselfAndShapesAreTold() {
        assertEquals(
                "AttentionLayer(additive(6))", Attention.additive(6).block().toString());
        assertEquals("general()", Attention.general().toString());
        assertEquals("scaledDot()", Attention.scaledDot().toString());
        assertTrue(Attention.general().init(Init.uniform()).toString().startsWith("general().init(Init["));
        Shape[] told =
                Attention.general().block().getOutputShapes(new Shape[] {new Shape(2, 7, 3), new Shape(2, 5, 9)});
        assertArrayEquals(new Shape[] {new Shape(2, 7, 9), new Shape(2, 7, 5)}, told);
    }
}
