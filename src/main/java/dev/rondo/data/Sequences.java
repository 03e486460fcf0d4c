package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
     * Takes sequences with a label each. The first nine tenths are for training and the last for validation until
     * {@link #split} says otherwise.
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
        return of(name, x, Targets.labels(classes(one), one, false));
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
    public static Sequences labelledSteps(String name, float[][][] x, String[][] labels) {
        return of(name, x, Targets.labels(classes(labels), labels, true));
    }

    /**
     * Takes sequences with numbers to be told from each.
     *
     * @param name what messages call them
     * @param x the numbers that come in, (sequences)(time)(features)
     * @param y the numbers that are to come out, (sequences)(outputs)
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, or sizes do not match
     */
    public static Sequences numbers(String name, float[][][] x, float[][] y) {
        float[][][] one = Arrays.stream(y).map(values -> new float[][] {values}).toArray(float[][][]::new);
        return of(name, x, new Targets.Numbers(one, outputs(one), false));
    }

    /**
     * Takes sequences with numbers to be told at each step.
     *
     * @param name what messages call them
     * @param x the numbers that come in, (sequences)(time)(features)
     * @param y the numbers that are to come out, (sequences)(time)(outputs); NaN where a step does not count
     * @return the sequences
     * @throws IllegalArgumentException if there are none, a sequence has no steps, or sizes do not match
     */
    public static Sequences numberSteps(String name, float[][][] x, float[][][] y) {
        return of(name, x, new Targets.Numbers(y, outputs(y), true));
    }

    private static List<String> classes(String[][] labels) {
        return Arrays.stream(labels)
                .flatMap(Stream::of)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private static int outputs(float[][][] y) {
        return y.length == 0 || y[0].length == 0 ? 0 : y[0][0].length;
    }

    private static Sequences of(String name, float[][][] x, Targets targets) {
        check(name, x, targets);
        return new Sequences(name, x, targets, Double.NaN, new int[3][0]).parts(inOrder(x.length), 0.9, 0.1);
    }

    private static void check(String name, float[][][] x, Targets targets) {
        if (x.length == 0) {
            throw new IllegalArgumentException("'" + name + "' has no sequences: give at least one");
        }
        if (targets.size() != x.length) {
            throw new IllegalArgumentException("'" + name + "' has " + x.length + " sequences but targets for "
                    + targets.size() + ": expected one for each");
        }
        for (int s = 0; s < x.length; s++) {
            checkSequence(name, s, x[s], x[0]);
            checkTarget(name, s, x[s].length, targets);
        }
    }

    private static void checkSequence(String name, int place, float[][] sequence, float[][] first) {
        if (sequence.length == 0) {
            throw new IllegalArgumentException(
                    "sequence " + place + " of '" + name + "' has no steps: leave it out, or give it at least one");
        }
        for (float[] step : sequence) {
            if (step.length != first[0].length || step.length == 0) {
                throw new IllegalArgumentException("a step of sequence " + place + " of '" + name + "' has "
                        + step.length + " features, expected "
                        + (first[0].length == 0 ? "at least 1" : first[0].length + " as in the first step of all"));
            }
            for (float value : step) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("sequence " + place + " of '" + name + "' holds " + value
                            + ", expected numbers: fill what is missing, or leave the sequence out");
                }
            }
        }
    }

    private static void checkTarget(String name, int place, int time, Targets targets) {
        int wanted = targets.perStep() ? time : 1;
        int came = targets instanceof Targets.Labels labels
                ? labels.ids()[place].length
                : ((Targets.Numbers) targets).values()[place].length;
        if (came != wanted) {
            throw new IllegalArgumentException("sequence " + place + " of '" + name + "' has " + time
                    + " steps but targets for " + came + ": expected one for each step");
        }
        if (targets instanceof Targets.Numbers numbers) {
            for (float[] values : numbers.values()[place]) {
                if (values.length != numbers.outputs() || values.length == 0) {
                    throw new IllegalArgumentException("sequence " + place + " of '" + name + "' is to give "
                            + values.length + " numbers, expected " + Math.max(1, numbers.outputs()));
                }
            }
        }
    }

    private static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    /**
     * Returns this split by other shares, drawn by lot and always in the same way; what the two leave over is the test
     * part.
     *
     * @param trainShare the share to train on, above 0
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
        return parts(order, trainShare, validationShare);
    }

    private Sequences parts(int[] order, double trainShare, double validationShare) {
        int first = (int) Math.round(order.length * trainShare);
        int second = Math.min(order.length, (int) Math.round(order.length * (trainShare + validationShare)));
        return new Sequences(name, x, targets, floor, new int[][] {
            Arrays.copyOfRange(order, 0, first),
            Arrays.copyOfRange(order, first, second),
            Arrays.copyOfRange(order, second, order.length)
        });
    }

    /**
     * Returns this split by place, as sets are that come with a part to test on: the first so many to train on, the next
     * to validate on, the rest to test on.
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
        int[] all = inOrder(x.length);
        return new Sequences(name, x, targets, floor, new int[][] {
            Arrays.copyOfRange(all, 0, train),
            Arrays.copyOfRange(all, train, train + validation),
            Arrays.copyOfRange(all, train + validation, all.length)
        });
    }

    /**
     * Returns this with the classes in another order, or with classes that do not occur.
     *
     * @param all every label that there is, in the order of the scores
     * @return the changed value
     * @throws IllegalArgumentException if the targets are numbers, or a label that occurs is not named
     */
    public Sequences classes(String... all) {
        Targets.Labels old = labels();
        String[][] named = new String[old.ids().length][];
        for (int s = 0; s < named.length; s++) {
            named[s] = Arrays.stream(old.ids()[s])
                    .mapToObj(id -> id < 0 ? null : old.classes().get(id))
                    .toArray(String[]::new);
        }
        return new Sequences(name, x, Targets.labels(List.of(all), named, old.perStep()), floor, parts);
    }

    private Targets.Labels labels() {
        if (targets instanceof Targets.Labels labels) {
            return labels;
        }
        throw new IllegalArgumentException("'" + name + "' has numbers to be told, not labels");
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
     * @return the places, from 0, in no order
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
