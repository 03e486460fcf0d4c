package dev.rondo.inspect;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.State;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Stacks to look into, and their forward pass written out with a hand on every state. */
final class Stacks {
    private Stacks() {}

    static Map<String, Tensor> weights(
            CellType type, int inputs, int hidden, int layers, boolean bidirectional, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> weights = new TreeMap<>();
        int rows = type.gates() * hidden;
        int width = inputs;
        for (int layer = 0; layer < layers; layer++) {
            for (String way : bidirectional ? List.of("", "_reverse") : List.of("")) {
                String suffix = "_l" + layer + way;
                weights.put("weight_ih" + suffix, normal(random, rows, width));
                weights.put("weight_hh" + suffix, normal(random, rows, hidden));
                weights.put("bias_ih" + suffix, normal(random, rows));
                weights.put("bias_hh" + suffix, normal(random, rows));
                if (type.hasPeepholes()) {
                    for (String peephole : List.of("weight_ci", "weight_cf", "weight_co")) {
                        weights.put(peephole + suffix, normal(random, hidden));
                    }
                }
            }
            width = bidirectional ? 2 * hidden : hidden;
        }
        return weights;
    }

    private static Tensor normal(SplittableRandom random, int... shape) {
        int size = 1;
        long[] sizes = new long[shape.length];
        for (int k = 0; k < shape.length; k++) {
            size *= shape[k];
            sizes[k] = shape[k];
        }
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
            values[k] = 0.5f * (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    static CellStack random(CellType type, int inputs, int hidden, int layers, boolean bidirectional) {
        Map<String, Tensor> weights = weights(type, inputs, hidden, layers, bidirectional, 1);
        return CellStack.of(type, weights, inputs, hidden, layers, bidirectional);
    }

    static float[][] sequence(int steps, int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] x = new float[steps][inputs];
        for (float[] step : x) {
            for (int k = 0; k < inputs; k++) {
                step[k] = (float) random.nextGaussian();
            }
        }
        return x;
    }

    /** Two rectified units that each keep a factor of themselves, and add their input: linear where x is positive. */
    static Map<String, Tensor> leakyWeights(double factor) {
        float f = (float) factor;
        return Map.of(
                "weight_ih_l0", Tensor.of(new float[] {1, 2, 2, 4}, 2, 2), // of norm 5
                "weight_hh_l0", Tensor.of(new float[] {f, 0, 0, f}, 2, 2),
                "bias_ih_l0", Tensor.zeros(2),
                "bias_hh_l0", Tensor.zeros(2));
    }

    static CellStack leaky(double factor) {
        return CellStack.of(CellType.RELU, leakyWeights(factor), 2, 2, 1, false);
    }

    static float[][] ones(int steps) {
        float[][] x = new float[steps][];
        for (int t = 0; t < steps; t++) {
            x[t] = new float[] {1, 1};
        }
        return x;
    }

    /** What to add to one number of one state, after the step that made it. */
    record Nudge(int index, int t, boolean memory, int unit, float by) {}

    /** What a forward pass with a nudge leaves. */
    record Outcome(float[][] y, List<State> last) {}

    static Outcome run(CellStack cells, float[][] x, Nudge nudge) {
        float[][] input = x;
        List<State> last = new ArrayList<>();
        for (int layer = 0; layer < cells.layers(); layer++) {
            float[][] y = new float[x.length][cells.directions() * cells.hidden()];
            for (int direction = 0; direction < cells.directions(); direction++) {
                Cell cell = cells.cell(layer, direction);
                State state = cell.zero();
                for (int k = 0; k < x.length; k++) {
                    int t = direction == 0 ? k : x.length - 1 - k;
                    state = cell.step(input[t], state).after();
                    if (nudge.index == last.size() && nudge.t == t) {
                        float[] part = nudge.memory ? state.c() : state.h();
                        part[nudge.unit] += nudge.by;
                    }
                    System.arraycopy(state.h(), 0, y[t], direction * cells.hidden(), cells.hidden());
                }
                last.add(state);
            }
            input = y;
        }
        return new Outcome(input, last);
    }
}
