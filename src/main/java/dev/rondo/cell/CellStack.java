package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Cells stacked in layers, one-way or in both directions, with the weights of a trained stack. */
public final class CellStack {
    private final List<List<Cell>> layers; // (layers)(directions)

    private CellStack(List<List<Cell>> layers) {
        this.layers = layers;
    }

    /**
     * Makes a stack from weights under PyTorch's names ({@code weight_ih_l0}, {@code weight_hh_l0_reverse} ...).
     *
     * @param type the kind of cell
     * @param weights the weights by name
     * @param inputs the length of x
     * @param hidden the length of h
     * @param layers how many layers
     * @param bidirectional whether each layer reads in both directions
     * @return the stack
     * @throws IllegalArgumentException if a weight is missing or shaped otherwise
     */
    public static CellStack of(
            CellType type, Map<String, Tensor> weights, int inputs, int hidden, int layers, boolean bidirectional) {
        List<List<Cell>> stack = new ArrayList<>();
        int width = inputs;
        for (int layer = 0; layer < layers; layer++) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(type, weights, "_l" + layer, width, hidden));
            if (bidirectional) {
                cells.add(Cell.of(type, weights, "_l" + layer + "_reverse", width, hidden));
            }
            stack.add(cells);
            width = cells.size() * hidden;
        }
        return new CellStack(stack);
    }

    /**
     * Returns the states before the first step.
     *
     * @return zeros, one state for each layer and direction, layer by layer
     */
    public List<State> zero() {
        return layers.stream().flatMap(List::stream).map(Cell::zero).toList();
    }

    /**
     * Runs one step through all layers.
     *
     * @param x the input, (inputs)
     * @param before the states before, one for each layer
     * @return the steps, bottom layer first; the last one's {@code after().h()} is the output
     * @throws IllegalStateException if the stack is bidirectional: its output needs the whole sequence
     */
    public List<Cell.Step> step(float[] x, List<State> before) {
        if (layers.get(0).size() > 1) {
            throw new IllegalStateException(
                    "a bidirectional stack cannot run step by step: give the whole sequence to run(x)");
        }
        List<Cell.Step> steps = new ArrayList<>();
        float[] input = x;
        for (int layer = 0; layer < layers.size(); layer++) {
            Cell.Step step = layers.get(layer).get(0).step(input, before.get(layer));
            steps.add(step);
            input = step.after().h();
        }
        return steps;
    }

    /**
     * Runs a whole sequence from the given states.
     *
     * @param x the inputs, (time)(inputs)
     * @param before the states before, layer by layer, forward before backward direction
     * @return the outputs of the top layer and the last state of every layer and direction
     */
    public Run run(float[][] x, List<State> before) {
        List<State> after = new ArrayList<>();
        float[][] input = x;
        for (List<Cell> cells : layers) {
            float[][][] outputs = new float[cells.size()][][];
            for (int direction = 0; direction < cells.size(); direction++) {
                State state = before.get(after.size());
                outputs[direction] = new float[x.length][];
                for (int t : times(x.length, direction == 1)) {
                    state = cells.get(direction).step(input[t], state).after();
                    outputs[direction][t] = state.h();
                }
                after.add(state);
            }
            input = cells.size() == 1 ? outputs[0] : sideBySide(outputs[0], outputs[1]);
        }
        return new Run(input, after);
    }

    /**
     * What a sequence leaves behind.
     *
     * @param y the outputs of the top layer, (time)(directions x hidden)
     * @param after the last state of every layer and direction
     */
    public record Run(float[][] y, List<State> after) {}

    private static List<Integer> times(int length, boolean reverse) {
        List<Integer> times = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            times.add(t);
        }
        if (reverse) {
            Collections.reverse(times);
        }
        return times;
    }

    private static float[][] sideBySide(float[][] left, float[][] right) {
        float[][] both = new float[left.length][];
        for (int t = 0; t < both.length; t++) {
            both[t] = new float[left[t].length + right[t].length];
            System.arraycopy(left[t], 0, both[t], 0, left[t].length);
            System.arraycopy(right[t], 0, both[t], left[t].length, right[t].length);
        }
        return both;
    }
}
