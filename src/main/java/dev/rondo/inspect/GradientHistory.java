package dev.rondo.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import dev.rondo.train.Event;
import dev.rondo.train.Listener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How the gradient through time and the recurrent weights change in training: a listener that looks at the model before
 * the first step and after each epoch, or every so many steps.
 *
 * <pre>{@code
 * var history = GradientHistory.of(model::cells, model::weights, x);
 * model.fit(text, Fit.epochs(20).listener(history));
 * history.heatMap().show();
 * history.decays().show();
 * }</pre>
 *
 * <p>A second fit with the same listener goes on where the first ended. Each look costs a run through the sequence and
 * back in plain Java and a {@link Spectrum} of the weights.
 */
@CheckReturnValue
public final class GradientHistory implements Listener {
    private final Supplier<GradientFlow> flow;
    private final Supplier<Map<String, Tensor>> weights;
    private final int every; // steps; 0 for each epoch
    private final List<Moment> moments = new ArrayList<>();
    private int before; // steps of earlier fits
    private int step;

    /**
     * What was seen at one moment.
     *
     * @param step training steps done, over all fits
     * @param flow the gradient through time
     * @param spectrum the recurrent weights
     */
    public record Moment(int step, GradientFlow flow, Spectrum spectrum) {}

    private GradientHistory(Supplier<GradientFlow> flow, Supplier<Map<String, Tensor>> weights, int every) {
        this.flow = flow;
        this.weights = weights;
        this.every = every;
    }

    /**
     * Watches the gradient of {@link GradientFlow#of(CellStack, float[][])} on one sequence, the same all the time.
     *
     * @param cells gives the stack as it is, such as {@code model::cells}
     * @param weights gives its weights, such as {@code model::weights}
     * @param x the sequence, (time)(inputs)
     * @return a listener, looking after each epoch
     */
    public static GradientHistory of(Supplier<CellStack> cells, Supplier<Map<String, Tensor>> weights, float[][] x) {
        return of(() -> GradientFlow.of(cells.get(), x), weights);
    }

    /**
     * Watches the gradient of any loss.
     *
     * @param flow measures the gradient through time as it is, on sequences of the same length each time
     * @param weights gives the weights, such as {@code model::weights}
     * @return a listener, looking after each epoch
     */
    public static GradientHistory of(Supplier<GradientFlow> flow, Supplier<Map<String, Tensor>> weights) {
        return new GradientHistory(flow, weights, 0);
    }

