package dev.rondo.cell;

import java.util.Arrays;
import java.util.List;

/**
 * The linear-chain conditional random field: a distribution over whole tag sequences, given a score for each tag at
 * each step and for each pair of neighbours.
 *
 * <pre>{@code
 * score(y)  = start[y_0] + sum_t s_t[y_t] + sum_t>0 w[y_t-1, y_t] + end[y_n-1]
 * p(y)      = exp(score(y)) / Z       Z = sum over all allowed y of exp(score(y))
 * loss(y)   = -ln p(y) = ln Z - score(y)
 * }</pre>
 *
 * J. Lafferty, A. McCallum and F. Pereira, <i>Conditional Random Fields</i>, ICML 2001; over the scores s of a
 * recurrent network, as here: G. Lample, M. Ballesteros, S. Subramanian, K. Kawakami and C. Dyer, <i>Neural
 * Architectures for Named Entity Recognition</i>, NAACL 2016. A transition that {@link #constrained the constraints}
 * forbid has probability zero: Z leaves it out as well.
 *
 * <p>The sums are taken in double precision, as logarithms, so that no range of finite scores overflows. A sequence
 * has at least one step. The value is immutable and may be shared between threads.
 *
 * <pre>{@code
 * Crf crf = Crf.of(transitions, start, end).constrained(CrfConstraints.of(tags, TagScheme.BIO::allows));
 * CrfGradient gradient = crf.gradient(scores, gold); // to train by, scores as (steps)(tags)
 * int[] path = crf.best(scores).tags(); // to predict with
 * }</pre>
 */
public final class Crf {
    private final int tags;
    private final Tensor transitions;
    private final Tensor start;
    private final Tensor end;
    private final CrfConstraints constraints;
    private final double[] starts; // with minus infinity where forbidden
    private final double[] ends;
    private final LogMatrix between;

    private Crf(Tensor transitions, Tensor start, Tensor end, CrfConstraints constraints) {
        tags = start.values().length;
        this.transitions = transitions;
        this.start = start;
        this.end = end;
        this.constraints = constraints;
        starts = forbid(start, constraints.start());
        ends = forbid(end, constraints.end());
        double[] pairs = new double[tags * tags];
        boolean[][] allowed = constraints.between();
        for (int k = 0; k < pairs.length; k++) {
            pairs[k] = allowed[k / tags][k % tags] ? transitions.values()[k] : Double.NEGATIVE_INFINITY;
        }
        between = new LogMatrix(pairs, tags);
    }

    /**
     * Makes a field that allows every sequence.
     *
     * @param transitions the score of a tag after another, (tag before, tag after)
     * @param start the score of a tag at the beginning, (tags)
     * @param end the score of a tag at the end, (tags)
     * @return the field; the numbers are copied
     * @throws IllegalArgumentException if the shapes do not match, there is no tag or a score is not finite
     */
    public static Crf of(Tensor transitions, Tensor start, Tensor end) {
        long count = start.values().length;
        if (count == 0) {
            throw new IllegalArgumentException("start is empty, expected a score for each of at least 1 tag");
        }
        Tensor pairs = copy("transitions", transitions, count, count);
        Tensor first = copy("start", start, count);
        return new Crf(pairs, first, copy("end", end, count), CrfConstraints.none((int) count));
    }

    /**
     * Gives probability to allowed sequences alone.
     *
     * @param rules which tag may follow which, begin and end
     * @return a field with these constraints in place of its own
     * @throws IllegalArgumentException if they are about another number of tags
     */
    public Crf constrained(CrfConstraints rules) {
        if (rules.tags().size() != tags) {
            throw new IllegalArgumentException("the constraints are about "
                    + rules.tags().size() + " tags, expected " + tags + ": list the tags in the order of the scores");
        }
        return new Crf(transitions, start, end, rules);
    }

    /**
     * Returns the logarithm of the sum over all allowed sequences.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @return ln Z, nats
     * @throws IllegalArgumentException if there is no step, a step has another number of scores than there are tags, a
     *     score is not finite, or the constraints allow no sequence of that length
     */
    public double logPartition(float[][] scores) {
        return lattice(scores).forward();
    }

