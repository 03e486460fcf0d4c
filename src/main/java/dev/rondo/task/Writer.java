package dev.rondo.task;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.State;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Rnn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A language model's weights at work in plain Java, one symbol at a time. */
final class Writer {
    private final CellStack stack;
    private final Linear output;
    private final int symbols;
    private final @Nullable Tensor embedding; // (symbols, size); null for one-hot input
    private IntPredicate unwritten = id -> false;
    private List<State> states;

    Writer(Rnn rnn, int symbols, int embeddingSize, Map<String, Tensor> weights) {
        this.symbols = symbols;
        embedding = embeddingSize == 0 ? null : Tensor.from(weights, "embedding.weight", symbols, embeddingSize);
        PlainNet net = PlainNet.of(rnn, embeddingSize == 0 ? symbols : embeddingSize, symbols, weights);
        stack = net.cells();
        output = net.head();
        states = stack.zero();
    }

    /** Makes some symbols never be written. */
    Writer without(IntPredicate symbols) {
        unwritten = symbols;
        return this;
    }

    /** Returns the natural logarithm of the probability of symbols behind a first one. */
    double logProbability(int first, int[] ids) {
        double sum = 0;
        int before = first;
        for (int id : ids) {
            sum -= LabelGoal.nats(next(before), id);
            before = id;
        }
        return sum;
    }

    /** Reads one symbol and returns the scores of the next, (symbols). */
    float[] next(int symbol) {
        List<Cell.Step> steps = stack.step(input(symbol), states);
        states = steps.stream().map(Cell.Step::after).toList();
        return output.apply(states.get(states.size() - 1).h());
    }

    /** Reads the priming symbols, or the given first one where there are none, and writes on. */
    int[] write(int[] priming, int first, int length, Sampling sampling, RandomGenerator random) {
        float[] scores = priming.length == 0 ? next(first) : new float[symbols];
        for (int symbol : priming) {
            scores = next(symbol);
        }
        int[] written = new int[length];
        for (int k = 0; k < length; k++) {
            for (int id = 0; id < symbols; id++) {
                scores[id] = unwritten.test(id) ? Float.NEGATIVE_INFINITY : scores[id];
            }
            written[k] = sampling.choose(scores, random);
            scores = next(written[k]);
        }
        return written;
    }

    private float[] input(int symbol) {
        if (embedding == null) {
            float[] oneHot = new float[symbols];
            oneHot[symbol] = 1;
            return oneHot;
        }
        int size = (int) embedding.shape()[1];
        return Arrays.copyOfRange(embedding.values(), symbol * size, (symbol + 1) * size);
    }
}
