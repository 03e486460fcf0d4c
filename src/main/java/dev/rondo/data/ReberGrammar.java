package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reber's grammar: strings from a small automaton that leaves its states by fair choices, plain or embedded in a frame.
 *
 * <pre>{@code
 * plain      B -> 1    1: T -> 2 | P -> 3    2: S -> 2 | X -> 4    3: T -> 3 | V -> 5
 *                      4: X -> 3 | S -> 6    5: P -> 4 | V -> 6    6: E, the end
 * embedded   B T (a plain string) T E   or   B P (a plain string) P E
 * }</pre>
 *
 * In the embedded grammar the second-to-last symbol is the second one again, and nothing between tells which it was: to
 * say it, a model has to remember it over the whole inner string.
 *
 * <pre>{@code
 * var reber = ReberGrammar.embedded();
 * Sequences steps = reber.sequences(1000);   // the next symbol at each step
 * Text text = reber.text(5000);              // one string a line, for a language model
 * reber.bits();                              // 7 bits a string
 * }</pre>
 *
 * <p>Sources: A. S. Reber, <i>Implicit Learning of Artificial Grammars</i>, Journal of Verbal Learning and Verbal
 * Behavior 6 (1967); A. Cleeremans, D. Servan-Schreiber and J. L. McClelland, <i>Finite State Automata and Simple
 * Recurrent Networks</i>, Neural Computation 1 (1989); S. Hochreiter and J. Schmidhuber, <i>Long Short-Term
 * Memory</i>, Neural Computation 9 (1997), experiment 1.
 *
 * @param form plain or embedded
 * @param seed what decides the draws
 */
@CheckReturnValue
public record ReberGrammar(Form form, long seed) implements KnownSource {
    private static final String SYMBOLS = ReberAutomata.SYMBOLS;
    private static final String[] CLASSES = SYMBOLS.split("");

    /** Which of the two grammars. */
    public enum Form {
        /** The grammar itself. */
        PLAIN,
        /** A string of the grammar between two equal symbols. */
        EMBEDDED
    }

    /**
     * Describes the plain grammar.
     *
     * @return the grammar, of seed 0; 6 bits a string of 8 symbols on average
     */
    public static ReberGrammar plain() {
        return new ReberGrammar(Form.PLAIN, 0);
    }

