package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One optimiser at work: its state for each parameter, and the step.
 *
 * <p>Adam runs through the engine's fused update, which keeps the moments but knows nothing of their bias; the correction
 * goes into rate and epsilon: with u = sqrt(1 - b2^t), {@code rate' = rate u / (1 - b1^t)} and {@code epsilon' = epsilon
 * u} give PyTorch's step to the letter.
 */
final class Updates implements AutoCloseable {
    private final Optimizer optimizer;
    private final Map<String, Parameter> parameters;
    private final NDManager manager;
    private final Map<String, NDArray> state = new LinkedHashMap<>(); // "m.name", "v.name" or "momentum.name"
    private long steps;

    Updates(Optimizer optimizer, Map<String, Parameter> parameters, NDManager parent) {
        this.optimizer = optimizer;
        this.parameters = parameters;
        this.manager = parent.newSubManager();
        parameters.forEach((name, parameter) -> {
            for (String kind : kinds()) {
                Shape shape = parameter.getArray().getShape();
                state.put(kind + "." + name, manager.zeros(shape));
            }
        });
    }

    /** Returns the manager of what lasts as long as this does. */
    NDManager manager() {
        return manager;
    }

    private String[] kinds() {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return sgd.momentum() == 0 ? new String[0] : new String[] {"momentum"};
        }
        return new String[] {"m", "v"};
    }

    /**
     * Takes one step.
     *
     * @param gradients the gradient of each parameter
     * @param factor what the rate is multiplied by
     * @param scale what the gradients are multiplied by
     */
    void step(Map<String, NDArray> gradients, double factor, double scale) {
        steps++;
        gradients.forEach((name, gradient) -> {
            NDArray weight = Objects.requireNonNull(parameters.get(name)).getArray();
            if (optimizer instanceof Optimizer.Sgd sgd) {
                sgd(sgd, name, weight, gradient, sgd.rate() * factor, scale);
            } else if (optimizer instanceof Optimizer.Adam adam) {
                adam(adam, name, weight, gradient, adam.rate() * factor, adam.weightDecay(), scale);
            } else if (optimizer instanceof Optimizer.AdamW w) {
                weight.muli(1 - w.rate() * factor * w.weightDecay());
                var adam = new Optimizer.Adam(w.rate(), w.beta1(), w.beta2(), w.epsilon(), 0);
                adam(adam, name, weight, gradient, w.rate() * factor, 0, scale);
            }
        });
    }

    private void sgd(Optimizer.Sgd sgd, String name, NDArray weight, NDArray gradient, double rate, double scale) {
        NDArray g = gradient.mul(scale); // belongs to the step's manager, as all that is made from it
        if (sgd.weightDecay() > 0) {
            g.addi(own(weight.mul(sgd.weightDecay()), gradient));
        }
        if (sgd.momentum() > 0) {
            NDArray buffer = Objects.requireNonNull(state.get("momentum." + name));
            buffer.muli(sgd.momentum()).addi(g);
            g = sgd.nesterov() ? g.add(own(buffer.mul(sgd.momentum()), gradient)) : own(buffer.mul(1), gradient);
        }
        weight.subi(g.mul(rate));
    }

    /** Hands an array made from a long-lived one to the manager of a short-lived one. */
    private static NDArray own(NDArray made, NDArray shortLived) {
        made.attach(shortLived.getManager());
        return made;
    }

    private void adam(
            Optimizer.Adam adam,
            String name,
            NDArray weight,
            NDArray gradient,
            double rate,
            double decay,
            double scale) {
        double t = (double) steps;
        double unbias = Math.sqrt(1 - Math.pow(adam.beta2(), t));
        float folded = (float) (rate * unbias / (1 - Math.pow(adam.beta1(), t)));
        NDList inputs = new NDList(weight, gradient, state.get("m." + name), state.get("v." + name));
        weight.getNDArrayInternal()
                .adamUpdate(
                        inputs,
                        new NDList(weight),
                        folded,
                        folded,
                        (float) decay,
                        (float) scale,
                        -1, // no clipping: PyTorch's side of this clips from above only
                        (float) adam.beta1(),
                        (float) adam.beta2(),
                        (float) (adam.epsilon() * unbias),
                        false,
                        false);
    }

    /** Copies the state out. */
    Map<String, Tensor> save() {
        Map<String, Tensor> saved = new LinkedHashMap<>();
        state.forEach((name, array) -> saved.put("optimizer." + name, Tensors.of(array)));
        saved.put(
                "optimizer.steps",
                Tensor.of(new float[] {(float) (steps >> 12), (float) (steps & 0xFFF)}, 2)); // exact up to 2^36
        return saved;
    }

    /** Copies the state in. */
    void load(Map<String, Tensor> saved) {
        state.forEach((name, array) -> Tensors.copy(
                Tensor.from(saved, "optimizer." + name, array.getShape().getShape()), array));
        float[] count = Tensor.from(saved, "optimizer.steps", 2).values();
        steps = ((long) count[0] << 12) + (long) count[1];
    }

    @Override
    public void close() {
        manager.close();
    }
}
