package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import dev.rondo.data.Targets;
import dev.rondo.train.Learner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Symbols to predict, of which there may be too many to count pairs of them.
 *
 * @param labels the same as labels
 */
record SymbolGoal(LabelGoal labels) implements TargetGoal {

    @Override
    public Targets.Labels targets() {
        return labels.targets();
    }

    @Override
    public String loss() {
        return labels.loss();
    }

    @Override
    public String unit() {
        return labels.unit();
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        return labels.loss(scores, batch);
    }

    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        return Map.of("symbol frequencies", labels.frequencies(known, measured));
    }

    @Override
    public Tally tally() {
        return new Tally(targets());
    }

    /** The sum of the cross entropies, and how many symbols were the most probable ones. */
    static final class Tally implements Goal.Tally {
        private final Targets.Labels targets;
        private double sum;
        private long right;
        private long count;

        private Tally(Targets.Labels targets) {
            this.targets = targets;
        }

        @Override
        public void accept(float[][] scores, int place) {
            int[] ids = targets.ids()[place];
            for (int step = 0; step < ids.length; step++) {
                sum += LabelGoal.nats(scores[step], ids[step]);
                right += LabelGoal.best(scores[step]) == ids[step] ? 1 : 0;
            }
            count += ids.length;
        }

        double nats() {
            return sum / count;
        }

        double accuracy() {
            return (double) right / count;
        }

        @Override
        public Learner.Scores scores() {
            Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
            metrics.put("symbol accuracy", accuracy());
            metrics.put("perplexity", Math.exp(nats()));
            return new Learner.Scores(nats(), metrics);
        }
    }
}
