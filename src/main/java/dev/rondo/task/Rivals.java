package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.data.Part;
import dev.rondo.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Real sequences and as many generated ones, to be told apart. The real ones come first: those to train on, then those to
 * validate on; the generated ones behind them in the same order.
 */
final class Rivals implements Examples {
    static final int REAL = 1; // the number of the class
    private static final List<String> CLASSES = List.of("generated", "real");

    private final String name;
    private final int[][] sequences;
    private final int train;
    private final int held;
    private final IntFunction<int[][]> anew;
    private int epoch; // of which the generated sequences to train on are
    private Source inEpoch;

    /**
     * Puts them together.
     *
     * @param name what messages call them
     * @param train the real sequences to train on
     * @param held the real sequences to validate on
     * @param generated as many generated ones to validate on
     * @param anew generates sequences for an epoch, as many as there are real ones to train on
     */
    Rivals(String name, int[][] train, int[][] held, int[][] generated, IntFunction<int[][]> anew) {
        this.name = name;
        this.train = train.length;
        this.held = held.length;
        this.anew = anew;
        int[][] blank = train; // their places are taken in each epoch
        this.sequences = List.of(train, held, blank, generated).stream()
                .flatMap(Arrays::stream)
                .toArray(int[][]::new);
        this.inEpoch = this;
    }

    /** Returns what is to be told. */
    LabelGoal goal() {
        int[][] ids = IntStream.range(0, sequences.length)
                .mapToObj(place -> new int[] {place < train + held ? REAL : 1 - REAL})
                .toArray(int[][]::new);
        return new LabelGoal(new Targets.Labels(CLASSES, ids, false));
    }

    static List<String> classes() {
        return CLASSES;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] places(Part part) {
        int real = train + held;
        return switch (part) {
            case TRAIN -> twice(0, train, real);
            case VALIDATION -> twice(train, real, real);
            case TEST -> new int[0];
            case ALL -> IntStream.range(0, sequences.length).toArray();
        };
    }

    private static int[] twice(int from, int to, int further) {
        return IntStream.concat(IntStream.range(from, to), IntStream.range(from + further, to + further))
                .toArray();
    }

    /** Replaces the generated sequences to train on; they are kept for the epoch, which asks batch by batch. */
    @Override
    public Source inEpoch(int number, int[] places) {
        if (number != epoch) {
            int[][] drawn = sequences.clone();
            System.arraycopy(anew.apply(number), 0, drawn, train + held, train);
            inEpoch = new Sequences(drawn);
            epoch = number;
        }
        return inEpoch;
    }

    @Override
    public int length(int place) {
        return sequences[place].length;
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        return new Sequences(sequences).inputs(manager, batch);
    }

    @Override
    public int contentHash() {
        return Arrays.deepHashCode(sequences);
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Sequences of symbols as they are, for a net that reads them whole.
     *
     * @param ids the symbols
     */
    record Sequences(int[][] ids) implements Source {
        @Override
        public int length(int place) {
            return ids[place].length;
        }

        @Override
        public NDList inputs(NDManager manager, SequenceBatch batch) {
            return new NDList(SequenceBatch.padded(
                    manager,
                    Arrays.stream(batch.places()).mapToObj(place -> ids[place]).toArray(int[][]::new)));
        }
    }
}
