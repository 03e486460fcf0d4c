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
     * Makes a tensor of zeros.
     *
     * @param shape the sizes of the axes
     * @return the tensor
     * @throws IllegalArgumentException if a size is below 0
     */
    public static Tensor zeros(long... shape) {
        return new Tensor(shape.clone(), new float[(int) Math.max(0, size(shape))]);
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

    /** Returns the numbers summed under a name so far, to be added to: zeros where there is nothing yet. */
    static float[] sum(Map<String, Tensor> sums, String name, long... shape) {
        sums.computeIfAbsent(name, absent -> zeros(shape));
        return from(sums, name, shape).values();
    }

    /**
     * Adds a multiple of another tensor: {@code w.plus(-rate, gradient)} is a step of gradient descent.
     *
     * @param factor what the other one is multiplied by
     * @param other a tensor of the same shape
     * @return this + factor x other, a new tensor
     * @throws IllegalArgumentException if the shapes differ
     */
    public Tensor plus(double factor, Tensor other) {
        if (!Arrays.equals(shape, other.shape)) {
            throw new IllegalArgumentException("the tensor to add has shape " + Arrays.toString(other.shape)
                    + ", expected " + Arrays.toString(shape));
        }
        float[] sum = new float[values.length];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = (float) (values[k] + factor * other.values[k]);
        }
        return new Tensor(shape, sum);
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
