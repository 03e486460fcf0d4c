package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.Tensor;
import dev.rondo.data.SymbolSequences;
import dev.rondo.nn.Rnn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A source of sequences whose probabilities are known: an LSTM with weights drawn from N(0, 1) (L. Yu et al., SeqGAN:
 * sequence generative adversarial nets with policy gradient, 2017). What a generator writes can be judged by it, which no
 * text allows.
 *
 * <pre>{@code
 * var oracle = LstmOracle.of(1000, 20).seed(1);
 * var data = oracle.sequences(10_000, 1);
 * oracle.entropy(10_000, 2).nats();              // the floor of any generator that is as varied as the oracle
 * oracle.nats(model.generate(10_000, 1, 3));     // how good are its sequences?
 * }</pre>
 *
 * <p>In plain Java: {@code P(y_t | y_1 ... y_(t-1)) = softmax(W h_t + b)}, where the LSTM reads the vectors of the symbols
 * before, of a symbol of its own first. The same on every engine.
 */
@CheckReturnValue
public final class LstmOracle {
    private static final int WIDTH = 32;

    private final int symbols;
    private final int length;
    private final Map<String, Tensor> weights;
    private final PlainLanguage net;

    private LstmOracle(int symbols, int length, Map<String, Tensor> weights) {
        if (symbols < 2 || length < 1) {
            throw new IllegalArgumentException("an oracle of " + symbols + " symbols and length " + length
                    + ": expected at least 2 symbols and length 1, such as of(1000, 20)");
        }
        this.symbols = symbols;
        this.length = length;
        this.weights = weights;
        int embedding = columns("embedding.weight");
        int hidden = columns("rnn.weight_hh_l0");
        Tensor vectors = Tensor.from(weights, "embedding.weight", symbols + 1L, embedding);
        this.net = new PlainLanguage(PlainNet.of(Rnn.lstm(hidden), embedding, symbols, weights), symbols, vectors);
    }

    private int columns(String name) {
        Tensor found = weights.get(name);
        if (found == null || found.shape().length != 2) {
            throw new IllegalArgumentException("the weights " + weights.keySet() + " have no matrix '" + name
                    + "': expected the names that weights() of another oracle gives");
        }
        return (int) found.shape()[1];
    }

    /**
     * Draws an oracle of 32 numbers for a symbol and 32 units, by seed 0.
     *
     * @param symbols how many symbols there are, at least 2
     * @param length how many symbols a sequence has, at least 1
     * @return the oracle
     * @throws IllegalArgumentException if one of these is too small
     */
    public static LstmOracle of(int symbols, int length) {
        return of(symbols, length, WIDTH, 0);
    }

