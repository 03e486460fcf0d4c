package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LstmOracleTest {
    private static final LstmOracle TINY = LstmOracle.of(3, 3, 2, 5);

    /** See src/test/python/golden_gan.py. */
    @Test
    void probabilitiesArePyTorchs() {
        Map<String, Tensor> golden = Golden.read("gan", "oracle");
        Tensor numbers = golden.remove("sequences");
        float[] logs = golden.remove("logs").values();
        int length = (int) numbers.shape()[1];
        int[][] sequences = IntStream.range(0, logs.length)
                .mapToObj(row -> IntStream.range(0, length)
                        .map(t -> (int) numbers.values()[row * length + t])
                        .toArray())
                .toArray(int[][]::new);
        LstmOracle oracle = LstmOracle.of(length, golden);
        double[] own = oracle.logProbabilities(sequences);
        for (int row = 0; row < logs.length; row++) {
            assertEquals(logs[row], own[row], 1e-4, "sequence " + row);
        }
        double mean = -IntStream.range(0, logs.length)
                        .mapToDouble(k -> logs[k])
                        .average()
                        .orElseThrow()
                / length;
        assertEquals(mean, oracle.nats(sequences).nats(), 1e-5);
        assertEquals(7, oracle.symbols());
        assertEquals(golden, LstmOracle.of(length, oracle.weights()).weights());
    }

    @Test
    void whatIsWrittenHasItsProbability() {
        double[] probabilities = Arrays.stream(TINY.logProbabilities(EveryTriple.all()))
                .map(Math::exp)
                .toArray();
        assertEquals(1, Arrays.stream(probabilities).sum(), 1e-5);
        int count = 40_000;
        double[] shares = EveryTriple.shares(TINY.sample(count, 1));
        for (int k = 0; k < shares.length; k++) {
            double deviation = Math.sqrt(probabilities[k] * (1 - probabilities[k]) / count);
            assertEquals(probabilities[k], shares[k], 4 * deviation + 1e-4, "sequence " + k);
        }
    }

    @Test
    void theEntropyIsThatOfAllSequences() {
        double[] logs = TINY.logProbabilities(EveryTriple.all());
        double exact = -Arrays.stream(logs).map(log -> Math.exp(log) * log).sum() / 3;
        double spread = Arrays.stream(logs)
                .map(log -> Math.exp(log) * Math.pow(-log / 3 - exact, 2))
                .sum();
        SequenceNats estimate = TINY.entropy(10_000, 4);
        assertEquals(Math.sqrt(spread / 10_000), estimate.standardError(), 0.05 * Math.sqrt(spread / 10_000));
        assertEquals(exact, estimate.nats(), 4 * estimate.standardError());
        assertEquals(10_000, estimate.sequences());
        assertTrue(estimate.toString().matches("\\d\\.\\d{4} ± 0\\.\\d{4} nats per symbol \\(10,000 sequences\\)"));
        assertTrue(Double.isNaN(TINY.entropy(1, 1).standardError()));
    }

    @Test
    void seedsDecide() {
        assertArrayEquals(TINY.sample(20, 1), TINY.sample(20, 1));
        assertFalse(Arrays.deepEquals(TINY.sample(20, 1), TINY.sample(20, 2)));
        assertEquals(TINY.weights(), LstmOracle.of(3, 3, 2, 0).seed(5).weights());
        assertFalse(TINY.weights().equals(TINY.seed(6).weights()));
        assertArrayEquals(TINY.sample(10, 3), TINY.sequences(10, 3).sequences(Part.ALL));
        assertEquals("LstmOracle(3 symbols, length 3, 2 units)", TINY.toString());
        double[] drawn = IntStream.range(0, 1)
                .mapToObj(
                        k -> LstmOracle.of(50, 3).weights().get("output.weight").values())
                .flatMapToDouble(all -> IntStream.range(0, all.length).mapToDouble(k -> all[k]))
                .toArray();
        assertEquals(0, Arrays.stream(drawn).average().orElseThrow(), 0.1);
        assertEquals(1, Arrays.stream(drawn).map(x -> x * x).average().orElseThrow(), 0.1);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("an oracle of 1 symbols and length 3: expected at least 2", () -> LstmOracle.of(1, 3));
        refused("an oracle of 5 symbols and length 0: expected", () -> LstmOracle.of(5, 0));
        refused("width is 0, expected at least 1, such as 32", () -> LstmOracle.of(5, 3, 0, 1));
        refused("count is 0, expected at least 1", () -> TINY.sample(0, 1));
        refused("there are no sequences, expected at least one of 3", () -> TINY.nats(new int[0][]));
        refused("sequence 0 has 2 symbols, expected 3", () -> TINY.nats(new int[][] {{0, 1}}));
        refused("sequence 0 has the symbol 3 at step 2, expected 0 to 2", () -> TINY.nats(new int[][] {{0, 1, 3}}));
        refused(
                "have no matrix 'embedding.weight': expected",
                () -> LstmOracle.of(3, Map.of("output.bias", Tensor.zeros(3))));
    }

    private static void refused(String message, Executable call) {
        String said = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(said.contains(message), said);
    }
}
