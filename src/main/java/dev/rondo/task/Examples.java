package dev.rondo.task;

import dev.rondo.data.Part;
import java.util.OptionalDouble;

/** Sequences to learn from: what is read of them, and which part each belongs to. */
interface Examples extends Source {
    String name();

    /** Returns the places of the sequences in a part. */
    int[] places(Part part);

    /**
     * Returns sequences as an epoch of training reads them, always the same for the same epoch; here as they are.
     *
     * @param epoch the epoch, from 1
     * @param places the places of those to read
     */
    default Source inEpoch(int epoch, int[] places) {
        return this;
    }

    /** Returns a hash of everything that a net reads. */
    int contentHash();

    /** Returns the loss that no model can beat, where it is known. */
    OptionalDouble floor();
}
