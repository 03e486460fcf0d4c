package dev.rondo.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A plot as a Tablesaw figure. */
final class PlotFigure {
    private PlotFigure() {}

    static Figure of(Frame frame, Plot plot) {
        List<Trace> traces = new ArrayList<>();
        int bands = 0; // they come first, for plotly draws in this order
        for (int i = 0; i < plot.series().size(); i++) {
            Series series = plot.series().get(i);
            Look look = plot.look(i);
            if (series instanceof Series.Curve curve) {
                traces.add(curve(plot, curve, look));
            } else if (series instanceof Series.Band band) {
                traces.add(bands++, band(plot, band, look));
            } else if (series instanceof Series.Bars bars) {
                traces.add(bars(plot, bars, look.colour()));
            } else if (series instanceof Series.Level level) {
                traces.add(level(plot, level, look.colour()));
            }
        }
        Layout layout = layout(frame)
                .showLegend(plot.hasLegend())
                .barMode(Layout.BarMode.GROUP)
                .xAxis(xAxis(frame, plot))
                .yAxis(yAxis(frame, plot))
                .build();
        return new Figure(layout, traces.toArray(Trace[]::new));
    }

    static Layout.LayoutBuilder layout(Frame frame) {
        return Layout.builder(script(frame.title())).width(frame.width()).height(frame.height());
    }

    /** Text as the figure's script can hold it: its templates escape quotes, but neither backslashes nor line ends. */
    static String script(String text) {
        return text.replace("\\", "\\\\").replaceAll("\\R", " ");
    }

    private static Axis xAxis(Frame frame, Plot plot) {
        Axis.AxisBuilder axis = Axis.builder().title(script(frame.x()));
        if (plot.hasBars()) {
            return axis.type(Axis.Type.CATEGORY).build();
        }
        return switch (plot.x()) {
            case LOG -> axis.type(Axis.Type.LOG).build();
            case TIMES -> axis.type(Axis.Type.DATE).build();
            case LINEAR -> axis.type(Axis.Type.LINEAR).build();
        };
    }

    private static Axis yAxis(Frame frame, Plot plot) {
        // Tablesaw writes numbers as text: without a type, many gaps would make plotly take them for categories
        Axis.AxisBuilder axis =
                Axis.builder().title(script(frame.y())).type(plot.logY() ? Axis.Type.LOG : Axis.Type.LINEAR);
        if (plot.yRange() != null) {
            Range y = plot.yRange();
            axis.range(plot.logY() ? Math.log10(y.min()) : y.min(), plot.logY() ? Math.log10(y.max()) : y.max());
        }
        return axis.build();
    }

    private static Trace curve(Plot plot, Series.Curve curve, Look look) {
        var builder = scatter(plot, curve.xs(), curve.ys())
                .name(script(curve.name()))
                .showLegend(true)
                .marker(Marker.builder().color(Style.css(look.colour())).build());
        if (!curve.joined()) {
            return labelled(builder, curve.labels()).build();
        }
        return builder.mode(look.marked(curve) ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE)
                .line(look.line())
                .build();
    }

    /** The area as lines that end where they began, a gap between any two. */
    private static Trace band(Plot plot, Series.Band band, Look look) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (Series.Band run : plot.runs(band)) {
            xs.addAll(run.xs());
            ys.addAll(run.high());
            for (int k = run.xs().size() - 1; k >= 0; k--) {
                xs.add(run.xs().get(k));
                ys.add(run.low().get(k));
            }
            xs.addAll(List.of(run.xs().get(0), run.xs().get(0)));
            ys.addAll(List.of(run.high().get(0), Double.NaN));
        }
        return scatter(plot, xs, ys)
                .name(script(band.name()))
                .showLegend(true)
                .mode(ScatterTrace.Mode.LINE)
                .line(Line.builder()
                        .color(Style.rgba(look.translucent()))
                        .width(1)
                        .build())
                .fill(ScatterTrace.Fill.TO_SELF)
                .fillColor(Style.rgba(look.translucent()))
                .build();
    }

    private static ScatterTrace.ScatterBuilder scatter(Plot plot, List<Double> xs, List<Double> ys) {
        if (plot.x() != XScale.TIMES) {
            return ScatterTrace.builder(xs.stream().mapToDouble(x -> x).toArray(), plot.drawn(ys));
        }
        StringColumn times = StringColumn.create("x", xs.stream().map(Times::script));
        return ScatterTrace.builder(times, DoubleColumn.create("y", plot.drawn(ys)));
    }

    private static ScatterTrace.ScatterBuilder labelled(ScatterTrace.ScatterBuilder points, List<String> labels) {
        return labels.isEmpty()
                ? points.mode(ScatterTrace.Mode.MARKERS)
                : points.mode(ScatterTrace.Mode.TEXT_AND_MARKERS)
                        .text(labels.stream().map(PlotFigure::script).toArray(String[]::new));
    }

    private static Trace bars(Plot plot, Series.Bars bars, Color colour) {
        return BarTrace.builder(bars.categories().toArray(), plot.drawn(bars.ys()))
                .name(script(bars.name()))
                .showLegend(true)
                .marker(Marker.builder().color(Style.css(colour)).build())
                .build();
    }

    private static Trace level(Plot plot, Series.Level level, Color colour) {
        Line dashed =
                Line.builder().color(Style.css(colour)).dash(Line.Dash.DASH).build();
        return levelPoints(plot, level)
                .name(script(level.name()))
                .showLegend(true)
                .mode(ScatterTrace.Mode.LINE)
                .line(dashed)
                .build();
    }

    private static ScatterTrace.ScatterBuilder levelPoints(Plot plot, Series.Level level) {
        if (!plot.hasBars()) {
            Range x = plot.xAxis();
            return scatter(plot, List.of(x.min(), x.max()), List.of(level.y(), level.y()));
        }
        List<String> categories = plot.categories();
        DoubleColumn ys = DoubleColumn.create("y", categories.size());
        for (int i = 0; i < categories.size(); i++) {
            ys.set(i, level.y());
        }
        return ScatterTrace.builder(StringColumn.create("x", categories), ys);
    }
}
