package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Figure;

/** A grid of values (rows, columns), each drawn as a colour. */
record HeatMap(
        List<String> rows,
        List<String> columns,
        List<List<Double>> values,
        String valueName,
        @Nullable Range range,
        boolean diverging)
        implements Content {
    HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        Objects.requireNonNull(valueName, "valueName");
        if (rows.isEmpty() || columns.isEmpty()) {
            throw new IllegalArgumentException("a heat map of " + rows.size() + " rows and " + columns.size()
                    + " columns came, expected at least one of each: pass labels and values");
        }
        if (values.size() != rows.size()) {
            throw new IllegalArgumentException("a heat map came with " + rows.size() + " row labels and "
                    + values.size() + " rows of values, expected as many: give each row one label");
        }
        for (int row = 0; row < values.size(); row++) {
            if (values.get(row).size() != columns.size()) {
                throw new IllegalArgumentException("a heat map came with " + columns.size() + " column labels and "
                        + values.get(row).size() + " values in row " + row
                        + ", expected as many: give each column one label");
            }
        }
    }

    static HeatMap of(String[] rows, String[] columns, double[][] values) {
        List<List<Double>> boxed = Arrays.stream(values)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
        return new HeatMap(List.of(rows), List.of(columns), boxed, "", null, false);
    }

    HeatMap withValueName(String name) {
        return new HeatMap(rows, columns, values, name, range, diverging);
    }

    HeatMap withRange(Range newRange) {
        return new HeatMap(rows, columns, values, valueName, newRange, diverging);
    }

    HeatMap withDiverging() {
        return new HeatMap(rows, columns, values, valueName, range, true);
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        requireData(frame.title());
        HeatMapPainter.draw(g, frame, this);
    }

    @Override
    public Figure figure(Frame frame) {
        requireData(frame.title());
        return HeatMapFigure.of(frame, this);
    }

    @Override
    public String summary() {
        return rows.size() + " x " + columns.size() + " heat map";
    }

    ColourScale scale() {
        return diverging ? ColourScale.DIVERGING : ColourScale.SEQUENTIAL;
    }

    /**
     * The values of the first and the last colour: as asked for or spanned by the values, 0 in the middle if diverging.
     */
    Range valueRange() {
        Range span = range != null ? range : Range.spanning(finite());
        if (!diverging) {
            return span;
        }
        double far = Math.max(Math.abs(span.min()), Math.abs(span.max()));
        return new Range(-far, far);
    }

    private void requireData(String title) {
        if (finite().findAny().isEmpty()) {
            throw new IllegalStateException("heat map '" + title + "' came with no value to draw, expected at least "
                    + "one that is finite: look for NaN in what was measured");
        }
    }

    private DoubleStream finite() {
        return values.stream()
                .flatMapToDouble(row -> row.stream().mapToDouble(value -> value))
                .filter(Double::isFinite);
    }
}
