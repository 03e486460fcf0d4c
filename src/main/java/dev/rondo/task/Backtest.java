package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.train.Fit;
import org.jspecify.annotations.Nullable;

/**
 * How a model is tried on the past: from which origins it forecasts, and what it is trained on before.
 *
 * <pre>{@code
 * Backtest.expanding()                                             // the model as it is
 * Backtest.sliding(120).stride(3).refit(Fit.epochs(50).quiet(), 4) // anew at every fourth origin
 * }</pre>
 *
 * <p>Origins are as far apart as {@link #stride} says, whatever the windows' own stride. A forecast sees what the windows
 * hold: a gap that is filled on a straight line ends at a value that was yet to come, where an origin lies in the gap;
 * {@link dev.rondo.series.Fill#PREVIOUS} fills as one could have at the time.
 *
 * @param window how many steps before an origin are trained on; 0 for all
 * @param stride how many steps lie between origins
 * @param fit how a model is trained anew; null where it is not
 * @param every at every how manieth origin it is
 */
@CheckReturnValue
public record Backtest(int window, int stride, @Nullable Fit fit, int every) {

    /**
     * Checks the numbers.
     *
     * @param window how many steps before an origin are trained on; 0 for all
     * @param stride how many steps lie between origins
     * @param fit how a model is trained anew; null where it is not
     * @param every at every how manieth origin it is
     * @throws IllegalArgumentException if a number is out of range, or the fit needs a validation part or a file
     */
    public Backtest {
        if (window < 0 || stride < 1 || every < 1) {
            throw new IllegalArgumentException("a window of " + window + " steps, a stride of " + stride
                    + " and a fit at every origin of " + every + ": expected a window from 0, and the others from 1");
        }
        if (fit != null
                && (fit.watch().patience() > 0 || fit.watch().checkpoint().isPresent())) {
            throw new IllegalArgumentException(
                    "refit trains on all there is before an origin, many times: expected a fit"
                            + " without patience(...), which needs a validation part, and without checkpoint(...)");
        }
    }

    /**
     * Trains on all that lies before an origin, where anything is trained anew.
     *
     * @return a backtest from every step of the test part, with the model as it is
     */
    public static Backtest expanding() {
        return new Backtest(0, 1, null, 1);
    }

    /**
     * Trains on so many steps before an origin; {@link #refit} is to follow.
     *
     * @param steps how many, at least 1
     * @return a backtest from every step of the test part
     * @throws IllegalArgumentException if there are none
     */
    public static Backtest sliding(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "sliding(" + steps + "), expected the steps to train on, such as sliding(120)");
        }
        return new Backtest(steps, 1, null, 1);
    }

    /**
     * Says how far origins lie apart.
     *
     * @param steps the distance, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public Backtest stride(int steps) {
        return new Backtest(window, steps, fit, every);
    }

    /**
     * Trains a new model of the same description at origins, with scalers fitted anew.
     *
     * @param how how to train, without patience and checkpoint
     * @param every at every how manieth origin, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1, or the fit has patience or a checkpoint
     */
    public Backtest refit(Fit how, int every) {
        return new Backtest(window, stride, how, every);
    }
}
