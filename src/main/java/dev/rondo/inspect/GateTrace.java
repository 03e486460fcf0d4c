package dev.rondo.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Every gate of every unit while a stack reads a sequence.
 *
 * <pre>{@code
 * var trace = GateTrace.of(model.cells(), x);
 * trace.layer(0).plot("f").show();
 * trace.plotUnit(12).show();
 * trace.saturation().plot().show();
 * }</pre>
 */
@CheckReturnValue
public final class GateTrace {
    private final CellType type;
    private final CellStack.Trace trace;
    private final List<String> labels; // (time), or empty
    private final Place place;

    private GateTrace(CellType type, CellStack.Trace trace, List<String> labels, Place place) {
        this.type = type;
        this.trace = trace;
        this.labels = labels;
        this.place = place;
    }

    /**
     * Runs a stack over a sequence, from states of zero.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @return what happened
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack
     */
    public static GateTrace of(CellStack cells, float[][] x) {
        return new GateTrace(cells.type(), cells.forward(x, cells.zero()), List.of(), Place.top(cells));
    }

    /**
     * Returns this with a name for each step, such as the characters of a text.
     *
     * @param names the names, (time)
     * @return the changed value
     * @throws IllegalArgumentException if there are more or fewer than steps
     */
    public GateTrace labels(List<String> names) {
        if (names.size() != length()) {
            throw new IllegalArgumentException(
                    "labels has " + names.size() + " names, expected one for each of the " + length() + " steps");
        }
        return new GateTrace(type, trace, List.copyOf(names), place);
    }

    /**
     * Returns this looking at another layer.
     *
     * @param layer the layer, 0 at the bottom
     * @return the changed value
     * @throws IllegalArgumentException if there is no such layer
     */
    public GateTrace layer(int layer) {
        return new GateTrace(type, trace, labels, place.layer(layer));
    }

    /**
     * Returns this looking at the cell that reads from the end.
     *
     * @return the changed value
     * @throws IllegalArgumentException if the stack reads one way
     */
    public GateTrace reverse() {
        return new GateTrace(type, trace, labels, place.reverse());
    }

    /**
     * Returns what there is to look at.
     *
     * @return the letters of the gates in the order of the equations, then h and, for an LSTM, c
     */
    public List<String> gates() {
        Cell.Step first = steps(place).get(0);
        List<String> names = new ArrayList<>(first.gates().keySet());
        names.add("h");
        if (first.after().c().length > 0) {
            names.add("c");
        }
        return List.copyOf(names);
    }

    /**
     * Returns one gate, or h or c.
     *
     * @param name its letter, one of {@link #gates()}
     * @return its values, (time)(hidden); h and c are those after each step
     * @throws IllegalArgumentException if the cell has no such gate
     */
    public float[][] gate(String name) {
        return values(place, checked(name));
    }

    /**
     * Returns all of it in long form: a row for each layer, direction, step and unit.
     *
     * @return a table of layer, direction, time, label (where there are labels), unit, each gate, h and c
     */
    public Table table() {
        int rows = place.layers() * place.directions() * length() * hidden();
        IntColumn layer = IntColumn.create("layer", rows);
        StringColumn direction = StringColumn.create("direction", rows);
        IntColumn time = IntColumn.create("time", rows);
        StringColumn label = StringColumn.create("label", rows);
        IntColumn unit = IntColumn.create("unit", rows);
        int row = 0;
        for (Place at : place.all()) {
            for (int t = 0; t < length(); t++) {
                for (int k = 0; k < hidden(); k++) {
                    layer.set(row, at.layer());
                    direction.set(row, at.way());
                    time.set(row, t);
                    label.set(row, labels.isEmpty() ? "" : labels.get(t));
                    unit.set(row++, k);
                }
            }
        }
        Table table = Table.create("Gates", layer, direction, time);
        if (!labels.isEmpty()) {
            table.addColumns(label);
        }
        table.addColumns(unit);
        gates().forEach(name -> table.addColumns(column(name)));
        return table;
    }

    private FloatColumn column(String name) {
        FloatColumn column = FloatColumn.create(name);
        for (Place at : place.all()) {
            for (float[] units : values(at, name)) {
                for (float value : units) {
                    column.append(value);
                }
            }
        }
        return column;
    }

