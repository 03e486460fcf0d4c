package dev.rondo.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One way to translate a source, or to say what a picture shows.
 *
 * @param text the translation or the caption, to be read
 * @param tokens its tokens
 * @param logProbability the natural logarithm of its probability, the end included; before {@code <unk>} was replaced
 * @param score what it is ranked by, see {@link BeamSearch}
 * @param attention what each token attended to, (tokens)(source tokens, or cells of the picture), each row 1 together; no
 *     column where the model has no attention
 * @param copied the places of the tokens that were copied from the source for {@code <unk>}
 * @param cut whether it was as long as allowed and would rather have gone on than end
 */
public record Hypothesis(
        String text,
        List<String> tokens,
        double logProbability,
        double score,
        double[][] attention,
        List<Integer> copied,
        boolean cut) {

    /**
     * Copies tokens, weights and places.
     *
     * @param text the translation
     * @param tokens its tokens
     * @param logProbability the logarithm of its probability
     * @param score what it is ranked by
     * @param attention what each token attended to
     * @param copied the places of copied tokens
     * @param cut whether it was cut
     */
    public Hypothesis {
        tokens = List.copyOf(tokens);
        copied = List.copyOf(copied);
        attention = copy(attention);
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the weights of attention.
     *
     * @return a copy
     */
    @Override
    public double[][] attention() {
        return copy(attention);
    }

    /** Sets hypotheses below each other. */
    static Table table(String name, List<Hypothesis> hypotheses) {
        return Table.create(
                name,
                StringColumn.create("text", hypotheses.stream().map(Hypothesis::text)),
                DoubleColumn.create("log probability", hypotheses.stream().mapToDouble(Hypothesis::logProbability)),
                DoubleColumn.create("score", hypotheses.stream().mapToDouble(Hypothesis::score)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hypothesis that
                && text.equals(that.text)
                && tokens.equals(that.tokens)
                && logProbability == that.logProbability
                && score == that.score
                && Arrays.deepEquals(attention, that.attention)
                && copied.equals(that.copied)
                && cut == that.cut;
    }

    @Override
    public int hashCode() {
        return 31 * tokens.hashCode() + Double.hashCode(logProbability);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%.4f)%s%s",
                text,
                logProbability,
                copied.isEmpty() ? "" : ", " + copied.size() + " copied",
                cut ? ", cut" : "");
    }
}
