package dev.rondo.task;

import dev.rondo.cell.State;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** A language model at work, one symbol at a time. */
final class Writer {
    private final PlainLanguage net;
    private IntPredicate unwritten = id -> false;
    private List<State> states;

    Writer(PlainLanguage net) {
        this.net = net;
        states = net.zero();
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
        PlainLanguage.Read read = net.read(symbol, states);
        states = read.after();
        return read.scores();
    }

    /** Reads the priming symbols, or the given first one where there are none, and writes on. */
    int[] write(int[] priming, int first, int length, Sampling sampling, RandomGenerator random) {
        float[] scores = priming.length == 0 ? next(first) : new float[net.symbols()];
        for (int symbol : priming) {
            scores = next(symbol);
        }
        int[] written = new int[length];
        for (int k = 0; k < length; k++) {
            for (int id = 0; id < net.symbols(); id++) {
                scores[id] = unwritten.test(id) ? Float.NEGATIVE_INFINITY : scores[id];
            }
            written[k] = sampling.choose(scores, random);
            scores = next(written[k]);
        }
        return written;
    }
}
