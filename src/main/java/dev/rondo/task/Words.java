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
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.rondo.nn.Dropout;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Tensors;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Words to vectors (batch, time, width): each word's own, beside what a small network makes of its letters.
 *
 * <p>The input is what {@link WordSource} copies: word ids (batch, time); and, where letters count, the letters of each
 * different word (words, letters), how many each has (words), and which of them stands at each step (batch x time).
 */
final class Words extends AbstractBlock {
    private static final int UNKNOWN = 1; // the number of what stands for words that are not known

    private final WordSpec spec;
    private final Lookup words;
    private final @Nullable Lookup letters;
    private final @Nullable RecurrentStack reader;
    private final Dropout dropout;

    /**
     * Makes the input of a net.
     *
     * @param symbols how many words there are
     * @param signs how many letters there are; 0 where they do not count
     * @param table the source of the words' vectors
     * @param rate the share of the numbers dropped in training
     * @param initial the source of all else
     */
    Words(WordSpec spec, int symbols, int signs, Initializer table, double rate, SplittableRandom initial) {
        this.spec = spec;
        words = addChildBlock("words", new Lookup(symbols, spec.size(), table, spec.frozen()));
        WordSpec.Letters small = spec.letters();
        SplittableRandom forLetters = initial.split();
        letters = small == null
                ? null
                : addChildBlock(
                        "letters", new Lookup(signs, small.size(), Head.drawn(forLetters::nextGaussian), false));
        reader = small == null ? null : addChildBlock("reader", small.rnn().block(initial.nextLong()));
        dropout = new Dropout(rate);
    }

    NDArray apply(ParameterStore store, NDList inputs, boolean training, SplittableRandom noise) {
        NDArray ids = inputs.get(0);
        NDArray known = training && spec.dropped() > 0 ? dropped(ids, noise) : ids;
        NDArray vectors = words.apply(store, known, training); // (batch, time, size)
        if (letters != null && reader != null) {
            reader.dropoutFrom(noise);
            NDArray signs = letters.apply(store, inputs.get(1), training); // (words, letters, size)
            NDList last =
                    reader.run(store, signs, inputs.get(2), null, training).state();
            NDArray read = SequenceNet.top(reader.rnn(), last.get(0)); // (words, outputs)
            Shape shape = ids.getShape().add(reader.rnn().outputs());
            vectors =
                    NDArrays.concat(new NDList(vectors, read.get(inputs.get(3)).reshape(shape)), 2);
        }
        return training ? dropout.apply(vectors, noise) : vectors;
    }

    /** Takes a share of the words for unknown. */
    private NDArray dropped(NDArray ids, SplittableRandom noise) {
        int[] kept = new int[(int) ids.size()];
        int[] rest = new int[kept.length];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = noise.nextDouble() < spec.dropped() ? 0 : 1;
            rest[k] = kept[k] == 1 ? 0 : UNKNOWN;
        }
        NDManager manager = ids.getManager();
        return ids.mul(Tensors.array(manager, kept, ids.getShape())).add(Tensors.array(manager, rest, ids.getShape()));
    }

    void named(BiConsumer<String, Parameter> to) {
        to.accept("words.weight", words.table());
        if (letters != null && reader != null) {
            to.accept("letters.weight", letters.table());
            reader.getParameters().forEach(entry -> to.accept("letters.rnn." + entry.getKey(), entry.getValue()));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(store, inputs, training, new SplittableRandom(0)));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        words.initialize(manager, type, inputShapes[0]);
        if (letters != null && reader != null) {
            letters.initialize(manager, type, inputShapes[0]);
            reader.initialize(manager, type, new Shape(1, 1, letters.size()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(spec.width())};
    }
}
