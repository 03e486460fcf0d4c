package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stack on its way through time, for inputs that are not known before the step before is done. Everything made here
 * belongs to the manager of the state that it started from.
 */
final class Stepper {
    private final List<Equation> equations; // one for each layer
    private final List<NDList> weights;
    private final List<NDList> states; // h, or h and c, each (batch, hidden)
    private final Rnn rnn;
    private final @Nullable Dropout between; // null outside training
    private final SplittableRandom random;

    /**
     * Starts.
     *
     * @param rnn a one-way stack
     * @param equations the layers' steps
     * @param weights the layers' weights in the order of {@link LayerWeights}
     * @param before the layers' states
     * @param between dropout of each layer's outputs on the way to the next; null for none
     * @param random the source of its masks
     */
    Stepper(
            Rnn rnn,
            List<Equation> equations,
            List<NDList> weights,
            List<NDList> before,
            @Nullable Dropout between,
            SplittableRandom random) {
        this.rnn = rnn;
        this.equations = equations;
        this.weights = weights;
        this.states = new ArrayList<>(before);
        this.between = between;
        this.random = random;
    }

    /**
     * Takes one step through all layers.
     *
     * @param x the input, (batch, features)
     * @return h of the top layer, (batch, hidden)
     */
    NDArray step(NDArray x) {
        NDArray input = x;
        for (int layer = 0; layer < equations.size(); layer++) {
            if (layer > 0 && between != null) {
                input = between.apply(input, random);
            }
            NDList own = weights.get(layer);
            NDArray a = input.getNDArrayInternal()
                    .linear(input, own.get(0), own.get(2))
                    .singletonOrThrow(); // W_ih x + b_ih, (batch, gates x hidden)
            NDList after = equations.get(layer).step(Equation.parts(rnn.cell(), a, 1), states.get(layer));
            states.set(layer, after);
            input = after.get(0);
        }
        return input;
    }
}
