package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.AttentionType;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoder and decoder together, over padded batches, against PyTorch's numbers and the same in plain Java. */
@Tag("engine")
class EncoderDecoderTest {
    private static final int TIME = 5;
    private static final int TARGET = 4;
    private static final int OUTPUTS = 5;
    private static final int[] LENGTHS = {5, 2, 4};
    private static final int[] TARGETS = {3, 4, 1};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The cases of attention.py, of which all encoders are two layers both ways. */
    static Stream<Decoder> decoders() {
        Attention additive = Attention.additive(6);
        return Stream.of(
                Decoder.of(Rnn.lstm(4), Attention.general()).outputs(OUTPUTS),
                Decoder.of(Rnn.lstm(4).layers(2), additive).outputs(OUTPUTS),
                Decoder.of(Rnn.gru(4).layers(2), Attention.general()).outputs(OUTPUTS),
                Decoder.of(Rnn.lstm(4).layers(2), additive).outputs(OUTPUTS).inputFeeding(),
                Decoder.of(Rnn.gru(4), Attention.general()).outputs(OUTPUTS).inputFeeding(),
                Decoder.of(Rnn.tanh(4).layers(2), additive).outputs(OUTPUTS).inputFeeding());
    }

    /** Without attention too, where there is one key, the summary. */
    static Stream<Decoder> decodersAndNone() {
        Decoder none = Decoder.of(Rnn.lstm(4).layers(2), Attention.none()).outputs(OUTPUTS);
        return Stream.concat(decoders(), Stream.of(none));
    }

    /** One without input feeding and one with it. */
    static Stream<Decoder> two() {
        return decoders().filter(decoder -> decoder.rnn().equals(Rnn.lstm(4).layers(2)));
    }

    private static EncoderDecoder net(Decoder decoder) {
        return EncoderDecoder.of(Rnn.of(decoder.rnn().cell(), 4).layers(2).bidirectional(), decoder, 1);
    }

    private static AttendingRun golden(Decoder decoder) {
        String cell = decoder.rnn().cell().name().toLowerCase(Locale.ROOT);
        String type = decoder.attention().type().name().toLowerCase(Locale.ROOT);
        String name = "decoder." + cell + "." + decoder.rnn().layers() + "." + type;
        return AttendingRun.of(name + (decoder.feeding() ? ".feeding" : ""), "vectors", "weights");
    }

    private AttendingRun.Result run(EncoderDecoder net, AttendingRun golden) {
        return golden.run(
                net.named(),
                manager,
                (store, in) -> net.forward(
                        store,
                        new NDList(in.get("x"), in.get("y"), in.get("lengths"), in.get("target_lengths")),
                        true));
    }

    @ParameterizedTest
    @MethodSource("decodersAndNone")
    void vectorsWeightsAndGradientsArePyTorchs(Decoder decoder) {
        AttendingRun golden = golden(decoder);
        AttendingRun.Result result = run(net(decoder), golden);
        assertClose(golden.golden().get("vectors").values(), result.results()[0], 1e-5, "vectors");
        assertClose(golden.golden().get("weights").values(), result.results()[1], 1e-5, "weights");
        assertEquals(golden.golden().get("loss").values()[0], result.loss(), 1e-4);
        result.gradients()
                .forEach((name, gradient) ->
                        assertClose(golden.golden().get("grad." + name).values(), gradient, 1e-4, name));
    }

    /** Three numbers of every weight and input. */
    @ParameterizedTest
    @MethodSource("two")
    void gradientsAreFiniteDifferences(Decoder decoder) {
        AttendingRun golden = golden(decoder);
        AttendingRun.Result result = run(net(decoder), golden);
        SplittableRandom random = new SplittableRandom(3);
        result.gradients().forEach((name, gradient) -> {
            for (int count = 0; count < 3; count++) {
                int k = random.nextInt(gradient.length);
                double slope =
                        (loss(decoder, golden, name, k, 1 / 64f) - loss(decoder, golden, name, k, -1 / 64f)) * 32;
                assertEquals(slope, gradient[k], 2e-3 * Math.max(1, Math.abs(slope)), name + "[" + k + "]");
            }
        });
    }

