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
     * Returns this with another momentum.
     *
     * @param share the share of the last step that is kept, from 0 up to but not including 1
     * @return the changed value
     * @throws IllegalArgumentException if this kind of optimiser has no momentum: only {@link Sgd} and {@link RmsProp}
     *     have one
     */
    default Optimizer momentum(double share) {
        throw new IllegalArgumentException(
                "momentum(" + share + ") came to " + getClass().getSimpleName()
                        + ", which has none: choose sgd, nesterov or rmsProp before, or leave it out");
    }

    /**
     * Stochastic gradient descent: {@code b = momentum b + g; w -= rate b}, or with Nesterov's look ahead
     * {@code w -= rate (g + momentum b)} (Sutskever, Martens, Dahl and Hinton 2013).
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

        @Override
        public Sgd momentum(double share) {
            return new Sgd(rate, share, nesterov, weightDecay);
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

    /**
     * RMSProp (Tieleman and Hinton 2012, lecture 6.5 of Neural Networks for Machine Learning), not centred:
     * {@code v = alpha v + (1 - alpha) g^2; b = momentum b + g / (sqrt(v) + epsilon); w -= rate b}.
     *
     * @param rate the learning rate
     * @param alpha the memory of the square, from 0 up to but not including 1
     * @param epsilon what keeps the quotient finite
     * @param momentum the share of the last step that is kept, from 0 up to but not including 1
     * @param weightDecay the decay, added to the gradient
     */
    record RmsProp(double rate, double alpha, double epsilon, double momentum, double weightDecay)
            implements Optimizer {
        /** {@inheritDoc} */
        public RmsProp {
            checkRate(rate);
            checkShare("alpha", alpha);
            checkEpsilon(epsilon);
            checkShare("momentum", momentum);
            checkDecay(weightDecay);
        }

        @Override
        public RmsProp weightDecay(double decay) {
            return new RmsProp(rate, alpha, epsilon, momentum, decay);
        }

        @Override
        public RmsProp momentum(double share) {
            return new RmsProp(rate, alpha, epsilon, share, weightDecay);
        }
    }

    /**
     * Adagrad (Duchi, Hazan and Singer 2011): {@code s += g^2;
     * w -= rate / (1 + rateDecay (t - 1)) g / (sqrt(s) + epsilon)} in step t, counted from 1.
     *
     * @param rate the learning rate
     * @param rateDecay how fast the rate falls with the steps, from 0
     * @param initial what s begins with, from 0
     * @param epsilon what keeps the quotient finite
     * @param weightDecay the decay, added to the gradient
     */
    record Adagrad(double rate, double rateDecay, double initial, double epsilon, double weightDecay)
            implements Optimizer {
        /** {@inheritDoc} */
        public Adagrad {
            checkRate(rate);
            checkFromZero("rateDecay", rateDecay);
            checkFromZero("initial", initial);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        @Override
        public Adagrad weightDecay(double decay) {
            return new Adagrad(rate, rateDecay, initial, epsilon, decay);
        }
    }

    /**
     * Adadelta (Zeiler 2012): {@code v = rho v + (1 - rho) g^2; d = sqrt(u + epsilon) / sqrt(v + epsilon) g;
     * u = rho u + (1 - rho) d^2; w -= rate d}. The steps have the weights' own unit, so the rate is 1 where nothing
     * speaks against it.
     *
     * @param rate the learning rate
     * @param rho the memory of both squares, from 0 up to but not including 1
     * @param epsilon what the first steps grow from
     * @param weightDecay the decay, added to the gradient
     */
    record Adadelta(double rate, double rho, double epsilon, double weightDecay) implements Optimizer {
        /** {@inheritDoc} */
        public Adadelta {
            checkRate(rate);
            checkShare("rho", rho);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        @Override
        public Adadelta weightDecay(double decay) {
            return new Adadelta(rate, rho, epsilon, decay);
        }
    }

    private static void checkAdam(double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        checkRate(rate);
        checkShare("beta1", beta1);
        checkShare("beta2", beta2);
        checkDecay(weightDecay);
        checkEpsilon(epsilon);
    }

    private static void checkEpsilon(double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + ", expected a small number above 0: 1e-8");
        }
    }

    private static void checkFromZero(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number from 0; it is usually 0");
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
