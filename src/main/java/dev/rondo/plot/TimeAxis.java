package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The ticks of an axis of times. XChart would choose such ticks by the milliseconds; it is given numbers unseen, which
 * keep room for the labels, and these are drawn once it is done, as an annotation.
 */
final class TimeAxis extends AnnotationLine {
    private static final Color UNSEEN = new Color(0, 0, 0, 0);
    private static final int BASELINE = 18; // below the plot

    private final Range span;
    private List<TimeTicks.Tick> ticks = List.of();

    TimeAxis(Range span) {
        super(0, false, true);
        this.span = span;
    }

    void apply(AxesChartStyler xchart) {
        xchart.setXAxisTickLabelsColor(UNSEEN);
        xchart.setPlotGridVerticalLinesVisible(false);
        xchart.setxAxisTickLabelsFormattingFunction(at -> TickLabel.of((at - span.min()) / (span.max() - span.min())));
    }

    /** Finds the ticks, now that the axes have their places, and draws a line at each, before the series are. */
    void drawGrid(Graphics2D g) {
        double width = chart.getScreenXFromChart(span.max()) - chart.getScreenXFromChart(span.min());
        ticks = TimeTicks.of(span, width);
        g.setColor(Style.GRID);
        g.setStroke(Style.GRID_LINE);
        for (TimeTicks.Tick tick : ticks) {
            double x = chart.getScreenXFromChart(tick.at());
            g.draw(new Line2D.Double(x, getYAxisScreenValueForMin(), x, getYAxisScreenValueForMax()));
        }
    }

    @Override
    public void paint(Graphics2D g) {
        g.setFont(Style.SMALL);
        g.setColor(Style.TEXT);
        for (TimeTicks.Tick tick : ticks) {
            double x = chart.getScreenXFromChart(tick.at()) - Style.width(tick.label(), Style.SMALL) / 2;
            g.drawString(tick.label(), (float) x, getYAxisScreenValueForMax() + BASELINE);
        }
    }
}