    private double loss(Decoder decoder, AttendingRun golden, String name, int k, float change) {
        Tensor tensor = golden.golden().get(name);
        float[] values = tensor.values().clone();
        values[k] += change;
        return run(net(decoder), golden.with(name, Tensor.of(values, tensor.shape())))
                .loss();
    }

    @ParameterizedTest
    @MethodSource("decodersAndNone")
    void symbolBySymbolInPlainJavaIsTheSame(Decoder decoder) {
        AttendingRun golden = golden(decoder);
        EncoderDecoder net = net(decoder);
        AttendingRun.Result result = run(net, golden);
        CellEncoderDecoder plain = net.plain();
        assertEquals(3, plain.decoder().inputs());
        assertEquals(OUTPUTS, plain.decoder().outputs());
        for (int b = 0; b < 3; b++) {
            CellEncoderDecoder.Encoded source =
                    plain.encode(rows(golden.golden().get("x"), b, TIME, LENGTHS[b]));
            CellDecoder.Memory memory = source.before();
            for (int t = 0; t < TARGETS[b]; t++) {
                float[] symbol = rows(golden.golden().get("y"), b, TARGET, TARGET)[t];
                CellDecoder.Step step = plain.decoder().step(symbol, memory, source.keys());
                int row = b * TARGET + t;
                assertClose(step.vector(), part(result.results()[0], row, OUTPUTS), 1e-5, "vector");
                int keys = decoder.attention().type() == AttentionType.NONE ? 1 : TIME;
                float[] weights = Arrays.copyOf(step.attention().weights(), keys);
                assertClose(weights, part(result.results()[1], row, keys), 1e-5, "weights");
                memory = step.after();
            }
        }
    }

    private static float[][] rows(Tensor x, int b, int time, int count) {
        float[][] rows = new float[count][];
        for (int t = 0; t < count; t++) {
            rows[t] = part(x.values(), b * time + t, 3);
        }
        return rows;
    }

    private static float[] part(float[] rows, int row, int width) {
        return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
    }

    /** No tolerance, and on both sides. */
    @ParameterizedTest
    @MethodSource("decoders")
    void paddingChangesNoBit(Decoder decoder) {
        AttendingRun golden = golden(decoder);
        AttendingRun.Result plain = run(net(decoder), golden);
        for (int more : new int[] {1, 30}) {
            AttendingRun sources = golden.with(
                            "x", GoldenRun.padded(golden.golden().get("x"), more, 7))
                    .with("w_weights", wider(golden.golden().get("w_weights"), more));
            assertSame(plain, run(net(decoder), sources), TARGET, TIME + more);
            AttendingRun targets = golden.with(
                            "y", GoldenRun.padded(golden.golden().get("y"), more, 7))
                    .with("w_vectors", GoldenRun.padded(golden.golden().get("w_vectors"), more, 7))
                    .with("w_weights", GoldenRun.padded(golden.golden().get("w_weights"), more, 7));
            assertSame(plain, run(net(decoder), targets), TARGET + more, TIME);
        }
    }

    private static Tensor wider(Tensor weights, int more) {
        float[] values = new float[3 * TARGET * (TIME + more)];
        Arrays.fill(values, 7);
        for (int row = 0; row < 3 * TARGET; row++) {
            System.arraycopy(weights.values(), row * TIME, values, row * (TIME + more), TIME);
        }
        return Tensor.of(values, 3, TARGET, TIME + more);
    }

    private static void assertSame(AttendingRun.Result plain, AttendingRun.Result padded, int target, int time) {
        String what = ", " + target + " steps to " + time;
        assertArrayEquals(padded(plain.results()[0], TARGET, OUTPUTS, target, OUTPUTS), padded.results()[0], what);
        assertArrayEquals(padded(plain.results()[1], TARGET, TIME, target, time), padded.results()[1], what);
        assertEquals(plain.loss(), padded.loss(), 1e-6, what);
        plain.gradients().forEach((name, gradient) -> {
            float[] expected =
                    switch (name) {
                        case "x" -> padded(gradient, TIME, 3, time, 3);
                        case "y" -> padded(gradient, TARGET, 3, target, 3);
                        default -> gradient;
                    };
            assertArrayEquals(expected, padded.gradients().get(name), name + what);
        });
    }

