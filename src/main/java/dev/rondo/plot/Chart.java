package dev.rondo.plot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart as an immutable value: lines, points, bars and reference levels over one pair of axes, or a heat map.
 *
 * <pre>{@code
 * Chart.of("Learning curve").x("epoch").y("loss (nats per character)")
 *         .line("training", epochs, training)
 *         .line("validation", epochs, validation)
 *         .level("5-gram 1.91", 1.91)
 *         .show();
 * }</pre>
 *
 * <p>Each fluent method returns a new chart and leaves this one as it was; arrays are copied. A y value that is NaN or
 * infinite is a gap: it is not drawn, and a line is interrupted there. On a logarithmic axis a y of 0 or less is a gap
 * too. Lines, points and levels share a chart, and bars and levels do; bars stand on named categories and take no lines
 * beside them.
 */
@CheckReturnValue
public final class Chart {
    private final Frame frame;
    private final Content content;

    private Chart(Frame frame, Content content) {
        this.frame = frame;
        this.content = content;
    }

    /**
     * Starts a chart of lines, points or bars, 800 by 480, with no series yet.
     *
     * @param title the title above the chart, which also names its file
     * @return the empty chart
     */
    public static Chart of(String title) {
        return new Chart(Frame.titled(title), Plot.EMPTY);
    }

    /**
     * A heat map: one coloured cell for each value, the first row on top, and the scale of colours beside it. A NaN or
     * infinite value is a grey cell. Labels may repeat, as the characters of a text do.
     *
     * @param title the title above the chart, which also names its file
     * @param rowLabels the labels down the left side, (rows)
     * @param columnLabels the labels along the bottom, (columns)
     * @param values the values, (rows, columns)
     * @return the heat map, coloured over the range of its values
     * @throws IllegalArgumentException if there is no value, or the labels and the values differ in number
     */
    public static Chart heatMap(String title, String[] rowLabels, String[] columnLabels, double[][] values) {
        return new Chart(Frame.titled(title), HeatMap.of(rowLabels, columnLabels, values));
    }

    /**
     * Names the horizontal axis.
     *
     * @param name the name, with the unit where there is one
     * @return the chart so named
     */
    public Chart x(String name) {
        return new Chart(frame.withX(name), content);
    }

    /**
     * Names the vertical axis.
     *
     * @param name the name, with the unit where there is one
     * @return the chart so named
     */
    public Chart y(String name) {
        return new Chart(frame.withY(name), content);
    }

    /**
     * Sets the size at which the chart is shown. The PNG has twice as many pixels each way, for sharp text on any
     * screen.
     *
     * @param width the width, 100 to 4000
     * @param height the height, 100 to 4000
     * @return the chart of that size
     * @throws IllegalArgumentException if a side is outside its bounds
     */
    public Chart size(int width, int height) {
        return new Chart(frame.withSize(width, height), content);
    }

    /**
     * Adds a line through points, in the order given; a line of few points marks each of them.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param xs the horizontal positions, all finite
     * @param ys the vertical positions, as many; NaN or infinite for a gap
     * @return the chart with this line
     * @throws IllegalArgumentException if the arrays differ in length, an x is not finite, the name is taken, the chart
     *     has bars, or this is a heat map
     */
    public Chart line(String name, double[] xs, double[] ys) {
        return with(Series.Curve.of(name, true, xs, ys));
    }

    /**
     * Adds points that no line joins.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param xs the horizontal positions, all finite
     * @param ys the vertical positions, as many; NaN or infinite for a gap
     * @return the chart with these points
     * @throws IllegalArgumentException as for {@link #line}
     */
    public Chart points(String name, double[] xs, double[] ys) {
        return with(Series.Curve.of(name, false, xs, ys));
    }

    /**
     * Adds bars, one on each category. Several such series stand side by side; their categories are matched by name.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param categories the categories, in order, each once
     * @param ys the heights, as many; NaN or infinite for none
     * @return the chart with these bars
     * @throws IllegalArgumentException if the arrays differ in length, a category comes twice, the name is taken, the
     *     chart has lines or points, or this is a heat map
     */
    public Chart bars(String name, String[] categories, double[] ys) {
        return with(Series.Bars.of(name, categories, ys));
    }

    /**
     * Adds bars on numbers, which become categories in the order given: bars stand equally far apart.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param xs the numbers under the bars, finite, each once
     * @param ys the heights, as many; NaN or infinite for none
     * @return the chart with these bars
     * @throws IllegalArgumentException as for {@link #bars(String, String[], double[])}
     */
    public Chart bars(String name, double[] xs, double[] ys) {
        return with(Series.Bars.of(name, xs, ys));
    }

