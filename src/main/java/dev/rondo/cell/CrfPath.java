package dev.rondo.cell;

import java.util.Arrays;

/**
 * A tag sequence and its score under a {@link Crf}.
 *
 * @param tags the tag at each step, (steps)
 * @param score what it adds up to; {@code exp(score - logPartition)} is its probability
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, compared by content below
public record CrfPath(int[] tags, double score) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CrfPath that
                && Arrays.equals(tags, that.tags)
                && Double.compare(score, that.score) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tags) + Double.hashCode(score);
    }

    @Override
    public String toString() {
        return "CrfPath[tags=" + Arrays.toString(tags) + ", score=" + score + "]";
    }
}
