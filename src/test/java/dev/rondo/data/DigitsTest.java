package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private static DigitFonts fonts() {
        try {
            return DigitFonts.installed();
        } catch (IllegalStateException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    @Test
    void theNameTellsTheFonts() {
        int faces = fonts().faces().size();
        String name = "digits drawn in " + faces + (faces == 1 ? " font" : " fonts");
        assertEquals(
                name + ": 20 sequences of 28 steps, 28 features; 18 to train, 2 to validate, 0 to test",
                Digits.drawn(20).toString());
        assertEquals(
                "digits drawn in 1 font",
                Digits.drawn(1, 0, new DigitFonts(fonts().faces().subList(0, 1)))
                        .name());
    }

    @Test
    void digitsComeInTurnAsInkOnPaper() {
        fonts();
        Sequences digits = Digits.drawn(50);
        for (int s = 0; s < 50; s++) {
            assertEquals(Integer.toString(s % 10), Told.label(digits, s, 0));
            assertEquals(28, digits.x(s).length);
            double ink = 0;
            for (float[] row : digits.x(s)) {
                assertEquals(28, row.length);
                for (float pixel : row) {
                    assertTrue(pixel >= 0 && pixel <= 1);
                    ink += pixel > 0.3 ? 1 : 0;
                }
            }
            assertTrue(ink > 20 && ink < 300, s + " has " + ink + " dark pixels");
            for (int edge = 0; edge < 28; edge++) { // the frame stays clear of ink
                assertTrue(digits.x(s)[0][edge] <= 0.1001 && digits.x(s)[27][edge] <= 0.1001, "digit " + s);
                assertTrue(digits.x(s)[edge][0] <= 0.1001 && digits.x(s)[edge][27] <= 0.1001, "digit " + s);
            }
        }
    }

    @Test
    void digitsLookLikeTheirLabels() {
        fonts();
        Sequences digits = Digits.drawn(1000);
        double[][] means = new double[10][28 * 28];
        for (int s = 0; s < 700; s++) {
            for (int pixel = 0; pixel < 28 * 28; pixel++) {
                means[s % 10][pixel] += digits.x(s)[pixel / 28][pixel % 28] / 70;
            }
        }
        int right = 0;
        for (int s = 700; s < 1000; s++) {
            int nearest = 0;
            double least = Double.MAX_VALUE;
            for (int digit = 0; digit < 10; digit++) {
                double distance = 0;
                for (int pixel = 0; pixel < 28 * 28; pixel++) {
                    distance += Math.pow(means[digit][pixel] - digits.x(s)[pixel / 28][pixel % 28], 2);
                }
                nearest = distance < least ? digit : nearest;
                least = Math.min(least, distance);
            }
            right += nearest == s % 10 ? 1 : 0;
        }
        assertTrue(right > 180, "the nearest mean is right in " + right + " of 300");
    }

    @Test
    void theSeedDecides() {
        fonts();
        Told.assertSameBeginning(Digits.drawn(12), Digits.drawn(25));
        assertFalse(Arrays.deepEquals(Digits.drawn(1).x(0), Digits.drawn(1, 1).x(0)));
        Sequences drawn = Digits.drawn(11);
        assertFalse(Arrays.deepEquals(drawn.x(0), drawn.x(10))); // the same digit, another drawing
    }

    /** A font whose digits all look alike, as boxes for what is missing do. */
    private static final class Boxes extends Font {
        private static final long serialVersionUID = 1;

        Boxes(String name) {
            super(name, Font.PLAIN, 100);
        }

        @Override
        public Font deriveFont(float size) {
            return this;
        }

        @Override
        public GlyphVector createGlyphVector(FontRenderContext context, String text) {
            return super.createGlyphVector(context, "0");
        }
    }

    @Test
    void fontsAreSortedAndHaveTenDifferentDigits() {
        Font[] faces = fonts().faces().toArray(Font[]::new);
        Font[] mixed = Arrays.copyOf(faces, faces.length + 2);
        mixed[faces.length] = mixed[0];
        mixed[0] = new Boxes("Dialog");
        mixed[faces.length + 1] = new Font("Dialog", Font.PLAIN, 12);
        assertEquals(List.of(faces), DigitFonts.of(() -> mixed).faces());
        String[] names = Arrays.stream(faces).map(Font::getFontName).toArray(String[]::new);
        String[] sorted = names.clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, names);
    }

    @Test
    void aMachineWithoutFontsIsToldWhatToInstall() {
        String remedy =
                "; install one (on Debian: apt-get install fontconfig fonts-dejavu-core), or use Digits.mnist()";
        var none = assertThrows(IllegalStateException.class, () -> DigitFonts.of(() -> new Font[0]));
        assertEquals(
                "this machine has no font to draw digits in: there are 0 fonts, none with all ten digits" + remedy,
                none.getMessage());
        var boxes =
                assertThrows(IllegalStateException.class, () -> DigitFonts.of(() -> new Font[] {new Boxes("Dialog")}));
        assertEquals(
                "this machine has no font to draw digits in: there are 1 fonts, none with all ten digits" + remedy,
                boxes.getMessage());
        var broken = assertThrows(
                IllegalStateException.class,
                () -> DigitFonts.of(() -> {
                    throw new InternalError("no fontconfig");
                }));
        assertEquals(
                "this machine has no font to draw digits in: Java cannot list the fonts (java.lang.InternalError: no"
                        + " fontconfig)" + remedy,
                broken.getMessage());
    }

    @Test
    void badSizesSayWhatIsWrong() {
        assertMessage("count is 0, expected at least 1, such as 1000", () -> Digits.drawn(0)
                .size());
    }

    @Test
    void aPictureIsAHeatMap() {
        var chart = Digits.chart("two by three", new float[][] {{0, 0.5f, 1}, {1, 0.5f, 0}});
        assertTrue(chart.png().length > 1000);
        assertThrows(IllegalArgumentException.class, () -> Digits.chart("none", new float[0][0]));
    }

    @Test
    void mnistIsTheOriginal() {
        String data = System.getProperty("rondo.data", "");
        Assumptions.assumeTrue(
                Files.exists(Path.of(data, "mnist/train-images-idx3-ubyte.gz")), "no evaluation sets here");
        Sequences mnist = Digits.mnist();
        assertEquals(
                "MNIST: 70,000 sequences of 28 steps, 28 features; 55,000 to train, 5,000 to validate, 10,000 to test",
                mnist.toString());
        int[] digits = Arrays.stream(((Targets.Labels) mnist.targets()).ids())
                .mapToInt(ids -> ids[0])
                .toArray();
        assertArrayEquals(new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4}, Arrays.copyOf(digits, 10));
        assertArrayEquals(new int[] {7, 2, 1, 0, 4, 1, 4, 9, 5, 9}, Arrays.copyOfRange(digits, 60_000, 60_010));
        int[] counts = new int[10];
        Arrays.stream(digits, 0, 60_000).forEach(digit -> counts[digit]++);
        assertArrayEquals(new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, counts);
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < 60_000; s++) {
            for (float[] row : mnist.x(s)) {
                for (float pixel : row) {
                    sum += pixel;
                    squares += pixel * pixel;
                }
            }
        }
        double mean = sum / (60_000 * 784);
        assertEquals(0.1307, mean, 5e-5); // as quoted everywhere
        assertEquals(0.3081, Math.sqrt(squares / (60_000 * 784) - mean * mean), 5e-5);
    }
}
