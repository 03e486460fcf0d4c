package dev.rondo.plot;

import static dev.rondo.plot.ChartPngTest.image;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.plotly.components.Figure;

/** The area between two lines. */
class ChartBandTest {
    private static final double[] XS = {0, 1, 2, 3, 4};
    private static final double[] LOW = {2, 2, 2, 2, 2};
    private static final double[] HIGH = {6, 6, 6, 6, 6};
    private static final int BLUE = 0x0072B2;
    private static final int PALE = 0xBFDCEC; // a quarter of it on white
    private static final int DEEPER = 0x8FC2DD; // a quarter of it on that

    private static Chart band(double[] low, double[] high) {
        return Chart.of("").band("", XS, low, high).as(Role.FORECAST).yRange(0, 8);
    }

    @Test
    void theAreaIsFilledFromItsLowerToItsUpperEdge() {
        BufferedImage image = image(band(LOW, HIGH));
        int column = 700; // far from a line of the grid
        int top = first(image, column, PALE);
        int bottom = last(image, column, PALE);
        BufferedImage whole = image(band(new double[5], new double[] {8, 8, 8, 8, 8}));
        int height = last(whole, column, PALE) - first(whole, column, PALE);
        assertEquals(height / 2.0, bottom - top, 3, "from 2 to 6 of 8");
        assertEquals(height / 4.0, top - first(whole, column, PALE), 3);
        for (int y = top + 3; y < bottom - 3; y++) {
            assertTrue(near(image, column, y, PALE) || grid(y, top, bottom), "row " + y);
        }
        assertTrue(near(image, column, top - 9, 0xFFFFFF) && near(image, column, bottom + 9, 0xFFFFFF));
    }

    /** Lines of the grid stand at 2, 2.5, 3 and so on, or fewer. */
    private static boolean grid(int y, int top, int bottom) {
        double place = (y - top) / (double) (bottom - top) * 8;
        return Math.abs(place - Math.rint(place)) < 0.12;
    }

