package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * Losses that mean the same on every engine.
 *
 * <p>A position is one thing to predict, a number or a class. Positions stand in a row, (positions), or as (batch, time).
 * Where there is a mask, it has the positions' shape, holds ones on real positions and zeros on padding, and the mean is
 * over the real positions alone; there must be one at least. What stands on padding has no part in loss or gradient, as
 * long as it is a finite number.
 */
public final class Losses {
    private Losses() {}

    /**
     * Returns the mean cross entropy of a softmax, in nats: {@code -log softmax(logits)[label]}.
     *
     * @param logits unnormalised scores, (positions, classes) or (batch, time, classes)
     * @param labels the right class of each position, (positions) or (batch, time), whole numbers
     * @return one number
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return crossEntropies(logits, labels).mean();
    }

    /**
     * Returns the mean cross entropy over the real positions, in nats.
     *
     * @param logits unnormalised scores, (positions, classes) or (batch, time, classes)
     * @param labels the right class of each position, (positions) or (batch, time); any of the classes on padding
     * @param mask ones on real positions and zeros on padding, shaped as the labels
     * @return one number
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels, NDArray mask) {
        return mean(crossEntropies(logits, labels), mask);
    }

    /**
     * Returns the cross entropy at each position, in nats.
     *
     * @param logits unnormalised scores, (positions, classes) or (batch, time, classes)
     * @param labels the right class of each position, (positions) or (batch, time), whole numbers
     * @return shaped as the labels
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    public static NDArray crossEntropies(NDArray logits, NDArray labels) {
        Shape shape = logits.getShape();
        int last = shape.dimension() - 1;
        if (last < 1 || !shape.slice(0, last).equals(labels.getShape())) {
            throw new IllegalArgumentException("logits have shape " + shape + " and labels " + labels.getShape()
                    + ": expected (positions, classes) and (positions), or (batch, time, classes) and (batch, time)");
        }
        NDArray logs = logits.reshape(labels.size(), shape.get(last)).logSoftmax(-1);
        return logs.get(new NDIndex().addAllDim(1).addPickDim(labels.flatten()))
                .reshape(labels.getShape())
                .neg();
    }

    /**
     * Returns the mean squared error, {@code (prediction - target)^2}.
     *
     * @param predictions any shape
     * @param targets of the same shape
     * @return one number, in the square of the targets' unit
     * @throws IllegalArgumentException if the shapes differ
     */
    public static NDArray squaredError(NDArray predictions, NDArray targets) {
        return squaredErrors(predictions, targets).mean();
    }

    /**
     * Returns the mean squared error over the real positions.
     *
     * @param predictions one or more numbers at each position: (positions), (positions, numbers), (batch, time) or (batch,
     *     time, numbers)
     * @param targets of the same shape
     * @param mask ones on real positions and zeros on padding, (positions) or (batch, time)
     * @return one number, in the square of the targets' unit
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    public static NDArray squaredError(NDArray predictions, NDArray targets, NDArray mask) {
        return mean(squaredErrors(predictions, targets), mask);
    }

    private static NDArray squaredErrors(NDArray predictions, NDArray targets) {
        checkEqual("predictions", predictions, "targets", targets);
        return predictions.sub(targets).square();
    }

    /**
     * Returns the mean binary cross entropy of a logistic function, in nats: {@code -y log s(x) - (1 - y) log (1 - s(x))},
     * computed without s(x), so that large scores neither overflow nor lose their gradient.
     *
     * @param logits unnormalised scores x of the event, any shape
     * @param labels y, ones where the event is and zeros where it is not (or probabilities), of the same shape
     * @return one number
     * @throws IllegalArgumentException if the shapes differ
     */
    public static NDArray binaryCrossEntropy(NDArray logits, NDArray labels) {
        return binaryCrossEntropies(logits, labels).mean();
    }

    /**
     * Returns the mean binary cross entropy over the real positions, in nats.
     *
     * @param logits unnormalised scores, one or more at each position, as for {@link #squaredError}
     * @param labels ones and zeros (or probabilities), of the same shape
     * @param mask ones on real positions and zeros on padding, (positions) or (batch, time)
     * @return one number
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    public static NDArray binaryCrossEntropy(NDArray logits, NDArray labels, NDArray mask) {
        return mean(binaryCrossEntropies(logits, labels), mask);
    }

    /** With log (1 + e^x) for -log (1 - s(x)); max(x, 0) and |x| would have no gradient where x is 0. */
    private static NDArray binaryCrossEntropies(NDArray logits, NDArray labels) {
        checkEqual("logits", logits, "labels", labels);
        NDArray y = labels.toType(logits.getDataType(), false);
        NDArray ifAbsent = Activation.softPlus(logits).mul(y.neg().add(1));
        return Activation.softPlus(logits.neg()).mul(y).add(ifAbsent);
    }

    private static void checkEqual(String name, NDArray array, String otherName, NDArray other) {
        if (!array.getShape().equals(other.getShape())) { // the engines would spread (n, 1) and (n) to (n, n)
            throw new IllegalArgumentException(name + " have shape " + array.getShape() + " and " + otherName + " "
                    + other.getShape() + ": expected the same, reshape one of them");
        }
    }

    /** The mean over real positions of losses that stand at each position, or beside one another at each. */
    private static NDArray mean(NDArray losses, NDArray mask) {
        Shape shape = losses.getShape();
        int positions = mask.getShape().dimension();
        if (positions < 1
                || shape.dimension() < positions
                || !shape.slice(0, positions).equals(mask.getShape())) {
            throw new IllegalArgumentException("the mask has shape " + mask.getShape() + ", the losses have " + shape
                    + ": expected one number for each position, (positions) or (batch, time)");
        }
        NDArray each = losses.reshape(mask.size(), shape.size() / mask.size()).mean(new int[] {1});
        NDArray real = mask.flatten().toType(each.getDataType(), false);
        return each.mul(real).sum().div(real.sum());
    }
}
