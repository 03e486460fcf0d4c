package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Words to scores: one row for the whole of a text, or one for each word. */
final class TextNet extends AbstractBlock implements ScoringNet {
    private final int outputs;
    private final Words words;
    private final RecurrentStack stack;
    private final @Nullable Pool pool; // null for the last state, and where each step is scored
    private final boolean perStep;
    private final Head output;
    private final @Nullable Field field;
    private SplittableRandom noise;

    @SuppressWarnings("unused") // who holds the net holds the memory of the weights
    private final Object owner;

    /**
     * Makes a net.
     *
     * @param spec what it is to be
     * @param table the source of the words' vectors
     * @param owner what the net must hold on to
     */
    TextNet(TextSpec spec, Initializer table, Object owner) {
        this.owner = owner;
        this.outputs = spec.classes().size();
        this.perStep = spec.perStep();
        SplittableRandom initial = new SplittableRandom(spec.seed());
        noise = new SplittableRandom(spec.seed());
        int symbols = spec.symbols().size();
        double rate = spec.rnn().dropout();
        stack = addChildBlock("rnn", spec.rnn().block(initial.nextLong()));
        output = addChildBlock("output", new Head(spec.rnn(), outputs, initial.split()));
        words = addChildBlock(
                "words", new Words(spec.words(), symbols, spec.letters().size(), table, rate, initial.split()));
        Pooling pooling = spec.pooling();
        pool = pooling == null || pooling == Pooling.LAST
                ? null
                : addChildBlock("pool", new Pool(pooling, spec.rnn().outputs(), initial.split()));
        field = spec.constraints() == null ? null : addChildBlock("field", new Field(outputs));
    }

    @Override
    public void noiseFrom(SplittableRandom source) {
        noise = source;
        stack.dropoutFrom(source);
        output.noiseFrom(source);
    }

    /** Takes what {@link WordSource} copies. */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        NDArray x = words.apply(store, inputs, training, noise);
        RecurrentStack.Output out = stack.run(store, x, lengths, null, training);
        return output.apply(store, summed(store, out, lengths, steps, training), training);
    }

    private NDArray summed(
            ParameterStore store,
            RecurrentStack.Output out,
            @Nullable NDArray lengths,
            int @Nullable [] steps,
            boolean training) {
        if (perStep) {
            return SequenceNet.steps(out.y(), steps);
        }
        return pool == null
                ? SequenceNet.top(stack.rnn(), out.state().get(0))
                : pool.apply(store, out.y(), mask(out.y(), lengths), training);
    }

    /** Returns ones on the real steps of y, zeros on padding, (batch, time, 1); null where all are real. */
    private static @Nullable NDArray mask(NDArray y, @Nullable NDArray lengths) {
        if (lengths == null) {
            return null;
        }
        int time = (int) y.getShape().get(1);
        float[] real = lengths.toFloatArray();
        float[] mask = new float[real.length * time];
        for (int row = 0; row < real.length; row++) {
            Arrays.fill(mask, row * time, row * time + (int) real[row], 1);
        }
        return Tensors.array(y.getManager(), mask, new Shape(real.length, time, 1));
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        words.named(named::put);
        stack.getParameters().forEach(entry -> named.put("rnn." + entry.getKey(), entry.getValue()));
        if (pool != null) {
            pool.named(named::put);
        }
        output.named(named::put);
        if (field != null) {
            field.named(named::put);
        }
        return named;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray scores = run(store, inputs, null, null, training);
        return new NDList(
                scores.reshape(getOutputShapes(new Shape[] {inputs.get(0).getShape()})[0]));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape ids = inputShapes[0]; // (batch, time)
        words.initialize(manager, type, ids);
        Shape x = words.getOutputShapes(new Shape[] {ids})[0];
        stack.initialize(manager, type, x);
        Shape y = stack.getOutputShapes(new Shape[] {x})[0];
        output.initialize(manager, type, y);
        if (pool != null) {
            pool.initialize(manager, type, y);
        }
        if (field != null) {
            field.initialize(manager, type, y);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        return new Shape[] {perStep ? new Shape(batch, inputShapes[0].get(1), outputs) : new Shape(batch, outputs)};
    }
}
