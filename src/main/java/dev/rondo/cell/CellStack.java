package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cells stacked in layers, one-way or in both directions, with the weights of a stack: forward and back through time.
 *
 * <p>Wherever there is one thing for each layer and direction (states, steps, their gradients), they stand layer by layer,
 * forward before backward direction: at {@code layer x directions + direction}.
 */
public final class CellStack {
    private final CellType type;
    private final int inputs;
    private final int hidden;
    private final List<List<Cell>> layers; // (layers)(directions)

    private CellStack(CellType type, int inputs, int hidden, List<List<Cell>> layers) {
        this.type = type;
        this.inputs = inputs;
        this.hidden = hidden;
        this.layers = layers;
    }

    /**
     * Makes a stack from weights under PyTorch's names ({@code weight_ih_l0}, {@code weight_hh_l0_reverse} ...). The
     * weights are copied: after a step of training, make the stack anew.
     *
     * @param type the kind of cell
     * @param weights the weights by name, as {@link Cell#of} wants them
     * @param inputs the length of x
     * @param hidden the length of h
     * @param layers how many layers
     * @param bidirectional whether each layer reads in both directions
     * @return the stack
     * @throws IllegalArgumentException if a size is below 1, or a weight is missing or shaped otherwise
     */
    public static CellStack of(
            CellType type, Map<String, Tensor> weights, int inputs, int hidden, int layers, boolean bidirectional) {
        if (inputs < 1 || hidden < 1 || layers < 1) {
            throw new IllegalArgumentException("a stack has " + inputs + " inputs, " + hidden + " hidden and " + layers
                    + " layers, expected at least 1 of each");
        }
        List<List<Cell>> stack = new ArrayList<>();
        int width = inputs;
        for (int layer = 0; layer < layers; layer++) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(type, weights, "_l" + layer, width, hidden));
            if (bidirectional) {
                cells.add(Cell.of(type, weights, "_l" + layer + "_reverse", width, hidden));
            }
            stack.add(List.copyOf(cells));
            width = cells.size() * hidden;
        }
        return new CellStack(type, inputs, hidden, List.copyOf(stack));
    }

    /**
     * Returns the kind of cell.
     *
     * @return the kind that all cells of the stack are of
     */
    public CellType type() {
        return type;
    }

    /**
     * Returns the length of x.
     *
     * @return how many numbers go in at each step
     */
    public int inputs() {
        return inputs;
    }

    /**
     * Returns the length of h.
     *
     * @return how many numbers one cell's hidden state has
     */
    public int hidden() {
        return hidden;
    }

    /**
     * Returns how many layers there are.
     *
     * @return at least 1
     */
    public int layers() {
        return layers.size();
    }

    /**
     * Returns how many directions each layer reads in.
     *
     * @return 1 or 2
     */
    public int directions() {
        return layers.get(0).size();
    }

    /**
     * Returns one cell.
     *
     * @param layer the layer, 0 at the bottom
     * @param direction 0 for the way forward, 1 for the way back
     * @return the cell
     * @throws IllegalArgumentException if there is no such layer or direction
     */
    public Cell cell(int layer, int direction) {
        if (layer < 0 || layer >= layers() || direction < 0 || direction >= directions()) {
            throw new IllegalArgumentException("there is no cell at layer " + layer + ", direction " + direction
                    + ": this stack has layers 0 to " + (layers() - 1) + " and directions 0 to " + (directions() - 1));
        }
        return layers.get(layer).get(direction);
    }

    /**
     * Returns the states before the first step.
     *
     * @return zeros, one state for each layer and direction
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
     * @throws IllegalArgumentException if x or the states do not fit
     * @throws IllegalStateException if the stack is bidirectional: its output needs the whole sequence
     */
    public List<Cell.Step> step(float[] x, List<State> before) {
        if (directions() > 1) {
            throw new IllegalStateException("a bidirectional stack cannot run step by step: give the whole sequence to"
                    + " run(x, before) or forward(x, before)");
        }
        Expect.states("before", before, layers(), directions());
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
     * Runs a whole sequence from the given states, keeping nothing of what happened inside.
     *
     * @param x the inputs, (time)(inputs)
     * @param before the states before, one for each layer and direction
     * @return the outputs of the top layer and the last state of every layer and direction
     * @throws IllegalArgumentException if the sequence is empty, or an input or the states do not fit
     */
    public Run run(float[][] x, List<State> before) {
        return pass(x, before, (index, t, step) -> {});
    }

    /**
     * What a sequence leaves behind.
     *
     * @param y the outputs of the top layer, (time)(directions x hidden)
     * @param after the last state of every layer and direction
     */
    public record Run(float[][] y, List<State> after) {}

    /**
     * Runs a whole sequence from the given states and keeps every step: all gates to look at, and all that
     * {@link #backward(Trace, float[][])} needs.
     *
     * @param x the inputs, (time)(inputs)
     * @param before the states before, one for each layer and direction, such as {@link #zero()}
     * @return the steps, the outputs of the top layer and the last states
     * @throws IllegalArgumentException if the sequence is empty, or an input or the states do not fit
     */
    public Trace forward(float[][] x, List<State> before) {
        Cell.Step[][] steps = new Cell.Step[layers() * directions()][x.length];
        Run run = pass(x, before, (index, t, step) -> steps[index][t] = step);
        return new Trace(Arrays.stream(steps).map(List::of).toList(), run.y, run.after);
    }

    /**
     * All that happened in a sequence.
     *
     * @param steps the steps of each layer and direction, in the order of the sequence also where the cell read from the
     *     end: {@code steps.get(layer x directions + direction).get(t)} is the step that read position t
     * @param y the outputs of the top layer, (time)(directions x hidden)
     * @param after the last state of each layer and direction: after position 0 where the cell read from the end
     */
    public record Trace(List<List<Cell.Step>> steps, float[][] y, List<State> after) {}

    /**
     * Goes back through time, for a loss that reads the outputs alone.
     *
     * @param trace what {@link #forward} returned
     * @param dy the gradient of the loss with respect to the outputs, (time)(directions x hidden); zeros at a step that
     *     the loss does not read
     * @return the gradients with respect to the weights, the inputs and all states
     * @throws IllegalArgumentException if the trace is of another stack, or dy is shaped otherwise
     */
    public Gradients backward(Trace trace, float[][] dy) {
        return backward(trace, dy, zero());
    }

    /**
     * Goes back through time, for a loss that reads the outputs and the last states.
     *
     * @param trace what {@link #forward} returned
     * @param dy the gradient of the loss with respect to the outputs, (time)(directions x hidden)
     * @param after the gradient of the loss with respect to the last state of each layer and direction, beside what
     *     reaches it by way of dy
     * @return the gradients with respect to the weights, the inputs and all states
     * @throws IllegalArgumentException if the trace is of another stack, or dy or after is shaped otherwise
     */
    public Gradients backward(Trace trace, float[][] dy, List<State> after) {
        return new BackThroughTime(this, trace).run(dy, after);
    }

    /**
     * The gradients of a loss over one sequence.
     *
     * @param weights the gradient with respect to each weight, under the weights' names and in their shapes
     * @param x the gradient with respect to the inputs, (time)(inputs)
     * @param before the gradient with respect to the state before the sequence, for each layer and direction
     * @param states for each layer and direction the whole gradient with respect to the state (h_t, c_t) that the step at
     *     position t made, through the outputs and all later steps: how much of the loss still reaches back to t. h and c
     *     count as two independent variables: what c_t does through the h_t of the same step stands under h
     */
    public record Gradients(Map<String, Tensor> weights, float[][] x, List<State> before, List<State[]> states) {}

    /** Takes each step as it is run. */
    private interface Keeper {
        void keep(int index, int t, Cell.Step step);
    }

    private Run pass(float[][] x, List<State> before, Keeper keeper) {
        if (x.length == 0) {
            throw new IllegalArgumentException("x is an empty sequence, expected at least one step of " + inputs
                    + " numbers: leave empty sequences out");
        }
        Expect.widths("x", x, inputs);
        Expect.states("before", before, layers(), directions());
        List<State> after = new ArrayList<>();
        float[][] input = x;
        for (List<Cell> cells : layers) {
            float[][] y = new float[x.length][directions() * hidden];
            for (int direction = 0; direction < directions(); direction++) {
                int index = after.size();
                State state = before.get(index);
                for (int t : times(x.length, direction)) {
                    Cell.Step step = cells.get(direction).step(input[t], state);
                    keeper.keep(index, t, step);
                    state = step.after();
                    System.arraycopy(state.h(), 0, y[t], direction * hidden, hidden);
                }
                after.add(state);
            }
            input = y;
        }
        return new Run(input, List.copyOf(after));
    }

    /** Returns the positions of a sequence in the order in which a cell of the given direction reads them. */
    static int[] times(int length, int direction) {
        int[] times = new int[length];
        for (int k = 0; k < length; k++) {
            times[k] = direction == 0 ? k : length - 1 - k;
        }
        return times;
    }

    @Override
    public String toString() {
        return "CellStack(" + type.name().toLowerCase(Locale.ROOT) + ", " + inputs + " -> " + hidden + ", " + layers()
                + (layers() == 1 ? " layer" : " layers") + (directions() == 2 ? ", both ways)" : ")");
    }
}
