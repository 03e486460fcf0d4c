package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Tensors;
import java.util.SplittableRandom;

/**
 * The way down, batch by batch: forward, backward, clipped, one step of the optimiser, and the state carried on to the
 * next batch.
 *
 * @param <B> a batch
 */
final class Descent<B> implements AutoCloseable {
    private final Learner<B> learner;
    private final Clip clip;
    private final long seed;
    private final Updates updates;
    private NDList carried =
            new NDList(); // on the engine: through Java it would cost a buffer for the collector each step

    Descent(Learner<B> learner, Fit fit, long seed) {
        this.learner = learner;
        this.clip = fit.clip();
        this.seed = seed;
        this.updates = new Updates(fit.optimizer(), learner.parameters(), learner.manager());
    }

    /**
     * What a step met with.
     *
     * @param loss the mean loss of the batch
     * @param norm the norm of all gradients together, before clipping
     */
    record Step(double loss, double norm) {
        boolean isFinite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }

    /** Returns the optimiser's state. */
    Updates updates() {
        return updates;
    }

    /** Returns the state that the next batch begins with. */
    NDList carried() {
        return carried;
    }

    /** Clears the gradients that earlier computations may have left. */
    void begin() {
        try (NDManager manager = learner.manager().newSubManager()) {
            Gradients.clear(learner.parameters(), manager);
        }
    }

    /**
     * Takes one step. Where loss or gradient are no numbers the weights may be none either, and the caller gives back
     * what they were.
     *
     * <p>Nothing is read back before the engine has all of its work, but for the norm where that decides about the step:
     * MXNet goes on computing while this thread prepares what comes next.
     *
     * @param batch what to learn from
     * @param number the step since the model was made: with the seed, the source of all randomness
     * @param factor what the learning rate is multiplied by
     * @param manager holds what is made on the way
     * @return loss and norm
     */
    Step step(B batch, long number, double factor, NDManager manager) {
        SplittableRandom noise = new SplittableRandom(seed * 1_000_003 + number);
        carried.attach(manager); // what is made from it belongs to this step
        Learner.Loss loss;
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            loss = learner.loss(batch, carried, noise, manager);
            collector.backward(loss.mean());
        }
        Gradients gradients = Gradients.of(learner.parameters(), manager);
        NDArray squares = gradients.squares(manager);
        boolean waits = clip instanceof Clip.ByNorm;
        if (!waits) {
            updates.step(gradients.cut(clip).arrays(), factor, 1);
        }
        Step step = new Step(loss.mean().getFloat(), Tensors.norm(squares));
        if (step.isFinite()) {
            if (waits) {
                updates.step(gradients.arrays(), factor, Gradients.scale(clip, step.norm));
            }
            if (Engines.accumulatesGradients()) {
                gradients.zero();
            }
            carry(loss.carried());
        }
        return step;
    }

    /** Keeps a state for the next batch, cut off from what it was computed from, and lets go of the one before. */
    void carry(NDList state) {
        NDList kept = new NDList();
        for (NDArray array : state) {
            NDArray cut = array.stopGradient(); // outside the collector: nothing of this is recorded
            cut.attach(learner.manager());
            kept.add(cut);
        }
        carried.close();
        carried = kept;
    }

    @Override
    public void close() {
        carry(new NDList());
        updates.close();
    }
}
