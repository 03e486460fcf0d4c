package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * The threshold problem: bits come in, and whether more than so many ones have come is to be told at each step. It
 * takes counting, but unlike parity a rough count is already a good answer.
 *
 * <pre>{@code
 * Sequences data = ThresholdProblem.of(20).sequences(2000);   // "above" from the sixth one on
 * }</pre>
 *
 * @param steps the length of each sequence, at least 2
 * @param level the number of ones that has to be passed, from 0 to {@code steps - 1}
 * @param seed what decides the draws
 */
@CheckReturnValue
public record ThresholdProblem(int steps, int level, long seed) implements KnownSource {
    private static final String[] CLASSES = {"below", "above"};

    /** {@inheritDoc} */
    public ThresholdProblem {
        Require.atLeast(2, "steps", steps, "20");
        if (level < 0 || level >= steps) {
            throw new IllegalArgumentException("level is " + level + ", expected 0 to " + (steps - 1)
                    + ": a sequence of " + steps + " bits has to be able to pass it");
        }
    }

    /**
     * Describes the threshold problem with a level of a quarter of the steps, which about half of the sequences pass
     * by the middle.
     *
     * @param steps the length of each sequence, at least 2
     * @return the problem, of seed 0
     * @throws IllegalArgumentException if {@code steps} is below 2
     */
    public static ThresholdProblem of(int steps) {
        return new ThresholdProblem(steps, steps / 4, 0);
    }

    /**
     * Returns this with another level.
     *
     * @param ones the number of ones that has to be passed, from 0 to {@code steps - 1}
     * @return the changed value
     * @throws IllegalArgumentException if it is out of range
     */
    public ThresholdProblem level(int ones) {
        return new ThresholdProblem(steps, ones, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public ThresholdProblem seed(long other) {
        return new ThresholdProblem(steps, level, other);
    }

    /**
     * Draws sequences of one feature, a fair bit (0 or 1), with a label at each step: {@code above} once there have
     * been more ones than the level, the present bit included, {@code below} before. A larger set begins with the
     * smaller one.
     *
     * @param count how many, at least 1
     * @return the sequences, with the floor 0
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] x = new float[count][steps][1];
        String[][] labels = new String[count][steps];
        for (int s = 0; s < count; s++) {
            int ones = 0;
            for (int t = 0; t < steps; t++) {
                int bit = random.nextInt(2);
                ones += bit;
                x[s][t][0] = bit;
                labels[s][t] = CLASSES[ones > level ? 1 : 0];
            }
        }
        return Sequences.labelledSteps("threshold problem", x, labels)
                .classes(CLASSES)
                .floor(floor());
    }

    @Override
    public String unit() {
        return "nats per step";
    }

    @Override
    public double floor() {
        return 0;
    }

    /**
     * Returns the loss of a model that knows the time and nothing of the bits: the mean over the steps t of the entropy
     * of whether a binomial number of t fair bits is above the level.
     *
     * @return the loss, in nats per step
     */
    @Override
    public double memoryless() {
        double[] ones = new double[steps + 1]; // the chance of so many ones by now
        ones[0] = 1;
        double sum = 0;
        for (int t = 1; t <= steps; t++) {
            for (int k = t; k > 0; k--) {
                ones[k] = (ones[k] + ones[k - 1]) / 2;
            }
            ones[0] /= 2;
            double above = 0;
            for (int k = level + 1; k <= t; k++) {
                above += ones[k];
            }
            sum += Entropy.nats(new double[] {above, 1 - above});
        }
        return sum / steps;
    }
}
