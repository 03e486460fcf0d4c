package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Adam after the weight has shrunk by itself. */
record AdamWRule(Optimizer.AdamW w, AdamRule adam) implements Rule {
    AdamWRule(Optimizer.AdamW w) {
        this(w, new AdamRule(new Optimizer.Adam(w.rate(), w.beta1(), w.beta2(), w.epsilon(), 0)));
    }

    @Override
    public List<String> kept() {
        return adam.kept();
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        weight.muli(1 - w.rate() * step.factor() * w.weightDecay());
        adam.move(weight, gradient, kept, step);
    }
}
