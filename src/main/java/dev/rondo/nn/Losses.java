package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Losses that mean the same on every engine. */
public final class Losses {
    private Losses() {}

    /**
     * Returns the mean cross entropy of a softmax, in nats: {@code -log softmax(logits)[label]}.
     *
     * @param logits unnormalised scores, (positions, classes)
     * @param labels the right class of each position, (positions), whole numbers
     * @return one number
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return crossEntropies(logits, labels).mean();
    }

    /**
     * Returns the mean cross entropy over the real positions, in nats.
     *
     * @param logits unnormalised scores, (positions, classes)
     * @param labels the right class of each position, (positions), whole numbers; any class on padding
     * @param mask ones on real positions and zeros on padding, (positions)
     * @return one number
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels, NDArray mask) {
        return crossEntropies(logits, labels).mul(mask).sum().div(mask.sum());
    }

    /**
     * Returns the cross entropy at each position, in nats.
     *
     * @param logits unnormalised scores, (positions, classes)
     * @param labels the right class of each position, (positions), whole numbers
     * @return (positions)
     */
    public static NDArray crossEntropies(NDArray logits, NDArray labels) {
        NDArray logs = logits.logSoftmax(-1);
        return logs.get(new NDIndex().addAllDim(1).addPickDim(labels))
                .reshape(labels.getShape())
                .neg();
    }
}
