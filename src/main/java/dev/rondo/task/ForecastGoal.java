package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rondo.train.Learner;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values to forecast, in scaled units, measured by what the head says of them.
 *
 * @param examples the windows
 */
record ForecastGoal(ForecastExamples examples) implements Goal {
    private static final int CHUNK = 1024; // windows in plain numbers at a time

    private ForecastHead head() {
        return examples.spec().head();
    }

    private int targets() {
        return examples.spec().layout().targets().size();
    }

    @Override
    public int counted(int place) {
        return examples.spec().rows() * targets();
    }

    @Override
    public int @Nullable [] steps(SequenceBatch batch) {
        return null;
    }

    /** The values are among what the windows hash. */
    @Override
    public int contentHash() {
        return examples.spec().layout().scaling().hashCode();
    }

    @Override
    public String loss() {
        return head().loss();
    }

    @Override
    public String unit() {
        return "values";
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        float[] flat = scores.toFloatArray();
        NDManager manager = scores.getManager();
        float[] targets = examples.numbers(batch.places()).targets();
        float[] gradient = new float[flat.length];
        double loss = loss(flat, targets, gradient);
        if (!Double.isFinite(loss)) {
            return PlainLoss.none(scores);
        }
        return PlainLoss.mean(PlainLoss.sum(manager, gradient, scores), loss, targets.length);
    }

    /** Sums losses, and sets their gradients. */
    private double loss(float[] scores, float[] targets, float[] gradient) {
        int each = head().scores();
        double sum = 0;
        for (int k = 0; k < targets.length; k++) {
            sum += head().loss(scores, k * each, targets[k], gradient);
        }
        return sum;
    }

    /** The last value known, where the loss is one of single numbers. */
    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        ForecastHead.Kind kind = head().kind();
        if (kind != ForecastHead.Kind.SQUARED && kind != ForecastHead.Kind.ABSOLUTE) {
            return Map.of();
        }
        double sum = 0;
        long count = 0;
        for (int from = 0; from < measured.length; from += CHUNK) {
            ForecastNumbers numbers =
                    examples.numbers(Arrays.copyOfRange(measured, from, Math.min(measured.length, from + CHUNK)));
            sum += loss(numbers.naive(), numbers.targets(), new float[numbers.naive().length]);
            count += numbers.targets().length;
        }
        return Map.of("last value", sum / count);
    }

    @Override
    public Tally tally() {
        return new Tally();
    }

    /** The sums of the losses and of the errors of single numbers. */
    final class Tally implements Goal.Tally {
        private double loss;
        private double squares;
        private double distance;
        private long count;

        @Override
        public void accept(float[][] scores, int place) {
            float[] targets = examples.numbers(place).targets();
            int each = head().scores();
            float[] unused = new float[scores[0].length];
            int row = 0;
            int from = 0;
            for (float target : targets) {
                if (from == scores[row].length) {
                    row++;
                    from = 0;
                }
                double off = head().point(scores[row], from) - target;
                loss += head().loss(scores[row], from, target, unused);
                squares += off * off;
                distance += Math.abs(off);
                from += each;
            }
            count += targets.length;
        }

        @Override
        public Learner.Scores scores() {
            Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
            metrics.put("RMSE", Math.sqrt(squares / count));
            metrics.put("MAE", distance / count);
            return new Learner.Scores(loss / count, metrics);
        }
    }
}
