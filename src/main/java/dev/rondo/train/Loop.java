package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one training loop. A task brings a {@link Learner}; the loop brings the rest.
 *
 * @param <B> a batch
 */
public final class Loop<B> {
    private static final double SAVE_EVERY = 60; // seconds, within an epoch
    private static final double SAVE_AT_LEAST = 1; // seconds between epochs' ends
    private static final String CARRIED = "carried.";
    private static final String BEST = "best."; // weights of the best epoch so far
    private static final String LAST = "last."; // weights of the last epoch, where the best are the result
    private static final String GOOD = "good."; // weights to fall back on

    private final Learner<B> learner;
    private final Fit fit;
    private final Descent<B> descent;
    private final List<Listener> listeners = new ArrayList<>();

    // The state of the fit: all of it goes into a checkpoint.
    private long firstStep;
    private int epoch = 1;
    private int batch;
    private Checkpoint.Sums sums = Checkpoint.Sums.ZERO;
    private final List<History.Epoch> epochs = new ArrayList<>();
    private final Snapshot best;
    private History.@Nullable End end;

    private final Snapshot lastGood; // weights to fall back on where the loss runs away
    private long savedAt = System.nanoTime();

    private Loop(Learner<B> learner, Fit fit, Descent<B> descent) {
        this.learner = learner;
        this.fit = fit;
        this.descent = descent;
        this.firstStep = learner.steps();
        this.best = new Snapshot(learner.parameters(), descent.updates().manager());
        this.lastGood = new Snapshot(learner.parameters(), descent.updates().manager());
        lastGood.take();
        listeners.addAll(fit.watch().listeners());
        if (!fit.watch().quiet()) {
            listeners.add(0, new ProgressLine(System.out, learner.blank().unit()));
        }
    }

    /**
     * Trains. A second fit in another thread waits until the first is over. Where the thread is interrupted, the fit
     * ends after the batch under way; the interruption is then used up, and the history says so.
     *
     * @param learner what the task brings
     * @param fit what is to be done
     * @param seed the seed of all randomness
     * @param <B> a batch
     * @return what was done
     * @throws TrainingDiverged if the loss or the gradient is no longer a number
     * @throws IllegalArgumentException if fit and data do not go together, or the checkpoint belongs to another fit
     */
    public static <B> History run(Learner<B> learner, Fit fit, long seed) {
        if (fit.watch().patience() > 0 && !learner.validates()) {
            throw new IllegalArgumentException("patience(" + fit.watch().patience()
                    + ") watches the validation loss, but the data has no validation part: split(0.9, 0.1) makes one");
        }
        return owning(() -> {
            try (Descent<B> descent = new Descent<>(learner, fit, seed)) {
                return new Loop<>(learner, fit, descent).run();
            }
        });
    }

    /**
     * Looks for a learning rate: takes steps with a rate that grows from one to the next, and gives the weights back as
     * they were, whatever happens. Batches come as in a fit, epoch after epoch where one has too few. Of the fit count
     * batch, steps, optimiser and clipping; its rate, schedule, epochs, checkpoint and listeners do not. Where the
     * thread is interrupted, the search ends after the batch under way; the interruption is then used up, and the curve
     * says so.
     *
     * @param learner what the task brings
     * @param fit how to train
     * @param seed the seed of all randomness
     * @param sweep the rates to try
     * @param <B> a batch
     * @return the loss at each rate
     * @throws TrainingDiverged if the loss is no number before any step
     */
    public static <B> RateCurve search(Learner<B> learner, Fit fit, long seed, Sweep sweep) {
        return owning(() -> {
            try (Descent<B> descent = new Descent<>(learner, fit, seed)) {
                return new Search<>(learner, fit, descent, sweep).run();
            }
        });
    }

    /** Works while no other thread uses the engine: waits for it, and lets go of it in the end. */
    private static <T> T owning(Supplier<T> work) {
        if (!Engines.lock().tryLock()) {
            try {
                Engines.lock().lockInterruptibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for another fit to end", e);
            }
        }
        try {
            Engines.enter();
            return work.get();
        } finally {
            Engines.lock().unlock();
        }
    }

