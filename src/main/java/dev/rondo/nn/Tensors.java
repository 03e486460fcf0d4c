package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.rondo.cell.Tensor;

/** The crossing between an engine's arrays and plain tensors. */
public final class Tensors {
    private Tensors() {}

    /**
     * Copies an array out of the engine.
     *
     * @param array an array of 32-bit floats
     * @return its shape and numbers
     */
    public static Tensor of(NDArray array) {
        return Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    /**
     * Copies a tensor into the engine.
     *
     * @param manager the manager to own the array
     * @param tensor the numbers
     * @return a new array
     */
    public static NDArray array(NDManager manager, Tensor tensor) {
        return manager.create(tensor.values(), new Shape(tensor.shape()));
    }

    /**
     * Copies a tensor over an array that is there already, such as a weight.
     *
     * @param tensor the numbers
     * @param target an array of the same shape
     */
    public static void copy(Tensor tensor, NDArray target) {
        // Not copyTo, and not set(values): on PyTorch these move the target into a buffer of Java's.
        try (NDArray source = array(target.getManager(), tensor)) {
            target.set(new NDIndex(":"), source);
        }
    }
}
