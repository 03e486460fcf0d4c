package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.AnnotationLine;

/**
 * The labels beside points: right of each, or else left, above or below of it, wherever it stays inside and clear of the
 * labels and points before it; where there is no such place, right of it all the same.
 */
final class PointLabels extends AnnotationLine {
    private static final double GAP = 6; // from the point's middle
    private static final double LONGEST = 160;

    private final Series.Curve points;
    private final Color colour;

    PointLabels(Series.Curve points, Color colour) {
        super(0, false, true);
        this.points = points;
        this.colour = colour;
    }

    @Override
    public void paint(Graphics2D g) {
        double left = getXAxisScreenValueForMin();
        double top = getYAxisScreenValueForMin();
        Rectangle2D inside = new Rectangle2D.Double(
                left, top, getXAxisScreenValueForMax() - left, getYAxisScreenValueForMax() - top);
        List<Rectangle2D> taken = new ArrayList<>();
        for (int k = 0; k < points.labels().size(); k++) {
            if (isInside(k, inside)) {
                taken.add(new Rectangle2D.Double(x(k) - 3, y(k) - 3, 6, 6));
            }
        }
        g.setFont(Style.SMALL);
        g.setColor(colour.darker());
        for (int k = 0; k < points.labels().size(); k++) {
            if (isInside(k, inside)) {
                String label = Style.fitted(Style.visible(points.labels().get(k)), Style.SMALL, LONGEST);
                Rectangle2D place = place(x(k), y(k), Style.width(label, Style.SMALL), inside, taken);
                taken.add(place);
                g.drawString(label, (float) place.getX(), (float) (place.getMaxY() - 4));
            }
        }
    }

    private boolean isInside(int point, Rectangle2D inside) {
        return Double.isFinite(points.ys().get(point)) && inside.contains(x(point), y(point));
    }

    private double x(int point) {
        return chart.getScreenXFromChart(points.xs().get(point));
    }

    private double y(int point) {
        return chart.getScreenYFromChart(points.ys().get(point));
    }

    /** The first place around a point that is free. */
    static Rectangle2D place(double x, double y, double width, Rectangle2D inside, List<Rectangle2D> taken) {
        double height = Style.LINE_HEIGHT;
        List<Rectangle2D> places = List.of(
                new Rectangle2D.Double(x + GAP, y - height / 2, width, height),
                new Rectangle2D.Double(x - GAP - width, y - height / 2, width, height),
                new Rectangle2D.Double(x - width / 2, y - GAP / 2 - height, width, height),
                new Rectangle2D.Double(x - width / 2, y + GAP / 2, width, height));
        return places.stream()
                .filter(place -> inside.contains(place) && taken.stream().noneMatch(place::intersects))
                .findFirst()
                .orElse(places.get(0));
    }
}