    /** Zeros around (3, rows, width) to (3, more rows, wider). */
    private static float[] padded(float[] values, int rows, int width, int moreRows, int wider) {
        float[] all = new float[3 * moreRows * wider];
        for (int row = 0; row < 3 * rows; row++) {
            System.arraycopy(values, row * width, all, (row / rows * moreRows + row % rows) * wider, width);
        }
        return all;
    }

    /** Every number on padding is zero, and so is every gradient there. */
    @ParameterizedTest
    @MethodSource("decoders")
    void onPaddingStandsNothing(Decoder decoder) {
        AttendingRun.Result result = run(net(decoder), golden(decoder));
        for (int b = 0; b < 3; b++) {
            for (int t = 0; t < TARGET; t++) {
                int row = b * TARGET + t;
                float[] weights = part(result.results()[1], row, TIME);
                boolean real = t < TARGETS[b];
                assertEquals(!real, zero(part(result.results()[0], row, OUTPUTS)), "vector " + row);
                assertEquals(!real, zero(weights), "weights " + row);
                assertTrue(zero(Arrays.copyOfRange(weights, LENGTHS[b], TIME)), "weights on padding " + row);
                assertEquals(!real, zero(part(result.gradients().get("y"), row, 3)), "target " + row);
            }
            for (int j = 0; j < TIME; j++) {
                float[] gradient = part(result.gradients().get("x"), b * TIME + j, 3);
                assertEquals(j >= LENGTHS[b], zero(gradient), "source " + b + ", " + j);
            }
        }
    }

