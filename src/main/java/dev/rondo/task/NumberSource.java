package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.nn.Tensors;
import java.util.function.IntFunction;

/**
 * Sequences of numbers.
 *
 * @param x the sequences by their places, (time)(features)
 */
record NumberSource(IntFunction<float[][]> x) implements Source {
    @Override
    public int length(int place) {
        return x.apply(place).length;
    }

    /** Returns one array (batch, time, features), zeros on padding. */
    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        int time = batch.time();
        int features = x.apply(batch.places()[0])[0].length;
        float[] values = new float[batch.size() * time * features];
        for (int row = 0; row < batch.size(); row++) {
            float[][] steps = x.apply(batch.places()[row]);
            for (int t = 0; t < steps.length; t++) {
                System.arraycopy(steps[t], 0, values, (row * time + t) * features, features);
            }
        }
        return new NDList(Tensors.array(manager, values, new Shape(batch.size(), time, features)));
    }
}
