package dev.rondo.task;

import dev.rondo.plot.Chart;
import dev.rondo.series.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What is forecast of one or several series, in the units and at the times of the table.
 *
 * @param targets the names of what is forecast
 * @param levels the levels of the quantiles, rising; none where there are none
 * @param all the forecasts, one for each series or window
 */
public record Forecast(List<String> targets, List<Double> levels, List<Ahead> all) {
    /**
     * Takes forecasts.
     *
     * @param targets the names of what is forecast
     * @param levels the levels of the quantiles
     * @param all the forecasts
     */
    public Forecast {
        targets = List.copyOf(targets);
        levels = List.copyOf(levels);
        all = List.copyOf(all);
    }

    /**
     * The forecast of one window.
     *
     * @param series the name of the series, empty where there are no groups
     * @param point single numbers, (steps)(targets): the mean of what the net says in scaled units, or its median, turned
     *     back
     * @param quantiles the quantiles, (steps)(targets)(levels); none where there are no levels
     * @param samples paths drawn, (samples)(steps)(targets); none where the model has no distribution
     * @param seen what was known
     */
    public record Ahead(String series, double[][] point, double[][][] quantiles, double[][][] samples, Seen seen) {

        /**
         * Returns the times that are forecast, as in the table; they are made anew at each call.
         *
         * @return a column by the name of the time column, or "row" without one, (steps)
         */
        public Column<?> times() {
            return seen.windows.times(seen.place);
        }

        /** Returns this as seen in other windows on the same table, where the window has the same place. */
        Ahead seenIn(Windows windows) {
            return new Ahead(series, point, quantiles, samples, new Seen(windows, seen.place));
        }

        /**
         * Returns a quantile of one target, of any level, from the paths that were drawn.
         *
         * @param target which target, from 0
         * @param level the level, between 0 and 1
         * @return the quantile at each step, (steps)
         * @throws IllegalArgumentException if there is no such target, or the level is not between 0 and 1
         * @throws IllegalStateException if no paths were drawn
         */
        public double[] quantile(int target, double level) {
            if (samples.length == 0) {
                throw new IllegalStateException("no paths were drawn: make the model with gaussian() or studentT(), and"
                        + " take what predict returns");
            }
            if (target < 0 || target >= point[0].length || !(level > 0 && level < 1)) {
                throw new IllegalArgumentException("quantile(" + target + ", " + level
                        + "): expected the place of a target, from 0 to " + (point[0].length - 1)
                        + ", and a level between 0 and 1, such as 0.9");
            }
            double[] result = new double[point.length];
            for (int step = 0; step < result.length; step++) {
                result[step] = Forecast.quantiles(samples, step, target, level)[0];
            }
            return result;
        }
    }

    /**
     * Where a forecast was made from.
     *
     * @param windows the windows
     * @param place the place of the window among them
     */
    public record Seen(Windows windows, int place) {
        /**
         * Returns all that was known of the targets.
         *
         * @return the numbers, (targets)(time)
         */
        public double[][] history() {
            return windows.history(place);
        }

        /** Returns how many steps lie before the horizon, from the first time of all series. */
        int step() {
            return windows.step(place);
        }

        /**
         * Returns what came.
         *
         * @return the numbers, (steps)(targets); NaN where that is not known
         */
        public double[][] actual() {
            return windows.actual(place);
        }
    }

    /** Reads quantiles off paths (samples)(steps)(targets), between two neighbours in proportion. */
    static double[] quantiles(double[][][] paths, int step, int target, double... levels) {
        double[] sorted = Arrays.stream(paths)
                .mapToDouble(path -> path[step][target])
                .sorted()
                .toArray();
        double[] result = new double[levels.length];
        for (int k = 0; k < levels.length; k++) {
            double at = levels[k] * (sorted.length - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            result[k] = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
        return result;
    }

    /**
     * Returns the forecast of one series.
     *
     * @param name its name
     * @return its first forecast
     * @throws IllegalArgumentException if there is none
     */
    public Ahead series(String name) {
        return all.stream()
                .filter(ahead -> ahead.series.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no forecast of the series '" + name
                        + "', only of " + all.stream().map(Ahead::series).toList()));
    }

    /**
     * Returns single numbers of the first series' first target.
     *
     * @return the forecast of each step, (steps)
     */
    public double[] values() {
        return Arrays.stream(all.get(0).point).mapToDouble(step -> step[0]).toArray();
    }

    /**
     * Returns the forecasts as a table: the series where they have names, the time, and for each target its forecast, its
     * quantiles and, where it is known, what came. Where a column of the table that was read is called {@code series} or
     * {@code row}, that of the series' names, or of rows, is {@code forecast series} or {@code forecast row}.
     *
     * @return a row for each step of each series
     */
    public Table table() {
        Table table = null;
        boolean known =
                all.stream().anyMatch(one -> Arrays.stream(one.seen.actual()).anyMatch(step -> !Double.isNaN(step[0])));
        boolean named = all.stream().anyMatch(ahead -> !ahead.series.isEmpty());
        for (Ahead ahead : all) {
            Table part = Table.create("Forecast", times(ahead));
            if (named) {
                String[] names = new String[ahead.point.length];
                Arrays.fill(names, ahead.series);
                String time = part.column(0).name();
                part.insertColumn(0, StringColumn.create(apart("series", time), names));
            }
            for (int k = 0; k < targets.size(); k++) {
                addTo(part, ahead, k, known);
            }
            table = table == null ? part : table.append(part);
        }
        return table == null ? Table.create("Forecast") : table;
    }

    private Column<?> times(Ahead ahead) {
        Column<?> times = ahead.times();
        return times.setName(apart(times.name(), ""));
    }

    /** Returns the name of a column that no target and no time has, for which tables take upper and lower case alike. */
    private String apart(String name, String time) {
        boolean taken = Stream.concat(targets.stream(), Stream.of(time)).anyMatch(name::equalsIgnoreCase);
        return taken ? "forecast " + name : name;
    }

    private void addTo(Table table, Ahead ahead, int target, boolean known) {
        String name = targets.get(target);
        table.addColumns(DoubleColumn.create(name, steps(ahead.point, target)));
        for (int level = 0; level < levels.size(); level++) {
            table.addColumns(DoubleColumn.create(name + " " + levels.get(level), level(ahead, target, level)));
        }
        if (known) {
            table.addColumns(DoubleColumn.create(name + " actual", steps(ahead.seen.actual(), target)));
        }
    }

    static double[] steps(double[][] values, int target) {
        return Arrays.stream(values).mapToDouble(step -> step[target]).toArray();
    }

    static double[] level(Ahead ahead, int target, int level) {
        return Arrays.stream(ahead.quantiles)
                .mapToDouble(step -> step[target][level])
                .toArray();
    }

    /**
     * Draws the end of the history, the forecast, and what came where that is known: the first forecast of each of the first
     * three series. Below the forecast lies a band from the lowest to the highest quantile, and with five or more of them
     * a darker one in its middle. Several series or targets have a hue each.
     *
     * @return the chart, over dates where the table has them
     */
    public Chart plot() {
        return ForecastPlot.of(this);
    }

    @Override
    public String toString() {
        return "Forecast of " + String.join(", ", targets) + ": " + all.size()
                + (all.size() == 1 ? " window" : " windows") + (levels.isEmpty() ? "" : ", quantiles " + levels);
    }
}
