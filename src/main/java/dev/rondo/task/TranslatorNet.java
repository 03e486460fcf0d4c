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
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Symbols of a source, and of its target those before each, to scores of what comes next. */
final class TranslatorNet extends AbstractBlock implements ScoringNet {
    private static final double SCALE =
            1; // of a symbol's numbers at first: at a tenth, words were slow to be told apart

    private final TranslatorSpec spec;
    private final Lookup source;
    private final Lookup target;
    private final EncoderDecoder coder;
    private final Head output;
    private final Dropout sourceDropout;
    private final Dropout targetDropout;
    private final LongSupplier batches;
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
        this.batches = batches;
        this.owner = owner;
        SplittableRandom initial = new SplittableRandom(spec.seed());
        noise = new SplittableRandom(spec.seed());
        coder = addChildBlock("coder", EncoderDecoder.of(spec.encoder(), spec.decoder(), initial.nextLong()));
        int symbols = spec.target().symbols().size();
        output = addChildBlock(
                "output",
                new Head(spec.decoder().outputs(), spec.decoder().rnn().dropout(), symbols, initial.split()));
        source = addChildBlock("source", lookup(spec.source(), initial.nextLong()));
        target = addChildBlock("target", lookup(spec.target(), initial.nextLong()));
        sourceDropout = new Dropout(spec.encoder().dropout());
        targetDropout = new Dropout(spec.decoder().rnn().dropout());
    }

    private Lookup lookup(TranslatorSpec.Side side, long seed) {
        int symbols = side.symbols().size();
        return new Lookup(symbols, spec.embedding(), TextModel.table(side.symbols(), null, SCALE, false, seed), false);
    }

    @Override
    public void noiseFrom(SplittableRandom from) {
        noise = from;
        coder.dropoutFrom(from);
        output.noiseFrom(from);
    }

    /** Takes what {@link PairExamples} copies; lengths and steps are those of the targets. */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        NDArray x = embedded(source, sourceDropout, store, inputs.get(0), training);
        EncoderDecoder.Encoded read = coder.encode(store, x, inputs.size() > 2 ? inputs.get(2) : null, training);
        NDArray before = inputs.get(1);
        double share = training ? ScheduledSampling.share(spec.sampling(), batches.getAsLong()) : 0;
        if (share > 0) {
            NDArray first = scores(store, before, lengths, null, read, true);
            before = mixed(before, first.stopGradient(), share);
        }
        return scores(store, before, lengths, steps, read, training);
    }

    private NDArray scores(
            ParameterStore store,
            NDArray before,
            @Nullable NDArray lengths,
            int @Nullable [] steps,
            EncoderDecoder.Encoded read,
            boolean training) {
        NDArray y = embedded(target, targetDropout, store, before, training);
        NDArray vectors = coder.decode(store, y, lengths, read, training).vectors();
        return output.apply(store, SequenceNet.steps(vectors, steps), training);
    }

    private NDArray embedded(Lookup table, Dropout dropout, ParameterStore store, NDArray ids, boolean training) {
        NDArray vectors = table.apply(store, ids, training);
        return training ? dropout.apply(vectors, noise) : vectors;
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

    /** Copies encoder and decoder into plain Java. */
    CellEncoderDecoder plain() {
        return coder.plain();
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        named.put("source.weight", source.table());
        named.put("target.weight", target.table());
        named.putAll(coder.named());
        output.named(named::put);
        return named;
    }

    /** Takes sources and, of targets, the symbol before each; then, optional, the lengths of both. */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDList read = new NDList(inputs.subList(0, Math.min(3, inputs.size())));
        NDArray lengths = inputs.size() > 3 ? inputs.get(3) : null;
        NDArray scores = run(store, read, lengths, null, training);
        return new NDList(
                scores.reshape(inputs.get(1).getShape().add(scores.getShape().get(1))));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time), for both sides
        source.initialize(manager, type, ids);
        target.initialize(manager, type, ids);
        Shape vectors = ids.add(spec.embedding());
        coder.initialize(manager, type, vectors, vectors);
        output.initialize(manager, type, ids.add(spec.decoder().outputs()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[1].add(spec.target().symbols().size())};
    }
}
