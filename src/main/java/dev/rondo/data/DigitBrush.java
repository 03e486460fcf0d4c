package dev.rondo.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Draws one outline as a picture of 28 by 28 in [0, 1], each time a little otherwise: moved, turned, slanted, larger or
 * smaller, wider or narrower, in a thinner or thicker line, paler, and with noise on every pixel.
 *
 * @param random what decides the difference
 */
record DigitBrush(SplittableRandom random) {
    static final int SIDE = 28;
    private static final double NOISE = 0.1;

    /** Draws a digit, (rows)(columns), from the top. */
    float[][] draw(Shape outline) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = picture.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            canvas.setColor(Color.WHITE);
            Shape digit = distortion(outline.getBounds2D()).createTransformedShape(outline);
            canvas.fill(digit);
            canvas.setStroke(new BasicStroke(
                    (float) between(0.05, 1.5), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)); // pixels
            canvas.draw(digit);
        } finally {
            canvas.dispose();
        }
        return inked(picture);
    }

    /** From the box of the outline to the middle of the picture. */
    private AffineTransform distortion(Rectangle2D box) {
        AffineTransform all = new AffineTransform(); // the last line comes first
        all.translate(SIDE / 2.0 + between(-1.5, 1.5), SIDE / 2.0 + between(-1.5, 1.5));
        all.rotate(between(-0.2, 0.2)); // radians
        all.shear(between(-0.2, 0.2), 0);
        double scale = between(15, 20) / Math.max(box.getWidth(), box.getHeight());
        all.scale(scale * between(0.85, 1.15), scale);
        all.translate(-box.getCenterX(), -box.getCenterY());
        return all;
    }

    private float[][] inked(BufferedImage picture) {
        double ink = between(0.7, 1);
        float[][] rows = new float[SIDE][SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double covered = picture.getRaster().getSample(column, row, 0) / 255.0;
                double value = ink * covered + between(-NOISE, NOISE);
                rows[row][column] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return rows;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
