package dev.rondo.cell;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent decoder with attention, one symbol at a time:
 *
 * <pre>
 * (h, c)_0 = tanh(B s + b)                   the first state of all layers, from what is known of the source
 * h_t = stack(x_t, state_t-1)                x_t the symbol before; with input feeding [x_t ; v_t-1], v_0 = 0
 * context_t, weights_t = attention(h_t)      over the keys of the source
 * v_t = tanh(W [context_t ; h_t] + d)        what an output layer reads
 * </pre>
 *
 * <p>Source: M.-T. Luong, H. Pham and C. D. Manning, Effective approaches to attention-based neural machine translation,
 * EMNLP 2015.
 *
 * <p>A step changes nothing that it is given: many hypotheses of one sentence share its keys, and each goes on from the
 * {@link Memory} of the one that it grew from.
 *
 * <pre>{@code
 * AttentionCell.Keys keys = decoder.keys(outputs); // once for a sentence
 * CellDecoder.Memory memory = decoder.start(summary);
 * CellDecoder.Step step = decoder.step(symbol, memory, keys); // then go on from step.after()
 * }</pre>
 */
public final class CellDecoder {
    private final Linear bridge;
    private final CellStack stack;
    private final AttentionCell attention;
    private final Linear combine;
    private final boolean feeding;

    private CellDecoder(Linear bridge, CellStack stack, AttentionCell attention, Linear combine, boolean feeding) {
        this.bridge = bridge;
        this.stack = stack;
        this.attention = attention;
        this.combine = combine;
        this.feeding = feeding;
    }

    /**
     * Puts a decoder together.
     *
     * @param bridge from what is known of the source to h of all layers, bottom layer first, and for an LSTM c of all
     *     layers behind
     * @param stack the recurrent layers, one-way
     * @param attention from the top layer's h to the keys
     * @param combine from context and h, side by side, to v
     * @param feeding whether the stack reads v of the step before behind x
     * @return the decoder
     * @throws IllegalArgumentException if the stack reads both ways, or a part's lengths do not fit the others
     */
    public static CellDecoder of(
            Linear bridge, CellStack stack, AttentionCell attention, Linear combine, boolean feeding) {
        if (stack.directions() > 1) {
            throw new IllegalArgumentException(
                    "the stack is " + stack + ", expected one that reads one way: what is to come is not known");
        }
        int parts = stack.type().hasMemory() ? 2 : 1;
        expect("the bridge makes", bridge.outputs(), parts * stack.layers() * stack.hidden());
        expect("attention reads queries of", attention.queries(), stack.hidden());
        expect("combine reads", combine.inputs(), attention.keys() + stack.hidden());
        if (feeding && stack.inputs() <= combine.outputs()) {
            throw new IllegalArgumentException("the stack reads " + stack.inputs() + " numbers, expected more than the "
                    + combine.outputs() + " that are fed back");
        }
        return new CellDecoder(bridge, stack, attention, combine, feeding);
    }

    private static void expect(String what, int came, int expected) {
        if (came != expected) {
            throw new IllegalArgumentException(what + " " + came + " numbers, expected " + expected);
        }
    }

    /**
     * What is carried from one step to the next.
     *
     * @param states the state of each layer, bottom layer first
     * @param vector v of the step before, zeros before the first
     */
    public record Memory(List<State> states, float[] vector) {}

    /**
     * One step.
     *
     * @param vector v, what an output layer reads
     * @param attention what the step has seen of the source: scores, weights and context
     * @param after what to go on from
     */
    public record Step(float[] vector, AttentionCell.Step attention, Memory after) {}

    /**
     * Returns the length of x, without what is fed back.
     *
     * @return how many numbers go in at each step
     */
    public int inputs() {
        return stack.inputs() - (feeding ? combine.outputs() : 0);
    }

    /**
     * Returns the length of v.
     *
     * @return how many numbers come out at each step
     */
    public int outputs() {
        return combine.outputs();
    }

    /**
     * Returns how a key is scored.
     *
     * @return the kind of attention
     */
    public AttentionType attention() {
        return attention.type();
    }

    /**
     * Makes the keys of a sentence ready.
     *
     * @param values the encoder's outputs, (source time)(keys), at least one
     * @return the keys, for {@link #step}
     * @throws IllegalArgumentException if there is none, or one has another length
     */
    public AttentionCell.Keys keys(float[][] values) {
        return attention.keys(values);
    }

    /**
     * Returns what to start a sentence from.
     *
     * @param summary what is known of the source, such as the encoder's last h of all layers and directions, side by side
     * @return the first state
     * @throws IllegalArgumentException if the summary has another length
     */
    public Memory start(float[] summary) {
        float[] all = tanh(bridge.apply(summary)); // (h or h and c)(layers)(hidden)
        int hidden = stack.hidden();
        int layers = stack.layers();
        boolean memory = stack.type().hasMemory();
        List<State> states = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            states.add(new State(
                    part(all, layer * hidden, hidden),
                    memory ? part(all, (layers + layer) * hidden, hidden) : new float[0]));
        }
        return new Memory(List.copyOf(states), new float[combine.outputs()]);
    }

    /**
     * Runs one step.
     *
     * @param x the symbol before, as a vector, (inputs)
     * @param before what to go on from
     * @param keys what {@link #keys} of this decoder returned
     * @return the step
     * @throws IllegalArgumentException if x or the state has another length
     */
    public Step step(float[] x, Memory before, AttentionCell.Keys keys) {
        Expect.length("the input", x, inputs());
        float[] read = feeding ? joined(x, before.vector) : x;
        List<Cell.Step> steps = stack.step(read, before.states);
        List<State> states = steps.stream().map(Cell.Step::after).toList();
        float[] h = states.get(states.size() - 1).h();
        AttentionCell.Step seen = attention.step(h, keys);
        float[] vector = tanh(combine.apply(joined(seen.context(), h)));
        return new Step(vector, seen, new Memory(states, vector));
    }

    private static float[] joined(float[] a, float[] b) {
        float[] both = new float[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static float[] part(float[] values, int from, int count) {
        float[] part = new float[count];
        System.arraycopy(values, from, part, 0, count);
        return part;
    }

    private static float[] tanh(float[] x) {
        float[] y = new float[x.length];
        for (int k = 0; k < y.length; k++) {
            y[k] = Activation.tanh(x[k]);
        }
        return y;
    }

    @Override
    public String toString() {
        return "CellDecoder(" + stack + ", " + attention + (feeding ? ", input feeding)" : ")");
    }
}
