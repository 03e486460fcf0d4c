package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PicturesTest {
    private static final int[][] RED = {{0xFF0000, 0xFF0000}, {0x0000FF, 0x00FF00}};

    private static Chart chart(int count) {
        int[][][] rgb = new int[count][][];
        String[] labels = new String[count];
        for (int k = 0; k < count; k++) {
            rgb[k] = RED;
            labels[k] = "picture " + k;
        }
        return Chart.pictures("Some", labels, rgb);
    }

    private static BufferedImage drawn(Chart chart) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(chart.png()));
    }

    @Test
    void pixelsAreSquaresOfTheirColours() throws IOException {
        BufferedImage png = drawn(chart(1));
        assertEquals(1800, png.getWidth());
        int x = 2 * 16; // margin
        int y = 2 * 42; // below the title; each of the 2 x 2 pixels is 64 wide
        assertEquals(0xFF0000, png.getRGB(x + 60, y + 60) & 0xFFFFFF);
        assertEquals(0xFF0000, png.getRGB(x + 200, y + 60) & 0xFFFFFF);
        assertEquals(0x0000FF, png.getRGB(x + 60, y + 200) & 0xFFFFFF);
        assertEquals(0x00FF00, png.getRGB(x + 200, y + 200) & 0xFFFFFF);
        assertEquals(0xFFFFFF, png.getRGB(x + 270, y + 60) & 0xFFFFFF);
    }

    @Test
    void theyFlowInLinesAsHighAsNeeded() throws IOException {
        int one = drawn(chart(1)).getHeight();
        assertEquals(one, drawn(chart(6)).getHeight());
        assertTrue(drawn(chart(7)).getHeight() > 1.5 * one);
        assertEquals(300, drawn(chart(7).size(900, 150)).getHeight());
        String[] wordy = {"a label of so many words that it does not fit on one line or two"};
        assertTrue(drawn(Chart.pictures("Some", wordy, new int[][][] {RED})).getHeight() > one);
    }

    @Test
    void chartsOfTheSamePicturesAreEqual() {
        assertEquals(chart(2), chart(2));
        assertNotEquals(chart(2), chart(3));
        assertEquals("Chart[Some: 1 picture]", chart(1).toString());
        assertEquals("Chart[Some: 2 pictures]", chart(2).toString());
    }

    @Test
    void whatDoesNotFitIsTold() {
        assertMessage("0 pictures came with 0 labels", () -> Chart.pictures("x", new String[0], new int[0][][]));
        assertMessage(
                "1 pictures came with 2 labels",
                () -> Chart.pictures("x", new String[] {"a", "b"}, new int[][][] {RED}));
        assertMessage(
                "picture 0 is empty or has rows of different lengths",
                () -> Chart.pictures("x", new String[] {""}, new int[][][] {{{1}, {1, 2}}}));
        assertMessage("x came to the pictures 'Some'", () -> chart(1).x("time"));
        assertMessage("line", () -> chart(1).line("a", new double[1], new double[1]));
        assertMessage("diverging() came to the chart 'Some'", () -> chart(1).diverging());
        String figure = assertThrows(IllegalStateException.class, () -> chart(1).figure())
                .getMessage();
        assertTrue(figure.startsWith("figure() came to the pictures 'Some'"), figure);
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