    /**
     * Draws one gate, or h or c, of all units: a row for each unit, a column for each step.
     *
     * @param gate its letter, one of {@link #gates()}
     * @return a heat map, 0 to 1 for a logistic gate, else from blue below zero to orange above
     * @throws IllegalArgumentException if the cell has no such gate
     */
    public Chart plot(String gate) {
        double[][] cells = units(checked(gate));
        String[] units =
                IntStream.range(0, hidden()).mapToObj(Integer::toString).toArray(String[]::new);
        String[] times = labels.isEmpty()
                ? IntStream.range(0, length()).mapToObj(Integer::toString).toArray(String[]::new)
                : labels.stream().map(GateTrace::visible).toArray(String[]::new);
        Chart map = Chart.heatMap(gate + " of every unit, " + place, units, times, cells)
                .x("time (steps)")
                .y("unit")
                .value(gate)
                .size(
                        within(800, 160 + (labels.isEmpty() ? 5 : 13) * length(), 1600),
                        within(300, 120 + 15 * hidden(), 760));
        return GateRange.of(type, gate).colour(map);
    }

    private static int within(int least, int wanted, int most) {
        return Math.max(least, Math.min(most, wanted));
    }

    private static String visible(String label) {
        return label.equals("\n") ? "\u21b5" : label;
    }

    /**
     * Draws what one unit does: a line for each gate, h and c, or for those named.
     *
     * @param unit the unit, from 0
     * @param names letters of {@link #gates()}; none for all
     * @return the chart
     * @throws IllegalArgumentException if there is no such unit, or the cell has no such gate
     */
    public Chart plotUnit(int unit, String... names) {
        checkUnit(unit, hidden());
        double[] time = IntStream.range(0, length()).asDoubleStream().toArray();
        Chart chart = Chart.of("Unit " + unit + ", " + place).x("time (steps)").y("value");
        for (String name : names.length == 0 ? gates() : List.of(names)) {
            chart = chart.line(name, time, unit(checked(name), unit));
        }
        return chart;
    }

    /**
     * Counts how often each unit's gates are all but shut or all but open.
     *
     * @return the shares of steps
     */
    public Saturation saturation() {
        Map<String, Saturation.Gate> gates = new LinkedHashMap<>();
        for (String name : gates()) {
            GateRange range = GateRange.of(type, name);
            boolean simple = type.gates() == 1;
            if (simple || range == GateRange.SHARE) {
                gates.put(name, Saturation.Gate.of(values(place, name), range));
            }
        }
        return new Saturation(place.toString(), gates);
    }

    /** Returns this looking at the given place of its own stack. */
    GateTrace at(Place other) {
        return new GateTrace(type, trace, labels, other);
    }

    /** Returns one unit's gate over time. */
    double[] unit(String gate, int unit) {
        return steps(place).stream()
                .mapToDouble(step -> value(step, gate)[unit])
                .toArray();
    }

    /** Returns one gate unit by unit, (hidden)(time). */
    double[][] units(String gate) {
        double[][] units = new double[hidden()][length()];
        for (int t = 0; t < length(); t++) {
            float[] values = value(steps(place).get(t), gate);
            for (int k = 0; k < values.length; k++) {
                units[k][t] = values[k];
            }
        }
        return units;
    }

    static void checkUnit(int unit, int hidden) {
        if (unit < 0 || unit >= hidden) {
            throw new IllegalArgumentException("unit is " + unit + ", expected 0 to " + (hidden - 1));
        }
    }

    int length() {
        return trace.y().length;
    }

    int hidden() {
        return steps(place).get(0).after().h().length;
    }

    CellType type() {
        return type;
    }

    Place place() {
        return place;
    }

    private List<Cell.Step> steps(Place at) {
        return trace.steps().get(at.index());
    }

    private float[][] values(Place at, String name) {
        return steps(at).stream().map(step -> value(step, name).clone()).toArray(float[][]::new);
    }

    private static float[] value(Cell.Step step, String name) {
        return switch (name) {
            case "h" -> step.after().h();
            case "c" -> step.after().c();
            default -> Objects.requireNonNull(step.gates().get(name), name);
        };
    }

    String checked(String name) {
        if (!gates().contains(name)) {
            throw new IllegalArgumentException(named(type) + " has no gate '" + name + "': it has "
                    + (gates().size() == 1 ? gates().get(0) + " alone" : String.join(", ", gates())));
        }
        return name;
    }

    static String named(CellType type) {
        return switch (type) {
            case TANH -> "a tanh cell";
            case RELU -> "a relu cell";
            case SIGMOID -> "a sigmoid cell";
            case LSTM -> "an LSTM";
            case PEEPHOLE_LSTM -> "a peephole LSTM";
            case GRU, GRU_RESET_BEFORE -> "a GRU";
        };
    }

    @Override
    public String toString() {
        return "GateTrace(" + length() + " steps of " + named(type) + ", " + place + ": " + String.join(", ", gates())
                + " of " + hidden() + " units)";
    }
}
