package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.Golden;
import dev.rondo.cell.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden case of attention to run forward and backward: inputs and weights by name, lengths, and what each of two
 * results is multiplied by to give the loss.
 *
 * @param golden the case
 * @param results the names of the two results
 */
record AttendingRun(Map<String, Tensor> golden, String... results) {

    static AttendingRun of(String name, String... results) {
        return new AttendingRun(Golden.read("attention", name), results);
    }

    /** What is run: from arrays by name to the two results. */
    interface Body {
        NDList run(ParameterStore store, Map<String, NDArray> arrays);
    }

    /** What came out; gradients of all inputs and weights. */
    record Result(float[][] results, float loss, Map<String, float[]> gradients) {}

    /** Returns the case with one tensor changed. */
    AttendingRun with(String name, Tensor tensor) {
        Map<String, Tensor> changed = new HashMap<>(golden);
        changed.put(name, tensor);
        return new AttendingRun(changed, results);
    }

    /** Runs with the case's weights in the parameters. */
    Result run(Map<String, Parameter> parameters, NDManager manager, Body body) {
        Map<String, NDArray> leaves = new TreeMap<>();
        golden.forEach((name, tensor) -> {
            if (golden.containsKey("grad." + name)) {
                leaves.put(name, Tensors.array(manager, tensor));
            }
        });
        parameters.forEach((name, parameter) -> {
            parameter.setShape(null);
            parameter.setArray(leaves.get(name));
        });
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        NDList out;
        NDArray loss;
        Map<String, NDArray> arrays = new TreeMap<>(leaves);
        golden.forEach((name, tensor) -> arrays.computeIfAbsent(name, n -> Tensors.array(manager, tensor)));
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            out = body.run(new ParameterStore(manager, false), arrays);
            loss = loss(out, arrays);
            collector.backward(loss);
        }
        Map<String, float[]> gradients = new TreeMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toFloatArray()));
        float[][] values = {out.get(0).toFloatArray(), out.get(1).toFloatArray()};
        return new Result(values, loss.getFloat(), gradients);
    }

    private NDArray loss(NDList out, Map<String, NDArray> arrays) {
        NDArray first = out.get(0).mul(arrays.get("w_" + results[0])).sum();
        return first.add(out.get(1).mul(arrays.get("w_" + results[1])).sum());
    }
}
