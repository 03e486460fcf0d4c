package dev.rondo.metric;

import java.util.Locale;

/**
 * A mean cross entropy in the three units it is reported in.
 *
 * <pre>{@code
 * System.out.println(new CrossEntropy(1.4701)); // 1.4701 nats, 2.1209 bits, perplexity 4.350
 * }</pre>
 *
 * @param nats the mean of {@code -ln p} over the tokens, at least 0; infinite where a token that occurred had been
 *     given a probability of zero
 */
public record CrossEntropy(double nats) {
    /**
     * Checks the value.
     *
     * @param nats the mean of {@code -ln p}
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public CrossEntropy {
        if (Double.isNaN(nats)) {
            throw new IllegalArgumentException("nats is NaN, expected a number of at least 0: "
                    + "the model's loss is not a number, train again with a lower learning rate or clipped gradients");
        }
        if (nats < 0) {
            throw new IllegalArgumentException("nats is " + nats + ", expected at least 0: "
                    + "pass the mean of -ln p (positive), not the mean of ln p");
        }
        nats += 0.0; // -0.0, the mean of -ln 1, becomes 0.0
    }

    /**
     * The same in bits, {@code nats / ln 2}; over characters, the bits per character that text compression reports.
     *
     * @return bits per token
     */
    public double bits() {
        return nats / Math.log(2);
    }

    /**
     * The perplexity {@code exp(nats)}: the number of equally likely tokens that would be as hard to predict.
     *
     * @return the perplexity, at least 1
     */
    public double perplexity() {
        return Math.exp(nats);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f nats, %.4f bits, perplexity %.3f", nats, bits(), perplexity());
    }
}
