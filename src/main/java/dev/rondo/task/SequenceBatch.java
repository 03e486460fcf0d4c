package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.nn.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sequences side by side, padded to the longest of them.
 *
 * @param source the sequences by their places
 * @param places the places of those in this batch
 */
record SequenceBatch(Source source, int[] places) {
    private static final double MIXED = 0.25; // of the longest: how far lengths in one batch may lie apart
    static final int MANY = 1 << 15; // steps in one call of the engine, padding included

    /**
     * Makes the batches to learn from in one epoch. Sequences of about the same length come together, so that little is
     * padded: they are ordered by length and up to a quarter of the longest length, drawn anew for each, and cut into
     * batches whose sizes differ by one at most, which then are shuffled.
     *
     * @param largest how many sequences a batch has at most
     * @param random the source of all chance
     */
    static List<SequenceBatch> shuffled(Source source, int[] places, int largest, SplittableRandom random) {
        int longest = Arrays.stream(places).map(source::weight).max().orElse(0);
        double mixed = Math.max(1, MIXED * longest);
        int[] order = Arrays.stream(places)
                .mapToObj(place -> new Drawn(place, source.weight(place) + random.nextDouble() * mixed))
                .sorted(Comparator.comparingDouble(Drawn::key))
                .mapToInt(Drawn::place)
                .toArray();
        int count = (places.length + largest - 1) / largest;
        List<SequenceBatch> batches = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int from = (int) ((long) places.length * k / count);
            int to = (int) ((long) places.length * (k + 1) / count);
            batches.add(new SequenceBatch(source, Arrays.copyOfRange(order, from, to)));
        }
        for (int k = count - 1; k > 0; k--) {
            Collections.swap(batches, k, random.nextInt(k + 1));
        }
        return batches;
    }

    private record Drawn(int place, double key) {}

    /** Makes batches to read only, of bounded size, the shortest sequences first. */
    static List<SequenceBatch> sorted(Source source, int[] places, int largest) {
        return sorted(source, places, largest, MANY);
    }

    /** Makes batches to read only, of at most so many sequences and, unless it is one, so many steps. */
    static List<SequenceBatch> sorted(Source source, int[] places, int largest, int steps) {
        int[] order = Arrays.stream(places)
                .boxed()
                .sorted(Comparator.comparingInt(source::weight))
                .mapToInt(place -> place)
                .toArray();
        List<SequenceBatch> batches = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            boolean full =
                    to == order.length || to - from == largest || (to - from + 1L) * source.weight(order[to]) > steps;
            if (full) {
                batches.add(new SequenceBatch(source, Arrays.copyOfRange(order, from, to)));
                from = to;
            }
        }
        return batches;
    }

    /** Returns how many sequences there are. */
    int size() {
        return places.length;
    }

    /** Returns how many steps a sequence of the batch has. */
    int length(int row) {
        return source.length(places[row]);
    }

    /** Returns how many steps the longest has. */
    int time() {
        return IntStream.range(0, size()).map(this::length).max().orElseThrow();
    }

    /** Copies the sequences into the engine, padded. */
    NDList inputs(NDManager manager) {
        return source.inputs(manager, this);
    }

    /** Copies the lengths into the engine, (batch); null where they are all the same. */
    @Nullable
    NDArray lengths(NDManager manager) {
        return lengths(manager, IntStream.range(0, size()).map(this::length).toArray());
    }

    /** Copies lengths into the engine, (batch); null where they are all the same. */
    static @Nullable NDArray lengths(NDManager manager, int[] each) {
        if (Arrays.stream(each).allMatch(length -> length == each[0])) {
            return null;
        }
        float[] lengths = new float[each.length];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = each[row];
        }
        return Tensors.array(manager, lengths, new Shape(lengths.length));
    }

    /** Copies rows of numbers into the engine, (rows, the longest), with 0 behind those that are shorter. */
    static NDArray padded(NDManager manager, int[][] rows) {
        int time = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
        int[] all = new int[rows.length * time];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * time, rows[row].length);
        }
        return Tensors.array(manager, all, new Shape(rows.length, time));
    }
}
