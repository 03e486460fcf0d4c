package dev.rondo.data;

import dev.rondo.plot.Chart;
import java.awt.Font;
import java.net.URI;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pictures of digits, read row by row: sequences of 28 steps, from the top, of 28 features, from the left, each from 0
 * (paper) to 1 (ink), labelled {@code 0} to {@code 9}.
 *
 * <pre>{@code
 * Sequences drawn = Digits.drawn(5000).split(0.8, 0.1);   // needs no download
 * Sequences mnist = Digits.mnist();                       // 55,000 to train, 5,000 to validate, 10,000 to test
 * }</pre>
 */
public final class Digits {
    private static final int MNIST_TRAIN = 55_000;
    private static final int MNIST_VALIDATION = 5_000;
    private static final String[] CLASSES = "0123456789".split("");

    private Digits() {}

    /**
     * Draws digits, by the seed 0.
     *
     * @param count how many, at least 1; each of the ten equally often
     * @return the digits, whose name tells how many fonts they are drawn in
     * @throws IllegalArgumentException if {@code count} is below 1
     * @throws IllegalStateException if the machine has no font
     */
    public static Sequences drawn(int count) {
        return drawn(count, 0);
    }

    /**
     * Draws digits in the fonts of this machine, each distorted in its own way: moved, turned, slanted, scaled,
     * thinner or thicker, paler, and with noise. They come in the order 0 to 9, again and again, and a larger set
     * begins with the smaller one. Machines with other fonts draw other digits; the same machine always draws the
     * same. No screen is needed.
     *
     * @param count how many, at least 1
     * @param seed what decides the fonts and the distortions
     * @return the digits, whose name tells how many fonts they are drawn in
     * @throws IllegalArgumentException if {@code count} is below 1
     * @throws IllegalStateException if the machine has no font
     */
    public static Sequences drawn(int count, long seed) {
        Require.count(count);
        return drawn(count, seed, DigitFonts.installed());
    }

    static Sequences drawn(int count, long seed, DigitFonts fonts) {
        SplittableRandom random = new SplittableRandom(seed);
        DigitBrush brush = new DigitBrush(random);
        float[][][] x = new float[count][][];
        String[] labels = new String[count];
        for (int s = 0; s < count; s++) {
            Font font = fonts.faces().get(random.nextInt(fonts.faces().size()));
            x[s] = brush.draw(DigitFonts.outline(font, s % 10));
            labels[s] = CLASSES[s % 10];
        }
        int faces = fonts.faces().size();
        String name = "digits drawn in " + faces + (faces == 1 ? " font" : " fonts");
        return Sequences.labelled(name, x, labels).classes(CLASSES);
    }

    /**
     * Returns MNIST, the 70,000 handwritten digits of Y. LeCun, C. Cortes and C. J. C. Burges: 60,000 to train on, of
     * which the last 5,000 are for validation, and 10,000 to test on, in the order of the files. They are looked for
     * in the folder {@code mnist} below {@code rondo.data}, as {@link Datasets} does, gzipped or not. In memory they
     * take about 260 MB.
     *
     * @return the digits
     * @throws java.io.UncheckedIOException if they are neither on this machine nor to be fetched, or are not the
     *     originals
     */
    public static Sequences mnist() {
        Idx[] images = {
            mnist("train-images-idx3-ubyte", 3, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            mnist("t10k-images-idx3-ubyte", 3, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")
        };
        Idx[] labels = {
            mnist("train-labels-idx1-ubyte", 1, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            mnist("t10k-labels-idx1-ubyte", 1, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")
        };
        return of("MNIST", images, labels).first(MNIST_TRAIN, MNIST_VALIDATION);
    }

    /** Finds a file of MNIST; the sum is that of the unpacked file, as it was published. */
    private static Idx mnist(String name, int dimensions, String sha256) {
        URI source = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/" + name + ".gz");
        return Idx.of(name, Datasets.content("mnist/" + name + ".gz", source, sha256), dimensions);
    }

    /** Puts files of pictures, (count, rows, columns), and the files of their labels behind one another. */
    static Sequences of(String name, Idx[] images, Idx[] labels) {
        int count = Arrays.stream(images).mapToInt(Idx::size).sum();
        float[][][] x = new float[count][][];
        String[] digits = new String[count];
        int place = 0;
        for (int file = 0; file < images.length; file++) {
            checkCounts(images[file], labels[file]);
            for (int item = 0; item < images[file].size(); item++) {
                x[place] = picture(images[file], item);
                digits[place++] = digit(labels[file], item);
            }
        }
        return Sequences.labelled(name, x, digits).classes(CLASSES);
    }

    private static void checkCounts(Idx images, Idx labels) {
        if (images.size() != labels.size()) {
            throw new IllegalArgumentException(images.name() + " has " + images.size() + " pictures but "
                    + labels.name() + " has " + labels.size() + " labels: expected one for each, take both of one set");
        }
    }

    private static float[][] picture(Idx images, int item) {
        int columns = images.sizes()[2];
        float[][] rows = new float[images.sizes()[1]][columns];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                rows[row][column] = images.value(item, row * columns + column) / 255f;
            }
        }
        return rows;
    }

    private static String digit(Idx labels, int item) {
        int digit = labels.value(item, 0);
        if (digit > 9) {
            throw new IllegalArgumentException(
                    "label " + item + " of " + labels.name() + " is " + digit + ", expected 0 to 9");
        }
        return CLASSES[digit];
    }

    /**
     * Shows a picture as a heat map, the first row on top.
     *
     * @param title the title above the chart
     * @param rows the picture, (rows)(columns), such as {@code digits.x(0)}
     * @return the chart, coloured from 0 to 1 or what the picture has
     * @throws IllegalArgumentException if the picture is empty or its rows differ in length
     */
    public static Chart chart(String title, float[][] rows) {
        double[][] values = Arrays.stream(rows)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(column -> row[column])
                        .toArray())
                .toArray(double[][]::new);
        int columns = rows.length == 0 ? 0 : rows[0].length;
        return Chart.heatMap(title, places(rows.length), places(columns), values)
                .x("feature")
                .y("step")
                .size(560, 480);
    }

    private static String[] places(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
