package dev.rondo.cell;

import java.util.Map;

/**
 * One recurrent cell: a step from {@code (x, state)} to a new state.
 *
 * <p>A cell holds weights and nothing else, so one cell may serve many sequences at once. What happened inside a step is
 * returned, not kept: the gates by their letters, the input and the state before, which is all that the way back through
 * time needs.
 */
public sealed interface Cell permits RnnCell, LstmCell, GruCell {

    /**
     * Makes the cell of one layer and direction from weights under PyTorch's names.
     *
     * @param type the kind of cell
     * @param weights the weights by name: {@code weight_ih} + suffix (gates x hidden, inputs), {@code weight_hh} + suffix
     *     (gates x hidden, hidden), {@code bias_ih} + suffix and {@code bias_hh} + suffix (gates x hidden)
     * @param suffix the layer and direction, such as {@code _l0} or {@code _l1_reverse}
     * @param inputs the length of x
     * @param hidden the length of h
     * @return the cell
     * @throws IllegalArgumentException if a weight is missing or shaped otherwise
     */
    static Cell of(CellType type, Map<String, Tensor> weights, String suffix, int inputs, int hidden) {
        int rows = type.gates() * hidden;
        Linear fromInput = Linear.of(weights, "weight_ih" + suffix, "bias_ih" + suffix, inputs, rows);
        Linear fromHidden = Linear.of(weights, "weight_hh" + suffix, "bias_hh" + suffix, hidden, rows);
        return switch (type) {
            case TANH, RELU -> new RnnCell(type == CellType.RELU, fromInput, fromHidden, hidden);
            case LSTM -> new LstmCell(fromInput, fromHidden, hidden);
            case GRU -> new GruCell(fromInput, fromHidden, hidden);
        };
    }

    /**
     * Returns the state before the first step.
     *
     * @return zeros
     */
    State zero();

    /**
     * Runs one step.
     *
     * @param x the input, (inputs)
     * @param before the state before
     * @return the step, with every gate
     * @throws IllegalArgumentException if x or the state has another length
     */
    Step step(float[] x, State before);

    /** One step of a cell: what went in, the gates, and the state that came out. */
    sealed interface Step permits RnnCell.Step, LstmCell.Step, GruCell.Step {
        /**
         * Returns the input.
         *
         * @return x, (inputs)
         */
        float[] x();

        /**
         * Returns the state that went in.
         *
         * @return the state before
         */
        State before();

        /**
         * Returns the state that came out.
         *
         * @return the state after
         */
        State after();
    }
}
