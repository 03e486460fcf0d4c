package dev.rondo.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The symbols a model knows, numbered from zero in a fixed order.
 */
public final class Vocabulary {
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
        for (String symbol : symbols.subList(0, Math.min(100, size()))) {
            all.append(symbol.equals("\n") ? "\\n" : symbol);
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
