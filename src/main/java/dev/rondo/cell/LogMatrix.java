package dev.rondo.cell;

import java.util.Arrays;

/**
 * A square matrix given by the logarithms of its entries, multiplied by vectors given by theirs.
 *
 * <p>The product's logarithm {@code ln sum_i exp(x_i + w_ij)} would take an exponential for each entry. With the
 * largest entry of each column and the largest number of the vector taken out, the exponentials of the matrix can be
 * taken once, and those of the vector once for a product: {@code x* + w*_j + ln sum_i exp(x_i - x*) exp(w_ij - w*_j)}.
 * Where that sum comes near the smallest numbers there are, it has lost digits, and the logarithms are added one by one
 * instead. Both agree to the rounding of a double, whatever the range of the numbers; minus infinity stands for zero.
 */
final class LogMatrix {
    private static final double SMALL = 1e-280; // what underflowed is below 1e-323: nothing beside this

    private final int size;
    private final double[] logs; // w_ij, (row i, column j)
    private final double[] columns; // w*_j, the largest of each column; 0 where all are minus infinity
    private final double[] weights; // exp(w_ij - w*_j), (row, column)
    private final double[] transposed; // the same, (column, row)

    LogMatrix(double[] logs, int size) {
        this.size = size;
        this.logs = logs;
        columns = new double[size];
        weights = new double[size * size];
        transposed = new double[size * size];
        for (int j = 0; j < size; j++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                most = Math.max(most, logs[i * size + j]);
            }
            columns[j] = most == Double.NEGATIVE_INFINITY ? 0 : most;
            for (int i = 0; i < size; i++) {
                double weight = Math.exp(logs[i * size + j] - columns[j]);
                weights[i * size + j] = weight;
                transposed[j * size + i] = weight;
            }
        }
    }

    /** Returns the logarithm of an entry. */
    double log(int row, int column) {
        return logs[row * size + column];
    }

    /** Returns the largest logarithm of a column. */
    double column(int column) {
        return columns[column];
    }

    /** Returns {@code exp(w_ij - w*_j)}. */
    double weight(int row, int column) {
        return weights[row * size + column];
    }

    /**
     * Multiplies from the left: {@code out_j = ln sum_i exp(x_i + w_ij)}.
     *
     * @param x the vector's logarithms, from place {@code at} on
     * @param shares {@code exp(x_i - most)}, from place {@code at} on
     * @param most the largest x
     * @param out takes the product's logarithms, from place {@code to} on
     */
    void timesRows(double[] x, double[] shares, int at, double most, double[] out, int to) {
        accumulate(weights, shares, at, out, to);
        for (int j = 0; j < size; j++) {
            double sum = out[to + j];
            out[to + j] = sum > SMALL ? most + columns[j] + Math.log(sum) : add(x, at, j, size);
        }
    }

    /**
     * Multiplies from the right: {@code out_i = ln sum_j exp(w_ij + x_j)}.
     *
     * @param x the vector's logarithms
     * @param shares {@code exp(x_j + w*_j - most)}
     * @param most the largest {@code x_j + w*_j}
     * @param out takes the product's logarithms
     */
    void timesColumns(double[] x, double[] shares, double most, double[] out) {
        accumulate(transposed, shares, 0, out, 0);
        for (int i = 0; i < size; i++) {
            out[i] = out[i] > SMALL ? most + Math.log(out[i]) : add(x, 0, i * size, 1);
        }
    }

    private void accumulate(double[] rows, double[] shares, int at, double[] out, int to) {
        Arrays.fill(out, to, to + size, 0);
        for (int i = 0; i < size; i++) {
            double share = shares[at + i];
            int row = i * size;
            for (int j = 0; j < size; j++) {
                out[to + j] += share * rows[row + j];
            }
        }
    }

    /** Adds the logarithms one by one, those of the matrix from a place on by a stride. */
    private double add(double[] x, int at, int from, int stride) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, x[at + i] + logs[from + i * stride]);
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.exp(x[at + i] + logs[from + i * stride] - most);
        }
        return most + Math.log(sum);
    }
}
