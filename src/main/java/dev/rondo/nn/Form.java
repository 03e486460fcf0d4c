package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** How one layer is run over its sequences in one direction: by the engine's kernel, or step by step. */
sealed interface Form permits Fused, Unrolled {

    /**
     * Runs a layer.
     *
     * @param x the inputs, (batch, time, features); the results belong to their manager
     * @param before the state before, h or h and c, each (1, batch, hidden)
     * @param weights the layer's weights in the order of {@link LayerWeights}
     * @param steps how many steps of each sequence are real
     * @return y (batch, time, hidden), then the state after each sequence's last real step, each (1, batch, hidden)
     */
    NDList run(NDArray x, NDList before, NDList weights, Lengths steps);
}
