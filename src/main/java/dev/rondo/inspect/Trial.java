package dev.rondo.inspect;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.State;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Rnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the ways to compute a stack are tried on: weights, a batch, and the random linear loss
 * {@code L = sum y dy + sum (last state) after}, whose gradients with respect to y and the last state are dy and after.
 *
 * @param rnn the stack, without dropout
 * @param weights its weights, by name
 * @param x the inputs, (batch, time, inputs), noise on padding too
 * @param lengths how many steps of each sequence are real
 * @param dy the factors of the outputs, (batch, time, directions x hidden), noise on padding too
 * @param after the factors of the last states, (layers x directions, batch, hidden): of h, and of c where it is known
 */
record Trial(Rnn rnn, Map<String, Tensor> weights, Tensor x, int[] lengths, Tensor dy, List<Tensor> after) {

    /**
     * Draws a trial.
     *
     * @param weights the weights, which the trial is to share
     * @param random where numbers come from, each of mean 0 and variance 1
     */
    static Trial of(Rnn rnn, Map<String, Tensor> weights, int inputs, int[] lengths, SplittableRandom random) {
        int batch = lengths.length;
        int time = Arrays.stream(lengths).max().orElseThrow();
        Tensor x = normal(random, batch, time, inputs);
        Tensor dy = normal(random, batch, time, rnn.outputs());
        List<Tensor> after = new ArrayList<>();
        boolean equal = Arrays.stream(lengths).allMatch(length -> length == time);
        int parts = rnn.cell().hasMemory() && equal ? 2 : 1; // at unequal lengths no kernel tells c
        for (int part = 0; part < parts; part++) {
            after.add(normal(random, rnn.layers() * rnn.directions(), batch, rnn.hidden()));
        }
        return new Trial(rnn, weights, x, lengths, dy, after);
    }

    private static Tensor normal(SplittableRandom random, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Tensor.of(values, Arrays.stream(shape).asLongStream().toArray());
    }

    /** Returns the trial with one tensor replaced: x, or a weight by its name. */
    Trial with(String name, Tensor tensor) {
        if (name.equals("x")) {
            return new Trial(rnn, weights, tensor, lengths, dy, after);
        }
        Map<String, Tensor> changed = new LinkedHashMap<>(weights);
        changed.put(name, tensor);
        return new Trial(rnn, changed, x, lengths, dy, after);
    }

    /** Returns what the loss is differentiated by: x, then the weights. */
    Map<String, Tensor> variables() {
        Map<String, Tensor> variables = new LinkedHashMap<>();
        variables.put("x", x);
        variables.putAll(weights);
        return variables;
    }

    CellStack cells() {
        return CellStack.of(rnn.cell(), weights, (int) x.shape()[2], rnn.hidden(), rnn.layers(), rnn.directions() == 2);
    }

    /** Returns the real steps of one sequence of x or dy, (time)(width). */
    float[][] sequence(Tensor batch, int b) {
        int time = (int) batch.shape()[1];
        int width = (int) batch.shape()[2];
        float[][] steps = new float[lengths[b]][];
        for (int t = 0; t < steps.length; t++) {
            int from = (b * time + t) * width;
            steps[t] = Arrays.copyOfRange(batch.values(), from, from + width);
        }
        return steps;
    }

    /** Returns the factors of one sequence's last states, for each layer and direction. */
    List<State> after(int b) {
        List<State> states = new ArrayList<>();
        for (int place = 0; place < rnn.layers() * rnn.directions(); place++) {
            float[] h = state(after.get(0), place, b);
            float[] c = after.size() > 1 ? state(after.get(1), place, b) : new float[memory()];
            states.add(new State(h, c));
        }
        return states;
    }

    private float[] state(Tensor all, int place, int b) {
        int from = (place * lengths.length + b) * rnn.hidden();
        return Arrays.copyOfRange(all.values(), from, from + rnn.hidden());
    }

    private int memory() {
        return rnn.cell().hasMemory() ? rnn.hidden() : 0;
    }
}
