package dev.rondo.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loss of {@link MaximumEntropy} on its training examples, by its weights (rows, classes). */
final class LogisticLoss implements Lbfgs.Objective {
    private final List<String> classes;
    private final Map<String, Integer> rows;
    private final int[][] examples; // the rows of each; row 0, the bias, goes without saying
    private final int[] labels;
    private final double l2;

    private LogisticLoss(List<String> classes, Map<String, Integer> rows, int[][] examples, int[] labels, double l2) {
        this.classes = classes;
        this.rows = rows;
        this.examples = examples;
        this.labels = labels;
        this.l2 = l2;
    }

    static LogisticLoss of(Iterable<List<String>> examples, List<String> labels, MaximumEntropy.Options options) {
        Map<String, Integer> all = new HashMap<>();
        List<int[]> numbered = number(examples, all);
        if (numbered.isEmpty() || numbered.size() != labels.size()) {
            throw new IllegalArgumentException("there are " + numbered.size() + " examples and " + labels.size()
                    + " labels, expected as many, at least 1");
        }
        int[] places = places(numbered, all.size(), options.rarest());
        Map<String, Integer> rows = new HashMap<>();
        all.forEach((feature, id) -> {
            if (places[id] > 0) {
                rows.put(feature, places[id]);
            }
        });
        int[][] kept = numbered.stream()
                .map(ids -> Arrays.stream(ids)
                        .map(id -> places[id])
                        .filter(row -> row > 0)
                        .toArray())
                .toArray(int[][]::new);
        List<String> classes = labels.stream().distinct().sorted().toList();
        Map<String, Integer> order = new HashMap<>();
        classes.forEach(label -> order.put(label, order.size()));
        int[] targets = labels.stream().mapToInt(order::get).toArray();
        return new LogisticLoss(classes, Map.copyOf(rows), kept, targets, options.l2());
    }

    /** Goes through the examples and numbers every feature as it comes. */
    private static List<int[]> number(Iterable<List<String>> examples, Map<String, Integer> all) {
        List<int[]> numbered = new ArrayList<>();
        for (List<String> features : examples) {
            int[] ids = new int[features.size()];
            for (int k = 0; k < ids.length; k++) {
                Integer id = all.putIfAbsent(features.get(k), all.size());
                ids[k] = id == null ? all.size() - 1 : id;
            }
            numbered.add(ids);
        }
        return numbered;
    }

    /** Numbers the features that came often enough, from 1; the others have 0. */
    private static int[] places(List<int[]> examples, int features, int rarest) {
        int[] counts = new int[features];
        for (int[] ids : examples) {
            for (int id : ids) {
                counts[id]++;
            }
        }
        int next = 1;
        for (int id = 0; id < features; id++) {
            counts[id] = counts[id] >= rarest ? next++ : 0;
        }
        return counts;
    }

    List<String> classes() {
        return classes;
    }

    Map<String, Integer> rows() {
        return rows;
    }

    /** Returns how many weights there are. */
    int size() {
        return Math.multiplyExact(rows.size() + 1, classes.size());
    }

    @Override
    public double value(double[] weights, double[] gradient) {
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            squares += weights[i] * weights[i];
            gradient[i] = l2 * weights[i];
        }
        double nats = 0;
        double[] scores = new double[classes.size()];
        for (int k = 0; k < examples.length; k++) {
            System.arraycopy(weights, 0, scores, 0, scores.length);
            for (int row : examples[k]) {
                int at = row * scores.length;
                for (int c = 0; c < scores.length; c++) {
                    scores[c] += weights[at + c];
                }
            }
            double score = scores[labels[k]];
            nats += Softmax.apply(scores) - score;
            scores[labels[k]] -= 1; // from here on the gradient
            add(gradient, 0, scores);
            for (int row : examples[k]) {
                add(gradient, row * scores.length, scores);
            }
        }
        return nats + l2 / 2 * squares;
    }

    private static void add(double[] gradient, int at, double[] scores) {
        for (int c = 0; c < scores.length; c++) {
            gradient[at + c] += scores[c];
        }
    }
}
