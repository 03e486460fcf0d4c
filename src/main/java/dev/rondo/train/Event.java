package dev.rondo.train;

import java.nio.file.Path;

/** What happens in a fit. */
public sealed interface Event {

    /**
     * The fit begins, or goes on from a checkpoint.
     *
     * @param epochs epochs to do in all
     * @param done epochs done already
     * @param batches batches in an epoch
     */
    record Started(int epochs, int done, int batches) implements Event {}

    /**
     * One batch has been learned from.
     *
     * @param epoch the epoch, from 1
     * @param epochs epochs to do
     * @param batch the batch, from 1
     * @param batches batches in the epoch
     * @param loss the batch's loss
     * @param gradientNorm the norm of all gradients together, before clipping
     * @param learningRate the rate of this step
     * @param perSecond tokens or sequences per second in this epoch
     */
    record Stepped(
            int epoch,
            int epochs,
            int batch,
            int batches,
            double loss,
            double gradientNorm,
            double learningRate,
            double perSecond)
            implements Event {}

    /**
     * An epoch is over and validated.
     *
     * @param epoch its line in the history
     * @param epochs epochs to do
     */
    record EpochEnded(History.Epoch epoch, int epochs) implements Event {}

    /**
     * A checkpoint has been saved.
     *
     * @param file where
     */
    record Saved(Path file) implements Event {}

    /**
     * The fit is over.
     *
     * @param history what it did
     */
    record Ended(History history) implements Event {}
}
