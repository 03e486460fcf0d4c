package dev.rondo.task;

import dev.rondo.data.Sequences;
import java.util.SplittableRandom;

/** Tiny problems that a recurrent net can solve and that chance cannot. */
final class Problems {
    private Problems() {}

    /** Sequences of one feature, each value -1 or 1 and a little noise; of unequal lengths where asked for. */
    static float[][][] noise(int count, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] x = new float[count][][];
        for (int s = 0; s < count; s++) {
            x[s] = new float[random.nextInt(shortest, longest + 1)][1];
            for (float[] step : x[s]) {
                step[0] = (random.nextBoolean() ? 1 : -1) * (float) random.nextDouble(0.8, 1.2);
            }
        }
        return x;
    }

    /** Whether the first step was above zero. */
    static Sequences firstStep(int count, int shortest, int longest) {
        float[][][] x = noise(count, shortest, longest, 1);
        String[] labels = new String[count];
        for (int s = 0; s < count; s++) {
            labels[s] = x[s][0][0] > 0 ? "up" : "down";
        }
        return Sequences.labelled("first step", x, labels).split(0.7, 0.15);
    }

    /** Which half has the larger sum. */
    static Sequences largerHalf(int count, int length) {
        float[][][] x = noise(count, length, length, 2);
        String[] labels = new String[count];
        for (int s = 0; s < count; s++) {
            double sum = 0;
            for (int t = 0; t < length; t++) {
                sum += t < length / 2 ? x[s][t][0] : -x[s][t][0];
            }
            labels[s] = sum > 0 ? "first" : "second";
        }
        return Sequences.labelled("larger half", x, labels).split(0.7, 0.15);
    }

    /** At each step but the first, whether the one before was above zero; or, to be read from behind, the one after. */
    static Sequences neighbour(int count, int shortest, int longest, boolean after) {
        float[][][] x = noise(count, shortest, longest, 3);
        String[][] labels = new String[count][];
        for (int s = 0; s < count; s++) {
            labels[s] = new String[x[s].length];
            for (int t = 1; t < x[s].length; t++) {
                labels[s][after ? t - 1 : t] = x[s][after ? t : t - 1][0] > 0 ? "up" : "down";
            }
        }
        return Sequences.labelledSteps("neighbour", x, labels).split(0.7, 0.15);
    }

    /** The first step and the mean of all. */
    static Sequences firstAndMean(int count, int shortest, int longest) {
        float[][][] x = noise(count, shortest, longest, 4);
        float[][] y = new float[count][2];
        for (int s = 0; s < count; s++) {
            y[s][0] = x[s][0][0];
            for (float[] step : x[s]) {
                y[s][1] += step[0] / x[s].length;
            }
        }
        return Sequences.numbers("first and mean", x, y).split(0.7, 0.15);
    }

    /** At each step but the first, half of the sum of this one and the one before. */
    static Sequences slidingMean(int count, int shortest, int longest) {
        float[][][] x = noise(count, shortest, longest, 5);
        float[][][] y = new float[count][][];
        for (int s = 0; s < count; s++) {
            y[s] = new float[x[s].length][1];
            y[s][0][0] = Float.NaN;
            for (int t = 1; t < x[s].length; t++) {
                y[s][t][0] = (x[s][t][0] + x[s][t - 1][0]) / 2;
            }
        }
        return Sequences.numberSteps("sliding mean", x, y).split(0.7, 0.15);
    }
}
