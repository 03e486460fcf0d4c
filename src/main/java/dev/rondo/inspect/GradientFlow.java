package dev.rondo.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.State;
import dev.rondo.cell.StepLoss;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much of a loss's gradient reaches back to each step: the Euclidean norms of dL/dh_t and, for an LSTM, dL/dc_t.
 *
 * <pre>{@code
 * GradientFlow.plot(Map.of(
 *         "tanh", GradientFlow.of(tanh.cells(), x),
 *         "LSTM", GradientFlow.of(lstm.cells(), x))).show();
 * GradientFlow.of(lstm.cells(), x).decay(); // factor 0.9712 per step, halved every 23.7 steps (R2 0.994)
 * }</pre>
 *
 * <p>The gradients are whole ones, through the outputs and all later steps. h_t and c_t count as two variables: what
 * c_t does through the h_t of its own step stands under h. They are computed in single precision: norms below 1e-38 are
 * not to be trusted, and what falls below 1e-45 is zero.
 *
 * <p>Distances are counted in the order in which a cell reads: for the one that reads from the end, position 0 is the
 * last step.
 */
@CheckReturnValue
public final class GradientFlow {
    private final Place place;
    private final List<double[]> h; // (layers x directions)(time)
    private final List<double[]> c; // the same; nothing in each where the cell has no memory

    private GradientFlow(Place place, List<double[]> h, List<double[]> c) {
        this.place = place;
        this.h = h;
        this.c = c;
    }

    /**
     * Takes the loss L = u h, with h the last state of the top layer (of both directions side by side, each after the
     * step that it reads last) and u a random vector of length 1: of the last state as a whole, no part of it
     * preferred.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param seed the seed of u
     * @return the norms
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack
     */
    public static GradientFlow of(CellStack cells, float[][] x, long seed) {
        Place top = Place.top(cells);
        int hidden = cells.hidden();
        float[] u = unit(top.directions() * hidden, new SplittableRandom(seed));
        List<State> after = new ArrayList<>(cells.zero());
        for (int direction = 0; direction < top.directions(); direction++) {
            State zero = after.get(top.index() + direction);
            float[] own = Arrays.copyOfRange(u, direction * hidden, (direction + 1) * hidden);
            after.set(top.index() + direction, new State(own, zero.c()));
        }
        CellStack.Trace trace = cells.forward(x, cells.zero());
        return of(top, cells.backward(trace, new float[x.length][u.length], after));
    }

    /** Returns a vector of length 1, all directions alike. */
    private static float[] unit(int length, SplittableRandom random) {
        double[] normal = new double[length];
        Arrays.setAll(normal, k -> random.nextGaussian());
        double size =
                Math.sqrt(Arrays.stream(normal).map(value -> value * value).sum());
        float[] unit = new float[length];
        for (int k = 0; k < length; k++) {
            unit[k] = (float) (normal[k] / size);
        }
        return unit;
    }

    /**
     * Takes the loss of {@link #of(CellStack, float[][], long)} with seed 0.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @return the norms
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack
     */
    public static GradientFlow of(CellStack cells, float[][] x) {
        return of(cells, x, 0);
    }

    /**
     * Takes any loss of the outputs, given its gradient.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param dy the gradient of the loss with respect to the top layer's outputs, (time)(directions x hidden); zeros at
     *     a step that the loss does not read
     * @return the norms
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack, or dy does not fit either
     */
    public static GradientFlow of(CellStack cells, float[][] x, float[][] dy) {
        return of(Place.top(cells), cells.backward(cells.forward(x, cells.zero()), dy));
    }

    /**
     * Takes a loss on the output at the last position.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param loss the loss
     * @param head the layer that makes the loss's scores of the output, (directions x hidden) to (scores)
     * @param target what the loss is measured against, (scores)
     * @return the norms
     * @throws IllegalArgumentException if the sequence is empty, or something does not fit
     */
    public static GradientFlow ofLastStep(CellStack cells, float[][] x, StepLoss loss, Linear head, float[] target) {
        CellStack.Trace trace = cells.forward(x, cells.zero());
        float[][] dy = new float[x.length][trace.y()[0].length];
        dy[x.length - 1] = dy(loss, head, trace.y()[x.length - 1], target);
        return of(Place.top(cells), cells.backward(trace, dy));
    }

    /**
     * Takes the sum of a loss on the output at each position. Gradients then come in at every step, so that the norms
     * tell of the balance between what comes in and what is lost, and a rate fitted to them little.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param loss the loss
     * @param head the layer that makes the loss's scores of an output, (directions x hidden) to (scores)
     * @param targets what the loss is measured against, (time)(scores)
     * @return the norms
     * @throws IllegalArgumentException if the sequence is empty, or something does not fit
     */
    public static GradientFlow ofEachStep(CellStack cells, float[][] x, StepLoss loss, Linear head, float[][] targets) {
        if (targets.length != x.length) {
            throw new IllegalArgumentException("targets has " + targets.length + " steps, but x has " + x.length
                    + ": give one for each step, or use ofLastStep");
        }
        CellStack.Trace trace = cells.forward(x, cells.zero());
        float[][] dy = new float[x.length][];
        for (int t = 0; t < x.length; t++) {
            dy[t] = dy(loss, head, trace.y()[t], targets[t]);
        }
        return of(Place.top(cells), cells.backward(trace, dy));
    }

