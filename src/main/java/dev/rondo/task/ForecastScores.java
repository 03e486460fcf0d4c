package dev.rondo.task;

import dev.rondo.metric.ForecastErrors;
import dev.rondo.metric.Forecasts;
import dev.rondo.plot.Chart;
import dev.rondo.plot.Role;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How far a model's forecasts were off, beside forecasts that need no training, each made from all that was known of the
 * series up to the window's horizon. Errors are in the table's units; of several targets take one by {@link #target}, where
 * their units differ.
 *
 * <p>MASE divides each error, as R. J. Hyndman and A. B. Koehler (Another look at measures of forecast accuracy, 2006)
 * have it, by the mean absolute error of the naive forecast of one step within the sample that was known when the
 * forecast was made; here that is all of the target's series up to the window's horizon, a sample that grows from window to window.
 * With a season the naive forecast is the seasonal one (R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd edition, 2021, section 5.8). Libraries that divide every error by that of the training part alone come to other
 * figures where the series' changes grow or shrink.
 *
 * @param targets the names of what is forecast
 * @param rows the model first, then the others
 * @param season the steps of a season that the others go by
 */
public record ForecastScores(List<String> targets, List<Row> rows, int season) {

    /**
     * Takes the forecasts.
     *
     * @param targets the names of what is forecast
     * @param rows the model first, then the others
     * @param season the steps of a season
     */
    public ForecastScores {
        targets = List.copyOf(targets);
        rows = List.copyOf(rows);
    }

    /**
     * One way to forecast.
     *
     * @param name its name
     * @param forecasts what it forecast, and what came: a row for each window and target, those of a window together
     */
    public record Row(String name, Forecasts forecasts) {
        /**
         * Measures all steps of the horizon together.
         *
         * @return the measures
         */
        public ForecastErrors errors() {
            return forecasts.errors();
        }

        /** Keeps every so manieth row from one on. */
        private Row each(int first, int apart) {
            int[] kept = IntStream.iterate(first, k -> k < forecasts.actual().length, k -> k + apart)
                    .toArray();
            double[][][] quantiles = forecasts.quantiles();
            return new Row(
                    name,
                    new Forecasts(
                            at(forecasts.actual(), kept),
                            at(forecasts.predicted(), kept),
                            forecasts.scales().length == 0
                                    ? forecasts.scales()
                                    : Arrays.stream(kept)
                                            .mapToDouble(k -> forecasts.scales()[k])
                                            .toArray(),
                            forecasts.levels(),
                            quantiles.length == 0
                                    ? quantiles
                                    : Arrays.stream(kept)
                                            .mapToObj(k -> quantiles[k])
                                            .toArray(double[][][]::new)));
        }

        private static double[][] at(double[][] rows, int[] kept) {
            return Arrays.stream(kept).mapToObj(k -> rows[k]).toArray(double[][]::new);
        }
    }

    /**
     * Returns the scores of one target alone.
     *
     * @param name its name
     * @return the same forecasts, of that target
     * @throws IllegalArgumentException if it was not forecast
     */
    public ForecastScores target(String name) {
        int place = targets.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the target '" + name + "' was not forecast: expected one of " + targets);
        }
        return new ForecastScores(
                List.of(name),
                rows.stream().map(row -> row.each(place, targets.size())).toList(),
                season);
    }

    /**
     * Measures the model's forecasts. Of several targets, all are measured together: MAE, RMSE and the pinball loss then
     * mix their units, the others have none.
     *
     * @return the measures over all steps of the horizon
     */
    public ForecastErrors model() {
        return rows.get(0).errors();
    }

    /**
     * Measures one of the forecasts.
     *
     * @param name its name as in the table, or how that begins, such as "seasonal naive"
     * @return the measures over all steps of the horizon
     * @throws IllegalArgumentException if there is none of that name
     */
    public ForecastErrors of(String name) {
        return rows.stream()
                .filter(row -> row.name.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no forecast '" + name + "', only "
                        + rows.stream().map(Row::name).toList()))
                .errors();
    }

    /**
     * Returns the measures as a table; of several targets, each has its rows, and a column {@code target} names it.
     *
     * @return a row for the model and for each of the others
     */
    public Table table() {
        Table all = null;
        for (String target : targets) {
            Table one = targets.size() == 1 ? measures() : target(target).measures();
            if (targets.size() > 1) {
                String[] names = new String[one.rowCount()];
                Arrays.fill(names, target);
                one.insertColumn(0, StringColumn.create("target", names));
            }
            all = all == null ? one : all.append(one);
        }
        return all == null ? Table.create("Forecasts") : all;
    }

    private Table measures() {
        Table table = Table.create(
                "Forecasts",
                StringColumn.create("forecast", rows.stream().map(Row::name).toList()));
        List<ForecastErrors> errors = rows.stream().map(Row::errors).toList();
        Set<String> names = new LinkedHashSet<>();
        errors.forEach(each -> names.addAll(each.byName().keySet()));
        for (String name : names) {
            double[] values = errors.stream()
                    .mapToDouble(each -> each.byName().getOrDefault(name, Double.NaN))
                    .toArray();
            table.addColumns(DoubleColumn.create(name, values));
        }
        return table;
    }

    /**
     * Returns the mean absolute error at each step of the horizon, of all targets together: take {@link #target} first where
     * their units differ.
     *
     * @return a row for each step, a column for the model and for each of the others
     */
    public Table byStep() {
        int steps = rows.get(0).forecasts.steps();
        Table table = Table.create(
                "MAE by step",
                IntColumn.create("step", IntStream.rangeClosed(1, steps).toArray()));
        for (Row row : rows) {
            table.addColumns(DoubleColumn.create(row.name, byStep(row)));
        }
        return table;
    }

    private static double[] byStep(Row row) {
        return row.forecasts.errorsByStep().stream()
                .mapToDouble(ForecastErrors::mae)
                .toArray();
    }

    /**
     * Draws the mean absolute error over the steps of the horizon.
     *
     * @return the chart
     */
    public Chart plot() {
        double[] steps = IntStream.rangeClosed(1, rows.get(0).forecasts.steps())
                .asDoubleStream()
                .toArray();
        Row model = rows.get(0);
        Chart chart = Chart.of("Error by horizon")
                .x("step of the horizon")
                .y("mean absolute error")
                .line(model.name, steps, byStep(model))
                .as(Role.FORECAST);
        for (Row other : rows.subList(1, rows.size())) {
            chart = chart.line(other.name, steps, byStep(other));
        }
        return chart;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String target : targets) {
            for (Row row : targets.size() == 1 ? rows : target(target).rows) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append(targets.size() == 1 ? "" : target + ", ")
                        .append(row.name)
                        .append(": ")
                        .append(row.errors());
            }
        }
        return text.toString();
    }
}
