package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The timing problem: spikes come in at irregular intervals, and at each of them the steps since the one before are to
 * be told. Between two spikes there is nothing to count but time itself, and the answer has to be right to the step. The
 * paper gives the gates sight of the cell state (peepholes) for tasks of this kind.
 *
 * <pre>{@code
 * Sequences data = TimingProblem.of(20, 30).sequences(1000);   // 11 intervals to be told apart, floor 0
 * }</pre>
 *
 * <p>Source: F. A. Gers, N. N. Schraudolph and J. Schmidhuber, <i>Learning Precise Timing with LSTM Recurrent
 * Networks</i>, Journal of Machine Learning Research 3 (2002), the task of measuring spike delays; there the delay is a
 * number to be told, here it is a class.
 *
 * @param shortest the steps of the shortest interval, at least 1
 * @param longest the steps of the longest interval, above the shortest
 * @param intervals how many intervals a sequence has
 * @param seed what decides the draws
 */
@CheckReturnValue
public record TimingProblem(int shortest, int longest, int intervals, long seed) implements KnownSource {

    /** {@inheritDoc} */
    public TimingProblem {
        Require.atLeast(1, "shortest", shortest, "20");
        if (longest <= shortest) {
            throw new IllegalArgumentException("longest is " + longest + ", expected more than the shortest, "
                    + shortest + ": there have to be intervals to tell apart");
        }
        Require.atLeast(1, "intervals", intervals, "10");
    }

    /**
     * Describes the timing problem, ten intervals a sequence.
     *
     * @param shortest the steps of the shortest interval, at least 1
     * @param longest the steps of the longest interval, above the shortest; each between is equally likely
     * @return the problem, of seed 0
     * @throws IllegalArgumentException if {@code shortest} is below 1 or not below {@code longest}
     */
    public static TimingProblem of(int shortest, int longest) {
        return new TimingProblem(shortest, longest, 10, 0);
    }

    /**
     * Returns this with another number of intervals.
     *
     * @param count how many intervals a sequence has, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public TimingProblem intervals(int count) {
        return new TimingProblem(shortest, longest, count, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public TimingProblem seed(long other) {
        return new TimingProblem(shortest, longest, intervals, other);
    }

    /**
     * Draws sequences of one feature, 1 at a spike and 0 elsewhere, from the first spike to the last. Each spike but
     * the first is labelled with the steps since the one before, such as {@code 23}; no other step counts. A larger set
     * begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the sequences, with the floor 0
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        String[] classes = IntStream.rangeClosed(shortest, longest)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        float[][][] x = new float[count][][];
        String[][] labels = new String[count][];
        for (int s = 0; s < count; s++) {
            int[] drawn = random.ints(intervals, 0, classes.length).toArray();
            int length = 1 + intervals * shortest + Arrays.stream(drawn).sum();
            x[s] = new float[length][1];
            labels[s] = new String[length];
            int now = 0;
            x[s][now][0] = 1;
            for (int interval : drawn) {
                now += shortest + interval;
                x[s][now][0] = 1;
                labels[s][now] = classes[interval];
            }
        }
        return Sequences.labelledSteps("timing problem", x, labels)
                .classes(classes)
                .floor(floor());
    }

    @Override
    public String unit() {
        return "nats per spike";
    }

    @Override
    public double floor() {
        return 0;
    }

    /**
     * Returns the loss of a guess: all intervals are equally likely.
     *
     * @return the logarithm of how many intervals there are
     */
    @Override
    public double memoryless() {
        return Math.log(longest - shortest + 1);
    }
}
