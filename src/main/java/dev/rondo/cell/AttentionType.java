package dev.rondo.cell;

/**
 * The kinds of attention: how a query q is scored against each of a sequence of keys k.
 *
 * <p>Sources: D. Bahdanau, K. Cho and Y. Bengio, Neural machine translation by jointly learning to align and translate,
 * ICLR 2015; M.-T. Luong, H. Pham and C. D. Manning, Effective approaches to attention-based neural machine translation,
 * EMNLP 2015; A. Vaswani et al., Attention is all you need, NeurIPS 2017.
 */
public enum AttentionType {
    /** {@code v tanh(W q + U k)} (Bahdanau et al. 2015). */
    ADDITIVE,
    /** {@code q W k} (Luong et al. 2015). */
    GENERAL,
    /** {@code q k}, for widths that agree (Luong et al. 2015). */
    DOT,
    /** {@code q k / sqrt(width)}, for widths that agree (Vaswani et al. 2017). */
    SCALED_DOT,
    /** 0 for every key: no attention. An encoder gives its decoder one key then, the summary of the source. */
    NONE;

    /**
     * Returns whether queries and keys must have the same width, there being no weight between them.
     *
     * @return true for both dot products
     */
    public boolean needsEqualWidths() {
        return this == DOT || this == SCALED_DOT;
    }
}
