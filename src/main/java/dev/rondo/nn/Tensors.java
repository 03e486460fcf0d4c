package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import dev.rondo.cell.Tensor;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;

/** The crossing between an engine's arrays and plain tensors. */
public final class Tensors {
    private static final int LARGE = 1 << 24; // bytes: larger buffers are not kept
    private static final ThreadLocal<ByteBuffer> STAGE =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder()));

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
        return array(manager, tensor.values(), new Shape(tensor.shape()));
    }

    /**
     * Copies numbers into the engine.
     *
     * @param manager the manager to own the array
     * @param values the numbers, row-major
     * @param shape the sizes of the axes
     * @return a new array of 32-bit floats
     */
    public static NDArray array(NDManager manager, float[] values, Shape shape) {
        ByteBuffer stage = stage(values.length, Float.BYTES);
        stage.asFloatBuffer().put(values);
        return copied(manager, stage, shape, DataType.FLOAT32);
    }

    /**
     * Copies whole numbers into the engine.
     *
     * @param manager the manager to own the array
     * @param values the numbers, row-major
     * @param shape the sizes of the axes
     * @return a new array of 32-bit integers
     */
    public static NDArray array(NDManager manager, int[] values, Shape shape) {
        ByteBuffer stage = stage(values.length, Integer.BYTES);
        stage.asIntBuffer().put(values);
        return copied(manager, stage, shape, DataType.INT32);
    }

    /**
     * Copies long whole numbers into the engine: the form that places in an array are looked up by.
     *
     * @param manager the manager to own the array
     * @param values the numbers, row-major
     * @param shape the sizes of the axes
     * @return a new array of 64-bit integers
     */
    public static NDArray array(NDManager manager, long[] values, Shape shape) {
        ByteBuffer stage = stage(values.length, Long.BYTES);
        stage.asLongBuffer().put(values);
        return copied(manager, stage, shape, DataType.INT64);
    }

    /**
     * Returns this thread's buffer, with room for so many numbers. DJL by itself takes a new one for each array, which
     * stays until the collector comes by.
     */
    private static ByteBuffer stage(int count, int each) {
        int bytes = Math.multiplyExact(count, each);
        ByteBuffer stage = STAGE.get();
        if (stage.capacity() < bytes) {
            stage = ByteBuffer.allocateDirect(Math.max(bytes, Math.min(LARGE, 2 * stage.capacity())))
                    .order(ByteOrder.nativeOrder());
            if (bytes <= LARGE) {
                STAGE.set(stage);
            }
        }
        return stage.duplicate().order(ByteOrder.nativeOrder()).limit(bytes);
    }

    private static NDArray copied(NDManager manager, ByteBuffer stage, Shape shape, DataType type) {
        NDArray array;
        try {
            array = manager.create(stage, shape, type);
        } finally {
            Reference.reachabilityFence(stage); // DJL lets go of it while the engine still reads
        }
        if (manager.getEngine()
                .getEngineName()
                .equals("PyTorch")) { // a view of the buffer, which the next array overwrites
            try (array) {
                return array.duplicate();
            }
        }
        return array;
    }

    /**
     * Multiplies by a number where a way back may follow: on PyTorch what DJL makes of a number in {@code mul(number)}, {@code
     * div(number)} and {@code pow(number)} is a window on a buffer of Java's, which the graph reads on the way back and the
     * collector may have given away by then.
     *
     * @param array the array, of 32-bit floats
     * @param factor the number
     * @return the products, a new array
     */
    public static NDArray times(NDArray array, float factor) {
        if (array.getManager().getEngine().getEngineName().equals("MXNet")) {
            return array.mul(factor);
        }
        return array.mul(array(array.getManager(), new float[] {factor}, new Shape()));
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

    /**
     * Returns the norm of all numbers of several arrays together.
     *
     * @param arrays arrays of 32-bit floats, one at least
     * @return the root of the sum of their squares
     */
    public static double norm(Collection<NDArray> arrays) {
        try (NDManager own = arrays.iterator().next().getManager().newSubManager()) {
            return norm(squares(own, arrays));
        }
    }

    /**
     * Returns the norm of numbers whose squares are summed up.
     *
     * @param squares what {@link #squares} returned
     * @return the root of their sum
     */
    public static double norm(NDArray squares) {
        double sum = 0;
        for (float square : squares.toFloatArray()) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    /**
     * Sums the squares of each of several arrays. On MXNet, where any operation costs as much again as a small product, in
     * one.
     *
     * @param manager the manager to own what is made
     * @param arrays arrays of 32-bit floats, one at least
     * @return a sum for each, which {@link #norm(NDArray)} reads in one crossing
     */
    public static NDArray squares(NDManager manager, Collection<NDArray> arrays) {
        if (manager.getEngine().getEngineName().equals("MXNet")) {
            PairList<String, Object> count = new PairList<>();
            count.add("num_arrays", arrays.size());
            return manager.invoke("multi_sum_sq", new NDList(arrays), count).singletonOrThrow();
        }
        NDList squares = new NDList();
        for (NDArray array : arrays) {
            NDArray flat = array.flatten();
            flat.attach(manager);
            squares.add(flat.dot(flat).reshape(new Shape(1)));
        }
        return NDArrays.concat(squares);
    }
}
