package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.rondo.data.Part;
import dev.rondo.nn.Engines;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * What every model that scores sequences does with its net: fits, and scores in batches.
 *
 * @param network the net with its weights
 * @param perStep whether each step is scored, and not the whole sequence once
 * @param outputs how many scores there are
 * @param seed the seed of shuffling and dropout
 * @param identity what decides a fit's numbers besides the data, in words
 */
record Scorer(Network<? extends ScoringNet> network, boolean perStep, int outputs, long seed, String identity) {
    private static final int LARGEST = 256; // sequences in one call of the engine
    private static final int NUMBERS = 1 << 24; // scores in one call

    History fit(Examples data, Goal goal, Fit fit) {
        return network.during(() -> Loop.run(learner(data, goal, fit), fit, seed));
    }

    RateCurve search(Examples data, Goal goal, Fit fit, Sweep sweep) {
        return network.during(() -> Loop.search(learner(data, goal, fit), fit, seed, sweep));
    }

    SequenceLearner learner(Examples data, Goal goal, Fit fit) {
        return new SequenceLearner(this, data, goal, fit.batch());
    }

    /** Counts what the model predicts of a part of the data. */
    <T extends Goal.Tally> T evaluate(Examples data, Goal goal, Part part, T tally) {
        read(data, SequenceLearner.counted(data, goal, part), tally);
        return tally;
    }

    /**
     * Reads sequences and hands their scores over, (1 or time)(outputs), in an order of its own.
     *
     * @param source the sequences
     * @param places the places of those to read
     * @param to takes the scores of each with its place
     */
    void read(Source source, int[] places, ObjIntConsumer<float[][]> to) {
        read(source, places, LARGEST, to);
    }

    /** Reads sequences in batches of at most so many. */
    void read(Source source, int[] places, int largest, ObjIntConsumer<float[][]> to) {
        int steps = perStep ? Math.min(SequenceBatch.MANY, NUMBERS / outputs) : SequenceBatch.MANY;
        Engines.enter();
        network.during(() -> {
            for (SequenceBatch batch : SequenceBatch.sorted(source, places, largest, steps)) {
                read(batch, to);
            }
            return places.length;
        });
    }

    private void read(SequenceBatch batch, ObjIntConsumer<float[][]> to) {
        float[] all;
        try (NDManager own = network.manager().newSubManager()) {
            NDArray scores = network.net()
                    .run(new ParameterStore(own, false), batch.inputs(own), batch.lengths(own), null, false);
            all = scores.toFloatArray();
        }
        int rows = perStep ? batch.time() : 1; // of each sequence, padding included
        for (int s = 0; s < batch.size(); s++) {
            float[][] own = new float[perStep ? batch.length(s) : 1][];
            for (int t = 0; t < own.length; t++) {
                int from = (s * rows + t) * outputs;
                own[t] = Arrays.copyOfRange(all, from, from + outputs);
            }
            to.accept(own, batch.places()[s]);
        }
    }
}
