package dev.rondo.cell;

import java.util.Arrays;

/**
 * What a beam search found under {@link Ctc}.
 *
 * @param labels the labels, none where all is blank
 * @param logProbability ln of the summed probability of the paths that the beam kept, nats: at most
 *     {@code -ctc.loss(scores, labels)}, and that where the beam had room for all
 * @param score what it was ranked by: the same, with what the language and the bonus of the {@link CtcBeam} add
 */
public record CtcLabelling(int[] labels, double logProbability, double score) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CtcLabelling that
                && Arrays.equals(labels, that.labels)
                && Double.compare(logProbability, that.logProbability) == 0
                && Double.compare(score, that.score) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(labels) + Double.hashCode(logProbability)) + Double.hashCode(score);
    }

    @Override
    public String toString() {
        return "CtcLabelling[labels=" + Arrays.toString(labels) + ", logProbability=" + logProbability + ", score="
                + score + "]";
    }
}
