package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Losses;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A language model at work on many sequences of one length side by side, on the engine; {@link Writer} is at work on one.
 *
 * @param network the net, which reads a symbol more than it writes: what stands before a sequence
 * @param symbols how many symbols it writes
 * @param length how many a sequence has
 * @param temperature what scores are divided by, above 0
 */
record SideWriter(Network<LanguageNet> network, int symbols, int length, double temperature) {
    private static final int NUMBERS = 1 << 22; // scores in one call of the engine

    SideWriter {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature is " + temperature + ", expected a number above 0, such as 1");
        }
    }

    /** Writes whole sequences. */
    int[][] write(int count, RandomGenerator random) {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", expected at least 1, such as 1000");
        }
        Engines.enter();
        return network.during(() -> {
            int[][] written = new int[count][length];
            for (int from = 0; from < count; from += most()) {
                int[][] some = Arrays.copyOfRange(written, from, Math.min(count, from + most()));
                try (NDManager own = network.manager().newSubManager()) {
                    write(some, 0, null, random, own);
                }
            }
            return written;
        });
    }

    /** Returns how many sequences go side by side. */
    private int most() {
        return Math.max(1, NUMBERS / symbols);
    }

    /**
     * Writes sequences on to their ends.
     *
     * @param sequences some sequences; filled in place
     * @param written how many symbols of each are there
     * @param read the state that has read all of them but the last; null where nothing has been read
     * @param own owns what lasts as long as this call
     */
    private void write(int[][] sequences, int written, @Nullable NDList read, RandomGenerator random, NDManager own) {
        NDList state = read;
        for (int t = written; t < length; t++) {
            try (NDManager step = own.newSubManager()) {
                RecurrentStack.Output out = step(sequences, t, state, step);
                NDArray scores = out.y().reshape(sequences.length, symbols);
                float[] probabilities =
                        scores.div((float) temperature).softmax(1).toFloatArray();
                for (int row = 0; row < sequences.length; row++) {
                    sequences[row][t] = drawn(probabilities, row * symbols, random.nextDouble());
                }
                state = kept(out.state(), state, own);
            }
        }
    }

    /** Draws a symbol by its probabilities, from that place on. */
    private int drawn(float[] probabilities, int from, double at) {
        double left = at;
        int last = 0;
        for (int id = 0; id < symbols; id++) {
            float probability = probabilities[from + id];
            if (probability > 0) {
                left -= probability;
                last = id;
                if (left < 0) {
                    return id;
                }
            }
        }
        return last; // rounding: nothing was left to reach
    }

    /** Reads the symbol before step t. */
    private RecurrentStack.Output step(int[][] sequences, int t, @Nullable NDList state, NDManager step) {
        int[] before = Arrays.stream(sequences)
                .mapToInt(sequence -> t == 0 ? symbols : sequence[t - 1])
                .toArray();
        NDArray ids = Tensors.array(step, before, new Shape(before.length, 1));
        return network.net().run(new ParameterStore(step, false), ids, state, false);
    }

    private static NDList kept(NDList after, @Nullable NDList before, NDManager own) {
        after.attach(own);
        if (before != null) {
            before.close();
        }
        return after;
    }

    /** Takes ends of one beginning after the other. */
    @FunctionalInterface
    interface Ends {
        /**
         * Takes some ends.
         *
         * @param written how many symbols of the beginning count
         * @param sequences whole sequences: of each beginning in turn, and so on round and round
         */
        void accept(int written, int[][] sequences);
    }

    /**
     * Writes ends to all beginnings of some sequences: roll-outs.
     *
     * @param sequences the sequences
     * @param count how many ends of each beginning
     * @param to takes them
     */
    void ends(int[][] sequences, int count, RandomGenerator random, Ends to) {
        Engines.enter();
        network.during(() -> {
            int most = Math.max(1, Math.min(count, most() / sequences.length));
            try (NDManager own = network.manager().newSubManager()) {
                NDList state = null;
                for (int t = 0; t + 1 < length; t++) { // behind t the state has read all but the symbol at t
                    try (NDManager step = own.newSubManager()) {
                        state = kept(step(sequences, t, state, step).state(), state, own);
                    }
                    for (int done = 0; done < count; done += most) {
                        to.accept(t + 1, ends(sequences, t + 1, Math.min(most, count - done), state, random, own));
                    }
                }
            }
            return count;
        });
    }

    private int[][] ends(
            int[][] sequences, int written, int count, NDList state, RandomGenerator random, NDManager parent) {
        List<int[]> rows = new ArrayList<>();
        for (int copy = 0; copy < count; copy++) {
            Arrays.stream(sequences).map(int[]::clone).forEach(rows::add);
        }
        int[][] copies = rows.toArray(int[][]::new);
        try (NDManager own = parent.newSubManager()) {
            NDList all = new NDList();
            for (NDArray part : state) {
                all.add(NDArrays.concat(new NDList(Collections.nCopies(count, part)), 1)); // (layers, rows, hidden)
            }
            all.attach(own);
            write(copies, written, all, random, own);
        }
        return copies;
    }

    /** Returns the natural logarithm of the probability of each sequence. */
    double[] logProbabilities(int[][] sequences) {
        Engines.enter();
        Written all = new Written(sequences, symbols);
        return network.during(() -> {
            double[] sums = new double[sequences.length];
            int most = Math.max(1, most() / length);
            for (int from = 0; from < sums.length; from += most) {
                int[] places = IntStream.range(from, Math.min(sums.length, from + most))
                        .toArray();
                try (NDManager own = network.manager().newSubManager()) {
                    NDArray before = all.before(own, places);
                    NDArray scores =
                            network.net().run(new ParameterStore(own, false), new NDList(before), null, null, false);
                    float[] nats = Losses.crossEntropies(scores.div((float) temperature), all.labels(own, places))
                            .toFloatArray();
                    for (int k = 0; k < nats.length; k++) {
                        sums[from + k / length] -= nats[k];
                    }
                }
            }
            return sums;
        });
    }
}
