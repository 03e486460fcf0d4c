package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradients of one step.
 *
 * @param arrays the gradient of each parameter
 */
record Gradients(Map<String, NDArray> arrays) {

    /** Takes hold of the gradients of a computation that has gone backward; the manager owns the handles. */
    static Gradients of(Map<String, Parameter> parameters, NDManager manager) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            NDArray gradient = parameter.getArray().getGradient();
            gradient.attach(manager);
            arrays.put(name, gradient);
        });
        return new Gradients(arrays);
    }

    /** Clears what earlier computations may have left, even where it is no number. */
    static void clear(Map<String, Parameter> parameters, NDManager manager) {
        // Set, not multiplied or subtracted: what is no number would stay so.
        of(parameters, manager).arrays.values().forEach(gradient -> gradient.set(new NDIndex(":"), 0));
    }

    /** Sets gradients that are numbers to zero. */
    void zero() {
        arrays.values().forEach(gradient -> gradient.subi(gradient));
    }

    /** Returns the sum of the squares of each gradient, yet to be read; the manager owns it. */
    NDArray squares(NDManager manager) {
        return Tensors.squares(manager, arrays.values());
    }

    /** Returns the gradients with each component cut, where the clip asks for it. */
    Gradients cut(Clip clip) {
        if (!(clip instanceof Clip.ByValue value)) {
            return this;
        }
        Map<String, NDArray> cut = new LinkedHashMap<>();
        arrays.forEach((name, gradient) -> cut.put(name, gradient.clip(-value.limit(), value.limit())));
        return new Gradients(cut);
    }

    /** Returns what gradients of the given norm are to be multiplied by. */
    static double scale(Clip clip, double norm) {
        return clip instanceof Clip.ByNorm byNorm && norm > byNorm.limit() ? byNorm.limit() / norm : 1;
    }
}
