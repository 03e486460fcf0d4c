package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * How often a decoder reads, in training, the symbol that it predicts itself in place of the right one, so that it learns
 * to go on from its own mistakes (S. Bengio, O. Vinyals, N. Jaitly and N. Shazeer, Scheduled sampling for sequence
 * prediction with recurrent neural networks, 2015).
 *
 * <pre>
 * p(i) = greatest * min(1, i / steps)       linear
 * p(i) = 1 - k / (k + exp(i / k))           inverse sigmoid, i = k ln k where p is a half
 * </pre>
 *
 * <p>where i counts the batches that the model has been trained on, over all its fits. What the decoder predicts is known
 * from a first pass over the batch with the right symbols, without gradient; in a second pass, the one that is learned
 * from, each symbol is replaced with probability p by the most probable one of the first pass at its place (D. Duckworth,
 * A. Neelakantan, B. Goodrich, L. Kaiser and S. Bengio, Parallel scheduled sampling, 2019, with one pass). That is not what
 * the decoder would say after its own mistakes, but takes no step after the other; a batch costs about twice as much.
 *
 * <pre>{@code
 * ScheduledSampling.linear(0.3, 2_000)
 * ScheduledSampling.inverseSigmoid(300)
 * }</pre>
 *
 * @param course how the probability rises
 * @param greatest where it ends, above 0 up to 1; 1 for the inverse sigmoid
 * @param pace over how many batches it rises; k of the inverse sigmoid
 */
@CheckReturnValue
public record ScheduledSampling(Course course, double greatest, double pace) {

    /** How the probability rises. */
    public enum Course {
        /** By the same amount with each batch. */
        LINEAR,
        /** Slowly, then fast, then slowly. */
        INVERSE_SIGMOID
    }

    /** {@inheritDoc} */
    public ScheduledSampling {
        if (!(greatest > 0 && greatest <= 1)) {
            throw new IllegalArgumentException(
                    "greatest is " + greatest + ", expected a probability above 0 up to 1, such as 0.3");
        }
        if (!(pace >= 1 && pace < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the probability is to rise over " + pace + " batches, expected at least 1, such as 2000");
        }
    }

    /**
     * Rises in a line.
     *
     * @param greatest the probability in the end, above 0 up to 1
     * @param batches after how many batches that is reached, from 1
     * @return the schedule
     * @throws IllegalArgumentException if a number does not fit
     */
    public static ScheduledSampling linear(double greatest, int batches) {
        return new ScheduledSampling(Course.LINEAR, greatest, batches);
    }

    /**
     * Rises to 1 by an inverse sigmoid.
     *
     * @param k how slowly, from 1: the probability is a half after k ln k batches
     * @return the schedule
     * @throws IllegalArgumentException if it is below 1
     */
    public static ScheduledSampling inverseSigmoid(double k) {
        return new ScheduledSampling(Course.INVERSE_SIGMOID, 1, k);
    }

    /**
     * Returns the probability of reading the model's own symbol.
     *
     * @param batches how many batches the model has been trained on
     * @return from 0 to 1
     */
    public double probability(long batches) {
        return switch (course) {
            case LINEAR -> greatest * Math.min(1, batches / pace);
            case INVERSE_SIGMOID -> 1 - pace / (pace + Math.exp(batches / pace));
        };
    }

    /** Returns the probability; 0 where there is no schedule. */
    static double share(@Nullable ScheduledSampling schedule, long batches) {
        return schedule == null ? 0 : schedule.probability(batches);
    }

    /** Shows the call that makes it. */
    @Override
    public String toString() {
        return switch (course) {
            case LINEAR -> "linear(" + greatest + ", " + (long) pace + ")";
            case INVERSE_SIGMOID -> "inverseSigmoid(" + pace + ")";
        };
    }
}