    /**
     * Returns what a sequence adds up to.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @param sequence the tag at each step, (steps)
     * @return its score
     * @throws IllegalArgumentException as {@link #loss}
     */
    public double score(float[][] scores, int[] sequence) {
        Expect.scores(scores, tags);
        if (sequence.length != scores.length) {
            throw new IllegalArgumentException("there are " + sequence.length + " tags but scores for " + scores.length
                    + " steps: expected as many");
        }
        Expect.tags("the sequence", sequence, tags);
        double sum = path("", sequence);
        for (int t = 0; t < sequence.length; t++) {
            sum += scores[t][sequence[t]];
        }
        return sum;
    }

    /**
     * Returns the loss of a sequence, {@code -ln p = ln Z - score}.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @param gold the right tag at each step, (steps)
     * @return the loss, nats, at least 0
     * @throws IllegalArgumentException as {@link #logPartition}, if there are not as many tags as steps, a tag is none,
     *     or the sequence breaks the constraints: it would cost infinitely much
     */
    public double loss(float[][] scores, int[] gold) {
        double score = score(scores, gold);
        return Math.max(0, logPartition(scores) - score); // below 0 by rounding alone
    }

    /**
     * Returns the loss of a sequence and its gradient.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @param gold the right tag at each step, (steps)
     * @return the loss and its gradient, that of the scores as (steps, tags)
     * @throws IllegalArgumentException as {@link #loss}
     */
    public CrfGradient gradient(float[][] scores, int[] gold) {
        Expect.scores(scores, tags);
        float[] flat = new float[scores.length * tags];
        for (int t = 0; t < scores.length; t++) {
            System.arraycopy(scores[t], 0, flat, t * tags, tags);
        }
        CrfGradient batch = gradient(Tensor.of(flat, 1, scores.length, tags), new int[][] {gold});
        Tensor byScores = Tensor.of(batch.scores().values(), scores.length, tags);
        return new CrfGradient(batch.loss(), byScores, batch.transitions(), batch.start(), batch.end());
    }

    /**
     * Returns the summed loss of a batch of sentences and its gradient. A sentence is as long as its tags are many;
     * what is beyond is padding, which nothing depends on.
     *
     * @param scores the score of each tag at each step, (batch, steps, tags)
     * @param gold the right tag at each step of each sentence, (batch)(its own steps)
     * @return the sum of the losses and its gradient
     * @throws IllegalArgumentException as {@link #loss}, or if the batch does not fit the tags
     */
    public CrfGradient gradient(Tensor scores, int[][] gold) {
        int longest = Expect.batch(scores, gold, tags);
        int stride = (int) scores.shape()[1] * tags;
        float[] byScores = new float[scores.values().length];
        double[] byStart = new double[tags];
        double[] byEnd = new double[tags];
        CrfLattice lattice = new CrfLattice(between, starts, ends, longest);
        double loss = 0;
        for (int k = 0; k < gold.length; k++) {
            int first = k * stride;
            int last = first + (gold[k].length - 1) * tags;
            loss += run(lattice, scores.values(), first, "sentence " + k + ": ", gold[k], byScores);
            for (int tag = 0; tag < tags; tag++) {
                byStart[tag] += byScores[first + tag];
                byEnd[tag] += byScores[last + tag];
            }
        }
        Tensor shaped = new Tensor(scores.shape().clone(), byScores);
        Tensor pairs = tensor(pairs(lattice, gold), tags, tags);
        return new CrfGradient(loss, shaped, pairs, tensor(byStart, tags), tensor(byEnd, tags));
    }

    /** Returns how often each pair was expected, less how often it is there. */
    private double[] pairs(CrfLattice lattice, int[][] gold) {
        double[] counts = new double[tags * tags];
        for (int k = 0; k < counts.length; k++) {
            counts[k] = lattice.expected(k / tags, k % tags);
        }
        for (int[] sequence : gold) {
            for (int t = 1; t < sequence.length; t++) {
                counts[sequence[t - 1] * tags + sequence[t]]--;
            }
        }
        return counts;
    }

    /** Goes through one sentence and back; leaves the gradient by its scores behind and returns its loss. */
    private double run(CrfLattice lattice, float[] scores, int at, String what, int[] gold, float[] byScores) {
        double score = path(what, gold);
        for (int t = 0; t < gold.length; t++) {
            lattice.take(t, scores, at + t * tags);
            score += scores[at + t * tags + gold[t]];
        }
        double logPartition = lattice.forward();
        lattice.backward(logPartition, byScores, at);
        for (int t = 0; t < gold.length; t++) {
            byScores[at + t * tags + gold[t]] -= 1;
        }
        return Math.max(0, logPartition - score);
    }

