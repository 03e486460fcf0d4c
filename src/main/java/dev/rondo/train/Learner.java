package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a task brings to the loop: its weights, its batches and the loss of one of them. It keeps no state of the fit.
 *
 * @param <B> a batch
 */
public interface Learner<B> {

    /**
     * Returns what model, data and seed are, in words that are equal for equal ones: what a checkpoint must agree with.
     *
     * @return the identity
     */
    String identity();

    /**
     * Returns the weights to train, by the names they are saved under.
     *
     * @return the parameters, always in the same order
     */
    Map<String, Parameter> parameters();

    /**
     * Returns the manager that the weights belong to.
     *
     * @return an open manager
     */
    NDManager manager();

    /**
     * Returns the batches of an epoch, always the same for the same epoch.
     *
     * @param epoch the epoch, from 1
     * @return the batches, made as they are asked for
     */
    List<B> batches(int epoch);

    /**
     * Returns how many tokens or sequences a batch has: its weight in means, and what is counted per second.
     *
     * @param batch the batch
     * @return the count
     */
    long count(B batch);

    /**
     * Computes the loss of a batch, while the engine records.
     *
     * @param batch the batch
     * @param carried what the batch before handed on; empty at the start of an epoch
     * @param noise the source of all randomness in this step
     * @param manager holds what is made on the way, and is closed after the step
     * @return the mean loss, and what to hand on
     */
    Loss loss(B batch, NDList carried, SplittableRandom noise, NDManager manager);

    /**
     * The loss of a batch.
     *
     * @param mean one number
     * @param carried the state to hand to the next batch, cut off from the gradient; may be empty
     */
    record Loss(NDArray mean, NDList carried) {}

    /**
     * Does what is to be done behind the steps of an epoch and before {@link #validate}, such as to train an opponent;
     * nothing unless said otherwise.
     *
     * @param epoch the epoch, from 1
     */
    default void between(int epoch) {
        // most learners are alone
    }

    /**
     * Returns whether there is a validation part.
     *
     * @return true if {@link #validate} can be called
     */
    boolean validates();

    /**
     * Measures the model on the validation part.
     *
     * @return loss and further figures
     */
    Scores validate();

    /**
     * Figures on the validation part.
     *
     * @param loss the mean loss
     * @param metrics further figures by name
     */
    record Scores(double loss, Map<String, Double> metrics) {}

    /**
     * Returns what an empty history says of this task: names of loss and unit, baselines, and the floor if it is known.
     *
     * @return a history without epochs
     */
    History blank();

    /**
     * Returns how many steps the model has been trained for in all.
     *
     * @return the count
     */
    long steps();

    /**
     * Sets how many steps the model has been trained for in all.
     *
     * @param count the count
     */
    void steps(long count);

    /**
     * Saves model and checkpoint as one file.
     *
     * @param file where to
     * @param checkpoint the state of the fit
     */
    void save(Path file, Checkpoint checkpoint);

    /**
     * Reads a checkpoint.
     *
     * @param file the file
     * @return the state of the fit, with the weights among its tensors under the names of {@link #parameters}
     * @throws IllegalArgumentException if it is no checkpoint of this kind of model
     */
    Checkpoint read(Path file);
}
