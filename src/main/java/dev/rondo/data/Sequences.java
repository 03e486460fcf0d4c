package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * Sequences of numbers, (sequences)(time)(features), each of a length of its own, with what is to be said of them.
 *
 * <pre>{@code
 * var waves = Sequences.labelled("waves", x, labels).split(0.8, 0.1);
 * }</pre>
 */
@CheckReturnValue
public final class Sequences {
    private final String name;
    private final float[][][] x;
    private final Targets targets;
    private final double floor; // NaN where it is not known
    private final int[][] parts; // the places of training, validation and test part

    private Sequences(String name, float[][][] x, Targets targets, double floor, int[][] parts) {
        this.name = name;
        this.x = x;
        this.targets = targets;
        this.floor = floor;
        this.parts = parts;
    }

    /**
     * Takes sequences with a label each. Nine tenths, drawn by lot, are for training and the rest for validation until
     * {@link #split} or {@link #first} says otherwise; so for the other kinds of targets.
     *
     * @param name what messages call them
     * @param x the numbers, (sequences)(time)(features)
     * @param labels a label for each sequence
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, or sizes do not match
     */
    public static Sequences labelled(String name, float[][][] x, String... labels) {
        String[][] one =
                Arrays.stream(labels).map(label -> new String[] {label}).toArray(String[][]::new);
        SequenceCheck check = new SequenceCheck(name);
        return of(name, x, check.labels(check.classes(one), one, false));
    }

    /**
     * Takes sequences with a label at each step.
     *
     * @param name what messages call them
     * @param x the numbers, (sequences)(time)(features)
     * @param labels the labels, (sequences)(time); null where a step does not count
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, or sizes do not match
     */
    public static Sequences labelledSteps(String name, float[][][] x, @Nullable String[][] labels) {
        SequenceCheck check = new SequenceCheck(name);
        return of(name, x, check.labels(check.classes(labels), labels, true));
    }

    /**
     * Takes sequences with numbers to predict from each.
     *
     * @param name what messages call them
     * @param x the numbers that come in, (sequences)(time)(features)
     * @param y the numbers that are to come out, (sequences)(outputs)
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, or sizes do not match
     */
    public static Sequences numbers(String name, float[][][] x, float[][] y) {
        float[][][] one = Arrays.stream(y).map(values -> new float[][] {values}).toArray(float[][][]::new);
        return of(name, x, new SequenceCheck(name).numbers(one, false));
    }

    /**
     * Takes sequences with numbers to predict at each step.
     *
     * @param name what messages call them
     * @param x the numbers that come in, (sequences)(time)(features)
     * @param y the numbers that are to come out, (sequences)(time)(outputs); NaN where a step does not count
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, sizes do not match, or some numbers
     *     of a step are NaN and others are not
     */
    public static Sequences numberSteps(String name, float[][][] x, float[][][] y) {
        return of(name, x, new SequenceCheck(name).numbers(y, true));
    }

    /**
     * Takes sequences from the rows of a table, one row for each step.
     *
     * <pre>{@code
     * Sequences.of(table).sequence("patient").order("hour").features("pulse", "pressure").labelled("outcome")
     * }</pre>
     *
     * @param table the table
     * @return what is still to say: which column is what
     */
    public static SequenceTable of(Table table) {
        return new SequenceTable(table);
    }

    private static Sequences of(String name, float[][][] x, Targets targets) {
        new SequenceCheck(name).fits(x, targets);
        return new Sequences(name, x, targets, Double.NaN, new int[3][0]).split(0.9, 0.1);
    }

    private static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    /**
     * Returns this split by other shares, drawn by lot and always in the same way; what the two leave over is the test
     * part.
     *
     * @param trainShare the share to train on, above 0; however small, one sequence is trained on
     * @param validationShare the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public Sequences split(double trainShare, double validationShare) {
        if (!(trainShare > 0 && validationShare >= 0 && trainShare + validationShare <= 1 + 1e-9)) {
            throw new IllegalArgumentException("split(" + trainShare + ", " + validationShare
                    + "): expected a training share above 0 and a validation share from 0, together at most 1,"
                    + " such as split(0.8, 0.1)");
        }
        int[] order = inOrder(x.length);
        SplittableRandom random = new SplittableRandom(0);
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        int first = Math.max(1, (int) Math.round(order.length * trainShare));
        int second = (int) Math.round(order.length * (trainShare + validationShare));
        return parts(order, first, Math.min(order.length, Math.max(first, second)));
    }

    /** Cuts the places at two points. */
    private Sequences parts(int[] order, int first, int second) {
        int[][] cut = {
            Arrays.copyOfRange(order, 0, first),
            Arrays.copyOfRange(order, first, second),
            Arrays.copyOfRange(order, second, order.length)
        };
        for (int[] places : cut) {
            Arrays.sort(places);
        }
        return new Sequences(name, x, targets, floor, cut);
    }

    /**
     * Returns this split by place, as sets are that come with a part to test on: the first so many to train on, the
     * next to validate on, the rest to test on.
     *
     * @param train how many to train on
     * @param validation how many to validate on
     * @return the changed value
     * @throws IllegalArgumentException if there are not so many
     */
    public Sequences first(int train, int validation) {
        if (train < 1 || validation < 0 || train + validation > x.length) {
            throw new IllegalArgumentException("first(" + train + ", " + validation + ") of " + x.length
                    + " sequences: expected at least 1 to train on, and together at most " + x.length);
        }
        return parts(inOrder(x.length), train, train + validation);
    }

