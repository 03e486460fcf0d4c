package dev.rondo.metric;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The minimum of a function of a few numbers within bounds, from its values alone, by the simplex of Nelder and Mead. It
 * searches over angles, whose squared sine is the place between the bounds: moved onto a bound instead, the simplex would
 * get flat there.
 */
final class NelderMead {
    private static final double FIRST = 0.2; // the size of the first simplex, in radians
    private static final double SMALL = 1e-12; // the share of the value that a step may still change it by
    private static final int STEPS = 400;

    private NelderMead() {}

    /**
     * Goes downhill until the value hardly changes.
     *
     * @param function what to minimise; NaN counts as infinite
     * @param from where to begin
     * @param least the lower bounds
     * @param most the upper bounds
     * @return where the least value was found, no higher than at the beginning but for rounding
     */
    static double[] minimise(ToDoubleFunction<double[]> function, double[] from, double[] least, double[] most) {
        double[] angles = new double[from.length];
        double[] steps = new double[from.length];
        for (int k = 0; k < from.length; k++) {
            angles[k] = Math.asin(Math.sqrt((from[k] - least[k]) / (most[k] - least[k])));
            steps[k] = angles[k] > Math.PI / 4 ? -FIRST : FIRST;
        }
        ObjectiveFunction value = new ObjectiveFunction(at -> {
            double there = function.applyAsDouble(within(at, least, most));
            return Double.isNaN(there) ? Double.POSITIVE_INFINITY : there;
        });
        double[] found = new SimplexOptimizer(new SimpleValueChecker(SMALL, Double.MIN_NORMAL, STEPS))
                .optimize(
                        MaxEval.unlimited(),
                        value,
                        GoalType.MINIMIZE,
                        new InitialGuess(angles),
                        new NelderMeadSimplex(steps))
                .getPointRef();
        return within(found, least, most);
    }

    private static double[] within(double[] angles, double[] least, double[] most) {
        double[] x = new double[angles.length];
        for (int k = 0; k < x.length; k++) {
            double sine = Math.sin(angles[k]);
            x[k] = Math.min(most[k], least[k] + (most[k] - least[k]) * sine * sine);
        }
        return x;
    }
}
