package dev.rondo.metric;

import java.util.Random;

/** A source whose next token depends on the two before it, with an entropy that is known. */
final class MarkovSource {
    private final Random random;
    private final int vocabulary;
    private final double[][][] next; // (before last, last, next)

    MarkovSource(Random random, int vocabulary) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.next = new double[vocabulary][vocabulary][vocabulary];
        for (double[][] rows : next) {
            for (double[] row : rows) {
                double sum = 0;
                for (int w = 0; w < vocabulary; w++) {
                    row[w] = 0.05 + Math.pow(random.nextDouble(), 3);
                    sum += row[w];
                }
                for (int w = 0; w < vocabulary; w++) {
                    row[w] /= sum;
                }
            }
        }
    }

    int[] sample(int length) {
        int[] ids = new int[length]; // starts 0 0
        for (int i = 2; i < length; i++) {
            double[] row = next[ids[i - 2]][ids[i - 1]];
            double u = random.nextDouble();
            int w = 0;
            while (w < vocabulary - 1 && u >= row[w]) {
                u -= row[w++];
            }
            ids[i] = w;
        }
        return ids;
    }

    /** The mean of -ln p of a text under the source itself. */
    double nats(int[] ids) {
        double sum = 0;
        for (int i = 2; i < ids.length; i++) {
            sum -= Math.log(next[ids[i - 2]][ids[i - 1]][ids[i]]);
        }
        return sum / (ids.length - 2);
    }

    /** The entropy rate: the mean over the stationary pairs of the entropy of what follows. */
    double entropy() {
        double[][] pairs = new double[vocabulary][vocabulary];
        pairs[0][0] = 1;
        for (int sweep = 0; sweep < 500; sweep++) {
            double[][] after = new double[vocabulary][vocabulary];
            for (int a = 0; a < vocabulary; a++) {
                for (int b = 0; b < vocabulary; b++) {
                    for (int c = 0; c < vocabulary; c++) {
                        after[b][c] += pairs[a][b] * next[a][b][c];
                    }
                }
            }
            pairs = after;
        }
        double entropy = 0;
        for (int a = 0; a < vocabulary; a++) {
            for (int b = 0; b < vocabulary; b++) {
                for (double p : next[a][b]) {
                    entropy -= pairs[a][b] * p * Math.log(p);
                }
            }
        }
        return entropy;
    }
}
