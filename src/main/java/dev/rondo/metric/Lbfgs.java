package dev.rondo.metric;

/**
 * The minimum of a smooth convex function by limited-memory BFGS: a quasi-Newton method that keeps the last few steps
 * and changes of the gradient in place of a Hessian. D. C. Liu and J. Nocedal, <i>On the Limited Memory BFGS Method for
 * Large Scale Optimization</i>, Mathematical Programming 45 (1989). The step is halved, or set by a parabola, until the
 * function falls enough (Armijo 1966).
 */
final class Lbfgs {
    private static final int MEMORY = 5;
    private static final double ENOUGH = 1e-4; // of the fall that the slope promises
    private static final int TRIALS = 40;

    /** A function and its gradient. */
    interface Objective {
        /**
         * Evaluates.
         *
         * @param x where
         * @param gradient takes the gradient there
         * @return the value there
         */
        double value(double[] x, double[] gradient);
    }

    private final double[][] steps = new double[MEMORY][];
    private final double[][] changes = new double[MEMORY][]; // of the gradient
    private final double[] products = new double[MEMORY]; // step . change
    private int kept; // how many were kept in all; the newest is at (kept - 1) % MEMORY
    private final Objective objective;
    private final double[] x;
    private final double[] gradient; // at x
    private final double[] next; // where the step leads
    private final double[] nextGradient;
    private final double[] direction;

    private Lbfgs(Objective objective, double[] x) {
        this.objective = objective;
        this.x = x;
        gradient = new double[x.length];
        next = new double[x.length];
        nextGradient = new double[x.length];
        direction = new double[x.length];
    }

    /**
     * Goes downhill until the gradient is small beside the first one, no step falls any further, or the iterations are
     * over.
     *
     * @param x where to begin; where it ended afterwards
     * @param iterations how many steps at most
     * @param tolerance how long the gradient may be in the end, as a share of its first length
     * @return the value in the end
     */
    static double minimise(Objective objective, double[] x, int iterations, double tolerance) {
        return new Lbfgs(objective, x).run(iterations, tolerance);
    }

    private double run(int iterations, double tolerance) {
        double value = objective.value(x, gradient);
        double small = tolerance * Math.sqrt(dot(gradient, gradient));
        for (int k = 0; k < iterations && Math.sqrt(dot(gradient, gradient)) > small; k++) {
            direct();
            double fallen = search(value);
            if (!(fallen < value)) {
                return value; // at the limit of the numbers' precision
            }
            keep();
            System.arraycopy(next, 0, x, 0, x.length);
            System.arraycopy(nextGradient, 0, gradient, 0, x.length);
            value = fallen;
        }
        return value;
    }

    /** Goes along the direction until the value has fallen enough; returns the value there. */
    private double search(double value) {
        double slope = dot(gradient, direction);
        double size = kept == 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
        double fallen = Double.NaN;
        for (int trial = 0; trial < TRIALS && !(fallen <= value + ENOUGH * size * slope); trial++) {
            size = trial == 0 ? size : shorter(size, slope, fallen - value);
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] + size * direction[i];
            }
            fallen = objective.value(next, nextGradient);
        }
        return fallen;
    }

    /** Returns the least of the parabola through both values and the slope, within a tenth and a half of the step. */
    private static double shorter(double size, double slope, double rise) {
        double least = -slope * size * size / (2 * (rise - slope * size));
        return least >= 0.1 * size && least <= 0.5 * size ? least : 0.5 * size;
    }

    /** Sets the direction to minus the approximate inverse Hessian times the gradient, by the two loops. */
    private void direct() {
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -gradient[i];
        }
        int count = Math.min(kept, MEMORY);
        double[] parts = new double[MEMORY];
        for (int k = 1; k <= count; k++) {
            int at = (kept - k) % MEMORY;
            parts[at] = dot(steps[at], direction) / products[at];
            add(direction, -parts[at], changes[at]);
        }
        if (count > 0) {
            int newest = (kept - 1) % MEMORY;
            double scale = products[newest] / dot(changes[newest], changes[newest]);
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (int k = count; k >= 1; k--) {
            int at = (kept - k) % MEMORY;
            double part = dot(changes[at], direction) / products[at];
            add(direction, parts[at] - part, steps[at]);
        }
    }

    private void keep() {
        int at = kept % MEMORY;
        if (steps[at] == null) {
            steps[at] = new double[x.length];
            changes[at] = new double[x.length];
        }
        for (int i = 0; i < x.length; i++) {
            steps[at][i] = next[i] - x[i];
            changes[at][i] = nextGradient[i] - gradient[i];
        }
        products[at] = dot(steps[at], changes[at]);
        if (products[at] > 0) { // as it is for a convex function, but for rounding
            kept++;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
