package dev.rondo.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A classifier or tagger of sentences of one length as a careful user of the engine would write it by hand: a table of
 * vectors, one call of the fused LSTM for both directions, a linear layer, the fused Adam, one manager for each batch.
 *
 * <p>Weights go by the names that the toolkit's models give them.
 */
final class BareText implements AutoCloseable {
    private static final String[] BY_NAME = {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"};

    private final NDManager manager = Engines.newManager();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDList> moments = new LinkedHashMap<>();
    private final NDList recurrent = new NDList();
    private final int hidden;
    private final boolean perStep;
    private int steps;

    BareText(Map<String, Tensor> start, int hidden, boolean perStep) {
        this.hidden = hidden;
        this.perStep = perStep;
        start.forEach((name, tensor) -> {
            NDArray weight = manager.create(tensor.values(), new Shape(tensor.shape()));
            weight.setRequiresGradient(true);
            weights.put(name, weight);
            moments.put(name, new NDList(manager.zeros(weight.getShape()), manager.zeros(weight.getShape())));
        });
        names().forEach(name -> recurrent.add(weights.get(name)));
    }

    /** PyTorch takes one direction after the other, MXNet all matrices before all biases. */
    private static List<String> names() {
        List<String> forward = Stream.of(BY_NAME).map(name -> "rnn." + name).toList();
        List<String> both = new ArrayList<>(forward);
        forward.forEach(name -> both.add(name + "_reverse"));
        return Engines.name().equals("MXNet")
                ? Stream.concat(
                                both.stream().filter(name -> name.contains("weight")),
                                both.stream().filter(name -> name.contains("bias")))
                        .toList()
                : both;
    }

    /** Forgets what Adam knows. */
    void fresh() {
        moments.values().forEach(pair -> pair.forEach(moment -> moment.subi(moment)));
        steps = 0;
    }

    /** Runs the net on ids (batch, time): scores (batch, classes), or (batch x time, classes). */
    private NDArray run(NDArray ids, boolean training) {
        NDArray x = ids.getNDArrayInternal()
                .embedding(ids, weights.get("words.weight"), SparseFormat.DENSE)
                .singletonOrThrow();
        Shape state = new Shape(2, ids.getShape().get(0), hidden);
        NDList zeros =
                new NDList(ids.getManager().zeros(state), ids.getManager().zeros(state));
        NDList out = x.getNDArrayInternal().lstm(x, zeros, recurrent, true, 1, 0, training, true, true);
        NDArray h = perStep
                ? out.get(0).reshape(-1, 2L * hidden)
                : NDArrays.concat(
                        new NDList(out.get(1).get(new NDIndex("0")), out.get(1).get(new NDIndex("1"))), 1);
        return Linear.linear(h, weights.get("output.weight"), weights.get("output.bias"))
                .singletonOrThrow();
    }

    /** Trains on batches and returns their losses. */
    List<Float> train(List<int[][]> batches, List<int[]> labels, double rate) {
        List<Float> losses = new ArrayList<>();
        for (int k = 0; k < batches.size(); k++) {
            try (NDManager own = manager.newSubManager()) {
                NDArray loss;
                try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                    NDArray known = own.create(labels.get(k), new Shape(labels.get(k).length));
                    loss = Losses.crossEntropy(run(ids(own, batches.get(k)), true), known);
                    collector.backward(loss);
                }
                losses.add(loss.getFloat());
                update(own, rate);
            }
        }
        for (NDArray weight : weights.values()) { // MXNet works behind the caller's back
            try (NDArray sum = weight.sum()) {
                sum.getFloat();
            }
        }
        return losses;
    }

    private static NDArray ids(NDManager own, int[][] batch) {
        int time = batch[0].length;
        int[] all = new int[batch.length * time];
        for (int row = 0; row < batch.length; row++) {
            System.arraycopy(batch[row], 0, all, row * time, time);
        }
        return own.create(all, new Shape(batch.length, time));
    }

    private void update(NDManager own, double rate) {
        steps++;
        double unbias = Math.sqrt(1 - Math.pow(0.999, steps));
        float step = (float) (rate * unbias / (1 - Math.pow(0.9, steps)));
        weights.forEach((name, weight) -> {
            NDArray gradient = weight.getGradient();
            gradient.attach(own);
            NDList inputs = new NDList(weight, gradient).addAll(moments.get(name));
            weight.getNDArrayInternal()
                    .adamUpdate(
                            inputs,
                            new NDList(weight),
                            step,
                            step,
                            0,
                            1,
                            -1,
                            0.9f,
                            0.999f,
                            (float) (1e-8 * unbias),
                            false,
                            false);
        });
    }

    /** Returns the best class of each sentence or step. */
    List<long[]> predict(List<int[][]> batches) {
        List<long[]> best = new ArrayList<>();
        for (int[][] batch : batches) {
            try (NDManager own = manager.newSubManager()) {
                best.add(run(ids(own, batch), false).softmax(-1).argMax(-1).toLongArray());
            }
        }
        return best;
    }

    @Override
    public void close() {
        manager.close();
    }
}
