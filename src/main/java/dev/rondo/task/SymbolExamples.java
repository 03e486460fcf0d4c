package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.data.Part;
import dev.rondo.data.SymbolSequences;
import dev.rondo.data.Targets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Sequences of symbols for a generator to learn from: at each step it reads the symbol before.
 *
 * @param data the sequences
 * @param written the same, and what stands before them
 */
record SymbolExamples(SymbolSequences data, Written written) implements Examples {

    static SymbolExamples of(SymbolSequences data) {
        return new SymbolExamples(data, new Written(data.sequences(Part.ALL), data.symbols()));
    }

    SymbolGoal goal() {
        Targets.Labels labels = new Targets.Labels(
                IntStream.range(0, data.symbols()).mapToObj(Integer::toString).toList(), written.targets(), true);
        return new SymbolGoal(new LabelGoal(labels, "symbol", null));
    }

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
        return data.length();
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        return new NDList(written.before(manager, batch.places()));
    }

    @Override
    public int contentHash() {
        return Arrays.deepHashCode(written.targets());
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return data.name();
    }
}
