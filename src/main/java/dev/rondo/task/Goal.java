package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import dev.rondo.train.Learner;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** What is to be predicted of a set of sequences, and how wrong a model is about it. */
interface Goal {
    /** Returns how many targets of a sequence count. */
    int counted(int place);

    /**
     * Returns which steps of a batch are to be scored, counted through (batch x time); null for all of them, padding
     * too, and where the whole has one target.
     */
    int @Nullable [] steps(SequenceBatch batch);

    /** Returns a hash of what is to be predicted. */
    int contentHash();

    /** Returns what the loss is, with its unit. */
    String loss();

    /** Returns what decides a fit's numbers besides targets and net, in words. */
    default String identity() {
        return "";
    }

    /** Returns what a rate counts. */
    String unit();

    /**
     * Returns the mean loss over the targets that count.
     *
     * @param scores the net's, sequence by sequence, step by step, of the {@link #steps} asked for, (steps, outputs); or
     *     of the whole sequences, (batch, outputs)
     * @param batch the sequences
     */
    NDArray loss(NDArray scores, SequenceBatch batch);

    /** Returns a new count of what a model predicts. */
    Tally tally();

    /** Returns the losses on some sequences of predictors that know no more than the targets of others. */
    Map<String, Double> baselines(int[] known, int[] measured);

    /** Takes the scores of one sequence after the other, (1 or time)(outputs), with its place. */
    interface Tally extends ObjIntConsumer<float[][]> {
        /** Returns mean loss and further figures so far; a loss that is no number where a score is none. */
        Learner.Scores scores();
    }
}
