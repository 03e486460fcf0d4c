package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A generator at several temperatures: how good its sequences are, and how varied. Each temperature is a point, and a
 * generator that is trained otherwise is worth it only where it lies below the curve of these (M. Caccia et al., Language
 * GANs falling short, 2020).
 *
 * <pre>{@code
 * var sweep = TemperatureSweep.of(model, oracle, oracle.sample(2000, 5), 6, 0.7, 0.8, 0.9, 1, 1.1);
 * sweep.plot().show();
 * }</pre>
 *
 * @param points a point for each temperature
 */
public record TemperatureSweep(List<Point> points) {

    /**
     * A generator at one temperature; on both axes lower is better.
     *
     * @param temperature what its scores are divided by
     * @param quality the oracle's nats per symbol of its sequences
     * @param variety its own nats per symbol of sequences that the oracle has written, by its probabilities at that
     *     temperature
     */
    public record Point(double temperature, SequenceNats quality, SequenceNats variety) {

        /**
         * Measures a point.
         *
         * @param model the generator
         * @param oracle the source of what it has learned
         * @param real sequences of the oracle that it has not learned from; as many are generated
         * @param seed what decides the generated ones
         * @param temperature what the scores are divided by, above 0
         * @return the point
         * @throws IllegalArgumentException if the sequences do not fit, or the temperature is not above 0
         */
        public static Point of(SeqGan model, LstmOracle oracle, int[][] real, long seed, double temperature) {
            SequenceNats variety = model.nats(real, temperature);
            return new Point(temperature, oracle.nats(model.generate(real.length, temperature, seed)), variety);
        }
    }

    /**
     * Copies the points.
     *
     * @param points the points, at least one
     * @throws IllegalArgumentException if there is none
     */
    public TemperatureSweep {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("there are no temperatures, expected at least one, such as 1");
        }
    }

    /**
     * Measures a generator at several temperatures.
     *
     * @param model the generator
     * @param oracle the source of what it has learned
     * @param real sequences of the oracle that it has not learned from; as many are generated at each temperature
     * @param seed what decides the generated ones
     * @param temperatures what the scores are divided by, each above 0
     * @return the points
     * @throws IllegalArgumentException if the sequences do not fit, or a temperature is not above 0
     */
    public static TemperatureSweep of(
            SeqGan model, LstmOracle oracle, int[][] real, long seed, double... temperatures) {
        return new TemperatureSweep(Arrays.stream(temperatures)
                .mapToObj(temperature -> Point.of(model, oracle, real, seed, temperature))
                .toList());
    }

    /**
     * Returns the point of the best quality among those that are as varied as another generator: the temperature to compare
     * it with. To report, measure that temperature on other sequences, as it was chosen by these.
     *
     * @param nats the other's nats per symbol of real sequences, which a point may not exceed
     * @return the point; empty if none is as varied
     */
    public Optional<Point> asVaried(double nats) {
        return points.stream()
                .filter(point -> point.variety.nats() <= nats)
                .min(Comparator.comparingDouble(point -> point.quality.nats()));
    }

    /**
     * Returns the points as a table with the columns {@code temperature}, {@code oracle's nats}, {@code oracle's error},
     * {@code held-out nats} and {@code held-out error}, all in nats per symbol.
     *
     * @return the table, a row for each temperature
     */
    public Table table() {
        return Table.create(
                "Temperatures",
                DoubleColumn.create("temperature", values(Point::temperature)),
                DoubleColumn.create("oracle's nats", values(point -> point.quality.nats())),
                DoubleColumn.create("oracle's error", values(point -> point.quality.standardError())),
                DoubleColumn.create("held-out nats", values(point -> point.variety.nats())),
                DoubleColumn.create("held-out error", values(point -> point.variety.standardError())));
    }

    /**
     * Draws quality against variety: the nearer to the lower left, the better.
     *
     * @return the chart; other generators go beside the curve by {@link Chart#points(String, double[], double[])}
     */
    public Chart plot() {
        return Chart.of("Quality and variety at several temperatures")
                .x("nats per symbol of held-out sequences (variety)")
                .y("oracle's nats per symbol (quality)")
                .line(
                        "maximum likelihood",
                        values(point -> point.variety.nats()),
                        values(point -> point.quality.nats()))
                .points(
                        "temperature",
                        points.stream()
                                .map(point -> Double.toString(point.temperature))
                                .toArray(String[]::new),
                        values(point -> point.variety.nats()),
                        values(point -> point.quality.nats()));
    }

    private double[] values(ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }
}
