package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The labels below columns: level while they find room, else turned, and of too many one in so many.
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
        turned = !fit(widths, new Stride(0, 1), slot, gap)
                && Arrays.stream(widths).anyMatch(one -> one > LONG);
        Stride stride = turned
                ? Stride.atLeast((int) Math.ceil(Style.LINE_HEIGHT / slot), visible)
                : closest(widths, visible, slot, gap);
        double longest = turned ? LONGEST_TURNED : Double.POSITIVE_INFINITY;
        shown = stride.of(visible.stream()
                .map(label -> Style.fitted(label, Style.SMALL, longest))
                .toList());
    }

    /** The least stride at which labels beside each other find room. */
    private static Stride closest(double[] widths, List<String> labels, double slot, double gap) {
        var stride = new Stride(0, 1);
        while (!fit(widths, stride, slot, gap)) {
            stride = Stride.atLeast(stride.step() + 1, labels);
        }
        return stride;
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

    /** Whether each label that remains, centred on its slot, stays clear of the next. */
    private static boolean fit(double[] widths, Stride stride, double slot, double gap) {
        for (int i = stride.first() + stride.step(); i < widths.length; i += stride.step()) {
            if ((widths[i - stride.step()] + widths[i]) / 2 + gap > stride.step() * slot) {
                return false;
            }
        }
        return true;
    }
}