    @Test
    void aGapIsLeftOpenAndWhatStandsAloneIsALine() {
        for (double gap : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] low = {2, 2, gap, 2, gap};
            BufferedImage open = image(band(low, HIGH));
            int whole = count(image(band(LOW, HIGH)), PALE);
            int left = count(open, PALE);
            assertTrue(left > 0.2 * whole && left < 0.27 * whole, left + " of " + whole + " with " + gap);
            int right = open.getWidth() / 2;
            int alone = count(open.getSubimage(right, 0, open.getWidth() - right, open.getHeight()), PALE);
            assertTrue(alone > 400 && alone < 4000, "the fourth point: " + alone);
        }
        double[] high = {6, Double.NaN, 6, 6, 6};
        assertNotEquals(count(image(band(LOW, HIGH)), PALE), count(image(band(LOW, high)), PALE), "of either edge");
    }

    @Test
    void linesLieOnItWhateverCameFirst() {
        double[] ys = {4.1, 4.1, 4.1, 4.1, 4.1};
        Chart line = Chart.of("").line("line", XS, ys).as(Role.FORECAST);
        Chart under = line.band("band", XS, LOW, HIGH).as(Role.ACTUAL).yRange(0, 8);
        Chart alone = line.yRange(0, 8);
        int plain = count(image(alone), BLUE);
        assertEquals(plain, count(image(under), BLUE), 40, "as blue as without the band");
    }

    @Test
    void aSecondOneWithinIsDarkerThereAndInTheLegend() {
        double[] inner = {3, 3, 3, 3, 3};
        double[] outer = {5, 5, 5, 5, 5};
        Chart chart = Chart.of("").band("80 %", XS, LOW, HIGH).as(Role.FORECAST);
        BufferedImage image =
                image(chart.band("50 %", XS, inner, outer).as(Role.FORECAST).yRange(0, 8));
        int pale = count(image, PALE);
        int deeper = count(image, DEEPER);
        assertEquals(1, (double) pale / deeper, 0.1, "half of the area");
        BufferedImage legend = image.getSubimage(0, 900, image.getWidth(), 60);
        assertTrue(count(legend, PALE) > 800 && count(legend, DEEPER) > 800);
        BufferedImage two =
                image(chart.band("50 %", XS, inner, outer).as(Role.ACTUAL).yRange(0, 8));
        assertEquals(0, count(two.getSubimage(0, 900, two.getWidth(), 60), DEEPER), "not of another colour");
    }

    @Test
    void theAxesReachAroundItAndARangeCutsItOff() {
        Chart chart = Chart.of("").line("line", new double[] {1, 2}, new double[] {4, 4});
        Chart both = chart.band("band", XS, new double[] {-90, 2, 2, 2, 2}, HIGH);
        Plot plot = Plot.EMPTY.with(Series.Band.of("band", XS, new double[] {-90, 2, 2, 2, 2}, HIGH));
        assertEquals(new Range(-0.08, 4.08), plot.xAxis());
        assertEquals(-95.76, plot.yAxis().min(), 1e-9);
        assertEquals(11.76, plot.yAxis().max(), 1e-9);
        int vermilion = 0xF4D6BF;
        assertTrue(count(image(both), vermilion) > 10_000);
        BufferedImage cut = image(both.yRange(20, 30));
        assertEquals(0, count(cut.getSubimage(0, 0, cut.getWidth(), 880), vermilion), "all but the legend");
    }

    @Test
    void zeroIsAGapOnALogarithmicAxis() {
        double[] low = {1, 1, 0, 1, 1};
        double[] high = {100, 100, 100, 100, 100};
        Chart chart = Chart.of("").band("", XS, low, high).as(Role.FORECAST);
        assertTrue(count(image(chart.logY()), PALE)
                < 0.6 * count(image(Chart.of("").band("", XS, XS, high).as(Role.FORECAST)), PALE));
        Chart logX = Chart.of("")
                .band("", new double[] {1, 10, 1000}, new double[] {2, 2, 2}, new double[] {6, 6, 6})
                .as(Role.FORECAST);
        BufferedImage image = image(logX.logX());
        assertTrue(count(image, PALE) > 100_000);
    }

    @Test
    void theFigureHoldsALineAroundEachPartOfIt() {
        Figure figure = Chart.of("t")
                .line("line", XS, HIGH)
                .band("band", XS, new double[] {1, 2, Double.NaN, 3, 4}, HIGH)
                .figure();
        String band = figure.getTraces()[0].asJavascript(0);
        assertTrue(band.contains("name: 'band'"), "it is drawn first: " + band);
        assertTrue(
                band.contains("x: [\"0.0\",\"1.0\",\"1.0\",\"0.0\",\"0.0\",\"0.0\","
                        + "\"3.0\",\"4.0\",\"4.0\",\"3.0\",\"3.0\",\"3.0\"]"),
                band);
        assertTrue(
                band.contains("y: [\"6.0\",\"6.0\",\"2.0\",\"1.0\",\"6.0\",\"NaN\","
                        + "\"6.0\",\"6.0\",\"4.0\",\"3.0\",\"6.0\",\"NaN\"]"),
                band);
        assertTrue(band.contains("fill: 'toself'") && band.contains("mode: 'lines'"), band);
        assertTrue(band.contains("fillcolor: 'rgba(213, 94, 0, 0.25)'"), "the second colour: " + band);
        String line = figure.getTraces()[1].asJavascript(1);
        assertTrue(line.contains("#0072b2"), "the line keeps the first: " + line);
    }

    @Test
    void whatIsNoBandIsRefused() {
        refused(
                "series 'b' came with 5 xs and 2 lows, expected as many of one as of the other: pass arrays of equal"
                        + " length",
                () -> Chart.of("t").band("b", XS, new double[2], HIGH));
        refused(
                "series 'b' came with 5 xs and 3 highs, expected as many of one as of the other: pass arrays of equal"
                        + " length",
                () -> Chart.of("t").band("b", XS, LOW, new double[3]));
        refused(
                "series 'b' came with low 6.0 above high 2.0 at index 0, expected the lower one first: swap them"
                        + " there",
                () -> Chart.of("t").band("b", XS, HIGH, LOW));
        refused(
                "series 'b' came with x 1.0 after 2.0 at index 1, expected rising xs of a band: sort its points",
                () -> Chart.of("t").band("b", new double[] {2, 1}, new double[2], new double[2]));
        refused("series 'b' came with x NaN at index 1, expected finite xs: leave that point out", () -> Chart.of("t")
                .band("b", new double[] {2, Double.NaN}, new double[2], new double[2]));
        refused(
                "series 'b' came with x 0.0 on a logarithmic axis, expected more than 0: leave out that point or"
                        + " logX()",
                () -> Chart.of("t").band("b", XS, LOW, HIGH).logX());
        refused(
                "series 'b' would put bars beside lines or points, expected one or the other: make two charts",
                () -> Chart.of("t").band("a", XS, LOW, HIGH).bars("b", XS, LOW));
        double[] none = {Double.NaN, Double.NaN};
        Chart empty = Chart.of("t").band("b", new double[] {1, 2}, none, new double[2]);
        assertEquals(
                "chart 't' came with no value to draw, expected at least one y that is finite: look for NaN in what"
                        + " was measured",
                assertThrows(IllegalStateException.class, empty::png).getMessage());
    }

    @Test
    void isPartOfTheValue() {
        Chart one = Chart.of("t").band("b", XS, LOW, HIGH);
        double[] low = LOW.clone();
        Chart two = Chart.of("t").band("b", XS, low, HIGH);
        low[0] = 99;
        assertEquals(one, two);
        assertEquals("Chart[t: b]", one.toString());
        assertNotEquals(one, Chart.of("t").band("b", XS, XS, HIGH.clone()).band("c", XS, LOW, HIGH));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** Whether a pixel has the colour, up to what rounding leaves. */
    static boolean near(BufferedImage image, int x, int y, int colour) {
        int found = image.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((found >> shift & 0xFF) - (colour >> shift & 0xFF)) > 2) {
                return false;
            }
        }
        return true;
    }

    static int count(BufferedImage image, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += near(image, x, y, colour) ? 1 : 0;
            }
        }
        return count;
    }

    private static int first(BufferedImage image, int column, int colour) {
        int y = 0;
        while (!near(image, column, y, colour)) {
            y++;
        }
        return y;
    }

    private static int last(BufferedImage image, int column, int colour) {
        int y = image.getHeight() - 1;
        while (!near(image, column, y, colour)) {
            y--;
        }
        return y;
    }
}
