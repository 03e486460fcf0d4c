package dev.rondo.plot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart as an immutable value: lines, bands, points, bars and reference levels over one pair of axes, a heat map, or a
 * text coloured by numbers.
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
 * too; an x is to be above 0 there. Lines, bands, points and levels share a chart, and bars and levels do; bars stand on named
 * categories and take no lines beside them.
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
     * A text on colours: each piece of it, be it a character, a word or a token, on the colour of its value, and the
     * scale of colours beside it. It shows what a hidden unit does over a text, as A. Karpathy, J. Johnson and
     * L. Fei-Fei drew it ("Visualizing and Understanding Recurrent Networks", 2015).
     *
     * <p>The pieces flow line by line. Where each is a single character they stand in columns; where none begins or
     * ends with a blank they are words and stand apart; else they touch. A line ends where a piece holds a line end,
     * which is drawn as ↵ where the piece holds nothing before it, and between words where the width ends. A tab is
     * four blanks wide, and another control character is drawn as �; Chinese takes a font that has it on the machine. A
     * NaN or infinite value has a grey background.
     *
     * <p>The picture is 900 wide unless asked otherwise and as high as the text needs, up to the height asked for with
     * {@link #size}, else up to 4000. What does not fit is cut off, and the last line then says how much that is.
     *
     * @param title the title above the text, which also names its file
     * @param pieces the pieces in order, none of them empty; whether they hold the blanks between words is up to them
     * @param values the values, as many
     * @return the text, coloured over the range of its values
     * @throws IllegalArgumentException if there is no piece, one is empty, or the pieces and values differ in number
     */
    public static Chart text(String title, String[] pieces, double[] values) {
        return new Chart(Frame.titled(title).withSize(900, 4000), ColouredText.of(pieces, values));
    }

    /**
     * Pictures side by side in lines, each above its label, their pixels drawn as squares.
     *
     * <p>The chart is 900 wide unless asked otherwise and as high as the pictures need, up to the height asked for with
     * {@link #size}, else up to 4000; what does not fit is cut off.
     *
     * @param title the title above the pictures, which also names its file
     * @param labels what stands below each; it is set in as many lines as it needs
     * @param rgb the pictures, (pictures)(rows)(columns), each number a colour as in {@code 0xRRGGBB}
     * @return the pictures
     * @throws IllegalArgumentException if there is no picture, one is empty or its rows differ in length, or the labels and
     *     pictures differ in number
     */
    public static Chart pictures(String title, String[] labels, int[][][] rgb) {
        return new Chart(Frame.titled(title).withSize(900, 4000), Pictures.of(labels, rgb));
    }

    /**
     * Names the horizontal axis.
     *
     * @param name the name, with the unit where there is one
     * @return the chart so named
     * @throws IllegalArgumentException if this is a text
     */
    public Chart x(String name) {
        content.requireAxes("x", frame.title());
        return new Chart(frame.withX(name), content);
    }

    /**
     * Names the vertical axis.
     *
     * @param name the name, with the unit where there is one
     * @return the chart so named
     * @throws IllegalArgumentException if this is a text
     */
    public Chart y(String name) {
        content.requireAxes("y", frame.title());
        return new Chart(frame.withY(name), content);
    }

    /**
     * Sets the size at which the chart is shown. The PNG has twice as many pixels each way, for sharp text on any
     * screen. A text takes up only as much of the height as it needs.
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
     *     has bars, or this is a heat map or a text
     */
    public Chart line(String name, double[] xs, double[] ys) {
        return with(Series.Curve.of(name, true, xs, ys));
    }

    /**
     * Adds a half-transparent area, such as that between two quantiles; all lines and points are drawn on it, and a second
     * band of the same colour within it is darker.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param xs the horizontal positions, all finite, rising
     * @param low the lower edge, as many; NaN or infinite for a gap
     * @param high the upper edge, as many, nowhere below the lower one; NaN or infinite for a gap
     * @return the chart with this band
     * @throws IllegalArgumentException as for {@link #line}, or if an edge crosses the other
     */
    public Chart band(String name, double[] xs, double[] low, double[] high) {
        return with(Series.Band.of(name, xs, low, high));
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
     * Adds points that no line joins, each with a label beside it, such as words on a plane.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param labels the labels
     * @param xs the horizontal positions, as many, all finite
     * @param ys the vertical positions, as many; NaN or infinite for a gap
     * @return the chart with these points
     * @throws IllegalArgumentException as for {@link #line}
     */
    public Chart points(String name, String[] labels, double[] xs, double[] ys) {
        return with(Series.Curve.of(name, labels, xs, ys));
    }

    /**
     * Adds bars, one on each category. Several such series stand side by side; their categories are matched by name.
     *
     * @param name the name in the legend; blank only for the one series of a chart, which then has no legend
     * @param categories the categories, in order, each once
     * @param ys the heights, as many; NaN or infinite for none
     * @return the chart with these bars
     * @throws IllegalArgumentException if the arrays differ in length, a category comes twice, the name is taken, the
     *     chart has lines or points, or this is a heat map or a text
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
     *     or this is a heat map or a text
     */
    public Chart level(String name, double y) {
        return with(new Series.Level(name, y));
    }

    /**
     * Gives the series added last the look of its role, where else its colour follows from its place.
     *
     * @param role the role
     * @return the chart so drawn
     * @throws IllegalStateException if there is no series yet
     * @throws IllegalArgumentException if this is a heat map or a text
     */
    public Chart as(Role role) {
        return new Chart(frame, plot("as(" + role + ")").with(Look.of(role), "as(" + role + ")"));
    }

    /**
     * Gives the series added last the look of its role in one of several groups, such as what belongs to one shop. A group
     * is of one hue: its forecast has the hue itself, its history is darker, what came is dotted.
     *
     * @param role the role
     * @param group the group, from 0
     * @return the chart so drawn
     * @throws IllegalStateException if there is no series yet
     * @throws IllegalArgumentException if the group is below 0, or this is a heat map or a text
     */
    public Chart as(Role role, int group) {
        String asked = "as(" + role + ", " + group + ")";
        return new Chart(frame, plot(asked).with(Look.of(role, group), asked));
    }

    /**
     * Makes the horizontal axis logarithmic.
     *
     * @return the chart so scaled
     * @throws IllegalArgumentException if an x is not above 0, the chart has bars or {@link #times}, or this is a heat map
     */
    public Chart logX() {
        return new Chart(frame, plot("logX()").with(XScale.LOG));
    }

    /**
     * Makes the horizontal axis one of times: each x counts milliseconds from 1970 on, as {@link #millis} gives them. Its
     * ticks stand where years, months, weeks, days, hours and so on begin, as many as find room: 1959, Jan 1959,
     * 1959-01-15, 14:00.
     *
     * @return the chart so scaled
     * @throws IllegalArgumentException if an x is more than 270,000 years from 1970, the chart has bars or {@link #logX}, or
     *     this is a heat map or a text
     */
    public Chart times() {
        return new Chart(frame, plot("times()").with(XScale.TIMES));
    }

    /**
     * Counts times for {@link #times}, such as those in a column of a table.
     *
     * @param times dates, which begin at midnight, months, dates with times, or instants; what has no zone is as if in UTC
     * @return the milliseconds from 1970 on, as many
     * @throws IllegalArgumentException if one is missing or something else
     */
    public static double[] millis(Iterable<? extends Temporal> times) {
        return Times.millis(times);
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return the chart so scaled
     * @throws IllegalArgumentException if a level or the lower end of {@link #yRange} is not above 0, or this is a
     *     heat map or a text
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
     *     axis, or this is a heat map or a text
     */
    public Chart yRange(double min, double max) {
        return new Chart(frame, plot("yRange").withYRange(Range.of("yRange", min, max)));
    }

    /**
     * Names what the colours of a heat map or a text measure.
     *
     * @param name the name, with the unit where there is one
     * @return the chart so named
     * @throws IllegalArgumentException if this is neither a heat map nor a text
     */
    public Chart value(String name) {
        return coloured("value", colouring -> colouring.withValueName(name));
    }

    /**
     * Fixes the range of values that the colours of a heat map or a text span; what lies outside takes the colour of
     * the nearer end. Without it the colours follow the values.
     *
     * @param min the value of the first colour
     * @param max the value of the last colour
     * @return the chart so coloured
     * @throws IllegalArgumentException if the ends are not finite and in order, if min is not above 0 with
     *     {@link #logValue}, or this is neither a heat map nor a text
     */
    public Chart valueRange(double min, double max) {
        return coloured("valueRange", colouring -> colouring.withRange(Range.of("valueRange", min, max)));
    }

    /**
     * Colours a heat map or a text from blue through white at zero to orange, equally far to both sides; a
     * {@link #valueRange} is widened to that.
     *
     * @return the chart so coloured
     * @throws IllegalArgumentException if it has {@link #logValue}, or this is neither a heat map nor a text
     */
    public Chart diverging() {
        return coloured("diverging()", Colouring::withDiverging);
    }

    /**
     * Colours a heat map or a text by the logarithms of its values, for what spans many powers of ten, such as
     * gradients over time. A value of 0 or less is grey like NaN.
     *
     * @return the chart so coloured
     * @throws IllegalArgumentException if it is {@link #diverging}, the lower end of its {@link #valueRange} is not
     *     above 0, or this is neither a heat map nor a text
     */
    public Chart logValue() {
        return coloured("logValue()", Colouring::withLog);
    }

    /**
     * Draws the chart.
     *
     * @return the bytes of a PNG, twice as many pixels each way as the chart's size
     * @throws IllegalStateException if there is nothing to draw: no line, points or bars, or no finite value in them
     */
    public byte[] png() {
        return Png.draw(content.fitted(frame), content);
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
     * @throws IllegalStateException if there is nothing to draw, or this is a text, of which there is no such figure
     */
    public Figure figure() {
        return content.figure(frame);
    }

    /**
     * The text on its colours as a string for a terminal: the title, the text in lines of up to 80 columns, and the
     * scale of colours on the last line. All of the text is there, whatever the {@link #size}. Print it to see it.
     *
     * <p>The colours are control sequences of 24 bits, as in {@code ESC[38;2;r;g;b;48;2;r;g;bm}, and each line ends in
     * the terminal's own colours; a terminal that does not know them shows the text without them or in colours of its
     * own.
     *
     * @return the lines, the last one without a line end
     * @throws IllegalStateException if this is not a text, or it has no value to draw
     */
    public String ansi() {
        return content.ansi(frame.title());
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
        Frame fitted = content.fitted(frame);
        byte[] png = Png.draw(fitted, content);
        if (!Notebook.show(png, fitted.width(), fitted.height())) {
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
        return content.plot(asked, frame.title());
    }

    private Chart coloured(String asked, UnaryOperator<Colouring> change) {
        return new Chart(frame, content.coloured(asked, frame.title(), change));
    }
}
