package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** How many steps of each sequence of a padded batch are real, and what follows from it for arrays (batch, time, ...). */
record Lengths(int[] steps) {

    static Lengths of(NDArray lengths, long batch, long time) {
        double[] values = Arrays.stream(lengths.toArray())
                .mapToDouble(Number::doubleValue)
                .toArray();
        if (lengths.getShape().dimension() != 1 || values.length != batch) {
            throw new IllegalArgumentException(
                    "lengths have shape " + lengths.getShape() + ", expected one for each sequence: (" + batch + ")");
        }
        for (double value : values) {
            if (value != Math.rint(value) || value < 1 || value > time) {
                throw new IllegalArgumentException("length " + value + " does not fit a batch padded to " + time
                        + " steps: lengths are whole numbers from 1 to " + time);
            }
        }
        return new Lengths(Arrays.stream(values).mapToInt(v -> (int) v).toArray());
    }

    static Lengths full(long batch, long time) {
        int[] steps = new int[(int) batch];
        Arrays.fill(steps, (int) time);
        return new Lengths(steps);
    }

    int longest() {
        return Arrays.stream(steps).max().orElseThrow();
    }

    boolean equal() {
        return Arrays.stream(steps).allMatch(n -> n == steps[0]);
    }

    /** Returns ones on real steps and zeros on padding, (batch, time, 1). */
    NDArray mask(NDManager manager, int time) {
        float[] mask = new float[steps.length * time];
        for (int b = 0; b < steps.length; b++) {
            Arrays.fill(mask, b * time, b * time + steps[b], 1);
        }
        return Tensors.array(manager, mask, new Shape(steps.length, time, 1));
    }

    /** Turns the real steps of each sequence of x (batch, time, features) round and leaves the padding in its place. */
    NDArray reverse(NDArray x) {
        int time = (int) x.getShape().get(1);
        if (equal() && longest() == time) {
            return x.flip(1);
        }
        long[] rows = new long[steps.length * time];
        for (int b = 0; b < steps.length; b++) {
            for (int t = 0; t < time; t++) {
                rows[b * time + t] = (long) b * time + (t < steps[b] ? steps[b] - 1 - t : t);
            }
        }
        return rows(x, rows).reshape(x.getShape());
    }

    /** Takes the last real step of each sequence of y (batch, time, features): (batch, features). */
    NDArray last(NDArray y) {
        int time = (int) y.getShape().get(1);
        if (equal()) {
            return y.get(new NDIndex(":, {}", steps[0] - 1));
        }
        long[] rows = new long[steps.length];
        for (int b = 0; b < steps.length; b++) {
            rows[b] = (long) b * time + steps[b] - 1;
        }
        return rows(y, rows);
    }

    private static NDArray rows(NDArray x, long[] rows) {
        Shape shape = x.getShape();
        NDArray flat = x.reshape(shape.get(0) * shape.get(1), shape.get(2));
        return flat.get(Tensors.array(x.getManager(), rows, new Shape(rows.length)));
    }
}
