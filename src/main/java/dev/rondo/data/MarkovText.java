package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Text from a Markov chain of a given order: what comes next depends on the last few characters and on nothing else, by
 * chances that the seed decides. Its entropy rate is the loss that no language model can go below, and the entropies of
 * lower order are the losses of the best n-gram models that look less far back.
 *
 * <pre>{@code
 * var source = MarkovText.of("abcdef", 2).seed(7);
 * Text text = source.text(100_000);
 * source.memoryless();   // the best that letter frequencies give
 * source.entropy(1);     // with one character of memory
 * source.floor();        // with two, and with any number above
 * }</pre>
 *
 * <p>For each context the chances are drawn from a symmetric Dirichlet distribution; a hundredth of each row is then
 * spread evenly, so that everything can happen. Entropies are sums over the stationary distribution of the contexts,
 * which is found by running the chain until one more step moves less than 1e-14 of it.
 *
 * @param alphabet the characters, each once, at least two
 * @param order how many characters the next one depends on; 0 makes them independent
 * @param concentration of the Dirichlet distribution, at least 0.1: small for a text that is easy to foretell, 1 for
 *     chances of any kind, large for even ones
 * @param seed what decides the chances and the draws
 */
@CheckReturnValue
public record MarkovText(String alphabet, int order, double concentration, long seed) implements KnownSource {
    private static final int LARGEST = 500_000; // chances

