package dev.rondo.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same net as the toolkit's language model, by hand: one call of the engine's fused kernel for all layers, and a
 * linear layer.
 *
 * <p>Weights go by the names that {@code LanguageModel.weights()} gives them. The kernel takes them in the engine's
 * own order: PyTorch's layer by layer, MXNet's all matrices before all biases.
 */
final class BareNet implements AutoCloseable {
    private final NDManager manager = Engines.newManager();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final NDList recurrent = new NDList();
    private final int vocabulary;

    BareNet(Map<String, Tensor> start, int vocabulary) {
        this.vocabulary = vocabulary;
        start.forEach((name, tensor) -> {
            NDArray weight = manager.create(tensor.values(), new Shape(tensor.shape()));
            weight.setRequiresGradient(true);
            weights.put(name, weight);
        });
        recurrentNames().forEach(name -> recurrent.add(weights.get(name)));
        if (recurrent.size() + 2 != weights.size()) {
            throw new IllegalStateException("the model has weights " + weights.keySet() + ", expected those of "
                    + recurrentNames() + " and of the output");
        }
    }

    private static List<String> recurrentNames() {
        List<String> matrices = new ArrayList<>();
        List<String> biases = new ArrayList<>();
        List<String> byLayer = new ArrayList<>();
        for (int layer = 0; layer < Task.LAYERS; layer++) {
            List<String> w = List.of("rnn.weight_ih_l" + layer, "rnn.weight_hh_l" + layer);
            List<String> b = List.of("rnn.bias_ih_l" + layer, "rnn.bias_hh_l" + layer);
            matrices.addAll(w);
            biases.addAll(b);
            byLayer.addAll(w);
            byLayer.addAll(b);
        }
        matrices.addAll(biases);
        return Engines.name().equals("MXNet") ? matrices : byLayer;
    }

    /** Copies weights in. */
    void load(Map<String, Tensor> from) {
        weights.forEach((name, weight) -> {
            Tensor tensor = from.get(name);
            try (NDArray source = manager.create(tensor.values(), new Shape(tensor.shape()))) {
                source.copyTo(weight);
            }
        });
    }

    /** Makes the state before the first step, (layers, batch, hidden) twice. */
    NDList zeroState(NDManager owner, int batch) {
        Shape shape = new Shape(Task.LAYERS, batch, Task.HIDDEN);
        return new NDList(owner.zeros(shape), owner.zeros(shape));
    }

    /**
     * Runs the net.
     *
     * @param ids symbols, (batch, time)
     * @param state h and c, each (layers, batch, hidden)
     * @param training whether the engine records
     * @return logits (batch x time, vocabulary), and h and c after the last step
     */
    NDList run(NDArray ids, NDList state, boolean training) {
        NDArray x = ids.oneHot(vocabulary); // (batch, time, vocabulary)
        NDList out = x.getNDArrayInternal().lstm(x, state, recurrent, true, Task.LAYERS, 0, training, false, true);
        NDArray y = out.get(0).reshape(ids.getShape().size(), Task.HIDDEN); // (batch x time, hidden)
        NDArray logits = Linear.linear(y, weights.get("output.weight"), weights.get("output.bias"))
                .singletonOrThrow();
        return new NDList(logits, out.get(1), out.get(2));
    }

    Map<String, NDArray> weights() {
        return weights;
    }

    NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
