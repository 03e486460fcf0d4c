package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * The adding problem: each step brings a number and a mark, two steps of a sequence are marked, and at the end the sum
 * of their two numbers is to be told. The marks lie further apart the longer the sequence is, and nothing but memory
 * helps.
 *
 * <pre>{@code
 * var adding = AddingProblem.of(100);
 * Sequences data = adding.sequences(2000);   // floor 0, best constant 0.1667
 * }</pre>
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, <i>Long Short-Term Memory</i>, Neural Computation 9 (1997), experiment
 * 4; here in the form of Q. V. Le, N. Jaitly and G. E. Hinton, <i>A Simple Way to Initialize Recurrent Networks of
 * Rectified Linear Units</i> (2015): numbers uniform in [0, 1], one mark in each half, every sequence of the same
 * length.
 *
 * @param steps the length of each sequence, at least 2
 * @param seed what decides the draws
 */
@CheckReturnValue
public record AddingProblem(int steps, long seed) implements KnownSource {

    /** {@inheritDoc} */
    public AddingProblem {
        Require.atLeast(2, "steps", steps, "100: each half holds a mark");
    }

    /**
     * Describes the adding problem.
     *
     * @param steps the length of each sequence, at least 2; of an odd length, the second half is the longer
     * @return the problem, of seed 0
     * @throws IllegalArgumentException if {@code steps} is below 2
     */
    public static AddingProblem of(int steps) {
        return new AddingProblem(steps, 0);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public AddingProblem seed(long other) {
        return new AddingProblem(steps, other);
    }

    /**
     * Draws sequences of two features, the number and the mark (0 or 1), with the sum of the marked numbers as their
     * one target. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sequences, with the floor 0 for the squared error
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] x = new float[count][steps][2];
        float[][] y = new float[count][1];
        for (int s = 0; s < count; s++) {
            for (float[] step : x[s]) {
                step[0] = (float) random.nextDouble();
            }
            int half = steps / 2;
            for (int marked : new int[] {random.nextInt(half), half + random.nextInt(steps - half)}) {
                x[s][marked][1] = 1;
                y[s][0] += x[s][marked][0];
            }
        }
        return Sequences.numbers("adding problem", x, y).floor(floor());
    }

    @Override
    public String unit() {
        return "squared error";
    }

    @Override
    public double floor() {
        return 0;
    }

    /**
     * Returns the mean squared error of the best constant answer, which is 1: the variance of the sum of two
     * independent uniform numbers, 2 / 12.
     *
     * @return 1/6
     */
    public double constant() {
        return 1.0 / 6;
    }

    /**
     * Returns the mean squared error of the best answer that remembers nothing, which is {@link #constant()}.
     *
     * @return 1/6
     */
    @Override
    public double memoryless() {
        return constant();
    }
}
