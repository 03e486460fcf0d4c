package dev.rondo.cell;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * How {@link Ctc#search} looks for labellings: how many it keeps at each frame, and what it ranks them by.
 *
 * <pre>{@code
 * score(y) = ln p(y | scores) + weight ln p(y | language) + bonus |y|
 * }</pre>
 *
 * The sum is that of A. Hannun et al., <i>Deep Speech: Scaling up end-to-end speech recognition</i>, 2014, with labels
 * in place of words. A language model favours short labellings, which the bonus sets right.
 *
 * <pre>{@code
 * CtcBeam beam = CtcBeam.of(50).language(bigram, 0.8).bonus(1);
 * }</pre>
 *
 * @param width how many labellings are kept at each frame, from 1
 * @param language the language, having read nothing
 * @param weight what its logarithms are multiplied by, at least 0; at 0 it is not asked
 * @param bonus what each label adds
 */
@CheckReturnValue
public record CtcBeam(int width, CtcLanguage language, double weight, double bonus) {
    /**
     * Checks the numbers.
     *
     * @param width how many labellings are kept
     * @param language the language
     * @param weight what its logarithms are multiplied by
     * @param bonus what each label adds
     * @throws IllegalArgumentException if the width is below 1, the weight is below 0, or a number is not finite
     */
    public CtcBeam {
        if (width < 1) {
            throw new IllegalArgumentException("width is " + width + ", expected at least 1 labelling");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight is " + weight + ", expected a finite number of at least 0");
        }
        if (!Double.isFinite(bonus)) {
            throw new IllegalArgumentException("bonus is " + bonus + ", expected a finite number");
        }
    }

    /**
     * Makes a beam without a language.
     *
     * @param width how many labellings are kept at each frame, from 1
     * @return the beam
     * @throws IllegalArgumentException if the width is below 1
     */
    public static CtcBeam of(int width) {
        return new CtcBeam(width, CtcLanguage.none(), 0, 0);
    }

    /**
     * Asks a language model too.
     *
     * @param model the language, having read nothing
     * @param factor what its logarithms are multiplied by, at least 0
     * @return a beam with this language
     * @throws IllegalArgumentException if the factor is below 0 or not finite
     */
    public CtcBeam language(CtcLanguage model, double factor) {
        return new CtcBeam(width, model, factor, bonus);
    }

    /**
     * Favours long labellings, or short ones.
     *
     * @param each what each label adds; below 0 short labellings win
     * @return a beam with this bonus
     * @throws IllegalArgumentException if it is not finite
     */
    public CtcBeam bonus(double each) {
        return new CtcBeam(width, language, weight, each);
    }
}
