package dev.rondo.cell;

/**
 * What a language model expects next, where some labels have been read: a state that the search of {@link Ctc} goes on
 * from, label by label. It is immutable, since many labellings go on from the same one.
 *
 * <p>An n-gram model's state is the last few labels; a recurrent one's is its hidden state and the scores that follow
 * from it.
 *
 * <pre>{@code
 * record Bigram(double[][] logs, int last) implements CtcLanguage {
 *     public double log(int label) {
 *         return logs[last][label];
 *     }
 *
 *     public CtcLanguage after(int label) {
 *         return new Bigram(logs, label);
 *     }
 * }
 * }</pre>
 */
public interface CtcLanguage {
    /**
     * Returns how likely a label is to come next. A search asks once for each label when a labelling enters its beam.
     *
     * @param label the label, never the blank
     * @return ln of its probability; minus infinity rules it out
     */
    double log(int label);

    /**
     * Reads one label more. A search asks when the longer labelling enters its beam, not for those it drops.
     *
     * @param label the label, never the blank
     * @return the state after it
     */
    CtcLanguage after(int label);

    /**
     * Returns how likely it is that nothing more comes.
     *
     * @return ln of the probability of the end; 0 for a model without an end, as here
     */
    default double end() {
        return 0;
    }

    /**
     * Returns the language that says nothing.
     *
     * @return a language of which every log is 0
     */
    static CtcLanguage none() {
        record None() implements CtcLanguage {
            @Override
            public double log(int label) {
                return 0;
            }

            @Override
            public CtcLanguage after(int label) {
                return this;
            }
        }

        return new None();
    }
}
