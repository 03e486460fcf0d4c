package dev.rondo.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well labels out of a closed set were predicted: the confusion matrix, what follows from it, and the cross
 * entropy of the probabilities.
 *
 * <p>For class k with TP predicted rightly, FP predicted wrongly and FN missed: {@code precision = TP / (TP + FP)},
 * {@code recall = TP / (TP + FN)}, {@code F1 = 2 TP / (2 TP + FP + FN)}, the harmonic mean of the two (van Rijsbergen
 * 1979). What would divide by zero is NaN.
 *
 * @param classes the labels that there are, in the order of the scores
 * @param confusion how often each pair came, (actual class)(predicted class)
 * @param nats the mean of {@code -ln p} of the actual class; infinite where one had been given a probability of zero
 */
public record Classification(List<String> classes, int[][] confusion, double nats) {

    /**
     * Checks and copies the numbers.
     *
     * @param classes the labels
     * @param confusion how often each pair came
     * @param nats the mean cross entropy
     * @throws IllegalArgumentException if the matrix does not fit the classes, is empty or holds a number below zero,
     *     or the cross entropy is below zero or no number
     */
    public Classification {
        classes = List.copyOf(classes);
        if (confusion.length != classes.size()) {
            throw new IllegalArgumentException("the confusion matrix has " + confusion.length + " rows, expected "
                    + classes.size() + ", one for each class");
        }
        for (int[] row : confusion) {
            if (row.length != classes.size() || Arrays.stream(row).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("a row of the confusion matrix is " + Arrays.toString(row)
                        + ", expected " + classes.size() + " counts from 0");
            }
        }
        if (sum(confusion) == 0) {
            throw new IllegalArgumentException("nothing was counted: give at least one label");
        }
        nats = new CrossEntropy(nats).nats();
        confusion = copy(confusion);
    }

    /**
     * Counts and measures probabilities against the actual labels. The class predicted is the most probable one, the
     * first of equals.
     *
     * @param classes the labels that there are, in the order of the probabilities
     * @param labels the place of each actual label among the classes, (labels)
     * @param probabilities what was given to each class, (labels)(classes)
     * @return the result
     * @throws IllegalArgumentException if there are no labels, sizes do not match, or a label is no class
     */
    public static Classification of(List<String> classes, int[] labels, double[][] probabilities) {
        if (labels.length != probabilities.length) {
            throw new IllegalArgumentException("there are " + labels.length + " labels but probabilities for "
                    + probabilities.length + ": expected as many");
        }
        int[][] confusion = new int[classes.size()][classes.size()];
        double sum = 0;
        for (int k = 0; k < labels.length; k++) {
            double[] p = probabilities[k];
            if (p.length != classes.size() || labels[k] < 0 || labels[k] >= classes.size()) {
                throw new IllegalArgumentException("label " + labels[k] + " at place " + k + " comes with " + p.length
                        + " probabilities: expected a label from 0 to " + (classes.size() - 1) + " and "
                        + classes.size() + " probabilities");
            }
            int predicted = IntStream.range(0, p.length)
                    .reduce((a, b) -> p[b] > p[a] ? b : a)
                    .orElseThrow();
            confusion[labels[k]][predicted]++;
            sum -= Math.log(p[labels[k]]);
        }
        return new Classification(classes, confusion, labels.length == 0 ? 0 : sum / labels.length);
    }

    /**
     * Returns how often each pair came.
     *
     * @return the counts, (actual class)(predicted class), copied
     */
    @Override
    public int[][] confusion() {
        return copy(confusion);
    }

    /**
     * Returns how many labels were counted.
     *
     * @return the sum of the matrix
     */
    public long count() {
        return sum(confusion);
    }

    /**
     * Returns how many labels of a class were counted.
     *
     * @param k the place of the class
     * @return the sum of its row
     */
    public long count(int k) {
        return Arrays.stream(confusion[k]).asLongStream().sum();
    }

    /**
     * Returns the share of labels predicted right.
     *
     * @return from 0 to 1
     */
    public double accuracy() {
        long right = IntStream.range(0, confusion.length)
                .mapToLong(k -> confusion[k][k])
                .sum();
        return (double) right / count();
    }

