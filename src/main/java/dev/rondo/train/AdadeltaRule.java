package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Adadelta. */
record AdadeltaRule(Optimizer.Adadelta adadelta) implements Rule {
    private static final String SQUARE = "v"; // of gradients
    private static final String MOVED = "u"; // squares of steps

    @Override
    public List<String> kept() {
        return List.of(SQUARE, MOVED);
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        NDArray d = Rule.decayed(gradient, step.scale(), weight, adadelta.weightDecay());
        NDArray v = Rule.remember(kept, SQUARE, adadelta.rho(), d);
        d.muli(root(Rule.get(kept, MOVED), gradient)).divi(root(v, gradient));
        Rule.remember(kept, MOVED, adadelta.rho(), d);
        weight.subi(d.muli(adadelta.rate() * step.factor()));
    }

    private NDArray root(NDArray mean, NDArray gradient) {
        return Rule.own(mean.add(adadelta.epsilon()), gradient).sqrt();
    }
}
