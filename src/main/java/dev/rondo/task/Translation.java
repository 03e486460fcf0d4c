package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.List;

/**
 * What a model makes of a source.
 *
 * @param source the source's tokens
 * @param hypotheses the translations that were found, the best first; as many as the beam was wide, or fewer
 */
public record Translation(List<String> source, List<Hypothesis> hypotheses) implements Found {

    /**
     * Copies both.
     *
     * @param source the source's tokens
     * @param hypotheses the translations, at least one
     * @throws IllegalArgumentException if there is none
     */
    public Translation {
        source = List.copyOf(source);
        hypotheses = Found.checked(hypotheses);
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
