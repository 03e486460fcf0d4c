package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Weights put by for later, on the engine: written over again each time, they cost the memory of one copy. (Copied into
 * Java at each epoch they would leave as many direct buffers for the collector, which is in no hurry.)
 */
final class Snapshot {
    private final Map<String, Parameter> parameters;
    private final NDManager manager;
    private final Map<String, NDArray> kept = new LinkedHashMap<>();

    Snapshot(Map<String, Parameter> parameters, NDManager manager) {
        this.parameters = parameters;
        this.manager = manager;
    }

    /** Returns whether nothing was put by yet. */
    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Puts the weights by as they are now. */
    void take() {
        parameters.forEach((name, parameter) -> set(room(name, parameter), parameter.getArray()));
    }

    /** Puts by what a file holds, if it holds anything. */
    void take(Map<String, Tensor> saved) {
        if (!saved.isEmpty()) {
            parameters.forEach((name, parameter) -> {
                NDArray room = room(name, parameter);
                Tensors.copy(Tensor.from(saved, name, room.getShape().getShape()), room);
            });
        }
    }

    private NDArray room(String name, Parameter parameter) {
        return kept.computeIfAbsent(
                name, key -> manager.zeros(parameter.getArray().getShape()));
    }

    /** Gives the weights the values that were put by. */
    void giveBack() {
        kept.forEach((name, values) ->
                set(Objects.requireNonNull(parameters.get(name)).getArray(), values));
    }

    private static void set(NDArray target, NDArray values) {
        target.set(new NDIndex(":"), values); // not copyTo: see the notes of the package nn
    }

    /** Copies what was put by, for a file. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        kept.forEach((name, values) -> tensors.put(name, Tensors.of(values)));
        return tensors;
    }
}
