package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Inverted dropout whose masks come from Java's own generator: the same on every engine, and known again from a seed.
 *
 * <p>(An engine's own dropout could not be resumed: DJL gives no way to its random state, and MXNet's recurrent kernel
 * does not even follow its seed.)
 */
public final class Dropout {
    static final Dropout NONE = new Dropout(0);

    private final double rate;

    /**
     * Makes dropout of the given rate.
     *
     * @param rate the share of numbers set to zero, from 0 up to but not including 1
     */
    public Dropout(double rate) {
        this.rate = rate;
    }

    /**
     * Sets a random share of x to zero and scales the rest so that the mean stays.
     *
     * @param x any array
     * @param random the source of the mask
     * @return x times the mask, shaped as x; x itself where the rate is zero
     */
    public NDArray apply(NDArray x, SplittableRandom random) {
        NDArray mask = mask(x.getManager(), x.getShape(), random);
        return mask == null ? x : x.mul(mask);
    }

    /** Draws a mask to multiply by; null where the rate is zero, and then nothing is drawn. */
    @Nullable
    NDArray mask(NDManager manager, Shape shape, SplittableRandom random) {
        return rate == 0 ? null : Tensors.array(manager, mask((int) shape.size(), random), shape);
    }

    /** Draws sixteen bits for each number: four numbers from one draw. */
    private float[] mask(int size, SplittableRandom random) {
        int threshold = (int) Math.round(rate * 0x10000);
        float kept = (float) (1 / (1 - threshold / (double) 0x10000));
        float[] mask = new float[size];
        long bits = 0;
        for (int k = 0; k < size; k++) {
            bits = (k & 3) == 0 ? random.nextLong() : bits >>> 16;
            mask[k] = (bits & 0xFFFF) < threshold ? 0 : kept;
        }
        return mask;
    }
}
