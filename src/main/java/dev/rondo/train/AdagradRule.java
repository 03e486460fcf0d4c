package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Adagrad. */
record AdagradRule(Optimizer.Adagrad adagrad) implements Rule {
    private static final String SUM = "sum";

    @Override
    public List<String> kept() {
        return List.of(SUM);
    }

    @Override
    public double initial() {
        return adagrad.initial();
    }

    @Override
    public void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step) {
        NDArray g = Rule.decayed(gradient, step.scale(), weight, adagrad.weightDecay());
        NDArray s = Rule.get(kept, SUM).addi(g.mul(g));
        g.divi(Rule.own(s.sqrt(), gradient).addi(adagrad.epsilon()));
        double rate = adagrad.rate() * step.factor() / (1 + adagrad.rateDecay() * (step.number() - 1));
        weight.subi(g.muli(rate));
    }
}
