package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import dev.rondo.data.SymbolSequences;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The side that writes.
 *
 * @param spec what the nets are
 * @param network the net with its weights
 */
record Generator(SeqGanSpec spec, Network<LanguageNet> network) {
    private static final String KIND = "SeqGan's generator"; // of a checkpoint

    static Generator of(SeqGanSpec spec) {
        return new Generator(
                spec,
                new Network<>(
                        KIND,
                        Map.of("rondo.model", spec),
                        owner -> LanguageNet.begun(
                                spec.generator(), spec.symbols(), spec.embedding(), spec.seed(), owner),
                        new Shape(1, 1))); // (batch, time)
    }

    /** Learns by maximum likelihood. */
    History fit(SymbolSequences data, Fit fit) {
        SymbolExamples examples = SymbolExamples.of(data);
        return scorer().fit(examples, examples.goal(), fit);
    }

    private Scorer scorer() {
        return new Scorer(network, true, spec.symbols(), spec.seed(), spec.toString());
    }

    /** Returns a writer at a temperature. */
    SideWriter writer(double temperature) {
        return new SideWriter(network, spec.symbols(), spec.length(), temperature);
    }

    /**
     * Returns what each symbol of some sequences is worth: the mean reward of whole sequences that the generator writes
     * from there on, and of the last symbol the reward of the sequence itself. {@code Q(s = Y_(1:t-1), a = y_t)} of Yu et
     * al., 2017, equation 4.
     *
     * @param sequences the sequences
     * @param reward what whole ones are worth
     * @param rollouts how many ends to write of each beginning
     * @param random what decides the ends
     * @return the values, (sequences)(length)
     */
    double[][] values(int[][] sequences, Reward reward, int rollouts, RandomGenerator random) {
        int length = spec.length();
        double[][] values = new double[sequences.length][length];
        writer(1).ends(sequences, rollouts, random, (written, ends) -> {
            double[] rewards = reward.of(ends);
            for (int k = 0; k < ends.length; k++) {
                values[k % sequences.length][written - 1] += rewards[k] / rollouts;
            }
        });
        double[] whole = reward.of(sequences);
        for (int row = 0; row < values.length; row++) {
            values[row][length - 1] = whole[row];
        }
        return values;
    }

    /**
     * Takes a baseline off values: at each step the mean over the other sequences, which leaves the gradient's expectation as
     * it is.
     *
     * @param values what each symbol is worth, (sequences)(length), of two sequences or more
     * @return how much better each symbol was than others at its step
     */
    static double[][] advantages(double[][] values) {
        double count = values.length;
        double[][] advantages = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        for (int t = 0; t < values[0].length; t++) {
            double sum = 0;
            for (double[] value : values) {
                sum += value[t];
            }
            for (double[] own : advantages) {
                own[t] -= (sum - own[t]) / (count - 1);
            }
        }
        return advantages;
    }
}
