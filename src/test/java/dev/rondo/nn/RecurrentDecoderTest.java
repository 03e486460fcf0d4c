package dev.rondo.nn;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.AttentionCell;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder alone: its two forms beside one another, dropout, sources of other kinds, and what it refuses. */
@Tag("engine")
class RecurrentDecoderTest {
    private static final Shape SYMBOLS = new Shape(2, 6, 3);
    private static final Shape KEYS = new Shape(2, 5, 7);
    private static final Shape SUMMARY = new Shape(2, 9);

    private NDManager manager;
    private ParameterStore store;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
        store = new ParameterStore(manager, false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private RecurrentDecoder made(Decoder spec) {
        RecurrentDecoder block = spec.block(5);
        block.initialize(manager, DataType.FLOAT32, SYMBOLS, KEYS, SUMMARY);
        return block;
    }

    private NDList inputs() {
        return new NDList(random(SYMBOLS, 1), random(KEYS, 2), random(SUMMARY, 3));
    }

    /** In training, with masks from a seed. */
    private NDList trained(RecurrentDecoder block, long seed) {
        block.dropoutFrom(new SplittableRandom(seed));
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            NDList out = block.forward(store, inputs(), true);
            collector.backward(out.get(0).sum());
            return out;
        }
    }

    /** With zeros for the columns that read what is fed back, the form that waits for each step is the one that does not. */
    @ParameterizedTest
    @EnumSource
    void feedingNothingIsNoFeeding(CellType cell) {
        for (double rate : new double[] {0, 0.5}) {
            Rnn rnn = Rnn.of(cell, 4).recurrentDropout(rate);
            RecurrentDecoder plain = made(Decoder.of(rnn, Attention.general()));
            RecurrentDecoder feeding = made(Decoder.of(rnn, Attention.general()).inputFeeding());
            Map<String, Parameter> given = plain.named();
            feeding.named().forEach((name, parameter) -> {
                Tensor own = Tensors.of(given.get(name).getArray());
                Tensor wanted = name.equals("rnn.weight_ih_l0") ? wider(own, 4) : own;
                Tensors.copy(wanted, parameter.getArray());
            });
            NDList expected = trained(plain, 7);
            NDList fed = trained(feeding, 7);
            assertClose(expected.get(0).toFloatArray(), fed.get(0), 1e-6, rnn + ": vectors");
            assertClose(expected.get(1).toFloatArray(), fed.get(1), 1e-6, rnn + ": weights");
        }
    }

    private static Tensor wider(Tensor weight, int more) {
        int rows = (int) weight.shape()[0];
        int columns = (int) weight.shape()[1];
        float[] values = new float[rows * (columns + more)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(weight.values(), row * columns, values, row * (columns + more), columns);
        }
        return Tensor.of(values, rows, columns + more);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dropoutFollowsItsSourceAndIsOffInEvaluation(boolean feeding) {
        Decoder plain = new Decoder(Rnn.lstm(6).layers(2), Attention.additive(3), 4, feeding);
        Decoder dropping = new Decoder(plain.rnn().dropout(0.5), plain.attention(), 4, feeding);
        RecurrentDecoder block = made(dropping);
        float[] first = trained(block, 1).get(0).toFloatArray();
        assertArrayEquals(first, trained(block, 1).get(0).toFloatArray());
        assertFalse(Arrays.equals(first, trained(block, 2).get(0).toFloatArray()));
        assertArrayEquals(
                made(plain).forward(store, inputs(), false).get(0).toFloatArray(),
                block.forward(store, inputs(), false).get(0).toFloatArray());
    }

    /** Keys of one step, the summary itself: a decoder without attention, which sees the summary at each step. */
    @Test
    void withoutAttentionTheSummaryIsTheOneKey() {
        RecurrentDecoder block = Decoder.of(Rnn.gru(4), Attention.general()).block(2);
        NDArray x = random(SYMBOLS, 1);
        NDArray summary = random(SUMMARY, 3);
        NDArray keys = summary.expandDims(1);
        block.initialize(manager, DataType.FLOAT32, SYMBOLS, keys.getShape(), SUMMARY);
        NDList out = block.forward(store, new NDList(x, keys, summary), false);
        float[] ones = new float[12];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, out.get(1).toFloatArray());
        CellDecoder plain = block.plain();
        float[] own = Arrays.copyOf(summary.toFloatArray(), 9);
        AttentionCell.Keys one = plain.keys(new float[][] {own});
        CellDecoder.Memory memory = plain.start(own);
        for (int t = 0; t < 6; t++) {
            float[] symbol = Arrays.copyOfRange(x.toFloatArray(), 3 * t, 3 * t + 3);
            CellDecoder.Step step = plain.step(symbol, memory, one);
            float[] vector = Arrays.copyOfRange(out.get(0).toFloatArray(), 4 * t, 4 * t + 4);
            assertClose(step.vector(), vector, 1e-5, "step " + t);
            assertArrayEquals(own, step.attention().context());
            memory = step.after();
        }
    }

