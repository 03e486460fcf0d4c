package dev.rondo.plot;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A heat map as a Tablesaw figure. */
final class HeatMapFigure {
    private HeatMapFigure() {}

    static Figure of(Frame frame, HeatMap map) {
        double[][] values = map.values().stream()
                .map(row -> row.stream().mapToDouble(map.colouring()::scaled).toArray())
                .toArray(double[][]::new);
        HeatmapTrace cells = HeatmapTrace.builder(distinct(map.columns()), distinct(map.rows()), values)
                .build();
        Axis x = Axis.builder()
                .title(PlotFigure.script(frame.x()))
                .type(Axis.Type.CATEGORY)
                .build();
        Axis y = Axis.builder()
                .title(PlotFigure.script(frame.y()))
                .type(Axis.Type.CATEGORY)
                .autoRange(Axis.AutoRange.REVERSED) // the first row stands on top
                .build();
        return new Figure(PlotFigure.layout(frame).xAxis(x).yAxis(y).build(), new Coloured(cells, options(map)));
    }

    /** Plotly joins cells of equal labels; spaces of no width keep them apart and unseen. */
    private static Object[] distinct(List<String> labels) {
        Set<String> seen = new HashSet<>();
        return labels.stream()
                .map(Style::visible)
                .map(label -> {
                    String free = label;
                    while (!seen.add(free)) {
                        free += "\u200b";
                    }
                    return free;
                })
                .toArray();
    }

    private static String options(HeatMap map) {
        ColourScale scale = map.colouring().scale();
        float[] stops = scale.stops();
        var colours = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < stops.length; i++) {
            colours.add(String.format(
                    Locale.ROOT,
                    "[%s, '%s']",
                    stops[i],
                    Style.css(scale.colours().get(i))));
        }
        Range range = map.spread();
        return "zmin: " + range.min() + ",\nzmax: " + range.max() + ",\ncolorscale: " + colours + ",\n"
                + (map.colouring().log() ? logarithms(map, range) : "");
    }

    /** The cells of the figure hold logarithms; its scale and what it says of a cell give the values themselves. */
    private static String logarithms(HeatMap map, Range range) {
        var places = new StringJoiner(", ", "[", "]");
        var labels = new StringJoiner(", ", "[", "]");
        for (ColourBar.Tick tick : ColourBar.ticks(map.colouring(), range, Double.POSITIVE_INFINITY)) {
            places.add(String.valueOf(range.min() + tick.place() * (range.max() - range.min())));
            labels.add("'" + tick.label() + "'");
        }
        return "colorbar: {tickvals: " + places + ", ticktext: " + labels + "},\ntext: " + map.values()
                + ",\nhoverinfo: 'x+y+text',\n";
    }

    /** Tablesaw's trace takes neither colours nor their range, so they are written into its script. */
    private record Coloured(HeatmapTrace cells, String options) implements Trace {
        @Override
        public String asJavascript(int index) {
            String script = cells.asJavascript(index);
            int type = script.lastIndexOf("type: 'heatmap'");
            return script.substring(0, type) + options + script.substring(type);
        }

        @Override
        public String name() {
            return cells.name();
        }

        @Override
        public HoverLabel hoverLabel() {
            return cells.hoverLabel();
        }

        @Override
        public boolean showLegend() {
            return cells.showLegend();
        }
    }
}
