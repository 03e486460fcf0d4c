package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;

/**
 * Adam through the engine's fused update, which keeps the moments but knows nothing of their bias; the correction goes
 * into rate and epsilon: with u = sqrt(1 - b2^t), {@code rate' = rate u / (1 - b1^t)} and {@code epsilon' = epsilon u}
 * give PyTorch's step to the letter.
 */
record AdamRule(Optimizer.Adam adam) implements Rule {
    private static final String MEAN = "m";
    private static final String SQUARE = "v";

    @Override
    public List<String> kept() {
        return List.of(MEAN, SQUARE);
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        double t = (double) step.number();
        double unbias = Math.sqrt(1 - Math.pow(adam.beta2(), t));
        float folded = (float) (adam.rate() * step.factor() * unbias / (1 - Math.pow(adam.beta1(), t)));
        NDList inputs = new NDList(weight, gradient, Rule.get(kept, MEAN), Rule.get(kept, SQUARE));
        weight.getNDArrayInternal()
                .adamUpdate(
                        inputs,
                        new NDList(weight),
                        folded,
                        folded,
                        (float) adam.weightDecay(),
                        (float) step.scale(),
                        -1, // no clipping: PyTorch's side of this clips from above only
                        (float) adam.beta1(),
                        (float) adam.beta2(),
                        (float) (adam.epsilon() * unbias),
                        false,
                        false);
    }
}
