package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Targets;
import dev.rondo.nn.Losses;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Learner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers to predict, measured by their mean squared error.
 *
 * @param targets the numbers
 */
record NumberGoal(Targets.Numbers targets) implements TargetGoal {
    @Override
    public String loss() {
        return "mean squared error";
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        float[][] rows = rows(batch.places());
        float[] values = new float[rows.length * targets.outputs()];
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(rows[k], 0, values, k * targets.outputs(), targets.outputs());
        }
        Shape shape = new Shape(rows.length, targets.outputs());
        return Losses.squaredError(scores, Tensors.array(scores.getManager(), values, shape));
    }

    /** Returns the numbers that count, sequence by sequence, (targets)(outputs). */
    private float[][] rows(int[] places) {
        List<float[]> rows = new ArrayList<>();
        for (int place : places) {
            for (int step = 0; step < targets.length(place); step++) {
                if (targets.counts(place, step)) {
                    rows.add(targets.values()[place][step]);
                }
            }
        }
        return rows.toArray(float[][]::new);
    }

    /** The mean of each output. */
    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        double[] means = new double[targets.outputs()];
        float[][] rows = rows(known);
        for (float[] row : rows) {
            for (int k = 0; k < means.length; k++) {
                means[k] += row[k] / (double) rows.length;
            }
        }
        double sum = 0;
        float[][] held = rows(measured);
        for (float[] row : held) {
            for (int k = 0; k < means.length; k++) {
                sum += (row[k] - means[k]) * (row[k] - means[k]);
            }
        }
        return Map.of("mean", sum / (held.length * (double) means.length));
    }

    @Override
    public Tally tally() {
        return new Tally();
    }

    /** What was predicted, beside what is actual. */
    final class Tally implements Goal.Tally {
        private final List<float[]> actual = new ArrayList<>();
        private final List<float[]> predicted = new ArrayList<>();

        @Override
        public void accept(float[][] scores, int place) {
            for (int step = 0; step < scores.length; step++) {
                if (targets.counts(place, step)) {
                    actual.add(targets.values()[place][step]);
                    predicted.add(scores[step]);
                }
            }
        }

        @Override
        public Learner.Scores scores() {
            RegressorScores scores = result();
            Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
            metrics.put("RMSE", scores.rmse());
            metrics.put("MAE", scores.mae());
            return new Learner.Scores(scores.mse(), metrics);
        }

        RegressorScores result() {
            return RegressorScores.of(actual.toArray(float[][]::new), predicted.toArray(float[][]::new));
        }
    }
}