    private History run() {
        fit.watch().checkpoint().filter(Files::exists).ifPresent(this::resume);
        descent.begin();
        tell(new Event.Started(
                fit.epochs(), epochs.size(), learner.batches(epoch).size()));
        while (end == null && epoch <= fit.epochs()) {
            if (epoch()) {
                validated();
                end = outOfPatience() ? History.End.OUT_OF_PATIENCE : null;
                epoch++;
                savedIfDue(SAVE_AT_LEAST);
            } else {
                end = History.End.INTERRUPTED;
            }
        }
        if (end == History.End.INTERRUPTED) {
            end = null; // can be resumed, and is saved so
            save(Map.of());
            return ended(History.End.INTERRUPTED);
        }
        end = end == null ? History.End.FINISHED : end;
        Map<String, Tensor> last = best.isEmpty() ? Map.of() : weights();
        if (!best.isEmpty()) {
            best.giveBack();
        }
        save(last); // the file holds the result; the last weights beside it, for more epochs
        Thread.interrupted(); // one that came during the last validation was meant for this fit
        return ended(end);
    }

    private History ended(History.End how) {
        History history = history(how);
        tell(new Event.Ended(history));
        return history;
    }

    /** Goes through what is left of the epoch; false if the thread was interrupted. */
    private boolean epoch() {
        List<B> batches = learner.batches(epoch);
        while (batch < batches.size()) {
            step(batches.get(batch), batches.size());
            savedIfDue(SAVE_EVERY);
            if (Thread.interrupted()) {
                return false;
            }
        }
        return true;
    }

    private void step(B data, int batches) {
        long start = System.nanoTime();
        double done = epoch - 1 + (double) batch / batches;
        double factor = fit.schedule().factor(done, fit.epochs());
        double rate = fit.optimizer().rate() * factor;
        try (NDManager manager = learner.manager().newSubManager()) {
            Descent.Step step = descent.step(data, learner.steps(), factor, manager);
            if (!step.isFinite()) {
                throw diverged(step.loss(), batch + 1, step.norm(), rate);
            }
            batch++;
            learner.steps(learner.steps() + 1);
            double seconds = (System.nanoTime() - start) / 1e9;
            sums = sums.plus(step.loss(), learner.count(data), step.norm(), rate, seconds);
            double perSecond = sums.count() / sums.seconds();
            tell(new Event.Stepped(epoch, fit.epochs(), batch, batches, step.loss(), step.norm(), rate, perSecond));
        }
    }

    private TrainingDiverged diverged(double loss, int at, double norm, double rate) {
        lastGood.giveBack();
        learner.steps(learner.steps() - batch);
        String kept = epochs.isEmpty() ? "with which the fit began" : "after epoch " + epochs.size();
        String message = String.format(
                Locale.ROOT,
                "the loss became %s in epoch %d, batch %d (learning rate %s, gradient norm %s): the weights %s are kept;"
                        + " lower the learning rate or clip the gradient, such as clipNorm(5)",
                loss,
                epoch,
                at,
                rate,
                norm,
                kept);
        return new TrainingDiverged(message, ended(History.End.DIVERGED));
    }

    private void validated() {
        long start = System.nanoTime();
        boolean sound = Double.isFinite(Tensors.norm(arrays()));
        if (sound) {
            learner.between(epoch);
        }
        Learner.Scores scores =
                sound && learner.validates() ? learner.validate() : new Learner.Scores(Double.NaN, Map.of());
        if (!sound || (learner.validates() && !Double.isFinite(scores.loss()))) {
            throw diverged(scores.loss(), batch, sums.norm() / batch, sums.rate()); // by the last step
        }
        History.Epoch done = new History.Epoch(
                epoch,
                sums.loss() / sums.count(),
                scores.loss(),
                scores.metrics(),
                sums.norm() / batch,
                sums.rate(),
                sums.count() / sums.seconds(),
                sums.seconds() + (System.nanoTime() - start) / 1e9);
        epochs.add(done);
        lastGood.take();
        if (fit.watch().patience() > 0 && history(History.End.FINISHED).best().number() == epoch) {
            best.take();
        }
        batch = 0;
        sums = Checkpoint.Sums.ZERO;
        descent.carry(new NDList());
        tell(new Event.EpochEnded(done, fit.epochs()));
    }

