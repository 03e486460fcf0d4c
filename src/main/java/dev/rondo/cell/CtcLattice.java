package dev.rondo.cell;

import java.util.Arrays;

/**
 * All paths of one sequence that read as its target.
 *
 * <p>They run through the states blank, label, blank, label, ..., blank: at each frame a path stays in its state, goes
 * on to the next, or passes over a blank between two different labels. Minus infinity stands for probability zero. The
 * rows of states have two places more where the states before the first or after the last would be, which hold zero.
 */
final class CtcLattice {
    private final CtcScores scores;
    private final int blank;
    private final int[] states; // the output of each
    private final boolean[] skips; // whether the blank before a state may be passed over
    private final int row; // two more than states
    private final double[] alpha; // ln p of the ways to a state, its own frame's output included; (frames, row)

    CtcLattice(CtcScores scores, int blank, int[] labels) {
        this.scores = scores;
        this.blank = blank;
        states = new int[2 * labels.length + 1];
        skips = new boolean[states.length + 2];
        for (int s = 0; s < states.length; s++) {
            states[s] = s % 2 == 0 ? blank : labels[s / 2];
            skips[s] = s > 2 && s % 2 == 1 && states[s] != states[s - 2];
        }
        row = states.length + 2;
        alpha = new double[scores.frames() * row];
    }

    /** Goes forward; returns ln p of the target. */
    double forward() {
        begin();
        for (int t = 1; t < scores.frames(); t++) {
            int to = t * row + 2;
            for (int s = 0; s < states.length; s++) {
                int from = to - row + s;
                double ways = skips[s]
                        ? LogSum.add(alpha[from], alpha[from - 1], alpha[from - 2])
                        : LogSum.add(alpha[from], alpha[from - 1]);
                alpha[to + s] = ways + scores.log(t, states[s]);
            }
        }
        return LogSum.add(alpha[alpha.length - 1], states.length > 1 ? alpha[alpha.length - 2] : LogSum.ZERO);
    }

    /** Sets the first frame: a path begins with a blank or the first label. */
    private void begin() {
        Arrays.fill(alpha, LogSum.ZERO);
        for (int s = 0; s < Math.min(2, states.length); s++) {
            alpha[s + 2] = scores.log(0, states[s]);
        }
    }

    /**
     * Goes back, after {@link #forward}.
     *
     * @param gradient takes the gradient of the loss by the scores, (frames, outputs)
     * @param at where in there the first goes
     */
    void backward(float[] gradient, int at) {
        int last = scores.frames() - 1;
        double[] beta = new double[row]; // ln p of the ways on from a state, its own frame's output left out
        double[] onward = new double[row];
        double[] taken = new double[scores.outputs()];
        Arrays.fill(beta, LogSum.ZERO);
        Arrays.fill(onward, LogSum.ZERO);
        for (int s = Math.max(0, states.length - 2); s < states.length; s++) {
            beta[s] = 0;
        }
        for (int t = last; t >= 0; t--) {
            if (t < last) {
                back(t + 1, beta, onward);
            }
            take(t, beta, taken);
            for (int k = 0; k < taken.length; k++) {
                gradient[at + t * taken.length + k] = (float) (Math.exp(scores.log(t, k)) - taken[k]);
            }
        }
    }

    /** Goes one step back, from a frame. */
    private void back(int frame, double[] beta, double[] onward) {
        for (int s = 0; s < states.length; s++) {
            onward[s] = beta[s] + scores.log(frame, states[s]);
        }
        for (int s = 0; s < states.length; s++) {
            beta[s] = skips[s + 2]
                    ? LogSum.add(onward[s], onward[s + 1], onward[s + 2])
                    : LogSum.add(onward[s], onward[s + 1]);
        }
    }

    /** Shares a frame out among the outputs, by how many of the paths take each. */
    private void take(int frame, double[] beta, double[] taken) {
        int at = frame * row + 2;
        double most = LogSum.ZERO;
        for (int s = 0; s < states.length; s++) {
            most = Math.max(most, alpha[at + s] + beta[s]);
        }
        Arrays.fill(taken, 0);
        double sum = 0; // p of the target but for rounding, over e^most: so that the shares add up to 1
        for (int s = 0; s < states.length; s++) {
            double ways = Math.exp(alpha[at + s] + beta[s] - most);
            taken[states[s]] += ways;
            sum += ways;
        }
        for (int k = 0; k < taken.length; k++) {
            taken[k] /= sum;
        }
    }

    /** Returns the most probable path (Viterbi 1967); of equals the one further on where, from the end, they differ. */
    CtcPath best() {
        begin();
        int[] back = new int[alpha.length]; // how many states were gone on
        for (int t = 1; t < scores.frames(); t++) {
            for (int s = 0; s < states.length; s++) {
                int from = (t - 1) * row + 2 + s;
                int steps = alpha[from - 1] > alpha[from] ? 1 : 0;
                steps = skips[s] && alpha[from - 2] > alpha[from - steps] ? 2 : steps;
                alpha[from + row] = alpha[from - steps] + scores.log(t, states[s]);
                back[from + row] = steps;
            }
        }
        int place = alpha.length - 1;
        place -= states.length > 1 && alpha[place - 1] > alpha[place] ? 1 : 0;
        double log = alpha[place];
        int[] outputs = new int[scores.frames()];
        for (int t = outputs.length - 1; t >= 0; t--) {
            outputs[t] = states[place - t * row - 2];
            place -= row + back[place];
        }
        return new CtcPath(outputs, blank, log);
    }
}