    /**
     * Returns the probability of each tag at each step, over all sequences.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @return the probabilities, (steps)(tags), each step's adding up to 1
     * @throws IllegalArgumentException as {@link #logPartition}
     */
    public float[][] marginals(float[][] scores) {
        CrfLattice lattice = lattice(scores);
        float[] flat = new float[scores.length * tags];
        lattice.backward(lattice.forward(), flat, 0);
        float[][] rows = new float[scores.length][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = Arrays.copyOfRange(flat, t * tags, (t + 1) * tags);
        }
        return rows;
    }

    /**
     * Returns the most probable sequence (A. J. Viterbi 1967); of equals, the first in the order of the tags.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @return the sequence and its score
     * @throws IllegalArgumentException as {@link #logPartition}
     */
    public CrfPath best(float[][] scores) {
        Expect.finiteScores(scores, tags);
        return new CrfPaths(between, starts, ends).best(scores);
    }

    /**
     * Returns the most probable sequences, all different, the best first; equals come in the order of their tags.
     *
     * @param scores the score of each tag at each step, (steps)(tags)
     * @param count how many, from 1
     * @return the sequences and their scores; all there are where the constraints allow fewer
     * @throws IllegalArgumentException as {@link #logPartition}, or if the count is below 1
     */
    public List<CrfPath> best(float[][] scores, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", expected at least 1 sequence");
        }
        Expect.finiteScores(scores, tags);
        return new CrfPaths(between, starts, ends).best(scores, count);
    }

    /**
     * Returns how many tags there are.
     *
     * @return the number of tags
     */
    public int tags() {
        return tags;
    }

    /**
     * Returns the score of a tag after another.
     *
     * @return the scores, (tag before, tag after), copied; of a forbidden pair the number it came with
     */
    public Tensor transitions() {
        return new Tensor(transitions.shape().clone(), transitions.values().clone());
    }

    /**
     * Returns the score of a tag at the beginning.
     *
     * @return the scores, (tags), copied
     */
    public Tensor start() {
        return new Tensor(start.shape().clone(), start.values().clone());
    }

    /**
     * Returns the score of a tag at the end.
     *
     * @return the scores, (tags), copied
     */
    public Tensor end() {
        return new Tensor(end.shape().clone(), end.values().clone());
    }

    /**
     * Returns what is allowed.
     *
     * @return the constraints
     */
    public CrfConstraints constraints() {
        return constraints;
    }

    /** Checks a sequence against the constraints; returns what it adds up to without the steps' own scores. */
    private double path(String what, int[] sequence) {
        constraints.check(what, sequence);
        double sum = starts[sequence[0]] + ends[sequence[sequence.length - 1]];
        for (int t = 1; t < sequence.length; t++) {
            sum += between.log(sequence[t - 1], sequence[t]);
        }
        return sum;
    }

    private CrfLattice lattice(float[][] scores) {
        Expect.scores(scores, tags);
        CrfLattice lattice = new CrfLattice(between, starts, ends, scores.length);
        for (int t = 0; t < scores.length; t++) {
            lattice.take(t, scores[t], 0);
        }
        return lattice;
    }

    private static Tensor copy(String what, Tensor scores, long... shape) {
        if (!Arrays.equals(scores.shape(), shape)) {
            throw new IllegalArgumentException(what + " has shape " + Arrays.toString(scores.shape()) + ", expected "
                    + Arrays.toString(shape) + " for " + shape[0] + " tags");
        }
        for (int k = 0; k < scores.values().length; k++) {
            if (!Float.isFinite(scores.values()[k])) {
                throw new IllegalArgumentException(what + " has " + scores.values()[k] + " at place " + k
                        + ", expected finite numbers: forbid a transition by constraints, not by a score");
            }
        }
        return new Tensor(shape, scores.values().clone());
    }

    private static double[] forbid(Tensor scores, boolean[] allowed) {
        double[] logs = new double[allowed.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = allowed[k] ? scores.values()[k] : Double.NEGATIVE_INFINITY;
        }
        return logs;
    }

    private static Tensor tensor(double[] numbers, long... shape) {
        float[] values = new float[numbers.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) numbers[k];
        }
        return new Tensor(shape, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Crf that
                && transitions.equals(that.transitions)
                && start.equals(that.start)
                && end.equals(that.end)
                && constraints.equals(that.constraints);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {transitions, start, end, constraints});
    }

    @Override
    public String toString() {
        return "Crf[" + tags + " tags, " + constraints + "]";
    }
}
