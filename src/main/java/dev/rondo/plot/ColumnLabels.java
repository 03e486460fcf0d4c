package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The labels below columns: level while they find room, else turned, and of too many every n-th.
 *
 * <p>XChart sets level labels by their outlines, so that a quotation mark hangs as low as a comma. It is given them
 * unseen, to keep their room, and they are drawn on one baseline once it is done, as an annotation.
 */
final class ColumnLabels extends AnnotationLine {
    private static final Color UNSEEN = new Color(0, 0, 0, 0);
    private static final int LONG = 40;
    private static final int LONGEST_TURNED = 130;
    private static final int BASELINE = 18; // below the columns

    private final List<String> shown;
    private final boolean turned;

    ColumnLabels(List<String> labels, int width) {
        super(0, false, true);
        List<String> visible = labels.stream().map(Style::visible).toList();
        double[] widths = visible.stream()
                .mapToDouble(label -> Style.width(label, Style.SMALL))
                .toArray();
        double slot = (width - 100.0) / labels.size();
        double gap = visible.stream().allMatch(label -> label.length() <= 2) ? -1 : 5; // characters may touch
        turned = !fit(widths, 1, slot, gap) && Arrays.stream(widths).anyMatch(one -> one > LONG);
        int step = Math.max(1, (int) Math.ceil(Style.LINE_HEIGHT / slot));
        if (!turned) {
            step = 1;
            while (!fit(widths, step, slot, gap)) {
                step++;
            }
        }
        double longest = turned ? LONGEST_TURNED : Double.POSITIVE_INFINITY;
        shown = Style.everyNth(
                visible.stream()
                        .map(label -> Style.fitted(label, Style.SMALL, longest))
                        .toList(),
                step);
    }

    /** One label for each column, blank where it is left out. */
    List<String> shown() {
        return shown;
    }

    void apply(AxesChartStyler xchart) {
        if (turned) {
            xchart.setXAxisLabelRotation(45);
            xchart.setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
            xchart.setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        } else {
            xchart.setXAxisTickLabelsColor(UNSEEN);
        }
    }

    @Override
    public void paint(Graphics2D g) {
        if (turned) {
            return;
        }
        double left = getXAxisScreenValueForMin();
        double width = getXAxisScreenValueForMax() - left;
        double margin = width * (1 - styler.getPlotContentSize()) / 2;
        double slot = (width - 2 * margin) / shown.size();
        g.setFont(Style.SMALL);
        g.setColor(Style.TEXT);
        for (int i = 0; i < shown.size(); i++) {
            double x = left + margin + slot * (i + 0.5) - Style.width(shown.get(i), Style.SMALL) / 2;
            g.drawString(shown.get(i), (float) x, getYAxisScreenValueForMax() + BASELINE);
        }
    }

    /** Whether every n-th of the labels, each centred on its slot, stays clear of the next. */
    private static boolean fit(double[] widths, int step, double slot, double gap) {
        for (int i = step; i < widths.length; i += step) {
            if ((widths[i - step] + widths[i]) / 2 + gap > step * slot) {
                return false;
            }
        }
        return true;
    }
}