    private static boolean zero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void weightsAreNamedAndSeeded() {
        Decoder decoder = Decoder.of(Rnn.gru(4), Attention.additive(6)).inputFeeding();
        EncoderDecoder net = EncoderDecoder.of(Rnn.lstm(5), decoder, 7);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 6), new Shape(2, 4, 7));
        Map<String, Parameter> named = net.named();
        assertEquals(
                "[encoder.weight_ih_l0, encoder.weight_hh_l0, encoder.bias_ih_l0, encoder.bias_hh_l0,"
                        + " decoder.bridge.weight, decoder.bridge.bias, decoder.rnn.weight_ih_l0,"
                        + " decoder.rnn.weight_hh_l0, decoder.rnn.bias_ih_l0, decoder.rnn.bias_hh_l0,"
                        + " decoder.attention.weight_query, decoder.attention.weight_key,"
                        + " decoder.attention.weight_score, decoder.combine.weight, decoder.combine.bias]",
                named.keySet().toString());
        assertEquals(net.getParameters().size(), named.size());
        assertEquals(new Shape(4, 5), named.get("decoder.bridge.weight").getShape());
        assertEquals(new Shape(12, 7 + 4), named.get("decoder.rnn.weight_ih_l0").getShape());
        assertEquals(new Shape(4, 5 + 4), named.get("decoder.combine.weight").getShape());
        EncoderDecoder again = EncoderDecoder.of(Rnn.lstm(5), decoder, 7);
        EncoderDecoder other = EncoderDecoder.of(Rnn.lstm(5), decoder, 8);
        again.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 6), new Shape(2, 4, 7));
        other.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 6), new Shape(2, 4, 7));
        named.forEach((name, parameter) -> {
            float[] values = parameter.getArray().toFloatArray();
            assertArrayEquals(values, again.named().get(name).getArray().toFloatArray(), name);
            boolean same =
                    Arrays.equals(values, other.named().get(name).getArray().toFloatArray());
            assertEquals(name.contains("bias"), same, name);
            if (name.endsWith(".bias")) {
                assertTrue(zero(values), name);
            }
        });
        assertUniform(
                Math.sqrt(6.0 / (4 + 5)), named.get("decoder.bridge.weight").getArray());
        assertUniform(
                Math.sqrt(6.0 / (4 + 9)), named.get("decoder.combine.weight").getArray());
        assertEquals("EncoderDecoder(lstm(5) -> gru(4), additive(6), inputFeeding())", net.toString());
    }

    private static void assertUniform(double bound, NDArray weight) {
        float most = weight.abs().max().getFloat();
        assertTrue(most <= bound && most > 0.8 * bound, most + " of " + bound);
    }

    @Test
    void shapesAreTold() {
        EncoderDecoder net = net(decoders().findFirst().orElseThrow());
        Shape[] told = net.getOutputShapes(new Shape[] {new Shape(3, TIME, 3), new Shape(3, TARGET, 3)});
        assertArrayEquals(new Shape[] {new Shape(3, TARGET, OUTPUTS), new Shape(3, TARGET, TIME)}, told);
    }

    /** A sentence's sources are read in one call and its targets in others; nothing is left in any other manager. */
    @ParameterizedTest
    @MethodSource("decoders")
    void nothingIsLeftBehind(Decoder decoder) {
        EncoderDecoder net = net(decoder);
        net.initialize(manager, DataType.FLOAT32, new Shape(3, TIME, 3), new Shape(3, TARGET, 3));
        int weights = manager.getManagedArrays().size();
        try (NDManager batch = Engines.newManager()) {
            ParameterStore store = new ParameterStore(batch, false);
            NDArray lengths = batch.create(new float[] {5, 2, 4});
            EncoderDecoder.Encoded source = net.encode(store, batch.ones(new Shape(3, TIME, 3)), lengths, false);
            int before = batch.getManagedArrays().size();
            try (NDManager step = Engines.newManager()) {
                NDArray y = step.ones(new Shape(3, 30, 3));
                RecurrentDecoder.Output out = net.decode(store, y, step.create(new float[] {30, 1, 7}), source, false);
                assertEquals(step.getName(), out.vectors().getManager().getName());
                assertEquals(step.getName(), out.weights().getManager().getName());
                int made = step.getManagedArrays().size();
                assertTrue(made < 60, made + " arrays after 30 steps of many each");
                assertEquals(before, batch.getManagedArrays().size());
            }
        }
        assertEquals(weights, manager.getManagedArrays().size());
    }

    /** The other cells have no numbers of PyTorch's here: their twin in plain Java has, cell by cell. */
    @ParameterizedTest
    @MethodSource("otherCells")
    void everyCellDecodes(Decoder decoder) {
        EncoderDecoder net = EncoderDecoder.of(Rnn.gru(4), decoder, 3);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, TIME, 3), new Shape(1, TARGET, 2));
        ParameterStore store = new ParameterStore(manager, false);
        NDArray x = random(new Shape(1, TIME, 3), 1);
        NDArray y = random(new Shape(1, TARGET, 2), 2);
        NDList out = net.forward(store, new NDList(x, y), false);
        CellEncoderDecoder plain = net.plain();
        CellEncoderDecoder.Encoded source = plain.encode(rows(Tensors.of(x), 0, TIME, TIME));
        CellDecoder.Memory memory = source.before();
        for (int t = 0; t < TARGET; t++) {
            CellDecoder.Step step = plain.decoder().step(part(y.toFloatArray(), t, 2), memory, source.keys());
            assertClose(step.vector(), part(out.get(0).toFloatArray(), t, 4), 1e-5, "vector " + t);
            assertClose(step.attention().weights(), part(out.get(1).toFloatArray(), t, TIME), 1e-5, "weights " + t);
            memory = step.after();
        }
    }

    static Stream<Decoder> otherCells() {
        return Stream.of(CellType.values())
                .map(cell -> Decoder.of(Rnn.of(cell, 4).layers(2), Attention.scaledDot()))
                .flatMap(decoder -> Stream.of(decoder, decoder.inputFeeding()));
    }

    private NDArray random(Shape shape, long seed) {
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, shape);
    }
}
