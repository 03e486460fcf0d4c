package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * What a model makes of a source.
 *
 * @param source the source's tokens
 * @param hypotheses the translations that were found, the best first; as many as the beam was wide, or fewer
 */
public record Translation(List<String> source, List<Hypothesis> hypotheses) {

    /**
     * Copies both.
     *
     * @param source the source's tokens
     * @param hypotheses the translations, at least one
     * @throws IllegalArgumentException if there is none
     */
    public Translation {
        source = List.copyOf(source);
        hypotheses = List.copyOf(hypotheses);
        if (hypotheses.isEmpty()) {
            throw new IllegalArgumentException("there are 0 hypotheses, expected at least 1");
        }
    }

    /**
     * Returns the best translation with all that is known of it.
     *
     * @return the first hypothesis
     */
    public Hypothesis best() {
        return hypotheses.get(0);
    }

    /**
     * Returns the best translation.
     *
     * @return the text
     */
    public String text() {
        return best().text();
    }

    /**
     * Returns the best translation in tokens.
     *
     * @return the tokens
     */
    public List<String> tokens() {
        return best().tokens();
    }

    /**
     * Returns how probable the best translation is.
     *
     * @return the natural logarithm of its probability
     */
    public double logProbability() {
        return best().logProbability();
    }

    /**
     * Returns all translations as a table.
     *
     * @return the columns text, log probability and score, the best first
     */
    public Table table() {
        return Hypothesis.table("Translations", hypotheses);
    }

    /**
     * Draws what each token of the best translation attended to: a row a token, a column a token of the source.
     *
     * @return the heat map
     * @throws IllegalStateException if the model has no attention, or the translation no token
     */
    public Chart plot() {
        double[][] weights = best().attention();
        if (weights.length == 0 || weights[0].length == 0) {
            throw new IllegalStateException(
                    weights.length == 0
                            ? "plot() of a translation without a token: there is nothing to draw"
                            : "plot() of a translation by a model without attention: make one without"
                                    + " withoutAttention()");
        }
        return Chart.heatMap(
                        "Attention: " + text(), tokens().toArray(String[]::new), source.toArray(String[]::new), weights)
                .x("source")
                .y("translation")
                .value("weight")
                .valueRange(0, 1);
    }

    @Override
    public String toString() {
        return best().toString();
    }
}
