package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A net that scores sequences: the whole of each, or each step. */
interface ScoringNet extends Net {
    /** Says where the next dropout masks come from. */
    void noiseFrom(SplittableRandom source);

    /**
     * Runs the net.
     *
     * @param inputs what a {@link Source} copied for a batch
     * @param lengths the number of real steps of each sequence, (batch); null where all are real
     * @param steps which steps to score, counted through (batch x time); null for all, and where the whole is scored
     * @return (batch or steps, outputs)
     */
    NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training);
}
