package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Targets;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Targets in numbers, for a decoder to learn from.
 *
 * @param targets the symbols of each target, the last one its end
 * @param begin what a decoder reads first
 */
record Written(int[][] targets, int begin) {

    /** Numbers so many targets. */
    static Written of(Vocabulary known, int count, IntFunction<List<String>> tokens) {
        int end = known.id(Vocabulary.END).orElseThrow();
        int[][] targets = IntStream.range(0, count)
                .mapToObj(place -> {
                    int[] ids = known.ids(tokens.apply(place));
                    int[] ended = Arrays.copyOf(ids, ids.length + 1);
                    ended[ids.length] = end;
                    return ended;
                })
                .toArray(int[][]::new);
        return new Written(targets, known.id(Vocabulary.BEGIN).orElseThrow());
    }

    int length(int place) {
        return targets[place].length;
    }

    /** Copies the symbol before each of some targets into the engine, padded, (batch, steps). */
    NDArray before(NDManager manager, int[] places) {
        return SequenceBatch.padded(
                manager, Arrays.stream(places).mapToObj(this::before).toArray(int[][]::new));
    }

    /** Copies the symbols of some targets into the engine, one target behind the other, (symbols). */
    NDArray labels(NDManager manager, int[] places) {
        int[] all = Arrays.stream(places)
                .flatMap(place -> Arrays.stream(targets[place]))
                .toArray();
        return Tensors.array(manager, all, new Shape(all.length));
    }

    private int[] before(int place) {
        int[] target = targets[place];
        int[] before = new int[target.length];
        before[0] = begin;
        System.arraycopy(target, 0, before, 1, target.length - 1);
        return before;
    }

    /** Returns what is to be predicted. */
    SymbolGoal goal(Vocabulary known) {
        return new SymbolGoal(new LabelGoal(new Targets.Labels(known.symbols(), targets, true), "symbol", null));
    }
}
