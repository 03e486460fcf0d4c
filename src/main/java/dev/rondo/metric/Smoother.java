package dev.rondo.metric;

import dev.rondo.metric.ExponentialSmoothing.Parameters;
import dev.rondo.metric.ExponentialSmoothing.Season;
import dev.rondo.metric.ExponentialSmoothing.Trend;
import java.util.Arrays;

/** The states of exponential smoothing as they follow one series. */
final class Smoother {
    private static final Parameters LEAST = new Parameters(0, 0, 0, 0.8);
    private static final Parameters MOST = new Parameters(1, 1, 1, 0.98);
    private static final double[][] GRID = {{0.1, 0.4, 0.8}, {0.02, 0.1, 0.5}, {0.05, 0.3, 0.7}, {0.95}};

    private static final int ROUNDS = 6; // a fresh simplex goes on where the last one got flat
    private static final double ENOUGH = 1e-8; // what a round has to gain for another one, as a share

    private final ExponentialSmoothing method;
    private final double[] history;
    private final int start; // the first step that is forecast
    private final double startLevel;
    private final double startSlope;
    private final double[] startSeason; // by place in the season, that of the first number first

    private double level;
    private double slope;
    private final double[] season;
    private double damping;
    private int now; // the step that the states are to forecast next

    Smoother(ExponentialSmoothing method, double[] history) {
        this.method = method;
        this.history = history;
        if (method.season() != Season.NONE) {
            Decomposition first = Decomposition.of(history, method.period(), isMultiplicative());
            start = method.period();
            startSlope = method.trend() == Trend.NONE ? 0 : first.slope();
            startLevel = method.trend() == Trend.NONE ? first.mean() : first.level();
            startSeason = first.figure();
        } else if (method.trend() == Trend.NONE) {
            start = 1;
            startSlope = 0;
            startLevel = history[0];
            startSeason = new double[1];
        } else {
            start = 2;
            startSlope = history[1] - history[0];
            startLevel = history[1];
            startSeason = new double[1];
        }
        season = startSeason.clone();
    }

    private boolean isMultiplicative() {
        return method.season() == Season.MULTIPLICATIVE;
    }

    /** Returns how many steps are forecast over the history. */
    int steps() {
        return history.length - start;
    }

    /** Follows the whole history; returns the sum of the squared errors of one step. */
    double run(Parameters parameters) {
        begin();
        return follow(parameters, history.length);
    }

    private void begin() {
        System.arraycopy(startSeason, 0, season, 0, season.length);
        level = startLevel;
        slope = startSlope;
        now = start;
    }

    /** Follows the history from where the states are up to a step; returns the sum of the squared errors of one step. */
    private double follow(Parameters parameters, int end) {
        double up = parameters.level();
        double along = parameters.slope();
        double round = parameters.season();
        damping = parameters.damping();
        boolean times = isMultiplicative();
        double high = level; // in the registers of the processor, not on the heap
        double change = slope;
        double sum = 0;
        int place = now % season.length;
        for (int t = now; t < end; t++) {
            double x = history[t];
            double base = high + damping * change;
            double swing = season[place];
            double error = x - (times ? base * swing : base + swing);
            sum += error * error;
            double next = up * (times ? x / swing : x - swing) + (1 - up) * base;
            change = along * (next - high) + (1 - along) * damping * change;
            season[place] = round * (times ? x / next : x - next) + (1 - round) * swing;
            high = next;
            place = place + 1 == season.length ? 0 : place + 1;
        }
        level = high;
        slope = change;
        now = end;
        return sum;
    }

    /** Carries the states on from where they are. */
    double[] forecast(int horizon) {
        double[] forecast = new double[horizon];
        double base = level;
        double change = slope;
        for (int step = 0; step < horizon; step++) {
            change *= damping;
            base += change;
            double swing = season[(now + step) % season.length];
            forecast[step] = isMultiplicative() ? base * swing : base + swing;
        }
        return forecast;
    }

    /** Goes along the history once and forecasts from rising steps of it. */
    double[][] forecasts(Parameters parameters, int[] origins, int horizon) {
        double[][] forecasts = new double[origins.length][];
        begin();
        for (int k = 0; k < origins.length; k++) {
            follow(parameters, origins[k]);
            forecasts[k] = forecast(horizon);
        }
        return forecasts;
    }

