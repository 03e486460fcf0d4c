package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.cell.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * The cell's equation, one step after the other in the engine's own operations, so that a gradient collector sees every
 * one of them. What the input brings to the gates is one product for all steps; the loop holds only what depends on the
 * step before.
 *
 * @param cell any cell
 * @param dropout of the hidden state on its way into the recurrent product
 * @param random the source of the mask, one for each run
 */
record Unrolled(CellType cell, Dropout dropout, SplittableRandom random) implements Form {
    private static final int CUTS = 16; // steps cut off in one operation

    @Override
    public NDList run(NDArray x, NDList before, NDList weights, Lengths steps) {
        NDManager manager = x.getManager();
        try (NDManager own = manager.newSubManager()) { // the thousands of arrays on the way
            NDList state = new NDList();
            for (NDArray part : before) {
                state.add(part.squeeze(0)); // (batch, hidden)
            }
            // Needed on the way back, and made from Java's numbers: it must outlive this run (see the package's notes).
            NDArray mask = dropout.mask(manager, state.get(0).getShape(), random);
            state.attach(own);
            List<NDList> states = unroll(Equation.of(cell, weights, mask, own), eachStep(x, weights, own), state);
            NDList out = new NDList(overTime(states, 0, manager)); // (batch, time, hidden)
            for (int part = 0; part < state.size(); part++) {
                out.add(last(states, part, steps, out.get(0)).expandDims(0));
            }
            out.attach(manager);
            return out;
        }
    }

    /** Takes h or c after each sequence's last step, (batch, hidden). */
    private static NDArray last(List<NDList> states, int part, Lengths steps, NDArray y) {
        if (steps.equal()) {
            return states.get(states.size() - 1).get(part);
        }
        return steps.last(part == 0 ? y : overTime(states, part, y.getManager()));
    }

    /** Computes W_ih x + b_ih for all steps at once and hands it out step by step: (batch, gates x hidden), in parts. */
    private List<NDList> eachStep(NDArray x, NDList weights, NDManager own) {
        Shape shape = x.getShape();
        long time = shape.get(1);
        NDArray rows = x.transpose(1, 0, 2).reshape(time * shape.get(0), shape.get(2)); // a step's rows side by side
        rows.attach(own);
        NDArray fromInput = rows.getNDArrayInternal()
                .linear(rows, weights.get(0), weights.get(2))
                .singletonOrThrow();
        List<NDList> steps = new ArrayList<>();
        for (NDArray part : Equation.parts(cell, fromInput, 1)) {
            NDList slices = cut(part, time);
            for (int t = 0; t < time; t++) {
                if (steps.size() == t) {
                    steps.add(new NDList());
                }
                steps.get(t).add(slices.get(t));
            }
        }
        return steps;
    }

    /**
     * Cuts rows into as many steps. A slice for each would write the whole gradient anew on the way back; a split into all
     * of them has MXNet look through all cuts for every single number. A few cuts at a time cost neither.
     */
    static NDList cut(NDArray rows, long time) {
        if (time <= CUTS) {
            return rows.split(time, 0);
        }
        long batch = rows.getShape().get(0) / time;
        long most = (time + CUTS - 1) / CUTS; // steps in a piece
        long[] places = LongStream.iterate(most, step -> step < time, step -> step + most)
                .map(step -> step * batch)
                .toArray();
        NDList steps = new NDList();
        for (NDArray piece : rows.split(places, 0)) {
            steps.addAll(cut(piece, piece.getShape().get(0) / batch));
        }
        return steps;
    }

    private static List<NDList> unroll(Equation equation, List<NDList> fromInput, NDList before) {
        List<NDList> states = new ArrayList<>();
        NDList state = before;
        for (NDList a : fromInput) {
            state = equation.step(a, state);
            states.add(state);
        }
        return states;
    }

    /** Puts one part of the states side by side, (batch, time, hidden), and hands it to a manager. */
    private static NDArray overTime(List<NDList> states, int part, NDManager manager) {
        NDList steps = new NDList();
        for (NDList state : states) {
            steps.add(state.get(part));
        }
        NDArray all = NDArrays.stack(steps, 1);
        all.attach(manager);
        return all;
    }
}
