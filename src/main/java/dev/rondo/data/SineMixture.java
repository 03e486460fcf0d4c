package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A series that is a sum of sine waves with noise,
 *
 * <pre>{@code
 * x[t] = sum over waves of amplitude sin(2 pi (t / period + turn)) + deviation z[t],   z[t] standard normal
 * }</pre>
 *
 * The waves are known for all time; so the least squared error is the variance of the noise, at every step of the
 * horizon. Who sees only a window of n values, and not the time, has to find the place in each wave from them: with w
 * waves and a window of several periods that costs about {@code w / n} of the variance more, and twice as much if the
 * amplitudes have to be found too.
 *
 * <pre>{@code
 * var source = SineMixture.of(0.3).wave(24, 1).wave(7, 0.5);
 * Table table = source.table(5_000);
 * source.floor(12);   // 0.09
 * }</pre>
 *
 * @param waves the waves; without any, the series is noise
 * @param deviation the standard deviation of the noise, from 0
 * @param seed what decides the noise
 */
@CheckReturnValue
public record SineMixture(List<Wave> waves, double deviation, long seed) implements SeriesSource {

    /**
     * A sine wave.
     *
     * @param period its length in steps, above 2; it need not be whole
     * @param amplitude its peak, above 0
     * @param turn where it begins, as a share of the period, 0 to 1
     */
    public record Wave(double period, double amplitude, double turn) {
        /**
         * Checks the numbers.
         *
         * @param period its length
         * @param amplitude its peak
         * @param turn where it begins
         * @throws IllegalArgumentException if one is out of range
         */
        public Wave {
            if (!(period > 2 && amplitude > 0 && turn >= 0 && turn <= 1)
                    || period == Double.POSITIVE_INFINITY
                    || amplitude == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a wave of period " + period + ", amplitude " + amplitude
                        + " and turn " + turn + ", expected a period above 2 steps, an amplitude above 0, and a turn"
                        + " of 0 to 1, such as 24, 1 and 0");
            }
        }

        private double at(int step) {
            double turns = step / period + turn;
            return amplitude * StrictMath.sin(2 * Math.PI * (turns - Math.floor(turns)));
        }
    }

    /**
     * Checks the noise.
     *
     * @param waves the waves
     * @param deviation the standard deviation of the noise
     * @param seed what decides the noise
     * @throws IllegalArgumentException if the deviation is below 0 or not finite
     */
    public SineMixture {
        waves = List.copyOf(waves);
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "deviation is " + deviation + ", expected a finite number from 0, such as 0.3");
        }
    }

    /**
     * Begins with noise alone.
     *
     * @param deviation its standard deviation, from 0
     * @return the source without a wave, of seed 0: add some by {@link #wave}
     * @throws IllegalArgumentException if it is below 0 or not finite
     */
    public static SineMixture of(double deviation) {
        return new SineMixture(List.of(), deviation, 0);
    }

    /**
     * Returns this with one more wave, which begins at 0 and rises.
     *
     * @param period its length in steps, above 2; it need not be whole
     * @param amplitude its peak
     * @return the changed value
     * @throws IllegalArgumentException if one is out of range
     */
    public SineMixture wave(double period, double amplitude) {
        return wave(period, amplitude, 0);
    }

    /**
     * Returns this with one more wave.
     *
     * @param period its length in steps, above 2; it need not be whole
     * @param amplitude its peak
     * @param turn where it begins, as a share of the period
     * @return the changed value
     * @throws IllegalArgumentException if one is out of range
     */
    public SineMixture wave(double period, double amplitude, double turn) {
        List<Wave> more = new ArrayList<>(waves);
        more.add(new Wave(period, amplitude, turn));
        return new SineMixture(more, deviation, seed);
    }

    /**
     * Returns this with other noise.
     *
     * @param other what decides it
     * @return the changed value
     */
    public SineMixture seed(long other) {
        return new SineMixture(waves, deviation, other);
    }

    private double wave(int step) {
        return waves.stream().mapToDouble(wave -> wave.at(step)).sum();
    }

    @Override
    public Table table(int rows) {
        Require.atLeast(1, "rows", rows, "5000");
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows];
        for (int t = 0; t < rows; t++) {
            values[t] = wave(t) + deviation * MarkovChain.normal(random);
        }
        return Table.create(
                "sines", IntColumn.create("step", IntStream.range(0, rows)), DoubleColumn.create("value", values));
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Require.atLeast(1, "horizon", horizon, "24");
        return IntStream.range(history.length, history.length + horizon)
                .mapToDouble(this::wave)
                .toArray();
    }

    @Override
    public double floor(int step) {
        Require.atLeast(1, "step", step, "1");
        return deviation * deviation;
    }

    /**
     * Returns the variance of a long series, {@code deviation^2 + sum(amplitude^2) / 2} for waves of different periods.
     *
     * @return the squared error of who always forecasts 0
     */
    @Override
    public double memoryless() {
        double sum = deviation * deviation;
        for (Wave one : waves) {
            for (Wave other : waves) {
                if (one.period() == other.period()) { // they add up by their phases
                    double turns = one.turn() - other.turn();
                    sum += one.amplitude() * other.amplitude() * StrictMath.cos(2 * Math.PI * turns) / 2;
                }
            }
        }
        return sum;
    }
}
