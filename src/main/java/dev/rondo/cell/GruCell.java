package dev.rondo.cell;

/**
 * Gated recurrent unit with the reset gate after the matrix product, as the fused kernels have it:
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      what of the past the candidate sees
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)      what to keep
 * n = tanh(W_in x + b_in + r (W_hn h + b_hn))     the candidate
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>Source: K. Cho et al., Learning phrase representations using RNN encoder-decoder (2014), in the form and gate order
 * of PyTorch's {@code GRU}.
 */
public final class GruCell implements Cell {
    private final Linear fromInput; // (inputs -> 3 hidden), rows r, z, n
    private final Linear fromHidden; // (hidden -> 3 hidden)
    private final int hidden;

    GruCell(Linear fromInput, Linear fromHidden, int hidden) {
        this.fromInput = fromInput;
        this.fromHidden = fromHidden;
        this.hidden = hidden;
    }

    /**
     * One step.
     *
     * @param x the input, (inputs)
     * @param before the state before
     * @param r the reset gate, (hidden)
     * @param z the update gate, (hidden)
     * @param n the candidate, (hidden)
     * @param after the state after
     */
    public record Step(float[] x, State before, float[] r, float[] z, float[] n, State after) implements Cell.Step {}

    @Override
    public State zero() {
        return new State(new float[hidden], new float[0]);
    }

    @Override
    public Step step(float[] x, State before) {
        float[] a = fromInput.apply(x); // W_ih x + b_ih, (3 hidden)
        float[] b = fromHidden.apply(before.h()); // W_hh h + b_hh, kept apart: r stands between them
        float[] r = new float[hidden];
        float[] z = new float[hidden];
        float[] n = new float[hidden];
        float[] h = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            r[k] = Activation.sigmoid(a[k] + b[k]);
            z[k] = Activation.sigmoid(a[hidden + k] + b[hidden + k]);
            n[k] = Activation.tanh(a[2 * hidden + k] + r[k] * b[2 * hidden + k]);
            h[k] = (1 - z[k]) * n[k] + z[k] * before.h()[k];
        }
        return new Step(x, before, r, z, n, new State(h, before.c()));
    }
}
