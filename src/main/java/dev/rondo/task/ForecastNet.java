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
import dev.rondo.nn.RecurrentStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Windows (batch, past, inputs) to the scores of the horizon: from the top layer's last state, and beside it last values
 * and what is known of the horizon; or, step by step, from the top layer's output at each step.
 */
final class ForecastNet extends AbstractBlock implements ScoringNet {
    private final ForecastSpec spec;
    private final RecurrentStack stack;
    private final Head output;

    @SuppressWarnings("unused") // who holds the net holds the memory of the weights
    private final Object owner;

    ForecastNet(ForecastSpec spec, Object owner) {
        this.spec = spec;
        this.owner = owner;
        SplittableRandom initial = new SplittableRandom(spec.seed());
        stack = addChildBlock("rnn", spec.rnn().block(initial.nextLong()));
        int width = spec.rnn().outputs() + spec.beside();
        float[] each = spec.head().start();
        float[] start = new float[spec.outputs()];
        for (int k = 0; k < start.length; k++) {
            start[k] = each[k % each.length];
        }
        Head head = new Head(width, spec.rnn().dropout(), start.length, initial.split());
        output = addChildBlock("output", head.startingAt(start));
        noiseFrom(new SplittableRandom(spec.seed()));
    }

    @Override
    public void noiseFrom(SplittableRandom source) {
        stack.dropoutFrom(source);
        output.noiseFrom(source);
    }

    /** Takes (batch, steps, inputs), and unless it goes step by step, what stands beside the state, (batch, numbers). */
    @Override
    public NDArray run(
            ParameterStore store, NDList inputs, @Nullable NDArray lengths, int @Nullable [] steps, boolean training) {
        RecurrentStack.Output out = stack.run(store, inputs.get(0), lengths, null, training);
        if (spec.form().autoregressive()) {
            return output.apply(store, SequenceNet.steps(out.y(), steps), training);
        }
        NDArray h = SequenceNet.top(stack.rnn(), out.state().get(0));
        return output.apply(store, h, spec.beside() == 0 ? null : inputs.get(1), training);
    }

    /** What a step leaves: the scores behind the last step, (batch, outputs), and the state. */
    record Behind(NDArray scores, NDList state) {}

    /** Goes on from a state, null at the beginning, through x (batch, time, inputs). */
    Behind follow(ParameterStore store, NDArray x, @Nullable NDList state) {
        RecurrentStack.Output out = stack.run(store, x, null, state, false);
        NDArray h = SequenceNet.top(stack.rnn(), out.state().get(0));
        return new Behind(output.apply(store, h, false), out.state());
    }

    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        stack.getParameters().forEach(entry -> named.put("rnn." + entry.getKey(), entry.getValue()));
        output.named(named::put);
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
        Shape x = inputShapes[0]; // (batch, steps, inputs)
        stack.initialize(manager, type, x);
        output.initialize(manager, type, new Shape(x.get(0), spec.rnn().outputs() + spec.beside()));
    }

    /** Steps, targets and the scores of a value lie on axes of their own. */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        long steps = spec.form().autoregressive()
                ? inputShapes[0].get(1)
                : spec.layout().horizon();
        return new Shape[] {
            new Shape(batch, steps, spec.layout().targets().size(), spec.head().scores())
        };
    }
}
