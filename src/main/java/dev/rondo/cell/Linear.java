package dev.rondo.cell;

import java.util.Map;

/**
 * An affine map, {@code y = W x + b}.
 *
 * <p>W is stored by column, so that the product is a sum of columns: zeros in x cost nothing (a one-hot input is one
 * column), and the inner loop runs over neighbouring numbers.
 */
public final class Linear {
    private static final int BLOCK = 4; // columns added in one pass over y; measured, eight are slower

    private final float[][] columns; // (inputs)(outputs)
    private final float[] bias; // (outputs)

    private Linear(float[] weight, float[] bias, int inputs) {
        this.bias = bias.clone();
        this.columns = new float[inputs][bias.length];
        for (int row = 0; row < bias.length; row++) {
            for (int column = 0; column < inputs; column++) {
                columns[column][row] = weight[row * inputs + column];
            }
        }
    }

    /**
     * Makes the map from two weights.
     *
     * @param weights the weights by name
     * @param weight the name of W, of shape (outputs, inputs)
     * @param bias the name of b, of shape (outputs)
     * @param inputs the length of x
     * @param outputs the length of y
     * @return the map
     * @throws IllegalArgumentException if a weight is missing or shaped otherwise
     */
    public static Linear of(Map<String, Tensor> weights, String weight, String bias, int inputs, int outputs) {
        return new Linear(
                Tensor.from(weights, weight, outputs, inputs).values(),
                Tensor.from(weights, bias, outputs).values(),
                inputs);
    }

    /**
     * Applies the map.
     *
     * @param x the input, (inputs)
     * @return W x + b, (outputs)
     * @throws IllegalArgumentException if x has another length
     */
    public float[] apply(float[] x) {
        float[] y = bias.clone();
        addProduct(x, y);
        return y;
    }

    /** Adds W x + b to y. */
    void addTo(float[] y, float[] x) {
        for (int k = 0; k < y.length; k++) {
            y[k] += bias[k];
        }
        addProduct(x, y);
    }

    private void addProduct(float[] x, float[] y) {
        if (x.length != columns.length) {
            throw new IllegalArgumentException("the input has " + x.length + " numbers, expected " + columns.length);
        }
        int[] block = new int[BLOCK];
        int filled = 0;
        for (int column = 0; column < columns.length; column++) {
            if (x[column] != 0) {
                block[filled++] = column;
                if (filled == BLOCK) {
                    addColumns(block, x, y);
                    filled = 0;
                }
            }
        }
        for (int k = 0; k < filled; k++) {
            addColumn(columns[block[k]], x[block[k]], y);
        }
    }

    private static void addColumn(float[] column, float a, float[] y) {
        for (int k = 0; k < y.length; k++) {
            y[k] = Math.fma(a, column[k], y[k]);
        }
    }

    /** Adds four columns in one pass, so that y is read and written once for all of them. */
    private void addColumns(int[] block, float[] x, float[] y) {
        float[] c0 = columns[block[0]];
        float[] c1 = columns[block[1]];
        float[] c2 = columns[block[2]];
        float[] c3 = columns[block[3]];
        float a0 = x[block[0]];
        float a1 = x[block[1]];
        float a2 = x[block[2]];
        float a3 = x[block[3]];
        for (int k = 0; k < y.length; k++) {
            y[k] = Math.fma(a0, c0[k], Math.fma(a1, c1[k], Math.fma(a2, c2[k], Math.fma(a3, c3[k], y[k]))));
        }
    }

    @Override
    public String toString() {
        return "Linear(" + columns.length + " -> " + bias.length + ")";
    }
}
