package dev.rondo.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A trial on the engine in use. */
final class EngineWay {
    private EngineWay() {}

    /** Returns the weights that a stack starts with. */
    static Map<String, Tensor> initialWeights(Rnn rnn, int inputs, long seed) {
        return owning(() -> {
            try (NDManager manager = Engines.newManager()) {
                RecurrentStack stack = rnn.block(seed);
                stack.initialize(manager, DataType.FLOAT32, new Shape(1, 1, inputs));
                Map<String, Tensor> weights = new LinkedHashMap<>();
                for (Pair<String, Parameter> weight : stack.getParameters()) {
                    weights.put(weight.getKey(), Tensors.of(weight.getValue().getArray()));
                }
                return weights;
            }
        });
    }

    /** Returns what {@link PlainWay#run} returns, by the given block of the trial's stack. */
    static Map<String, Tensor> run(Trial trial, RecurrentStack stack) {
        return owning(() -> {
            try (NDManager manager = Engines.newManager()) {
                stack.initialize(manager, DataType.FLOAT32, new Shape(trial.x().shape()));
                for (Pair<String, Parameter> weight : stack.getParameters()) {
                    NDArray array = weight.getValue().getArray();
                    long[] shape = array.getShape().getShape();
                    Tensors.copy(Tensor.from(trial.weights(), weight.getKey(), shape), array);
                }
                return run(trial, stack, manager);
            }
        });
    }

    private static Map<String, Tensor> run(Trial trial, RecurrentStack stack, NDManager manager) {
        NDArray x = Tensors.array(manager, trial.x());
        x.setRequiresGradient(true);
        float[] steps = new float[trial.lengths().length];
        for (int b = 0; b < steps.length; b++) {
            steps[b] = trial.lengths()[b];
        }
        NDArray lengths = Tensors.array(manager, steps, new Shape(steps.length));
        RecurrentStack.Output output;
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            output = stack.run(new ParameterStore(manager, false), x, lengths, null, true);
            collector.backward(loss(trial, output, manager));
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("y", Tensors.of(output.y()));
        NDList last = output.state();
        results.put("last h", Tensors.of(last.get(0)));
        if (trial.after().size() > 1) {
            results.put("last c", Tensors.of(last.get(1)));
        }
        results.put("gradient of x", Tensors.of(x.getGradient()));
        for (Pair<String, Parameter> weight : stack.getParameters()) {
            NDArray gradient = weight.getValue().getArray().getGradient();
            results.put("gradient of " + weight.getKey(), Tensors.of(gradient));
        }
        return results;
    }

    private static NDArray loss(Trial trial, RecurrentStack.Output output, NDManager manager) {
        NDArray loss = output.y().mul(Tensors.array(manager, trial.dy())).sum();
        for (int part = 0; part < trial.after().size(); part++) {
            NDArray factors = Tensors.array(manager, trial.after().get(part));
            loss = loss.add(output.state().get(part).mul(factors).sum());
        }
        return loss;
    }

    /** Runs something on the engine, which records one computation at a time. */
    private static <T> T owning(Supplier<T> work) {
        Engines.lock().lock();
        try {
            Engines.enter();
            return work.get();
        } finally {
            Engines.lock().unlock();
        }
    }
}
