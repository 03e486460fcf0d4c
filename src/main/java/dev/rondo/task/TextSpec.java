package dev.rondo.task;

import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Rnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a model of words besides its weights.
 *
 * @param rnn the recurrent stack
 * @param words how words become vectors
 * @param pooling how the steps become one; null where each step is scored
 * @param constraints the scheme of tags of which a random field allows nothing else; empty for a field that allows
 *     everything, null where there is none
 * @param seed the seed of initial weights, shuffling and dropout
 * @param classes the labels, numbered by their places
 * @param symbols the vocabulary
 * @param letters the letters that count; empty where none does
 * @param tokenizer what cuts a text into words; null where the words come as they are
 * @param lowerCase whether words are looked up in lower case
 */
record TextSpec(
        Rnn rnn,
        WordSpec words,
        @Nullable Pooling pooling,
        @Nullable String constraints,
        long seed,
        List<String> classes,
        List<String> symbols,
        List<String> letters,
        @Nullable Tokenizer tokenizer,
        boolean lowerCase) {

    TextSpec words(WordSpec other) {
        return new TextSpec(rnn, other, pooling, constraints, seed, classes, symbols, letters, tokenizer, lowerCase);
    }

    TextSpec pooling(Pooling other) {
        return new TextSpec(rnn, words, other, constraints, seed, classes, symbols, letters, tokenizer, lowerCase);
    }

    TextSpec constraints(String other) {
        return new TextSpec(rnn, words, pooling, other, seed, classes, symbols, letters, tokenizer, lowerCase);
    }

    TextSpec seed(long other) {
        return new TextSpec(rnn, words, pooling, constraints, other, classes, symbols, letters, tokenizer, lowerCase);
    }

    TextSpec letters(List<String> other) {
        return new TextSpec(rnn, words, pooling, constraints, seed, classes, symbols, other, tokenizer, lowerCase);
    }

    TextSpec symbols(List<String> other) {
        return new TextSpec(rnn, words, pooling, constraints, seed, classes, other, letters, tokenizer, lowerCase);
    }

    boolean perStep() {
        return pooling == null;
    }

    /** Returns what turns words into numbers. */
    WordCode code() {
        return new WordCode(Vocabulary.of(symbols), letters.isEmpty() ? null : Vocabulary.of(letters), lowerCase);
    }

    /** Returns what decides a fit's numbers besides the data, in words. */
    String identity() {
        return List.of(rnn, words, String.valueOf(pooling), String.valueOf(constraints), seed, classes, lowerCase)
                + " words " + Integer.toHexString(symbols.hashCode());
    }

    /** Describes the model in a line. */
    String describe(String kind, long steps) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(Locale.ROOT, "%,d words in %d numbers", symbols.size(), words.size()));
        if (words.frozen()) {
            parts.add("frozen");
        }
        if (words.dropped() > 0) {
            parts.add("word dropout " + words.dropped());
        }
        if (words.letters() != null) {
            parts.add("letters by " + words.letters().rnn());
        }
        parts.add(rnn.toString());
        if (pooling != null) {
            parts.add("pooling " + pooling.name().toLowerCase(Locale.ROOT));
        }
        if (constraints != null) {
            parts.add("random field" + (constraints.isEmpty() ? "" : " within " + constraints));
        }
        parts.add(classes.size() > 10 ? classes.size() + " classes" : classes.toString());
        parts.add("seed " + seed);
        if (steps > 0) {
            parts.add("trained for " + steps + " steps");
        }
        return kind + "(" + String.join(", ", parts) + ")";
    }
}
