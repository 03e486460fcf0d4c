package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoder in plain Java without any engine: PyTorch's numbers, hypotheses side by side, and what it refuses. */
class CellDecoderTest {
    private static final int HIDDEN = 4;
    private static final int OUTPUTS = 5;
    private static final int[] LENGTHS = {5, 2, 4};
    private static final int[] TARGETS = {3, 4, 1};

    private static CellEncoderDecoder net(
            Map<String, Tensor> golden, CellType cell, int layers, AttentionType type, boolean feeding) {
        int bridged = (cell.hasMemory() ? 2 : 1) * layers * HIDDEN;
        int read = 3 + (feeding ? OUTPUTS : 0);
        CellDecoder decoder = CellDecoder.of(
                Linear.of(golden, "decoder.bridge.weight", "decoder.bridge.bias", 4 * HIDDEN, bridged),
                CellStack.of(cell, below(golden, "decoder.rnn."), read, HIDDEN, layers, false),
                AttentionCell.of(type, below(golden, "decoder.attention."), HIDDEN, 2 * HIDDEN),
                Linear.of(golden, "decoder.combine.weight", "decoder.combine.bias", 3 * HIDDEN, OUTPUTS),
                feeding);
        return new CellEncoderDecoder(CellStack.of(cell, below(golden, "encoder."), 3, HIDDEN, 2, true), decoder);
    }

    private static Map<String, Tensor> below(Map<String, Tensor> weights, String prefix) {
        Map<String, Tensor> found = new TreeMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    private static CellEncoderDecoder lstm() {
        Map<String, Tensor> golden = Golden.read("attention", "decoder.lstm.2.additive.feeding");
        return net(golden, CellType.LSTM, 2, AttentionType.ADDITIVE, true);
    }

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, GENERAL, false",
        "LSTM, 2, ADDITIVE, false",
        "GRU, 2, GENERAL, false",
        "LSTM, 2, ADDITIVE, true",
        "GRU, 1, GENERAL, true",
        "TANH, 2, ADDITIVE, true"
    })
    void vectorsAndWeightsArePyTorchs(CellType cell, int layers, AttentionType type, boolean feeding) {
        String name = ("decoder." + cell + "." + layers + "." + type).toLowerCase(Locale.ROOT);
        Map<String, Tensor> golden = Golden.read("attention", name + (feeding ? ".feeding" : ""));
        CellEncoderDecoder net = net(golden, cell, layers, type, feeding);
        for (int b = 0; b < 3; b++) {
            float[][] x = new float[LENGTHS[b]][];
            for (int t = 0; t < x.length; t++) {
                x[t] = row(golden, "x", 5 * b + t);
            }
            CellEncoderDecoder.Encoded source = net.encode(x);
            CellDecoder.Memory memory = source.before();
            for (int t = 0; t < TARGETS[b]; t++) {
                CellDecoder.Step step = net.decoder().step(row(golden, "y", 4 * b + t), memory, source.keys());
                assertClose(row(golden, "vectors", 4 * b + t), step.vector(), 2e-6, "vector");
                float[] weights = Arrays.copyOf(step.attention().weights(), 5);
                assertClose(row(golden, "weights", 4 * b + t), weights, 2e-6, "weights");
                memory = step.after();
            }
        }
    }

    private static float[] row(Map<String, Tensor> golden, String name, int row) {
        Tensor tensor = golden.get(name);
        int width = (int) tensor.shape()[2];
        return Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }

    /** Two hypotheses grow from one memory, in turns, and neither sees the other. */
    @Test
    void hypothesesShareASentence() {
        CellEncoderDecoder net = lstm();
        CellDecoder decoder = net.decoder();
        CellEncoderDecoder.Encoded source = net.encode(new float[][] {{1, 0, 0}, {0, 1, 0}});
        CellDecoder.Step first = decoder.step(new float[] {0, 0, 1}, source.before(), source.keys());
        CellDecoder.Step one = decoder.step(new float[] {1, 0, 0}, first.after(), source.keys());
        CellDecoder.Step other = decoder.step(new float[] {0, 1, 0}, first.after(), source.keys());
        CellDecoder.Step again = decoder.step(new float[] {1, 0, 0}, first.after(), source.keys());
        assertArrayEquals(one.vector(), again.vector());
        assertFalse(Arrays.equals(one.vector(), other.vector()));
        assertSame(one.vector(), one.after().vector());
        assertArrayEquals(new float[OUTPUTS], source.before().vector());
        assertEquals(2, one.after().states().size());
    }

    @Test
    void wrongInputSaysWhatWasExpected() {
        CellEncoderDecoder net = lstm();
        CellDecoder decoder = net.decoder();
        assertEquals(
                "CellDecoder(CellStack(lstm, 8 -> 4, 2 layers), AttentionCell(additive, 4 -> 8), input feeding)",
                decoder.toString());
        CellEncoderDecoder.Encoded source = net.encode(new float[2][3]);
        assertMessage(
                "the input has 8 numbers, expected 3",
                () -> decoder.step(new float[8], source.before(), source.keys()));
        assertMessage("the input has 4 numbers, expected 16", () -> decoder.start(new float[4]));
        assertMessage("keys[0] has 4 numbers, expected 8", () -> decoder.keys(new float[1][4]));
        assertMessage(
                "x is an empty sequence, expected at least one step of 3 numbers: leave empty sequences out",
                () -> net.encode(new float[0][]));
        CellDecoder.Memory none = new CellDecoder.Memory(List.of(), new float[OUTPUTS]);
        assertMessage(
                "before has 0 states, expected 2 (2 layers x 1 directions): zero() returns a list that fits",
                () -> decoder.step(new float[3], none, source.keys()));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Map<String, Tensor> golden = Golden.read("attention", "decoder.lstm.2.additive.feeding");
        CellStack stack = CellStack.of(CellType.LSTM, below(golden, "decoder.rnn."), 8, HIDDEN, 2, false);
        CellStack both = CellStack.of(CellType.LSTM, below(golden, "encoder."), 3, HIDDEN, 2, true);
        AttentionCell attention = AttentionCell.of(AttentionType.DOT, Map.of(), 4, 4);
        Linear bridge = map(2, 16);
        Linear combine = map(8, 5);
        assertEquals(8, CellDecoder.of(bridge, stack, attention, combine, false).inputs());
        assertMessage(
                "the stack is CellStack(lstm, 3 -> 4, 2 layers, both ways), expected one that reads one way: what is to"
                        + " come is not known",
                () -> CellDecoder.of(bridge, both, attention, combine, false));
        assertMessage(
                "the bridge makes 8 numbers, expected 16",
                () -> CellDecoder.of(map(2, 8), stack, attention, combine, false));
        assertMessage(
                "combine reads 9 numbers, expected 8",
                () -> CellDecoder.of(bridge, stack, attention, map(9, 5), false));
        AttentionCell wide = AttentionCell.of(AttentionType.DOT, Map.of(), 5, 5);
        assertMessage(
                "attention reads queries of 5 numbers, expected 4",
                () -> CellDecoder.of(bridge, stack, wide, combine, false));
        assertMessage(
                "the stack reads 8 numbers, expected more than the 8 that are fed back",
                () -> CellDecoder.of(bridge, stack, attention, map(8, 8), true));
    }

    private static Linear map(int inputs, int outputs) {
        return Linear.of(Map.of("w", Tensor.zeros(outputs, inputs)), "w", inputs, outputs);
    }

    private static void assertMessage(String expected, Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
