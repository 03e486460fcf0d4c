package dev.rondo.train;

import dev.rondo.cell.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a fit needs to go on where it stopped, besides the data. Randomness needs no place here: every step draws from
 * a source made of the seed and the number of the step.
 *
 * @param identity model, data and seed
 * @param course the settings of the fit that decide its numbers
 * @param firstStep how many steps the model had been trained for when the fit began
 * @param step how many it has been trained for now
 * @param epoch the epoch under way, from 1
 * @param batch how many of its batches are done
 * @param sums what the epoch has gathered so far
 * @param epochs the epochs done
 * @param end how the fit ended; null while it has not
 * @param tensors weights by their names, and beside them the optimiser's state, the carried state and the best weights
 */
public record Checkpoint(
        String identity,
        String course,
        long firstStep,
        long step,
        int epoch,
        int batch,
        Sums sums,
        List<History.Epoch> epochs,
        History.@Nullable End end,
        Map<String, Tensor> tensors) {

    /**
     * Returns this with other tensors.
     *
     * @param others the tensors by name
     * @return the changed value
     */
    public Checkpoint withTensors(Map<String, Tensor> others) {
        return new Checkpoint(identity, course, firstStep, step, epoch, batch, sums, epochs, end, others);
    }

    /**
     * What an epoch gathers.
     *
     * @param loss sum of losses, each times its count
     * @param count tokens or sequences so far
     * @param norm sum of gradient norms
     * @param rate the last learning rate
     * @param seconds the time spent training
     */
    public record Sums(double loss, long count, double norm, double rate, double seconds) {
        static final Sums ZERO = new Sums(0, 0, 0, 0, 0);

        Sums plus(double batchLoss, long batchCount, double batchNorm, double lastRate, double batchSeconds) {
            return new Sums(
                    loss + batchLoss * batchCount,
                    count + batchCount,
                    norm + batchNorm,
                    lastRate,
                    seconds + batchSeconds);
        }
    }
}
