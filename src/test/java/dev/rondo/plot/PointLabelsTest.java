package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PointLabelsTest {
    private static final Rectangle2D INSIDE = new Rectangle2D.Double(0, 0, 200, 100);
    private static final String[] LABELS = {"king", "queen", "x"};
    private static final double[] XS = {0, 1, 2};
    private static final double[] YS = {1, 0, Double.NaN};

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void aLabelStandsRightOfItsPointWhereThereIsRoom() {
        Rectangle2D free = PointLabels.place(50, 50, 40, INSIDE, List.of());
        assertEquals(new Rectangle2D.Double(56, 42, 40, 16), free);
        Rectangle2D atTheEdge = PointLabels.place(190, 50, 40, INSIDE, List.of());
        assertEquals(new Rectangle2D.Double(144, 42, 40, 16), atTheEdge);
        List<Rectangle2D> beside = List.of(new Rectangle2D.Double(60, 48, 9, 9), new Rectangle2D.Double(10, 48, 9, 9));
        Rectangle2D above = PointLabels.place(50, 50, 40, INSIDE, beside);
        assertEquals(new Rectangle2D.Double(30, 31, 40, 16), above);
        Rectangle2D nowhere = PointLabels.place(50, 50, 40, INSIDE, List.of(INSIDE));
        assertEquals(free, nowhere);
    }

    /** Whether anything but white and the grid is drawn in a part of the picture, in pixels of the PNG. */
    private static boolean drawn(Chart chart, int x, int y, int width, int height) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart.png()));
        for (int k = x; k < x + width; k++) {
            for (int l = y; l < y + height; l++) {
                if ((image.getRGB(k, l) & 0xFF0000) >> 16 < 0x80) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void labelsAreDrawnBesideTheirPoints() throws IOException {
        Chart plain = Chart.of("").points("", XS, YS);
        Chart labelled = Chart.of("").points("", LABELS, XS, YS);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(plain.png()));
        int[] point = first(image); // of the first point, from above: that of king
        assertFalse(drawn(plain, point[0] + 20, point[1] - 8, 50, 24));
        assertTrue(drawn(labelled, point[0] + 20, point[1] - 8, 50, 24));
    }

    private static int[] first(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == 0x0072B2) {
                    return new int[] {x, y};
                }
            }
        }
        throw new AssertionError("no point is drawn");
    }

    @Test
    void aFigureHasTheLabelsToo() {
        String script = Chart.of("t").points("", LABELS, XS, YS).figure().asJavascript("id");
        assertTrue(
                script.contains("queen") && script.contains("markers+text") || script.contains("text+markers"), script);
    }

    @Test
    void aLabelIsNeededForEachPoint() {
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> Chart.of("t").points("s", new String[] {"a"}, XS, YS).png());
        assertEquals(
                "series 's' came with 1 labels and 3 ys, expected as many of one as of the other: pass arrays of equal"
                        + " length",
                wrong.getMessage());
    }
}
