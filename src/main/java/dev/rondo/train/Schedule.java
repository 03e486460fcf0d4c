package dev.rondo.train;

/** How the learning rate changes in the course of a fit. Times are in epochs, and fractions of them. */
public sealed interface Schedule {

    /**
     * Returns what the learning rate is multiplied by.
     *
     * @param epoch epochs done so far, with fractions
     * @param epochs epochs to do
     * @return the factor
     */
    double factor(double epoch, double epochs);

    /**
     * Returns whether the rate of an epoch depends on how many there are to do: then a fit cannot be made longer.
     *
     * @return true if it does
     */
    boolean usesEpochs();

    /** The same rate throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(double epoch, double epochs) {
            return 1;
        }

        @Override
        public boolean usesEpochs() {
            return false;
        }
    }

    /**
     * Falls along half a cosine, from 1 to the floor (Loshchilov and Hutter 2017).
     *
     * @param floor the factor at the end, from 0 to 1
     */
    record Cosine(double floor) implements Schedule {
        /** {@inheritDoc} */
        public Cosine {
            checkShare("the floor of a cosine schedule", floor);
        }

        @Override
        public double factor(double epoch, double epochs) {
            return floor + (1 - floor) * (1 + Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
        }

        @Override
        public boolean usesEpochs() {
            return true;
        }
    }

    /**
     * Falls by the same factor again and again.
     *
     * @param every after how many epochs each time
     * @param by the factor, above 0 up to 1
     */
    record Steps(double every, double by) implements Schedule {
        /** {@inheritDoc} */
        public Steps {
            if (!(every > 0)) {
                throw new IllegalArgumentException(
                        "a step schedule falls every " + every + " epochs, expected above 0");
            }
            if (!(by > 0 && by <= 1)) {
                throw new IllegalArgumentException("a step schedule falls by " + by + ", expected above 0 up to 1");
            }
        }

        @Override
        public double factor(double epoch, double epochs) {
            return Math.pow(by, Math.floor(epoch / every));
        }

        @Override
        public boolean usesEpochs() {
            return false;
        }
    }

    /**
     * Rises along a line at first, then follows another schedule over the epochs that are left.
     *
     * @param over how many epochs to rise for
     * @param then what follows
     */
    record WarmUp(double over, Schedule then) implements Schedule {
        /** {@inheritDoc} */
        public WarmUp {
            if (!(over > 0)) {
                throw new IllegalArgumentException(
                        "the warm-up takes " + over + " epochs, expected above 0, such as 0.5");
            }
        }

        @Override
        public double factor(double epoch, double epochs) {
            return epoch < over
                    ? Math.max(epoch, 1e-3 * over) / over
                    : then.factor(epoch - over, Math.max(epochs - over, Double.MIN_NORMAL));
        }

        @Override
        public boolean usesEpochs() {
            return then.usesEpochs();
        }
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number from 0 to 1");
        }
    }
}
