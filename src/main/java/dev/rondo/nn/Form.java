package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** How one layer is run over its sequences: by the engine's kernel, or step by step. */
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

    /**
     * Runs a layer in both directions: one after the other, the way back over each sequence turned round at its own
     * length.
     *
     * @param x the inputs, (batch, time, features); the results belong to their manager
     * @param before the state before, h or h and c, each (2, batch, hidden)
     * @param ahead the weights of the way ahead in the order of {@link LayerWeights}
     * @param back those of the way back
     * @param steps how many steps of each sequence are real
     * @return y (batch, time, 2 x hidden), then the state after each way's last real step, each (2, batch, hidden)
     */
    default NDList both(NDArray x, NDList before, NDList ahead, NDList back, Lengths steps) {
        NDList there = run(x, part(before, 0), ahead, steps);
        NDList again = run(steps.reverse(x), part(before, 1), back, steps);
        NDList out = new NDList(NDArrays.concat(new NDList(there.get(0), steps.reverse(again.get(0))), 2));
        for (int k = 1; k < there.size(); k++) {
            out.add(NDArrays.concat(new NDList(there.get(k), again.get(k)), 0));
        }
        return out;
    }

    private static NDList part(NDList states, int direction) {
        NDList part = new NDList();
        for (NDArray state : states) {
            part.add(state.get(new NDIndex("{}:{}", direction, direction + 1)));
        }
        return part;
    }
}
