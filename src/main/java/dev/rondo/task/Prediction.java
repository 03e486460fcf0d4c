package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A label predicted by a model, with the probability of each class.
 *
 * @param label the most probable label
 * @param probabilities the probability of each class, in the model's order; they sum to 1
 */
public record Prediction(String label, Map<String, Double> probabilities) {

    /**
     * Copies the probabilities.
     *
     * @param label the most probable label
     * @param probabilities the probability of each class
     * @throws IllegalArgumentException if the label is not among the classes
     */
    public Prediction {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        if (!probabilities.containsKey(label)) {
            throw new IllegalArgumentException(
                    "label '" + label + "' has no probability, expected one of " + probabilities.keySet());
        }
    }

    /** Makes a prediction of a net's scores, (classes). */
    static Prediction of(List<String> classes, float[] scores) {
        double[] p = LabelGoal.probabilities(scores);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int k = 0; k < p.length; k++) {
            probabilities.put(classes.get(k), p[k]);
        }
        return new Prediction(classes.get(LabelGoal.best(scores)), probabilities);
    }

    /**
     * Returns the probability of the label.
     *
     * @return from 0 to 1
     */
    public double probability() {
        return probability(label);
    }

    /**
     * Returns the probability of a class.
     *
     * @param name the label of the class
     * @return from 0 to 1
     * @throws IllegalArgumentException if there is no such class
     */
    public double probability(String name) {
        if (!probabilities.containsKey(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not among the classes: there are " + probabilities.keySet());
        }
        return Objects.requireNonNull(probabilities.get(name));
    }

    /**
     * Draws a bar for each class.
     *
     * @return the chart
     */
    public Chart plot() {
        double[] heights = probabilities.values().stream().mapToDouble(p -> p).toArray();
        return Chart.of("Prediction")
                .y("probability")
                .bars("", probabilities.keySet().toArray(String[]::new), heights)
                .yRange(0, 1);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%.4f)", label, probability());
    }
}
