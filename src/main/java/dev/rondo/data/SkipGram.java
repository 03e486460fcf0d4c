package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * How word vectors are trained by skip-gram with negative sampling (T. Mikolov, I. Sutskever, K. Chen, G. Corrado and
 * J. Dean, "Distributed Representations of Words and Phrases and their Compositionality", 2013).
 *
 * <p>For a word w and a word c near it, each step raises log s(v_w · u_c) and the sum of log s(-v_w · u_n) over words n
 * drawn by their counts to the power of 3/4, where s is the logistic function, v are the vectors and u a second set that
 * is thrown away.
 *
 * @param dimensions how many numbers a vector has
 * @param window how many words to each side count as near, at most; each time by lot from 1 up to this
 * @param negatives how many words by lot each near word is told from
 * @param words which words count
 * @param epochs how many times the documents are read
 * @param rate the step size at the beginning; it falls to nearly 0 by the end
 * @param seed what decides the lots
 */
@CheckReturnValue
public record SkipGram(int dimensions, int window, int negatives, Words words, int epochs, double rate, long seed) {

    /**
     * Which words count. A word of the share f of all words is kept with the probability (sqrt(f / t) + 1) t / f, for
     * t = {@code subsample}, each time that it comes: else the most frequent words would be near to everything.
     *
     * @param minimum how often a word must occur, from 1
     * @param subsample the share t above which words are skipped; 0 for never
     */
    public record Words(int minimum, double subsample) {
        /**
         * Checks the values.
         *
         * @param minimum how often a word must occur
         * @param subsample how frequent a word must be to be left out at times
         * @throws IllegalArgumentException if one is out of its bounds
         */
        public Words {
            Require.atLeast(1, "minimum", minimum, "5");
            require(subsample >= 0 && subsample < 1, "subsample", subsample, "from 0 and below 1, such as 0.001");
        }
    }

    /**
     * Checks the values.
     *
     * @param dimensions how many numbers a word has
     * @param window how far apart two words may stand
     * @param negatives how many words are drawn for each pair
     * @param words which words count
     * @param epochs how often the documents are read
     * @param rate the learning rate
     * @param seed the seed
     * @throws IllegalArgumentException if one is out of its bounds
     */
    public SkipGram {
        Require.atLeast(1, "dimensions", dimensions, "100");
        Require.atLeast(1, "window", window, "5");
        Require.atLeast(1, "negatives", negatives, "5");
        Require.atLeast(1, "epochs", epochs, "5");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", rate, "above 0, such as 0.025");
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number " + expected);
        }
    }

    /**
     * Starts from the usual values.
     *
     * @param dimensions how many numbers a vector has
     * @return window 5, 5 negatives, words from 5 occurrences, subsampled at 0.001, 5 epochs, rate 0.025, seed 0
     * @throws IllegalArgumentException if {@code dimensions} is below 1
     */
    public static SkipGram of(int dimensions) {
        return new SkipGram(dimensions, 5, 5, new Words(5, 1e-3), 5, 0.025, 0);
    }

    /**
     * Returns this with another window.
     *
     * @param words how many words to each side count as near, at most, from 1
     * @return the changed value
     */
    public SkipGram window(int words) {
        return new SkipGram(dimensions, words, negatives, this.words, epochs, rate, seed);
    }

    /**
     * Returns this with another number of words that each near word is told from.
     *
     * @param count how many, from 1; 5 to 20 for small texts, 2 to 5 for large ones
     * @return the changed value
     */
    public SkipGram negatives(int count) {
        return new SkipGram(dimensions, window, count, words, epochs, rate, seed);
    }

    /**
     * Returns this with another bound below which rare words do not count.
     *
     * @param occurrences how often a word must occur, from 1
     * @return the changed value
     */
    public SkipGram minimum(int occurrences) {
        Words counting = new Words(occurrences, words.subsample());
        return new SkipGram(dimensions, window, negatives, counting, epochs, rate, seed);
    }

    /**
     * Returns this with another share above which frequent words are skipped now and then.
     *
     * @param share the share of all words; 0 for never
     * @return the changed value
     */
    public SkipGram subsample(double share) {
        Words counting = new Words(words.minimum(), share);
        return new SkipGram(dimensions, window, negatives, counting, epochs, rate, seed);
    }

    /**
     * Returns this with another number of epochs.
     *
     * @param count how many times the documents are read, from 1
     * @return the changed value
     */
    public SkipGram epochs(int count) {
        return new SkipGram(dimensions, window, negatives, words, count, rate, seed);
    }

    /**
     * Returns this with another step size.
     *
     * @param beginning the step size at the beginning, above 0
     * @return the changed value
     */
    public SkipGram rate(double beginning) {
        return new SkipGram(dimensions, window, negatives, words, epochs, beginning, seed);
    }

    /**
     * Returns this with other lots.
     *
     * @param lots what decides them
     * @return the changed value
     */
    public SkipGram seed(long lots) {
        return new SkipGram(dimensions, window, negatives, words, epochs, rate, lots);
    }
}
