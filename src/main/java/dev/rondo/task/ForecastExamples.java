package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Part;
import dev.rondo.nn.Tensors;
import dev.rondo.series.Windows;
import java.util.OptionalDouble;

/**
 * Windows to learn from.
 *
 * @param spec how they are read
 * @param windows the windows, scaled as the model needs them
 */
record ForecastExamples(ForecastSpec spec, Windows windows) implements Examples {
    @Override
    public String name() {
        return windows.toString();
    }

    @Override
    public int[] places(Part part) {
        return windows.places(part);
    }

    @Override
    public int length(int place) {
        return spec.steps();
    }

    /** Copies what the net reads, (batch, steps, inputs), and what stands beside the state, if anything. */
    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        ForecastNumbers numbers = numbers(batch.places());
        int size = batch.size();
        NDList inputs = new NDList(Tensors.array(manager, numbers.x(), new Shape(size, spec.steps(), spec.inputs())));
        if (spec.beside() > 0) {
            inputs.add(Tensors.array(manager, numbers.beside(), new Shape(size, spec.beside())));
        }
        return inputs;
    }

    ForecastNumbers numbers(int... places) {
        return ForecastNumbers.of(spec, windows.batch(places));
    }

    /** What is to be told counts here, too. */
    @Override
    public int contentHash() {
        return windows.contentHash();
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return windows.toString();
    }
}
