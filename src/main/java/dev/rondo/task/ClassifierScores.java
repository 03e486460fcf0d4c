package dev.rondo.task;

import dev.rondo.metric.Classification;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a classifier got right, as figures, a table and a picture.
 *
 * @param classification the confusion matrix and all that follows from it
 */
public record ClassifierScores(Classification classification) {

    /**
     * Returns the share of labels predicted right.
     *
     * @return from 0 to 1
     */
    public double accuracy() {
        return classification.accuracy();
    }

    /**
     * Returns the mean cross entropy.
     *
     * @return nats per label, from 0
     */
    public double nats() {
        return classification.nats();
    }

    /**
     * Returns the mean of the classes' F1 scores.
     *
     * @return from 0 to 1
     */
    public double macroF1() {
        return classification.macroF1();
    }

    /**
     * Returns the classes as a Tablesaw table, one row for each: how often it occurred, precision, recall and F1. What
     * is not defined, as the precision of a class that was never predicted, is missing.
     *
     * @return the table
     */
    public Table table() {
        int[] all = IntStream.range(0, classification.classes().size()).toArray();
        long[] counts = Arrays.stream(all).mapToLong(classification::count).toArray();
        return Table.create(
                "Classes",
                StringColumn.create("class", classification.classes()),
                LongColumn.create("count", counts),
                column("precision", all, classification::precision),
                column("recall", all, classification::recall),
                column("F1", all, classification::f1));
    }

    private static DoubleColumn column(String name, int[] all, IntToDoubleFunction measure) {
        return DoubleColumn.create(name, Arrays.stream(all).mapToDouble(measure).toArray());
    }

    /**
     * Draws the confusion matrix: how often each class was predicted where each was the actual one.
     *
     * @return the heat map
     */
    public Chart plot() {
        return plot("Confusion matrix");
    }

    Chart plot(String title) {
        String[] classes = classification.classes().toArray(String[]::new);
        double[][] counts = Arrays.stream(classification.confusion())
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        return Chart.heatMap(title, classes, classes, counts)
                .x("predicted class")
                .y("actual class")
                .value("count");
    }

    @Override
    public String toString() {
        return classification.toString();
    }
}
