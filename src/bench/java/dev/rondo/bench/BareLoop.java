package dev.rondo.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Training as a careful user of the engine would write it by hand, and nothing more: truncated backpropagation
 * through time with carried state, the engine's fused Adam, one manager for each batch, the loss read once a step,
 * the gradient's norm computed only where it is to be clipped.
 *
 * <p>There is no clearing of gradients: MXNet overwrites them, and PyTorch's fused update sets them to zero.
 */
final class BareLoop {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final BareNet net;
    private final double clip;
    private final IntConsumer afterStep;

    /**
     * Makes a loop.
     *
     * @param net the net to train
     * @param clip the largest norm of the gradient; 0 for any
     * @param afterStep told the number of each step, from 1
     */
    BareLoop(BareNet net, double clip, IntConsumer afterStep) {
        this.net = net;
        this.clip = clip;
        this.afterStep = afterStep;
    }

    /** Trains from fresh moments, each epoch from a state of zero, and returns the loss of each step. */
    List<Float> run(int[] ids, int epochs) {
        List<Float> losses = new ArrayList<>();
        int stretch = (ids.length - 1) / Task.BATCH;
        Engine engine = Engines.engine();
        try (NDManager own = net.manager().newSubManager()) {
            Map<String, NDList> moments = new LinkedHashMap<>();
            net.weights()
                    .forEach((name, w) ->
                            moments.put(name, new NDList(own.zeros(w.getShape()), own.zeros(w.getShape()))));
            for (int epoch = 0; epoch < epochs; epoch++) {
                NDList state = net.zeroState(own, Task.BATCH);
                for (int from = 0; from < stretch; from += Task.STEPS) {
                    try (NDManager manager = own.newSubManager()) {
                        NDArray x = window(manager, ids, stretch, from);
                        NDArray labels = window(manager, ids, stretch, from + 1).flatten();
                        NDArray loss;
                        NDList out;
                        try (GradientCollector collector = engine.newGradientCollector()) {
                            out = net.run(x, carried(manager, state), true);
                            loss = Losses.crossEntropy(out.get(0), labels);
                            collector.backward(loss);
                        }
                        losses.add(loss.getFloat());
                        update(moments, losses.size(), manager);
                        state = detached(out, own);
                        afterStep.accept(losses.size());
                    }
                }
                state.close();
            }
            settle();
        }
        return losses;
    }

    /** Cuts symbols (batch, time): the same stretch of the text for the same row from window to window. */
    private static NDArray window(NDManager manager, int[] ids, int stretch, int from) {
        int[] symbols = new int[Task.BATCH * Task.STEPS];
        for (int row = 0; row < Task.BATCH; row++) {
            System.arraycopy(ids, row * stretch + from, symbols, row * Task.STEPS, Task.STEPS);
        }
        return manager.create(symbols, new Shape(Task.BATCH, Task.STEPS));
    }

    /** Lends the state to the batch's manager, so that what the kernel makes of it is freed with the batch. */
    private static NDList carried(NDManager manager, NDList state) {
        state.attach(manager);
        return state;
    }

    /** Copies the state out of the graph, for the next batch; the one before goes with its batch. */
    private static NDList detached(NDList out, NDManager own) {
        NDList state = new NDList(out.get(1).duplicate(), out.get(2).duplicate());
        state.attach(own);
        return state;
    }

    private void update(Map<String, NDList> moments, int step, NDManager manager) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        net.weights().forEach((name, weight) -> {
            NDArray gradient = weight.getGradient();
            gradient.attach(manager);
            gradients.put(name, gradient);
        });
        double norm = clip > 0 ? norm(gradients) : 0;
        float scale = (float) (norm > clip ? clip / norm : 1);
        double unbias = Math.sqrt(1 - Math.pow(BETA2, step));
        float rate = (float) (Task.RATE * unbias / (1 - Math.pow(BETA1, step)));
        float epsilon = (float) (EPSILON * unbias);
        net.weights().forEach((name, weight) -> {
            NDList inputs = new NDList(weight, gradients.get(name)).addAll(moments.get(name));
            weight.getNDArrayInternal()
                    .adamUpdate(
                            inputs,
                            new NDList(weight),
                            rate,
                            rate,
                            0,
                            scale,
                            -1,
                            (float) BETA1,
                            (float) BETA2,
                            epsilon,
                            false,
                            false);
        });
    }

    private static double norm(Map<String, NDArray> gradients) {
        NDList squares = new NDList();
        gradients.values().forEach(g -> squares.add(g.square().sum().reshape(new Shape(1))));
        try (NDArray sum = NDArrays.concat(squares).sum()) {
            return Math.sqrt(sum.getFloat());
        }
    }

    /** Waits until the last update is done: MXNet works behind the caller's back. */
    private void settle() {
        for (NDArray weight : net.weights().values()) {
            try (NDArray sum = weight.sum()) {
                sum.getFloat();
            }
        }
    }
}
