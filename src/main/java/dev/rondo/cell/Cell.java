package dev.rondo.cell;

import java.util.Map;

/**
 * One recurrent cell: a step from {@code (x, state)} to a new state, and the same step back.
 *
 * <p>A cell holds weights and nothing else, so one cell may serve many sequences at once. What happened inside a step is
 * returned, not kept: the gates by their letters, the input and the state before, which is all that the way back through
 * time needs.
 *
 * <p>In the equations of the cells a prime marks what a step makes ({@code h'} from {@code h}), and {@code dv} is the
 * gradient of the loss with respect to v.
 */
public sealed interface Cell permits RnnCell, LstmCell, PeepholeLstmCell, GruCell, ResetBeforeGruCell {

    /**
     * Makes the cell of one layer and direction from weights under PyTorch's names.
     *
     * @param type the kind of cell
     * @param weights the weights by name: {@code weight_ih} + suffix (gates x hidden, inputs), {@code weight_hh} + suffix
     *     (gates x hidden, hidden), {@code bias_ih} + suffix and {@code bias_hh} + suffix (gates x hidden); with peepholes
     *     also {@code weight_ci} + suffix, {@code weight_cf} + suffix and {@code weight_co} + suffix (hidden)
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
            case TANH, RELU, SIGMOID -> new RnnCell(type, fromInput, fromHidden, hidden);
            case LSTM -> new LstmCell(fromInput, fromHidden, hidden);
            case PEEPHOLE_LSTM -> new PeepholeLstmCell(fromInput, fromHidden, weights, suffix, hidden);
            case GRU -> new GruCell(fromInput, fromHidden, hidden);
            case GRU_RESET_BEFORE -> new ResetBeforeGruCell(fromInput, fromHidden, hidden);
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

    /**
     * Runs one step back: from the gradient of the loss with respect to the state after the step to those with respect to
     * its input and the state before.
     *
     * <p>The gradients of the weights are added to {@code sums}, under the weights' own names and shapes; a weight that is
     * not there yet starts from zero, so that a loop over the steps begins with an empty map.
     *
     * @param step a step that this cell has run
     * @param after the gradient with respect to the state after, (h', c'), as of two independent variables
     * @param sums the gradients of the weights so far, by name; changed by this call
     * @return the gradients with respect to the input and the state before
     * @throws IllegalArgumentException if the step is another kind of cell's, or a length differs
     */
    Gradient back(Step step, State after, Map<String, Tensor> sums);

    /**
     * What one step back leaves.
     *
     * @param x the gradient with respect to the input, (inputs)
     * @param before the gradient with respect to the state before
     */
    record Gradient(float[] x, State before) {}

    /** One step of a cell: what went in, the gates, and the state that came out. */
    sealed interface Step
            permits RnnCell.Step, LstmCell.Step, PeepholeLstmCell.Step, GruCell.Step, ResetBeforeGruCell.Step {
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

        /**
         * Returns all gates by their letters, in the order of the equations.
         *
         * @return i, f, g, o of an LSTM or r, z, n of a GRU, each (hidden); nothing for the simple cells
         */
        Map<String, float[]> gates();
    }
}
