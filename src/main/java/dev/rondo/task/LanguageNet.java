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
import dev.rondo.nn.Dropout;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Rnn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Symbols (batch, time) to the logits of what comes next, (batch, time, vocabulary). */
final class LanguageNet extends AbstractBlock implements ScoringNet {
    private static final double TIED = 0.1; // the most that a number of a table begins with that scores too

    private final int vocabulary;
    private final @Nullable Lookup embedding; // null for one-hot input
    private final RecurrentStack stack;
    private final Dropout dropout;
    private final Head output;
    private SplittableRandom noise;

    @SuppressWarnings("unused") // who holds the net holds the model, and with it the memory of the weights
    private final Object owner;

    LanguageNet(Rnn rnn, int vocabulary, int embeddingSize, boolean tied, long seed, Object owner) {
        this(rnn, vocabulary, vocabulary, embeddingSize, tied, seed, owner);
    }

    /** Makes a net that reads symbols with vectors, the last of which it never writes: what stands before a sequence. */
    static LanguageNet begun(Rnn rnn, int vocabulary, int embeddingSize, long seed, Object owner) {
        return new LanguageNet(rnn, vocabulary + 1, vocabulary, embeddingSize, false, seed, owner);
    }

    private LanguageNet(Rnn rnn, int read, int vocabulary, int embeddingSize, boolean tied, long seed, Object owner) {
        this.owner = owner;
        this.vocabulary = vocabulary;
        this.noise = new SplittableRandom(seed);
        SplittableRandom initial = new SplittableRandom(seed);
        stack = addChildBlock("rnn", rnn.block(initial.nextLong()));
        SplittableRandom forOutput = initial.split();
        SplittableRandom forEmbedding = initial.split();
        DoubleSupplier drawn = tied ? () -> forEmbedding.nextDouble(-TIED, TIED) : forEmbedding::nextGaussian;
        embedding = embeddingSize == 0
                ? null
                : addChildBlock("embedding", new Lookup(read, embeddingSize, Head.drawn(drawn), false));
        output = addChildBlock(
                "output",
                tied && embedding != null
                        ? new Head(rnn, embedding, vocabulary)
                        : new Head(rnn, vocabulary, forOutput));
        dropout = new Dropout(rnn.dropout());
        output.noiseFrom(noise);
    }

    /** Says where the next dropout masks come from. */
    @Override
    public void noiseFrom(SplittableRandom source) {
        noise = source;
        stack.dropoutFrom(source);
        output.noiseFrom(source);
    }

    /**
     * Runs the net.
     *
     * @param ids symbols, (batch, time)
     * @param state as {@link RecurrentStack} takes it; null for zeros
     * @return logits (batch, time, vocabulary), and the last state
     */
    RecurrentStack.Output run(ParameterStore store, NDArray ids, @Nullable NDList state, boolean training) {
        RecurrentStack.Output out = stack.run(store, input(store, ids, training), null, state, training);
        return new RecurrentStack.Output(output.apply(store, out.y(), training), out.state());
    }

    /** Scores what comes behind each of some symbols, (batch, time); (steps, vocabulary). */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        NDArray x = input(store, inputs.singletonOrThrow(), training);
        RecurrentStack.Output out = stack.run(store, x, lengths, null, training);
        return output.apply(store, SequenceNet.steps(out.y(), steps), training);
    }

    private NDArray input(ParameterStore store, NDArray ids, boolean training) {
        if (embedding == null) {
            return ids.oneHot(vocabulary); // (batch, time, vocabulary)
        }
        NDArray vectors = embedding.apply(store, ids, training); // (batch, time, size)
        return training ? dropout.apply(vectors, noise) : vectors;
    }

    /** Returns the parameters under the names that PyTorch modules called rnn, output and embedding would give them. */
    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        if (embedding != null) {
            named.put("embedding.weight", embedding.table());
        }
        stack.getParameters().forEach(entry -> named.put("rnn." + entry.getKey(), entry.getValue()));
        output.named(named::put);
        return named;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(run(store, inputs.get(0), null, training).y());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time)
        if (embedding != null) {
            embedding.initialize(manager, type, ids);
        }
        long width = embedding == null ? vocabulary : embedding.size();
        Shape x = new Shape(ids.get(0), ids.get(1), width);
        stack.initialize(manager, type, x);
        output.initialize(manager, type, stack.getOutputShapes(new Shape[] {x}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1), vocabulary)};
    }
}
