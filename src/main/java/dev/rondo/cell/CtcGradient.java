package dev.rondo.cell;

import java.util.Arrays;

/**
 * The losses of a batch under {@link Ctc} and the gradient of their sum.
 *
 * <p>The gradient of a frame's scores is the probability of each output less the share of the target's paths that take
 * it there. A sequence's part depends on no other sequence, so a mean or a weighting is had by scaling the parts.
 *
 * @param losses the loss of each sequence, nats, at least 0, (batch)
 * @param scores by the scores, in the shape they came in; 0 beyond a sequence's end
 */
public record CtcGradient(double[] losses, Tensor scores) {
    /**
     * Returns the loss of the batch.
     *
     * @return the sum over its sequences, nats
     */
    public double loss() {
        return Arrays.stream(losses).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CtcGradient that && Arrays.equals(losses, that.losses) && scores.equals(that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(losses) + scores.hashCode();
    }

    @Override
    public String toString() {
        return "CtcGradient[losses=" + Arrays.toString(losses) + ", scores=" + scores + "]";
    }
}
