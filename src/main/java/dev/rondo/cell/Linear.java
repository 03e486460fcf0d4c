package dev.rondo.cell;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An affine map, {@code y = W x + b}, and the same map back:
 *
 * <pre>
 * dx = W^T dy        dW += dy x^T        db += dy
 * </pre>
 *
 * <p>W is stored by column, so that the product is a sum of columns: zeros in x cost nothing (a one-hot input is one
 * column), and the inner loop runs over neighbouring numbers.
 */
public final class Linear {
    private static final int BLOCK = 4; // columns added in one pass over y; measured, eight are slower

    private final float[][] columns; // (inputs)(outputs)
    private final float[] bias; // (outputs)
    private final Place place;
    private volatile float[][] rows = {}; // (outputs)(inputs), made by the first way back: the way forward needs none

    /** The names of W and b (null where there is none), and which of their rows this map is. */
    private record Place(String weight, @Nullable String bias, int from, int rows) {}

    private Linear(float[][] columns, float[] bias, Place place) {
        this.columns = columns;
        this.bias = bias;
        this.place = place;
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
        float[][] columns = columns(Tensor.from(weights, weight, outputs, inputs), inputs, outputs);
        float[] constant = Tensor.from(weights, bias, outputs).values().clone();
        return new Linear(columns, constant, new Place(weight, bias, 0, outputs));
    }

    /**
     * Makes the map without b, {@code y = W x}.
     *
     * @param weights the weights by name
     * @param weight the name of W, of shape (outputs, inputs)
     * @param inputs the length of x
     * @param outputs the length of y
     * @return the map
     * @throws IllegalArgumentException if the weight is missing or shaped otherwise
     */
    public static Linear of(Map<String, Tensor> weights, String weight, int inputs, int outputs) {
        float[][] columns = columns(Tensor.from(weights, weight, outputs, inputs), inputs, outputs);
        return new Linear(columns, new float[outputs], new Place(weight, null, 0, outputs));
    }

    private static float[][] columns(Tensor weight, int inputs, int outputs) {
        float[] values = weight.values();
        float[][] columns = new float[inputs][outputs];
        for (int row = 0; row < outputs; row++) {
            for (int column = 0; column < inputs; column++) {
                columns[column][row] = values[row * inputs + column];
            }
        }
        return columns;
    }

    /**
     * Returns the length of x.
     *
     * @return how many numbers go in
     */
    public int inputs() {
        return columns.length;
    }

    /**
     * Returns the length of y.
     *
     * @return how many numbers come out
     */
    public int outputs() {
        return bias.length;
    }

    /** Returns the map that makes only some of the numbers of y; its gradients go to the same rows of W and b. */
    Linear rows(int from, int to) {
        float[][] part = new float[columns.length][];
        for (int column = 0; column < part.length; column++) {
            part[column] = Arrays.copyOfRange(columns[column], from, to);
        }
        Place within = new Place(place.weight, place.bias, place.from + from, place.rows);
        return new Linear(part, Arrays.copyOfRange(bias, from, to), within);
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
        addProduct(columns, x, y);
        return y;
    }

    /** Adds W x + b to y. */
    void addTo(float[] y, float[] x) {
        for (int k = 0; k < y.length; k++) {
            y[k] += bias[k];
        }
        addProduct(columns, x, y);
    }

    private static void addProduct(float[][] columns, float[] x, float[] y) {
        Expect.length("the input", x, columns.length);
        int[] block = new int[BLOCK];
        int filled = 0;
        for (int column = 0; column < columns.length; column++) {
            if (x[column] != 0) {
                block[filled++] = column;
                if (filled == BLOCK) {
                    addColumns(columns, block, x, y);
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
    private static void addColumns(float[][] columns, int[] block, float[] x, float[] y) {
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

    /**
     * Runs the map back: from the gradient of the loss with respect to y to that with respect to x.
     *
     * <p>The gradients of W and b are added to {@code sums}, under the names that this map was made with and in their
     * shapes; where a name is not there yet, its sum starts from zero.
     *
     * @param x the input that the map was applied to, (inputs)
     * @param dy the gradient with respect to y, (outputs)
     * @param sums the gradients of the weights so far, by name; changed by this call
     * @return the gradient with respect to x, (inputs)
     * @throws IllegalArgumentException if x, dy or a sum has another length
     */
    public float[] back(float[] x, float[] dy, Map<String, Tensor> sums) {
        Expect.length("the input", x, columns.length);
        Expect.length("the gradient of the output", dy, bias.length);
        float[] weight = Tensor.sum(sums, place.weight, place.rows, columns.length); // row-major
        for (int row = 0; row < dy.length; row++) {
            addRow(dy[row], x, weight, (place.from + row) * x.length);
        }
        if (place.bias != null) {
            float[] constant = Tensor.sum(sums, place.bias, place.rows);
            for (int row = 0; row < dy.length; row++) {
                constant[place.from + row] += dy[row];
            }
        }
        float[] dx = new float[columns.length];
        addProduct(rows(), dy, dx); // the rows of W are the columns of W^T
        return dx;
    }

    private static void addRow(float a, float[] x, float[] sum, int from) {
        for (int k = 0; k < x.length; k++) {
            sum[from + k] = Math.fma(a, x[k], sum[from + k]);
        }
    }

    private float[][] rows() {
        float[][] made = rows;
        if (made.length == 0) {
            made = new float[bias.length][columns.length];
            for (int column = 0; column < columns.length; column++) {
                for (int row = 0; row < bias.length; row++) {
                    made[row][column] = columns[column][row];
                }
            }
            rows = made; // where two threads come here at once, either's copy will do
        }
        return made;
    }

    @Override
    public String toString() {
        return "Linear(" + columns.length + " -> " + bias.length + ")";
    }
}