    /** Returns the parameters of the least squared error. */
    Parameters fit() {
        int[] free = free();
        double[] least = values(LEAST, free);
        double[] most = values(MOST, free);
        double[] best = grid(free);
        double before = Double.POSITIVE_INFINITY;
        double value = run(parameters(best, free));
        for (int round = 0; round < ROUNDS && value < before * (1 - ENOUGH); round++) {
            before = value;
            best = NelderMead.minimise(values -> run(parameters(values, free)), best, least, most);
            value = run(parameters(best, free));
        }
        return parameters(best, free);
    }

    /** Returns which of level, slope, season and damping there are. */
    private int[] free() {
        boolean[] there = {
            true, method.trend() != Trend.NONE, method.season() != Season.NONE, method.trend() == Trend.DAMPED
        };
        int[] free = new int[4];
        int count = 0;
        for (int k = 0; k < there.length; k++) {
            if (there[k]) {
                free[count++] = k;
            }
        }
        return Arrays.copyOf(free, count);
    }

    private double[] grid(int[] free) {
        double[] best = {};
        double fallen = Double.POSITIVE_INFINITY;
        int[] sizes = Arrays.stream(free).map(k -> GRID[k].length).toArray();
        int points = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        for (int point = 0; point < points; point++) {
            double[] values = new double[free.length];
            int left = point;
            for (int k = 0; k < free.length; k++) {
                values[k] = GRID[free[k]][left % sizes[k]];
                left /= sizes[k];
            }
            double value = run(parameters(values, free));
            if (point == 0 || value < fallen) {
                best = values;
                fallen = value;
            }
        }
        return best;
    }

    private static double[] values(Parameters parameters, int[] free) {
        double[] all = {parameters.level(), parameters.slope(), parameters.season(), parameters.damping()};
        return Arrays.stream(free).mapToDouble(k -> all[k]).toArray();
    }

    private static Parameters parameters(double[] values, int[] free) {
        double[] all = {0, 0, 0, 1};
        for (int k = 0; k < free.length; k++) {
            all[free[k]] = values[k];
        }
        return new Parameters(all[0], all[1], all[2], all[3]);
    }

    /**
     * The first two seasons taken apart: a line through their centred moving average, and what the numbers differ from
     * the average by, for each place in the season. As R's HoltWinters has it, but with the level carried to the end of
     * the first season, where the states begin.
     *
     * @param level the line at the end of the first season
     * @param slope its change in a step
     * @param mean the mean of the average
     * @param figure the season, by place
     */
    private record Decomposition(double level, double slope, double mean, double[] figure) {
        static Decomposition of(double[] history, int period, boolean multiplicative) {
            int half = period / 2;
            int count = 2 * period - 2 * half; // averages, the first at half
            double[] averages = new double[count];
            double[] figure = new double[period];
            int[] each = new int[period];
            for (int k = 0; k < count; k++) {
                averages[k] = average(history, k, period);
                int place = (half + k) % period;
                double x = history[half + k];
                figure[place] += multiplicative ? x / averages[k] : x - averages[k];
                each[place]++;
            }
            double mean = 0;
            for (int place = 0; place < period; place++) {
                figure[place] /= each[place];
                mean += figure[place] / period;
            }
            for (int place = 0; place < period; place++) {
                figure[place] = multiplicative ? figure[place] / mean : figure[place] - mean;
            }
            return line(averages, period - 1 - half, figure);
        }

        /** The least-squares line through the averages, read at a place counted from the first one. */
        private static Decomposition line(double[] averages, int at, double[] figure) {
            double mean = Arrays.stream(averages).average().orElseThrow();
            double middle = (averages.length - 1) / 2.0;
            double products = 0;
            double squares = 0;
            for (int k = 0; k < averages.length; k++) {
                products += (k - middle) * averages[k];
                squares += (k - middle) * (k - middle);
            }
            double slope = products / squares;
            return new Decomposition(mean + slope * (at - middle), slope, mean, figure);
        }

        /** The average over a season from a number on; of an even one, the outermost numbers count half. */
        private static double average(double[] history, int from, int period) {
            double sum = 0;
            int last = from + 2 * (period / 2);
            for (int t = from; t <= last; t++) {
                sum += period % 2 == 0 && (t == from || t == last) ? history[t] / 2 : history[t];
            }
            return sum / period;
        }
    }
}
