package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.cell.AttentionCell;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent decoder with attention as a DJL block, for whole targets at once: training with the right symbols as
 * inputs (teacher forcing). Symbol by symbol, {@link #plain()} is the same in plain Java. The equations are those of
 * {@link CellDecoder}.
 *
 * <p>Without input feeding the recurrent layers do not depend on what is attended to: the engine's kernel runs over all
 * steps, and all queries attend at once. With input feeding each step waits for the one before.
 *
 * <p>In: the target's symbols as vectors, each step the symbol before, x (batch, target time, features); the keys (batch,
 * time, width), such as an encoder's outputs; what is known of the source as one vector, the summary (batch, width); then,
 * optional, lengths of the targets (batch) and of the sources (batch), both or none. Out: the vectors for an output layer
 * (batch, target time, outputs) and the weights (batch, target time, time), both zero on padding. The rest of the class
 * takes the same in parts, for any source: an image has keys and a summary too, and where keys are one step long, the
 * summary itself, it is a decoder without attention that sees the summary at each step (K. Cho et al., Learning phrase
 * representations using RNN encoder-decoder, 2014).
 *
 * <p>Dropout is that of the recurrent layers: between them and, as recurrent dropout, inside them. That of the symbols
 * and of the vectors is left to who embeds the ones and scores the others.
 *
 * <p>Weights, by {@link #named()}: {@code bridge.weight} and {@code bridge.bias}, {@code rnn.weight_ih_l0} ...,
 * {@code attention.weight_key} ..., {@code combine.weight} and {@code combine.bias}. The columns of
 * {@code rnn.weight_ih_l0} are those of x and then, with input feeding, those of the vector fed back; of
 * {@code combine.weight} those of the context and then of h.
 */
public final class RecurrentDecoder extends AbstractBlock {
    private final Decoder decoder;
    private final Linear bridge;
    private final RecurrentStack stack;
    private final AttentionLayer attention;
    private final Linear combine;

    RecurrentDecoder(Decoder decoder, long seed) {
        this.decoder = decoder;
        SplittableRandom initial = new SplittableRandom(seed);
        Rnn rnn = decoder.rnn();
        stack = addChildBlock("rnn", rnn.block(initial.nextLong()));
        attention = addChildBlock("attention", decoder.attention().block(initial.nextLong()));
        bridge = addChildBlock("bridge", linear(parts() * rnn.layers() * rnn.hidden(), initial.split()));
        combine = addChildBlock("combine", linear(decoder.outputs(), initial.split()));
    }

    /** Weights by Xavier's rule, a bias of zeros. */
    private static Linear linear(int outputs, SplittableRandom source) {
        Linear linear = Linear.builder().setUnits(outputs).build();
        linear.setInitializer(
                (manager, shape, type) -> Tensors.array(
                        manager, Init.weight(Init.Scheme.XAVIER, 1, outputs, (int) shape.get(1), source), shape),
                Parameter.Type.WEIGHT);
        return linear;
    }

    private int parts() {
        return decoder.rnn().cell().hasMemory() ? 2 : 1;
    }

    /**
     * Returns the description that this block was made from.
     *
     * @return the description
     */
    public Decoder decoder() {
        return decoder;
    }

    /**
     * Says where the next dropout masks come from, so that a training step can be repeated exactly.
     *
     * @param source the source of the masks
     */
    public void dropoutFrom(SplittableRandom source) {
        stack.dropoutFrom(source);
    }

    /**
     * Makes what to start from: h of all layers, and c, by a linear layer and tanh.
     *
     * @param store where parameters are looked up
     * @param summary what is known of the source, (batch, width)
     * @param training whether a gradient collector listens
     * @return h, or h and c, each (layers, batch, hidden)
     * @throws IllegalArgumentException if the shape does not fit
     */
    public NDList start(ParameterStore store, NDArray summary, boolean training) {
        Shape shape = summary.getShape();
        Shape made = weight(bridge).getShape();
        if (shape.dimension() != 2 || (made != null && made.get(1) != shape.get(1))) {
            throw new IllegalArgumentException("the summary for " + decoder + " has shape " + shape
                    + ", expected (batch, " + (made == null ? "width" : made.get(1)) + ")");
        }
        Rnn rnn = decoder.rnn();
        NDArray all = applied(bridge, store, summary, training)
                .tanh()
                .reshape(shape.get(0), (long) parts() * rnn.layers(), rnn.hidden())
                .transpose(1, 0, 2);
        return parts() == 1 ? new NDList(all) : all.split(2, 0);
    }

    /**
     * Makes the keys of a batch ready.
     *
     * @param store where parameters are looked up
     * @param keys (batch, time, width)
     * @param lengths the number of real keys of each source, (batch); null where all are real
     * @param training whether a gradient collector listens
     * @return the keys, for {@link #run}
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public AttentionLayer.Keys keys(ParameterStore store, NDArray keys, @Nullable NDArray lengths, boolean training) {
        return attention.keys(store, keys, lengths, training);
    }

    /**
     * What a decoder gives back.
     *
     * @param vectors what an output layer reads, (batch, target time, outputs), zero on padding
     * @param weights what each step attended to, (batch, target time, time), zero on padding of source and target
     */
    public record Output(NDArray vectors, NDArray weights) {}

    /**
     * Runs over whole targets.
     *
     * @param store where parameters are looked up
     * @param x at each step the symbol before, as a vector, (batch, target time, features); the results belong to its
     *     manager
     * @param lengths the number of real steps of each target, (batch); null where all are real
     * @param keys what {@link #keys} returned for the same batch
     * @param state h, or h and c, each (layers, batch, hidden), such as from {@link #start}
     * @param training whether dropout applies
     * @return vectors and weights
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public Output run(
            ParameterStore store,
            NDArray x,
            @Nullable NDArray lengths,
            AttentionLayer.Keys keys,
            NDList state,
            boolean training) {
        checkInput(x.getShape());
        long batch = x.getShape().get(0);
        int time = (int) x.getShape().get(1);
        Lengths steps = lengths == null ? Lengths.full(batch, time) : Lengths.of(lengths, batch, time);
        int longest = steps.longest();
        NDArray input = longest == time ? x : x.get(new NDIndex(":, 0:{}", longest));
        Output output = decoder.feeding()
                ? fed(store, input, keys, state, training)
                : atOnce(store, input, keys, state, training);
        NDArray vectors = output.vectors;
        NDArray weights = output.weights;
        if (!steps.equal()) { // a step on padding changes no step before it: what it made is taken off at the end
            NDArray mask = steps.mask(x.getManager(), longest);
            vectors = vectors.mul(mask);
            weights = weights.mul(mask);
        }
        return new Output(
                RecurrentStack.padded(vectors, time), RecurrentStack.padded(attention.padded(weights, keys), time));
    }

    private Output atOnce(ParameterStore store, NDArray x, AttentionLayer.Keys keys, NDList state, boolean training) {
        NDArray h = stack.run(store, x, null, state, training).y();
        AttentionLayer.Output seen = attention.attend(store, h, keys, training);
        return new Output(combined(store, seen.context(), h, training), seen.weights());
    }

    private Output fed(ParameterStore store, NDArray x, AttentionLayer.Keys keys, NDList state, boolean training) {
        NDManager manager = x.getManager();
        Shape shape = x.getShape();
        try (NDManager own = manager.newSubManager()) { // what is made on the way, many arrays at each step
            NDArray rows = x.transpose(1, 0, 2).reshape(shape.get(1) * shape.get(0), shape.get(2));
            rows.attach(own);
            Stepper stepper = stack.stepper(store, state, shape.get(0), own, training);
            NDArray vector = own.zeros(new Shape(shape.get(0), decoder.outputs()));
            NDList vectors = new NDList();
            NDList weights = new NDList();
            for (NDArray symbol : Unrolled.cut(rows, shape.get(1))) {
                NDArray h = stepper.step(NDArrays.concat(new NDList(symbol, vector), 1));
                AttentionLayer.Output seen = attention.attend(store, h, keys, training);
                vector = combined(store, seen.context(), h, training);
                vectors.add(vector);
                weights.add(seen.weights());
            }
            Output output = new Output(NDArrays.stack(vectors, 1), NDArrays.stack(weights, 1));
            new NDList(output.vectors, output.weights).attach(manager);
            return output;
        }
    }

    /** Computes tanh(W [context ; h] + d) of one step or all. */
    private NDArray combined(ParameterStore store, NDArray context, NDArray h, boolean training) {
        NDArray both = NDArrays.concat(new NDList(context, h), -1);
        return applied(combine, store, both, training).tanh();
    }

    private static NDArray applied(Linear linear, ParameterStore store, NDArray x, boolean training) {
        return linear.forward(store, new NDList(x), training).singletonOrThrow();
    }

    private void checkInput(Shape x) {
        Shape made = stack.getParameters().get("weight_ih_l0").getShape();
        long width = made == null ? -1 : made.get(1) - (decoder.feeding() ? decoder.outputs() : 0);
        if (x.dimension() != 3 || x.size() == 0 || (made != null && x.get(2) != width)) {
            throw new IllegalArgumentException("the symbols for " + decoder + " have shape " + x
                    + ", expected (batch, target time, " + (made == null ? "features" : width) + "), each at least 1");
        }
    }

    private static Parameter weight(Linear linear) {
        return linear.getParameters().get("weight");
    }

    /**
     * Returns the parameters under the names that PyTorch modules called bridge, rnn, attention and combine would give
     * them.
     *
     * @return the parameters by name
     */
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        put(named, "bridge.", bridge);
        put(named, "rnn.", stack);
        put(named, "attention.", attention);
        put(named, "combine.", combine);
        return named;
    }

    static void put(Map<String, Parameter> named, String prefix, AbstractBlock block) {
        block.getParameters().forEach(entry -> named.put(prefix + entry.getKey(), entry.getValue()));
    }

    /**
     * Copies the weights into a decoder of plain Java, to go symbol by symbol. After a step of training, copy anew.
     *
     * @return the decoder
     */
    public CellDecoder plain() {
        int hidden = decoder.rnn().hidden();
        dev.rondo.cell.Linear combined = plain(combine);
        AttentionCell attending = attention.plain(hidden, combined.inputs() - hidden);
        return CellDecoder.of(plain(bridge), plain(stack), attending, combined, decoder.feeding());
    }

    private static dev.rondo.cell.Linear plain(Linear linear) {
        Shape shape = weight(linear).getShape(); // (outputs, inputs)
        return dev.rondo.cell.Linear.of(copies(linear), "weight", "bias", (int) shape.get(1), (int) shape.get(0));
    }

    /** Copies a stack's weights into one of plain Java. */
    static CellStack plain(RecurrentStack stack) {
        Rnn rnn = stack.rnn();
        int inputs = (int) stack.getParameters().get("weight_ih_l0").getShape().get(1);
        return CellStack.of(rnn.cell(), copies(stack), inputs, rnn.hidden(), rnn.layers(), rnn.directions() > 1);
    }

    private static Map<String, Tensor> copies(AbstractBlock block) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        block.getParameters()
                .forEach(entry ->
                        copies.put(entry.getKey(), Tensors.of(entry.getValue().getArray())));
        return copies;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray lengths = inputs.size() > 3 ? inputs.get(3) : null;
        NDArray sources = inputs.size() > 4 ? inputs.get(4) : null;
        AttentionLayer.Keys keys = keys(store, inputs.get(1), sources, training);
        Output output = run(store, inputs.get(0), lengths, keys, start(store, inputs.get(2), training), training);
        return new NDList(output.vectors, output.weights);
    }

    /** Takes the shapes of x, keys and summary. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0];
        Shape keys = inputShapes[1];
        Shape h = new Shape(x.get(0), x.get(1), decoder.rnn().hidden());
        stack.initialize(
                manager, type, new Shape(x.get(0), x.get(1), x.get(2) + (decoder.feeding() ? decoder.outputs() : 0)));
        attention.initialize(manager, type, h, keys);
        bridge.initialize(manager, type, inputShapes[2]);
        combine.initialize(
                manager,
                type,
                new Shape(x.get(0), x.get(1), keys.get(2) + decoder.rnn().hidden()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {
            new Shape(x.get(0), x.get(1), decoder.outputs()), new Shape(x.get(0), x.get(1), inputShapes[1].get(1)),
        };
    }

    @Override
    public String toString() {
        return "RecurrentDecoder(" + decoder + ")";
    }
}
