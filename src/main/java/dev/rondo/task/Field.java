package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The scores of a conditional random field that do not hang on the words: of two tags in a row, the first, the last. */
final class Field extends AbstractBlock {
    static final String TRANSITIONS = "field.transitions";
    static final String START = "field.start";
    static final String END = "field.end";

    private final Parameter transitions; // (tags, tags), from the row's to the column's
    private final Parameter start; // (tags)
    private final Parameter end; // (tags)

    /** Makes the scores of so many tags, all zero. */
    Field(int tags) {
        transitions = parameter("transitions", new Shape(tags, tags));
        start = parameter("start", new Shape(tags));
        end = parameter("end", new Shape(tags));
    }

    private Parameter parameter(String name, Shape shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(shape)
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    void named(BiConsumer<String, Parameter> to) {
        to.accept(TRANSITIONS, transitions);
        to.accept(START, start);
        to.accept(END, end);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return inputs; // the scores of the words pass through
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        // its own alone
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
