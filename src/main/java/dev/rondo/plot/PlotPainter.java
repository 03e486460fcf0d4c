package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a plot, with its legend below. */
final class PlotPainter {
    /** Over more decades than this the labels between powers of ten would touch. */
    private static final double FEW_DECADES = 1.5;

    private PlotPainter() {}

    static void draw(Graphics2D g, Frame frame, Plot plot) {
        var legend = new Legend(plot, frame.width());
        int height = frame.height() - legend.height();
        if (plot.hasBars()) {
            drawBars(g, frame, height, plot);
        } else {
            drawCurves(g, frame, height, plot);
        }
        legend.draw(g, height);
    }

    private static void drawCurves(Graphics2D g, Frame frame, int height, Plot plot) {
        XYChart chart = new XYChartBuilder()
                .width(frame.width())
                .height(height)
                .title(Style.title(frame.title(), frame.width()))
                .xAxisTitle(frame.x())
                .yAxisTitle(frame.y())
                .build();
        style(chart.getStyler(), frame, plot);
        Range x = plot.xAxis();
        chart.getStyler().setXAxisMin(x.min()).setXAxisMax(x.max());
        List<Consumer<Graphics2D>> below = new ArrayList<>();
        switch (plot.x()) {
            case LOG -> styleLogX(chart.getStyler(), x);
            case TIMES -> {
                var axis = new TimeAxis(x);
                axis.apply(chart.getStyler());
                chart.addAnnotation(axis);
                below.add(axis::drawGrid);
            }
            case LINEAR -> chart.getStyler().setxAxisTickLabelsFormattingFunction(TickLabel::of);
        }
        plot.fewWholeXs() // there is no epoch 1.5: as far apart as whole numbers are
                .ifPresent(count -> chart.getStyler().setXAxisTickMarkSpacingHint(frame.width() / count));
        Underlay.addTo(chart, x, plot.yAxis(), below);
        addSeries(chart, plot, below);
        chart.paint(g, frame.width(), height);
    }

    private static void addSeries(XYChart chart, Plot plot, List<Consumer<Graphics2D>> below) {
        for (int i = 0; i < plot.series().size(); i++) {
            Series series = plot.series().get(i);
            Look look = plot.look(i);
            if (series instanceof Series.Level level) {
                chart.addAnnotation(new LevelLine(level, look));
            } else if (series instanceof Series.Band band) {
                below.add(Underlay.band(chart, plot, band, look));
            } else if (series instanceof Series.Curve curve && !curve.xs().isEmpty()) {
                style(chart.addSeries("s" + i, unboxed(curve.xs()), plot.drawn(curve.ys())), curve, look);
                chart.addAnnotation(new PointLabels(curve, look.colour()));
            }
        }
    }

    private static void style(XYSeries series, Series.Curve curve, Look look) {
        series.setLineColor(look.colour());
        series.setMarkerColor(look.colour());
        series.setLineStyle(curve.joined() ? look.stroke(curve) : SeriesLines.NONE);
        series.setMarker(look.marked(curve) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    private static void drawBars(Graphics2D g, Frame frame, int height, Plot plot) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(frame.width())
                .height(height)
                .title(Style.title(frame.title(), frame.width()))
                .xAxisTitle(frame.x())
                .yAxisTitle(frame.y())
                .build();
        style(chart.getStyler(), frame, plot);
        chart.getStyler().setAvailableSpaceFill(0.75).setPlotGridVerticalLinesVisible(false);
        List<String> categories = plot.categories();
        var labels = new ColumnLabels(categories, frame.width());
        labels.apply(chart.getStyler());
        chart.addAnnotation(labels);
        for (int i = 0; i < plot.series().size(); i++) {
            Series series = plot.series().get(i);
            if (series instanceof Series.Level level) {
                chart.addAnnotation(new LevelLine(level, plot.look(i)));
            } else if (series instanceof Series.Bars bars) {
                CategorySeries drawn = chart.addSeries("s" + i, labels.shown(), aligned(plot, bars, categories));
                drawn.setFillColor(plot.look(i).colour());
            }
        }
        chart.paint(g, frame.width(), height);
    }

    /** The heights in the order of all categories, null where there is none. */
    private static List<@Nullable Double> aligned(Plot plot, Series.Bars bars, List<String> categories) {
        @Nullable Double[] heights = new @Nullable Double[categories.size()];
        double[] ys = plot.drawn(bars.ys());
        for (int i = 0; i < ys.length; i++) {
            if (!Double.isNaN(ys[i])) {
                heights[categories.indexOf(bars.categories().get(i))] = ys[i];
            }
        }
        return Arrays.asList(heights);
    }

    private static void style(AxesChartStyler styler, Frame frame, Plot plot) {
        Style.apply(styler, frame);
        styler.setMarkerSize(6);
        Range y = plot.yAxis();
        styler.setYAxisMin(y.min()).setYAxisMax(y.max());
        if (plot.logY()) {
            styler.setYAxisLogarithmic(true);
            styler.setYAxisLogarithmicDecadeOnly(isWide(y));
        } else { // XChart takes an axis with labels of ours for a linear one
            styler.setyAxisTickLabelsFormattingFunction(TickLabel::of);
        }
    }

    /** Two powers of ten are labels enough; with fewer, those between are needed too, turned to find room. */
    private static void styleLogX(AxesChartStyler styler, Range x) {
        boolean decades = Math.floor(Math.log10(x.max())) - Math.ceil(Math.log10(x.min())) >= 1;
        styler.setXAxisLogarithmic(true);
        styler.setXAxisLogarithmicDecadeOnly(decades);
        styler.setXAxisLabelRotation(decades ? 0 : 60);
    }

    private static boolean isWide(Range range) {
        return Math.log10(range.max() / range.min()) > FEW_DECADES;
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    /** XChart has one colour for all lines across a chart and puts them on whole pixels; these do neither. */
    private static final class LevelLine extends AnnotationLine {
        private final double y;
        private final Color colour;

        LevelLine(Series.Level level, Look look) {
            super(level.y(), false, false);
            y = level.y();
            colour = look.colour();
        }

        @Override
        public void paint(Graphics2D g) {
            double onScreen = chart.getScreenYFromChart(y);
            if (onScreen < getYAxisScreenValueForMin() || onScreen > getYAxisScreenValueForMax()) {
                return; // yRange cuts it off
            }
            g.setColor(colour);
            g.setStroke(Style.DASHED);
            g.draw(new Line2D.Double(getXAxisScreenValueForMin(), onScreen, getXAxisScreenValueForMax(), onScreen));
        }
    }
}
