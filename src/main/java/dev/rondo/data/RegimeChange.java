package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A series that changes between two regimes, each with a mean and a deviation of its own: which one it is in is hidden,
 * and stays or changes by chance from step to step, whatever it was before (J. D. Hamilton, <i>A New Approach to the
 * Economic Analysis of Nonstationary Time Series and the Business Cycle</i>, Econometrica 57, 1989).
 *
 * <p>The best forecast filters the chance of the second regime from the values, step by step by Bayes' rule, and carries
 * it on. With q that chance before the first value to come, r its long-run share, d the difference of the means, and
 * {@code c = stay1 + stay2 - 1}, the forecast of step h is {@code mean1 + d (r + c^(h-1) (q - r))}, and its expected
 * squared error
 *
 * <pre>{@code
 * variance of the series - d^2 c^(2h-2) variance of q
 * }</pre>
 *
 * The variance of q is taken over its stationary distribution, over a grid of 400 places in the long run: right to about four digits.
 *
 * <pre>{@code
 * var source = RegimeChange.of(new Regime(0, 1, 0.98), new Regime(3, 0.5, 0.95)).seed(7);
 * Table table = source.table(5_000);   // with the regime in the column "regime", to be hidden or told
 * }</pre>
 *
 * @param first the first regime
 * @param second the second one
 * @param seed what decides the draws
 */
@CheckReturnValue
public record RegimeChange(Regime first, Regime second, long seed) implements SeriesSource {

    /**
     * One of the two regimes.
     *
     * @param mean the mean of its values
     * @param deviation their standard deviation, above 0
     * @param stay the chance to stay in it for another step, above 0 and below 1: it lasts {@code 1 / (1 - stay)} steps
     */
    public record Regime(double mean, double deviation, double stay) {
        /**
         * Checks the numbers.
         *
         * @param mean the mean of its values
         * @param deviation their standard deviation
         * @param stay the chance to stay in it
         * @throws IllegalArgumentException if one is out of range
         */
        public Regime {
            if (!Double.isFinite(mean)
                    || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)
                    || !(stay > 0 && stay < 1)) {
                throw new IllegalArgumentException("a regime of mean " + mean + ", deviation " + deviation
                        + " and chance to stay " + stay + ", expected a finite mean, a deviation above 0, and a chance"
                        + " between 0 and 1, such as 0, 1 and 0.98");
            }
        }

        double logDensity(double value) {
            double distance = (value - mean) / deviation;
            return -distance * distance / 2 - StrictMath.log(deviation);
        }
    }

    /**
     * Describes a source.
     *
     * @param first the first regime
     * @param second the second one
     * @return the source, of seed 0
     */
    public static RegimeChange of(Regime first, Regime second) {
        return new RegimeChange(first, second, 0);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public RegimeChange seed(long other) {
        return new RegimeChange(first, second, other);
    }

    /** The long-run share of the second regime. */
    double share() {
        return (1 - first.stay) / (2 - first.stay - second.stay);
    }

    /** What is left, after a step, of knowing the regime. */
    private double kept() {
        return first.stay + second.stay - 1;
    }

    private double difference() {
        return second.mean - first.mean;
    }

    /** The chance of the second regime at the next step, from that before a value and the value. */
    double after(double chance, double value) {
        double odds = StrictMath.exp(second.logDensity(value) - first.logDensity(value));
        double now = odds == Double.POSITIVE_INFINITY ? 1 : chance * odds / (chance * odds + 1 - chance);
        return now * second.stay + (1 - now) * (1 - first.stay);
    }

    /**
     * {@inheritDoc} A third column, {@code regime}, has {@code first} or {@code second}.
     *
     * @param rows {@inheritDoc}
     * @return {@inheritDoc}
     * @throws IllegalArgumentException {@inheritDoc}
     */
    @Override
    public Table table(int rows) {
        Require.atLeast(1, "rows", rows, "5000");
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows];
        String[] regimes = new String[rows];
        double chance = share();
        for (int t = 0; t < rows; t++) {
            boolean isSecond = random.nextDouble() < chance;
            Regime regime = isSecond ? second : first;
            values[t] = regime.mean + regime.deviation * MarkovChain.normal(random);
            regimes[t] = isSecond ? "second" : "first";
            chance = isSecond ? second.stay : 1 - first.stay;
        }
        return Table.create(
                "regimes",
                IntColumn.create("step", IntStream.range(0, rows)),
                DoubleColumn.create("value", values),
                StringColumn.create("regime", regimes));
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Require.atLeast(1, "horizon", horizon, "24");
        double chance = share();
        for (double value : history) {
            chance = after(chance, value);
        }
        double[] forecast = new double[horizon];
        double off = chance - share();
        for (int step = 0; step < horizon; step++) {
            forecast[step] = first.mean + difference() * (share() + off);
            off *= kept();
        }
        return forecast;
    }

    @Override
    public double floor(int step) {
        return meanFloors(step, step);
    }

    @Override
    public double meanFloor(int horizon) {
        return meanFloors(1, horizon);
    }

    /** The mean of the errors over some steps, so that the filter's distribution is found once for all. */
    private double meanFloors(int from, int to) {
        Require.atLeast(1, from == to ? "step" : "horizon", to, from == to ? "1" : "24");
        double known = difference() * difference() * new RegimeFilter(this).variance();
        double sum = 0;
        for (int step = from; step <= to; step++) {
            sum += known * StrictMath.pow(kept(), 2 * (step - 1));
        }
        return memoryless() - sum / (to - from + 1);
    }

    /**
     * Returns the variance of the series.
     *
     * @return the squared error of who always forecasts the mean
     */
    @Override
    public double memoryless() {
        double share = share();
        return (1 - share) * first.deviation * first.deviation
                + share * second.deviation * second.deviation
                + share * (1 - share) * difference() * difference();
    }

    /**
     * Returns the squared error of the best forecast of a step if the regime of the last value were told: a bound that
     * is closer the further the regimes are apart.
     *
     * @param step which step of the horizon, from 1
     * @return the error, at most that of {@link #floor(int)}
     * @throws IllegalArgumentException if {@code step} is below 1
     */
    public double floorIfTold(int step) {
        Require.atLeast(1, "step", step, "1");
        double share = share();
        double known = difference() * difference() * share * (1 - share);
        return memoryless() - known * StrictMath.pow(kept(), 2 * step);
    }
}
