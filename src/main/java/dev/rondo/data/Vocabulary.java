package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The symbols a model knows, numbered from zero in a fixed order.
 */
public final class Vocabulary {
    /** What fills a short sequence up. */
    public static final String PAD = "<pad>";
    /** What stands for every symbol that is not known. */
    public static final String UNKNOWN = "<unk>";
    /** What a sequence begins with. */
    public static final String BEGIN = "<bos>";
    /** What a sequence ends with. */
    public static final String END = "<eos>";

    private static final List<String> SPECIALS = List.of(PAD, UNKNOWN, BEGIN, END);

    private final List<String> symbols;
    private final Map<String, Integer> ids = new HashMap<>();

    private Vocabulary(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        for (String symbol : this.symbols) {
            if (ids.put(symbol, ids.size()) != null) {
                throw new IllegalArgumentException("symbol " + shown(symbol) + " stands twice in the vocabulary");
            }
        }
    }

    /**
     * Makes a vocabulary of the given symbols in the given order.
     *
     * @param symbols the symbols, each once
     * @return the vocabulary
     * @throws IllegalArgumentException if one stands twice
     */
    public static Vocabulary of(List<String> symbols) {
        return new Vocabulary(symbols);
    }

    /**
     * Makes a vocabulary of what is frequent: {@link #PAD}, {@link #UNKNOWN}, {@link #BEGIN} and {@link #END} as 0 to 3,
     * then the symbols by falling frequency, those as frequent by code point.
     *
     * @param documents the symbols of each document as they occur
     * @param minimum how often a symbol must occur, from 1
     * @param largest how many symbols there are at most, beside the four
     * @return the vocabulary
     * @throws IllegalArgumentException if one of the limits is below 1
     */
    public static Vocabulary counted(Iterable<List<String>> documents, int minimum, int largest) {
        Limits limits = new Limits(minimum, largest);
        Map<String, Integer> counts = new HashMap<>();
        documents.forEach(tokens -> tokens.forEach(token -> counts.merge(token, 1, Integer::sum)));
        SPECIALS.forEach(counts::remove);
        Comparator<Map.Entry<String, Integer>> frequent = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return new Vocabulary(Stream.concat(
                        SPECIALS.stream(),
                        counts.entrySet().stream()
                                .filter(entry -> entry.getValue() >= limits.minimum())
                                .sorted(frequent.thenComparing(Map.Entry.comparingByKey(Vocabulary::compare)))
                                .limit(limits.largest())
                                .map(Map.Entry::getKey))
                .toList());
    }

    /**
     * Makes the vocabulary of a sequence: each symbol once, sorted by code point.
     *
     * @param sequence the symbols as they occur
     * @return the vocabulary
     */
    static Vocabulary sorted(Collection<String> sequence) {
        List<String> symbols = new ArrayList<>(new LinkedHashSet<>(sequence));
        symbols.sort((a, b) -> Integer.compare(a.codePointAt(0), b.codePointAt(0)));
        return new Vocabulary(symbols);
    }

