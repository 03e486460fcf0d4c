package dev.rondo.nn;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.AttentionType;

/**
 * The description of attention: how a query is scored against each key of a sequence.
 *
 * <pre>{@code
 * Attention.additive(128)
 * Attention.general()
 * }</pre>
 *
 * @param type the kind of score
 * @param units the width of the hidden layer of additive attention; 0 for the others
 * @param init how the weights start: W and U by the rule for {@link Init#input()}; v, a vector, uniform within
 *     1 / sqrt(units)
 */
@CheckReturnValue
public record Attention(AttentionType type, int units, Init init) {

    /** {@inheritDoc} */
    public Attention {
        boolean layered = type == AttentionType.ADDITIVE;
        if (layered && units < 1) {
            throw new IllegalArgumentException("units is " + units + ", expected at least 1, such as 128");
        }
        if (!layered && units != 0) {
            throw new IllegalArgumentException(
                    "units is " + units + " for " + type + ", expected 0: additive attention alone has a hidden layer");
        }
    }

    /**
     * Describes attention by a small network, {@code v tanh(W q + U k)} (D. Bahdanau, K. Cho and Y. Bengio, Neural machine
     * translation by jointly learning to align and translate, 2015).
     *
     * @param units the width of its hidden layer, the length of v
     * @return additive attention
     */
    public static Attention additive(int units) {
        return new Attention(AttentionType.ADDITIVE, units, Init.standard());
    }

    /**
     * Describes attention by a bilinear form, {@code q W k} (M.-T. Luong, H. Pham and C. D. Manning, Effective approaches to
     * attention-based neural machine translation, 2015).
     *
     * @return general attention
     */
    public static Attention general() {
        return new Attention(AttentionType.GENERAL, 0, Init.standard());
    }

    /**
     * Describes attention by the product {@code q k} (same source), for queries and keys of the same width.
     *
     * @return dot attention
     */
    public static Attention dot() {
        return new Attention(AttentionType.DOT, 0, Init.standard());
    }

    /**
     * Describes attention by {@code q k / sqrt(width)} (A. Vaswani et al., Attention is all you need, 2017), for queries
     * and keys of the same width.
     *
     * @return scaled dot attention
     */
    public static Attention scaledDot() {
        return new Attention(AttentionType.SCALED_DOT, 0, Init.standard());
    }

    /**
     * Describes a decoder without attention: every key counts the same, whatever the query. An {@link EncoderDecoder}
     * hands over one key then, the summary of the source, so that each step sees it beside h (K. Cho et al., Learning
     * phrase representations using RNN encoder-decoder, 2014).
     *
     * @return no attention
     */
    public static Attention none() {
        return new Attention(AttentionType.NONE, 0, Init.standard());
    }

    /**
     * Returns this with other initial weights.
     *
     * @param how how the weights start
     * @return the changed value
     */
    public Attention init(Init how) {
        return new Attention(type, units, how);
    }

    /**
     * Makes the DJL block.
     *
     * @return a new block
     */
    public AttentionLayer block() {
        return block(0);
    }

    /**
     * Makes the DJL block with the given seed for initial weights.
     *
     * @param seed the seed
     * @return a new block
     */
    public AttentionLayer block(long seed) {
        return new AttentionLayer(this, seed);
    }

    /** Shows what differs from the default: {@code additive(128)}. */
    @Override
    public String toString() {
        String factory =
                switch (type) {
                    case ADDITIVE -> "additive(" + units + ")";
                    case GENERAL -> "general()";
                    case DOT -> "dot()";
                    case SCALED_DOT -> "scaledDot()";
                    case NONE -> "none()";
                };
        return init.equals(Init.standard()) ? factory : factory + ".init(" + init + ")";
    }
}
