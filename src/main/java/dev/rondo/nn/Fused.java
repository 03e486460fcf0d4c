package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.nn.recurrent.RNN;
import dev.rondo.cell.CellType;

/**
 * The engine's kernel, called for one layer and direction.
 *
 * <p>The engines disagree about the order of the parameters of a whole stack, but not of one layer in one direction, and
 * the layers cost the same one by one; dropout then needs no second form. Both directions in one call cost less than two
 * calls, but only where the lengths are equal can the kernel find the place where to turn round.
 *
 * @param cell a cell that has a kernel
 * @param training whether a gradient collector listens: MXNet's kernel wants to be told
 */
record Fused(CellType cell, boolean training) implements Form {

    /** The kernel knows the state after the last step only: h of shorter sequences stands in y, c nowhere. */
    @Override
    public NDList run(NDArray x, NDList before, NDList weights, Lengths steps) {
        NDList out = kernel(x, before, weights, false);
        return steps.equal()
                ? out
                : new NDList(out.get(0), steps.last(out.get(0)).expandDims(0));
    }

    @Override
    public NDList both(NDArray x, NDList before, NDList ahead, NDList back, Lengths steps) {
        if (!steps.equal()) {
            return Form.super.both(x, before, ahead, back, steps);
        }
        NDList all = new NDList(ahead).addAll(back);
        return kernel(x, before, Engines.matricesFirst() ? matricesFirst(all) : all, true);
    }

    private static NDList matricesFirst(NDList all) {
        NDList ordered = new NDList();
        all.stream().filter(array -> array.getShape().dimension() == 2).forEach(ordered::add);
        all.stream().filter(array -> array.getShape().dimension() == 1).forEach(ordered::add);
        return ordered;
    }

    private NDList kernel(NDArray x, NDList before, NDList weights, boolean both) {
        NDArrayEx ex = x.getNDArrayInternal();
        NDArray h = before.get(0);
        return switch (cell) {
            case TANH -> ex.rnn(x, h, weights, true, 1, RNN.Activation.TANH, 0, training, both, true);
            case RELU -> ex.rnn(x, h, weights, true, 1, RNN.Activation.RELU, 0, training, both, true);
            case LSTM -> ex.lstm(x, before, weights, true, 1, 0, training, both, true);
            case GRU -> ex.gru(x, h, weights, true, 1, 0, training, both, true);
            case SIGMOID, PEEPHOLE_LSTM, GRU_RESET_BEFORE ->
                throw new IllegalStateException("no engine has a kernel for " + cell);
        };
    }
}