    private static int compare(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /** Returns whether a symbol is one of the four that stand for something else. */
    static boolean isSpecial(String symbol) {
        return SPECIALS.contains(symbol);
    }

    /**
     * Returns how many symbols there are.
     *
     * @return the size
     */
    public int size() {
        return symbols.size();
    }

    /**
     * Returns the symbols in order.
     *
     * @return the symbols
     */
    public List<String> symbols() {
        return symbols;
    }

    /**
     * Returns the symbol of a number.
     *
     * @param id the number, from 0
     * @return the symbol
     */
    public String symbol(int id) {
        return symbols.get(id);
    }

    /**
     * Returns the number of a symbol.
     *
     * @param symbol the symbol
     * @return the number; empty if it is not in the vocabulary
     */
    public OptionalInt id(String symbol) {
        Integer id = ids.get(symbol);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * Returns whether there is a symbol that stands for those not known.
     *
     * @return true if {@link #UNKNOWN} is in the vocabulary
     */
    public boolean hasUnknown() {
        return ids.containsKey(UNKNOWN);
    }

    /**
     * Numbers tokens; one that is not in the vocabulary becomes {@link #UNKNOWN}.
     *
     * @param tokens the tokens
     * @return a number for each
     * @throws IllegalArgumentException if a token is not in the vocabulary and {@link #UNKNOWN} neither; the message names
     *     it and its place
     */
    public int[] ids(List<String> tokens) {
        int unknown = id(UNKNOWN).orElse(-1);
        int[] encoded = new int[tokens.size()];
        for (int k = 0; k < encoded.length; k++) {
            encoded[k] = id(tokens.get(k)).orElse(unknown);
            if (encoded[k] < 0) {
                throw new IllegalArgumentException("token '" + tokens.get(k) + "' at place " + (k + 1)
                        + " is not in the vocabulary of " + size() + " symbols, which has no " + UNKNOWN
                        + " either; leave it out, or make the vocabulary by Vocabulary.counted");
            }
        }
        return encoded;
    }

    /**
     * Returns the symbols of numbers.
     *
     * @param encoded the numbers
     * @return a symbol for each
     */
    public List<String> symbols(int[] encoded) {
        return Arrays.stream(encoded).mapToObj(symbols::get).toList();
    }

    /**
     * Returns the share of tokens that are not in the vocabulary.
     *
     * @param documents the tokens of each document
     * @return the share, 0 to 1; 0 where there is no token
     */
    public double outOfVocabulary(Iterable<List<String>> documents) {
        long all = 0;
        long known = 0;
        for (List<String> tokens : documents) {
            all += tokens.size();
            known += tokens.stream().filter(ids::containsKey).count();
        }
        return all == 0 ? 0 : (double) (all - known) / all;
    }

    /**
     * Numbers the characters (code points) of a text.
     *
     * @param text the text
     * @return a number for each character
     * @throws IllegalArgumentException if a character is not in the vocabulary; the message names it and its place
     */
    public int[] encode(String text) {
        int[] codePoints = text.codePoints().toArray();
        int[] encoded = new int[codePoints.length];
        for (int k = 0; k < encoded.length; k++) {
            String symbol = Character.toString(codePoints[k]);
            int place = k + 1;
            encoded[k] = id(symbol)
                    .orElseThrow(() -> new IllegalArgumentException("character " + shown(symbol) + " at place " + place
                            + " is not in the vocabulary of " + size() + " characters: " + shown()
                            + "; leave it out, or train on a text that has it"));
        }
        return encoded;
    }

    /**
     * Spells numbers out.
     *
     * @param encoded the numbers
     * @return the symbols, one behind the other
     */
    public String decode(int[] encoded) {
        StringBuilder text = new StringBuilder();
        for (int id : encoded) {
            text.append(symbols.get(id));
        }
        return text.toString();
    }

    /** Shows a symbol so that it can be told from every other: 'a', U+000A. */
    static String shown(String symbol) {
        int codePoint = symbol.codePointAt(0);
        String code = String.format("U+%04X", codePoint);
        return symbol.codePointCount(0, symbol.length()) > 1 || !isVisible(codePoint)
                ? code
                : "'" + symbol + "' (" + code + ")";
    }

    private static boolean isVisible(int codePoint) {
        return codePoint > ' ' && Character.isDefined(codePoint) && !Character.isISOControl(codePoint);
    }

    private String shown() {
        StringBuilder all = new StringBuilder();
        boolean words = symbols.stream().anyMatch(symbol -> symbol.codePointCount(0, symbol.length()) > 1);
        for (String symbol : symbols.subList(0, Math.min(100, size()))) {
            all.append(words && all.length() > 0 ? " " : "").append(symbol.equals("\n") ? "\\n" : symbol);
        }
        return size() > 100 ? all + " ..." : all.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && symbols.equals(that.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary(" + size() + ": " + shown() + ")";
    }
}
