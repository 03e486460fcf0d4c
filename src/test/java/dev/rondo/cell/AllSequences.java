package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A conditional random field by enumeration of every sequence, straight from the definition. */
final class AllSequences {
    private final float[][] scores;
    private final float[][] transitions;
    private final float[] start;
    private final float[] end;
    private final CrfConstraints rules;
    private final List<CrfPath> allowed = new ArrayList<>(); // in the order of their tags
    private final double logPartition;

    AllSequences(float[][] scores, float[][] transitions, float[] start, float[] end, CrfConstraints rules) {
        this.scores = scores;
        this.transitions = transitions;
        this.start = start;
        this.end = end;
        this.rules = rules;
        extend(new int[0]);
        logPartition = sum();
    }

    private void extend(int[] prefix) {
        if (prefix.length == scores.length) {
            if (allows(prefix)) {
                allowed.add(new CrfPath(prefix, score(prefix)));
            }
            return;
        }
        for (int k = 0; k < start.length; k++) {
            int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
            longer[prefix.length] = k;
            extend(longer);
        }
    }

    private boolean allows(int[] y) {
        boolean fine = rules.start()[y[0]] && rules.end()[y[y.length - 1]];
        for (int t = 1; t < y.length; t++) {
            fine &= rules.between()[y[t - 1]][y[t]];
        }
        return fine;
    }

    private double score(int[] y) {
        double sum = start[y[0]] + (double) end[y[y.length - 1]];
        for (int t = 0; t < y.length; t++) {
            sum += (double) scores[t][y[t]] + (t == 0 ? 0 : transitions[y[t - 1]][y[t]]);
        }
        return sum;
    }

    List<CrfPath> allowed() {
        return allowed;
    }

    /** Best first, equals in the order of their tags: the sort is stable. */
    List<CrfPath> ranked() {
        return allowed.stream()
                .sorted(Comparator.comparingDouble(CrfPath::score).reversed())
                .toList();
    }

    double logPartition() {
        return logPartition;
    }

    private double sum() {
        double most = allowed.stream().mapToDouble(CrfPath::score).max().orElse(0);
        return most
                + Math.log(allowed.stream()
                        .mapToDouble(path -> Math.exp(path.score() - most))
                        .sum());
    }

    double probability(CrfPath path) {
        return Math.exp(path.score() - logPartition);
    }

    /** The expected count of each tag at each step. */
    double[][] marginals() {
        double[][] sums = new double[scores.length][start.length];
        for (CrfPath path : allowed) {
            for (int t = 0; t < scores.length; t++) {
                sums[t][path.tags()[t]] += probability(path);
            }
        }
        return sums;
    }

    /** The expected count of each pair. */
    double[][] pairs() {
        double[][] sums = new double[start.length][start.length];
        for (CrfPath path : allowed) {
            for (int t = 1; t < scores.length; t++) {
                sums[path.tags()[t - 1]][path.tags()[t]] += probability(path);
            }
        }
        return sums;
    }
}
