package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The step that one kind of optimiser takes with one weight. */
interface Rule {

    /** Returns the names of the arrays that are kept for each weight, of its shape. */
    List<String> kept();

    /** Returns what each kept array is filled with at first. */
    default double initial() {
        return 0;
    }

    /**
     * Takes one step.
     *
     * @param weight the weight, changed in place
     * @param gradient its gradient, left as it is; it belongs to the manager of this step
     * @param kept the kept arrays by name, changed in place
     * @param step which step this is
     */
    void move(NDArray weight, NDArray gradient, Map<String, NDArray> kept, Step step);

    /**
     * One step of all weights.
     *
     * @param number the step, from 1
     * @param factor what the learning rate is multiplied by
     * @param scale what the gradients are multiplied by
     */
    record Step(long number, double factor, double scale) {}

    /** Returns the rule of an optimiser. */
    static Rule of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new SgdRule(sgd);
        } else if (optimizer instanceof Optimizer.Adam adam) {
            return new AdamRule(adam);
        } else if (optimizer instanceof Optimizer.AdamW w) {
            return new AdamWRule(w);
        } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            return new RmsPropRule(rmsProp);
        } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
            return new AdagradRule(adagrad);
        }
        return new AdadeltaRule((Optimizer.Adadelta) optimizer); // the last of a sealed set
    }

    /** Returns the scaled gradient with decay x weight added to it; a new array of the step's manager. */
    static NDArray decayed(NDArray gradient, double scale, NDArray weight, double decay) {
        NDArray g = gradient.mul(scale); // belongs to the step's manager, as all that is made from it
        return decay > 0 ? g.addi(own(weight.mul(decay), gradient)) : g;
    }

    /** Hands an array made from a long-lived one to the manager of a short-lived one. */
    static NDArray own(NDArray made, NDArray shortLived) {
        made.attach(shortLived.getManager());
        return made;
    }

    /** Lets a running mean of squares forget a little and take in the square of g. */
    static NDArray remember(Map<String, NDArray> kept, String name, double memory, NDArray g) {
        return get(kept, name).muli(memory).addi(g.mul(g).muli(1 - memory));
    }

    /** Returns an array that is kept. */
    static NDArray get(Map<String, NDArray> kept, String name) {
        return Objects.requireNonNull(kept.get(name));
    }
}
