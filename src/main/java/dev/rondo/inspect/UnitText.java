package dev.rondo.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.StepLoss;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import dev.rondo.task.LanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the hidden units do over a text, and which of them follows something that the text has.
 *
 * <pre>{@code
 * var units = UnitText.of(model, verse);
 * var name = TextProperty.inside("(?m)^[A-Z]+:");
 * var found = units.best(name);
 * units.plot(found).show();
 * UnitText.of(model, otherVerse).correlation(found, name); // does it hold on a text it was not picked by?
 * }</pre>
 *
 * <p>What is looked at is h, until {@link #value} names c or a gate. The value at a piece is the one after reading it.
 * The best of many units correlates with anything a little: measure the one that was found on another text.
 *
 * <p>Source: A. Karpathy, J. Johnson, L. Fei-Fei, Visualizing and understanding recurrent networks (2015), figure 2.
 */
@CheckReturnValue
public final class UnitText {
    private final GateTrace trace;
    private final List<String> pieces; // (time)
    private final String value;

    /**
     * A unit, and how closely it follows a property.
     *
     * @param layer its layer, 0 at the bottom
     * @param direction {@code forward} or {@code backward}
     * @param unit its number, from 0
     * @param correlation Pearson's correlation of the unit's value with the property, -1 to 1; 0 for a unit that never
     *     changes
     */
    public record Match(int layer, String direction, int unit, double correlation) {}

    private UnitText(GateTrace trace, List<String> pieces, String value) {
        this.trace = trace;
        this.pieces = pieces;
        this.value = value;
    }

    /**
     * Has a language model read a text, from a state of zero.
     *
     * @param model the model
     * @param text at least two characters, all known to the model
     * @return what its units do
     * @throws IllegalArgumentException if the text is shorter or has a character that the model does not know
     */
    public static UnitText of(LanguageModel model, String text) {
        int[] ids = model.encode(text);
        List<String> pieces =
                Arrays.stream(ids).mapToObj(model.vocabulary()::symbol).toList();
        return of(model.cells(), inputs(model, text), pieces);
    }

    /**
     * Returns what a language model's stack reads of a text, for whatever else is to look into the stack.
     *
     * @param model the model
     * @param text some characters, all known to the model
     * @return each character one-hot, or its learned vector, (time)(inputs)
     * @throws IllegalArgumentException if the text has a character that the model does not know
     */
    public static float[][] inputs(LanguageModel model, String text) {
        Tensor embedding = model.weights().get("embedding.weight");
        return Arrays.stream(model.encode(text))
                .mapToObj(id -> input(id, model.vocabulary().size(), embedding))
                .toArray(float[][]::new);
    }

    private static float[] input(int id, int symbols, @Nullable Tensor embedding) {
        if (embedding == null) {
            return StepLoss.oneHot(id, symbols);
        }
        int size = (int) embedding.shape()[1];
        return Arrays.copyOfRange(embedding.values(), id * size, (id + 1) * size);
    }

    /**
     * Has a stack read a text, from a state of zero.
     *
     * @param cells the stack
     * @param x an input for each piece of the text, (time)(inputs)
     * @param pieces the text in characters, words or whatever the stack was trained on, (time)
     * @return what its units do
     * @throws IllegalArgumentException if there are fewer than two pieces, or x does not fit them or the stack
     */
    public static UnitText of(CellStack cells, float[][] x, List<String> pieces) {
        if (pieces.size() < 2) {
            throw new IllegalArgumentException("the text has " + pieces.size()
                    + (pieces.size() == 1 ? " piece" : " pieces") + ", expected at least 2 to see something change");
        }
        if (x.length != pieces.size()) {
            throw new IllegalArgumentException("x has " + x.length + " steps, but the text has " + pieces.size()
                    + " pieces: give one input for each");
        }
        return new UnitText(GateTrace.of(cells, x).labels(pieces), List.copyOf(pieces), "h");
    }

    /**
     * Returns this looking at another layer.
     *
     * @param layer the layer, 0 at the bottom
     * @return the changed value
     * @throws IllegalArgumentException if there is no such layer
     */
    public UnitText layer(int layer) {
        return new UnitText(trace.layer(layer), pieces, value);
    }

    /**
     * Returns this looking at the cell that reads from the end.
     *
     * @return the changed value
     * @throws IllegalArgumentException if the stack reads one way
     */
    public UnitText reverse() {
        return new UnitText(trace.reverse(), pieces, value);
    }

    /**
     * Returns this looking at another value of each unit.
     *
     * @param name a letter of {@link GateTrace#gates()}: h, c or a gate
     * @return the changed value
     * @throws IllegalArgumentException if the cell has no such value
     */
    public UnitText value(String name) {
        return new UnitText(trace, pieces, trace.checked(name));
    }

    /**
     * Returns every gate of every unit over the text, with the pieces as labels.
     *
     * @return the gates, looking at the same layer as this
     */
    public GateTrace trace() {
        return trace;
    }

    /**
     * Returns what one unit does.
     *
     * @param unit the unit, from 0
     * @return its value after each piece, (time)
     * @throws IllegalArgumentException if there is no such unit
     */
    public double[] values(int unit) {
        GateTrace.checkUnit(unit, trace.hidden());
        return trace.unit(value, unit);
    }

    /**
     * Ranks all units, of every layer and direction, by how closely they follow a property.
     *
     * @param property what the text has
     * @return the units, the closest first, whichever the sign
     * @throws IllegalArgumentException if the property is the same all over the text
     */
    public List<Match> matches(TextProperty property) {
        double[] wanted = property.over(pieces);
        List<Match> matches = new ArrayList<>();
        for (Place place : trace.place().all()) {
            double[][] units = trace.at(place).units(value);
            for (int unit = 0; unit < units.length; unit++) {
                matches.add(new Match(place.layer(), place.way(), unit, correlation(units[unit], wanted)));
            }
        }
        matches.sort(Comparator.comparingDouble((Match match) -> -Math.abs(match.correlation)));
        return List.copyOf(matches);
    }

    /**
     * Returns the unit that follows a property most closely.
     *
     * @param property what the text has
     * @return the first of {@link #matches}
     * @throws IllegalArgumentException if the property is the same all over the text
     */
    public Match best(TextProperty property) {
        return matches(property).get(0);
    }

    /**
     * Returns the ranking of {@link #matches} as a table.
     *
     * @param property what the text has
     * @return a table of layer, direction, unit and correlation, the closest first
     * @throws IllegalArgumentException if the property is the same all over the text
     */
    public Table table(TextProperty property) {
        IntColumn layer = IntColumn.create("layer");
        StringColumn direction = StringColumn.create("direction");
        IntColumn unit = IntColumn.create("unit");
        DoubleColumn correlation = DoubleColumn.create("correlation");
        for (Match match : matches(property)) {
            layer.append(match.layer);
            direction.append(match.direction);
            unit.append(match.unit);
            correlation.append(match.correlation);
        }
        return Table.create(value + " against " + property.name(), layer, direction, unit, correlation);
    }

    /**
     * Measures how closely a unit found elsewhere follows a property here.
     *
     * @param found the unit
     * @param property what the text has
     * @return Pearson's correlation, -1 to 1; 0 for a unit that never changes
     * @throws IllegalArgumentException if there is no such unit, or the property is the same all over the text
     */
    public double correlation(Match found, TextProperty property) {
        return correlation(at(found).values(found.unit), property.over(pieces));
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int k = 0; k < a.length; k++) {
            ab += (a[k] - meanA) * (b[k] - meanB);
            aa += (a[k] - meanA) * (a[k] - meanA);
            bb += (b[k] - meanB) * (b[k] - meanB);
        }
        return aa == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }

    /**
     * Draws the text with each piece on the colour of one unit's value: blue below zero, orange above, or for a
     * logistic gate from 0 to 1. {@link Chart#ansi()} gives the same for a terminal.
     *
     * @param unit the unit, from 0
     * @return the coloured text
     * @throws IllegalArgumentException if there is no such unit
     */
    public Chart plot(int unit) {
        return coloured(unit, "");
    }

    /**
     * Draws the text with each piece on the colour of the value of a unit that was found.
     *
     * @param found the unit
     * @return the coloured text
     * @throws IllegalArgumentException if there is no such unit
     */
    public Chart plot(Match found) {
        return at(found).coloured(found.unit, String.format(Locale.ROOT, " (correlation %.2f)", found.correlation));
    }

    private Chart coloured(int unit, String remark) {
        String title = value + " of unit " + unit + ", " + trace.place() + remark;
        Chart text =
                Chart.text(title, pieces.toArray(String[]::new), values(unit)).value(value);
        return GateRange.of(trace.type(), value).colour(text);
    }

    private UnitText at(Match found) {
        Place layer = trace.place().layer(found.layer);
        Place there = found.direction.equals("backward") ? layer.reverse() : layer.forward();
        return new UnitText(trace.at(there), pieces, value);
    }

    @Override
    public String toString() {
        return "UnitText(" + value + " over " + pieces.size() + " pieces of text, " + trace.place() + ")";
    }
}
