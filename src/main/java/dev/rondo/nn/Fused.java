package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.nn.recurrent.RNN;
import dev.rondo.cell.CellType;

/**
 * The engine's kernel, called for one layer and direction.
 *
 * <p>The engines disagree about the order of the parameters of a whole stack, but not of one layer, and the layers cost
 * the same one by one; dropout and lengths then need no second form.
 *
 * @param cell a cell that has a kernel
 * @param training whether a gradient collector listens: MXNet's kernel wants to be told
 */
record Fused(CellType cell, boolean training) implements Form {

    /** The kernel knows the state after the last step only: h of shorter sequences stands in y, c nowhere. */
    @Override
    public NDList run(NDArray x, NDList before, NDList weights, Lengths steps) {
        NDList out = kernel(x, before, weights);
        return steps.equal()
                ? out
                : new NDList(out.get(0), steps.last(out.get(0)).expandDims(0));
    }

    private NDList kernel(NDArray x, NDList before, NDList weights) {
        NDArrayEx ex = x.getNDArrayInternal();
        NDArray h = before.get(0);
        return switch (cell) {
            case TANH -> ex.rnn(x, h, weights, true, 1, RNN.Activation.TANH, 0, training, false, true);
            case RELU -> ex.rnn(x, h, weights, true, 1, RNN.Activation.RELU, 0, training, false, true);
            case LSTM -> ex.lstm(x, before, weights, true, 1, 0, training, false, true);
            case GRU -> ex.gru(x, h, weights, true, 1, 0, training, false, true);
            case SIGMOID, PEEPHOLE_LSTM, GRU_RESET_BEFORE ->
                throw new IllegalStateException("no engine has a kernel for " + cell);
        };
    }
}
