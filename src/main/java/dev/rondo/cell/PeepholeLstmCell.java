package dev.rondo.cell;

import java.util.Map;

/**
 * Long short-term memory with peepholes, gates that see the memory:
 *
 * <pre>
 * i = sigmoid(W_ii x + b_ii + W_hi h + b_hi + w_ci c)     what to let in
 * f = sigmoid(W_if x + b_if + W_hf h + b_hf + w_cf c)     what to keep
 * g =    tanh(W_ig x + b_ig + W_hg h + b_hg)              the candidate
 * c' = f c + i g
 * o = sigmoid(W_io x + b_io + W_ho h + b_ho + w_co c')    what to show
 * h' = o tanh(c')
 * </pre>
 *
 * <p>The peepholes are diagonal, as is usual: each gate sees the memory of its own unit alone, so w_ci, w_cf and w_co are
 * vectors (hidden) and stand for the diagonals of the matrices W_ci, W_cf and W_co. The output gate sees the new memory.
 * One step back, da being the gradient of what stands inside the brackets of a gate:
 *
 * <pre>
 * da_o = dh' tanh(c') o (1 - o)
 * dc'  = (dc' passed back) + dh' o (1 - tanh(c')^2) + w_co da_o
 * da_i = dc' g i (1 - i)
 * da_f = dc' c f (1 - f)
 * da_g = dc' i (1 - g^2)
 * dc   = dc' f + w_ci da_i + w_cf da_f
 * dx   = W_ih^T da         dh = W_hh^T da
 * dW_ih += da x^T          dW_hh += da h^T         db_ih += da        db_hh += da
 * dw_ci += da_i c          dw_cf += da_f c         dw_co += da_o c'
 * </pre>
 *
 * <p>Source: F. Gers, N. Schraudolph and J. Schmidhuber, Learning precise timing with LSTM recurrent networks, Journal of
 * Machine Learning Research 3 (2002); the names and the gate order are those of PyTorch's {@code LSTM}.
 */
public final class PeepholeLstmCell implements Cell {
    private final Linear fromInput; // (inputs -> 4 hidden), rows i, f, g, o
    private final Linear fromHidden; // (hidden -> 4 hidden)
    private final String suffix;
    private final float[] wi; // w_ci, (hidden)
    private final float[] wf; // w_cf, (hidden)
    private final float[] wo; // w_co, (hidden)
    private final int hidden;

    PeepholeLstmCell(Linear fromInput, Linear fromHidden, Map<String, Tensor> weights, String suffix, int hidden) {
        this.fromInput = fromInput;
        this.fromHidden = fromHidden;
        this.suffix = suffix;
        this.wi = Tensor.from(weights, "weight_ci" + suffix, hidden).values().clone();
        this.wf = Tensor.from(weights, "weight_cf" + suffix, hidden).values().clone();
        this.wo = Tensor.from(weights, "weight_co" + suffix, hidden).values().clone();
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
            i[k] = Activation.sigmoid(a[k] + wi[k] * before.c()[k]);
            f[k] = Activation.sigmoid(a[hidden + k] + wf[k] * before.c()[k]);
            g[k] = Activation.tanh(a[2 * hidden + k]);
            c[k] = f[k] * before.c()[k] + i[k] * g[k];
            o[k] = Activation.sigmoid(a[3 * hidden + k] + wo[k] * c[k]);
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
            float dO = after.h()[k] * tanh * s.o[k] * (1 - s.o[k]); // da_o
            float dMemory = after.c()[k] + after.h()[k] * s.o[k] * (1 - tanh * tanh) + wo[k] * dO; // dc'
            da[k] = dMemory * s.g[k] * s.i[k] * (1 - s.i[k]);
            da[hidden + k] = dMemory * s.before.c()[k] * s.f[k] * (1 - s.f[k]);
            da[2 * hidden + k] = dMemory * s.i[k] * (1 - s.g[k] * s.g[k]);
            da[3 * hidden + k] = dO;
            dc[k] = dMemory * s.f[k] + wi[k] * da[k] + wf[k] * da[hidden + k];
        }
        addPeepholes(s, da, sums);
        float[] dx = fromInput.back(s.x, da, sums);
        float[] dh = fromHidden.back(s.before.h(), da, sums);
        return new Gradient(dx, new State(dh, dc));
    }

    private void addPeepholes(Step s, float[] da, Map<String, Tensor> sums) {
        float[] dwi = Tensor.sum(sums, "weight_ci" + suffix, hidden);
        float[] dwf = Tensor.sum(sums, "weight_cf" + suffix, hidden);
        float[] dwo = Tensor.sum(sums, "weight_co" + suffix, hidden);
        for (int k = 0; k < hidden; k++) {
            dwi[k] += da[k] * s.before.c()[k];
            dwf[k] += da[hidden + k] * s.before.c()[k];
            dwo[k] += da[3 * hidden + k] * s.after.c()[k];
        }
    }
}
