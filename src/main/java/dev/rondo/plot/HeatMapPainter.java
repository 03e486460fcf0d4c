package dev.rondo.plot;

import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.style.HeatMapStyler;

/** Draws a heat map, with its scale of colours to the right. */
final class HeatMapPainter {
    private static final int BAR = 14;
    private static final int TICKS = 5;

    private HeatMapPainter() {}

    static void draw(Graphics2D g, Frame frame, HeatMap map) {
        List<String> ticks = ticks(map.valueRange());
        double widest = ticks.stream()
                .mapToDouble(tick -> Style.width(tick, Style.SMALL))
                .max()
                .orElse(0);
        int beside = (int) (BAR + 8 + widest + (map.valueName().isBlank() ? 12 : 36));
        int width = frame.width() - beside;
        Extent extent = drawCells(g, frame, width, map);
        drawScale(g, extent, width, map, ticks, widest);
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
        styler.setRangeColors(map.scale().array());
        styler.setDrawBorder(true); // in the cell's own colour, which closes the seams between smoothed edges
        List<String> rows = new ArrayList<>(Style.rowLabels(map.rows(), frame.height()));
        Collections.reverse(rows); // the first row stands on top
        var columns = new ColumnLabels(map.columns(), width);
        columns.apply(styler);
        chart.addAnnotation(columns);
        HeatMapSeries series = chart.addSeries("cells", columns.shown(), rows, cells(map));
        Range range = map.valueRange();
        series.setMin(range.min()).setMax(range.max());
        var extent = new Extent();
        chart.addAnnotation(extent);
        chart.paint(g, width, frame.height());
        return extent;
    }

    /** A triple (column, row from below, value) for each finite value. */
    private static List<Number[]> cells(HeatMap map) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                double value = map.values().get(row).get(column);
                if (Double.isFinite(value)) {
                    cells.add(new Number[] {column, map.rows().size() - 1 - row, value});
                }
            }
        }
        return cells;
    }

    private static void drawScale(
            Graphics2D g, Extent extent, int left, HeatMap map, List<String> ticks, double widest) {
        double top = extent.top;
        double bottom = extent.bottom;
        g.setPaint(new LinearGradientPaint(
                0f,
                (float) bottom,
                0f,
                (float) top,
                map.scale().stops(),
                map.scale().array()));
        g.fill(new Rectangle2D.Double(left, top, BAR, bottom - top));
        g.setColor(Style.TEXT);
        g.setFont(Style.SMALL);
        for (int i = 0; i < TICKS; i++) {
            double y = bottom - (bottom - top) * i / (TICKS - 1);
            double x = left + BAR + 6 + widest - Style.width(ticks.get(i), Style.SMALL);
            g.drawString(ticks.get(i), (float) x, (float) (y + 4));
        }
        if (!map.valueName().isBlank()) {
            String name = Style.fitted(map.valueName(), Style.NAME, bottom - top);
            AffineTransform upright = g.getTransform();
            g.setFont(Style.NAME);
            g.translate(left + BAR + 6 + widest + 22, (top + bottom + Style.width(name, Style.NAME)) / 2);
            g.rotate(-Math.PI / 2);
            g.drawString(name, 0, 0);
            g.setTransform(upright);
        }
    }

    /** Labels from the lowest value to the highest, with as many decimals as tell them apart. */
    static List<String> ticks(Range range) {
        double step = (range.max() - range.min()) / (TICKS - 1);
        double largest = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(step)));
        String format = largest >= 1e7 || decimals > 6 ? "%.2e" : "%." + decimals + "f";
        List<String> ticks = new ArrayList<>();
        for (int i = 0; i < TICKS; i++) {
            double value = range.min() + step * i;
            ticks.add(String.format(Locale.ROOT, format, Math.abs(value) < step / 1000 ? 0.0 : value));
        }
        return ticks;
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