    @Test
    void wrongInputSaysWhatWasExpected() {
        Decoder spec = Decoder.of(Rnn.lstm(4), Attention.general());
        assertMessage(
                "the decoder is lstm(4).bidirectional(), expected one-way: what is to come is not known; leave out"
                        + " bidirectional()",
                () -> Decoder.of(Rnn.lstm(4).bidirectional(), Attention.dot()));
        assertMessage("outputs is 0, expected at least 1, such as 128", () -> spec.outputs(0));
        RecurrentDecoder block = made(spec.inputFeeding());
        String name = "lstm(4), general(), inputFeeding()";
        assertMessage(
                "the summary for " + name + " has shape (2, 8), expected (batch, 9)",
                () -> block.start(store, manager.ones(new Shape(2, 8)), false));
        AttentionLayer.Keys keys = block.keys(store, manager.ones(KEYS), null, false);
        NDList state = block.start(store, manager.ones(SUMMARY), false);
        assertEquals(new NDList(state).size(), 2);
        String rest = ", expected (batch, target time, 3), each at least 1";
        assertMessage(
                "the symbols for " + name + " have shape (2, 6, 4)" + rest,
                () -> block.run(store, manager.ones(new Shape(2, 6, 4)), null, keys, state, false));
        assertMessage(
                "the symbols for " + name + " have shape (2, 0, 3)" + rest,
                () -> block.run(store, manager.ones(new Shape(2, 0, 3)), null, keys, state, false));
        assertMessage(
                "length 7.0 does not fit a batch padded to 6 steps: lengths are whole numbers from 1 to 6",
                () -> block.run(store, manager.ones(SYMBOLS), manager.create(new float[] {7, 1}), keys, state, false));
        assertMessage(
                "the state of lstm(4) has 1 arrays of shape [(1, 2, 4)], expected 2 of (1, 2, 4)",
                () -> block.run(store, manager.ones(SYMBOLS), null, keys, new NDList(state.get(0)), false));
        assertMessage(
                "the state of lstm(4) has 2 arrays of shape [(1, 2, 4), (1, 2, 4)], expected 2 of (1, 3, 4)",
                () -> block.run(store, manager.ones(new Shape(3, 6, 3)), null, keys, state, false));
        assertMessage(
                "the queries of dot() are 4 wide and the keys 7: expected the same; Attention.general() takes any widths",
                () -> made(Decoder.of(Rnn.lstm(4), Attention.dot())));
    }

    private static void assertMessage(String expected, Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }

    @Test
    void aDescriptionShowsWhatDiffersFromTheDefault() {
        Decoder spec = Decoder.of(Rnn.lstm(4).layers(2), Attention.dot());
        assertEquals("lstm(4).layers(2), dot()", spec.toString());
        assertEquals(
                "RecurrentDecoder(lstm(4).layers(2), dot(), outputs(3), inputFeeding())",
                spec.outputs(3).inputFeeding().block().toString());
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
