package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Figure;

/** A grid of values (rows, columns), each drawn as a colour. */
record HeatMap(List<String> rows, List<String> columns, List<List<Double>> values, Colouring colouring)
        implements Coloured {
    HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        Objects.requireNonNull(colouring, "colouring");
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
        return new HeatMap(List.of(rows), List.of(columns), boxed, Colouring.PLAIN);
    }

    @Override
    public HeatMap withColouring(Colouring other) {
        return new HeatMap(rows, columns, values, other);
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
    public String kind() {
        return "heat map";
    }

    @Override
    public String summary() {
        return rows.size() + " x " + columns.size() + " heat map";
    }

    /** The scaled values of the first and the last colour. */
    Range spread() {
        return colouring.spread(all());
    }

    private void requireData(String title) {
        if (!colouring.colours(all())) {
            throw new IllegalStateException("heat map '" + title + "' came with no value to draw, expected "
                    + colouring.wanted() + ": look for NaN in what was measured");
        }
    }

    private DoubleStream all() {
        return values.stream().flatMapToDouble(row -> row.stream().mapToDouble(value -> value));
    }
}
