package dev.rondo.cell;

/**
 * The sums over all tag sequences of a sentence, by the forward and backward recursions; one after another, each
 * sentence in the same memory.
 *
 * <pre>{@code
 * alpha_0(j) = start_j + s_0(j)      alpha_t(j) = s_t(j) + ln sum_i exp(alpha_t-1(i) + w_ij)
 * beta_n-1(i) = end_i                beta_t(i)  = ln sum_j exp(w_ij + s_t+1(j) + beta_t+1(j))
 * ln Z = ln sum_j exp(alpha_n-1(j) + end_j)
 * p(tag j at t)          = exp(alpha_t(j) + beta_t(j) - ln Z)
 * p(i at t-1 and j at t) = exp(alpha_t-1(i) + w_ij + s_t(j) + beta_t(j) - ln Z)
 * }</pre>
 */
final class CrfLattice {
    private static final double LARGE = 300; // exp of it, times numbers up to 1, cannot overflow

    private final int tags;
    private final LogMatrix between;
    private final double[] start;
    private final double[] end;
    private final double[] scores; // (steps, tags)
    private final double[] alpha; // (steps, tags)
    private final double[] shares; // exp(alpha - most), (steps, tags)
    private final double[] most; // the largest alpha, (steps)
    private final double[] beta; // (tags), of one step
    private final double[] onward; // s + beta, (tags), of one step
    private final double[] onwardShares; // (tags)
    private final double[]
            products; // sums of shares before x shares after, yet to be weighted, (tag before, tag after)
    private final double[] pairs; // sums of p(i and j), of the steps where the shares would overflow
    private int steps;

    /**
     * Makes room.
     *
     * @param steps the longest sentence there will be
     */
    CrfLattice(LogMatrix between, double[] start, double[] end, int steps) {
        tags = start.length;
        this.between = between;
        this.start = start;
        this.end = end;
        scores = new double[steps * tags];
        alpha = new double[steps * tags];
        shares = new double[steps * tags];
        most = new double[steps];
        beta = new double[tags];
        onward = new double[tags];
        onwardShares = new double[tags];
        products = new double[tags * tags];
        pairs = new double[tags * tags];
    }

    /** Takes one step's scores in; the steps come in order. */
    void take(int step, float[] from, int at) {
        steps = step + 1;
        for (int k = 0; k < tags; k++) {
            float score = from[at + k];
            Expect.finiteScore(score, step, k);
            scores[step * tags + k] = score;
        }
    }

    /**
     * Goes forward.
     *
     * @return ln Z
     * @throws IllegalArgumentException if no sequence of that length is allowed
     */
    double forward() {
        for (int k = 0; k < tags; k++) {
            alpha[k] = start[k] + scores[k];
        }
        share(0);
        for (int t = 1; t < steps; t++) {
            int at = t * tags;
            between.timesRows(alpha, shares, at - tags, most[t - 1], alpha, at);
            for (int k = at; k < at + tags; k++) {
                alpha[k] += scores[k];
            }
            share(t);
        }
        int last = (steps - 1) * tags;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < tags; k++) {
            largest = Math.max(largest, alpha[last + k] + end[k]);
        }
        checkWay(largest);
        double sum = 0;
        for (int k = 0; k < tags; k++) {
            sum += Math.exp(alpha[last + k] + end[k] - largest);
        }
        return largest + Math.log(sum);
    }

    private void share(int step) {
        int at = step * tags;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = at; k < at + tags; k++) {
            largest = Math.max(largest, alpha[k]);
        }
        checkWay(largest);
        most[step] = largest;
        for (int k = at; k < at + tags; k++) {
            shares[k] = Math.exp(alpha[k] - largest);
        }
    }

    private void checkWay(double largest) {
        if (largest == Double.NEGATIVE_INFINITY) {
            throw noWay(steps);
        }
    }

    /** Says that the constraints leave nothing. */
    static IllegalArgumentException noWay(int steps) {
        return new IllegalArgumentException("no tag sequence of " + steps + (steps == 1 ? " step" : " steps")
                + " is allowed: the constraints leave no way from start to end");
    }

    /**
     * Goes back, after {@link #forward}, and adds the probability of each pair to the sums.
     *
     * @param logPartition ln Z
     * @param marginals takes the probability of each tag at each step, (steps, tags)
     * @param at where in there the first goes
     */
    void backward(double logPartition, float[] marginals, int at) {
        System.arraycopy(end, 0, beta, 0, tags);
        for (int t = steps - 1; t >= 0; t--) {
            int row = t * tags;
            for (int k = 0; k < tags; k++) {
                marginals[at + row + k] = (float) Math.exp(alpha[row + k] + beta[k] - logPartition);
                onward[k] = scores[row + k] + beta[k];
            }
            if (t > 0) {
                back(t - 1, logPartition);
            }
        }
    }

    /** Goes one step back, to a step. */
    private void back(int step, double logPartition) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < tags; k++) {
            largest = Math.max(largest, onward[k] + between.column(k));
        }
        for (int k = 0; k < tags; k++) {
            onwardShares[k] = Math.exp(onward[k] + between.column(k) - largest);
        }
        between.timesColumns(onward, onwardShares, largest, beta);
        double scale = most[step] + largest - logPartition;
        if (scale > LARGE) { // the likeliest tags on both sides do not go together at all
            addPairs(step, logPartition);
        } else {
            addProducts(step, Math.exp(scale));
        }
    }

    private void addProducts(int step, double scale) {
        for (int k = 0; k < tags; k++) {
            onwardShares[k] *= scale;
        }
        for (int i = 0; i < tags; i++) {
            double share = shares[step * tags + i];
            int row = i * tags;
            for (int j = 0; j < tags; j++) {
                products[row + j] += share * onwardShares[j];
            }
        }
    }

    private void addPairs(int step, double logPartition) {
        for (int i = 0; i < tags; i++) {
            for (int j = 0; j < tags; j++) {
                pairs[i * tags + j] += Math.exp(alpha[step * tags + i] + between.log(i, j) + onward[j] - logPartition);
            }
        }
    }

    /** Returns how often a tag is expected after another, in all sentences gone back through so far. */
    double expected(int before, int after) {
        int place = before * tags + after;
        return pairs[place] + products[place] * between.weight(before, after);
    }
}
