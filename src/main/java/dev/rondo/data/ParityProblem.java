package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * The parity problem: bits come in, and whether the ones so far are even or odd in number is to be told. One bit of
 * memory solves it, but every input matters to every later answer, and half the answers stay wrong until all is right.
 *
 * <pre>{@code
 * Sequences data = ParityProblem.of(20).sequences(2000);                      // the running parity at each step
 * Sequences ends = ParityProblem.of(20).lengths(5, 40).atEnd().sequences(2000);
 * }</pre>
 *
 * @param shortest the length of the shortest sequences, at least 2
 * @param longest the length of the longest sequences; each length between is equally likely
 * @param told when the parity is to be told
 * @param seed what decides the draws
 */
@CheckReturnValue
public record ParityProblem(int shortest, int longest, Told told, long seed) implements KnownSource {
    private static final String[] CLASSES = {"even", "odd"};

    /** When the parity is to be told. */
    public enum Told {
        /** At each step, that of the bits so far. */
        EVERY_STEP,
        /** Once, that of all bits. */
        AT_END
    }

    /** {@inheritDoc} */
    public ParityProblem {
        Require.atLeast(2, shortest == longest ? "steps" : "shortest", shortest, "20");
        if (longest < shortest) {
            throw new IllegalArgumentException(
                    "lengths(" + shortest + ", " + longest + "): expected the shortest first, such as lengths(5, 40)");
        }
    }

    /**
     * Describes the parity problem, to be told at each step.
     *
     * @param steps the length of each sequence, at least 2
     * @return the problem, of seed 0
     * @throws IllegalArgumentException if {@code steps} is below 2
     */
    public static ParityProblem of(int steps) {
        return new ParityProblem(steps, steps, Told.EVERY_STEP, 0);
    }

    /**
     * Returns this with sequences of different lengths, each between the two equally likely.
     *
     * @param least the length of the shortest, at least 2
     * @param most the length of the longest
     * @return the changed value
     * @throws IllegalArgumentException if {@code least} is below 2 or above {@code most}
     */
    public ParityProblem lengths(int least, int most) {
        return new ParityProblem(least, most, told, seed);
    }

    /**
     * Returns this with the parity to be told once, of all bits.
     *
     * @return the changed value
     */
    public ParityProblem atEnd() {
        return new ParityProblem(shortest, longest, Told.AT_END, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public ParityProblem seed(long other) {
        return new ParityProblem(shortest, longest, told, other);
    }

    /**
     * Draws sequences of one feature, a fair bit (0 or 1), labelled {@code even} or {@code odd} at each step or once. A
     * larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sequences, with the floor 0
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] x = new float[count][][];
        String[][] running = new String[count][];
        String[] last = new String[count];
        for (int s = 0; s < count; s++) {
            int length = shortest + random.nextInt(longest - shortest + 1);
            x[s] = new float[length][1];
            running[s] = new String[length];
            int parity = 0;
            for (int t = 0; t < length; t++) {
                int bit = random.nextInt(2);
                parity ^= bit;
                x[s][t][0] = bit;
                running[s][t] = CLASSES[parity];
            }
            last[s] = CLASSES[parity];
        }
        Sequences sequences = told == Told.AT_END
                ? Sequences.labelled("parity problem", x, last)
                : Sequences.labelledSteps("parity problem", x, running);
        return sequences.classes(CLASSES).floor(floor());
    }

    @Override
    public String unit() {
        return told == Told.AT_END ? "nats per sequence" : "nats per step";
    }

    @Override
    public double floor() {
        return 0;
    }

    /**
     * Returns the loss of a guess: even and odd are equally likely after any number of bits.
     *
     * @return {@code ln 2}
     */
    @Override
    public double memoryless() {
        return Math.log(2);
    }
}
