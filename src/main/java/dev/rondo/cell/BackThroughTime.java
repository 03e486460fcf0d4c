package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Backpropagation through time over the steps of one sequence, from the top layer down and from the last step read to the
 * first:
 *
 * <pre>
 * dh_t = dy_t + (dh passed back from the step read after t)
 * dx_t, (dh, dc passed back to the step read before t), and the sums of dW = back(step t, dh_t, dc_t)
 * </pre>
 *
 * <p>where dy_t of the top layer comes from the loss, and that of a layer below is dx_t of the one above, summed over its
 * directions.
 *
 * <p>Source: P. J. Werbos, Backpropagation through time: what it does and how to do it, Proceedings of the IEEE 78 (1990).
 */
final class BackThroughTime {
    private final CellStack stack;
    private final CellStack.Trace trace;
    private final int length;
    private final Map<String, Tensor> weights = new TreeMap<>();
    private final List<State> before = new ArrayList<>();
    private final List<State[]> states = new ArrayList<>();

    BackThroughTime(CellStack stack, CellStack.Trace trace) {
        int cells = stack.layers() * stack.directions();
        int width = stack.directions() * stack.hidden();
        if (trace.steps().size() != cells || trace.y()[0].length != width) {
            throw new IllegalArgumentException(
                    "the trace is of " + trace.steps().size() + " cells and outputs of "
                            + trace.y()[0].length + " numbers, but the stack has " + cells + " and " + width
                            + ": give backward what forward of the same stack returned");
        }
        this.stack = stack;
        this.trace = trace;
        this.length = trace.y().length;
    }

    CellStack.Gradients run(float[][] dy, List<State> after) {
        if (dy.length != length) {
            throw new IllegalArgumentException("dy has " + dy.length + " steps, but the trace has " + length
                    + ": give one gradient for each step, zeros where the loss does not read the output");
        }
        Expect.widths("dy", dy, stack.directions() * stack.hidden());
        Expect.states("after", after, stack.layers(), stack.directions());
        List<State> zero = stack.zero();
        for (int k = 0; k < zero.size(); k++) {
            Expect.state(
                    "after[" + k + "]",
                    after.get(k),
                    stack.hidden(),
                    zero.get(k).c().length);
        }
        float[][] dOutput = dy;
        for (int layer = stack.layers() - 1; layer >= 0; layer--) {
            dOutput = layer(layer, dOutput, after);
        }
        Collections.reverse(before); // both were filled from the top down
        Collections.reverse(states);
        return new CellStack.Gradients(
                Collections.unmodifiableMap(weights), dOutput, List.copyOf(before), List.copyOf(states));
    }

    /** Takes one layer from the gradient of its outputs to that of its inputs. */
    private float[][] layer(int layer, float[][] dy, List<State> after) {
        int hidden = stack.hidden();
        float[][] dx = new float[length][layer == 0 ? stack.inputs() : stack.directions() * hidden];
        for (int direction = stack.directions() - 1; direction >= 0; direction--) {
            int index = layer * stack.directions() + direction;
            State[] total = new State[length];
            State passed = after.get(index);
            for (int t : CellStack.times(length, 1 - direction)) { // the way back of the way that was read
                total[t] = new State(sum(passed.h(), dy[t], direction * hidden), passed.c());
                Cell.Gradient gradient = stack.cell(layer, direction)
                        .back(trace.steps().get(index).get(t), total[t], weights);
                add(gradient.x(), dx[t]);
                passed = gradient.before();
            }
            before.add(passed);
            states.add(total);
        }
        return dx;
    }

    private static float[] sum(float[] h, float[] dy, int from) {
        float[] sum = new float[h.length];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = h[k] + dy[from + k];
        }
        return sum;
    }

    private static void add(float[] part, float[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += part[k];
        }
    }
}
