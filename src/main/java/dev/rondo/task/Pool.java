package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.nn.Tensors;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The outputs of all real steps, (batch, time, outputs), to one vector each, (batch, outputs). */
final class Pool extends AbstractBlock {
    private static final float NEVER = 1e9f; // taken off a score that must not be chosen

    private final Pooling pooling;
    private final @Nullable Linear hidden;
    private final @Nullable Linear score;

    /** Makes a pooling other than that of the last state. */
    Pool(Pooling pooling, int outputs, SplittableRandom initial) {
        this.pooling = pooling;
        hidden = pooling == Pooling.ATTENTION ? linear("hidden", outputs, outputs, true, initial) : null;
        score = pooling == Pooling.ATTENTION ? linear("score", outputs, 1, false, initial) : null;
    }

    private Linear linear(String name, int inputs, int outputs, boolean bias, SplittableRandom initial) {
        Linear linear = addChildBlock(
                name, Linear.builder().setUnits(outputs).optBias(bias).build());
        double bound = Math.sqrt(6.0 / (inputs + outputs));
        linear.setInitializer(Head.drawn(() -> initial.nextDouble(-bound, bound)), Parameter.Type.WEIGHT);
        return linear;
    }

    /**
     * Pools.
     *
     * @param y the outputs, (batch, time, outputs)
     * @param mask ones on real steps, zeros on padding, (batch, time, 1); null where all are real
     */
    NDArray apply(ParameterStore store, NDArray y, @Nullable NDArray mask, boolean training) {
        if (hidden != null && score != null) {
            NDArray h = hidden.forward(store, new NDList(y), training)
                    .singletonOrThrow()
                    .tanh();
            NDArray scores = score.forward(store, new NDList(h), training).singletonOrThrow(); // (batch, time, 1)
            NDArray weights = without(scores, mask).softmax(1);
            return y.mul(weights).sum(new int[] {1});
        }
        if (pooling == Pooling.MAX) {
            return without(y, mask).max(new int[] {1});
        }
        return mask == null
                ? y.mean(new int[] {1})
                : y.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1}));
    }

    private static NDArray without(NDArray y, @Nullable NDArray mask) {
        return mask == null ? y : y.add(Tensors.times(mask.sub(1), NEVER));
    }

    void named(BiConsumer<String, Parameter> to) {
        getParameters().forEach(entry -> to.accept(name(entry.getKey()), entry.getValue()));
    }

    /** Turns DJL's names, 01hidden_weight, into attention.hidden.weight. */
    private static String name(String key) {
        return "attention." + key.replaceFirst("^\\d+", "").replace('_', '.');
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(store, inputs.get(0), inputs.size() > 1 ? inputs.get(1) : null, training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        if (hidden != null && score != null) {
            hidden.initialize(manager, type, inputShapes[0]);
            score.initialize(manager, type, inputShapes[0]);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(2))};
    }
}