    /**
     * Adds a dashed horizontal line over the whole width, such as a baseline to compare with.
     *
     * @param name the name in the legend
     * @param y the height
     * @return the chart with this level
     * @throws IllegalArgumentException if y is not finite or, on a logarithmic axis, not above 0; if the name is taken,
     *     or this is a heat map
     */
    public Chart level(String name, double y) {
        return with(new Series.Level(name, y));
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return the chart so scaled
     * @throws IllegalArgumentException if a level or the lower end of {@link #yRange} is not above 0, or this is a
     * heat map
     */
    public Chart logY() {
        return new Chart(frame, plot("logY()").withLogY());
    }

    /**
     * Fixes the vertical axis; what lies outside is cut off. Without it the axis follows the values.
     *
     * @param min the lower end
     * @param max the upper end
     * @return the chart so scaled
     * @throws IllegalArgumentException if the ends are not finite and in order, if min is not above 0 on a logarithmic
     *     axis, or this is a heat map
     */
    public Chart yRange(double min, double max) {
        return new Chart(frame, plot("yRange").withYRange(Range.of("yRange", min, max)));
    }

    /**
     * Names what the colours of a heat map measure.
     *
     * @param name the name, with the unit where there is one
     * @return the heat map so named
     * @throws IllegalArgumentException if this is not a heat map
     */
    public Chart value(String name) {
        return new Chart(frame, heatMap("value").withValueName(name));
    }

    /**
     * Fixes the range of values that the colours of a heat map span; what lies outside takes the colour of the nearer
     * end. Without it the colours follow the values.
     *
     * @param min the value of the first colour
     * @param max the value of the last colour
     * @return the heat map so coloured
     * @throws IllegalArgumentException if the ends are not finite and in order, or this is not a heat map
     */
    public Chart valueRange(double min, double max) {
        return new Chart(frame, heatMap("valueRange").withRange(Range.of("valueRange", min, max)));
    }

    /**
     * Colours a heat map from blue through white at zero to orange, equally far to both sides; a {@link #valueRange} is
     * widened to that.
     *
     * @return the heat map so coloured
     * @throws IllegalArgumentException if this is not a heat map
     */
    public Chart diverging() {
        return new Chart(frame, heatMap("diverging()").withDiverging());
    }

    /**
     * Draws the chart.
     *
     * @return the bytes of a PNG, twice as many pixels each way as the chart's size
     * @throws IllegalStateException if there is nothing to draw: no line, points or bars, or no finite value in them
     */
    public byte[] png() {
        return Png.draw(frame, content);
    }

    /**
     * Draws the chart into a file, creating its folders. The picture is written beside the file and then moved into
     * place, so that what stood there stays whole until the new one is.
     *
     * @param png the file, usually ending in .png
     * @return the same path
     * @throws IllegalStateException if there is nothing to draw
     * @throws UncheckedIOException if the file cannot be written; what stood there before is left as it was
     */
    @CanIgnoreReturnValue
    public Path save(Path png) {
        return ChartFile.write(png, png());
    }

    /**
     * The chart as an interactive Tablesaw figure, for a page that can load plotly's script.
     *
     * @return the figure, one trace for each series or one for the heat map
     * @throws IllegalStateException if there is nothing to draw
     */
    public Figure figure() {
        return content.figure(frame);
    }

    /**
     * Shows the chart: in the notebook whose kernel runs this, else as a PNG file whose path is printed as
     * {@code chart: <path>}. The file is named after the title and goes to the folder in the system property
     * {@code rondo.charts}, else to {@code target/charts} where the working directory has a {@code target}, else to a
     * new folder for temporary files.
     *
     * @throws IllegalStateException if there is nothing to draw
     * @throws UncheckedIOException if there is no notebook and the file cannot be written
     */
    public void show() {
        byte[] png = png();
        if (!Notebook.show(png, frame.width(), frame.height())) {
            System.out.println("chart: " + ChartFile.write(ChartFile.named(frame.title()), png));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chart chart && frame.equals(chart.frame) && content.equals(chart.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(frame, content);
    }

    /** The title and what the chart holds, on one line. */
    @Override
    public String toString() {
        return "Chart[" + frame.title() + ": " + content.summary() + "]";
    }

    private Chart with(Series series) {
        return new Chart(frame, plot("series '" + series.name() + "'").with(series));
    }

    private Plot plot(String asked) {
        if (content instanceof Plot plot) {
            return plot;
        }
        throw new IllegalArgumentException(asked + " came to the heat map '" + frame.title()
                + "', expected a chart of lines, points or bars: start from Chart.of(title)");
    }

    private HeatMap heatMap(String asked) {
        if (content instanceof HeatMap map) {
            return map;
        }
        throw new IllegalArgumentException(asked + " came to the chart '" + frame.title()
                + "', expected a heat map: start from Chart.heatMap(title, rows, columns, values)");
    }
}
