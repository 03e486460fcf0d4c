package dev.rondo.train;

import dev.rondo.plot.Chart;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a fit did, epoch by epoch.
 *
 * @param loss what the loss is, with its unit, such as {@code nats per character}
 * @param unit what is counted per second, such as {@code characters}
 * @param epochs a line for each epoch
 * @param end how it came to an end
 * @param baselines losses of simpler models on the validation part, by name
 * @param floor the lowest loss that any model can have on average, where it is known: the entropy of the source, or the
 *     error of the best predictor
 */
public record History(
        String loss, String unit, List<Epoch> epochs, End end, Map<String, Double> baselines, OptionalDouble floor) {

    /** How a fit came to an end. */
    public enum End {
        /** All epochs are done. */
        FINISHED,
        /** The validation loss had stopped falling; the best weights were taken back. */
        OUT_OF_PATIENCE,
        /** The thread was interrupted; the weights are those of the last batch. */
        INTERRUPTED,
        /** The loss ran away; the weights are those of the last whole epoch. */
        DIVERGED
    }

    /**
     * One epoch.
     *
     * @param number the epoch, from 1
     * @param training mean training loss over the epoch, while the weights changed
     * @param validation validation loss after the epoch; NaN without a validation part
     * @param metrics further figures on the validation part, by name
     * @param gradientNorm mean norm of the gradients, before clipping
     * @param learningRate the rate of the last step
     * @param perSecond tokens or sequences per second while training
     * @param seconds the time the epoch took, validation included
     */
    public record Epoch(
            int number,
            double training,
            double validation,
            Map<String, Double> metrics,
            double gradientNorm,
            double learningRate,
            double perSecond,
            double seconds) {}

    /** {@inheritDoc} */
    public History {
        epochs = List.copyOf(epochs);
        baselines = new LinkedHashMap<>(baselines);
        if (!Double.isFinite(floor.orElse(0))) {
            throw new IllegalArgumentException("floor is " + floor.getAsDouble()
                    + ", expected a finite loss: pass OptionalDouble.empty() where it is not known");
        }
    }

    /**
     * Makes a history without a known floor.
     *
     * @param loss what the loss is, with its unit
     * @param unit what is counted per second
     * @param epochs a line for each epoch
     * @param end how it came to an end
     * @param baselines losses of simpler models on the validation part, by name
     */
    public History(String loss, String unit, List<Epoch> epochs, End end, Map<String, Double> baselines) {
        this(loss, unit, epochs, end, baselines, OptionalDouble.empty());
    }

    /**
     * Returns this with a known floor.
     *
     * @param lowest the lowest loss that any model can have on average
     * @return the changed value
     */
    public History withFloor(double lowest) {
        return new History(loss, unit, epochs, end, baselines, OptionalDouble.of(lowest));
    }

    /** Returns this with other epochs and another end. */
    History with(List<Epoch> done, End how) {
        return new History(loss, unit, done, how, baselines, floor);
    }

    /**
     * Returns the last epoch.
     *
     * @return its line
     * @throws IllegalStateException if no epoch was finished
     */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("no epoch was finished: the fit was " + end);
        }
        return epochs.get(epochs.size() - 1);
    }

    /**
     * Returns the epoch with the lowest validation loss, or training loss where there is no validation part.
     *
     * @return its line
     * @throws IllegalStateException if no epoch was finished
     */
    public Epoch best() {
        ToDoubleFunction<Epoch> measure = Double.isNaN(last().validation()) ? Epoch::training : Epoch::validation;
        return epochs.stream().min(Comparator.comparingDouble(measure)).orElseThrow();
    }

    /**
     * Returns the training losses.
     *
     * @return the mean training loss of each epoch
     */
    public double[] training() {
        return values(Epoch::training);
    }

    /**
     * Returns the validation losses.
     *
     * @return the validation loss after each epoch; NaN without a validation part
     */
    public double[] validation() {
        return values(Epoch::validation);
    }

    /**
     * Returns how far the last epoch's loss lies above the floor: the validation loss, or the training loss where there
     * is no validation part. A small part's loss can lie below the floor by chance.
     *
     * @return the difference, in the unit of the loss
     * @throws IllegalStateException if no epoch was finished, or no floor is known
     */
    public double excess() {
        if (floor.isEmpty()) {
            throw new IllegalStateException(
                    "the lowest loss that is possible on this data is not known: look at last()");
        }
        return excess(last());
    }

    private double excess(Epoch epoch) {
        double measured = Double.isNaN(epoch.validation()) ? epoch.training() : epoch.validation();
        return measured - floor.orElse(Double.NaN);
    }

    /**
     * Returns the lines as a Tablesaw table, one row for each epoch; with a column of the {@link #excess} where the
     * floor is known.
     *
     * @return the table
     */
    public Table table() {
        Table table = Table.create("History", IntColumn.create("epoch", numbers()));
        table.addColumns(
                column("training", Epoch::training),
                column("validation", Epoch::validation),
                column("gradient norm", Epoch::gradientNorm),
                column("learning rate", Epoch::learningRate),
                column(unit + " per second", Epoch::perSecond),
                column("seconds", Epoch::seconds));
        if (floor.isPresent()) {
            table.addColumns(column("excess", this::excess));
        }
        if (!epochs.isEmpty()) {
            for (String metric : last().metrics().keySet()) {
                table.addColumns(column(metric, epoch -> epoch.metrics().getOrDefault(metric, Double.NaN)));
            }
        }
        return table;
    }

    /**
     * Draws the learning curve, with a level for each baseline and for the floor.
     *
     * @return the chart
     */
    public Chart plot() {
        double[] x = epochs.stream().mapToDouble(Epoch::number).toArray();
        Chart chart = Chart.of("Learning curve")
                .x("epoch")
                .y("loss (" + loss + ")")
                .line("training", x, values(Epoch::training));
        if (epochs.stream().anyMatch(epoch -> !Double.isNaN(epoch.validation()))) {
            chart = chart.line("validation", x, values(Epoch::validation));
        }
        for (Map.Entry<String, Double> baseline : baselines.entrySet()) {
            chart = level(chart, baseline.getKey(), baseline.getValue());
        }
        return floor.isPresent() ? level(chart, "floor", floor.getAsDouble()) : chart;
    }

    private static Chart level(Chart chart, String name, double loss) {
        return chart.level(String.format(Locale.ROOT, "%s, %.3f", name, loss), loss);
    }

    private int[] numbers() {
        return epochs.stream().mapToInt(Epoch::number).toArray();
    }

    private DoubleColumn column(String name, ToDoubleFunction<Epoch> value) {
        return DoubleColumn.create(name, values(value));
    }

    private double[] values(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return "History: no whole epoch, " + end;
        }
        return String.format(
                Locale.ROOT,
                "History: %d epochs, training %.4f, validation %.4f (best %.4f in epoch %d) %s, %s",
                epochs.size(),
                last().training(),
                last().validation(),
                best().validation(),
                best().number(),
                loss,
                end);
    }
}
