package dev.rondo.plot;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;

/** What is drawn below all lines and points: XChart draws series in order, so this is the marker of a first one. */
final class Underlay extends Marker {
    private final List<Consumer<Graphics2D>> layers;

    private Underlay(List<Consumer<Graphics2D>> layers) {
        this.layers = layers;
    }

    /** Adds a series of one point that draws the layers, inside the axes alone. */
    static void addTo(XYChart chart, Range x, Range y, List<Consumer<Graphics2D>> layers) {
        XYSeries first = chart.addSeries("underlay", new double[] {x.min()}, new double[] {y.min()});
        first.setLineStyle(SeriesLines.NONE);
        first.setMarker(new Underlay(layers));
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        layers.forEach(layer -> layer.accept(g));
    }

    /** A band as a layer: its area, and where a single point stands alone, an upright line. */
    static Consumer<Graphics2D> band(XYChart chart, Plot plot, Series.Band band, Look look) {
        return g -> {
            g.setColor(look.translucent());
            g.setStroke(Style.line(true));
            for (Series.Band run : plot.runs(band)) {
                Path2D path = path(chart, run);
                if (run.xs().size() == 1) {
                    g.draw(path);
                } else {
                    g.fill(path);
                }
            }
        };
    }

    private static Path2D path(XYChart chart, Series.Band run) {
        Path2D path = new Path2D.Double();
        int count = run.xs().size();
        for (int k = 0; k < 2 * count; k++) {
            int at = k < count ? k : 2 * count - 1 - k; // there above, and back below
            double x = chart.getScreenXFromChart(run.xs().get(at));
            double y = chart.getScreenYFromChart((k < count ? run.high() : run.low()).get(at));
            if (k == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        if (count > 1) {
            path.closePath();
        }
        return path;
    }
}
