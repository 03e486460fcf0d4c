package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Targets;
import dev.rondo.metric.Classification;
import dev.rondo.nn.Losses;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Learner;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels to predict, measured by cross entropy.
 *
 * @param targets the labels, numbered as the model's classes are
 * @param each what has a label: step, sequence, text or word
 * @param weights what an error on each class counts in training, by the classes' numbers; null where all count the same
 */
record LabelGoal(Targets.Labels targets, String each, float @Nullable [] weights) implements TargetGoal {
    LabelGoal(Targets.Labels targets) {
        this(targets, targets.perStep() ? "step" : "sequence", null);
    }

    @Override
    public String loss() {
        return "nats per " + each;
    }

    @Override
    public String identity() {
        return Arrays.toString(weights);
    }

    @Override
    public String unit() {
        return each + "s";
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        int[] labels = ids(batch.places()).toArray();
        NDArray known = Tensors.array(scores.getManager(), labels, new Shape(labels.length));
        return weights == null
                ? Losses.crossEntropy(scores, known)
                : Losses.crossEntropy(scores, known, weighted(scores.getManager(), labels, weights));
    }

    private static NDArray weighted(NDManager manager, int[] labels, float[] weights) {
        float[] each = new float[labels.length];
        for (int k = 0; k < each.length; k++) {
            each[k] = weights[labels[k]];
        }
        return Tensors.array(manager, each, new Shape(each.length));
    }

    /** Returns the labels that count, sequence by sequence. */
    private IntStream ids(int[] places) {
        return Arrays.stream(places)
                .flatMap(place -> Arrays.stream(targets.ids()[place]))
                .filter(id -> id >= 0);
    }

    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        return Map.of("class frequencies", frequencies(known, measured));
    }

    /** Returns the loss by the classes' frequencies, one added to each count so that none is zero (Laplace). */
    double frequencies(int[] known, int[] measured) {
        double[] counts = new double[targets.classes().size()];
        Arrays.fill(counts, 1);
        ids(known).forEach(id -> counts[id]++);
        double all = Arrays.stream(counts).sum();
        return ids(measured)
                .mapToDouble(id -> -Math.log(counts[id] / all))
                .average()
                .orElseThrow();
    }

    @Override
    public Tally tally() {
        return new Tally();
    }

    /** Returns the probability of each class, by the softmax of the scores. */
    static double[] probabilities(float[] scores) {
        double best = IntStream.range(0, scores.length)
                .mapToDouble(k -> scores[k])
                .max()
                .orElseThrow();
        double[] weights = IntStream.range(0, scores.length)
                .mapToDouble(k -> Math.exp(scores[k] - best))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** Returns the place of the highest score, the first of equals. */
    static int best(float[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                .orElseThrow();
    }

    /** Returns -log softmax(scores)[id], without a detour over a probability that may be too small for a number. */
    static double nats(float[] scores, int id) {
        return logSum(scores) - scores[id];
    }

    /** Returns log sum exp of the scores. */
    static double logSum(float[] scores) {
        double best = scores[best(scores)];
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - best);
        }
        return Math.log(sum) + best;
    }

    /** How often each pair of labels came, and the sum of the cross entropies. */
    final class Tally implements Goal.Tally {
        private final int[][] confusion =
                new int[targets.classes().size()][targets.classes().size()];
        private double sum;
        private long count;

        @Override
        public void accept(float[][] scores, int place) {
            for (int step = 0; step < scores.length; step++) {
                if (targets.counts(place, step)) {
                    int id = targets.ids()[place][step];
                    confusion[id][best(scores[step])]++;
                    sum += nats(scores[step], id);
                    count++;
                }
            }
        }

        @Override
        public Learner.Scores scores() {
            long right = IntStream.range(0, confusion.length)
                    .mapToLong(k -> confusion[k][k])
                    .sum();
            return new Learner.Scores(sum / count, Map.of("accuracy", (double) right / count));
        }

        Classification classification() {
            return new Classification(targets.classes(), confusion, sum / count);
        }
    }
}
