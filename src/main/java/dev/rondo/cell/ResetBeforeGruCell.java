package dev.rondo.cell;

import java.util.Arrays;
import java.util.Map;

/**
 * Gated recurrent unit with the reset gate before the matrix product, as it was first published:
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      what of the past the candidate sees
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)      what to keep
 * n = tanh(W_in x + b_in + W_hn (r h) + b_hn)     the candidate
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>and one step back, da being the gradient of what stands inside the brackets of a gate, q = r h:
 *
 * <pre>
 * da_n = dh' (1 - z) (1 - n^2)
 * da_z = dh' (h - n) z (1 - z)
 * dq   = W_hn^T da_n
 * da_r = dq h r (1 - r)
 * dx   = W_ih^T da
 * dh   = W_hr^T da_r + W_hz^T da_z + r dq + z dh'
 * dW_ih += da x^T     dW_hr += da_r h^T     dW_hz += da_z h^T     dW_hn += da_n q^T     db_ih += da     db_hh += da
 * </pre>
 *
 * <p>Names, shapes and the roles of r, z and n are those of {@link GruCell}, so that the place of the reset is all that
 * differs. Other texts, that of the fourth walk-through among them, mix the other way round,
 * {@code h' = (1 - z) h + z n}: their z is 1 - z here. As sigmoid(-a) = 1 - sigmoid(a), negating the rows of z (the second
 * third) in both weights and both biases converts between the two.
 *
 * <p>Source: K. Cho et al., Learning phrase representations using RNN encoder-decoder (2014), whose z means the same as
 * here.
 */
public final class ResetBeforeGruCell implements Cell {
    private final Linear fromInput; // (inputs -> 3 hidden), rows r, z, n
    private final Linear gatesFromHidden; // (hidden -> 2 hidden), rows r, z
    private final Linear candidateFromHidden; // (hidden -> hidden), rows n
    private final int hidden;

    ResetBeforeGruCell(Linear fromInput, Linear fromHidden, int hidden) {
        this.fromInput = fromInput;
        this.gatesFromHidden = fromHidden.rows(0, 2 * hidden);
        this.candidateFromHidden = fromHidden.rows(2 * hidden, 3 * hidden);
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
    public record Step(float[] x, State before, float[] r, float[] z, float[] n, State after) implements Cell.Step {
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
        float[] b = gatesFromHidden.apply(before.h()); // (2 hidden)
        float[] r = new float[hidden];
        float[] z = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            r[k] = Activation.sigmoid(a[k] + b[k]);
            z[k] = Activation.sigmoid(a[hidden + k] + b[hidden + k]);
        }
        float[] n = candidateFromHidden.apply(product(r, before.h())); // W_hn (r h) + b_hn
        float[] h = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            n[k] = Activation.tanh(a[2 * hidden + k] + n[k]);
            h[k] = (1 - z[k]) * n[k] + z[k] * before.h()[k];
        }
        return new Step(x, before, r, z, n, new State(h, before.c()));
    }

    @Override
    public Gradient back(Cell.Step step, State after, Map<String, Tensor> sums) {
        Step s = Expect.step(Step.class, step);
        Expect.state("the gradient of the state after", after, hidden, 0);
        float[] h = s.before.h();
        float[] dn = new float[hidden]; // da_n
        for (int k = 0; k < hidden; k++) {
            dn[k] = after.h()[k] * (1 - s.z[k]) * (1 - s.n[k] * s.n[k]);
        }
        float[] dq = candidateFromHidden.back(product(s.r, h), dn, sums);
        float[] da = new float[3 * hidden]; // rows r, z, n
        for (int k = 0; k < hidden; k++) {
            da[k] = dq[k] * h[k] * s.r[k] * (1 - s.r[k]);
            da[hidden + k] = after.h()[k] * (h[k] - s.n[k]) * s.z[k] * (1 - s.z[k]);
            da[2 * hidden + k] = dn[k];
        }
        float[] dx = fromInput.back(s.x, da, sums);
        float[] dh = gatesFromHidden.back(h, Arrays.copyOf(da, 2 * hidden), sums);
        for (int k = 0; k < hidden; k++) {
            dh[k] += s.r[k] * dq[k] + s.z[k] * after.h()[k];
        }
        return new Gradient(dx, new State(dh, after.c()));
    }

    private static float[] product(float[] a, float[] b) {
        float[] product = new float[a.length];
        for (int k = 0; k < a.length; k++) {
            product[k] = a[k] * b[k];
        }
        return product;
    }
}
