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
            return between(1, floor, Math.min(1, epoch / epochs));
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
     * One cycle (Smith and Topin 2018): rises along half a cosine to the optimiser's own rate, and falls along another
     * one far below where it began; as PyTorch's OneCycleLR with two phases, in continuous time. Momentum stays as it
     * is.
     *
     * @param start the factor at the beginning, above 0 up to 1
     * @param top the share of the way at which the factor is 1, above 0 and below 1
     * @param end the factor at the end, from 0 to 1
     */
    record OneCycle(double start, double top, double end) implements Schedule {
        /** {@inheritDoc} */
        public OneCycle {
            if (!(start > 0 && start <= 1)) {
                throw new IllegalArgumentException(
                        "one cycle starts at the factor " + start + ", expected above 0 up to 1, such as 0.04");
            }
            if (!(top > 0 && top < 1)) {
                throw new IllegalArgumentException(
                        "one cycle has its top at " + top + " of the way, expected between 0 and 1, such as 0.3");
            }
            checkShare("the end of one cycle", end);
        }

        @Override
        public double factor(double epoch, double epochs) {
            double way = Math.min(1, epoch / epochs);
            return way < top ? between(start, 1, way / top) : between(1, end, (way - top) / (1 - top));
        }

        @Override
        public boolean usesEpochs() {
            return true;
        }
    }

    /** Goes from one factor to another along half a cosine. */
    private static double between(double from, double to, double way) {
        return to + (from - to) * (1 + Math.cos(Math.PI * way)) / 2;
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
            if (then instanceof OneCycle) {
                throw new IllegalArgumentException("a warm-up of " + over + " epochs came with one cycle, which begins"
                        + " with its own: leave out warmUp, or take cosine() instead");
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
