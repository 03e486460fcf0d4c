package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Gradient descent, with momentum or without. */
record SgdRule(Optimizer.Sgd sgd) implements Rule {
    private static final String MOMENTUM = "momentum";

    @Override
    public List<String> kept() {
        return sgd.momentum() == 0 ? List.of() : List.of(MOMENTUM);
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        NDArray g = Rule.decayed(gradient, step.scale(), weight, sgd.weightDecay());
        double rate = sgd.rate() * step.factor();
        if (sgd.momentum() > 0) {
            NDArray b = Rule.get(kept, MOMENTUM).muli(sgd.momentum()).addi(g);
            if (!sgd.nesterov()) {
                weight.subi(Rule.own(b.mul(rate), gradient));
                return;
            }
            g.addi(Rule.own(b.mul(sgd.momentum()), gradient));
        }
        weight.subi(g.muli(rate));
    }
}
