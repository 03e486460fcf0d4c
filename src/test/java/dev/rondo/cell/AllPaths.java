package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connectionist temporal classification by enumeration of every path, straight from the definition. */
final class AllPaths {
    private final float[][] scores;
    private final int outputs;
    private final int blank;
    private final double[][] logs;
    private final Map<List<Integer>, List<CtcPath>> byLabels = new HashMap<>();

    AllPaths(float[][] scores, int outputs, int blank) {
        this.scores = scores;
        this.outputs = outputs;
        this.blank = blank;
        logs = new double[scores.length][outputs];
        for (int t = 0; t < scores.length; t++) {
            double[] exact = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                exact[k] = scores[t][k];
            }
            double sum = sum(exact);
            for (int k = 0; k < outputs; k++) {
                logs[t][k] = scores[t][k] - sum;
            }
        }
        extend(new int[0]);
    }

    private void extend(int[] path) {
        if (path.length == scores.length) {
            double log = 0;
            for (int t = 0; t < path.length; t++) {
                log += logs[t][path[t]];
            }
            byLabels.computeIfAbsent(read(path), absent -> new ArrayList<>()).add(new CtcPath(path, blank, log));
            return;
        }
        for (int k = 0; k < outputs; k++) {
            int[] longer = Arrays.copyOf(path, path.length + 1);
            longer[path.length] = k;
            extend(longer);
        }
    }

    private List<Integer> read(int[] path) {
        List<Integer> labels = new ArrayList<>();
        int before = blank;
        for (int output : path) {
            if (output != before && output != blank) {
                labels.add(output);
            }
            before = output;
        }
        return labels;
    }

    /** The paths of each labelling that there is one of, in the order of their outputs. */
    Map<List<Integer>, List<CtcPath>> byLabels() {
        return byLabels;
    }

    double log(List<Integer> labels) {
        return sum(byLabels.get(labels).stream()
                .mapToDouble(CtcPath::logProbability)
                .toArray());
    }

    /** What the loss of a labelling has for its gradient: the probability of an output less its share of the paths. */
    double[][] gradient(List<Integer> labels) {
        double log = log(labels);
        double[][] gradient = new double[scores.length][outputs];
        for (int t = 0; t < scores.length; t++) {
            for (int k = 0; k < outputs; k++) {
                gradient[t][k] = Math.exp(logs[t][k]);
            }
        }
        for (CtcPath path : byLabels.get(labels)) {
            for (int t = 0; t < scores.length; t++) {
                gradient[t][path.outputs()[t]] -= Math.exp(path.logProbability() - log);
            }
        }
        return gradient;
    }

    static double sum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        return most
                + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - most)).sum());
    }
}
