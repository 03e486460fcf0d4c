package dev.rondo.task;

import dev.rondo.data.Part;
import java.util.OptionalDouble;

/** Sequences to learn from: what is read of them, and which part each belongs to. */
interface Examples extends Source {
    String name();

    /** Returns the places of the sequences in a part. */
    int[] places(Part part);

    /** Returns a hash of everything that a net reads. */
    int contentHash();

    /** Returns the loss that no model can beat, where it is known. */
    OptionalDouble floor();
}
