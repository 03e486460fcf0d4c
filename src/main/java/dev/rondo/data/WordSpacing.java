package dev.rondo.data;

import java.util.List;
import java.util.Set;

/**
 * Sets words and marks as they are printed: a blank between two words, none before a closing mark or behind an opening
 * one, none beside Chinese and Japanese. Straight quotes open and close by turns.
 */
final class WordSpacing {
    private static final Set<String> CLOSING = Set.of(
            ".", ",", ";", ":", "!", "?", "%", "‰", "°", ")", "]", "}", "»", "”", "’", "'", "…", "،", "؛", "؟", "।");
    private static final Set<String> OPENING = Set.of("(", "[", "{", "«", "“", "„", "‘", "¿", "¡", "$", "€", "£", "#");
    private static final Set<String> BETWEEN = Set.of("-", "‐", "‑", "/", "_", "@");
    private static final String QUOTE = "\"";

    private WordSpacing() {}

    static String join(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        String before = "";
        boolean quoted = false; // whether the token before stands within quotes, an opening quote itself too
        for (String token : tokens) {
            boolean opens = before.equals(QUOTE) && quoted;
            boolean closes = token.equals(QUOTE) && quoted;
            if (!(before.isEmpty() || token.isEmpty() || opens || closes || touch(before, token))) {
                text.append(' ');
            }
            text.append(token);
            quoted ^= token.equals(QUOTE);
            before = token;
        }
        return text.toString();
    }

    /** Returns whether two tokens stand without a blank, quotes aside. */
    private static boolean touch(String before, String token) {
        return CLOSING.contains(token)
                || OPENING.contains(before)
                || BETWEEN.contains(token)
                || BETWEEN.contains(before)
                || isUnspaced(before.codePointBefore(before.length()))
                || isUnspaced(token.codePointAt(0));
    }

    /** Returns whether a character is of a script that is written without blanks, or one of its marks. */
    private static boolean isUnspaced(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || codePoint == 'ー' // lengthens a vowel in both kinds of kana
                || (codePoint >= 0x3000 && codePoint <= 0x303F) // 、。「」
                || (codePoint >= 0xFF01 && codePoint <= 0xFF65); // ！（），：；？
    }
}
