package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Between a text as it is written and the numbers of its symbols.
 *
 * @param vocabulary the symbols
 * @param tokenizer what cuts a text into words; null where the symbols are characters
 */
record Wording(Vocabulary vocabulary, @Nullable Tokenizer tokenizer) {
    private static final String CLOSING = ",.;:!?)]}%…’”，。；：！？、）》”";
    private static final String OPENING = "([{‘“（《";

    int[] ids(String text) {
        if (tokenizer == null || text.isEmpty()) {
            return vocabulary.encode(text);
        }
        return Text.words("the text", text).tokenizer(tokenizer).in(vocabulary).ids(Part.ALL);
    }

    /** Returns the number of a line's end; -1 where the model does not know it. */
    int end() {
        return vocabulary.id(tokenizer == null ? "\n" : Vocabulary.END).orElse(-1);
    }

    /** Returns whether a symbol stands for none that could be written. */
    boolean isUnwritten(int id) {
        return tokenizer != null && vocabulary.symbol(id).equals(Vocabulary.UNKNOWN);
    }

    /** Writes symbols behind a text. */
    String text(String before, int[] ids) {
        if (tokenizer == null) {
            return before + vocabulary.decode(ids);
        }
        StringBuilder text = new StringBuilder(before);
        for (int id : ids) {
            String word = vocabulary.symbol(id);
            if (word.equals(Vocabulary.END)) {
                text.append('\n');
            } else {
                text.append(isApart(text, word) ? " " : "").append(word);
            }
        }
        return text.toString();
    }

    /** Returns whether a blank stands between a text and its next word. */
    private boolean isApart(CharSequence text, String word) {
        if (text.isEmpty() || tokenizer == null || tokenizer.kind() == Tokenizer.Kind.CHARACTERS) {
            return false;
        }
        int last = Character.codePointBefore(text, text.length());
        int first = word.codePointAt(0);
        if (Character.isWhitespace(last)) {
            return false;
        }
        if (tokenizer.kind() != Tokenizer.Kind.WORDS && tokenizer.kind() != Tokenizer.Kind.CHINESE) {
            return true;
        }
        boolean within = Character.isIdeographic(last) && Character.isIdeographic(first);
        return !within && CLOSING.indexOf(first) < 0 && OPENING.indexOf(last) < 0;
    }
}
