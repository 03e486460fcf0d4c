package dev.rondo.metric;

import java.util.Arrays;
import java.util.Optional;

/**
 * An interpolated n-gram model over token ids: the baseline that a recurrent language model has to beat.
 *
 * <p>The smoothing is modified Kneser-Ney. After a context {@code h} of m tokens, with {@code h'} the same context
 * less its first token,
 *
 * <pre>{@code
 * p(w | h)  = (a(h w) - D(a(h w))) / sum_v a(h v)  +  b(h) p(w | h')
 * b(h)      = sum_v D(a(h v)) / sum_v a(h v)
 * p(w | )   has the uniform distribution 1 / vocabulary below it
 * }</pre>
 *
 * where {@code a} counts an n-gram of the model's full order as often as it occurs and a shorter one once for each
 * distinct token seen before it. Each order has discounts {@code D(1)}, {@code D(2)} and {@code D(3 and more)}, which
 * are estimated from how many n-grams were counted once to four times: {@code D(k) = k - (k + 1) Y n[k+1] / n[k]} with
 * {@code Y = n[1] / (n[1] + 2 n[2])}; where these counts cannot give them they are 0.5, 1 and 1.5. A context that
 * training never met leaves all to the shorter one, so every token has a probability above zero, and the
 * probabilities over the vocabulary sum to one after any context. Source: S. F. Chen and J. Goodman, <i>An Empirical
 * Study of Smoothing Techniques for Language Modeling</i>, Computer Speech and Language 13 (1999), 359-394.
 *
 * <pre>{@code
 * NGram baseline = NGram.train(trainIds, 65, 5);
 * double nats = baseline.nats(validationIds); // mean cross entropy per token
 * System.out.println(new CrossEntropy(nats)); // 1.5612 nats, 2.2523 bits, perplexity 4.765
 * }</pre>
 *
 * <p>A model is immutable and may be shared between threads. It takes about 20 to 45 bytes for each distinct n-gram of
 * each order; counting a text of a million characters at order 5 takes about a tenth of a second.
 */
public final class NGram {
    private static final int MAX_ORDER = 32;

    private final int vocabulary;
    private final NGramOrder[] orders; // orders[m] predicts after m tokens

    private NGram(int vocabulary, NGramOrder[] orders) {
        this.vocabulary = vocabulary;
        this.orders = orders;
    }

    /**
     * Counts the n-grams of one text, of length 1 up to {@code order}.
     *
     * @param ids the text, as token ids from 0 to {@code vocabulary - 1}; at least one
     * @param vocabulary the number of different ids there may be, whether or not the text has them all
     * @param order the length of the longest n-gram, 1 to 32; a token is predicted from up to {@code order - 1} tokens
     * @return the model
     * @throws IllegalArgumentException if the text is empty or has an id outside the vocabulary, or a number is out of
     *     range
     */
    public static NGram train(int[] ids, int vocabulary, int order) {
        return trainWithin(ids, vocabulary, order, Long.MAX_VALUE).orElseThrow();
    }

    /**
     * Counts the n-grams of one text as {@link #train} does, and gives up where there are too many: text in a large
     * vocabulary can have nearly as many of each order as it has tokens.
     *
     * @param ids the text, as token ids
     * @param vocabulary the number of different ids there may be
     * @param order the length of the longest n-gram, 1 to 32
     * @param most how many distinct n-grams, of all orders together, the model may have
     * @return the model; empty if there are more n-grams
     * @throws IllegalArgumentException as {@link #train}
     */
    public static Optional<NGram> trainWithin(int[] ids, int vocabulary, int order, long most) {
        if (vocabulary < 1) {
            throw new IllegalArgumentException("vocabulary is " + vocabulary
                    + ", expected at least 1: pass the number of different tokens, one more than the largest id");
        }
        if (order < 1 || order > MAX_ORDER) {
            throw new IllegalArgumentException("order is " + order + ", expected 1 to " + MAX_ORDER
                    + ": 1 looks at no earlier token, 5 is usual for characters and 3 for words");
        }
        checkIds("ids", ids, vocabulary);
        if (ids.length == 0) {
            throw new IllegalArgumentException(
                    "ids is empty, expected at least 1 token to count: pass the encoded training text");
        }
        var orders = new NGramOrder[order];
        for (int m = 0; m < order; m++) {
            orders[m] = new NGramOrder(vocabulary);
        }
        if (!count(ids, orders, most)) {
            return Optional.empty();
        }
        for (int m = 0; m < order; m++) {
            orders[m].close(m == 0 ? 1 : orders[m - 1].size());
        }
        return Optional.of(new NGram(vocabulary, orders));
    }

