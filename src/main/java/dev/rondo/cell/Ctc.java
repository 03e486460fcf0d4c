package dev.rondo.cell;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Connectionist temporal classification: a distribution over label sequences, given scores for each frame of a longer
 * input, of which nobody has said where a label begins.
 *
 * <pre>{@code
 * p(path)   = product over t of softmax(s_t)[path_t]     an output for each frame, a label or the blank
 * p(labels) = sum of p(path) over all paths that read as the labels
 * loss      = -ln p(labels)
 * }</pre>
 *
 * A path reads as its labels once outputs that repeat are made one and then blanks are left out: with - for the blank,
 * a-ab and aa-abb both read aab. A. Graves, S. Fernandez, F. Gomez and J. Schmidhuber, <i>Connectionist Temporal
 * Classification: Labelling Unsegmented Sequence Data with Recurrent Neural Networks</i>, ICML 2006.
 *
 * <p>The scores are those of a network's last layer, not normalised: the softmax is taken here, so the gradient is by
 * what the network gave. The blank is the last output unless another is named, so that labels count from 0 like the
 * symbols of a vocabulary; PyTorch's default is {@code blank(0)}.
 *
 * <p>The sums are taken in double precision, as logarithms. A target needs as many frames as {@link #frames} says;
 * where there are fewer, no path reads as it, and it is refused: leave such sequences out before. An empty target is
 * legal, all is blank. A sequence has at least one frame.
 *
 * <pre>{@code
 * Ctc ctc = Ctc.of(11); // ten digits and the blank
 * CtcGradient gradient = ctc.gradient(scores, frames, labels); // to train by, scores as (batch, frames, outputs)
 * int[] heard = ctc.search(row, CtcBeam.of(25)).get(0).labels(); // to predict with, row as (frames)(outputs)
 * }</pre>
 *
 * @param outputs how many outputs there are, the blank among them, from 1
 * @param blank which of them is the blank
 */
@CheckReturnValue
public record Ctc(int outputs, int blank) {
    /**
     * Checks the numbers.
     *
     * @param outputs how many outputs there are
     * @param blank which of them is the blank
     * @throws IllegalArgumentException if there is none, or the blank is none of them
     */
    public Ctc {
        if (outputs < 1) {
            throw new IllegalArgumentException("there are " + outputs + " outputs, expected at least 1: the blank");
        }
        if (blank < 0 || blank >= outputs) {
            throw new IllegalArgumentException("blank is " + blank + ", expected an output from 0 to " + (outputs - 1));
        }
    }

    /**
     * Makes one whose blank is the last output.
     *
     * @param outputs how many outputs there are, the blank among them: labels + 1
     * @return the classification
     * @throws IllegalArgumentException if there is none
     */
    public static Ctc of(int outputs) {
        return new Ctc(outputs, outputs - 1);
    }

    /**
     * Names the blank.
     *
     * @param output which output is the blank
     * @return one with this blank
     * @throws IllegalArgumentException if there is no such output
     */
    public Ctc blank(int output) {
        return new Ctc(outputs, output);
    }

    /**
     * Returns how many frames labels need: one each, and one for the blank between two that are the same.
     *
     * @param labels the labels
     * @return the fewest frames of which a path reads as them
     */
    public static int frames(int... labels) {
        int frames = labels.length;
        for (int k = 1; k < labels.length; k++) {
            frames += labels[k] == labels[k - 1] ? 1 : 0;
        }
        return frames;
    }

    /**
     * Returns the loss of a target.
     *
     * @param scores the score of each output at each frame, (frames)(outputs)
     * @param labels the target
     * @return {@code -ln p(labels)}, nats, at least 0
     * @throws IllegalArgumentException if there is no frame, a frame has another number of scores than there are
     *     outputs, a score is not finite, a label is none, or there are fewer frames than the labels need
     */
    public double loss(float[][] scores, int[] labels) {
        return loss(lattice(scores, labels));
    }

    private static double loss(CtcLattice lattice) {
        return Math.max(0, -lattice.forward()); // below 0 by rounding alone
    }

    private CtcLattice lattice(float[][] scores, int[] labels) {
        float[] flat = flat(scores);
        expect("the sequence", labels, scores.length);
        return new CtcLattice(new CtcScores(flat, 0, scores.length, outputs), blank, labels);
    }

    /**
     * Returns the loss of a target and its gradient.
     *
     * @param scores the score of each output at each frame, (frames)(outputs)
     * @param labels the target
     * @return the loss and its gradient, that of the scores as (frames, outputs)
     * @throws IllegalArgumentException as {@link #loss}
     */
    public CtcGradient gradient(float[][] scores, int[] labels) {
        CtcLattice lattice = lattice(scores, labels);
        double loss = loss(lattice);
        Tensor gradient = Tensor.zeros(scores.length, outputs);
        lattice.backward(gradient.values(), 0);
        return new CtcGradient(new double[] {loss}, gradient);
    }

    /**
     * Returns the losses of a batch and the gradient of their sum. Frames beyond a sequence's own are padding, which
     * nothing depends on. The sequences are shared out among the processors; the numbers are the same however many.
     *
     * @param scores the score of each output at each frame, (batch, frames, outputs)
     * @param frames how many frames are each sequence's own, (batch)
     * @param labels the target of each sequence, (batch)(its own labels)
     * @return the losses and the gradient
     * @throws IllegalArgumentException as {@link #loss}, or if the sizes do not match
     */
    public CtcGradient gradient(Tensor scores, int[] frames, int[][] labels) {
        expect(scores, frames, labels);
        double[] losses = new double[frames.length];
        Tensor gradient = Tensor.zeros(scores.shape());
        int stride = (int) scores.shape()[1] * outputs;
        IntStream.range(0, frames.length).parallel().forEach(k -> {
            CtcScores own = new CtcScores(scores.values(), k * stride, frames[k], outputs);
            CtcLattice lattice = new CtcLattice(own, blank, labels[k]);
            losses[k] = loss(lattice);
            lattice.backward(gradient.values(), k * stride);
        });
        return new CtcGradient(losses, gradient);
    }

    /**
     * Returns the most probable path that reads as a target: which frames carry which label.
     *
     * @param scores the score of each output at each frame, (frames)(outputs)
     * @param labels the target
     * @return the path; of equals the one that, at the last frame where they differ, is further on
     * @throws IllegalArgumentException as {@link #loss}
     */
    public CtcPath align(float[][] scores, int[] labels) {
        return lattice(scores, labels).best();
    }

    /**
     * Returns the most probable path of all, the best output at each frame. What it reads as is often, but not always,
     * the most probable labelling, to which many paths add up.
     *
     * @param scores the score of each output at each frame, (frames)(outputs)
     * @return the path; of equal outputs the first
     * @throws IllegalArgumentException if there is no frame, a frame has another number of scores than there are
     *     outputs, or a score is not finite
     */
    public CtcPath best(float[][] scores) {
        CtcScores logs = new CtcScores(flat(scores), 0, scores.length, outputs);
        int[] path = new int[scores.length];
        double sum = 0;
        for (int t = 0; t < path.length; t++) {
            for (int k = 1; k < outputs; k++) {
                path[t] = scores[t][k] > scores[t][path[t]] ? k : path[t];
            }
            sum += logs.log(t, path[t]);
        }
        return new CtcPath(path, blank, sum);
    }

    /**
     * Searches for the most probable labellings, keeping the best few at each frame and adding up the paths of each (A.
     * Hannun, A. Maas, D. Jurafsky and A. Ng, <i>First-Pass Large Vocabulary Continuous Speech Recognition using
     * Bi-Directional Recurrent DNNs</i>, 2014).
     *
     * @param scores the score of each output at each frame, (frames)(outputs)
     * @param beam how many are kept, and what they are ranked by
     * @return the labellings kept at the end, all different, the best first and equals in the order of their labels;
     *     none where the language rules out all that were kept
     * @throws IllegalArgumentException as {@link #best}, or if the language gives a label no logarithm of a probability
     */
    public List<CtcLabelling> search(float[][] scores, CtcBeam beam) {
        return new CtcSearch(new CtcScores(flat(scores), 0, scores.length, outputs), blank, beam).run();
    }

    /** Checks the scores of a sequence and sets its frames one behind the other. */
    private float[] flat(float[][] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("there are scores for 0 frames, expected at least 1");
        }
        Expect.widths("scores", scores, outputs);
        float[] flat = new float[scores.length * outputs];
        for (int t = 0; t < scores.length; t++) {
            System.arraycopy(scores[t], 0, flat, t * outputs, outputs);
        }
        expectFinite("", flat, 0, scores.length);
        return flat;
    }

    private void expect(Tensor scores, int[] frames, int[][] labels) {
        long[] shape = scores.shape();
        if (shape.length != 3 || shape[2] != outputs || shape[0] != frames.length || shape[0] != labels.length) {
            throw new IllegalArgumentException("scores have shape " + Arrays.toString(shape) + ", with frames of "
                    + frames.length + " and labels of " + labels.length
                    + " sequences: expected (batch, frames, outputs) with " + outputs
                    + " outputs, and as many of each");
        }
        for (int k = 0; k < frames.length; k++) {
            if (frames[k] < 1 || frames[k] > shape[1]) {
                throw new IllegalArgumentException("sequence " + k + " has " + frames[k] + " frames, expected 1 to "
                        + shape[1] + ", those there are scores for");
            }
            expect("sequence " + k, labels[k], frames[k]);
            expectFinite("sequence " + k + ": ", scores.values(), k * (int) shape[1] * outputs, frames[k]);
        }
    }

    private void expect(String what, int[] labels, int frames) {
        for (int k = 0; k < labels.length; k++) {
            if (labels[k] < 0 || labels[k] >= outputs || labels[k] == blank) {
                throw new IllegalArgumentException(what + " has label " + labels[k] + " at place " + k
                        + ", expected 0 to " + (outputs - 1) + " without the blank, " + blank);
            }
        }
        int needed = frames(labels);
        if (frames < needed) {
            throw new IllegalArgumentException(what + " has " + frames + " frames, but its " + labels.length
                    + " labels need " + needed + ", one each and one between two that are the same: leave it out, "
                    + "or take more frames for each second");
        }
    }

    private void expectFinite(String what, float[] scores, int at, int frames) {
        for (int k = 0; k < frames * outputs; k++) {
            if (!Float.isFinite(scores[at + k])) {
                throw new IllegalArgumentException(what + "scores[" + k / outputs + "][" + k % outputs + "] is "
                        + scores[at + k] + ", expected a finite number: where training has diverged, lower its rate");
            }
        }
    }
}
