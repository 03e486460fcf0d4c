package dev.rondo.cell;

import java.util.Map;

/**
 * Elman's cell, with s the hyperbolic tangent, the rectifier or the logistic function:
 *
 * <pre>
 * a  = W_ih x + b_ih + W_hh h + b_hh
 * h' = s(a)
 * </pre>
 *
 * <p>and one step back, the slope of s written by its own value (tanh: 1 - h'h'; relu: 1 where h' is above 0, else 0;
 * sigmoid: h'(1 - h')):
 *
 * <pre>
 * da = dh' s'(a)
 * dx = W_ih^T da         dh = W_hh^T da
 * dW_ih += da x^T        dW_hh += da h^T        db_ih += da        db_hh += da
 * </pre>
 *
 * <p>Source: J. L. Elman, Finding structure in time, Cognitive Science 14 (1990), in the form of PyTorch's {@code RNN}.
 */
public final class RnnCell implements Cell {
    private final CellType type;
    private final Linear fromInput; // (inputs -> hidden)
    private final Linear fromHidden; // (hidden -> hidden)
    private final int hidden;

    RnnCell(CellType type, Linear fromInput, Linear fromHidden, int hidden) {
        this.type = type;
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
    public record Step(float[] x, State before, State after) implements Cell.Step {
        @Override
        public Map<String, float[]> gates() {
            return Map.of();
        }
    }

    @Override
    public State zero() {
        return new State(new float[hidden], new float[0]);
    }

    @Override
    public Step step(float[] x, State before) {
        Expect.state("the state before", before, hidden, 0);
        float[] h = fromInput.apply(x); // W_ih x + b_ih
        fromHidden.addTo(h, before.h()); // + W_hh h + b_hh
        for (int k = 0; k < hidden; k++) {
            h[k] = squash(h[k]);
        }
        return new Step(x, before, new State(h, before.c()));
    }

    @Override
    public Gradient back(Cell.Step step, State after, Map<String, Tensor> sums) {
        Step s = Expect.step(Step.class, step);
        Expect.state("the gradient of the state after", after, hidden, 0);
        float[] da = new float[hidden];
        for (int k = 0; k < hidden; k++) {
            da[k] = after.h()[k] * slope(s.after.h()[k]);
        }
        float[] dx = fromInput.back(s.x, da, sums);
        float[] dh = fromHidden.back(s.before.h(), da, sums);
        return new Gradient(dx, new State(dh, after.c()));
    }

    private float squash(float a) {
        return switch (type) {
            case RELU -> Math.max(0, a);
            case SIGMOID -> Activation.sigmoid(a);
            default -> Activation.tanh(a);
        };
    }

    private float slope(float h) {
        return switch (type) {
            case RELU -> h > 0 ? 1 : 0;
            case SIGMOID -> h * (1 - h);
            default -> 1 - h * h;
        };
    }
}
