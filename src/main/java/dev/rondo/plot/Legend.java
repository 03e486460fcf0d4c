package dev.rondo.plot;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The legend below a plot, in as many rows as the names need. */
final class Legend {
    private static final int SWATCH = 26;
    private static final int GAP = 6; // between a swatch and its name
    private static final int BETWEEN = 20; // between entries
    private static final int ROW = 19;
    private static final int MARGIN = 10;

    private record Entry(Series series, Look look, int depth, String name, double width) {}

    private final List<List<Entry>> rows = new ArrayList<>();
    private final int width;

    Legend(Plot plot, int width) {
        this.width = width;
        if (!plot.hasLegend()) {
            return;
        }
        double used = Double.POSITIVE_INFINITY;
        for (int i = 0; i < plot.series().size(); i++) {
            Entry entry = entry(plot, i);
            if (used + BETWEEN + entry.width() > width - 2 * MARGIN) {
                rows.add(new ArrayList<>());
                used = -BETWEEN;
            }
            rows.get(rows.size() - 1).add(entry);
            used += BETWEEN + entry.width();
        }
    }

    private Entry entry(Plot plot, int index) {
        Series series = plot.series().get(index);
        String name = Style.fitted(Style.visible(series.name()), Style.SMALL, width - 2.0 * MARGIN - SWATCH - GAP);
        double taken = SWATCH + GAP + Style.width(name, Style.SMALL);
        return new Entry(series, plot.look(index), plot.depth(index), name, taken);
    }

    /** The height that the legend takes from the chart. */
    int height() {
        return rows.isEmpty() ? 0 : rows.size() * ROW + MARGIN;
    }

    void draw(Graphics2D g, int top) {
        g.setFont(Style.SMALL);
        for (int row = 0; row < rows.size(); row++) {
            double taken = -BETWEEN;
            for (Entry entry : rows.get(row)) {
                taken += BETWEEN + entry.width();
            }
            double x = (width - taken) / 2;
            double middle = top + row * ROW + ROW / 2.0;
            for (Entry entry : rows.get(row)) {
                drawSwatch(g, entry, x, middle);
                g.setColor(Style.TEXT);
                g.drawString(entry.name(), (float) (x + SWATCH + GAP), (float) (middle + 4));
                x += entry.width() + BETWEEN;
            }
        }
    }

    private static void drawSwatch(Graphics2D g, Entry entry, double x, double middle) {
        g.setColor(entry.look().colour());
        if (entry.series() instanceof Series.Bars) {
            g.fill(new Rectangle2D.Double(x + (SWATCH - 12) / 2.0, middle - 6, 12, 12));
        } else if (entry.series() instanceof Series.Level) {
            g.setStroke(Style.DASHED);
            g.draw(new Line2D.Double(x, middle, x + SWATCH, middle));
        } else if (entry.series() instanceof Series.Band) {
            g.setColor(entry.look().translucent());
            for (int k = 0; k < entry.depth(); k++) {
                g.fill(new Rectangle2D.Double(x + 2, middle - 6, SWATCH - 4.0, 12));
            }
        } else if (entry.series() instanceof Series.Curve curve) {
            if (curve.joined()) {
                g.setStroke(entry.look().stroke(curve));
                g.draw(new Line2D.Double(x + 2, middle, x + SWATCH - 2, middle));
            }
            if (entry.look().marked(curve)) {
                g.fill(new Ellipse2D.Double(x + SWATCH / 2.0 - 3, middle - 3, 6, 6));
            }
        }
    }
}
