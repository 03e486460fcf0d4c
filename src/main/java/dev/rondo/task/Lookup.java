package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** A table of vectors, one for each symbol: an embedding. */
final class Lookup extends AbstractBlock {
    private final int size;
    private final Parameter table; // (symbols, size)

    /**
     * Makes a table.
     *
     * @param symbols how many rows
     * @param size how many numbers in each
     * @param initial the source of the numbers
     * @param frozen whether they stay as they are in training
     */
    Lookup(int symbols, int size, Initializer initial, boolean frozen) {
        this.size = size;
        table = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(symbols, size))
                .optInitializer(initial)
                .optRequiresGrad(!frozen)
                .build());
    }

    int size() {
        return size;
    }

    Parameter table() {
        return table;
    }

    /** Looks ids of any shape up: the same shape with the size behind. */
    NDArray apply(ParameterStore store, NDArray ids, boolean training) {
        NDArray vectors = store.getValue(table, ids.getDevice(), training);
        return ids.getNDArrayInternal()
                .embedding(ids, vectors, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(store, inputs.singletonOrThrow(), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        // the table alone
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(size)};
    }
}
