package dev.rondo.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * The minimum of a function of a few numbers within bounds, from its values alone: the simplex of J. A. Nelder and
 * R. Mead, <i>A Simplex Method for Function Minimization</i>, The Computer Journal 7 (1965). It searches over angles, whose
 * squared sine is the place between the bounds: moved onto a bound instead, the simplex would get flat there.
 */
final class NelderMead {
    private static final double FIRST = 0.2; // the size of the first simplex, in radians
    private static final double SMALL = 1e-6; // of the last one
    private static final int STEPS = 400;

    private final ToDoubleFunction<double[]> function;
    private final double[] least;
    private final double[] most;
    private final Corner[] corners; // the best first

    /** Angles and the value there. */
    private record Corner(double[] angles, double value) {}

    private NelderMead(ToDoubleFunction<double[]> function, double[] from, double[] least, double[] most) {
        this.function = function;
        this.least = least;
        this.most = most;
        corners = new Corner[from.length + 1];
        double[] first = new double[from.length];
        for (int k = 0; k < from.length; k++) {
            first[k] = Math.asin(Math.sqrt((from[k] - least[k]) / (most[k] - least[k])));
        }
        corners[0] = corner(first);
        for (int k = 0; k < from.length; k++) {
            double[] angles = first.clone();
            angles[k] += angles[k] > Math.PI / 4 ? -FIRST : FIRST;
            corners[k + 1] = corner(angles);
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
     * @return where the least value was found, no higher than at the beginning but for rounding
     */
    static double[] minimise(ToDoubleFunction<double[]> function, double[] from, double[] least, double[] most) {
        NelderMead search = new NelderMead(function, from, least, most);
        for (int step = 0; step < STEPS && search.isWide(); step++) {
            search.step();
        }
        return search.within(search.corners[0].angles);
    }

    private Corner corner(double[] angles) {
        double value = function.applyAsDouble(within(angles));
        return new Corner(angles, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
    }

    private double[] within(double[] angles) {
        double[] x = new double[angles.length];
        for (int k = 0; k < x.length; k++) {
            double sine = Math.sin(angles[k]);
            x[k] = Math.min(most[k], least[k] + (most[k] - least[k]) * sine * sine);
        }
        return x;
    }

    private void sort() {
        Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
    }

    private boolean isWide() {
        for (Corner corner : corners) {
            for (int k = 0; k < least.length; k++) {
                if (Math.abs(corner.angles[k] - corners[0].angles[k]) > SMALL) {
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
        double[] angles = new double[least.length];
        for (int k = 0; k < angles.length; k++) {
            double centre = 0;
            for (int other = 0; other < angles.length; other++) { // all but the last
                centre += corners[other].angles[k] / angles.length;
            }
            angles[k] = centre + times * (centre - from.angles[k]);
        }
        return corner(angles);
    }

    private void shrink() {
        for (int c = 1; c < corners.length; c++) {
            double[] angles = new double[least.length];
            for (int k = 0; k < angles.length; k++) {
                angles[k] = (corners[0].angles[k] + corners[c].angles[k]) / 2;
            }
            corners[c] = corner(angles);
        }
    }
}
