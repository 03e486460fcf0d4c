package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.style.HeatMapStyler;

/** Draws a heat map, with its scale of colours to the right. */
final class HeatMapPainter {
    private static final double AROUND_CELLS = 110; // the height of title, labels and margins, about

    private HeatMapPainter() {}

    static void draw(Graphics2D g, Frame frame, HeatMap map) {
        var bar = new ColourBar(map.colouring(), map.spread(), frame.height() - AROUND_CELLS);
        int width = frame.width() - bar.width();
        Extent extent = drawCells(g, frame, width, map);
        bar.draw(g, width, extent.top, extent.bottom);
    }

    private static Extent drawCells(Graphics2D g, Frame frame, int width, HeatMap map) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(width)
                .height(frame.height())
                .title(Style.title(frame.title(), width))
                .xAxisTitle(frame.x())
                .yAxisTitle(frame.y())
                .build();
        HeatMapStyler styler = chart.getStyler();
        Style.apply(styler, frame);
        styler.setPlotContentSize(1);
        styler.setPlotGridLinesVisible(false);
        styler.setPlotBackgroundColor(Style.NO_VALUE);
        styler.setRangeColors(map.colouring().scale().array());
        styler.setDrawBorder(true); // in the cell's own colour, which closes the seams between smoothed edges
        List<String> rows = new ArrayList<>(Style.rowLabels(map.rows(), frame.height()));
        Collections.reverse(rows); // the first row stands on top
        var columns = new ColumnLabels(map.columns(), width);
        columns.apply(styler);
        chart.addAnnotation(columns);
        HeatMapSeries series = chart.addSeries("cells", columns.shown(), rows, cells(map));
        Range range = map.spread();
        series.setMin(range.min()).setMax(range.max());
        var extent = new Extent();
        chart.addAnnotation(extent);
        chart.paint(g, width, frame.height());
        return extent;
    }

    /** A triple (column, row from below, scaled value) for each value that has a colour. */
    private static List<Number[]> cells(HeatMap map) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                double value = map.colouring().scaled(map.values().get(row).get(column));
                if (Double.isFinite(value)) {
                    cells.add(new Number[] {column, map.rows().size() - 1 - row, value});
                }
            }
        }
        return cells;
    }

    /**
     * Learns from XChart, which does not tell it otherwise, where the cells lie: it is painted last and draws nothing.
     */
    private static final class Extent extends AnnotationLine {
        private double top;
        private double bottom;

        Extent() {
            super(0, false, true);
        }

        @Override
        public void paint(Graphics2D g) {
            top = getYAxisScreenValueForMin();
            bottom = getYAxisScreenValueForMax();
        }
    }
}
