package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.nn.Decoder;
import dev.rondo.nn.Dropout;
import dev.rondo.nn.Tensors;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What stands before and behind a decoder of symbols: their vectors, and the scores of what comes next. */
final class SymbolWriter extends AbstractBlock {
    static final double SCALE = 1; // of a symbol's numbers at first: at a tenth, words were slow to be told apart

    private final Decoder decoder;
    private final int embedding;
    private final @Nullable ScheduledSampling sampling;
    private final LongSupplier batches;
    private final Lookup table;
    private final Dropout dropout;
    private final Head output;
    private SplittableRandom noise;

    /** Where weights come from: those of the output layer, and those of the table. */
    record Initial(SplittableRandom output, long table) {}

    /**
     * Makes the layers.
     *
     * @param decoder what stands between; its rate of dropout holds on both sides
     * @param symbols what can be written
     * @param embedding how many numbers a symbol has
     * @param sampling how often a step reads the decoder's own symbol in training; null for never
     * @param batches how many batches the net has been trained on
     * @param initial where weights come from
     */
    SymbolWriter(
            Decoder decoder,
            List<String> symbols,
            int embedding,
            @Nullable ScheduledSampling sampling,
            LongSupplier batches,
            Initial initial) {
        this.decoder = decoder;
        this.embedding = embedding;
        this.sampling = sampling;
        this.batches = batches;
        double rate = decoder.rnn().dropout();
        output = addChildBlock("output", new Head(decoder.outputs(), rate, symbols.size(), initial.output));
        table = addChildBlock(
                "target",
                new Lookup(
                        symbols.size(), embedding, TextModel.table(symbols, null, SCALE, false, initial.table), false));
        dropout = new Dropout(rate);
        noise = new SplittableRandom(0);
    }

    void noiseFrom(SplittableRandom from) {
        noise = from;
        output.noiseFrom(from);
    }

    /** A decoder over whole targets, from symbols as vectors (batch, time, embedding) to vectors (batch, time, outputs). */
    @FunctionalInterface
    interface Decoding {
        NDArray vectors(NDArray symbols, @Nullable NDArray lengths);
    }

    /**
     * Scores what comes next.
     *
     * @param store where parameters are looked up
     * @param before the symbol before each, (batch, time)
     * @param lengths the number of real steps of each target, (batch); null where all are real
     * @param steps which steps to score, counted through (batch x time); null for all
     * @param decoding the decoder
     * @param training whether dropout and sampling apply
     * @return the scores, (batch x time or steps, symbols)
     */
    NDArray scores(
            ParameterStore store,
            NDArray before,
            @Nullable NDArray lengths,
            int @Nullable [] steps,
            Decoding decoding,
            boolean training) {
        double share = training ? ScheduledSampling.share(sampling, batches.getAsLong()) : 0;
        NDArray read = before;
        if (share > 0) {
            NDArray first = scored(store, before, lengths, null, decoding, true);
            read = mixed(before, first.stopGradient(), share);
        }
        return scored(store, read, lengths, steps, decoding, training);
    }

    private NDArray scored(
            ParameterStore store,
            NDArray before,
            @Nullable NDArray lengths,
            int @Nullable [] steps,
            Decoding decoding,
            boolean training) {
        NDArray symbols = table.apply(store, before, training);
        NDArray vectors = decoding.vectors(training ? dropout.apply(symbols, noise) : symbols, lengths);
        return output.apply(store, SequenceNet.steps(vectors, steps), training);
    }

    /** Replaces a share of the symbols by the best ones of a first pass, (batch x time, symbols). */
    private NDArray mixed(NDArray before, NDArray first, double share) {
        int[] own = first.argMax(1).toType(DataType.INT32, false).toIntArray();
        int time = (int) before.getShape().get(1);
        int[] mixed = mixed(before.toIntArray(), own, time, share, noise);
        return Tensors.array(before.getManager(), mixed, before.getShape());
    }

    /** Replaces a share of the symbols before each step, but for the first of a row, by what the step before said. */
    static int[] mixed(int[] before, int[] said, int time, double share, SplittableRandom random) {
        int[] mixed = before.clone();
        for (int k = 0; k < mixed.length; k++) {
            if (k % time > 0 && random.nextDouble() < share) {
                mixed[k] = said[k - 1];
            }
        }
        return mixed;
    }

    /** Gives scores the shape (batch, time, symbols) of the symbols before them. */
    static NDList shaped(NDArray scores, NDArray before) {
        return new NDList(scores.reshape(before.getShape().add(scores.getShape().get(1))));
    }

    Parameter table() {
        return table.table();
    }

    void named(Map<String, Parameter> named) {
        output.named(named::put);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        throw new UnsupportedOperationException("a writer runs around a decoder: call scores(...)");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time)
        table.initialize(manager, type, ids);
        output.initialize(manager, type, ids.add(decoder.outputs()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(embedding)};
    }
}
