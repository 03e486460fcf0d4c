package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A heat map whose colours follow logarithms. */
class HeatMapLogTest {
    private static final int LOWEST = 0x440154;
    private static final int HIGHEST = 0xFDE725;
    private static final int NO_VALUE = 0xD0D0D0;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void decadesAreEquallyFarApartAndZeroIsGrey() {
        Chart map = Chart.heatMap("t", new String[] {"r"}, new String[] {"a", "b", "c", "d", "e"}, new double[][] {
            {1e-18, 1e-12, 1, 0, -1}
        });
        BufferedImage image = ChartPngTest.image(map.logValue());
        assertEquals(LOWEST, cell(image, 0));
        assertEquals(0x31688E, cell(image, 1), "a third of the way: the fourth of ten colours");
        assertEquals(HIGHEST, cell(image, 2));
        assertEquals(NO_VALUE, cell(image, 3));
        assertEquals(NO_VALUE, cell(image, 4));
        BufferedImage range = ChartPngTest.image(map.valueRange(1e-15, 1e-6).logValue());
        assertEquals(LOWEST, cell(range, 0), "below the range: the first colour");
        assertEquals(0x31688E, cell(range, 1));
        assertEquals(HIGHEST, cell(range, 2));
    }

    @Test
    void aHundredRowsAndTwoHundredColumnsAreDrawnFromTheTop() {
        double[][] values = new double[100][200];
        for (int row = 0; row < 100; row++) {
            Arrays.fill(values[row], Math.pow(10, -8.0 * (99 - row) / 99));
        }
        BufferedImage image = ChartPngTest.image(
                Chart.heatMap("t", numbers(100), numbers(200), values).logValue());
        int[] column = image.getRGB(700, 0, 1, image.getHeight(), null, 0, 1);
        int[] lowest = places(column, LOWEST);
        int[] highest = places(column, HIGHEST);
        assertEquals(8, lowest.length, 2, "the height of the first row");
        assertEquals(8, highest.length, 2, "the height of the last row");
        int middle = column[(lowest[0] + highest[highest.length - 1]) / 2];
        assertEquals(0x90, middle >> 8 & 0xFF, 2, "as green halfway down as the scale halfway up");
    }

    private static int[] places(int[] pixels, int colour) {
        return IntStream.range(0, pixels.length)
                .filter(i -> (pixels[i] & 0xFFFFFF) == colour)
                .toArray();
    }

    private static int cell(BufferedImage image, int column) {
        return image.getRGB(220 + column * 270, 500) & 0xFFFFFF;
    }

    private static String[] numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toArray(String[]::new);
    }
}
