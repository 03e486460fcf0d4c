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
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.rondo.nn.Dropout;
import dev.rondo.nn.Rnn;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What stands on a recurrent stack: dropout, then a linear layer. */
final class Head extends AbstractBlock {
    private final int outputs;
    private final Dropout dropout;
    private final Linear linear;
    private SplittableRandom noise = new SplittableRandom(0);

    /**
     * Makes a head for a stack.
     *
     * @param rnn the stack, whose rate of dropout holds here too
     * @param outputs how many numbers come out
     * @param initial the source of the weights, by Xavier's rule; the bias starts at zero
     */
    Head(Rnn rnn, int outputs, SplittableRandom initial) {
        this.outputs = outputs;
        dropout = new Dropout(rnn.dropout());
        linear = addChildBlock("linear", Linear.builder().setUnits(outputs).build());
        double bound = Math.sqrt(6.0 / (rnn.outputs() + outputs));
        linear.setInitializer(drawn(() -> initial.nextDouble(-bound, bound)), Parameter.Type.WEIGHT);
    }

    /** Draws weights one after the other, in Java: the same on every engine. */
    static Initializer drawn(DoubleSupplier next) {
        return (manager, shape, type) -> {
            float[] values = new float[(int) shape.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) next.getAsDouble();
            }
            return manager.create(values, shape);
        };
    }

    /** Says where the next dropout masks come from. */
    void noiseFrom(SplittableRandom source) {
        noise = source;
    }

    /** Applies dropout, in training, and the linear layer to the last axis of h. */
    NDArray apply(ParameterStore store, NDArray h, boolean training) {
        NDArray kept = training ? dropout.apply(h, noise) : h;
        return linear.forward(store, new NDList(kept), training).singletonOrThrow();
    }

    /** Hands over weight and bias under the names that a PyTorch module called output would give them. */
    void named(BiConsumer<String, Parameter> to) {
        linear.getParameters().forEach(entry -> to.accept("output." + entry.getKey(), entry.getValue()));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(store, inputs.singletonOrThrow(), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        linear.initialize(manager, type, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape h = inputShapes[0];
        return new Shape[] {h.slice(0, h.dimension() - 1).add(outputs)};
    }
}