    /**
     * Returns a new listener that looks every so many training steps, whatever the epochs.
     *
     * @param steps how many
     * @return the listener, which has seen nothing yet
     * @throws IllegalArgumentException if that is below 1
     */
    public GradientHistory every(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "every(" + steps + ") came, expected at least 1 training step between two looks");
        }
        return new GradientHistory(flow, weights, steps);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            before = started.done() == 0 ? step : before;
            step = before + started.done() * started.batches();
            look();
        } else if (event instanceof Event.Stepped stepped) {
            step = before + (stepped.epoch() - 1) * stepped.batches() + stepped.batch();
            if (every > 0 && step % every == 0) {
                look();
            }
        } else if (event instanceof Event.EpochEnded && every == 0) {
            look();
        }
    }

    /** Keeps what is to be seen now, unless this step has been looked at already. */
    private void look() {
        if (!moments.isEmpty() && moments.get(moments.size() - 1).step >= step) {
            return;
        }
        Moment now = new Moment(step, flow.get(), Spectrum.of(weights.get()));
        if (!moments.isEmpty() && now.flow.length() != moments.get(0).flow.length()) {
            throw new IllegalStateException("the sequence has " + now.flow.length() + " steps, but had "
                    + moments.get(0).flow.length() + " before: measure on sequences of one length");
        }
        moments.add(now);
    }

    /**
     * Returns what was seen, in order.
     *
     * @return the moments
     */
    public List<Moment> moments() {
        return List.copyOf(moments);
    }

    /**
     * Draws the norms of dL/dh of the top layer: a row for each distance from the last step, a column for each moment,
     * logarithmic colours.
     *
     * @return the heat map
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Chart heatMap() {
        return heatMap(place());
    }

    /**
     * Draws the norms of dL/dh of one layer.
     *
     * @param layer the layer, 0 at the bottom; of a bidirectional one the way forward
     * @return the heat map
     * @throws IllegalArgumentException if there is no such layer
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Chart heatMap(int layer) {
        return heatMap(place().layer(layer));
    }

    private Chart heatMap(Place place) {
        int length = moments.get(0).flow.length();
        double[][] norms = new double[length][moments.size()];
        for (int column = 0; column < moments.size(); column++) {
            GradientFlow flow = moments.get(column).flow.at(place);
            for (int back = 0; back < length; back++) {
                norms[back][column] = flow.atDistance(back);
            }
        }
        String[] rows = IntStream.range(0, length).mapToObj(Integer::toString).toArray(String[]::new);
        String[] columns =
                moments.stream().map(moment -> Integer.toString(moment.step)).toArray(String[]::new);
        return Chart.heatMap("Gradient through time in training, " + place, rows, columns, norms)
                .x("training step")
                .y("steps back from the last")
                .value("norm of the gradient")
                .logValue();
    }

    /**
     * Draws the rate of the gradient's decay over training, for each layer and direction.
     *
     * @return the chart
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Chart decays() {
        Chart chart =
                Chart.of("Decay of the gradient in training").x("training step").y("factor per step back");
        for (Place at : place().all()) {
            chart = chart.line(
                    at.toString(), steps(), values(m -> m.flow.at(at).decay().factor()));
        }
        return chart.level("1: kept whole", 1);
    }

    /**
     * Draws the spectral radius of the top layer's recurrent weights over training, for each gate.
     *
     * @return the chart
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Chart radii() {
        return radii(place().layer());
    }

    /**
     * Draws the spectral radius of one layer's recurrent weights over training, for each gate and direction.
     *
     * @param layer the layer, 0 at the bottom
     * @return the chart
     * @throws IllegalArgumentException if there is no such layer
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Chart radii(int layer) {
        Place place = place().layer(layer);
        Chart chart = Chart.of("Recurrent weights in training, layer " + layer)
                .x("training step")
                .y("spectral radius");
        List<Spectrum.Block> blocks = moments.get(0).spectrum.blocks();
        for (int k = 0; k < blocks.size(); k++) {
            int block = k;
            if (blocks.get(k).layer() == layer) {
                String gate = blocks.get(k).gate();
                String name = place.directions() == 1
                        ? gate
                        : gate + " " + blocks.get(k).direction();
                chart = chart.line(
                        name,
                        steps(),
                        values(m -> m.spectrum.blocks().get(block).radius()));
            }
        }
        return chart.level("1", 1);
    }

    /**
     * Returns the norms in long form: a row for each moment, layer, direction and position.
     *
     * @return a table of step and the columns of {@link GradientFlow#table()}
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Table table() {
        return stacked("Gradient through time in training", moment -> moment.flow.table());
    }

    /**
     * Returns the measures of the recurrent weights: a row for each moment and block.
     *
     * @return a table of step and the columns of {@link Spectrum#table()}
     * @throws IllegalStateException if nothing has been seen yet
     */
    public Table spectra() {
        return stacked("Recurrent weights in training", moment -> moment.spectrum.table());
    }

    private Table stacked(String name, Function<Moment, Table> part) {
        checkSeen();
        List<Table> parts = moments.stream()
                .map(moment -> numbered(moment.step, part.apply(moment)))
                .toList();
        Table all = parts.get(0).setName(name);
        parts.stream().skip(1).forEach(all::append);
        return all;
    }

    private static Table numbered(int step, Table table) {
        int[] steps = new int[table.rowCount()];
        Arrays.fill(steps, step);
        return table.insertColumn(0, IntColumn.create("step", steps));
    }

    /** Returns the top layer of what is watched. */
    private Place place() {
        checkSeen();
        return moments.get(0).flow.place();
    }

    private void checkSeen() {
        if (moments.isEmpty()) {
            throw new IllegalStateException(
                    "nothing has been seen yet: give this to a fit first, Fit.epochs(20).listener(history)");
        }
    }

    private double[] steps() {
        return values(Moment::step);
    }

    private double[] values(ToDoubleFunction<Moment> value) {
        return moments.stream().mapToDouble(value).toArray();
    }

    @Override
    public String toString() {
        return "GradientHistory(" + moments.size() + (moments.size() == 1 ? " moment" : " moments") + ", "
                + (every == 0 ? "each epoch" : "every " + every + " steps") + ")";
    }
}
