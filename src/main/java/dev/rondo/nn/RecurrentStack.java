package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stack of recurrent layers as a DJL block.
 *
 * <p>In: x (batch, time, features), then, both optional and in this order: lengths (batch), the number of real steps of
 * each sequence; and the state (layers x directions, batch, hidden) as h, for an LSTM h and c. Out: y (batch, time,
 * directions x hidden), zero on padding; and the last state when asked for by {@link #returningState()}. Without a state
 * the stack starts from zeros. Steps beyond a sequence's length change no output, loss or gradient.
 *
 * <p>Weights are named as PyTorch names them, {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0},
 * {@code bias_hh_l0}, with {@code _reverse} behind those of the way back; gates stand in the order i, f, g, o (LSTM) and
 * r, z, n (GRU). A peephole LSTM has {@code weight_ci_l0}, {@code weight_cf_l0} and {@code weight_co_l0} besides.
 *
 * <p>Each layer and direction is run by the engine's kernel where it can do what is asked, else unrolled into the
 * engine's single operations, step by step. What goes in and what comes out is the same; unrolled takes longer. It is
 * the only way for cells without a kernel, for recurrent dropout in training, and for the last memory c of an LSTM at
 * unequal lengths. {@link #unrolled()} and {@link #fused()} ask for one of the two.
 */
public final class RecurrentStack extends AbstractBlock {
    private final Rnn rnn;
    private final boolean returnsState;
    private final Way way;
    private final long seed;
    private final Dropout dropout;
    private final Dropout recurrentDropout;
    private final List<LayerWeights> weights = new ArrayList<>(); // (layers x directions)
    private SplittableRandom random;

    /** Which form the layers run in. */
    enum Way {
        /** The kernel where it can do what is asked. */
        FASTEST,
        /** Always the kernel. */
        FUSED,
        /** Always step by step. */
        UNROLLED
    }

    RecurrentStack(Rnn rnn, boolean returnsState, Way way, long seed) {
        this.rnn = rnn;
        this.returnsState = returnsState;
        this.way = way;
        this.seed = seed;
        this.dropout = new Dropout(rnn.dropout());
        this.recurrentDropout = new Dropout(rnn.recurrentDropout());
        this.random = new SplittableRandom(seed);
        SplittableRandom initial = new SplittableRandom(seed);
        for (int layer = 0; layer < rnn.layers(); layer++) {
            for (int direction = 0; direction < rnn.directions(); direction++) {
                String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
                LayerWeights own = LayerWeights.of(rnn, suffix, initial.split());
                own.parameters().forEach(this::addParameter);
                weights.add(own);
            }
        }
    }

    /**
     * Makes the same stack, with weights of its own, that also returns the last state: (y, h) or, for an LSTM, (y, h, c).
     *
     * @return a new block
     */
    public RecurrentStack returningState() {
        return new RecurrentStack(rnn, true, way, seed);
    }

    /**
     * Makes the same stack, with weights of its own that start alike, run step by step in the engine's single
     * operations: to compare with {@link #fused()}, or to see what a gradient collector makes of the equations.
     *
     * @return a new block
     */
    public RecurrentStack unrolled() {
        return new RecurrentStack(rnn, returnsState, Way.UNROLLED, seed);
    }

    /**
     * Makes the same stack, with weights of its own that start alike, run by the engine's kernel.
     *
     * @return a new block
     * @throws IllegalArgumentException if there is no kernel that can do what is described
     */
    public RecurrentStack fused() {
        if (!rnn.cell().isFused()) {
            throw new IllegalArgumentException(
                    "no engine has a kernel for " + rnn + ": only tanh, relu, lstm and gru have one; use unrolled()");
        }
        if (rnn.recurrentDropout() > 0) {
            throw new IllegalArgumentException(
                    "no kernel can do what " + rnn + " asks for: leave out recurrentDropout, or use unrolled()");
        }
        return new RecurrentStack(rnn, returnsState, Way.FUSED, seed);
    }

    /**
     * Returns the description that this block was made from.
     *
     * @return the description
     */
    public Rnn rnn() {
        return rnn;
    }

    /**
     * Says where the next dropout masks come from, so that a training step can be repeated exactly.
     *
     * @param source the source of the masks
     */
    public void dropoutFrom(SplittableRandom source) {
        random = source;
    }

    /**
     * What a stack gives back.
     *
     * @param y the top layer's outputs, (batch, time, directions x hidden), zero on padding
     * @param state the last state of each layer and direction, (layers x directions, batch, hidden): h, or h and c; where
     *     lengths differ, c is there only if the block was asked for it by {@link #returningState()}
     */
    public record Output(NDArray y, NDList state) {}

    /**
     * Runs the stack.
     *
     * @param store where parameters are looked up
     * @param x the inputs, (batch, time, features)
     * @param lengths the number of real steps of each sequence, (batch); null where all are real
     * @param state h, or h and c, each (layers x directions, batch, hidden); null for zeros
     * @param training whether dropout applies
     * @return outputs and last state
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public Output run(
            ParameterStore store, NDArray x, @Nullable NDArray lengths, @Nullable NDList state, boolean training) {
        checkInput(x, state);
        long batch = x.getShape().get(0);
        int time = (int) x.getShape().get(1);
        Lengths steps = lengths == null ? Lengths.full(batch, time) : Lengths.of(lengths, batch, time);
        int longest = steps.longest();
        NDArray input = longest == time ? x : x.get(new NDIndex(":, 0:{}", longest));
        NDArray mask = steps.equal() ? null : steps.mask(x.getManager(), longest);
        Form form = form(steps, training);
        List<NDList> last = new ArrayList<>();
        for (int layer = 0; layer < rnn.layers(); layer++) {
            NDList out = layer(form, layer, input, before(state, layer, batch, x.getManager()), steps, store, training);
            last.add(new NDList(out.subList(1, steps.equal() || returnsState ? out.size() : 2)));
            NDArray y = out.get(0);
            y = mask == null ? y : y.mul(mask);
            boolean between = training && layer < rnn.layers() - 1;
            input = between ? dropout.apply(y, random) : y;
        }
        return new Output(padded(input, time), sideBySide(last));
    }

    /**
     * Readies a one-way stack to be taken through time one step after the other, where inputs depend on outputs.
     *
     * @param state h, or h and c, each (layers, batch, hidden)
     * @param manager owns what the steps make
     */
    Stepper stepper(ParameterStore store, NDList state, long batch, NDManager manager, boolean training) {
        checkState(state, batch);
        NDArray h = state.get(0);
        List<Equation> equations = new ArrayList<>();
        List<NDList> values = new ArrayList<>();
        List<NDList> before = new ArrayList<>();
        for (int layer = 0; layer < rnn.layers(); layer++) {
            NDArray mask = training && rnn.recurrentDropout() > 0
                    ? recurrentDropout.mask(manager, new Shape(batch, rnn.hidden()), random)
                    : null;
            NDList own = weights.get(layer).values(store, h, training);
            NDList parts = new NDList();
            for (NDArray part : state) {
                parts.add(part.get(new NDIndex("{}", layer))); // (batch, hidden)
            }
            parts.attach(manager);
            equations.add(Equation.of(rnn.cell(), own, mask, manager));
            values.add(own);
            before.add(parts);
        }
        return new Stepper(rnn, equations, values, before, training ? dropout : null, random);
    }

    private Form form(Lengths steps, boolean training) {
        boolean masked = training && rnn.recurrentDropout() > 0;
        boolean memoryAtLengths = returnsState && rnn.cell().hasMemory() && !steps.equal();
        boolean kernelCan = rnn.cell().isFused() && !masked && !memoryAtLengths;
        return way == Way.FUSED || (way == Way.FASTEST && kernelCan)
                ? new Fused(rnn.cell(), training)
                : new Unrolled(rnn.cell(), masked ? recurrentDropout : Dropout.NONE, random);
    }

    private NDList layer(
            Form form, int layer, NDArray x, NDList before, Lengths steps, ParameterStore store, boolean training) {
        int first = layer * rnn.directions();
        NDList ahead = weights.get(first).values(store, x, training);
        return rnn.directions() == 1
                ? form.run(x, before, ahead, steps)
                : form.both(x, before, ahead, weights.get(first + 1).values(store, x, training), steps);
    }

    /** Returns what one layer begins with, h or h and c, each (directions, batch, hidden). */
    private NDList before(@Nullable NDList state, int layer, long batch, NDManager manager) {
        int from = layer * rnn.directions();
        NDList before = new NDList();
        for (int part = 0; part < (rnn.cell().hasMemory() ? 2 : 1); part++) {
            before.add(
                    state == null
                            ? manager.zeros(new Shape(rnn.directions(), batch, rnn.hidden()))
                            : state.get(part).get(new NDIndex("{}:{}", from, from + rnn.directions())));
        }
        before.attach(manager); // a state may come from a manager that lives on
        return before;
    }

    private static NDList sideBySide(List<NDList> last) {
        NDList state = new NDList();
        for (int part = 0; part < last.get(0).size(); part++) {
            NDList all = new NDList();
            for (NDList one : last) {
                all.add(one.get(part));
            }
            state.add(all.size() == 1 ? all.get(0) : NDArrays.concat(all, 0));
        }
        return state;
    }

    static NDArray padded(NDArray y, int time) {
        Shape shape = y.getShape();
        if (shape.get(1) == time) {
            return y;
        }
        NDArray zeros = y.getManager().zeros(new Shape(shape.get(0), time - shape.get(1), shape.get(2)));
        return NDArrays.concat(new NDList(y, zeros), 1);
    }

    private void checkInput(NDArray x, @Nullable NDList state) {
        Shape shape = x.getShape();
        if (shape.dimension() != 3) {
            throw unexpected(shape);
        }
        if (shape.get(0) == 0 || shape.get(1) == 0) {
            throw new IllegalArgumentException("the input of " + rnn + " has shape " + shape
                    + ", expected at least one sequence of at least one step: leave empty batches and sequences out");
        }
        Shape made = weights.get(0).parameters().get(0).getShape(); // null before initialize, which DJL then says
        if (made != null && made.get(1) != shape.get(2)) {
            throw new IllegalArgumentException(
                    "the input of " + rnn + " has shape " + shape + ", but the weights are for "
                            + made.get(1) + " features: expected (batch, time, " + made.get(1)
                            + "); for other data make a new block");
        }
        if (state != null) {
            checkState(state, shape.get(0));
        }
    }

    private void checkState(NDList state, long batch) {
        Shape wanted = new Shape((long) rnn.layers() * rnn.directions(), batch, rnn.hidden());
        int parts = rnn.cell().hasMemory() ? 2 : 1;
        if (state.size() != parts || state.stream().anyMatch(s -> !s.getShape().equals(wanted))) {
            throw new IllegalArgumentException("the state of " + rnn + " has " + state.size() + " arrays of shape "
                    + List.of(state.getShapes()) + ", expected " + parts + " of " + wanted);
        }
    }

    private IllegalArgumentException unexpected(Shape shape) {
        return new IllegalArgumentException(
                "the input of " + rnn + " has shape " + shape + ", expected (batch, time, features)");
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        boolean hasLengths = inputs.size() > 1 && inputs.get(1).getShape().dimension() == 1;
        NDArray lengths = hasLengths ? inputs.get(1) : null;
        int from = hasLengths ? 2 : 1;
        NDList state = inputs.size() > from ? new NDList(inputs.subList(from, inputs.size())) : null;
        Output output = run(store, inputs.get(0), lengths, state, training);
        if (!returnsState) {
            return new NDList(output.y());
        }
        if (rnn.cell().hasMemory() && output.state().size() < 2) {
            throw new IllegalArgumentException(
                    "the kernel of an LSTM tells the last memory c only where all lengths are equal: batch by length,"
                            + " or leave out fused()");
        }
        return new NDList(output.y()).addAll(output.state());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        if (x.dimension() != 3 || x.get(2) < 1) {
            throw unexpected(x);
        }
        for (int k = 0; k < weights.size(); k++) {
            weights.get(k).shape(rnn, k < rnn.directions() ? x.get(2) : rnn.outputs());
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        Shape y = new Shape(batch, inputShapes[0].get(1), rnn.outputs());
        if (!returnsState) {
            return new Shape[] {y};
        }
        Shape state = new Shape((long) rnn.layers() * rnn.directions(), batch, rnn.hidden());
        return rnn.cell().hasMemory() ? new Shape[] {y, state, state} : new Shape[] {y, state};
    }

    @Override
    public String toString() {
        String form = way == Way.FASTEST ? "" : ", " + way.name().toLowerCase(Locale.ROOT);
        return "RecurrentStack(" + rnn + form + ")";
    }
}
