package dev.rondo.task;

import dev.rondo.cell.Crf;
import dev.rondo.cell.CrfConstraints;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.List;

/** A picture of a field: the score of each tag after each other. */
final class Transitions {
    private Transitions() {}

    static Chart plot(Crf field, List<String> tags) {
        List<String> before = new ArrayList<>(List.of("(begin)"));
        before.addAll(tags);
        List<String> after = new ArrayList<>(tags);
        after.add("(end)");
        return Chart.heatMap(
                        "Transitions",
                        before.toArray(String[]::new),
                        after.toArray(String[]::new),
                        scores(field, tags.size()))
                .diverging()
                .x("tag after")
                .y("tag before")
                .value("score, grey: ruled out");
    }

    /** Returns the scores from the beginning or a tag to a tag or the end; NaN for what is ruled out, or no transition. */
    static double[][] scores(Crf field, int tags) {
        CrfConstraints rules = field.constraints();
        boolean[][] between = rules.between();
        double[][] scores = new double[tags + 1][tags + 1];
        scores[0][tags] = Double.NaN;
        for (int tag = 0; tag < tags; tag++) {
            scores[0][tag] = rules.start()[tag] ? field.start().values()[tag] : Double.NaN;
            scores[tag + 1][tags] = rules.end()[tag] ? field.end().values()[tag] : Double.NaN;
            for (int after = 0; after < tags; after++) {
                scores[tag + 1][after] =
                        between[tag][after] ? field.transitions().values()[tag * tags + after] : Double.NaN;
            }
        }
        return scores;
    }
}
