package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** RMSProp. Not the engine's fused update: MXNet's has epsilon under the root, and PyTorch's is missing. */
record RmsPropRule(Optimizer.RmsProp rmsProp) implements Rule {
    private static final String SQUARE = "v";
    private static final String MOMENTUM = "momentum";

    @Override
    public List<String> kept() {
        return rmsProp.momentum() == 0 ? List.of(SQUARE) : List.of(SQUARE, MOMENTUM);
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        NDArray g = Rule.decayed(gradient, step.scale(), weight, rmsProp.weightDecay());
        NDArray v = Rule.remember(kept, SQUARE, rmsProp.alpha(), g);
        g.divi(Rule.own(v.sqrt(), gradient).addi(rmsProp.epsilon()));
        double rate = rmsProp.rate() * step.factor();
        if (rmsProp.momentum() > 0) {
            NDArray b = Rule.get(kept, MOMENTUM).muli(rmsProp.momentum()).addi(g);
            weight.subi(Rule.own(b.mul(rate), gradient));
        } else {
            weight.subi(g.muli(rate));
        }
    }
}
