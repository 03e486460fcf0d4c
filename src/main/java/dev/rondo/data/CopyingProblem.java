package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The copying problem: ten symbols out of eight are shown, nothing happens for a while, and at a signal they are to be
 * said again in their order. All else that comes in, and all else that is to be said, is the blank.
 *
 * <pre>{@code
 * step      0 .. 9         10 .. delay+8   delay+9   delay+10 .. delay+19
 * input     ten symbols    blank           signal    blank
 * answer    blank          blank           blank     the ten symbols
 *
 * var copying = CopyingProblem.of(100);
 * Sequences data = copying.sequences(2000);
 * copying.memoryless();                      // 0.1733 nats per step
 * }</pre>
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, <i>Long Short-Term Memory</i>, Neural Computation 9 (1997), for the kind
 * of task; the layout and the baseline are those of M. Arjovsky, A. Shah and Y. Bengio, <i>Unitary Evolution Recurrent
 * Neural Networks</i> (2016).
 *
 * @param delay the steps from the last symbol shown to the signal, at least 1; a sequence has {@code delay + 20}
 * @param counted which steps count
 * @param seed what decides the draws
 */
@CheckReturnValue
public record CopyingProblem(int delay, Counted counted, long seed) implements KnownSource {
    private static final int SYMBOLS = 8;
    private static final int SHOWN = 10;
    private static final int BLANK = SYMBOLS;
    private static final int SIGNAL = SYMBOLS + 1;
    private static final String[] CLASSES = {"a", "b", "c", "d", "e", "f", "g", "h", "_"};

    /** Which steps of a sequence the loss and the accuracy are taken over. */
    public enum Counted {
        /** All of them, blanks included, as the literature has it. */
        EVERY_STEP,
        /** The last ten alone, where the symbols are recalled. */
        RECALL
    }

    /** {@inheritDoc} */
    public CopyingProblem {
        Require.atLeast(1, "delay", delay, "100: the signal comes at least one step after the last symbol");
    }

    /**
     * Describes the copying problem, counted over all steps.
     *
     * @param delay the steps from the last symbol shown to the signal, at least 1
     * @return the problem, of seed 0
     * @throws IllegalArgumentException if {@code delay} is below 1
     */
    public static CopyingProblem of(int delay) {
        return new CopyingProblem(delay, Counted.EVERY_STEP, 0);
    }

    /**
     * Returns this counted over the ten recalled symbols alone: a loss that does not shrink as the delay grows.
     *
     * @return the changed value
     */
    public CopyingProblem recallOnly() {
        return new CopyingProblem(delay, Counted.RECALL, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public CopyingProblem seed(long other) {
        return new CopyingProblem(delay, counted, other);
    }

    /**
     * Returns the length of each sequence.
     *
     * @return {@code delay + 20}
     */
    public int steps() {
        return delay + 2 * SHOWN;
    }

    /**
     * Draws sequences of ten features (the eight symbols, the blank, the signal; one of them 1), with a label at each
     * step that counts: {@code a} to {@code h}, or {@code _} for the blank. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sequences, with the floor 0
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = OneHot.rows(SYMBOLS + 2);
        float[][][] x = new float[count][steps()][];
        String[][] labels = new String[count][steps()];
        for (int s = 0; s < count; s++) {
            Arrays.fill(x[s], rows[BLANK]);
            x[s][steps() - SHOWN - 1] = rows[SIGNAL];
            if (counted == Counted.EVERY_STEP) {
                Arrays.fill(labels[s], CLASSES[BLANK]);
            }
            for (int k = 0; k < SHOWN; k++) {
                int symbol = random.nextInt(SYMBOLS);
                x[s][k] = rows[symbol];
                labels[s][steps() - SHOWN + k] = CLASSES[symbol];
            }
        }
        return Sequences.labelledSteps("copying problem", x, labels)
                .classes(CLASSES)
                .floor(floor());
    }

    @Override
    public String unit() {
        return "nats per counted step";
    }

    @Override
    public double floor() {
        return 0;
    }

    /**
     * Returns the loss of a model that knows when to say the blank and guesses the ten symbols evenly.
     *
     * @return {@code 10 ln 8 / (delay + 20)}; {@code ln 8} where the recalled symbols alone count
     */
    @Override
    public double memoryless() {
        double guess = Math.log(SYMBOLS);
        return counted == Counted.RECALL ? guess : SHOWN * guess / steps();
    }
}
