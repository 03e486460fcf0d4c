package dev.rondo.train;

import com.google.errorprone.annotations.CheckReturnValue;

/** How a gradient becomes a step, by PyTorch's formulas on every engine. */
@CheckReturnValue
public sealed interface Optimizer {

    /**
     * Returns the learning rate before any schedule.
     *
     * @return the rate
     */
    double rate();

    /**
     * Returns this with another weight decay.
     *
     * @param decay the decay, from 0: added to the gradient as {@code decay x weight}, except for {@link AdamW}, which
     *     shrinks the weights by {@code rate x decay} apart from the gradient
     * @return the changed value
     */
    Optimizer weightDecay(double decay);

    /**
     * Stochastic gradient descent: {@code b = momentum b + g; w -= rate b}, or with Nesterov's look ahead {@code w -= rate
     * (g + momentum b)}.
     *
     * @param rate the learning rate
     * @param momentum the share of the last step that is kept, from 0 up to but not including 1
     * @param nesterov whether to look ahead
     * @param weightDecay the decay
     */
    record Sgd(double rate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
        /** {@inheritDoc} */
        public Sgd {
            checkRate(rate);
            checkShare("momentum", momentum);
            checkDecay(weightDecay);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("Nesterov's step needs a momentum above 0, such as 0.9");
            }
        }

        @Override
        public Sgd weightDecay(double decay) {
            return new Sgd(rate, momentum, nesterov, decay);
        }
    }

    /**
     * Adam (Kingma and Ba 2015): {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate m^ / (sqrt(v^) +
     * epsilon)}, with m^ and v^ corrected for their start at zero.
     *
     * @param rate the learning rate
     * @param beta1 the memory of the mean, from 0 up to but not including 1
     * @param beta2 the memory of the square, from 0 up to but not including 1
     * @param epsilon what keeps the quotient finite
     * @param weightDecay the decay, added to the gradient
     */
    record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        /** {@inheritDoc} */
        public Adam {
            checkAdam(rate, beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public Adam weightDecay(double decay) {
            return new Adam(rate, beta1, beta2, epsilon, decay);
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2019).
     *
     * @param rate the learning rate
     * @param beta1 the memory of the mean, from 0 up to but not including 1
     * @param beta2 the memory of the square, from 0 up to but not including 1
     * @param epsilon what keeps the quotient finite
     * @param weightDecay the decay, apart from the gradient
     */
    record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        /** {@inheritDoc} */
        public AdamW {
            checkAdam(rate, beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public AdamW weightDecay(double decay) {
            return new AdamW(rate, beta1, beta2, epsilon, decay);
        }
    }

    private static void checkAdam(double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        checkRate(rate);
        checkShare("beta1", beta1);
        checkShare("beta2", beta2);
        checkDecay(weightDecay);
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + ", expected a small number above 0: 1e-8");
        }
    }

    private static void checkRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "the learning rate is " + rate + ", expected a number above 0, such as 1e-3");
        }
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", expected a number from 0 up to but not including 1, such as 0.9");
        }
    }

    private static void checkDecay(double decay) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("weightDecay is " + decay + ", expected a number from 0, such as 0.01");
        }
    }
}
