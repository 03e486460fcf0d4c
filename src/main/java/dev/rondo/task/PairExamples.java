package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.data.Part;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Sources and targets in numbers, to learn from. A step is one of the target, its end included.
 *
 * @param name the name of the data
 * @param sources the symbols of each source
 * @param written the targets
 * @param parts the places of the pairs in each part
 */
record PairExamples(String name, int[][] sources, Written written, Function<Part, int[]> parts) implements Examples {
    @Override
    public int[] places(Part part) {
        return parts.apply(part);
    }

    @Override
    public int length(int place) {
        return written.length(place);
    }

    @Override
    public int weight(int place) {
        return sources[place].length + length(place);
    }

    /** Copies sources (batch, time), at each step of the target the symbol before (batch, steps), and the lengths of the
     * sources (batch) where they differ. */
    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        int[][] read =
                Arrays.stream(batch.places()).mapToObj(place -> sources[place]).toArray(int[][]::new);
        NDList inputs = new NDList(SequenceBatch.padded(manager, read), written.before(manager, batch.places()));
        NDArray lengths = SequenceBatch.lengths(
                manager, Arrays.stream(read).mapToInt(row -> row.length).toArray());
        if (lengths != null) {
            inputs.add(lengths);
        }
        return inputs;
    }

    /** The targets count too, but are hashed as such. */
    @Override
    public int contentHash() {
        return Arrays.deepHashCode(sources);
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
