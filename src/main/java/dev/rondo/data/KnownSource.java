package dev.rondo.data;

/**
 * A rule that data is made by, and so a source whose lowest loss is known beforehand: the floor that no model goes
 * below, and the loss of a model that has learnt how often each answer is right and nothing else. A model's loss says
 * little by itself; between these two lines it says how much of the rule the model has found.
 *
 * <p>Both are expectations over the source. On a set of a given size the best predictor's own loss scatters about the
 * floor, unless the floor is zero.
 */
public interface KnownSource {

    /**
     * Returns what the losses are counted in.
     *
     * @return the unit, such as {@code nats per step}
     */
    String unit();

    /**
     * Returns the expected loss of the best predictor there can be.
     *
     * @return the loss, in {@link #unit()}
     */
    double floor();

    /**
     * Returns the expected loss of the best predictor that remembers nothing of the inputs.
     *
     * @return the loss, in {@link #unit()}
     */
    double memoryless();
}
