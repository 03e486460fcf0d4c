package dev.rondo.plot;

import static dev.rondo.plot.ChartPngTest.image;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.plotly.components.Figure;

/** A horizontal axis of times. */
class ChartTimesTest {
    private static final double[] YEARS = Chart.millis(List.of(
            LocalDate.of(1958, 7, 1), LocalDate.of(1959, 1, 1), LocalDate.of(1960, 1, 1), LocalDate.of(1960, 7, 1)));
    private static final int LINE = -1; // any colour but white
    private static final double[] YS = {1, 1, 1, 1};

    @Test
    void timesOfAnyKindAreMillisecondsFrom1970() {
        double[] found = Chart.millis(List.of(
                LocalDate.of(1970, 1, 2),
                YearMonth.of(1969, 12),
                LocalDateTime.of(1970, 1, 1, 0, 0, 1, 5_000_000),
                Instant.parse("1970-01-01T01:00:00Z"),
                OffsetDateTime.parse("1970-01-01T01:00:00+01:00")));
        assertArrayEquals(new double[] {86_400_000, -31 * 86_400_000.0, 1005, 3_600_000, 0}, found);
        DateColumn column = DateColumn.create("d", LocalDate.of(1970, 1, 2), LocalDate.of(1970, 1, 3));
        assertArrayEquals(new double[] {86_400_000, 172_800_000}, Chart.millis(column));
    }

    @Test
    void aLineOfTheGridStandsAtEachTickAndALabelBelowIt() {
        int orange = 0xE69F00;
        Chart chart = Chart.of("").points("", YEARS, YS).as(Role.ACTUAL).size(300, 200);
        BufferedImage image = image(chart.times());
        List<Integer> points = columns(image, orange, 0, image.getHeight(), 6);
        List<Integer> lines = columns(image, LINE, 30, image.getHeight() / 3, 60);
        assertEquals(4, points.size(), points.toString());
        assertEquals(2, lines.size(), "1959 and 1960: " + lines);
        assertEquals(points.get(1), lines.get(0), 2);
        assertEquals(points.get(2), lines.get(1), 2);
        int below = image.getHeight() - 50;
        for (int line : lines) {
            BufferedImage label = image.getSubimage(line - 40, below, 80, 50);
            assertTrue(ChartBandTest.count(label, 0x333333) > 50, "a label at " + line);
        }
        assertNotEquals(chart, chart.times());
    }

    @Test
    void oneTimeAloneHasADayOnEitherSide() {
        Plot plot = Plot.EMPTY
                .with(Series.Curve.of("a", false, new double[] {YEARS[0]}, new double[] {1}))
                .with(XScale.TIMES);
        assertEquals(new Range(YEARS[0] - 1.04 * 86_400_000, YEARS[0] + 1.04 * 86_400_000), plot.xAxis());
        assertTrue(plot.fewWholeXs().isEmpty());
    }

    @Test
    void fewMillisecondsAreDrawnToo() {
        double[] xs = {YEARS[0], YEARS[0] + 1, YEARS[0] + 3, YEARS[0] + 4};
        for (int width : new int[] {100, 300, 4000}) {
            assertEquals(
                    2 * width,
                    image(Chart.of("t").line("a", xs, YS).times().size(width, 200))
                            .getWidth());
        }
    }

    @Test
    void theFigureHasDates() {
        Figure figure = Chart.of("t")
                .times()
                .line("line", YEARS, new double[] {1, Double.NaN, 3, 4})
                .level("level", 2)
                .band("band", YEARS, YS, new double[] {2, 2, 2, 2})
                .points("points", new String[] {"a", "b", "c", "d"}, YEARS, YS)
                .figure();
        String layout = figure.getLayout().asJavascript();
        assertTrue(layout.matches("(?s).*xaxis: \\{\\s*title: '',\\s*type: 'date'.*yaxis.*"), layout);
        String line = figure.getTraces()[1].asJavascript(0);
        assertTrue(
                line.contains(
                        "x: [\"1958-07-01 00:00:00.000\",\"1959-01-01 00:00:00.000\",\"1960-01-01 00:00:00.000\""),
                line);
        assertTrue(line.contains("y: [\"1.0\",\"null\",\"3.0\",\"4.0\"]"), line);
        String level = figure.getTraces()[2].asJavascript(0);
        assertTrue(level.contains("x: [\"1958-06-16 09:07:12.000\",\"1960-07-15 14:52:48.000\"]"), level);
        String band = figure.getTraces()[0].asJavascript(0);
        assertTrue(band.contains("\"1960-07-01 00:00:00.000\",\"1960-07-01 00:00:00.000\""), band);
        assertTrue(figure.getTraces()[3].asJavascript(0).contains("1958-07-01 00:00:00.000"));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        refused(
                "time 1 is 12:00, expected a date, a month, a date with a time, or an instant: give one of these, and"
                        + " leave missing times out",
                () -> Chart.millis(List.of(LocalDate.of(1970, 1, 2), LocalTime.NOON)));
        refused(
                "time 1 is null, expected a date, a month, a date with a time, or an instant: give one of these, and"
                        + " leave missing times out",
                () -> Chart.millis(new ArrayList<>(Arrays.asList(LocalDate.of(1970, 1, 2), null))));
        refused(
                "series 'a' came with x 1.0E300 on an axis of times, expected milliseconds from 1970 on, as"
                        + " Chart.millis(dates) gives them: convert that time, or leave out times()",
                () -> Chart.of("t").times().line("a", new double[] {1e300}, new double[1]));
        refused(
                "series 'a' has bars on an axis of times, expected lines or points: leave out times()",
                () -> Chart.of("t").bars("a", YEARS, YS).times());
        refused(
                "logX() came to a chart with times(), expected one of them: an axis is of times or logarithmic",
                () -> Chart.of("t").times().logX());
        refused(
                "times() came to a chart with logX(), expected one of them: an axis is of times or logarithmic",
                () -> Chart.of("t").logX().times());
        refused(
                "times() came to the heat map 'm', expected a chart of lines, points or bars: start from"
                        + " Chart.of(title)",
                () -> Chart.heatMap("m", new String[] {"r"}, new String[] {"a"}, new double[][] {{0}})
                        .times());
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** The middles of what has at least so many pixels of the colour above each other. */
    private static List<Integer> columns(BufferedImage image, int colour, int top, int bottom, int least) {
        List<Integer> middles = new ArrayList<>();
        int start = -1;
        for (int x = 0; x <= image.getWidth(); x++) {
            int count = 0;
            for (int y = top; y < bottom && x < image.getWidth(); y++) {
                boolean drawn = !ChartBandTest.near(image, x, y, 0xFFFFFF);
                count += colour == LINE ? drawn ? 1 : 0 : ChartBandTest.near(image, x, y, colour) ? 1 : 0;
            }
            if (count >= least && start < 0) {
                start = x;
            } else if (count < least && start >= 0) {
                middles.add((start + x - 1) / 2);
                start = -1;
            }
        }
        return middles;
    }
}
