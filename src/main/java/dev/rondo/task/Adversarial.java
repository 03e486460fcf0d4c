package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.data.Require;
import dev.rondo.train.Fit;

/**
 * What happens in a round of adversarial training.
 *
 * <pre>{@code
 * Adversarial.rollouts(16).steps(1).discriminator(Fit.epochs(1).batch(64).adam(1e-3), 3, 1000)
 * }</pre>
 *
 * @param rollouts how many ends are written to each beginning of a sequence, to find out what its last symbol is worth
 * @param steps how many steps the generator takes by the policy's gradient
 * @param teaching how many steps it takes after these by maximum likelihood on real sequences (teacher forcing), which
 *     hold on to what it has learned; 0 for none
 * @param turns how often the discriminator is then trained, each time on sequences drawn anew
 * @param samples how many real sequences a turn has, and as many generated ones
 * @param discriminator how it is trained in a turn; its optimiser begins anew in each
 */
@CheckReturnValue
public record Adversarial(int rollouts, int steps, int teaching, int turns, int samples, Fit discriminator) {

    /** {@inheritDoc} */
    public Adversarial {
        Require.atLeast(1, "rollouts", rollouts, "16");
        Require.atLeast(1, "steps", steps, "1");
        Require.atLeast(0, "teaching", teaching, "1, or 0 for none");
        Require.atLeast(0, "turns", turns, "1, or 0 for a discriminator that stays as it is");
        Require.atLeast(1, "samples", samples, "1000");
        if (discriminator.watch().checkpoint().isPresent()
                || discriminator.watch().patience() > 0) {
            throw new IllegalArgumentException("the discriminator's fit has a checkpoint or patience, expected neither:"
                    + " a turn is a few batches; save(...) the model between calls");
        }
    }

    /**
     * Describes a round of one step of the generator, without teaching, and one turn of the discriminator: an epoch over a
     * thousand real and a thousand generated sequences in batches of 64, by Adam at a rate of 0.001.
     *
     * @param count how many roll-outs there are of each beginning, at least 1
     * @return the round
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Adversarial rollouts(int count) {
        return new Adversarial(count, 1, 0, 1, 1000, Fit.epochs(1).batch(64).adam(1e-3));
    }

    /**
     * Returns this with another number of the generator's steps.
     *
     * @param count how many steps by the policy's gradient, at least 1
     * @return the changed value
     */
    public Adversarial steps(int count) {
        return new Adversarial(rollouts, count, teaching, turns, samples, discriminator);
    }

    /**
     * Returns this with steps by maximum likelihood behind those by the policy's gradient.
     *
     * @param count how many; 0 for none
     * @return the changed value
     */
    public Adversarial teaching(int count) {
        return new Adversarial(rollouts, steps, count, turns, samples, discriminator);
    }

    /**
     * Returns this with another training of the discriminator.
     *
     * @param fit how it is trained in a turn
     * @param times how many turns there are; 0 for a discriminator that stays as it is
     * @param size how many real and how many generated sequences a turn has, at least 1
     * @return the changed value
     */
    public Adversarial discriminator(Fit fit, int times, int size) {
        return new Adversarial(rollouts, steps, teaching, times, size, fit);
    }
}
