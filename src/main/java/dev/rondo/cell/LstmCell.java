package dev.rondo.cell;

import java.util.Map;

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
 * <p>and one step back, da being the gradient of what stands inside the brackets of a gate:
 *
 * <pre>
 * dc'  = (dc' passed back) + dh' o (1 - tanh(c')^2)
 * da_i = dc' g i (1 - i)
 * da_f = dc' c f (1 - f)
 * da_g = dc' i (1 - g^2)
 * da_o = dh' tanh(c') o (1 - o)
 * dc   = dc' f
 * dx   = W_ih^T da         dh = W_hh^T da
 * dW_ih += da x^T          dW_hh += da h^T        db_ih += da        db_hh += da
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
            implements Cell.Step {
        @Override
        public Map<String, float[]> gates() {
            return Gates.of("ifgo", i, f, g, o);
        }
    }

    @Override
    public State zero() {
        return new State(new float[hidden], new float[hidden]);
    }

    @Override
    public Step step(float[] x, State before) {
        Expect.state("the state before", before, hidden, hidden);
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

    @Override
    public Gradient back(Cell.Step step, State after, Map<String, Tensor> sums) {
        Step s = Expect.step(Step.class, step);
        Expect.state("the gradient of the state after", after, hidden, hidden);
        float[] da = new float[4 * hidden]; // rows i, f, g, o
        float[] dc = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            float tanh = Activation.tanh(s.after.c()[k]);
            float dMemory = after.c()[k] + after.h()[k] * s.o[k] * (1 - tanh * tanh); // dc'
            da[k] = dMemory * s.g[k] * s.i[k] * (1 - s.i[k]);
            da[hidden + k] = dMemory * s.before.c()[k] * s.f[k] * (1 - s.f[k]);
            da[2 * hidden + k] = dMemory * s.i[k] * (1 - s.g[k] * s.g[k]);
            da[3 * hidden + k] = after.h()[k] * tanh * s.o[k] * (1 - s.o[k]);
            dc[k] = dMemory * s.f[k];
        }
        float[] dx = fromInput.back(s.x, da, sums);
        float[] dh = fromHidden.back(s.before.h(), da, sums);
        return new Gradient(dx, new State(dh, dc));
    }
}
