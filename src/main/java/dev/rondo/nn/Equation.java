package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.rondo.cell.CellType;
import org.jspecify.annotations.Nullable;

/**
 * One step of a cell for a whole batch, in the engine's operations. The gates and the names of the weights are those of
 * the package {@code cell}; a product with the hidden state is {@code W_hh (m h) + b_hh}, m being the mask of recurrent
 * dropout.
 *
 * <p>Everything made here belongs to the manager of the state: a result belongs to the first operand's, and first stands
 * the state, or what was made from it.
 */
final class Equation {
    private final CellType cell;
    private final NDList weights; // weight_hh in its parts
    private final NDList biases; // bias_hh in its parts
    private final NDList peepholes; // weight_ci, weight_cf, weight_co, or none
    private final @Nullable NDArray mask; // (batch, hidden)

    private Equation(CellType cell, NDList weights, NDList biases, NDList peepholes, @Nullable NDArray mask) {
        this.cell = cell;
        this.weights = weights;
        this.biases = biases;
        this.peepholes = peepholes;
        this.mask = mask;
    }

    /** Makes the equation from weights in the order of {@link LayerWeights}; the manager gets what is cut from them. */
    static Equation of(CellType cell, NDList weights, @Nullable NDArray mask, NDManager own) {
        NDList product = parts(cell, weights.get(1), 0);
        NDList bias = parts(cell, weights.get(3), 0);
        if (product.size() > 1) { // new arrays, not to be left with the parameters' manager
            product.attach(own);
            bias.attach(own);
        }
        return new Equation(cell, product, bias, new NDList(weights.subList(4, weights.size())), mask);
    }

    /** Cuts rows or columns of all gates into what a step takes up at different places: a GRU's r and z, and its n. */
    static NDList parts(CellType cell, NDArray gates, int axis) {
        return switch (cell) {
            case TANH, RELU, SIGMOID, LSTM, PEEPHOLE_LSTM -> new NDList(gates);
            case GRU, GRU_RESET_BEFORE ->
                gates.split(new long[] {gates.getShape().get(axis) / 3 * 2}, axis);
        };
    }

    /**
     * Takes one step.
     *
     * @param a {@code W_ih x + b_ih} in its parts, together (batch, gates x hidden)
     * @param before h, or h and c, each (batch, hidden)
     * @return h, or h and c, after the step
     */
    NDList step(NDList a, NDList before) {
        NDArray h = before.get(0);
        NDArray seen = mask == null ? h : h.mul(mask);
        return switch (cell) {
            case TANH -> new NDList(product(seen, 0).add(a.get(0)).tanh());
            case RELU -> new NDList(Activation.relu(product(seen, 0).add(a.get(0))));
            case SIGMOID -> new NDList(Activation.sigmoid(product(seen, 0).add(a.get(0))));
            case LSTM, PEEPHOLE_LSTM -> lstm(product(seen, 0).add(a.get(0)), before.get(1));
            case GRU, GRU_RESET_BEFORE -> new NDList(gru(a, h, seen));
        };
    }

    private NDArray product(NDArray h, int part) {
        return h.getNDArrayInternal()
                .linear(h, weights.get(part), biases.get(part))
                .singletonOrThrow();
    }

    private NDList lstm(NDArray sums, NDArray c) {
        NDList gates = sums.split(4, 1);
        NDArray i = Activation.sigmoid(peeped(gates.get(0), c, 0));
        NDArray f = Activation.sigmoid(peeped(gates.get(1), c, 1));
        NDArray g = gates.get(2).tanh();
        NDArray after = c.mul(f).add(i.mul(g));
        NDArray o = Activation.sigmoid(peeped(gates.get(3), after, 2));
        return new NDList(o.mul(after.tanh()), after);
    }

    private NDArray peeped(NDArray sum, NDArray c, int gate) {
        return peepholes.isEmpty() ? sum : sum.add(c.mul(peepholes.get(gate)));
    }

    private NDArray gru(NDList a, NDArray h, NDArray seen) {
        NDList gates = Activation.sigmoid(product(seen, 0).add(a.get(0))).split(2, 1);
        NDArray r = gates.get(0);
        NDArray z = gates.get(1);
        NDArray past = cell == CellType.GRU ? r.mul(product(seen, 1)) : product(seen.mul(r), 1);
        NDArray n = past.add(a.get(1)).tanh();
        return h.sub(n).mul(z).add(n); // (1 - z) n + z h
    }
}
