package dev.rondo.task;

import java.util.List;
import tech.tablesaw.api.Table;

/** What a search for the best symbols found. */
sealed interface Found permits Translation, Caption {

    /**
     * Returns all that was found.
     *
     * @return the best first; as many as the beam was wide, or fewer
     */
    List<Hypothesis> hypotheses();

    /**
     * Returns the best with all that is known of it.
     *
     * @return the first hypothesis
     */
    default Hypothesis best() {
        return hypotheses().get(0);
    }

    /**
     * Returns the best as text.
     *
     * @return the text
     */
    default String text() {
        return best().text();
    }

    /**
     * Returns the best in tokens.
     *
     * @return the tokens
     */
    default List<String> tokens() {
        return best().tokens();
    }

    /**
     * Returns how probable the best is.
     *
     * @return the natural logarithm of its probability
     */
    default double logProbability() {
        return best().logProbability();
    }

    /**
     * Returns all as a table.
     *
     * @return the columns text, log probability and score, the best first
     */
    default Table table() {
        return Hypothesis.table(getClass().getSimpleName() + "s", hypotheses());
    }

    /** Copies what was found, of which there must be something. */
    static List<Hypothesis> checked(List<Hypothesis> hypotheses) {
        if (hypotheses.isEmpty()) {
            throw new IllegalArgumentException("there are 0 hypotheses, expected at least 1");
        }
        return List.copyOf(hypotheses);
    }
}
