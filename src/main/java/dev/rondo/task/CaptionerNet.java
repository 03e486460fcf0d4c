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
import dev.rondo.cell.CellPictureDecoder;
import dev.rondo.nn.AttentionLayer;
import dev.rondo.nn.ConvolutionStack;
import dev.rondo.nn.RecurrentDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A picture and, of its caption, the symbols before each, to scores of what comes next. */
final class CaptionerNet extends AbstractBlock implements ScoringNet {
    private final CaptionerSpec spec;
    private final ConvolutionStack encoder;
    private final RecurrentDecoder decoder;
    private final SymbolWriter writer;

    @SuppressWarnings("unused") // who holds the net holds the memory of the weights
    private final Object owner;

    /**
     * Makes a net.
     *
     * @param spec what it is to be
     * @param batches how many batches it has been trained on
     * @param owner what the net must hold on to
     */
    CaptionerNet(CaptionerSpec spec, LongSupplier batches, Object owner) {
        this.spec = spec;
        this.owner = owner;
        SplittableRandom initial = new SplittableRandom(spec.seed());
        encoder = addChildBlock("encoder", spec.encoder().block(initial.nextLong()));
        decoder = addChildBlock("decoder", spec.decoder().block(initial.nextLong()));
        writer = addChildBlock(
                "writer",
                new SymbolWriter(
                        spec.decoder(),
                        spec.target().symbols(),
                        spec.embedding(),
                        spec.sampling(),
                        batches,
                        new SymbolWriter.Initial(initial.split(), initial.nextLong())));
    }

    @Override
    public void noiseFrom(SplittableRandom from) {
        decoder.dropoutFrom(from);
        writer.noiseFrom(from);
    }

    /** Takes what {@link PictureExamples} copies; lengths and steps are those of the captions. */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        ConvolutionStack.Output seen = encoder.run(store, inputs.get(0), training);
        NDArray cells = spec.attends() ? seen.cells() : seen.summary().expandDims(1);
        AttentionLayer.Keys keys = decoder.keys(store, cells, null, training);
        NDList start = decoder.start(store, seen.summary(), training);
        return writer.scores(
                store,
                inputs.get(1),
                lengths,
                steps,
                (y, of) -> decoder.run(store, y, of, keys, start, training).vectors(),
                training);
    }

    /** Copies encoder and decoder into plain Java. */
    CellPictureDecoder plain() {
        return encoder.plain(decoder.plain());
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        encoder.named().forEach((name, parameter) -> named.put("encoder." + name, parameter));
        named.put("target.weight", writer.table());
        decoder.named().forEach((name, parameter) -> named.put("decoder." + name, parameter));
        writer.named(named);
        return named;
    }

    /** Takes pictures and, of captions, the symbol before each; then, optional, the captions' lengths. */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray lengths = inputs.size() > 2 ? inputs.get(2) : null;
        return SymbolWriter.shaped(run(store, inputs, lengths, null, training), inputs.get(1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time)
        CaptionerSpec.Size size = spec.size();
        Shape pictures = new Shape(ids.get(0), size.channels(), size.rows(), size.columns());
        encoder.initialize(manager, type, pictures);
        Shape[] seen = encoder.getOutputShapes(new Shape[] {pictures});
        Shape summary = seen[1];
        Shape keys = spec.attends() ? seen[0] : new Shape(summary.get(0), 1, summary.get(1));
        decoder.initialize(manager, type, ids.add(spec.embedding()), keys, summary);
        writer.initialize(manager, type, ids);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[1].add(spec.target().symbols().size())};
    }
}
