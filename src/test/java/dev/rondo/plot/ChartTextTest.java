package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the picture of a text. Places are in its pixels, of which there are two for each unit of its size. */
class ChartTextTest {
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0x000000;
    private static final int INK = 0x333333;
    private static final int NO_VALUE = 0xD0D0D0;
    private static final int LOWEST = 0x440154;
    private static final int HIGHEST = 0xFDE725;
    private static final int MARGIN = 32;
    private static final int COLUMN = 17;
    private static final int LINE = 46;
    private static final int CELL = 40;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void everyCharacterStandsOnTheColourOfItsValue() {
        BufferedImage image = image(Chart.text("", letters("a cde"), new double[] {-2, -1, 0, 2, 9})
                .diverging()
                .valueRange(-2, 2));
        assertEquals(0x003E66, background(image, 0, 0));
        assertEquals(0x4095C5, background(image, 0, 1), "a quarter of the way, between two blues");
        assertEquals(Set.of(0x4095C5), colours(cell(image, 0, 1)), "a blank is a cell like any other");
        assertEquals(0xF7F7F7, background(image, 0, 2), "white at zero");
        assertEquals(0x7A3500, background(image, 0, 3));
        assertEquals(0x7A3500, background(image, 0, 4), "above the range: the last colour");
        assertEquals(WHITE, background(image, 0, 5), "nothing after the last");
    }

    @Test
    void cellsTouchWithoutASeamAndLinesStandApart() {
        BufferedImage image =
                image(Chart.text("", letters("   \n  "), new double[6]).valueRange(0, 1));
        assertEquals(Set.of(LOWEST), colours(image.getSubimage(MARGIN, MARGIN, 3 * COLUMN, CELL)));
        assertEquals(Set.of(LOWEST), colours(image.getSubimage(MARGIN, MARGIN + LINE, 2 * COLUMN, CELL)));
        assertEquals(Set.of(WHITE), colours(image.getSubimage(MARGIN, MARGIN + CELL, 3 * COLUMN, LINE - CELL)));
    }

    @Test
    void lettersAreBlackOrWhiteAsTheBackgroundAsks() {
        BufferedImage image = image(Chart.text("", letters("MMMM"), new double[] {-1, 0, 1, Double.NaN})
                .diverging());
        assertTrue(colours(cell(image, 0, 0)).contains(WHITE), "on dark blue");
        assertTrue(colours(cell(image, 0, 1)).contains(BLACK), "on white");
        assertTrue(colours(cell(image, 0, 2)).contains(WHITE), "on dark orange");
        assertTrue(colours(cell(image, 0, 3)).contains(BLACK), "on grey");
        assertEquals(NO_VALUE, background(image, 0, 3), "a character without a value");
    }

    @Test
    void aLineEndBreaksTheLineAndHasACellOfItsOwn() {
        BufferedImage image = image(Chart.text("", letters("ab\n\nc"), new double[] {0, 0, 1, 1, 0}));
        assertEquals(HIGHEST, background(image, 0, 2));
        assertTrue(colours(cell(image, 0, 2)).size() > 2, "the mark of a line end");
        assertEquals(HIGHEST, background(image, 1, 0));
        assertEquals(WHITE, background(image, 1, 1));
        assertEquals(LOWEST, background(image, 2, 0));
    }

    @Test
    void theWidthIsAsAskedAndTheHeightFollowsTheText() {
        Chart chart = Chart.text("title", letters("word ".repeat(200)), new double[1000])
                .valueRange(0, 1);
        BufferedImage wide = image(chart);
        BufferedImage narrow = image(chart.size(450, 4000));
        assertEquals(1800, wide.getWidth());
        assertEquals(900, narrow.getWidth());
        assertTrue(narrow.getHeight() > wide.getHeight() * 2, narrow.getHeight() + " against " + wide.getHeight());
        for (BufferedImage image : List.of(wide, narrow)) {
            int bottom = image.getHeight() - MARGIN;
            assertEquals(LOWEST, rgb(image, MARGIN, bottom - 1), "the last line stands at the foot");
            assertEquals(WHITE, rgb(image, MARGIN, bottom), "with the margin below it");
        }
    }

    @Test
    void aLineIsFilledAsFarAsTheScaleAndNoFarther() {
        BufferedImage image =
                image(Chart.text("", letters("a".repeat(300)), new double[300]).valueRange(0, 1));
        List<Integer> edges = edges(image, MARGIN + 1);
        int text = edges.get(1);
        int scale = edges.get(2);
        assertTrue(scale - text >= 32 && scale - text < 32 + 3 * COLUMN, "text to " + text + ", scale from " + scale);
        assertEquals(28, edges.get(3) - scale, "the width of the scale");
        assertTrue(image.getWidth() - edges.get(3) < 120, "at the right edge");
    }

    @Test
    void aShortTextHasTheScaleBesideIt() {
        BufferedImage image = image(Chart.text("", letters("ab"), new double[] {0, 1}));
        assertEquals(2 * (110 + 32), image.getHeight(), "room for the scale");
        BufferedImage scale = image.getSubimage(MARGIN + 2 * COLUMN + 64 + 14, MARGIN, 1, 220);
        assertTrue(colours(scale).size() > 80, colours(scale).size() + " colours");
        assertTrue((rgb(scale, 0, 1) >> 16) > 0xF0 && (rgb(scale, 0, 218) >> 8 & 0xFF) < 8, "the highest on top");
    }

