package dev.rondo.cell;

import java.util.Arrays;
import java.util.Map;

/**
 * Numbers with a shape, row-major: how weights travel between plain Java, the engines and files.
 *
 * <p>The array is shared, not copied: who makes a tensor hands its array over.
 *
 * @param shape the sizes of the axes, outermost first; empty for one number
 * @param values the numbers, as many as the product of the sizes
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer handed over, compared by content below
public record Tensor(long[] shape, float[] values) {
    /** {@inheritDoc} */
    public Tensor {
        if (Arrays.stream(shape).anyMatch(n -> n < 0) || size(shape) != values.length) {
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " holds " + size(shape)
                    + " numbers, but " + values.length + " came");
        }
    }

    /**
     * Makes a tensor.
     *
     * @param values the numbers, row-major
     * @param shape the sizes of the axes
     * @return the tensor
     */
    public static Tensor of(float[] values, long... shape) {
        return new Tensor(shape, values);
    }

    /**
     * Looks a weight up by name and checks its shape.
     *
     * @param weights the weights by name
     * @param name the name wanted
     * @param shape the shape expected
     * @return the tensor
     * @throws IllegalArgumentException if it is missing or shaped otherwise
     */
    public static Tensor from(Map<String, Tensor> weights, String name, long... shape) {
        Tensor found = weights.get(name);
        if (found == null) {
            throw new IllegalArgumentException("weight '" + name + "' is missing; there are " + weights.keySet());
        }
        if (!Arrays.equals(found.shape, shape)) {
            throw new IllegalArgumentException("weight '" + name + "' has shape " + Arrays.toString(found.shape)
                    + ", expected " + Arrays.toString(shape));
        }
        return found;
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
