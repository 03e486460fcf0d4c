package dev.rondo.task;

import dev.rondo.data.Picture;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model says of a picture.
 *
 * @param picture the picture
 * @param hypotheses the captions that were found, the best first; as many as the beam was wide, or fewer
 * @param rows how many rows of cells attention has to look at
 * @param columns how many columns of cells
 */
public record Caption(Picture picture, List<Hypothesis> hypotheses, int rows, int columns) implements Found {
    private static final double FAINT = 0.15; // what remains of a cell that is not looked at

    /**
     * Copies the captions.
     *
     * @param picture the picture
     * @param hypotheses the captions, at least one
     * @param rows how many rows of cells
     * @param columns how many columns of cells
     * @throws IllegalArgumentException if there is no caption
     */
    public Caption {
        hypotheses = Found.checked(hypotheses);
    }

    /**
     * Draws the picture and, for a model with attention, the picture once more above each word, the brighter where the word
     * looked at it the more (K. Xu et al., Show, attend and tell, 2015).
     *
     * @return the pictures; the brightest cell of each has the picture's own colours
     */
    public Chart plot() {
        double[][] weights = best().attention();
        boolean attends = weights.length > 0 && weights[0].length > 0;
        List<String> labels = new ArrayList<>(List.of(attends ? "" : text()));
        List<int[][]> seen = new ArrayList<>();
        seen.add(picture.rgb());
        if (attends) {
            labels.addAll(tokens());
            Arrays.stream(weights).map(this::seen).forEach(seen::add);
        }
        return Chart.pictures(text(), labels.toArray(String[]::new), seen.toArray(int[][][]::new));
    }

    /** Returns the picture's colours, darker where a word looked less. */
    private int[][] seen(double[] weights) {
        double most = Arrays.stream(weights).max().orElseThrow();
        int[][] rgb = picture.rgb();
        for (int row = 0; row < rgb.length; row++) {
            for (int column = 0; column < rgb[row].length; column++) {
                int cell = row * rows / rgb.length * columns + column * columns / rgb[row].length;
                double share = FAINT + (1 - FAINT) * weights[cell] / most;
                rgb[row][column] = dimmed(rgb[row][column], share);
            }
        }
        return rgb;
    }

    private static int dimmed(int rgb, double share) {
        int red = (int) Math.round(share * (rgb >> 16 & 0xFF));
        int green = (int) Math.round(share * (rgb >> 8 & 0xFF));
        int blue = (int) Math.round(share * (rgb & 0xFF));
        return red << 16 | green << 8 | blue;
    }

    @Override
    public String toString() {
        return best().toString();
    }
}