    /** Counts; false if there are more n-grams than there may be. */
    private static boolean count(int[] ids, NGramOrder[] orders, long most) {
        int top = orders.length - 1;
        int[] before = emptyContext(orders.length);
        int[] after = emptyContext(orders.length);
        long grams = 0;
        for (int id : ids) {
            int suffix = -1; // this n-gram less its first token
            for (int m = 0; m <= top && before[m] >= 0; m++) {
                int known = orders[m].size();
                int gram = orders[m].add(before[m], id);
                grams += orders[m].size() - known;
                if (m > 0 && gram == known) {
                    orders[m - 1].count(suffix); // a token not yet seen before the shorter n-gram
                }
                if (m == top) {
                    orders[m].count(gram);
                } else {
                    after[m + 1] = gram;
                }
                suffix = gram;
            }
            int[] spare = before;
            before = after;
            after = spare;
            if (grams > most) {
                return false;
            }
        }
        return true;
    }

    /**
     * The probability of a token after others.
     *
     * @param context the tokens before it, the nearest last; may be empty, and only the last {@code order - 1} matter
     * @param next the token
     * @return its probability, above 0 and at most 1
     * @throws IllegalArgumentException if an id is outside the vocabulary
     */
    public double probability(int[] context, int next) {
        checkIds("context", context, vocabulary);
        checkId("next", next, vocabulary);
        int[] state = emptyContext(orders.length);
        for (int i = Math.max(0, context.length - orders.length + 1); i < context.length; i++) {
            advance(state, context[i]);
        }
        return probabilityAfter(state, next);
    }

    /**
     * The mean cross entropy of a text under this model, in nats per token. The first token is predicted from an empty
     * context, each later one from up to {@code order - 1} tokens before it.
     *
     * @param ids the text, as token ids of the vocabulary the model was trained with; at least one
     * @return the mean of {@code -ln p}, at least 0
     * @throws IllegalArgumentException if the text is empty or has an id outside the vocabulary
     */
    public double nats(int[] ids) {
        checkIds("ids", ids, vocabulary);
        if (ids.length == 0) {
            throw new IllegalArgumentException(
                    "ids is empty, expected at least 1 token to take a mean over: pass the encoded evaluation text");
        }
        int[] state = emptyContext(orders.length);
        double sum = 0;
        for (int id : ids) {
            sum -= Math.log(probabilityAfter(state, id));
            advance(state, id);
        }
        return sum / ids.length;
    }

    /**
     * The length of the longest n-gram.
     *
     * @return the order the model was trained with
     */
    public int order() {
        return orders.length;
    }

    /**
     * The number of token ids.
     *
     * @return the vocabulary size the model was trained with
     */
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public String toString() {
        long grams = 0;
        for (NGramOrder order : orders) {
            grams += order.size();
        }
        return "NGram[order=" + orders.length + ", vocabulary=" + vocabulary + ", grams=" + grams + "]";
    }

    /** The context of no tokens: {@code state[m]} is the index of the last m tokens as an n-gram, -1 where unseen. */
    private static int[] emptyContext(int order) {
        int[] state = new int[order];
        Arrays.fill(state, 1, order, -1);
        return state;
    }

    private void advance(int[] state, int token) {
        for (int m = state.length - 1; m > 0; m--) {
            state[m] = state[m - 1] < 0 ? -1 : orders[m - 1].find(state[m - 1], token);
        }
    }

    private double probabilityAfter(int[] state, int token) {
        double probability = 1.0 / vocabulary;
        for (int m = 0; m < state.length && state[m] >= 0; m++) {
            probability = orders[m].interpolate(state[m], token, probability);
        }
        return probability;
    }

    private static void checkIds(String name, int[] ids, int vocabulary) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= vocabulary) {
                checkId(name + "[" + i + "]", ids[i], vocabulary);
            }
        }
    }

    private static void checkId(String name, int id, int vocabulary) {
        if (id < 0 || id >= vocabulary) {
            throw new IllegalArgumentException(name + " is " + id + ", expected 0 to " + (vocabulary - 1)
                    + ": encode the text with the vocabulary of " + vocabulary + " tokens, or pass its true size");
        }
    }
}
