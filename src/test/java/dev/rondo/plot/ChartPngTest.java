package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is on the picture. */
class ChartPngTest {
    private static final int BLUE = 0x0072B2;
    private static final int VERMILION = 0xD55E00;
    private static final int GREEN = 0x009E73;
    private static final int NO_VALUE = 0xD0D0D0;
    private static final double[] XS = {1, 2, 3, 4};
    private static final double[] YS = {4, 3, 2.5, 2.25};

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void isAPngOfTwiceTheSizeInManyColours() throws IOException {
        byte[] png = Chart.of("Learning curve")
                .x("epoch")
                .y("loss")
                .line("training", XS, YS)
                .size(500, 300)
                .png();
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        assertEquals(0, Arrays.compare(signature, 0, 8, png, 0, 8));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1000, image.getWidth());
        assertEquals(600, image.getHeight());
        assertTrue(colours(image).size() > 100, () -> colours(image).size() + " colours");
    }

    @Test
    void is800By480UnlessAsked() {
        BufferedImage image = image(Chart.of("t").line("", XS, YS));
        assertEquals(1600, image.getWidth());
        assertEquals(960, image.getHeight());
    }

    @Test
    void staysSmallWithThousandsOfPoints() {
        double[] xs = new double[2000];
        double[] ys = new double[2000];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = i;
            ys[i] = 4 * Math.exp(-i / 300.0) + 0.1 * Math.sin(i * 12.9898);
        }
        int size = Chart.of("Loss of every step").line("loss", xs, ys).png().length;
        assertTrue(size < 150_000, size + " bytes");
    }

    @Test
    void levelsAreDashedLinesInTheirOwnColoursAtTheirHeights() {
        BufferedImage image = image(Chart.of("t")
                .line("line", XS, new double[] {5, 5, 5, 5})
                .level("low", 2)
                .level("high", 8)
                .yRange(0, 10));
        int[] low = row(image, VERMILION);
        int[] high = row(image, GREEN);
        double middle = (low[0] + high[0]) / 2.0;
        assertTrue(low[0] > high[0], "the lower level stands lower");
        assertEquals(row(image, BLUE)[0], middle, 1.5, "the line lies halfway between the levels");
        assertTrue(low[1] > 600 && low[1] < 1300, "dashes over the whole width, gaps between: " + low[1] + " pixels");
    }

    @Test
    void aLevelWidensTheAxisButNotOneThatIsFixed() {
        int plotBottom = 880; // the legend, which names the level in any case, is below
        Chart chart = Chart.of("t").line("line", XS, YS).level("high", 40);
        assertTrue(count(image(chart), VERMILION, 0, 1600, plotBottom) > 600);
        assertEquals(0, count(image(chart.yRange(0, 5)), VERMILION, 0, 1600, plotBottom));
    }

    @Test
    void barsTakeALevelToo() {
        BufferedImage image = image(Chart.of("t")
                .bars("bars", new String[] {"one"}, new double[] {3})
                .level("level", 4));
        assertTrue(row(image, VERMILION)[1] > 600);
    }

    @Test
    void longLinesHaveNoMarkers() {
        double[] xs = new double[41];
        double[] ys = new double[41];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = i;
        }
        int markerless = count(image(Chart.of("t").line("", xs, ys)), BLUE);
        int marked = count(image(Chart.of("t").line("", Arrays.copyOf(xs, 40), Arrays.copyOf(ys, 40))), BLUE);
        assertTrue(marked > markerless * 1.5, marked + " pixels with markers, " + markerless + " without");
    }

    @Test
    void aGapInterruptsTheLine() {
        double[] whole = {1, 1, 1, 1};
        int unbroken = count(image(Chart.of("t").line("", XS, whole)), BLUE);
        for (double gap : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            int broken = count(image(Chart.of("t").line("", XS, new double[] {1, gap, 1, 1})), BLUE);
            assertTrue(broken < unbroken * 0.5, broken + " of " + unbroken + " pixels with a gap of " + gap);
        }
    }

    @Test
    void zeroIsAGapOnALogarithmicAxis() {
        double[] ys = {1, 0, 1, 1};
        assertTrue(count(image(Chart.of("t").line("", XS, ys).logY()), BLUE)
                < count(
                                image(Chart.of("t")
                                        .line("", XS, new double[] {1, 1, 1, 1})
                                        .logY()),
                                BLUE)
                        * 0.5);
    }

    @Test
    void aLogarithmicAxisSpacesDecadesEvenly() {
        BufferedImage image = image(Chart.of("t")
                .line("1", XS, new double[] {1, 1, 1, 1})
                .level("10", 10)
                .level("1000", 1000)
                .logY());
        double one = row(image, BLUE)[0];
        double ten = row(image, VERMILION)[0];
        double thousand = row(image, GREEN)[0];
        assertEquals(2, (ten - thousand) / (one - ten), 0.02);
    }

    @Test
    void aLogarithmicHorizontalAxisSpacesDecadesEvenly() {
        double[] ys = {1, 1};
        Chart chart = Chart.of("t")
                .points("a", new double[] {1e-5, 1e-5}, ys)
                .points("b", new double[] {1e-4, 1e-4}, ys)
                .points("c", new double[] {1e-2, 1e-2}, ys);
        BufferedImage image = image(chart.logX());
        double first = column(image, BLUE);
        double second = column(image, VERMILION);
        assertEquals(2, (column(image, GREEN) - second) / (second - first), 0.02);
        assertTrue(first > 60 && column(image, GREEN) < 1600, "all on the picture");
        BufferedImage linear = image(chart);
        assertEquals(column(linear, BLUE), column(linear, VERMILION), 20, "else the first two are nearly one");
    }

    @Test
    void aLevelCrossesALogarithmicHorizontalAxis() {
        double[] xs = {0.002, 0.005, 0.02};
        BufferedImage image = image(Chart.of("t")
                .line("a", xs, new double[] {1, 2, 3})
                .level("b", 2.5)
                .logX());
        assertTrue(row(image, VERMILION)[1] > 600);
    }

    @Test
    void pointsAreNotJoined() {
        int joined = count(image(Chart.of("t").line("", XS, YS)), BLUE);
        int apart = count(image(Chart.of("t").points("", XS, YS)), BLUE);
        assertTrue(apart > 100 && apart * 4 < joined, apart + " pixels of points, " + joined + " of the line");
    }

    @Test
    void barsStandOnZeroAndAreMatchedByName() {
        BufferedImage image = image(Chart.of("t")
                .bars("a", new String[] {"left", "right"}, new double[] {1, 4})
                .bars("b", new String[] {"right", "left"}, new double[] {4, Double.NaN})
                .size(400, 300));
        int plotBottom = 500; // above the legend, whose swatches have these colours too
        assertTrue(count(image, BLUE, 0, 400, plotBottom) > 1000);
        assertEquals(0, count(image, VERMILION, 0, 400, plotBottom), "a gap on the left");
        assertTrue(count(image, VERMILION, 400, 800, plotBottom) > 1000, "matched with the category on the right");
        double ratio = (double) count(image, BLUE, 400, 800, plotBottom) / count(image, BLUE, 0, 400, plotBottom);
        assertEquals(4, ratio, 0.1);
    }

    @Test
    void aLegendNamesEverySeriesAndOnlyNamedOnes() {
        BufferedImage named = image(Chart.of("t").line("loss", XS, YS));
        BufferedImage unnamed = image(Chart.of("t").line("", XS, YS));
        assertTrue(lastRow(named, BLUE) > 900, "the swatch stands below the plot");
        assertTrue(lastRow(unnamed, BLUE) < 900, "no legend for the one unnamed series");
    }

    @Test
    void aLongLegendTakesMoreRowsAndStaysOnThePicture() {
        Chart chart = Chart.of("t");
        for (int i = 0; i < 7; i++) {
            chart = chart.line("a series with a rather long name " + i, XS, YS);
        }
        BufferedImage image = image(chart);
        int skyBlue = 0x56B4E9; // the sixth
        int row = lastRow(image, skyBlue);
        assertTrue(row > 850 && row < 950, "row " + row);
        assertTrue(lastRow(image, 0x000000) > row + 20, "the seventh stands in a later row");
    }

    @Test
    void theFirstRowOfAHeatMapStandsOnTop() {
        BufferedImage image = image(Chart.heatMap(
                "t", new String[] {"up", "down"}, new String[] {"a", "b"}, new double[][] {{0, 0}, {1, Double.NaN}}));
        int low = 0x440154;
        int high = 0xFDE725;
        assertEquals(low, rgb(image, 500, 300));
        assertEquals(low, rgb(image, 1100, 300));
        assertEquals(high, rgb(image, 500, 700));
        assertEquals(NO_VALUE, rgb(image, 1100, 700), "a cell without a value");
        assertTrue(colours(image.getSubimage(1480, 100, 60, 700)).size() > 100, "the scale of colours");
    }

    @Test
    void aDivergingHeatMapIsWhiteAtZero() {
        BufferedImage image =
                image(Chart.heatMap("t", new String[] {"r"}, new String[] {"a", "a", "a"}, new double[][] {{-1, 0, 4}})
                        .diverging());
        assertEquals(0xF7F7F7, rgb(image, 750, 500));
        assertEquals(0x7A3500, rgb(image, 1200, 500), "the largest value");
        int left = rgb(image, 300, 500);
        assertTrue((left & 0xFF) > (left >> 16), "a value below zero is bluish: " + Integer.toHexString(left));
        assertFalse(left == 0x003E66, "and not at the end of the scale, which is -4");
    }

    @Test
    void aValueRangeFixesTheColours() {
        Chart map = Chart.heatMap("t", new String[] {"r"}, new String[] {"a", "b"}, new double[][] {{0.5, 7}});
        BufferedImage image = image(map.valueRange(0.5, 1));
        assertEquals(0x440154, rgb(image, 400, 500));
        assertEquals(0xFDE725, rgb(image, 1100, 500), "above the range: the last colour");
    }

    @Test
    void theSmallestAndNarrowestSizesAreDrawn() {
        String[] labels = {"a rather long label", "another"};
        double[][] values = {{0, 1}, {1, 0}};
        for (int[] size : new int[][] {{100, 100}, {100, 800}, {800, 100}}) {
            for (Chart chart : List.of(
                    Chart.of("a title").line("a series", XS, YS).level("a level", 3),
                    Chart.of("a title").bars("a series", labels, new double[] {1, -1}),
                    Chart.heatMap("a title", labels, labels, values).value("a value"))) {
                assertEquals(2 * size[0], image(chart.size(size[0], size[1])).getWidth());
            }
        }
    }

    static BufferedImage image(Chart chart) {
        try {
            return ImageIO.read(new ByteArrayInputStream(chart.png()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(rgb(image, x, y));
            }
        }
        return colours;
    }

    private static int count(BufferedImage image, int colour) {
        return count(image, colour, 0, image.getWidth(), image.getHeight());
    }

    private static int count(BufferedImage image, int colour, int left, int right, int bottom) {
        int count = 0;
        for (int y = 0; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                count += rgb(image, x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    /** The row with most pixels of the colour, and how many it has. */
    private static int[] row(BufferedImage image, int colour) {
        int[] best = {-1, 0};
        for (int y = 0; y < image.getHeight(); y++) {
            int count = 0;
            for (int x = 0; x < image.getWidth(); x++) {
                count += rgb(image, x, y) == colour ? 1 : 0;
            }
            if (count > best[1]) {
                best = new int[] {y, count};
            }
        }
        return best;
    }

    /** The middle of what has the colour above the legend, from the left. */
    private static double column(BufferedImage image, int colour) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < 850; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (rgb(image, x, y) == colour) {
                    sum += x;
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static int lastRow(BufferedImage image, int colour) {
        for (int y = image.getHeight() - 1; y >= 0; y--) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (rgb(image, x, y) == colour) {
                    return y;
                }
            }
        }
        return -1;
    }
}
