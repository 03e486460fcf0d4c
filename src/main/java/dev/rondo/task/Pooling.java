package dev.rondo.task;

/** How the outputs of all steps of a text become one vector. */
public enum Pooling {
    /** The last state, of each direction the one that has read everything. */
    LAST,
    /** The mean of the outputs over the real steps. */
    MEAN,
    /** The largest value of each output over the real steps. */
    MAX,
    /**
     * A weighted mean whose weights are learned: {@code a = softmax(u · tanh(W h + b))} over the real steps (Yang et al.
     * 2016, Hierarchical Attention Networks for Document Classification).
     */
    ATTENTION
}
