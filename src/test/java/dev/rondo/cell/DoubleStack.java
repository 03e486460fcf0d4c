package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The cells once more, unit by unit in double precision and sharing nothing with those of main, with a loss that reads
 * everything: {@code sum(y w_y) + sum(h_n w_h) + sum(c_n w_c)}. Finite differences are taken of it.
 */
final class DoubleStack {
    final CellType type;
    final int inputs;
    final int hidden;
    final int layers;
    final int directions;
    final int time;

    /** Weights under their names, x, h0, c0 and the loss's own w_y, w_h, w_c, all row-major; all are floats exactly. */
    final Map<String, double[]> values = new LinkedHashMap<>();

    private final List<Weights> cells = new ArrayList<>(); // (layers x directions)
    private double nearestKink;

    /** The weights of one layer and direction: the same arrays as in values. */
    private record Weights(double[] ih, double[] hh, double[] bi, double[] bh, double[] ci, double[] cf, double[] co) {}

    DoubleStack(CellType type, int inputs, int hidden, int layers, int directions, int time, long seed) {
        this.type = type;
        this.inputs = inputs;
        this.hidden = hidden;
        this.layers = layers;
        this.directions = directions;
        this.time = time;
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < layers * directions; k++) {
            cells.add(weights("_l" + k / directions + (k % directions == 1 ? "_reverse" : ""), k < directions, random));
        }
        int memory = type == CellType.LSTM || type == CellType.PEEPHOLE_LSTM ? hidden : 0;
        draw("x", time * inputs, random);
        draw("w_y", time * directions * hidden, random);
        for (String state : List.of("h0", "w_h")) {
            draw(state, layers * directions * hidden, random);
        }
        for (String state : List.of("c0", "w_c")) {
            draw(state, layers * directions * memory, random);
        }
    }

    /** Takes the first seed at which no rectifier of the run stands nearer to its kink than this. */
    static DoubleStack clear(
            double kink, CellType type, int inputs, int hidden, int layers, int directions, int time, long seed) {
        for (long s = seed; ; s += 1000) {
            DoubleStack stack = new DoubleStack(type, inputs, hidden, layers, directions, time, s);
            stack.loss();
            if (stack.nearestKink > kink) {
                return stack;
            }
        }
    }

    private Weights weights(String suffix, boolean first, SplittableRandom random) {
        int rows = type.gates() * hidden;
        int seen = type == CellType.PEEPHOLE_LSTM ? hidden : 0;
        return new Weights(
                draw("weight_ih" + suffix, rows * (first ? inputs : directions * hidden), random),
                draw("weight_hh" + suffix, rows * hidden, random),
                draw("bias_ih" + suffix, rows, random),
                draw("bias_hh" + suffix, rows, random),
                draw("weight_ci" + suffix, seen, random),
                draw("weight_cf" + suffix, seen, random),
                draw("weight_co" + suffix, seen, random));
    }

    private double[] draw(String name, int count, SplittableRandom random) {
        double bound = name.startsWith("weight") || name.startsWith("bias") ? Math.sqrt(1.0 / hidden) : 1;
        double[] drawn =
                random.doubles(count, -bound, bound).map(v -> (float) v).toArray();
        if (count > 0 || !name.startsWith("weight")) {
            values.put(name, drawn);
        }
        return drawn;
    }

    List<String> weights() {
        return values.keySet().stream()
                .filter(name -> name.startsWith("weight") || name.startsWith("bias"))
                .toList();
    }

    double loss() {
        nearestKink = Double.POSITIVE_INFINITY;
        double loss = 0;
        double[][] input = new double[time][];
        for (int t = 0; t < time; t++) {
            input[t] = row("x", t, inputs);
        }
        for (int layer = 0; layer < layers; layer++) {
            double[][] output = new double[time][directions * hidden];
            for (int way = 0; way < directions; way++) {
                int k = layer * directions + way;
                double[] h = row("h0", k, hidden);
                double[] c = type.hasMemory() ? row("c0", k, hidden) : new double[0];
                for (int step = 0; step < time; step++) {
                    int t = way == 1 ? time - 1 - step : step;
                    double[][] after = step(cells.get(k), input[t], h, c);
                    h = after[0];
                    c = after[1];
                    System.arraycopy(h, 0, output[t], way * hidden, hidden);
                }
                loss += dot(h, row("w_h", k, hidden)) + (type.hasMemory() ? dot(c, row("w_c", k, hidden)) : 0);
            }
            input = output;
        }
        for (int t = 0; t < time; t++) {
            loss += dot(input[t], row("w_y", t, directions * hidden));
        }
        return loss;
    }

    /** Returns the derivative of the loss with respect to each number of a tensor, by central differences. */
    double[] differences(String name, double step) {
        double[] v = values.get(name);
        double[] derivatives = new double[v.length];
        for (int k = 0; k < v.length; k++) {
            double kept = v[k];
            v[k] = kept + step;
            double above = loss();
            v[k] = kept - step;
            double below = loss();
            v[k] = kept;
            derivatives[k] = (above - below) / (2 * step);
        }
        return derivatives;
    }

    private double[][] step(Weights s, double[] x, double[] h, double[] c) {
        double[] hNew = new double[hidden];
        double[] cNew = new double[c.length];
        double[] reset = new double[hidden];
        for (int k = 0; k < hidden && type == CellType.GRU_RESET_BEFORE; k++) {
            reset[k] = logistic(in(s, 0, k, x) + past(s, 0, k, h)) * h[k];
        }
        for (int k = 0; k < hidden; k++) {
            double first = in(s, 0, k, x) + past(s, 0, k, h);
            switch (type) {
                case TANH -> hNew[k] = Math.tanh(first);
                case SIGMOID -> hNew[k] = logistic(first);
                case RELU -> {
                    hNew[k] = Math.max(0, first);
                    nearestKink = Math.min(nearestKink, Math.abs(first));
                }
                case LSTM, PEEPHOLE_LSTM -> {
                    boolean sees = type == CellType.PEEPHOLE_LSTM;
                    double i = first + (sees ? s.ci[k] * c[k] : 0);
                    double f = in(s, 1, k, x) + past(s, 1, k, h) + (sees ? s.cf[k] * c[k] : 0);
                    double g = in(s, 2, k, x) + past(s, 2, k, h);
                    cNew[k] = logistic(f) * c[k] + logistic(i) * Math.tanh(g);
                    double o = in(s, 3, k, x) + past(s, 3, k, h) + (sees ? s.co[k] * cNew[k] : 0);
                    hNew[k] = logistic(o) * Math.tanh(cNew[k]);
                }
                case GRU, GRU_RESET_BEFORE -> {
                    double r = logistic(first);
                    double z = logistic(in(s, 1, k, x) + past(s, 1, k, h));
                    double n = type == CellType.GRU ? r * past(s, 2, k, h) : past(s, 2, k, reset);
                    hNew[k] = (1 - z) * Math.tanh(in(s, 2, k, x) + n) + z * h[k];
                }
            }
        }
        return new double[][] {hNew, cNew};
    }

    private double in(Weights cell, int gate, int unit, double[] x) {
        return product(cell.ih, gate * hidden + unit, x) + cell.bi[gate * hidden + unit];
    }

    private double past(Weights cell, int gate, int unit, double[] h) {
        return product(cell.hh, gate * hidden + unit, h) + cell.bh[gate * hidden + unit];
    }

    private static double product(double[] matrix, int row, double[] x) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += matrix[row * x.length + k] * x[k];
        }
        return sum;
    }

    private double[] row(String name, int row, int width) {
        return Arrays.copyOfRange(values.get(name), row * width, (row + 1) * width);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double logistic(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    // The same stack, run by main.

    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : weights()) {
            float[] v = floats(values.get(name));
            boolean matrix = name.startsWith("weight_ih") || name.startsWith("weight_hh");
            int rows = type.gates() * hidden;
            tensors.put(name, matrix ? Tensor.of(v, rows, v.length / rows) : Tensor.of(v, v.length));
        }
        return tensors;
    }

    CellStack stack() {
        return CellStack.of(type, tensors(), inputs, hidden, layers, directions == 2);
    }

    float[][] sequence(String name, int width) {
        float[][] rows = new float[time][];
        for (int t = 0; t < time; t++) {
            rows[t] = floats(row(name, t, width));
        }
        return rows;
    }

    List<State> states(String h, String c) {
        List<State> states = new ArrayList<>();
        for (int k = 0; k < layers * directions; k++) {
            float[] memory = type.hasMemory() ? floats(row(c, k, hidden)) : new float[0];
            states.add(new State(floats(row(h, k, hidden)), memory));
        }
        return states;
    }

    static float[] floats(double[] v) {
        float[] f = new float[v.length];
        for (int k = 0; k < f.length; k++) {
            f[k] = (float) v[k];
        }
        return f;
    }
}