    /**
     * Returns this with the classes in another order, or with classes that do not occur.
     *
     * @param all every label that there is, in the order of the scores
     * @return the changed value
     * @throws IllegalArgumentException if the targets are numbers, a label that occurs is not named, or one is named
     *     twice
     */
    public Sequences classes(String... all) {
        Targets.Labels old = labels();
        @Nullable String[][] named = new String[old.size()][];
        for (int s = 0; s < named.length; s++) {
            named[s] = Arrays.stream(old.ids()[s])
                    .mapToObj(id -> id < 0 ? null : old.classes().get(id))
                    .toArray(String[]::new);
        }
        Targets.Labels renumbered = new SequenceCheck(name).labels(List.of(all), named, old.perStep());
        return new Sequences(name, x, renumbered, floor, parts);
    }

    private Targets.Labels labels() {
        if (targets instanceof Targets.Labels labels) {
            return labels;
        }
        throw new IllegalArgumentException(
                "'" + name + "' has numbers to predict, not labels: classes(...) is for labels");
    }

    /**
     * Returns what a network without memory is shown: each target that counts becomes a sequence of its own, of a single
     * step with {@code steps x features} numbers. They are the last so many steps up to the target, side by side, the
     * oldest first, and zeros where the sequence had not begun yet. A target for a whole sequence stands at its last step.
     *
     * <p>On a single step the product with the state before, which is zero, falls out: {@code Rnn.tanh(h)} is a
     * feed-forward network with one hidden layer there. So it is the control of what memory brings.
     *
     * @param steps how many steps are shown, at least 1
     * @return one sequence for each target that counts, in the same part as before
     * @throws IllegalArgumentException if {@code steps} is below 1, or no target counts
     */
    public Sequences window(int steps) {
        Require.atLeast(1, "steps", steps, "10");
        List<Window> windows = Window.of(x, targets);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(
                    "window(" + steps + ") of '" + name + "' is empty, for no step counts: give at least one a target");
        }
        float[][][] cut =
                windows.stream().map(w -> w.cut(x[w.sequence()], steps)).toArray(float[][][]::new);
        int[][] places = new int[parts.length][];
        for (int part = 0; part < parts.length; part++) {
            int[] kept = parts[part]; // in rising order
            places[part] = IntStream.range(0, cut.length)
                    .filter(k -> Arrays.binarySearch(kept, windows.get(k).sequence()) >= 0)
                    .toArray();
        }
        return new Sequences(name, cut, Window.targets(windows, targets), floor, places);
    }

    /**
     * Returns this with the loss that no model can go below, known where the data was made by a rule.
     *
     * @param loss the loss of the best predictor there can be, in the unit of the task's loss
     * @return the changed value
     */
    public Sequences floor(double loss) {
        return new Sequences(name, x, targets, loss, parts);
    }

    /**
     * Returns the loss that no model can go below.
     *
     * @return the loss of the best predictor there can be, in the unit of the task's loss
     * @throws IllegalStateException if nobody knows
     */
    public double floor() {
        if (Double.isNaN(floor)) {
            throw new IllegalStateException("nobody knows the lowest loss on '" + name
                    + "': only data made by a rule has a floor, or give it by floor(loss)");
        }
        return floor;
    }

    /**
     * Returns whether the loss that no model can go below is known.
     *
     * @return true if {@link #floor()} has an answer
     */
    public boolean hasFloor() {
        return !Double.isNaN(floor);
    }

    /**
     * Returns the places of one part's sequences.
     *
     * @param part the part
     * @return the places, from 0, in rising order
     */
    public int[] places(Part part) {
        return switch (part) {
            case TRAIN -> parts[0].clone();
            case VALIDATION -> parts[1].clone();
            case TEST -> parts[2].clone();
            case ALL -> inOrder(x.length);
        };
    }

    /**
     * Returns one sequence; the array is shared, not copied.
     *
     * @param place its place, from 0
     * @return the numbers, (time)(features)
     */
    public float[][] x(int place) {
        return x[place];
    }

    /**
     * Returns what is to be said of the sequences.
     *
     * @return the targets of all sequences, by their places
     */
    public Targets targets() {
        return targets;
    }

    /**
     * Returns how many sequences there are.
     *
     * @return the count
     */
    public int size() {
        return x.length;
    }

    /**
     * Returns how many numbers each step has.
     *
     * @return the features
     */
    public int features() {
        return x[0][0].length;
    }

    /**
     * Returns what messages call the sequences.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        int shortest = Arrays.stream(x).mapToInt(s -> s.length).min().orElseThrow();
        int longest = Arrays.stream(x).mapToInt(s -> s.length).max().orElseThrow();
        String steps = shortest == longest ? shortest + " steps" : shortest + " to " + longest + " steps";
        return String.format(
                Locale.ROOT,
                "%s: %,d sequences of %s, %d features; %,d to train, %,d to validate, %,d to test",
                name,
                x.length,
                steps,
                features(),
                parts[0].length,
                parts[1].length,
                parts[2].length);
    }
}