    /** {@inheritDoc} */
    public MarkovText {
        Require.atLeast(0, "order", order, "2");
        long symbols = alphabet.codePoints().count();
        if (symbols < 2 || symbols != alphabet.codePoints().distinct().count() || alphabet.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("alphabet is \"" + alphabet
                    + "\", expected at least 2 characters, each once, without carriage returns, such as \"abcdef\"");
        }
        if (Math.pow((double) symbols, order + 1.0) > LARGEST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d characters of order %d have %d^%d chances, expected at most %,d: lower the order, or leave"
                            + " characters out",
                    symbols,
                    order,
                    symbols,
                    order + 1,
                    LARGEST));
        }
        if (!(concentration >= 0.1 && concentration <= 1e6)) {
            throw new IllegalArgumentException("concentration is " + concentration
                    + ", expected 0.1 to 1e6: 0.3 is easy to foretell, 1 has chances of any kind, 10 even ones");
        }
    }

    /**
     * Describes a source of concentration 0.5.
     *
     * @param alphabet the characters, each once, at least two
     * @param order how many characters the next one depends on
     * @return the source, of seed 0
     * @throws IllegalArgumentException if a character stands twice, or the chain is too large
     */
    public static MarkovText of(String alphabet, int order) {
        return new MarkovText(alphabet, order, 0.5, 0);
    }

    /**
     * Returns this with other chances: small numbers make a text that is easy to foretell, large ones an even mixture.
     *
     * @param alpha the concentration of the Dirichlet distribution, from 0.1
     * @return the changed value
     * @throws IllegalArgumentException if it is out of range
     */
    public MarkovText concentration(double alpha) {
        return new MarkovText(alphabet, order, alpha, seed);
    }

    /**
     * Returns this with other chances and other draws.
     *
     * @param other what decides both
     * @return the changed value
     */
    public MarkovText seed(long other) {
        return new MarkovText(alphabet, order, concentration, other);
    }

    private List<String> symbols() {
        return alphabet.codePoints().mapToObj(Character::toString).toList();
    }

    private MarkovChain chain(SplittableRandom random) {
        return MarkovChain.drawn(symbols().size(), order, concentration, random.split());
    }

    private MarkovChain chain() {
        return chain(new SplittableRandom(seed));
    }

    /**
     * Draws a text, stationary from its first character. A longer text begins with the shorter one.
     *
     * @param length how many characters, more than the order
     * @return the text, with its floor in nats per character
     * @throws IllegalArgumentException if {@code length} is not above the order
     */
    public Text text(int length) {
        Require.atLeast(order + 1, "length", length, "100,000: a text is longer than what its characters depend on");
        SplittableRandom random = new SplittableRandom(seed);
        MarkovChain chain = chain(random);
        List<String> symbols = symbols();
        int context = drawn(chain.stationary(), random);
        StringBuilder content = new StringBuilder();
        int divisor = chain.next().length;
        for (int k = 0; k < order; k++) {
            divisor /= symbols.size();
            content.append(symbols.get(context / divisor % symbols.size()));
        }
        for (int k = order; k < length; k++) {
            int symbol = drawn(chain.next()[context], random);
            content.append(symbols.get(symbol));
            context = chain.after(context, symbol);
        }
        return Text.characters("Markov text of order " + order, content.toString())
                .in(Vocabulary.sorted(symbols))
                .floor(chain.entropy(order));
    }

    private static int drawn(double[] chances, SplittableRandom random) {
        double left = random.nextDouble();
        int place = 0;
        while (place < chances.length - 1 && left >= chances[place]) {
            left -= chances[place++];
        }
        return place;
    }

    /**
     * Returns what may follow a text.
     *
     * @param before the text before, of which the last {@link #order()} characters matter
     * @return the chance of each character, in the order of the alphabet
     * @throws IllegalArgumentException if the text is shorter than the order or has a character of another alphabet
     */
    public Map<String, Double> next(String before) {
        int[] ids = ids(before);
        Require.atLeast(order, "the length of the text before", ids.length, "the last characters of text(...)");
        MarkovChain chain = chain();
        double[] chances = chain.next()[context(chain, ids, ids.length)];
        List<String> symbols = symbols();
        Map<String, Double> next = new LinkedHashMap<>();
        for (int symbol = 0; symbol < chances.length; symbol++) {
            next.put(symbols.get(symbol), chances[symbol]);
        }
        return Collections.unmodifiableMap(next);
    }

    private int[] ids(String text) {
        return Vocabulary.of(symbols()).encode(text);
    }

    /** The context before a place: the last {@code order} symbols as one number. */
    private int context(MarkovChain chain, int[] ids, int place) {
        return Arrays.stream(ids, place - order, place).reduce(0, chain::after);
    }

    /**
     * Returns the mean loss of the source itself on a text: what the best predictor there can be loses on these very
     * characters, near the {@link #floor()} where the text is its own and long. The first {@link #order()} characters
     * do not count.
     *
     * @param text the text, longer than the order
     * @return the mean of {@code -ln p}, in nats per character
     * @throws IllegalArgumentException if the text is too short or has a character of another alphabet
     */
    public double nats(String text) {
        int[] ids = ids(text);
        Require.atLeast(order + 1, "the length of the text", ids.length, "a part of text(...)");
        MarkovChain chain = chain();
        int context = context(chain, ids, order);
        double sum = 0;
        for (int k = order; k < ids.length; k++) {
            sum -= Math.log(chain.next()[context][ids[k]]);
            context = chain.after(context, ids[k]);
        }
        return sum / (ids.length - order);
    }

    @Override
    public String unit() {
        return "nats per character";
    }

    /**
     * Returns the entropy rate.
     *
     * @return the entropy of a character after all those before it, in nats
     */
    @Override
    public double floor() {
        return entropy(order);
    }

    /**
     * Returns the entropy of the single characters.
     *
     * @return the loss of the best predictor that knows how frequent each character is, in nats per character
     */
    @Override
    public double memoryless() {
        return entropy(0);
    }

    /**
     * Returns the entropy of a character after so many others: the loss of the best predictor that looks no further
     * back, as an n-gram model of order {@code known + 1} does.
     *
     * @param known how many characters back it looks, at least 0; from the order of the chain on, nothing more is
     *     gained
     * @return the loss, in nats per character
     * @throws IllegalArgumentException if {@code known} is below 0
     */
    public double entropy(int known) {
        Require.atLeast(0, "known", known, "1");
        return chain().entropy(known);
    }
}
