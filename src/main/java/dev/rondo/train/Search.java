package dev.rondo.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * One search for a learning rate.
 *
 * @param <B> a batch
 */
final class Search<B> {
    private static final double MEMORY = 0.8; // of the mean by which it is known that the loss runs away

    private final Learner<B> learner;
    private final Fit fit;
    private final Descent<B> descent;
    private final Sweep sweep;
    private final History blank;
    private final Listener progress;

    private final List<Double> losses = new ArrayList<>();
    private double mean; // not yet corrected for its start at zero
    private double lowest = Double.POSITIVE_INFINITY;
    private long count;

    Search(Learner<B> learner, Fit fit, Descent<B> descent, Sweep sweep) {
        this.learner = learner;
        this.fit = fit;
        this.descent = descent;
        this.sweep = sweep;
        this.blank = learner.blank();
        this.progress = fit.watch().quiet() ? event -> {} : new ProgressLine(System.out, blank.unit());
    }

    /** Goes through the rates and leaves the weights as they were. */
    RateCurve run() {
        Snapshot before = new Snapshot(learner.parameters(), descent.updates().manager());
        before.take();
        descent.begin();
        progress.on(new Event.Started(1, 0, sweep.steps()));
        try {
            RateCurve.End end = steps();
            return RateCurve.of(blank.loss(), sweep, losses, end);
        } finally {
            before.giveBack();
            progress.on(new Event.Ended(blank));
        }
    }

    private RateCurve.End steps() {
        int epoch = 1;
        List<B> batches = learner.batches(epoch);
        int batch = 0;
        long start = System.nanoTime();
        for (int k = 0; k < sweep.steps(); k++) {
            if (batch == batches.size()) { // an epoch is over: the next begins as in a fit
                batches = learner.batches(++epoch);
                batch = 0;
                descent.carry(new NDList());
            }
            if (!step(k, batches.get(batch++), start)) {
                return RateCurve.End.RAN_AWAY;
            }
            if (Thread.interrupted()) {
                return RateCurve.End.INTERRUPTED;
            }
        }
        return RateCurve.End.FINISHED;
    }

    /** Takes a step; false where the loss has run away. */
    private boolean step(int k, B data, long start) {
        double rate = sweep.rate(k);
        try (NDManager manager = learner.manager().newSubManager()) {
            double factor = rate / fit.optimizer().rate();
            Descent.Step step = descent.step(data, learner.steps() + k, factor, manager);
            if (!step.isFinite()) {
                if (k == 0) {
                    throw new TrainingDiverged(
                            "the loss is " + step.loss() + " and the norm of its gradient " + step.norm()
                                    + " before any step: look at the data, or begin with a new model",
                            blank.with(List.of(), History.End.DIVERGED));
                }
                return false;
            }
            losses.add(step.loss());
            mean = MEMORY * mean + (1 - MEMORY) * step.loss();
            double recent = mean / (1 - Math.pow(MEMORY, k + 1));
            lowest = Math.min(lowest, recent);
            count += learner.count(data);
            double perSecond = count / ((System.nanoTime() - start) / 1e9);
            progress.on(new Event.Stepped(1, 1, k + 1, sweep.steps(), step.loss(), step.norm(), rate, perSecond));
            return !RateCurve.isAway(recent, lowest);
        }
    }
}
