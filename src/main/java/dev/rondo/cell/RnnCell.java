package dev.rondo.cell;

/**
 * Elman's cell: {@code h' = f(W_ih x + b_ih + W_hh h + b_hh)} with f the hyperbolic tangent or the rectifier.
 *
 * <p>Source: J. L. Elman, Finding structure in time, Cognitive Science 14 (1990), in the form of PyTorch's {@code RNN}.
 */
public final class RnnCell implements Cell {
    private final boolean relu;
    private final Linear fromInput; // (inputs -> hidden)
    private final Linear fromHidden; // (hidden -> hidden)
    private final int hidden;

    RnnCell(boolean relu, Linear fromInput, Linear fromHidden, int hidden) {
        this.relu = relu;
        this.fromInput = fromInput;
        this.fromHidden = fromHidden;
        this.hidden = hidden;
    }

    /**
     * One step.
     *
     * @param x the input, (inputs)
     * @param before the state before
     * @param after the state after
     */
    public record Step(float[] x, State before, State after) implements Cell.Step {}

    @Override
    public State zero() {
        return new State(new float[hidden], new float[0]);
    }

    @Override
    public Step step(float[] x, State before) {
        float[] h = fromInput.apply(x); // W_ih x + b_ih
        fromHidden.addTo(h, before.h()); // + W_hh h + b_hh
        for (int k = 0; k < hidden; k++) {
            h[k] = relu ? Math.max(0, h[k]) : Activation.tanh(h[k]);
        }
        return new Step(x, before, new State(h, before.c()));
    }
}