    /**
     * Returns the share of right ones where a class was predicted.
     *
     * @param k the place of the class
     * @return from 0 to 1; NaN where the class was never predicted
     */
    public double precision(int k) {
        return (double) confusion[k][k] / predicted(k);
    }

    /**
     * Returns the share of a class's labels that were predicted.
     *
     * @param k the place of the class
     * @return from 0 to 1; NaN where the class did not occur
     */
    public double recall(int k) {
        return (double) confusion[k][k] / count(k);
    }

    /**
     * Returns the F1 score of a class.
     *
     * @param k the place of the class
     * @return from 0 to 1; NaN where the class neither occurred nor was predicted
     */
    public double f1(int k) {
        return 2.0 * confusion[k][k] / (count(k) + predicted(k));
    }

    /**
     * Returns the mean of the classes' F1 scores, each class counting the same; those that neither occurred nor were
     * predicted are left out.
     *
     * @return from 0 to 1
     */
    public double macroF1() {
        return mean(this::f1);
    }

    /**
     * Returns the mean of the classes' precisions, each class counting the same; those never predicted are left out.
     *
     * @return from 0 to 1
     */
    public double macroPrecision() {
        return mean(this::precision);
    }

    /**
     * Returns the mean of the classes' recalls, each class counting the same, also called balanced accuracy; those that
     * did not occur are left out.
     *
     * @return from 0 to 1
     */
    public double macroRecall() {
        return mean(this::recall);
    }

    /**
     * Returns the mean of the classes' F1 scores, each class counting as often as it occurred.
     *
     * @return from 0 to 1
     */
    public double weightedF1() {
        double sum = IntStream.range(0, confusion.length)
                .filter(k -> count(k) > 0)
                .mapToDouble(k -> count(k) * f1(k))
                .sum();
        return sum / count();
    }

    /**
     * Returns the F1 score of all decisions together, {@code 2 TP / (2 TP + FP + FN)} with the three summed over the
     * classes but some, such as O where most words are outside of any name. With no class left out it is the accuracy.
     *
     * @param without the classes whose own TP, FP and FN do not count
     * @return from 0 to 1; NaN where no other class occurred or was predicted
     * @throws IllegalArgumentException if there is no such class
     */
    public double microF1(String... without) {
        List<String> out = List.of(without);
        if (!classes.containsAll(out)) {
            throw new IllegalArgumentException("microF1 is to leave out " + out + ", but the classes are " + classes);
        }
        int[] in = IntStream.range(0, confusion.length)
                .filter(k -> !out.contains(classes.get(k)))
                .toArray();
        long right = Arrays.stream(in).mapToLong(k -> confusion[k][k]).sum();
        return 2.0
                * right
                / Arrays.stream(in).mapToLong(k -> count(k) + predicted(k)).sum();
    }

    /**
     * Returns the confusion matrix as shares of each actual class, for a picture that a frequent class does not rule.
     *
     * @return the shares, (actual class)(predicted class), each row adding up to 1; NaN where a class did not occur
     */
    public double[][] shares() {
        double[][] shares = new double[confusion.length][confusion.length];
        for (int k = 0; k < shares.length; k++) {
            for (int j = 0; j < shares.length; j++) {
                shares[k][j] = (double) confusion[k][j] / count(k);
            }
        }
        return shares;
    }

    private double mean(IntToDoubleFunction measure) {
        return IntStream.range(0, confusion.length)
                .mapToDouble(measure)
                .filter(Double::isFinite)
                .average()
                .orElseThrow();
    }

    private long predicted(int k) {
        return Arrays.stream(confusion).mapToLong(row -> row[k]).sum();
    }

    private static long sum(int[][] counts) {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).asLongStream().sum();
    }

    private static int[][] copy(int[][] counts) {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that
                && classes.equals(that.classes)
                && Arrays.deepEquals(confusion, that.confusion)
                && Double.compare(nats, that.nats) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * classes.hashCode() + Arrays.deepHashCode(confusion)) + Double.hashCode(nats);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "accuracy %.4f, macro F1 %.4f, %.4f nats over %,d labels of %d classes",
                accuracy(),
                macroF1(),
                nats,
                count(),
                classes.size());
    }
}
