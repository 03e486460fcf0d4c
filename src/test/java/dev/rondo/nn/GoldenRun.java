package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden case to run forward and backward: inputs x, and h0 and c0 or lengths, and weights by name. The loss is the sum
 * of y w_y + h_n w_h + c_n w_c, as far as the case has them.
 */
record GoldenRun(Map<String, Tensor> golden) {

    static GoldenRun of(Map<String, Tensor> golden) {
        return new GoldenRun(golden);
    }

    /** What came out; c is empty where there is none. Gradients of x, h0, c0 and the weights. */
    record Result(float[] y, float[] h, float[] c, float loss, Map<String, float[]> gradients) {}

    /** Adds steps of noise behind the inputs and behind what the outputs are multiplied by. */
    GoldenRun padded(int more) {
        Map<String, Tensor> longer = new HashMap<>(golden);
        longer.computeIfPresent("x", (name, x) -> padded(x, more, 7));
        longer.computeIfPresent("w_y", (name, w) -> padded(w, more, 7));
        return new GoldenRun(longer);
    }

    /** Adds steps of one value behind (batch, time, features). */
    static Tensor padded(Tensor x, int more, float value) {
        int batch = (int) x.shape()[0];
        int row = (int) (x.shape()[1] * x.shape()[2]);
        int longer = row + more * (int) x.shape()[2];
        float[] values = new float[batch * longer];
        Arrays.fill(values, value);
        for (int b = 0; b < batch; b++) {
            System.arraycopy(x.values(), b * row, values, b * longer, row);
        }
        return Tensor.of(values, batch, x.shape()[1] + more, x.shape()[2]);
    }

    /** Gives the stack the case's weights and runs it. */
    Result run(RecurrentStack stack, NDManager manager) {
        Map<String, NDArray> leaves = new TreeMap<>();
        for (Parameter weight : stack.getParameters().values()) {
            weight.setShape(null);
            weight.setArray(array(weight.getName(), manager));
            leaves.put(weight.getName(), weight.getArray());
        }
        leaves.put("x", array("x", manager));
        NDList before = new NDList();
        for (String name : new String[] {"h0", "c0"}) {
            if (golden.containsKey(name)) {
                before.add(array(name, manager));
                leaves.put(name, before.get(before.size() - 1));
            }
        }
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        NDArray lengths = golden.containsKey("lengths") ? array("lengths", manager) : null;
        RecurrentStack.Output out;
        NDArray loss;
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            ParameterStore store = new ParameterStore(manager, false);
            out = stack.run(store, leaves.get("x"), lengths, before.isEmpty() ? null : before, true);
            loss = loss(out, manager);
            collector.backward(loss);
        }
        Map<String, float[]> gradients = new TreeMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toFloatArray()));
        float[] c = out.state().size() > 1 ? out.state().get(1).toFloatArray() : new float[0];
        return new Result(out.y().toFloatArray(), out.state().get(0).toFloatArray(), c, loss.getFloat(), gradients);
    }

    private NDArray loss(RecurrentStack.Output out, NDManager manager) {
        NDArray loss = out.y().mul(array("w_y", manager)).sum();
        loss = loss.add(out.state().get(0).mul(array("w_h", manager)).sum());
        if (out.state().size() > 1 && golden.containsKey("w_c")) {
            loss = loss.add(out.state().get(1).mul(array("w_c", manager)).sum());
        }
        return loss;
    }

    private NDArray array(String name, NDManager manager) {
        return Tensors.array(manager, golden.get(name));
    }
}