    /**
     * Draws an oracle.
     *
     * @param symbols how many symbols there are, at least 2
     * @param length how many symbols a sequence has, at least 1
     * @param width how many numbers a symbol has, and how many units there are, at least 1
     * @param seed what decides the weights
     * @return the oracle
     * @throws IllegalArgumentException if one of these is too small
     */
    public static LstmOracle of(int symbols, int length, int width, long seed) {
        if (width < 1) {
            throw new IllegalArgumentException("width is " + width + ", expected at least 1, such as " + WIDTH);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> drawn = new LinkedHashMap<>();
        drawn.put("embedding.weight", normal(random, symbols + 1, width)); // the last row is read first
        drawn.put("rnn.weight_ih_l0", normal(random, 4 * width, width));
        drawn.put("rnn.weight_hh_l0", normal(random, 4 * width, width));
        drawn.put("rnn.bias_ih_l0", normal(random, 4 * width));
        drawn.put(
                "rnn.bias_hh_l0", Tensor.zeros(4L * width)); // one bias is drawn: two would add up to more than N(0, 1)
        drawn.put("output.weight", normal(random, symbols, width));
        drawn.put("output.bias", normal(random, symbols));
        return new LstmOracle(symbols, length, drawn);
    }

    private static Tensor normal(SplittableRandom random, int... shape) {
        float[] values = new float[Math.max(0, Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Tensor.of(values, Arrays.stream(shape).asLongStream().toArray());
    }

    /**
     * Makes an oracle of given weights, such as another toolkit's.
     *
     * @param length how many symbols a sequence has
     * @param weights the weights under the names and in the shapes of {@link #weights}
     * @return the oracle
     * @throws IllegalArgumentException if a weight is missing or shaped otherwise
     */
    public static LstmOracle of(int length, Map<String, Tensor> weights) {
        Tensor bias = weights.get("output.bias");
        return new LstmOracle(bias == null ? 0 : bias.values().length, length, new LinkedHashMap<>(weights));
    }

    /**
     * Draws another oracle of this size.
     *
     * @param value what decides the weights
     * @return the oracle
     */
    public LstmOracle seed(long value) {
        return of(symbols, length, columns("rnn.weight_hh_l0"), value);
    }

    /**
     * Returns the weights under PyTorch's names: {@code embedding.weight} (symbols + 1, numbers), whose last row is read
     * first, {@code rnn.weight_ih_l0} and so on, {@code output.weight} and {@code output.bias}.
     *
     * @return the weights by name
     */
    public Map<String, Tensor> weights() {
        return new LinkedHashMap<>(weights);
    }

    /**
     * Writes sequences, on all processors.
     *
     * @param count how many, at least 1
     * @param seed what decides them
     * @return the symbols, (count)(length)
     * @throws IllegalArgumentException if the count is below 1
     */
    public int[][] sample(int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", expected at least 1, such as 10000");
        }
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] each =
                IntStream.range(0, count).mapToObj(k -> random.split()).toArray(SplittableRandom[]::new);
        return Arrays.stream(each)
                .parallel()
                .map(own -> new Writer(net).write(new int[0], symbols, length, Sampling.random(), own))
                .toArray(int[][]::new);
    }

    /**
     * Writes sequences to learn from.
     *
     * @param count how many, at least 1
     * @param seed what decides them
     * @return the sequences, a tenth of them to validate on
     * @throws IllegalArgumentException if the count is below 1
     */
    public SymbolSequences sequences(int count, long seed) {
        return SymbolSequences.of("oracle", symbols, sample(count, seed));
    }

    /**
     * Returns how probable sequences are.
     *
     * @param sequences the symbols, (sequences)(length)
     * @return the natural logarithm of the probability of each
     * @throws IllegalArgumentException if there are none, or one has another length or other symbols
     */
    public double[] logProbabilities(int[][] sequences) {
        SymbolSequences.require(sequences, symbols, length);
        return Arrays.stream(sequences)
                .parallel()
                .mapToDouble(sequence -> new Writer(net).logProbability(symbols, sequence))
                .toArray();
    }

    /**
     * Judges sequences, whoever wrote them: the lower, the better they are. It says nothing of how varied they are.
     *
     * @param sequences the symbols, (sequences)(length)
     * @return the mean negative logarithm of their probabilities
     * @throws IllegalArgumentException if there are none, or one has another length or other symbols
     */
    public SequenceNats nats(int[][] sequences) {
        return SequenceNats.of(logProbabilities(sequences), length);
    }

    /**
     * Estimates the oracle's entropy from sequences of its own: what no generator can go below that writes as varied as
     * the oracle does.
     *
     * @param count how many sequences to write, at least 1
     * @param seed what decides them
     * @return the entropy
     * @throws IllegalArgumentException if the count is below 1
     */
    public SequenceNats entropy(int count, long seed) {
        return nats(sample(count, seed));
    }

    /**
     * Returns how many symbols there are.
     *
     * @return at least 2
     */
    public int symbols() {
        return symbols;
    }

    /**
     * Returns how many symbols a sequence has.
     *
     * @return at least 1
     */
    public int length() {
        return length;
    }

    @Override
    public String toString() {
        return "LstmOracle(" + symbols + " symbols, length " + length + ", " + columns("rnn.weight_hh_l0") + " units)";
    }
}
