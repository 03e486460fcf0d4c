package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.cell.AttentionType;
import dev.rondo.cell.CellEncoderDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent encoder and a decoder that attends to its outputs, as a DJL block, from vectors to vectors: embeddings go in
 * and an output layer stands on top.
 *
 * <pre>{@code
 * EncoderDecoder net = EncoderDecoder.of(
 *         Rnn.lstm(128).bidirectional(), Decoder.of(Rnn.lstm(128), Attention.general()), 1);
 * EncoderDecoder.Encoded source = net.encode(store, x, lengths, true);
 * NDArray vectors = net.decode(store, y, targetLengths, source, true).vectors(); // to train
 * CellEncoderDecoder plain = net.plain(); // to predict, symbol by symbol
 * }</pre>
 *
 * <p>The decoder starts from h of all layers and directions of the encoder, each after the last step that it read, side by
 * side: forward at a source's last real step, backward at its first. (c is left out: where lengths differ, no kernel
 * tells it.)
 *
 * <p>With {@link Attention#none()} the decoder sees that summary at each step, and nothing else of the source.
 *
 * <p>In: sources (batch, time, features) and targets (batch, target time, features), each step of these the symbol before;
 * then, optional and in this order, lengths of the sources and of the targets, both (batch). Out: as the decoder's.
 *
 * <p>Weights, by {@link #named()}: {@code encoder.weight_ih_l0} ..., and those of {@link RecurrentDecoder} behind
 * {@code decoder.}.
 */
public final class EncoderDecoder extends AbstractBlock {
    private final RecurrentStack encoder;
    private final RecurrentDecoder decoder;

    private EncoderDecoder(Rnn encoder, Decoder decoder, long seed) {
        SplittableRandom initial = new SplittableRandom(seed);
        this.encoder = addChildBlock("encoder", encoder.block(initial.nextLong()));
        this.decoder = addChildBlock("decoder", decoder.block(initial.nextLong()));
    }

    /**
     * Makes the block.
     *
     * @param encoder reads the source, one way or both ways
     * @param decoder writes the target
     * @param seed the seed for initial weights and dropout
     * @return a new block
     */
    public static EncoderDecoder of(Rnn encoder, Decoder decoder, long seed) {
        return new EncoderDecoder(encoder, decoder, seed);
    }

    /**
     * Says where the next dropout masks come from, so that a training step can be repeated exactly.
     *
     * @param source the source of the masks
     */
    public void dropoutFrom(SplittableRandom source) {
        encoder.dropoutFrom(source);
        decoder.dropoutFrom(source);
    }

    /**
     * A batch of sources that were read.
     *
     * @param keys what the decoder attends to
     * @param state what the decoder starts from, h or h and c, each (layers, batch, hidden)
     */
    public record Encoded(AttentionLayer.Keys keys, NDList state) {}

    /**
     * Reads sources.
     *
     * @param store where parameters are looked up
     * @param x the sources, (batch, time, features)
     * @param lengths the number of real steps of each source, (batch); null where all are real
     * @param training whether dropout applies
     * @return keys and first state
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public Encoded encode(ParameterStore store, NDArray x, @Nullable NDArray lengths, boolean training) {
        RecurrentStack.Output out = encoder.run(store, x, lengths, null, training);
        NDArray h = out.state().get(0); // (layers x directions, batch, hidden)
        NDArray summary = h.transpose(1, 0, 2).reshape(x.getShape().get(0), summary());
        AttentionLayer.Keys keys = attends()
                ? decoder.keys(store, out.y(), lengths, training)
                : decoder.keys(store, summary.expandDims(1), null, training);
        return new Encoded(keys, decoder.start(store, summary, training));
    }

    private boolean attends() {
        return decoder.decoder().attention().type() != AttentionType.NONE;
    }

    /** Returns the shape of the keys of sources of some shape. */
    private Shape keys(Shape x) {
        return attends() ? new Shape(x.get(0), x.get(1), encoder.rnn().outputs()) : new Shape(x.get(0), 1, summary());
    }

    private long summary() {
        return (long) encoder.rnn().layers() * encoder.rnn().outputs();
    }

    /**
     * Runs over whole targets (teacher forcing).
     *
     * @param store where parameters are looked up
     * @param y at each step the symbol before, as a vector, (batch, target time, features); the results belong to its
     *     manager
     * @param lengths the number of real steps of each target, (batch); null where all are real
     * @param source the sources, in the same order
     * @param training whether dropout applies
     * @return vectors for an output layer, and what was attended to
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public RecurrentDecoder.Output decode(
            ParameterStore store, NDArray y, @Nullable NDArray lengths, Encoded source, boolean training) {
        return decoder.run(store, y, lengths, source.keys(), source.state(), training);
    }

    /**
     * Returns the parameters under the names that PyTorch modules called encoder and decoder would give them.
     *
     * @return the parameters by name
     */
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        RecurrentDecoder.put(named, "encoder.", encoder);
        decoder.named().forEach((name, parameter) -> named.put("decoder." + name, parameter));
        return named;
    }

    /**
     * Copies the weights into a net of plain Java, to go symbol by symbol. After a step of training, copy anew.
     *
     * @return the net
     */
    public CellEncoderDecoder plain() {
        return new CellEncoderDecoder(RecurrentDecoder.plain(encoder), decoder.plain());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray sources = inputs.size() > 2 ? inputs.get(2) : null;
        NDArray targets = inputs.size() > 3 ? inputs.get(3) : null;
        Encoded encoded = encode(store, inputs.get(0), sources, training);
        RecurrentDecoder.Output output = decode(store, inputs.get(1), targets, encoded, training);
        return new NDList(output.vectors(), output.weights());
    }

    /** Takes the shapes of sources and targets. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0];
        encoder.initialize(manager, type, x);
        decoder.initialize(manager, type, inputShapes[1], keys(x), new Shape(x.get(0), summary()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return decoder.getOutputShapes(new Shape[] {inputShapes[1], keys(inputShapes[0])});
    }

    @Override
    public String toString() {
        return "EncoderDecoder(" + encoder.rnn() + " -> " + decoder.decoder() + ")";
    }
}
