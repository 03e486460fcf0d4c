package dev.rondo.task;

import dev.rondo.metric.Regression;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How near a regressor came, as figures, a table and a picture.
 *
 * @param regression the errors
 * @param actual the actual numbers, (times)(outputs)
 * @param predicted the predicted numbers, (times)(outputs)
 */
public record RegressorScores(Regression regression, float[][] actual, float[][] predicted) {
    private static final int DRAWN = 2000; // points that a picture can do with

    static RegressorScores of(float[][] actual, float[][] predicted) {
        return new RegressorScores(Regression.of(actual, predicted), actual, predicted);
    }

    /**
     * Returns the mean squared error.
     *
     * @return from 0, in the square of the numbers' unit
     */
    public double mse() {
        return regression.mse();
    }

    /**
     * Returns the root of the mean squared error.
     *
     * @return from 0, in the numbers' unit
     */
    public double rmse() {
        return regression.rmse();
    }

    /**
     * Returns the mean absolute error.
     *
     * @return from 0, in the numbers' unit
     */
    public double mae() {
        return regression.mae();
    }

    /**
     * Returns the share of the variance that is explained.
     *
     * @return 1 at best; NaN where an output never changes
     */
    public double r2() {
        return regression.r2();
    }

    /**
     * Returns the outputs as a Tablesaw table, one row for each.
     *
     * @return the table
     */
    public Table table() {
        int[] numbers = IntStream.range(0, regression.outputs().size()).toArray();
        return Table.create(
                "Outputs",
                IntColumn.create("output", numbers),
                column("MSE", Regression.Output::mse),
                column("RMSE", Regression.Output::rmse),
                column("MAE", Regression.Output::mae),
                column("R2", Regression.Output::r2));
    }

    private DoubleColumn column(String name, ToDoubleFunction<Regression.Output> measure) {
        return DoubleColumn.create(
                name, regression.outputs().stream().mapToDouble(measure).toArray());
    }

    /**
     * Draws predicted over actual numbers, with the line on which both are the same; of many points, some spread evenly
     * over all.
     *
     * @return the chart
     */
    public Chart plot() {
        int[] drawn = drawn(actual.length);
        double[] ends = {span().min().orElseThrow(), span().max().orElseThrow()};
        Chart chart = Chart.of("Predictions").x("actual").y("predicted").line("predicted = actual", ends, ends);
        List<Regression.Output> outputs = regression.outputs();
        for (int k = 0; k < outputs.size(); k++) {
            chart = chart.points(
                    outputs.size() == 1 ? "predicted" : "output " + k, at(drawn, actual, k), at(drawn, predicted, k));
        }
        return chart;
    }

    /** Picks places spread evenly over so many. */
    static int[] drawn(int count) {
        int every = (count + DRAWN - 1) / DRAWN;
        return IntStream.range(0, count).filter(k -> k % every == 0).toArray();
    }

    private DoubleStream span() {
        return Stream.of(actual)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(k -> row[k]));
    }

    private static double[] at(int[] places, float[][] rows, int output) {
        return Arrays.stream(places).mapToDouble(k -> rows[k][output]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegressorScores that
                && Arrays.deepEquals(actual, that.actual)
                && Arrays.deepEquals(predicted, that.predicted);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(actual) + Arrays.deepHashCode(predicted);
    }

    @Override
    public String toString() {
        return regression.toString();
    }
}
