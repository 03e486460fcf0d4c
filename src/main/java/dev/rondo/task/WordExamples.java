package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.data.Part;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Texts in words to learn from.
 *
 * @param name the name of the data
 * @param source the texts
 * @param parts the places of the texts in each part
 */
record WordExamples(String name, WordSource source, Function<Part, int[]> parts) implements Examples {
    @Override
    public int[] places(Part part) {
        return parts.apply(part);
    }

    @Override
    public int length(int place) {
        return source.length(place);
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        return source.inputs(manager, batch);
    }

    @Override
    public int contentHash() {
        int hash = Arrays.deepHashCode(source.ids());
        return source.code().letters() == null
                ? hash
                : 31 * hash + source.tokens().hashCode();
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
