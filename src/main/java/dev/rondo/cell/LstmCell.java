package dev.rondo.cell;

/**
 * Long short-term memory with a forget gate:
 *
 * <pre>
 * i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)    what to let in
 * f = sigmoid(W_if x + b_if + W_hf h + b_hf)    what to keep
 * g =    tanh(W_ig x + b_ig + W_hg h + b_hg)    the candidate
 * o = sigmoid(W_io x + b_io + W_ho h + b_ho)    what to show
 * c' = f c + i g
 * h' = o tanh(c')
 * </pre>
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997), with the forget gate
 * of F. Gers, J. Schmidhuber and F. Cummins (2000), in the form and gate order of PyTorch's {@code LSTM}.
 */
public final class LstmCell implements Cell {
    private final Linear fromInput; // (inputs -> 4 hidden), rows i, f, g, o
    private final Linear fromHidden; // (hidden -> 4 hidden)
    private final int hidden;

    LstmCell(Linear fromInput, Linear fromHidden, int hidden) {
        this.fromInput = fromInput;
        this.fromHidden = fromHidden;
        this.hidden = hidden;
    }

    /**
     * One step.
     *
     * @param x the input, (inputs)
     * @param before the state before
     * @param i the input gate, (hidden)
     * @param f the forget gate, (hidden)
     * @param g the candidate, (hidden)
     * @param o the output gate, (hidden)
     * @param after the state after
     */
    public record Step(float[] x, State before, float[] i, float[] f, float[] g, float[] o, State after)
            implements Cell.Step {}

    @Override
    public State zero() {
        return new State(new float[hidden], new float[hidden]);
    }

    @Override
    public Step step(float[] x, State before) {
        float[] a = fromInput.apply(x); // W_ih x + b_ih, (4 hidden)
        fromHidden.addTo(a, before.h()); // + W_hh h + b_hh
        float[] i = new float[hidden];
        float[] f = new float[hidden];
        float[] g = new float[hidden];
        float[] o = new float[hidden];
        float[] c = new float[hidden];
        float[] h = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            i[k] = Activation.sigmoid(a[k]);
            f[k] = Activation.sigmoid(a[hidden + k]);
            g[k] = Activation.tanh(a[2 * hidden + k]);
            o[k] = Activation.sigmoid(a[3 * hidden + k]);
            c[k] = f[k] * before.c()[k] + i[k] * g[k];
            h[k] = o[k] * Activation.tanh(c[k]);
        }
        return new Step(x, before, i, f, g, o, new State(h, c));
    }
}