    private static float[] dy(StepLoss loss, Linear head, float[] y, float[] target) {
        Map<String, Tensor> unused = new HashMap<>(); // the gradients of the head's weights
        return head.back(y, loss.gradient(head.apply(y), target), unused);
    }

    private static GradientFlow of(Place top, CellStack.Gradients gradients) {
        List<double[]> h = new ArrayList<>();
        List<double[]> c = new ArrayList<>();
        for (State[] states : gradients.states()) {
            boolean hasMemory = states[0].c().length > 0;
            h.add(Arrays.stream(states).mapToDouble(s -> norm(s.h())).toArray());
            c.add(
                    hasMemory
                            ? Arrays.stream(states)
                                    .mapToDouble(s -> norm(s.c()))
                                    .toArray()
                            : new double[0]);
        }
        return new GradientFlow(top, h, c);
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /**
     * Returns this looking at another layer.
     *
     * @param layer the layer, 0 at the bottom
     * @return the changed value
     * @throws IllegalArgumentException if there is no such layer
     */
    public GradientFlow layer(int layer) {
        return new GradientFlow(place.layer(layer), h, c);
    }

    /**
     * Returns this looking at the cell that reads from the end.
     *
     * @return the changed value
     * @throws IllegalArgumentException if the stack reads one way
     */
    public GradientFlow reverse() {
        return new GradientFlow(place.reverse(), h, c);
    }

    /**
     * Returns the norms of dL/dh.
     *
     * @return one for each position, (time)
     */
    public double[] h() {
        return h.get(place.index()).clone();
    }

    /**
     * Returns the norms of dL/dc.
     *
     * @return one for each position, (time)
     * @throws IllegalArgumentException if the cell has no memory c
     */
    public double[] c() {
        if (!hasMemory()) {
            throw new IllegalArgumentException("the cell has no memory c, only an LSTM has: use h()");
        }
        return c.get(place.index()).clone();
    }

    /**
     * Fits a rate to the norms of dL/dh against the distance from the last step read.
     *
     * @return how much of the gradient each step further back leaves
     */
    public Decay decay() {
        return Decay.of(stepsBack(place), h.get(place.index()));
    }

    /**
     * Draws the norms of every layer and direction against the distance from the last step read, on a logarithmic axis.
     *
     * @return the chart
     */
    public Chart plot() {
        Chart chart = empty("Gradient through time");
        for (Place at : place.all()) {
            chart = lines(chart, at.toString(), at);
        }
        return chart;
    }

    /**
     * Draws several beside each other, each by the layer it is looking at, over the distance from the last step read.
     *
     * @param flows what to draw, by the name in the legend; in the order of the map
     * @return the chart
     * @throws IllegalArgumentException if there are none
     */
    public static Chart plot(Map<String, GradientFlow> flows) {
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("flows is empty, expected at least one to draw");
        }
        Chart chart = empty("Gradient through time");
        for (Map.Entry<String, GradientFlow> flow : flows.entrySet()) {
            chart = flow.getValue().lines(chart, flow.getKey(), flow.getValue().place);
        }
        return chart;
    }

    private static Chart empty(String title) {
        return Chart.of(title)
                .x("steps back from the last")
                .y("norm of the gradient")
                .logY();
    }

    private Chart lines(Chart chart, String name, Place at) {
        double[] distances = stepsBack(at);
        if (!hasMemory()) {
            return chart.line(name, distances, h.get(at.index()));
        }
        return chart.line(name + ", h", distances, h.get(at.index())).line(name + ", c", distances, c.get(at.index()));
    }

    /**
     * Returns a row for each layer, direction and position.
     *
     * @return a table of layer, direction, time, steps back, h and (for an LSTM) c
     */
    public Table table() {
        IntColumn layer = IntColumn.create("layer");
        StringColumn direction = StringColumn.create("direction");
        IntColumn time = IntColumn.create("time");
        IntColumn back = IntColumn.create("steps back");
        DoubleColumn ofH = DoubleColumn.create("h");
        DoubleColumn ofC = DoubleColumn.create("c");
        for (Place at : place.all()) {
            for (int t = 0; t < length(); t++) {
                layer.append(at.layer());
                direction.append(at.way());
                time.append(t);
                back.append(at.stepsBack(t, length()));
                ofH.append(h.get(at.index())[t]);
                ofC.append(hasMemory() ? c.get(at.index())[t] : Double.NaN);
            }
        }
        Table table = Table.create("Gradient through time", layer, direction, time, back, ofH);
        return hasMemory() ? table.addColumns(ofC) : table;
    }

    int length() {
        return h.get(0).length;
    }

    Place place() {
        return place;
    }

    /** Returns this looking at the given place of its own stack. */
    GradientFlow at(Place other) {
        return new GradientFlow(other, h, c);
    }

    /** Returns the norm of dL/dh a number of steps back from the last one read. */
    double atDistance(int back) {
        return h.get(place.index())[place.direction() == 0 ? length() - 1 - back : back];
    }

    private boolean hasMemory() {
        return c.get(0).length > 0;
    }

    private double[] stepsBack(Place at) {
        double[] back = new double[length()];
        Arrays.setAll(back, t -> at.stepsBack(t, back.length));
        return back;
    }

    @Override
    public String toString() {
        return "GradientFlow(" + length() + " steps, " + place + ": " + decay() + ")";
    }
}
