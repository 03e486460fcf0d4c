package dev.rondo.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * The minimum of a function of a few numbers within bounds, from its values alone: the simplex of J. A. Nelder and
 * R. Mead, <i>A Simplex Method for Function Minimization</i>, The Computer Journal 7 (1965). A point beyond a bound is
 * moved onto it.
 */
final class NelderMead {
    private static final double FIRST = 0.1; // the size of the first simplex, as a share of the bounds
    private static final double SMALL = 1e-7; // of the last one
    private static final int STEPS = 400;

    private final ToDoubleFunction<double[]> function;
    private final double[] least;
    private final double[] most;
    private final Corner[] corners; // the best first

    private record Corner(double[] x, double value) {}

    private NelderMead(ToDoubleFunction<double[]> function, double[] from, double[] least, double[] most) {
        this.function = function;
        this.least = least;
        this.most = most;
        corners = new Corner[from.length + 1];
        corners[0] = corner(from.clone());
        for (int k = 0; k < from.length; k++) {
            double[] x = from.clone();
            double size = FIRST * (most[k] - least[k]);
            x[k] += x[k] + size > most[k] ? -size : size;
            corners[k + 1] = corner(x);
        }
        sort();
    }

    /**
     * Goes downhill until the simplex is small.
     *
     * @param function what to minimise; NaN counts as infinite
     * @param from where to begin
     * @param least the lower bounds
     * @param most the upper bounds
     * @return where the least value was found, no higher than at the beginning
     */
    static double[] minimise(ToDoubleFunction<double[]> function, double[] from, double[] least, double[] most) {
        NelderMead search = new NelderMead(function, from, least, most);
        for (int step = 0; step < STEPS && search.isWide(); step++) {
            search.step();
        }
        return search.corners[0].x;
    }

    private Corner corner(double[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.min(most[k], Math.max(least[k], x[k]));
        }
        double value = function.applyAsDouble(x);
        return new Corner(x, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
    }

    private void sort() {
        Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
    }

    private boolean isWide() {
        for (Corner corner : corners) {
            for (int k = 0; k < least.length; k++) {
                if (Math.abs(corner.x[k] - corners[0].x[k]) > SMALL * (most[k] - least[k])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Replaces the worst corner by its mirror image, one further out or one nearer, or else pulls all to the best. */
    private void step() {
        int last = corners.length - 1;
        Corner worst = corners[last];
        Corner mirrored = through(worst, 1);
        if (mirrored.value < corners[0].value) {
            Corner further = through(worst, 2);
            corners[last] = further.value < mirrored.value ? further : mirrored;
        } else if (mirrored.value < corners[last - 1].value) {
            corners[last] = mirrored;
        } else {
            Corner nearer = through(worst, mirrored.value < worst.value ? 0.5 : -0.5);
            if (nearer.value < Math.min(mirrored.value, worst.value)) {
                corners[last] = nearer;
            } else {
                shrink();
            }
        }
        sort();
    }

    /** Returns the corner on the line from one through the centre of the others, so many times as far behind it. */
    private Corner through(Corner from, double times) {
        double[] x = new double[least.length];
        for (int k = 0; k < x.length; k++) {
            double centre = 0;
            for (int other = 0; other < x.length; other++) { // all but the last
                centre += corners[other].x[k] / x.length;
            }
            x[k] = centre + times * (centre - from.x[k]);
        }
        return corner(x);
    }

    private void shrink() {
        for (int c = 1; c < corners.length; c++) {
            double[] x = new double[least.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = (corners[0].x[k] + corners[c].x[k]) / 2;
            }
            corners[c] = corner(x);
        }
    }
}
