package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rondo.nn.Tensors;
import java.util.Arrays;

/**
 * A loss of which plain Java knows value and gradient, in the engine's graph. The gradient enters as a constant: {@code
 * sum(gradient x array)} has that gradient, and a number added gives it the right value.
 */
final class PlainLoss {
    private PlainLoss() {}

    /** Returns the sum of an array times its gradient, in the manager of the step: the first operand's. */
    static NDArray sum(NDManager step, float[] gradient, NDArray array) {
        return Tensors.array(step, gradient, array.getShape()).mul(array).sum();
    }

    /** Returns a loss of which neither value nor gradient is a number, which the loop tells. */
    static NDArray none(NDArray scores) {
        float[] gradient = new float[(int) scores.size()];
        Arrays.fill(gradient, Float.NaN);
        return sum(scores.getManager(), gradient, scores);
    }

    /** Returns a loss with the gradients of such sums. */
    static NDArray of(NDArray sums, double loss) {
        return sums.sub(sums.stopGradient()).add((float) loss);
    }

    /** Returns the mean of such a loss over so many. */
    static NDArray mean(NDArray sums, double loss, float count) {
        return Tensors.times(of(sums, loss), 1 / count);
    }
}
