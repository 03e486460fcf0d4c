package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import dev.rondo.data.Targets;
import dev.rondo.train.Learner;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** What is to be predicted of a set of sequences, and how wrong a model is about it. */
interface Goal {
    /** Returns what is to be predicted. */
    Targets targets();

    /** Returns what the loss is, with its unit. */
    String loss();

    /** Returns what decides a fit's numbers besides targets and net, in words. */
    default String identity() {
        return "";
    }

    /** Returns what a rate counts. */
    default String unit() {
        return targets().perStep() ? "steps" : "sequences";
    }

    /**
     * Returns the mean loss over the targets that count.
     *
     * @param scores the net's, (targets that count, sequence by sequence, step by step; outputs)
     * @param places the places of the sequences
     */
    NDArray loss(NDArray scores, int[] places);

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
