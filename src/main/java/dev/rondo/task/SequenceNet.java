package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sequences (batch, time, features) to scores: one row for the whole of each, from the top layer's last state, both
 * directions' side by side; or one for each step, from the top layer's outputs.
 */
final class SequenceNet extends AbstractBlock implements ScoringNet {
    private final boolean perStep;
    private final int outputs;
    private final RecurrentStack stack;
    private final Head output;

    @SuppressWarnings("unused") // who holds the net holds the memory of the weights
    private final Object owner;

    /**
     * Makes the net.
     *
     * @param start where the bias of each score starts, (outputs)
     */
    SequenceNet(SequenceSpec spec, float[] start, Object owner) {
        this.owner = owner;
        this.perStep = spec.perStep();
        this.outputs = start.length;
        SplittableRandom initial = new SplittableRandom(spec.seed());
        stack = addChildBlock("rnn", spec.rnn().block(initial.nextLong()));
        output = addChildBlock("output", new Head(spec.rnn(), outputs, initial.split()).startingAt(start));
        noiseFrom(new SplittableRandom(spec.seed()));
    }

    @Override
    public void noiseFrom(SplittableRandom source) {
        stack.dropoutFrom(source);
        output.noiseFrom(source);
    }

    /** Takes one array, (batch, time, features). */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        RecurrentStack.Output out = stack.run(store, inputs.singletonOrThrow(), lengths, null, training);
        NDArray h =
                perStep ? steps(out.y(), steps) : top(stack.rnn(), out.state().get(0));
        return output.apply(store, h, training);
    }

    /** Picks steps of y (batch, time, outputs): (steps, outputs). */
    static NDArray steps(NDArray y, int @Nullable [] steps) {
        NDArray all = y.reshape(-1, y.getShape().get(2));
        if (steps == null) {
            return all;
        }
        long[] rows = Arrays.stream(steps).asLongStream().toArray();
        return all.get(Tensors.array(y.getManager(), rows, new Shape(rows.length)));
    }

    /** Takes the top layer from h (layers x directions, batch, hidden): (batch, directions x hidden). */
    static NDArray top(Rnn rnn, NDArray h) {
        NDList top = new NDList();
        for (int direction = 0; direction < rnn.directions(); direction++) {
            top.add(h.get((long) (rnn.layers() - 1) * rnn.directions() + direction));
        }
        return top.size() == 1 ? top.get(0) : NDArrays.concat(top, 1);
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        stack.getParameters().forEach(entry -> named.put("rnn." + entry.getKey(), entry.getValue()));
        output.named(named::put);
        return named;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray x = inputs.get(0);
        NDArray scores = run(store, new NDList(x), inputs.size() > 1 ? inputs.get(1) : null, null, training);
        return new NDList(scores.reshape(getOutputShapes(new Shape[] {x.getShape()})[0]));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0]; // (batch, time, features)
        stack.initialize(manager, type, x);
        output.initialize(manager, type, stack.getOutputShapes(new Shape[] {x}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        return new Shape[] {perStep ? new Shape(batch, inputShapes[0].get(1), outputs) : new Shape(batch, outputs)};
    }
}
