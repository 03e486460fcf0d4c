package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
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
import dev.rondo.nn.Tensors;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What stands on a recurrent stack: dropout, then a linear layer. */
final class Head extends AbstractBlock {
    private final int outputs;
    private final Dropout dropout;
    private final @Nullable Linear linear; // null where the weights are those of a table
    private final @Nullable Lookup tied;
    private final @Nullable Parameter bias;
    private SplittableRandom noise = new SplittableRandom(0);

    /**
     * Makes a head for a stack.
     *
     * @param rnn the stack, whose rate of dropout holds here too
     * @param outputs how many numbers come out
     * @param initial the source of the weights, by Xavier's rule; the bias starts at zero
     */
    Head(Rnn rnn, int outputs, SplittableRandom initial) {
        this(rnn.outputs(), rnn.dropout(), outputs, initial);
    }

    /**
     * Makes a head for vectors.
     *
     * @param inputs how many numbers a vector has
     * @param rate the share of them dropped in training
     * @param outputs how many numbers come out
     * @param initial the source of the weights, by Xavier's rule; the bias starts at zero
     */
    Head(int inputs, double rate, int outputs, SplittableRandom initial) {
        this.outputs = outputs;
        dropout = new Dropout(rate);
        tied = null;
        bias = null;
        linear = addChildBlock("linear", Linear.builder().setUnits(outputs).build());
        double bound = Math.sqrt(6.0 / (inputs + outputs));
        linear.setInitializer(drawn(() -> initial.nextDouble(-bound, bound)), Parameter.Type.WEIGHT);
    }

    /**
     * Makes a head whose weights are a table of vectors, one for each output (Press and Wolf 2017, Using the Output
     * Embedding to Improve Language Models); the bias is its own.
     *
     * @param rnn the stack, whose rate of dropout holds here too
     * @param table the table, (outputs, the stack's outputs)
     * @param outputs how many numbers come out
     */
    Head(Rnn rnn, Lookup table, int outputs) {
        this.outputs = outputs;
        dropout = new Dropout(rnn.dropout());
        tied = table;
        linear = null;
        bias = addParameter(Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(outputs))
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    /** Starts the linear layer's bias elsewhere than at zero, (outputs). */
    Head startingAt(float... start) {
        Objects.requireNonNull(linear)
                .setInitializer((manager, shape, type) -> Tensors.array(manager, start, shape), Parameter.Type.BIAS);
        return this;
    }

    /** Draws weights one after the other, in Java: the same on every engine. */
    static Initializer drawn(DoubleSupplier next) {
        return (manager, shape, type) -> {
            float[] values = new float[(int) shape.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) next.getAsDouble();
            }
            return Tensors.array(manager, values, shape);
        };
    }

    /** Says where the next dropout masks come from. */
    void noiseFrom(SplittableRandom source) {
        noise = source;
    }

    /** Applies dropout, in training, and the linear layer to the last axis of h. */
    NDArray apply(ParameterStore store, NDArray h, boolean training) {
        return apply(store, h, null, training);
    }

    /** Applies the linear layer to the last axis of h, with dropout in training, and of what stands beside it, without. */
    NDArray apply(ParameterStore store, NDArray h, @Nullable NDArray beside, boolean training) {
        NDArray state = training ? dropout.apply(h, noise) : h;
        NDArray kept = beside == null ? state : NDArrays.concat(new NDList(state, beside), -1);
        if (linear != null) {
            return linear.forward(store, new NDList(kept), training).singletonOrThrow();
        }
        Shape shape = h.getShape();
        int last = shape.dimension() - 1;
        NDArray table = store.getValue(Objects.requireNonNull(tied).table(), h.getDevice(), training);
        NDArray scores = kept.reshape(-1, shape.get(last)).matMul(table.transpose());
        return scores.add(store.getValue(bias, h.getDevice(), training))
                .reshape(shape.slice(0, last).add(outputs));
    }

    /** Hands over weight and bias under the names that a PyTorch module called output would give them. */
    void named(BiConsumer<String, Parameter> to) {
        if (linear != null) {
            linear.getParameters().forEach(entry -> to.accept("output." + entry.getKey(), entry.getValue()));
        }
        if (bias != null) {
            to.accept("output.bias", bias);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(store, inputs.singletonOrThrow(), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        if (linear != null) {
            linear.initialize(manager, type, inputShapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape h = inputShapes[0];
        return new Shape[] {h.slice(0, h.dimension() - 1).add(outputs)};
    }
}