    /**
     * Describes the embedded grammar.
     *
     * @return the grammar, of seed 0; 7 bits a string of 12 symbols on average
     */
    public static ReberGrammar embedded() {
        return new ReberGrammar(Form.EMBEDDED, 0);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public ReberGrammar seed(long other) {
        return new ReberGrammar(form, other);
    }

    private Automaton automaton() {
        return form == Form.PLAIN ? ReberAutomata.PLAIN : ReberAutomata.EMBEDDED;
    }

    private String title() {
        return form == Form.PLAIN ? "Reber grammar" : "embedded Reber grammar";
    }

    /**
     * Draws strings. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the strings, from {@code B} to {@code E}
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public List<String> strings(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> string(random)).limit(count).toList();
    }

    private String string(SplittableRandom random) {
        Automaton automaton = automaton();
        StringBuilder string = new StringBuilder();
        int state = 0;
        while (state != automaton.end()) {
            int from = state;
            int[] open = IntStream.range(0, CLASSES.length)
                    .filter(symbol -> automaton.after(from, symbol) != Automaton.NONE)
                    .toArray();
            int symbol = open[random.nextInt(open.length)];
            string.append(SYMBOLS.charAt(symbol));
            state = automaton.after(state, symbol);
        }
        return string.toString();
    }

    /**
     * Draws the {@link #strings} as sequences of seven features (B T S X V P E, one of them 1), with the next symbol as
     * the label of each step. The last symbol is only told, never shown: a sequence has a step less than its string.
     *
     * @param count how many, at least 1
     * @return the sequences, in the order of the strings, with their {@link #floor()}
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Sequences sequences(int count) {
        List<String> strings = strings(count);
        float[][] rows = OneHot.rows(CLASSES.length);
        float[][][] x = new float[count][][];
        String[][] labels = new String[count][];
        for (int s = 0; s < count; s++) {
            String string = strings.get(s);
            x[s] = string.substring(0, string.length() - 1)
                    .chars()
                    .mapToObj(symbol -> rows[SYMBOLS.indexOf(symbol)])
                    .toArray(float[][]::new);
            labels[s] = string.substring(1).split("");
        }
        return Sequences.labelledSteps(title(), x, labels).classes(CLASSES).floor(floor());
    }

    /**
     * Draws the {@link #strings} as one text, each closed by a newline.
     *
     * @param strings how many, at least 1
     * @return the text, with its floor in nats per character, newlines included
     * @throws IllegalArgumentException if {@code strings} is below 1
     */
    public Text text(int strings) {
        Require.atLeast(1, "strings", strings, "5000");
        String content = String.join("\n", strings(strings)) + "\n";
        return Text.characters(title(), content)
                .in(Vocabulary.sorted(List.of((SYMBOLS + "\n").split(""))))
                .floor(bits() * Math.log(2) / (length() + 1));
    }

    /**
     * Returns what may follow the beginning of a string.
     *
     * @param prefix the beginning, from {@code B}; may be empty or a whole string
     * @return the chance of each symbol that may follow, in the order B T S X V P E; empty after a whole string
     * @throws IllegalArgumentException if no string begins so; the message names the symbol and its place
     */
    public Map<String, Double> next(String prefix) {
        Automaton automaton = automaton();
        int state = 0;
        for (int k = 0; k < prefix.length(); k++) {
            int symbol = SYMBOLS.indexOf(prefix.charAt(k));
            int after = symbol < 0 ? Automaton.NONE : automaton.after(state, symbol);
            if (after == Automaton.NONE) {
                throw new IllegalArgumentException(Vocabulary.shown(prefix.substring(k, k + 1)) + " at place " + (k + 1)
                        + " of \"" + prefix + "\" " + wanted(state));
            }
            state = after;
        }
        return open(state);
    }

    private String wanted(int state) {
        return state == automaton().end()
                ? "stands behind the end of a string: leave it out"
                : "cannot stand there, expected one of "
                        + String.join(" ", open(state).keySet());
    }

    private Map<String, Double> open(int state) {
        Automaton automaton = automaton();
        Map<String, Double> open = new LinkedHashMap<>();
        for (int symbol = 0; symbol < CLASSES.length; symbol++) {
            if (automaton.after(state, symbol) != Automaton.NONE) {
                open.put(CLASSES[symbol], 1.0 / automaton.choices(state));
            }
        }
        return Collections.unmodifiableMap(open);
    }

    /**
     * Returns whether a string is of the grammar.
     *
     * @param string any string
     * @return true if the grammar makes it, from {@code B} to the last {@code E}
     */
    public boolean accepts(String string) {
        Automaton automaton = automaton();
        int state = 0;
        for (int k = 0; k < string.length() && state != Automaton.NONE; k++) {
            int symbol = SYMBOLS.indexOf(string.charAt(k));
            state = symbol < 0 ? Automaton.NONE : automaton.after(state, symbol);
        }
        return state == automaton.end();
    }

    /**
     * Returns the step of {@link #sequences} at which the symbol to be kept is to be told: the target of this step is
     * the second-to-last symbol of the string.
     *
     * @param string a string of the embedded grammar
     * @return the step, from 0
     * @throws IllegalStateException if this is the plain grammar, which keeps no symbol
     * @throws IllegalArgumentException if the string is not of the grammar
     */
    public int longMemoryStep(String string) {
        embeddedOnly("longMemoryStep");
        if (!accepts(string)) {
            throw new IllegalArgumentException("\"" + string
                    + "\" is no string of the embedded Reber grammar: take one of strings(...), such as BTBPVVETE");
        }
        return string.length() - 3;
    }

    private void embeddedOnly(String method) {
        if (form == Form.PLAIN) {
            throw new IllegalStateException(
                    method + ": the plain Reber grammar has no symbol to be kept, use ReberGrammar.embedded()");
        }
    }

    /**
     * Returns the entropy of a string: the plain grammar makes 6 choices between two on average, the embedded one 7.
     *
     * @return the entropy, in bits per string
     */
    public double bits() {
        return automaton().bits();
    }

    /**
     * Returns the mean length of a string, 8 symbols in the plain grammar and 12 in the embedded one.
     *
     * @return the mean length
     */
    public double length() {
        return Arrays.stream(automaton().occurrences()).sum();
    }

    @Override
    public String unit() {
        return "nats per step";
    }

    /**
     * Returns the loss on {@link #sequences} of the model that knows the grammar, over all steps of all strings
     * together: the entropy of a string over its mean length less one.
     *
     * @return 0.5941 (plain) or 0.4411 (embedded)
     */
    @Override
    public double floor() {
        return bits() * Math.log(2) / (length() - 1);
    }

    /**
     * Returns the loss on {@link #sequences} of the model that knows the grammar but not the symbol to be kept, which
     * is one fair guess a string.
     *
     * @return 0.5041, in nats per step
     * @throws IllegalStateException if this is the plain grammar, which keeps no symbol
     */
    public double shortMemory() {
        embeddedOnly("shortMemory");
        return (bits() + 1) * Math.log(2) / (length() - 1);
    }

    /**
     * Returns the loss on {@link #sequences} of the model that knows how often each symbol is next and nothing else.
     *
     * @return the entropy of all symbols but the first of a string, in nats per step
     */
    @Override
    public double memoryless() {
        double[] shares = automaton().occurrences();
        shares[0] -= 1; // the first B is shown, not told
        double told = length() - 1;
        return Entropy.nats(Arrays.stream(shares).map(n -> n / told).toArray());
    }
}