    private List<NDArray> arrays() {
        return learner.parameters().values().stream().map(Parameter::getArray).toList();
    }

    private boolean outOfPatience() {
        int patience = fit.watch().patience();
        return patience > 0 && epoch - history(History.End.FINISHED).best().number() >= patience;
    }

    private void resume(Path file) {
        Checkpoint saved = learner.read(file);
        check(file, "another model, data or seed", saved.identity(), learner.identity());
        boolean here = saved.step() == learner.steps(); // the model is the one that the file was saved of
        if (here && saved.end() != null && saved.firstStep() != learner.steps()) {
            return; // that fit is over; this is a new one
        }
        if (!here && saved.firstStep() != learner.steps()) {
            throw new IllegalArgumentException(file + " belongs to a fit that began at step " + saved.firstStep()
                    + " and stands at step " + saved.step() + ", but the model stands at step " + learner.steps()
                    + ": load the model from that file to go on with it, or give another file");
        }
        check(file, "other settings", saved.course(), fit.course());
        if (saved.epochs().size() > fit.epochs()) {
            throw new IllegalArgumentException(file + " has " + saved.epochs().size() + " epochs done, more than the "
                    + fit.epochs() + " asked for: ask for at least as many, or give another file");
        }
        Map<String, Tensor> last = under(LAST, saved.tensors());
        restore(last.isEmpty() ? saved.tensors() : last);
        descent.updates().load(saved.tensors());
        learner.steps(saved.step());
        firstStep = saved.firstStep();
        epoch = saved.epoch();
        batch = saved.batch();
        sums = saved.sums();
        epochs.addAll(saved.epochs());
        end = saved.end() == History.End.FINISHED && epoch <= fit.epochs() ? null : saved.end();
        under(CARRIED, saved.tensors()).values().forEach(tensor -> descent.carried()
                .add(Tensors.array(learner.manager(), tensor)));
        best.take(under(BEST, saved.tensors()));
        lastGood.take();
        lastGood.take(under(GOOD, saved.tensors()));
    }

    /** Picks the tensors whose names begin so, without that beginning, in the order of their names. */
    private static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> found = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    private static void check(Path file, String what, String saved, String own) {
        if (!saved.equals(own)) {
            throw new IllegalArgumentException(file + " belongs to a fit with " + what + ":\n  there " + saved
                    + "\n  here  " + own + "\ndelete it to begin anew, or give another file");
        }
    }

    private void savedIfDue(double after) {
        if (fit.watch().checkpoint().isPresent() && System.nanoTime() - savedAt >= after * 1e9) {
            save(Map.of());
        }
    }

    private void save(Map<String, Tensor> last) {
        fit.watch().checkpoint().ifPresent(file -> {
            Map<String, Tensor> tensors = new LinkedHashMap<>(descent.updates().save());
            for (int k = 0; k < descent.carried().size(); k++) {
                tensors.put(CARRIED + k, Tensors.of(descent.carried().get(k)));
            }
            best.tensors().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
            last.forEach((name, tensor) -> tensors.put(LAST + name, tensor));
            if (batch > 0) { // else the weights themselves are those of a whole epoch
                lastGood.tensors().forEach((name, tensor) -> tensors.put(GOOD + name, tensor));
            }
            learner.save(
                    file,
                    new Checkpoint(
                            learner.identity(),
                            fit.course(),
                            firstStep,
                            learner.steps(),
                            epoch,
                            batch,
                            sums,
                            epochs,
                            end,
                            tensors));
            savedAt = System.nanoTime();
            tell(new Event.Saved(file));
        });
    }

    private Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        learner.parameters().forEach((name, parameter) -> weights.put(name, Tensors.of(parameter.getArray())));
        return weights;
    }

    private void restore(Map<String, Tensor> weights) {
        learner.parameters().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            Tensors.copy(Tensor.from(weights, name, array.getShape().getShape()), array);
        });
    }

    private History history(History.End how) {
        return learner.blank().with(epochs, how);
    }

    private void tell(Event event) {
        listeners.forEach(listener -> listener.on(event));
    }
}
