package dev.rondo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** The look that all charts share. */
final class Style {
    /**
     * The palette of M. Okabe and K. Ito (2008), told apart with any colour vision; the yellow, weak on white, is last.
     */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000),
            new Color(0xF0E442));

    static final Color TEXT = new Color(0x333333);
    static final Color GRID = new Color(0xE4E4E4);
    static final Color NO_VALUE = new Color(0xD0D0D0);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font NAME = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 4f}, 0f);

    static final BasicStroke DOTTED =
            new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1f, new float[] {0.1f, 4.5f}, 0f);
    static final BasicStroke GRID_LINE = new BasicStroke(0.8f);

    /** How much of a band's colour there is. */
    static final float BAND = 0.25f;

    private static final FontRenderContext FONTS = new FontRenderContext(null, true, true);
    static final int LINE_HEIGHT = 16;

    /**
     * The share of the plot area inside its margin: a hair less than all, for labels exactly on the edge are not drawn.
     */
    private static final double CONTENT = 0.992;

    private Style() {}

    static Color colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String css(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }

    /** A translucent colour. */
    static String rgba(Color colour) {
        return String.format(
                Locale.ROOT,
                "rgba(%d, %d, %d, %.2f)",
                colour.getRed(),
                colour.getGreen(),
                colour.getBlue(),
                colour.getAlpha() / 255.0);
    }

    static BasicStroke line(boolean few) {
        return new BasicStroke(few ? 2f : 1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, FONTS).getWidth();
    }

    /** The text cut with an ellipsis to at most the width. */
    static String fitted(String text, Font font, double width) {
        if (width(text, font) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", font) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /** Control characters spelled out, as labels of single characters need it; a label is never empty. */
    static String visible(String label) {
        String shown = label.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
        return shown.isEmpty() ? " " : shown;
    }

    /** The title as far as the chart is wide; XChart centres it over the plot, right of the labels. */
    static String title(String title, int width) {
        return fitted(visible(title), TITLE, width - 120.0);
    }

    /** The labels of rows, shortened, of which only some remain where not all find room. */
    static List<String> rowLabels(List<String> labels, int height) {
        int step = (int) Math.ceil(labels.size() * LINE_HEIGHT / (height - 110.0));
        List<String> shown =
                labels.stream().map(label -> fitted(visible(label), SMALL, 160)).toList();
        return Stride.atLeast(step, shown).of(shown);
    }

    static void apply(AxesChartStyler styler, Frame frame) {
        styler.setLocale(Locale.ROOT);
        styler.setAntiAlias(true);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(GRID_LINE);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setPlotContentSize(CONTENT);
        styler.setPlotMargin(0);
        styler.setChartPadding(12);
        styler.setChartTitleVisible(!frame.title().isBlank());
        styler.setChartTitleFont(TITLE);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(8);
        styler.setChartFontColor(TEXT);
        styler.setAxisTitleFont(NAME);
        styler.setXAxisTitleVisible(!frame.x().isBlank());
        styler.setYAxisTitleVisible(!frame.y().isBlank());
        styler.setAxisTitlePadding(9);
        styler.setAxisTickLabelsFont(SMALL);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickPadding(6);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setLegendVisible(false);
    }
}
