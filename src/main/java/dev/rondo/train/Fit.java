package dev.rondo.train;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a fit is to do: one immutable value for every task.
 *
 * <pre>{@code
 * Fit.epochs(20).batch(32).steps(100).adam(1e-3).clipNorm(5)
 * }</pre>
 *
 * @param epochs how often to go through the training part
 * @param batch sequences, or streams of a running text, side by side
 * @param steps steps of truncated backpropagation through time, where a task cuts a running text; others take no notice
 * @param optimizer how a gradient becomes a step
 * @param clip what bounds the gradient
 * @param schedule how the learning rate changes
 * @param watch what goes on beside
 */
@CheckReturnValue
public record Fit(int epochs, int batch, int steps, Optimizer optimizer, Clip clip, Schedule schedule, Watch watch) {

    /** {@inheritDoc} */
    public Fit {
        positive("epochs", epochs);
        positive("batch", batch);
        positive("steps", steps);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
        }
    }

    /**
     * Starts a description: batches of 32, 100 steps, Adam at 0.001, no clipping, a constant rate.
     *
     * @param count how often to go through the training part
     * @return the description
     */
    public static Fit epochs(int count) {
        return new Fit(
                count,
                32,
                100,
                new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, 0),
                new Clip.None(),
                new Schedule.Constant(),
                new Watch(0, Optional.empty(), List.of(), false));
    }

    /**
     * Returns this with another number of epochs.
     *
     * @param count how often to go through the training part
     * @return the changed value
     */
    public Fit withEpochs(int count) {
        return new Fit(count, batch, steps, optimizer, clip, schedule, watch);
    }

    /**
     * Returns this with batches of another size.
     *
     * @param size sequences or streams side by side
     * @return the changed value
     */
    public Fit batch(int size) {
        return new Fit(epochs, size, steps, optimizer, clip, schedule, watch);
    }

    /**
     * Returns this with windows of another length.
     *
     * @param length steps of truncated backpropagation through time
     * @return the changed value
     */
    public Fit steps(int length) {
        return new Fit(epochs, batch, length, optimizer, clip, schedule, watch);
    }

    /**
     * Returns this with plain gradient descent.
     *
     * @param rate the learning rate
     * @return the changed value
     */
    public Fit sgd(double rate) {
        return optimizer(new Optimizer.Sgd(rate, 0, false, 0));
    }

    /**
     * Returns this with gradient descent with momentum.
     *
     * @param rate the learning rate
     * @param momentum the share of the last step that is kept
     * @return the changed value
     */
    public Fit sgd(double rate, double momentum) {
        return optimizer(new Optimizer.Sgd(rate, momentum, false, 0));
    }

    /**
     * Returns this with gradient descent with Nesterov's momentum.
     *
     * @param rate the learning rate
     * @param momentum the share of the last step that is kept, above 0, usually 0.9
     * @return the changed value
     */
    public Fit nesterov(double rate, double momentum) {
        return optimizer(new Optimizer.Sgd(rate, momentum, true, 0));
    }

    /**
     * Returns this with Adam.
     *
     * @param rate the learning rate
     * @return the changed value
     */
    public Fit adam(double rate) {
        return optimizer(new Optimizer.Adam(rate, 0.9, 0.999, 1e-8, 0));
    }

    /**
     * Returns this with Adam and decoupled weight decay of 0.01.
     *
     * @param rate the learning rate
     * @return the changed value
     */
    public Fit adamW(double rate) {
        return optimizer(new Optimizer.AdamW(rate, 0.9, 0.999, 1e-8, 0.01));
    }

    /**
     * Returns this with RMSProp that remembers 99 hundredths of its mean of squares.
     *
     * @param rate the learning rate
     * @return the changed value
     */
    public Fit rmsProp(double rate) {
        return optimizer(new Optimizer.RmsProp(rate, 0.99, 1e-8, 0, 0));
    }

    /**
     * Returns this with Adagrad.
     *
     * @param rate the learning rate, larger than Adam's, such as 0.01
     * @return the changed value
     */
    public Fit adagrad(double rate) {
        return optimizer(new Optimizer.Adagrad(rate, 0, 0, 1e-10, 0));
    }

    /**
     * Returns this with Adadelta, which remembers nine tenths of its means.
     *
     * @param rate the learning rate, usually 1
     * @return the changed value
     */
    public Fit adadelta(double rate) {
        return optimizer(new Optimizer.Adadelta(rate, 0.9, 1e-6, 0));
    }

    /**
     * Returns this with another optimiser.
     *
     * @param how how a gradient becomes a step
     * @return the changed value
     */
    public Fit optimizer(Optimizer how) {
        return new Fit(epochs, batch, steps, how, clip, schedule, watch);
    }

    /**
     * Returns this with weight decay, of the kind that the optimiser chosen so far knows; choosing another one takes it
     * back.
     *
     * @param decay the decay, from 0
     * @return the changed value
     */
    public Fit weightDecay(double decay) {
        return optimizer(optimizer.weightDecay(decay));
    }

    /**
     * Returns this with momentum for the optimiser chosen so far; choosing another one takes it back.
     *
     * @param share the share of the last step that is kept, from 0 up to but not including 1
     * @return the changed value
     * @throws IllegalArgumentException if the optimiser has no momentum: only gradient descent and RMSProp have one
     */
    public Fit momentum(double share) {
        return optimizer(optimizer.momentum(share));
    }

    /**
     * Returns this with each component of the gradient cut.
     *
     * @param limit the largest size of a component
     * @return the changed value
     */
    public Fit clipValue(double limit) {
        return new Fit(epochs, batch, steps, optimizer, new Clip.ByValue(limit), schedule, watch);
    }

    /**
     * Returns this with the norm of the whole gradient bounded.
     *
     * @param limit the largest norm
     * @return the changed value
     */
    public Fit clipNorm(double limit) {
        return new Fit(epochs, batch, steps, optimizer, new Clip.ByNorm(limit), schedule, watch);
    }

    /**
     * Returns this with a learning rate that falls to zero along half a cosine.
     *
     * @return the changed value
     */
    public Fit cosine() {
        return schedule(new Schedule.Cosine(0));
    }

    /**
     * Returns this with a learning rate that falls by the same factor again and again.
     *
     * @param every after how many epochs each time
     * @param by the factor, above 0 up to 1, such as 0.5
     * @return the changed value
     */
    public Fit stepDecay(double every, double by) {
        return schedule(new Schedule.Steps(every, by));
    }

    /**
     * Returns this with a learning rate that goes once up and once down: from 1/25 of the optimizer's rate to all of it
     * at three tenths of the way, and on down to 1/25 of a ten-thousandth.
     *
     * @return the changed value
     * @throws IllegalArgumentException if a warm-up was asked for before: the cycle begins with its own
     */
    public Fit oneCycle() {
        return schedule(new Schedule.OneCycle(1 / 25.0, 0.3, 1 / 25e4));
    }

    /**
     * Returns this with a learning rate that rises at first, before the schedule chosen so far.
     *
     * @param over how many epochs to rise for
     * @return the changed value
     * @throws IllegalArgumentException if the schedule is one cycle, which begins with its own rise
     */
    public Fit warmUp(double over) {
        Schedule then = schedule instanceof Schedule.WarmUp first ? first.then() : schedule;
        return schedule(new Schedule.WarmUp(over, then));
    }

    /**
     * Returns this with another schedule of the learning rate; a warm-up asked for before stays in front of it.
     *
     * @param course how the rate changes
     * @return the changed value
     */
    public Fit schedule(Schedule course) {
        Schedule kept = schedule instanceof Schedule.WarmUp first && !(course instanceof Schedule.WarmUp)
                ? new Schedule.WarmUp(first.over(), course)
                : course;
        return new Fit(epochs, batch, steps, optimizer, clip, kept, watch);
    }

    /**
     * Returns this stopping early: where the validation loss has not fallen for so many epochs, the fit ends. The
     * weights of the best epoch are taken back whenever the fit ends by itself.
     *
     * @param count how many epochs to wait
     * @return the changed value
     */
    public Fit patience(int count) {
        return watch(new Watch(count, watch.checkpoint(), watch.listeners(), watch.quiet()));
    }

    /**
     * Returns this saving all that a fit needs to go on, each minute and at the ends of epochs (at most once a second).
     * Each fit wants a file of its own. If the file is there
     * already and belongs to the same fit, the fit goes on from it, to the same numbers as if it had never stopped; if
     * that fit is finished, its result is taken.
     *
     * @param file where to save, and to look for what was saved
     * @return the changed value
     */
    public Fit checkpoint(Path file) {
        return watch(new Watch(watch.patience(), Optional.of(file), watch.listeners(), watch.quiet()));
    }

    /**
     * Returns this with one more listener.
     *
     * @param listener who is told of each event
     * @return the changed value
     */
    public Fit listener(Listener listener) {
        List<Listener> all = new ArrayList<>(watch.listeners());
        all.add(listener);
        return watch(new Watch(watch.patience(), watch.checkpoint(), all, watch.quiet()));
    }

    /**
     * Returns this doing something besides after every so many epochs.
     *
     * @param count how many epochs: 5 for the fifth, the tenth and so on
     * @param action told the epoch's line in the history
     * @return the changed value
     */
    public Fit every(int count, Consumer<History.Epoch> action) {
        return listener(Listener.every(count, action));
    }

    /**
     * Returns this without the line of progress.
     *
     * @return the changed value
     */
    public Fit quiet() {
        return watch(new Watch(watch.patience(), watch.checkpoint(), watch.listeners(), true));
    }

    private Fit watch(Watch other) {
        return new Fit(epochs, batch, steps, optimizer, clip, schedule, other);
    }

    /** Returns what decides the numbers of an epoch: what a checkpoint must agree with. */
    String course() {
        return "batch " + batch + ", steps " + steps + ", " + optimizer + ", " + clip + ", " + schedule + ", patience "
                + watch.patience() + (schedule.usesEpochs() ? ", epochs " + epochs : "");
    }
}
