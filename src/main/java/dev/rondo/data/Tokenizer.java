package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a text is cut into tokens. A value, so that it can be saved with a model and cut the next text alike.
 *
 * <pre>{@code
 * Tokenizer.words().lowerCased().tokens("Don't panic!")   // don't, panic, !
 * }</pre>
 *
 * @param kind the way
 * @param pattern the regular expression of {@link Kind#PATTERN}, which a token matches; empty for every other kind
 * @param lowerCase whether tokens come in lower case
 */
@CheckReturnValue
public record Tokenizer(Kind kind, String pattern, boolean lowerCase) {
    private static final String LETTER = "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]";
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern WORDS = Pattern.compile(
            "\\p{Nd}+(?:[.,]\\p{Nd}+)+" // a number with its marks
                    + "|\\p{IsHan}\\p{M}*"
                    + "|" + LETTER + "+(?:['’\u200C\u200D]" + LETTER
                    + "+)*" // the last two join letters in Persian and Hindi
                    + "|(?![\\s\\p{Z}\\p{C}])\\X"); // a mark, or a picture of several code points

    /** The ways of cutting a text. */
    public enum Kind {
        /** Each code point, blanks too. */
        CHARACTERS,
        /** Words, numbers and marks. */
        WORDS,
        /** What stands between blanks. */
        WHITESPACE,
        /** What a regular expression matches. */
        PATTERN,
        /** Chinese words. */
        CHINESE
    }

    /**
     * Checks the pattern.
     *
     * @param kind the way
     * @param pattern the regular expression, or nothing
     * @param lowerCase whether tokens come in lower case
     * @throws IllegalArgumentException if it is no regular expression, matches the empty text, or stands beside a kind
     *     that has none
     */
    public Tokenizer {
        if (kind == Kind.PATTERN) {
            checkPattern(pattern);
        } else if (!pattern.isEmpty()) {
            throw new IllegalArgumentException("pattern '" + pattern + "' came with the kind " + kind
                    + ", expected none: take Tokenizer.pattern(regex) for it");
        }
    }

    private static void checkPattern(String pattern) {
        try {
            if (Pattern.compile(pattern).matcher("").matches()) {
                throw new IllegalArgumentException("pattern '" + pattern
                        + "' matches the empty text: expected what one token matches, such as \\w+");
            }
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern '" + pattern + "' is no regular expression (" + e.getDescription() + " at " + e.getIndex()
                            + "): expected what one token matches, such as \\w+",
                    e);
        }
    }

    /**
     * Makes each character (Unicode code point) a token, blanks and line ends too.
     *
     * @return the tokenizer
     */
    public static Tokenizer characters() {
        return new Tokenizer(Kind.CHARACTERS, "", false);
    }

    /**
     * Makes words, numbers and marks tokens. A word is a run of letters, digits and accents of any script, with an
     * apostrophe inside ({@code don't}); a number keeps its points and commas ({@code 1,000.5}); a Han character is a
     * token of its own, and so is each mark and picture. Blanks are left out.
     *
     * @return the tokenizer
     */
    public static Tokenizer words() {
        return new Tokenizer(Kind.WORDS, "", false);
    }

    /**
     * Makes tokens of what stands between blanks of any kind, for texts that are cut already.
     *
     * @return the tokenizer
     */
    public static Tokenizer whitespace() {
        return new Tokenizer(Kind.WHITESPACE, "", false);
    }

    /**
     * Makes tokens of what a regular expression matches, from left to right; what lies between is left out.
     *
     * @param regex the expression of one token, as of {@link Pattern}
     * @return the tokenizer
     * @throws IllegalArgumentException if it is no regular expression, or one that matches the empty text
     */
    public static Tokenizer pattern(String regex) {
        return new Tokenizer(Kind.PATTERN, regex, false);
    }

    /**
     * Makes Chinese words tokens, by the dictionary and the hidden Markov model of jieba-analysis, whose search mode is
     * off: no character comes twice. Words of other scripts and each mark are tokens too; blanks are left out. The
     * dictionary is read at the first text, which takes some seconds.
     *
     * @return the tokenizer
     */
    public static Tokenizer chinese() {
        return new Tokenizer(Kind.CHINESE, "", false);
    }

    /**
     * Returns this with all tokens in lower case.
     *
     * @return the changed value
     */
    public Tokenizer lowerCased() {
        return new Tokenizer(kind, pattern, true);
    }

    /**
     * Cuts a text.
     *
     * @param text the text
     * @return its tokens in order; none where there is nothing but what the kind leaves out
     */
    public List<String> tokens(String text) {
        List<String> tokens =
                switch (kind) {
                    case CHARACTERS ->
                        text.codePoints().mapToObj(Character::toString).toList();
                    case WORDS -> matches(WORDS, text);
                    case WHITESPACE ->
                        BLANKS.splitAsStream(text)
                                .filter(token -> !token.isEmpty())
                                .toList();
                    case PATTERN -> matches(Pattern.compile(pattern), text);
                    case CHINESE -> ChineseWords.of(text);
                };
        return lowerCase
                ? tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList()
                : tokens;
    }

    /**
     * Puts tokens together again, to be read. Characters come one behind the other. Words and Chinese words have a
     * blank between two words, none before a closing mark ({@code . , ) %}), behind an opening one ({@code ( ¿ $}),
     * about a hyphen or slash, and none beside Han characters, kana and their marks; straight quotes open and close by
     * turns. The tokens of the other kinds have a blank between any two. What was left out or put in lower case stays
     * so, and a language that writes blanks otherwise ({@code Va !} in French) gets those of English.
     *
     * <pre>{@code
     * Tokenizer.words().join(List.of("Don't", "panic", ",", "(", "well", "-", "known", ")", "!"))
     * // Don't panic, (well-known)!
     * }</pre>
     *
     * @param tokens the tokens in order
     * @return the text
     */
    public String join(List<String> tokens) {
        return switch (kind) {
            case CHARACTERS -> String.join("", tokens);
            case WORDS, CHINESE -> WordSpacing.join(tokens);
            case WHITESPACE, PATTERN -> String.join(" ", tokens);
        };
    }

    private static List<String> matches(Pattern token, String text) {
        return token.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(found -> !found.isEmpty())
                .toList();
    }

    /** Returns whether there is nothing but blanks of any kind. */
    static boolean isBlank(String text) {
        return text.isEmpty() || BLANKS.matcher(text).matches();
    }
}
