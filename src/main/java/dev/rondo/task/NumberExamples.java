package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Sequences of numbers to learn from.
 *
 * @param data the sequences
 */
record NumberExamples(Sequences data) implements Examples {
    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int[] places(Part part) {
        return data.places(part);
    }

    @Override
    public int length(int place) {
        return data.x(place).length;
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        return new NumberSource(data::x).inputs(manager, batch);
    }

    @Override
    public int contentHash() {
        int hash = 0;
        for (int place : data.places(Part.ALL)) {
            hash = 31 * hash + Arrays.deepHashCode(data.x(place));
        }
        return hash;
    }

    @Override
    public OptionalDouble floor() {
        return data.hasFloor() ? OptionalDouble.of(data.floor()) : OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
