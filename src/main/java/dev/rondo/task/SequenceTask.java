package dev.rondo.task;

import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.data.Sequences;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;

/**
 * What a classifier and a regressor of sequences offer alike.
 *
 * @param <M> the model
 */
abstract sealed class SequenceTask<M extends SequenceTask<M>> extends Trained
        permits SequenceClassifier, SequenceRegressor {
    private final SequenceModel model;

    SequenceTask(SequenceModel model) {
        this.model = model;
    }

    /** Returns a model of another description. */
    abstract M changed(SequenceSpec spec);

    /** Returns what is to be predicted of some data, as the model has it. */
    abstract Goal goal(Sequences data);

    SequenceModel model() {
        return model;
    }

    @Override
    Network<SequenceNet> network() {
        return model.network();
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling and dropout. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public M seed(long value) {
        model.network().requireUntrained("seed(" + value + ")");
        return changed(model.spec().seed(value));
    }

    /**
     * Trains on the training part, in batches of sequences of about the same length, drawn anew for each epoch. A
     * second fit goes on from where the first ended.
     *
     * @param data the sequences; their validation part is measured after each epoch, beside what the training part says
     *     without a model: how often each class occurs, or the mean
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats of a classifier, of a regressor mean squared errors
     * @throws IllegalArgumentException if the data has other features or numbers to predict than the model, a label that
     *     it does not know, or nothing to learn
     */
    public History fit(Sequences data, Fit fit) {
        return model.fit(data, goal(data), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the sequences, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, as {@link #fit} has it
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public RateCurve findRate(Sequences data, Fit fit) {
        return findRate(data, fit, Sweep.wide());
    }

    /**
     * Looks for a learning rate: trains with a rate that grows from step to step until the loss runs away, and gives the
     * weights back as they were.
     *
     * @param data the sequences, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @param sweep the rates to try
     * @return the loss at each rate, as {@link #fit} has it
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public RateCurve findRate(Sequences data, Fit fit, Sweep sweep) {
        return model.search(data, goal(data), fit, sweep);
    }

    /**
     * Returns the net as a DJL block, sharing this model's weights: sequences (batch, time, features), and optionally
     * lengths (batch), to logits of the classes or to numbers, (batch, outputs), or (batch, time, outputs) where there are
     * some at each step.
     *
     * @return the block
     */
    public Block block() {
        return model.network().net();
    }

    /**
     * Returns the recurrent stack in plain Java, with a copy of the weights: every gate of every step can be looked at.
     *
     * @return the stack
     */
    public CellStack cells() {
        return model.plain().cells();
    }

    /**
     * Returns the linear layer on the stack in plain Java, with a copy of the weights.
     *
     * @return the layer, from the hidden state, both directions' side by side, to the logits of the classes or the numbers
     */
    public Linear head() {
        return model.plain().head();
    }
}
