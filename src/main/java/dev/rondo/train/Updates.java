package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** One optimiser at work: what it keeps for each parameter, and the step. */
final class Updates implements AutoCloseable {
    private final Rule rule;
    private final Map<String, Parameter> parameters;
    private final NDManager manager;
    private final Map<String, Map<String, NDArray>> kept = new LinkedHashMap<>(); // by parameter, then by name
    private long steps;

    Updates(Optimizer optimizer, Map<String, Parameter> parameters, NDManager parent) {
        this.rule = Rule.of(optimizer);
        this.parameters = parameters;
        this.manager = parent.newSubManager();
        parameters.forEach((name, parameter) -> {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (String kind : rule.kept()) {
                NDArray zeros = manager.zeros(parameter.getArray().getShape());
                arrays.put(kind, zeros.addi(rule.initial()));
            }
            kept.put(name, arrays);
        });
    }

    /** Returns the manager of what lasts as long as this does. */
    NDManager manager() {
        return manager;
    }

    /**
     * Takes one step.
     *
     * @param gradients the gradient of each parameter
     * @param factor what the rate is multiplied by
     * @param scale what the gradients are multiplied by
     */
    void step(Map<String, NDArray> gradients, double factor, double scale) {
        Rule.Step step = new Rule.Step(++steps, factor, scale);
        gradients.forEach((name, gradient) -> {
            NDArray weight = Objects.requireNonNull(parameters.get(name)).getArray();
            rule.move(weight, gradient, Objects.requireNonNull(kept.get(name)), step);
        });
    }

    /** Copies the state out. */
    Map<String, Tensor> save() {
        Map<String, Tensor> saved = new LinkedHashMap<>();
        forEach((name, array) -> saved.put(name, Tensors.of(array)));
        saved.put(
                "optimizer.steps",
                Tensor.of(new float[] {(float) (steps >> 12), (float) (steps & 0xFFF)}, 2)); // exact up to 2^36
        return saved;
    }

    /** Copies the state in. */
    void load(Map<String, Tensor> saved) {
        forEach((name, array) ->
                Tensors.copy(Tensor.from(saved, name, array.getShape().getShape()), array));
        float[] count = Tensor.from(saved, "optimizer.steps", 2).values();
        steps = ((long) count[0] << 12) + (long) count[1];
    }

    /** Goes through all that is kept, by its name in a file. */
    private void forEach(BiConsumer<String, NDArray> action) {
        kept.forEach((name, arrays) ->
                arrays.forEach((kind, array) -> action.accept("optimizer." + kind + "." + name, array)));
    }

    @Override
    public void close() {
        manager.close();
    }
}
