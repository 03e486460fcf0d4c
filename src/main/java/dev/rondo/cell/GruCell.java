package dev.rondo.cell;

import java.util.Arrays;
import java.util.Map;

/**
 * Gated recurrent unit with the reset gate after the matrix product, as the fused kernels have it:
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      what of the past the candidate sees
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)      what to keep
 * p = W_hn h + b_hn                               the past before its reset
 * n = tanh(W_in x + b_in + r p)                   the candidate
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>and one step back, da being the gradient of what stands inside the brackets of a gate, db that of the part of it
 * that comes from h:
 *
 * <pre>
 * da_n = dh' (1 - z) (1 - n^2)
 * da_z = dh' (h - n) z (1 - z)
 * da_r = da_n p r (1 - r)
 * db   = (da_r, da_z, r da_n)
 * dx   = W_ih^T da         dh = W_hh^T db + z dh'
 * dW_ih += da x^T          dW_hh += db h^T        db_ih += da        db_hh += db
 * </pre>
 *
 * <p>Source: K. Cho et al., Learning phrase representations using RNN encoder-decoder (2014), in the form and gate order
 * of PyTorch's {@code GRU}. {@link ResetBeforeGruCell} has the paper's own place of the reset.
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
     * @param p the past before its reset, (hidden)
     * @param after the state after
     */
    public record Step(float[] x, State before, float[] r, float[] z, float[] n, float[] p, State after)
            implements Cell.Step {
        @Override
        public Map<String, float[]> gates() {
            return Gates.of("rzn", r, z, n);
        }
    }

    @Override
    public State zero() {
        return new State(new float[hidden], new float[0]);
    }

    @Override
    public Step step(float[] x, State before) {
        Expect.state("the state before", before, hidden, 0);
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
        float[] p = Arrays.copyOfRange(b, 2 * hidden, 3 * hidden);
        return new Step(x, before, r, z, n, p, new State(h, before.c()));
    }

    @Override
    public Gradient back(Cell.Step step, State after, Map<String, Tensor> sums) {
        Step s = Expect.step(Step.class, step);
        Expect.state("the gradient of the state after", after, hidden, 0);
        float[] da = new float[3 * hidden]; // rows r, z, n
        float[] db = new float[3 * hidden];
        for (int k = 0; k < hidden; k++) {
            float dn = after.h()[k] * (1 - s.z[k]) * (1 - s.n[k] * s.n[k]); // da_n
            da[k] = dn * s.p[k] * s.r[k] * (1 - s.r[k]);
            da[hidden + k] = after.h()[k] * (s.before.h()[k] - s.n[k]) * s.z[k] * (1 - s.z[k]);
            da[2 * hidden + k] = dn;
            db[k] = da[k];
            db[hidden + k] = da[hidden + k];
            db[2 * hidden + k] = s.r[k] * dn;
        }
        float[] dx = fromInput.back(s.x, da, sums);
        float[] dh = fromHidden.back(s.before.h(), db, sums);
        for (int k = 0; k < hidden; k++) {
            dh[k] += s.z[k] * after.h()[k];
        }
        return new Gradient(dx, new State(dh, after.c()));
    }
}
