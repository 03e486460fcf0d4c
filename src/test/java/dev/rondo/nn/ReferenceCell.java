package dev.rondo.nn;

import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The equations of all cells in double precision and plain loops: one layer, one direction, one sequence. */
final class ReferenceCell {
    private final CellType type;
    private final Map<String, Tensor> weights;
    private final int hidden;
    private final double[] mask; // of h on its way into the recurrent product

    ReferenceCell(CellType type, Map<String, Tensor> weights, int hidden, double[] mask) {
        this.type = type;
        this.weights = weights;
        this.hidden = hidden;
        this.mask = mask;
    }

    /** Runs x (time)(features) from zeros to h (time)(hidden). */
    double[][] run(double[][] x) {
        double[][] all = new double[x.length][];
        double[] h = new double[hidden];
        double[] c = new double[hidden];
        for (int t = 0; t < x.length; t++) {
            h = step(x[t], h, c);
            all[t] = h;
        }
        return all;
    }

    private double[] step(double[] x, double[] h, double[] c) {
        double[] seen = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            seen[k] = mask[k] * h[k];
        }
        double[] a = product("weight_ih_l0", "bias_ih_l0", x);
        double[] b = product("weight_hh_l0", "bias_hh_l0", seen);
        return switch (type) {
            case TANH -> simple(a, b, Math::tanh);
            case RELU -> simple(a, b, v -> Math.max(0, v));
            case SIGMOID -> simple(a, b, ReferenceCell::sigmoid);
            case LSTM, PEEPHOLE_LSTM -> lstm(a, b, c);
            case GRU, GRU_RESET_BEFORE -> gru(a, b, h, seen);
        };
    }

    private double[] simple(double[] a, double[] b, DoubleUnaryOperator f) {
        double[] h = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            h[k] = f.applyAsDouble(a[k] + b[k]);
        }
        return h;
    }

    /** Changes c. */
    private double[] lstm(double[] a, double[] b, double[] c) {
        double[] h = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            double i = sigmoid(a[k] + b[k] + peephole("i", k) * c[k]);
            double f = sigmoid(a[hidden + k] + b[hidden + k] + peephole("f", k) * c[k]);
            double g = Math.tanh(a[2 * hidden + k] + b[2 * hidden + k]);
            c[k] = f * c[k] + i * g;
            double o = sigmoid(a[3 * hidden + k] + b[3 * hidden + k] + peephole("o", k) * c[k]);
            h[k] = o * Math.tanh(c[k]);
        }
        return h;
    }

    private double peephole(String gate, int k) {
        return type.hasPeepholes() ? weights.get("weight_c" + gate + "_l0").values()[k] : 0;
    }

    private double[] gru(double[] a, double[] b, double[] h, double[] seen) {
        double[] reset = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            reset[k] = sigmoid(a[k] + b[k]) * seen[k];
        }
        double[] before = product("weight_hh_l0", "bias_hh_l0", reset);
        double[] next = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            double r = sigmoid(a[k] + b[k]);
            double z = sigmoid(a[hidden + k] + b[hidden + k]);
            double past = type == CellType.GRU ? r * b[2 * hidden + k] : before[2 * hidden + k];
            next[k] = (1 - z) * Math.tanh(a[2 * hidden + k] + past) + z * h[k];
        }
        return next;
    }

    private double[] product(String weight, String bias, double[] x) {
        float[] w = weights.get(weight).values();
        float[] b = weights.get(bias).values();
        double[] y = new double[b.length];
        for (int row = 0; row < y.length; row++) {
            y[row] = b[row];
            for (int column = 0; column < x.length; column++) {
                y[row] += w[row * x.length + column] * x[column];
            }
        }
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
