package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.plot.Chart;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A grid of numbers, (rows)(columns)(channels), that does not change: a picture in colours or in grey, from 0 (dark) to 1;
 * the features that another net made of one; or, as a grid of one cell, a vector.
 */
@CheckReturnValue
public final class Picture {
    private static final int COLOURS = 3;

    private final int rows;
    private final int columns;
    private final int channels;
    private final float[] values; // row by row, the channels of a cell side by side

    private Picture(int rows, int columns, int channels, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.values = values;
    }

    /**
     * Copies a grid.
     *
     * @param grid (rows)(columns)(channels), each at least 1
     * @return the picture
     * @throws IllegalArgumentException if it is empty, its rows or cells differ in length, or a number is not finite
     */
    public static Picture of(float[][][] grid) {
        int columns = grid.length == 0 ? 0 : grid[0].length;
        int channels = columns == 0 ? 0 : grid[0][0].length;
        if (channels == 0) {
            throw new IllegalArgumentException(
                    "the picture has no numbers, expected (rows)(columns)(channels), each at least 1");
        }
        float[] values = new float[grid.length * columns * channels];
        for (int row = 0; row < grid.length; row++) {
            if (grid[row].length != columns) {
                throw new IllegalArgumentException("row " + row + " of the picture has " + grid[row].length
                        + " columns, expected " + columns + " as in row 0");
            }
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                copy(grid[row][column], values, at * channels, "cell (" + row + ", " + column + ")", channels);
            }
        }
        return new Picture(grid.length, columns, channels, values);
    }

    private static void copy(float[] cell, float[] to, int at, String which, int channels) {
        if (cell.length != channels) {
            throw new IllegalArgumentException(which + " of the picture has " + cell.length + " channels, expected "
                    + channels + " as in the first cell");
        }
        for (int channel = 0; channel < channels; channel++) {
            if (!Float.isFinite(cell[channel])) {
                throw new IllegalArgumentException(which + " of the picture holds " + cell[channel] + " in channel "
                        + channel + ", expected a finite number");
            }
            to[at + channel] = cell[channel];
        }
    }

    /**
     * Takes a vector as a grid of one cell.
     *
     * @param features the numbers, at least one
     * @return the picture
     * @throws IllegalArgumentException if there is none, or one is not finite
     */
    public static Picture vector(float[] features) {
        return of(new float[][][] {{features}});
    }

    /**
     * Takes an image in colours: red, green and blue, each from 0 to 1; what is transparent is taken as it is.
     *
     * @param image the image
     * @return the picture, of three channels
     */
    public static Picture of(BufferedImage image) {
        int columns = image.getWidth();
        int rows = image.getHeight();
        int[] rgb = image.getRGB(0, 0, columns, rows, null, 0, columns);
        float[] values = new float[rgb.length * COLOURS];
        for (int k = 0; k < values.length; k++) {
            values[k] = ((rgb[k / COLOURS] >> (16 - 8 * (k % COLOURS))) & 0xFF) / 255f;
        }
        return new Picture(rows, columns, COLOURS, values);
    }

    /**
     * Returns how many rows there are.
     *
     * @return the count, at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns how many columns there are.
     *
     * @return the count, at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * Returns how many numbers a cell has.
     *
     * @return the count, at least 1
     */
    public int channels() {
        return channels;
    }

    /**
     * Returns one number.
     *
     * @param row the row, from 0 at the top
     * @param column the column, from 0 at the left
     * @param channel the channel, from 0; of colours red, green and blue
     * @return the number
     */
    public float value(int row, int column, int channel) {
        return values[(row * columns + column) * channels + channel];
    }

    /**
     * Returns all numbers, row by row, the channels of a cell side by side.
     *
     * @return a copy, (rows x columns x channels)
     */
    public float[] values() {
        return values.clone();
    }

    /** Says how large it is. */
    String shape() {
        return rows + " x " + columns + " x " + channels;
    }

    /**
     * Returns the colours to show it in, each as {@code 0xRRGGBB}: three channels as red, green and blue, one or any other
     * number as the grey of their mean; values below 0 and above 1 as if they were these.
     *
     * @return (rows)(columns)
     */
    public int[][] rgb() {
        int[][] rgb = new int[rows][columns];
        for (int k = 0; k < rows * columns; k++) {
            float[] cell = Arrays.copyOfRange(values, k * channels, (k + 1) * channels);
            rgb[k / columns][k % columns] = channels == COLOURS
                    ? level(cell[0]) << 16 | level(cell[1]) << 8 | level(cell[2])
                    : 0x010101 * level(mean(cell));
        }
        return rgb;
    }

    private static double mean(float[] cell) {
        double sum = 0;
        for (float value : cell) {
            sum += value;
        }
        return sum / cell.length;
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }

    /**
     * Shows it.
     *
     * @param title the title above the chart
     * @return the picture in its {@link #rgb colours}
     */
    public Chart plot(String title) {
        return Chart.pictures(title, new String[] {""}, new int[][][] {rgb()});
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that
                && rows == that.rows
                && columns == that.columns
                && channels == that.channels
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Picture(" + shape() + ")";
    }
}
