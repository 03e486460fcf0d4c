package dev.rondo.train;

import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The loss while the learning rate grew from step to step (the range test of Smith 2017, <i>Cyclical Learning Rates for
 * Training Neural Networks</i>): flat where the rate is too small, falling where it serves, rising where it is too
 * large.
 *
 * @param loss what the loss is, with its unit
 * @param points a line for each step
 * @param end why it went no further
 */
public record RateCurve(String loss, List<Point> points, End end) {
    private static final double REACH = 0.06; // of the smoothing to either side, as a share of all steps
    private static final double ROOM = 0.06; // above and below the curve, as a share of its height

    /** Why a search went no further. */
    public enum End {
        /** The highest rate was reached. */
        FINISHED,
        /** The loss was four times the lowest, or no number. */
        RAN_AWAY,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    /**
     * One step.
     *
     * @param rate the learning rate
     * @param loss the loss of the step's batch, before the step
     * @param smoothed the mean over this step and its neighbours to both sides, of which the nearer count more
     */
    public record Point(double rate, double loss, double smoothed) {}

    /** {@inheritDoc} */
    public RateCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a rate curve came without points, expected at least one step");
        }
    }

    /** Makes a curve of the losses at the first rates of a sweep. */
    static RateCurve of(String loss, Sweep sweep, List<Double> losses, End end) {
        int reach = (int) Math.max(1, REACH * losses.size());
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < losses.size(); k++) {
            double sum = 0;
            double weights = 0;
            for (int j = Math.max(0, k - reach); j <= Math.min(losses.size() - 1, k + reach); j++) {
                double weight = reach + 1 - Math.abs(j - k);
                sum += weight * losses.get(j);
                weights += weight;
            }
            points.add(new Point(sweep.rate(k), losses.get(k), sum / weights));
        }
        return new RateCurve(loss, points, end);
    }

    /**
     * Returns the step with the lowest smoothed loss: about the largest rate before the loss rises.
     *
     * @return its line
     */
    public Point lowest() {
        return points.get(lowestIndex());
    }

    private int lowestIndex() {
        int lowest = 0;
        for (int k = 1; k < points.size(); k++) {
            lowest = points.get(k).smoothed() < points.get(lowest).smoothed() ? k : lowest;
        }
        return lowest;
    }

    /**
     * Suggests a learning rate: the one at which the smoothed loss falls steepest over the logarithm of the rate. It lies
     * well below the rate of the {@link #lowest} loss, at which learning is about to run away. A rule of thumb: curves of
     * several seeds differ, and so do their suggestions.
     *
     * @return the rate
     * @throws IllegalStateException if the loss never fell below that of the first step
     */
    public double suggestion() {
        if (!hasFallen()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "the loss did not fall in %d steps from the rate %s on: there is nothing to suggest; begin lower,"
                            + " take more steps, or train a model that has learned less",
                    points.size(),
                    points.get(0).rate()));
        }
        return steepest().rate();
    }

    /** Returns the step with the steepest fall around it, before the lowest. */
    private Point steepest() {
        int steepest = 0;
        double fall = 0;
        for (int k = 0; k <= lowestIndex(); k++) {
            double here = smoothed(k - 1) - smoothed(k + 1);
            if (here > fall) {
                fall = here;
                steepest = k;
            }
        }
        return points.get(steepest);
    }

    /** Returns a smoothed loss; beyond the ends of the curve that of its end. */
    private double smoothed(int k) {
        return points.get(Math.max(0, Math.min(points.size() - 1, k))).smoothed();
    }

    private boolean hasFallen() {
        return lowest().smoothed() < points.get(0).smoothed();
    }

    /**
     * Returns the steps as a Tablesaw table.
     *
     * @return the table, one row for each step
     */
    public Table table() {
        return Table.create(
                "Learning rates",
                DoubleColumn.create("learning rate", values(Point::rate)),
                DoubleColumn.create("loss", values(Point::loss)),
                DoubleColumn.create("smoothed loss", values(Point::smoothed)));
    }

    /**
     * Draws the losses over the rate, on a logarithmic axis, with the suggestion where there is one. What lies above
     * four times the lowest loss is cut off.
     *
     * @return the chart
     */
    public Chart plot() {
        double[] rates = values(Point::rate);
        Chart chart = Chart.of("Learning rate search")
                .x("learning rate")
                .y("loss (" + loss + ")")
                .logX()
                .points("each batch", rates, values(Point::loss))
                .line("smoothed", rates, values(Point::smoothed));
        if (hasFallen()) {
            Point best = steepest();
            String name = String.format(Locale.ROOT, "suggestion, %.2g", best.rate());
            chart = chart.points(name, new double[] {best.rate()}, new double[] {best.smoothed()});
        }
        double low = points.stream()
                .mapToDouble(p -> Math.min(p.loss(), p.smoothed()))
                .min()
                .orElseThrow();
        double high = points.stream()
                .mapToDouble(Point::smoothed)
                .filter(value -> !isAway(value, lowest().smoothed()))
                .max()
                .orElseThrow();
        double room = ROOM * (high - low);
        return room > 0 ? chart.yRange(low - room, high + room) : chart;
    }

    /** Tells whether a loss has run away from the lowest: four times as high, where that is above zero. */
    static boolean isAway(double smoothed, double lowest) {
        return smoothed > lowest + 3 * Math.abs(lowest);
    }

    private double[] values(ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    @Override
    public String toString() {
        String suggested = hasFallen() ? String.format(Locale.ROOT, ", suggestion %.2g", suggestion()) : "";
        return String.format(
                Locale.ROOT,
                "RateCurve: %d rates from %.2g to %.2g, lowest %.4f %s at %.2g%s, %s",
                points.size(),
                points.get(0).rate(),
                points.get(points.size() - 1).rate(),
                lowest().smoothed(),
                loss,
                lowest().rate(),
                suggested,
                end);
    }
}
