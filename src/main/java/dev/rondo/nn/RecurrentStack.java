package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stack of recurrent layers as a DJL block, run by the engine's fused kernel.
 *
 * <p>In: x (batch, time, features), then, both optional and in this order: lengths (batch), the number of real steps of
 * each sequence; and the state (layers x directions, batch, hidden) as h, for an LSTM h and c. Out: y (batch, time,
 * directions x hidden), zero on padding; and the last state when asked for by {@link #returningState()}. Without a state
 * the stack starts from zeros. Steps beyond a sequence's length change no output, loss or gradient.
 *
 * <p>Weights are named as PyTorch names them, {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0},
 * {@code bias_hh_l0}, with {@code _reverse} behind those of the way back; gates stand in the order i, f, g, o (LSTM) and
 * r, z, n (GRU).
 *
 * <p>The kernel is called once for each layer and direction. The engines disagree about the order of the parameters of
 * a whole stack, but not of one layer, and the layers cost the same one by one; dropout and lengths then need no second
 * form.
 */
public final class RecurrentStack extends AbstractBlock {
    private static final String[] WEIGHTS = {"weight_ih", "weight_hh", "bias_ih", "bias_hh"};

    private final Rnn rnn;
    private final boolean returnsState;
    private final long seed;
    private final Dropout dropout;
    private final List<List<Parameter>> weights = new ArrayList<>(); // (layers x directions)(4)
    private SplittableRandom random;

    RecurrentStack(Rnn rnn, boolean returnsState, long seed) {
        this.rnn = rnn;
        this.returnsState = returnsState;
        this.seed = seed;
        this.dropout = new Dropout(rnn.dropout());
        this.random = new SplittableRandom(seed);
        SplittableRandom initial = new SplittableRandom(seed);
        for (int layer = 0; layer < rnn.layers(); layer++) {
            for (int direction = 0; direction < rnn.directions(); direction++) {
                String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
                weights.add(parameters(suffix, initial.split()));
            }
        }
    }

    private List<Parameter> parameters(String suffix, SplittableRandom initial) {
        List<Parameter> made = new ArrayList<>();
        for (String name : WEIGHTS) {
            SplittableRandom own = initial.split();
            made.add(addParameter(Parameter.builder()
                    .setName(name + suffix)
                    .setType(name.startsWith("weight") ? Parameter.Type.WEIGHT : Parameter.Type.BIAS)
                    .optInitializer((manager, shape, type) -> manager.create(initial(name, shape, own.split()), shape))
                    .build()));
        }
        return made;
    }

    private float[] initial(String name, Shape shape, SplittableRandom source) {
        Init init = rnn.init();
        int gates = rnn.cell().gates();
        int hidden = rnn.hidden();
        if (name.equals("weight_ih")) {
            return Init.weight(init.input(), gates, hidden, (int) shape.get(1), source);
        }
        if (name.equals("weight_hh")) {
            return Init.weight(init.recurrent(), gates, hidden, hidden, source);
        }
        float[] bias = init.input() == Init.Scheme.UNIFORM
                ? Init.weight(Init.Scheme.UNIFORM, gates, hidden, 1, source)
                : new float[gates * hidden];
        if (name.equals("bias_ih") && rnn.cell().hasMemory()) {
            for (int k = hidden; k < 2 * hidden; k++) { // rows i, f, g, o
                bias[k] += (float) init.forgetBias();
            }
        }
        return bias;
    }

    /**
     * Makes the same stack, with weights of its own, that also returns the last state: (y, h) or, for an LSTM, (y, h, c).
     *
     * @return a new block
     */
    public RecurrentStack returningState() {
        return new RecurrentStack(rnn, true, seed);
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
     * @param state the last state of each layer and direction, (layers x directions, batch, hidden): h, or h and c
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
        NDManager manager = x.getManager();
        NDArray input = longest == time ? x : x.get(new NDIndex(":, 0:{}", longest));
        NDArray mask = steps.equal() ? null : steps.mask(manager, longest);
        List<NDList> last = new ArrayList<>();
        for (int layer = 0; layer < rnn.layers(); layer++) {
            NDList outputs = new NDList();
            for (int direction = 0; direction < rnn.directions(); direction++) {
                NDList before = before(state, last.size(), batch, manager);
                List<Parameter> own = weights.get(last.size());
                NDArray read = direction == 0 ? input : steps.reverse(input);
                NDList out = fused(read, before, values(store, own, x, training), training);
                last.add(last(out, steps));
                outputs.add(direction == 0 ? out.get(0) : steps.reverse(out.get(0)));
            }
            NDArray y = outputs.size() == 1 ? outputs.get(0) : NDArrays.concat(outputs, 2);
            y = mask == null ? y : y.mul(mask);
            boolean between = training && layer < rnn.layers() - 1;
            input = between ? dropout.apply(y, random) : y;
        }
        return new Output(padded(input, time), sideBySide(last));
    }

    private NDList fused(NDArray x, NDList before, NDList weights, boolean training) {
        NDArrayEx ex = x.getNDArrayInternal();
        return switch (rnn.cell()) {
            case TANH ->
                ex.rnn(
                        x,
                        before.get(0),
                        weights,
                        true,
                        1,
                        ai.djl.nn.recurrent.RNN.Activation.TANH,
                        0,
                        training,
                        false,
                        true);
            case RELU ->
                ex.rnn(
                        x,
                        before.get(0),
                        weights,
                        true,
                        1,
                        ai.djl.nn.recurrent.RNN.Activation.RELU,
                        0,
                        training,
                        false,
                        true);
            case LSTM -> ex.lstm(x, before, weights, true, 1, 0, training, false, true);
            case GRU -> ex.gru(x, before.get(0), weights, true, 1, 0, training, false, true);
        };
    }

    private NDList before(@Nullable NDList state, int index, long batch, NDManager manager) {
        NDList before = new NDList();
        for (int part = 0; part < (rnn.cell().hasMemory() ? 2 : 1); part++) {
            before.add(
                    state == null
                            ? manager.zeros(new Shape(1, batch, rnn.hidden()))
                            : state.get(part).get(new NDIndex("{}:{}", index, index + 1)));
        }
        return before;
    }

    /** The kernel knows the state after the last step only: h of shorter sequences stands in y, c nowhere. */
    private NDList last(NDList out, Lengths steps) {
        if (steps.equal()) {
            return new NDList(out.subList(1, rnn.cell().hasMemory() ? 3 : 2));
        }
        return new NDList(steps.last(out.get(0)).expandDims(0));
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

    private static NDArray padded(NDArray y, int time) {
        Shape shape = y.getShape();
        if (shape.get(1) == time) {
            return y;
        }
        NDArray zeros = y.getManager().zeros(new Shape(shape.get(0), time - shape.get(1), shape.get(2)));
        return NDArrays.concat(new NDList(y, zeros), 1);
    }

    private static NDList values(ParameterStore store, List<Parameter> weights, NDArray x, boolean training) {
        NDList values = new NDList();
        for (Parameter weight : weights) {
            values.add(store.getValue(weight, x.getDevice(), training));
        }
        return values;
    }

    private void checkInput(NDArray x, @Nullable NDList state) {
        Shape shape = x.getShape();
        if (shape.dimension() != 3) {
            throw new IllegalArgumentException(
                    "the input of " + rnn + " has shape " + shape + ", expected (batch, time, features)");
        }
        if (state == null) {
            return;
        }
        Shape wanted = new Shape((long) rnn.layers() * rnn.directions(), shape.get(0), rnn.hidden());
        int parts = rnn.cell().hasMemory() ? 2 : 1;
        if (state.size() != parts || state.stream().anyMatch(s -> !s.getShape().equals(wanted))) {
            throw new IllegalArgumentException("the state of " + rnn + " has " + state.size() + " arrays of shape "
                    + List.of(state.getShapes()) + ", expected " + parts + " of " + wanted);
        }
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
                    "the last memory c of an LSTM is known only where all lengths are equal: batch by length,"
                            + " or take h from y");
        }
        return new NDList(output.y()).addAll(output.state());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        if (inputShapes[0].dimension() != 3) {
            throw new IllegalArgumentException(
                    "the input of " + rnn + " has shape " + inputShapes[0] + ", expected (batch, time, features)");
        }
        prepare(inputShapes[0].get(2));
    }

    /** Sets the shapes of all weights for inputs of the given width. */
    private void prepare(long features) {
        long rows = (long) rnn.cell().gates() * rnn.hidden();
        for (int k = 0; k < weights.size(); k++) {
            long width = k < rnn.directions() ? features : rnn.outputs();
            List<Parameter> own = weights.get(k);
            own.get(0).setShape(new Shape(rows, width));
            own.get(1).setShape(new Shape(rows, rnn.hidden()));
            own.get(2).setShape(new Shape(rows));
            own.get(3).setShape(new Shape(rows));
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
        return "RecurrentStack(" + rnn + ")";
    }
}
