package dev.rondo.task;

import dev.rondo.metric.ForecastErrors;
import dev.rondo.metric.Forecasts;
import dev.rondo.plot.Chart;
import dev.rondo.plot.Role;
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
 * series up to the window's horizon. Errors are in the table's units; MASE divides by the error of the seasonal naive
 * forecast of one step up to there.
 *
 * @param rows the model first, then the others
 * @param season the steps of a season that the others go by
 */
public record ForecastScores(List<Row> rows, int season) {

    /**
     * Takes the forecasts.
     *
     * @param rows the model first, then the others
     * @param season the steps of a season
     */
    public ForecastScores {
        rows = List.copyOf(rows);
    }

    /**
     * One way to forecast.
     *
     * @param name its name
     * @param forecasts what it forecast, and what came; a row for each window and target
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
    }

    /**
     * Measures the model's forecasts.
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
     * Returns the measures as a table.
     *
     * @return a row for the model and for each of the others
     */
    public Table table() {
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
     * Returns the mean absolute error at each step of the horizon.
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
        Chart chart = Chart.of("Error by horizon").x("step of the horizon").y("mean absolute error");
        for (Row row : rows) {
            Chart drawn = chart.line(row.name, steps, byStep(row));
            chart = row == rows.get(0) ? drawn.as(Role.FORECAST) : drawn;
        }
        return chart;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(text.isEmpty() ? "" : "\n")
                .append(row.name)
                .append(": ")
                .append(row.errors()));
        return text.toString();
    }
}