    @Test
    void whatDoesNotFitTheHeightIsCutOffAndCounted() {
        Chart whole = Chart.text("", letters("a\n".repeat(40)), new double[80]).valueRange(0, 1);
        BufferedImage image = image(whole.size(900, 150));
        assertEquals(300, image.getHeight());
        assertEquals(LOWEST, background(image, 3, 0), "the fourth line of five that fit");
        BufferedImage note = image.getSubimage(MARGIN, MARGIN + 4 * LINE, 600, CELL);
        assertFalse(colours(note).contains(LOWEST), "no text in the fifth");
        assertTrue(colours(note).contains(INK), "but a note");
        Chart less = Chart.text("", letters("a\n".repeat(30)), new double[60])
                .valueRange(0, 1)
                .size(900, 150);
        assertTrue(differ(note, image(less).getSubimage(MARGIN, MARGIN + 4 * LINE, 600, CELL)), "of another count");
        assertEquals(LOWEST, background(image(whole), 39, 0), "all of it without a size");
        Chart exact = Chart.text("", letters("a\n".repeat(5)), new double[10]).valueRange(0, 1);
        assertEquals(LOWEST, background(image(exact.size(900, 150)), 4, 0), "five lines fit");
    }

    @Test
    void wordsStandApartAndTokensTouch() {
        double[] values = {0, 0, 0};
        Chart words = Chart.text("", new String[] {"one", "two", "six"}, values);
        Chart tokens = Chart.text("", new String[] {"one", " two", " six\n"}, values);
        List<Integer> apart = edges(image(words.valueRange(0, 1)), MARGIN + 1);
        assertEquals(6, apart.get(2) - apart.get(1), "the gap");
        assertEquals(6, apart.get(4) - apart.get(3), "the gap");
        assertEquals(64, apart.get(6) - apart.get(5), "from the third word to the scale");
        Chart lines = Chart.text("", new String[] {"one", "\r\n", "two\n"}, values);
        List<Integer> ended = edges(image(lines.valueRange(0, 1)), MARGIN + 1);
        assertEquals(6, ended.get(2) - ended.get(1), "a line end is no blank between tokens");
        List<Integer> touching = edges(image(tokens.valueRange(0, 1)), MARGIN + 1);
        assertEquals(64, touching.get(2) - touching.get(1), "from the only run of cells to the scale");
    }

    @Test
    void aChineseCharacterIsTwoColumnsWide() {
        BufferedImage image = image(Chart.text("", letters("漢a"), new double[] {0, 1}));
        assertEquals(LOWEST, background(image, 0, 0));
        assertEquals(LOWEST, rgb(image, MARGIN + 2 * COLUMN - 1, MARGIN + 1));
        assertEquals(HIGHEST, background(image, 0, 2));
    }

    @Test
    void coloursFollowLogarithms() {
        BufferedImage image = image(
                Chart.text("", letters("aaaa"), new double[] {1e-8, 1e-4, 1, 0}).logValue());
        assertEquals(LOWEST, background(image, 0, 0));
        assertEquals(0x23908C, background(image, 0, 1), "halfway in decades");
        assertEquals(HIGHEST, background(image, 0, 2));
        assertEquals(NO_VALUE, background(image, 0, 3), "0 has no logarithm");
    }

    @Test
    void aTextLongerThanAnyPictureAndTheSmallestSizesAreDrawn() {
        String[] letters = letters("It was the best of times, it was the worst of times. ".repeat(100));
        Chart text = Chart.text("t", letters, new double[letters.length]);
        assertEquals(8000, image(text.size(250, 4000)).getHeight());
        Chart chart = Chart.text("a title", new String[] {"one", "averylongword"}, new double[] {0, 1});
        for (int[] size : new int[][] {{100, 100}, {100, 800}, {800, 100}}) {
            BufferedImage image = image(chart.value("a value").size(size[0], size[1]));
            assertEquals(2 * size[0], image.getWidth());
            assertTrue(image.getHeight() <= 2 * size[1]);
        }
    }

    @Test
    void isSavedAndEqualTextsAreDrawnAlike(@TempDir Path folder) throws IOException {
        Chart chart = Chart.text("t", letters("abc"), new double[] {0, 1, Double.NaN});
        Chart same = Chart.text("t", letters("abc"), new double[] {0, 1, Double.NaN});
        assertEquals(chart, same);
        assertEquals(chart.hashCode(), same.hashCode());
        BufferedImage saved = ImageIO.read(chart.save(folder.resolve("t.png")).toFile());
        assertFalse(differ(saved, image(same)));
    }

    static String[] letters(String text) {
        return text.codePoints().mapToObj(Character::toString).toArray(String[]::new);
    }

    private static BufferedImage image(Chart chart) {
        return ChartPngTest.image(chart);
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    private static BufferedImage cell(BufferedImage image, int line, int column) {
        return image.getSubimage(MARGIN + column * COLUMN, MARGIN + line * LINE, COLUMN, CELL);
    }

    /** The colour in the corner of a character's cell, where no letter reaches, of a picture without a title. */
    private static int background(BufferedImage image, int line, int column) {
        return rgb(cell(image, line, column), 1, 1);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        Arrays.stream(pixels(image)).forEach(pixel -> colours.add(pixel & 0xFFFFFF));
        return colours;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static boolean differ(BufferedImage one, BufferedImage two) {
        return !Arrays.equals(pixels(one), pixels(two));
    }

    /** Where, along a row of pixels with no letters, colour begins and white begins again, in turn. */
    private static List<Integer> edges(BufferedImage image, int y) {
        List<Integer> edges = new ArrayList<>();
        for (int x = 1; x < image.getWidth(); x++) {
            if ((rgb(image, x, y) == WHITE) != (rgb(image, x - 1, y) == WHITE)) {
                edges.add(x);
            }
        }
        return edges;
    }
}
