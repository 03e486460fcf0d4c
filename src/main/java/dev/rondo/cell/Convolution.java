package dev.rondo.cell;

import java.util.Map;

/**
 * A convolution of 3 by 3 over a grid, a rectifier, and the greatest of each 2 by 2 cells:
 *
 * <pre>
 * z(r, c) = b + sum over i, j in -1 .. 1 of W(i, j) x(r + i, c + j)     x is zero outside of the grid
 * y(r, c) = max over i, j in 0 .. 1 of max(0, z(2 r + i, 2 c + j))
 * </pre>
 *
 * <p>A last row or column that has no other beside it is left out. The layer holds a copy of the weights and nothing else,
 * and may be shared between threads.
 */
public final class Convolution {
    private static final int SIDE = 3;

    private final int inputs;
    private final float[][] weight; // (3 x 3 x inputs)(outputs)
    private final float[] bias;

    private Convolution(int inputs, float[][] weight, float[] bias) {
        this.inputs = inputs;
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * A grid of numbers.
     *
     * @param rows how many rows
     * @param columns how many columns
     * @param cells the channels of each cell, row by row, (rows x columns)(channels)
     */
    public record Grid(int rows, int columns, float[][] cells) {}

    /**
     * Makes the layer from two weights; they are copied.
     *
     * @param weights the weights by name
     * @param weight the name of W, of shape (outputs, inputs, 3, 3)
     * @param bias the name of b, of shape (outputs)
     * @param inputs how many channels go in
     * @param outputs how many come out
     * @return the layer
     * @throws IllegalArgumentException if a weight is missing or shaped otherwise
     */
    public static Convolution of(Map<String, Tensor> weights, String weight, String bias, int inputs, int outputs) {
        float[] w = Tensor.from(weights, weight, outputs, inputs, SIDE, SIDE).values();
        int places = SIDE * SIDE;
        float[][] columns = new float[places * inputs][outputs];
        for (int k = 0; k < w.length; k++) {
            int place = k % places;
            int input = k / places % inputs;
            columns[place * inputs + input][k / places / inputs] = w[k];
        }
        float[] constant = Tensor.from(weights, bias, outputs).values().clone();
        return new Convolution(inputs, columns, constant);
    }

    /**
     * Returns how many channels come out.
     *
     * @return the count
     */
    public int outputs() {
        return bias.length;
    }

    /**
     * Applies the layer.
     *
     * @param x the grid, at least 2 by 2
     * @return half as many rows and columns, rounded down
     * @throws IllegalArgumentException if the grid is smaller, or a cell has another number of channels
     */
    public Grid apply(Grid x) {
        if (x.rows < 2 || x.columns < 2) {
            throw new IllegalArgumentException(
                    "the grid is " + x.rows + " x " + x.columns + ", expected at least 2 x 2: take a layer less");
        }
        Expect.widths("the cells", x.cells, inputs);
        int rows = x.rows / 2;
        int columns = x.columns / 2;
        float[][] y = new float[rows * columns][bias.length]; // the rectifier's zero to begin with
        for (int row = 0; row < 2 * rows; row++) {
            for (int column = 0; column < 2 * columns; column++) {
                float[] z = at(x, row, column);
                float[] greatest = y[row / 2 * columns + column / 2];
                for (int k = 0; k < z.length; k++) {
                    greatest[k] = Math.max(greatest[k], z[k]);
                }
            }
        }
        return new Grid(rows, columns, y);
    }

    /** Computes z of one cell. */
    private float[] at(Grid x, int row, int column) {
        float[] z = bias.clone();
        for (int place = 0; place < SIDE * SIDE; place++) {
            int r = row + place / SIDE - 1;
            int c = column + place % SIDE - 1;
            if (r >= 0 && r < x.rows && c >= 0 && c < x.columns) {
                float[] cell = x.cells[r * x.columns + c];
                for (int input = 0; input < inputs; input++) {
                    add(cell[input], weight[place * inputs + input], z);
                }
            }
        }
        return z;
    }

    private static void add(float a, float[] column, float[] z) {
        if (a != 0) {
            for (int k = 0; k < z.length; k++) {
                z[k] = Math.fma(a, column[k], z[k]);
            }
        }
    }

    @Override
    public String toString() {
        return "Convolution(" + inputs + " -> " + bias.length + ")";
    }
}
