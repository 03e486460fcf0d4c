package dev.rondo.cell;

import java.util.ArrayList;
import java.util.List;

/**
 * The best tag sequences, by dynamic programming from the last step to the first: the best n ways on from a tag at a
 * step are among the best n from each tag at the next. Of ways that score the same, the one of the smaller tag comes
 * first, so sequences of the same score come in the order of their tags.
 */
final class CrfPaths {
    private final int tags;
    private final LogMatrix between;
    private final double[] start;
    private final double[] end;

    CrfPaths(LogMatrix between, double[] start, double[] end) {
        tags = start.length;
        this.between = between;
        this.start = start;
        this.end = end;
    }

    /**
     * The ways on from a tag, best first.
     *
     * @param scores what each adds up to
     * @param next where each goes on: rank x tags + tag, among the ways of the next step
     */
    private record Ways(double[] scores, int[] next) {}

    /** Returns the best sequence (Viterbi 1967). */
    CrfPath best(float[][] scores) {
        int steps = scores.length;
        int[][] next = new int[steps][tags];
        double[] ways = end.clone(); // from each tag, without its own score
        double[] onward = new double[tags];
        for (int t = steps - 1; t > 0; t--) {
            for (int k = 0; k < tags; k++) {
                onward[k] = scores[t][k] + ways[k];
            }
            for (int i = 0; i < tags; i++) {
                int best = 0;
                double most = between.log(i, 0) + onward[0];
                for (int j = 1; j < tags; j++) {
                    double score = between.log(i, j) + onward[j];
                    if (score > most) {
                        most = score;
                        best = j;
                    }
                }
                next[t][i] = best;
                ways[i] = most;
            }
        }
        return follow(scores, ways, next);
    }

    private CrfPath follow(float[][] scores, double[] ways, int[][] next) {
        int[] path = new int[scores.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < tags; k++) {
            double score = start[k] + scores[0][k] + ways[k];
            if (score > most) {
                most = score;
                path[0] = k;
            }
        }
        if (most == Double.NEGATIVE_INFINITY) {
            throw CrfLattice.noWay(scores.length);
        }
        for (int t = 1; t < path.length; t++) {
            path[t] = next[t][path[t - 1]];
        }
        return new CrfPath(path, most);
    }

    /** Returns the best sequences, best first; fewer where fewer are allowed. */
    List<CrfPath> best(float[][] scores, int count) {
        int steps = scores.length;
        Ways[][] ways = new Ways[steps][tags];
        for (int t = steps - 1; t >= 0; t--) {
            for (int i = 0; i < tags; i++) {
                ways[t][i] = t == steps - 1 ? last(scores[t][i] + end[i]) : from(i, scores[t][i], ways[t + 1], count);
            }
        }
        Ways whole = merge(start, 0, ways[0], count);
        if (whole.scores.length == 0) {
            throw CrfLattice.noWay(steps);
        }
        List<CrfPath> paths = new ArrayList<>(whole.scores.length);
        for (int k = 0; k < whole.scores.length; k++) {
            paths.add(new CrfPath(follow(ways, whole.next[k]), whole.scores[k]));
        }
        return List.copyOf(paths);
    }

    private int[] follow(Ways[][] ways, int first) {
        int[] path = new int[ways.length];
        int place = first;
        for (int t = 0; t < path.length; t++) {
            path[t] = place % tags;
            place = ways[t][path[t]].next[place / tags];
        }
        return path;
    }

    private static Ways last(double score) {
        boolean allowed = score != Double.NEGATIVE_INFINITY;
        return new Ways(allowed ? new double[] {score} : new double[0], new int[allowed ? 1 : 0]);
    }

    private Ways from(int tag, double score, Ways[] after, int count) {
        double[] row = new double[tags];
        for (int j = 0; j < tags; j++) {
            row[j] = between.log(tag, j);
        }
        return merge(row, score, after, count);
    }

    /** Merges the ways on of all tags, each led to by a score, into the best of all. */
    private Ways merge(double[] lead, double score, Ways[] after, int count) {
        long available = 0;
        for (int j = 0; j < tags; j++) {
            available += lead[j] == Double.NEGATIVE_INFINITY ? 0 : after[j].scores.length;
        }
        int size = (int) Math.min(count, available);
        var merged = new Ways(new double[size], new int[size]);
        int[] rank = new int[tags]; // how many of each tag's ways are taken
        for (int k = 0; k < size; k++) {
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < tags; j++) {
                if (rank[j] < after[j].scores.length) {
                    double sum = score + lead[j] + after[j].scores[rank[j]];
                    if (sum > most) {
                        most = sum;
                        best = j;
                    }
                }
            }
            merged.scores[k] = most;
            merged.next[k] = rank[best]++ * tags + best;
        }
        return merged;
    }
}
