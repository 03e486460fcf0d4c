package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * How a translation is looked for: at each step the most probable beginnings are kept and each is continued by every
 * symbol; of the continuations the best are kept again. One that comes to its end leaves the beam and is kept aside
 * (I. Sutskever, O. Vinyals and Q. V. Le, Sequence to sequence learning with neural networks, 2014). The search is over
 * when no beginning can still pass the complete ones.
 *
 * <p>Complete ones are ranked by their log probability over a penalty of their length (Y. Wu et al., Google's neural
 * machine translation system, 2016, without its coverage penalty):
 *
 * <pre>
 * score(y) = ln p(y | x) / ((5 + |y|) / 6)^alpha
 * </pre>
 *
 * <p>|y| counts the end too. With alpha 0, the default, it is the log probability itself, which favours short
 * translations the more the wider the beam is.
 *
 * <pre>{@code
 * BeamSearch.width(5).lengthNormalised(0.6)
 * BeamSearch.greedy().copyUnknown()
 * }</pre>
 *
 * @param width how many beginnings are kept, from 1
 * @param alpha the power of the penalty, from 0
 * @param longest the most tokens of a translation; 0 for twice those of the source and 20 more
 * @param copying whether unknown words are copied from the source
 */
@CheckReturnValue
public record BeamSearch(int width, double alpha, int longest, boolean copying) {

    /** {@inheritDoc} */
    public BeamSearch {
        if (width < 1) {
            throw new IllegalArgumentException("width is " + width + ", expected at least 1, such as 5");
        }
        if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha is " + alpha + ", expected a number from 0, such as 0.6");
        }
        if (longest < 0) {
            throw new IllegalArgumentException("longest is " + longest
                    + ", expected at least 1 token, or 0 for twice those of the source and 20 more");
        }
    }

    /**
     * Takes the most probable symbol at each step: a beam of one.
     *
     * @return the search
     */
    public static BeamSearch greedy() {
        return width(1);
    }

    /**
     * Keeps so many beginnings.
     *
     * @param beginnings how many, from 1
     * @return the search, without a penalty
     * @throws IllegalArgumentException if it is below 1
     */
    public static BeamSearch width(int beginnings) {
        return new BeamSearch(beginnings, 0, 0, false);
    }

    /**
     * Returns this with a penalty of length.
     *
     * @param power alpha, from 0; Wu et al. found 0.6 to 0.7 best
     * @return the changed value
     * @throws IllegalArgumentException if it is below 0
     */
    public BeamSearch lengthNormalised(double power) {
        return new BeamSearch(width, power, longest, copying);
    }

    /**
     * Returns this with another limit: a translation that has as many tokens ends there.
     *
     * @param tokens the most tokens; 0 for twice those of the source and 20 more
     * @return the changed value
     * @throws IllegalArgumentException if it is below 0
     */
    public BeamSearch longest(int tokens) {
        return new BeamSearch(width, alpha, tokens, copying);
    }

    /**
     * Returns this so that {@code <unk>} may be chosen, and is then replaced by the token of the source that was attended
     * to most, as Luong, Pham and Manning (2015) do for names; {@link Hypothesis#copied} tells where. Without it {@code
     * <unk>} is never chosen. A model learns to say {@code <unk>} only from data whose target vocabulary leaves words out.
     *
     * @return the changed value
     */
    public BeamSearch copyUnknown() {
        return new BeamSearch(width, alpha, longest, true);
    }

    /** Returns the most tokens for a source of so many. */
    int limit(int source) {
        return longest > 0 ? longest : 2 * source + 20;
    }

    /** Returns what a translation is ranked by; of those as probable the longer one is never below the shorter. */
    double score(double logProbability, int length) {
        return logProbability / Math.pow((5.0 + length) / 6, alpha);
    }

    /** Shows what differs from the default: {@code width(5).lengthNormalised(0.6)}. */
    @Override
    public String toString() {
        return "width(" + width + ")" + (alpha == 0 ? "" : ".lengthNormalised(" + alpha + ")")
                + (longest == 0 ? "" : ".longest(" + longest + ")") + (copying ? ".copyUnknown()" : "");
    }
}
