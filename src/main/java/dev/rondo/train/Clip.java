package dev.rondo.train;

/** What keeps a gradient from growing without bound. */
public sealed interface Clip {

    /** Leaves gradients as they are. */
    record None() implements Clip {}

    /**
     * Cuts each component to the range from -limit to limit.
     *
     * @param limit the largest size of a component
     */
    record ByValue(double limit) implements Clip {
        /** {@inheritDoc} */
        public ByValue {
            check("clipValue", limit);
        }
    }

    /**
     * Scales all gradients together so that their common norm is at most the limit: {@code g min(1, limit / |g|)}
     * (Pascanu, Mikolov and Bengio 2013).
     *
     * @param limit the largest norm
     */
    record ByNorm(double limit) implements Clip {
        /** {@inheritDoc} */
        public ByNorm {
            check("clipNorm", limit);
        }
    }

    private static void check(String name, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException(name + " is " + limit + ", expected a number above 0, such as 5");
        }
    }
}
