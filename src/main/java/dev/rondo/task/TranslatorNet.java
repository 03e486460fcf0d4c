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
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.nn.Dropout;
import dev.rondo.nn.EncoderDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Symbols of a source, and of its target those before each, to scores of what comes next. */
final class TranslatorNet extends AbstractBlock implements ScoringNet {
    private final TranslatorSpec spec;
    private final Lookup source;
    private final EncoderDecoder coder;
    private final SymbolWriter writer;
    private final Dropout sourceDropout;
    private SplittableRandom noise;

    @SuppressWarnings("unused") // who holds the net holds the memory of the weights
    private final Object owner;

    /**
     * Makes a net.
     *
     * @param spec what it is to be
     * @param batches how many batches it has been trained on
     * @param owner what the net must hold on to
     */
    TranslatorNet(TranslatorSpec spec, LongSupplier batches, Object owner) {
        this.spec = spec;
        this.owner = owner;
        SplittableRandom initial = new SplittableRandom(spec.seed());
        noise = new SplittableRandom(spec.seed());
        coder = addChildBlock("coder", EncoderDecoder.of(spec.encoder(), spec.decoder(), initial.nextLong()));
        SplittableRandom output = initial.split();
        List<String> read = spec.source().symbols();
        source = addChildBlock(
                "source",
                new Lookup(
                        read.size(),
                        spec.embedding(),
                        TextModel.table(read, null, SymbolWriter.SCALE, false, initial.nextLong()),
                        false));
        writer = addChildBlock(
                "writer",
                new SymbolWriter(
                        spec.decoder(),
                        spec.target().symbols(),
                        spec.embedding(),
                        spec.sampling(),
                        batches,
                        new SymbolWriter.Initial(output, initial.nextLong())));
        sourceDropout = new Dropout(spec.encoder().dropout());
    }

    @Override
    public void noiseFrom(SplittableRandom from) {
        noise = from;
        coder.dropoutFrom(from);
        writer.noiseFrom(from);
    }

    /** Takes what {@link PairExamples} copies; lengths and steps are those of the targets. */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        NDArray symbols = source.apply(store, inputs.get(0), training);
        NDArray x = training ? sourceDropout.apply(symbols, noise) : symbols;
        EncoderDecoder.Encoded read = coder.encode(store, x, inputs.size() > 2 ? inputs.get(2) : null, training);
        return writer.scores(
                store,
                inputs.get(1),
                lengths,
                steps,
                (y, of) -> coder.decode(store, y, of, read, training).vectors(),
                training);
    }

    /** Copies encoder and decoder into plain Java. */
    CellEncoderDecoder plain() {
        return coder.plain();
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        named.put("source.weight", source.table());
        named.put("target.weight", writer.table());
        named.putAll(coder.named());
        writer.named(named);
        return named;
    }

    /** Takes sources and, of targets, the symbol before each; then, optional, the lengths of both. */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDList read = new NDList(inputs.subList(0, Math.min(3, inputs.size())));
        NDArray lengths = inputs.size() > 3 ? inputs.get(3) : null;
        NDArray scores = run(store, read, lengths, null, training);
        return SymbolWriter.shaped(scores, inputs.get(1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time), for both sides
        source.initialize(manager, type, ids);
        writer.initialize(manager, type, ids);
        Shape vectors = ids.add(spec.embedding());
        coder.initialize(manager, type, vectors, vectors);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[1].add(spec.target().symbols().size())};
    }
}
