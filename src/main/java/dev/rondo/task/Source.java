package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** Sequences that a net reads, by their places. */
interface Source {
    /** Returns how many steps a sequence has. */
    int length(int place);

    /** Returns how much work a sequence is, in steps: batches are sorted by it, and bounded in all. */
    default int weight(int place) {
        return length(place);
    }

    /** Copies the sequences of a batch into the engine, padded to the longest: what the net's input is. */
    NDList inputs(NDManager manager, SequenceBatch batch);
}
