package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A path through the frames under {@link Ctc}: one output for each. It reads as its labels once outputs that repeat are
 * made one and blanks are left out.
 *
 * <pre>{@code
 * CtcPath path = ctc.align(scores, labels); // which frames carry which label
 * for (CtcPath.Span span : path.spans()) {
 *     System.out.println(span.label() + ": frames " + span.from() + " to " + (span.to() - 1));
 * }
 * }</pre>
 *
 * @param outputs the output at each frame, (frames)
 * @param blank which of them is the blank
 * @param logProbability ln of the probability of the path, nats
 */
public record CtcPath(int[] outputs, int blank, double logProbability) {
    /**
     * The frames that carry one label.
     *
     * @param label the label
     * @param from the first frame
     * @param to the frame after the last
     */
    public record Span(int label, int from, int to) {}

    /**
     * Returns the frames of each label.
     *
     * @return a span for each label, from left to right; blanks lie between them
     */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int t = 1; t <= outputs.length; t++) {
            if (t == outputs.length || outputs[t] != outputs[from]) {
                if (outputs[from] != blank) {
                    spans.add(new Span(outputs[from], from, t));
                }
                from = t;
            }
        }
        return List.copyOf(spans);
    }

    /**
     * Returns what the path reads as.
     *
     * @return the labels
     */
    public int[] labels() {
        return spans().stream().mapToInt(Span::label).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CtcPath that
                && Arrays.equals(outputs, that.outputs)
                && blank == that.blank
                && Double.compare(logProbability, that.logProbability) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(outputs) + blank) + Double.hashCode(logProbability);
    }

    @Override
    public String toString() {
        return "CtcPath[outputs=" + Arrays.toString(outputs) + ", blank=" + blank + ", logProbability=" + logProbability
                + "]";
    }
}
