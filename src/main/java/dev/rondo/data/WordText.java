package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A running text in words.
 *
 * @param content the text itself
 * @param tokenizer what cuts it
 * @param minimum how often a word must occur to be in the vocabulary
 * @param largest how many words the vocabulary has at most
 * @param counted whether the vocabulary is that of the training part, and not one that was given
 * @param tokens the words, each line's end a symbol of its own
 */
record WordText(String content, Tokenizer tokenizer, int minimum, int largest, boolean counted, List<String> tokens) {

    static WordText of(String name, String content, Tokenizer tokenizer) {
        List<String> tokens = new ArrayList<>();
        String plain = content.replace("\r\n", "\n");
        int from = 0;
        while (from < plain.length()) {
            int end = plain.indexOf('\n', from);
            String line = plain.substring(from, end < 0 ? plain.length() : end);
            List<String> cut = tokenizer.tokens(line);
            tokens.addAll(cut);
            if (end >= 0 && !cut.isEmpty()) {
                tokens.add(Vocabulary.END);
            }
            from = end < 0 ? plain.length() : end + 1;
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("text '" + name + "' has no word: give one with some thousand words");
        }
        return new WordText(content, tokenizer, 1, Integer.MAX_VALUE, true, List.copyOf(tokens));
    }

    WordText limits(int least, int most) {
        Limits limits = new Limits(least, most);
        return new WordText(content, tokenizer, limits.minimum(), limits.largest(), true, tokens);
    }

    /** Returns this with a vocabulary that was given. */
    WordText fixed() {
        return new WordText(content, tokenizer, minimum, largest, false, tokens);
    }

    /** Returns the vocabulary of so many tokens from the first. */
    Vocabulary vocabulary(int train) {
        List<String> symbols = new ArrayList<>(Vocabulary.counted(List.of(tokens.subList(0, train)), minimum, largest)
                .symbols());
        symbols.removeAll(List.of(Vocabulary.PAD, Vocabulary.BEGIN)); // a stream has neither
        return Vocabulary.of(symbols);
    }
}
