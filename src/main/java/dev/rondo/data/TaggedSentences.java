package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sentences with a tag for each word, split into parts, and the vocabulary of the part to train on.
 *
 * <pre>{@code
 * var names = TaggedSentences.columns(Path.of("eng.train"), 0, 3).scheme(TagScheme.BIO).split(0.8, 0.1);
 * }</pre>
 *
 * <p>The vocabulary has no limits, and a tenth of the sentences is for validation, until something else is said. The tags
 * are those of all parts: one that the training part lacks is among a model's outputs, which never learns to say it.
 * Sentences of equal words go to one part.
 */
@CheckReturnValue
public final class TaggedSentences extends Parted<TaggedSentences> {
    private final List<List<String>> words;
    private final List<List<String>> tags;
    private final boolean lowerCased;
    private final Limits limits;
    private @Nullable Vocabulary vocabulary; // counted when first asked for

    private TaggedSentences(
            String name,
            List<List<String>> words,
            List<List<String>> tags,
            boolean lowerCased,
            Split split,
            Limits limits) {
        super(name, split);
        this.words = words;
        this.tags = tags;
        this.lowerCased = lowerCased;
        this.limits = limits;
    }

    /**
     * Takes sentences with a tag for each word.
     *
     * @param name what messages call them
     * @param words the words of each sentence, at least one
     * @param tags the tags of each sentence, as many
     * @return the sentences
     * @throws IllegalArgumentException if there are none, one is empty, or the numbers differ
     */
    public static TaggedSentences of(String name, List<List<String>> words, List<List<String>> tags) {
        if (words.isEmpty() || words.size() != tags.size()) {
            throw new IllegalArgumentException("'" + name + "' has " + words.size() + " sentences and tags for "
                    + tags.size() + ": expected at least one sentence, and tags for each");
        }
        for (int place = 0; place < words.size(); place++) {
            if (words.get(place).isEmpty()
                    || words.get(place).size() != tags.get(place).size()) {
                throw new IllegalArgumentException("sentence " + place + " of '" + name + "' has "
                        + words.get(place).size() + " words and "
                        + tags.get(place).size()
                        + " tags: expected at least one word, and a tag for each");
            }
        }
        List<List<String>> kept = words.stream().map(List::copyOf).toList();
        List<List<String>> itsTags = tags.stream().map(List::copyOf).toList();
        return new TaggedSentences(name, kept, itsTags, false, Split.counts(kept.size(), 0, 0), Limits.NONE)
                .split(0.9, 0.1);
    }

    /**
     * Reads a file with a word and its tags on each line, in columns parted by tabs or else by blanks, and an empty line
     * between sentences: CoNLL-2003, CoNLL-U and their like. Lines that begin with {@code -DOCSTART-} are left out, and so
     * are the comments of CoNLL-U (a number sign first, in a file with tabs) and what it writes beside the words (words
     * that are several in one, and empty ones).
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @param word the column of the words, from 0
     * @param tag the column of the tags, from 0
     * @return the sentences
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static TaggedSentences columns(Path file, int word, int tag) {
        try (Lines in = Lines.of(file)) {
            return TaggedFile.read(in, word, tag);
        }
    }

    /**
     * Joins sets that came apart; each stays a part of its own, and a sentence that stands in two of them stays in both.
     *
     * @param train the sentences to train on, all of them
     * @param validation the sentences to validate on
     * @param test the sentences to test on
     * @return the joined set, with the first one's name, case and limits of the vocabulary
     */
    public static TaggedSentences parts(TaggedSentences train, TaggedSentences validation, TaggedSentences test) {
        List<TaggedSentences> sets = List.of(train, validation, test);
        List<List<String>> words = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        sets.forEach(set -> words.addAll(set.words));
        sets.forEach(set -> tags.addAll(set.tags));
        Split split = Split.counts(train.size(), validation.size(), test.size());
        return new TaggedSentences(
                train.name(), List.copyOf(words), List.copyOf(tags), train.lowerCased, split, train.limits);
    }

    /**
     * Returns this under another name.
     *
     * @param other what messages call it
     * @return the changed value
     */
    public TaggedSentences named(String other) {
        return new TaggedSentences(other, words, tags, lowerCased, split(), limits);
    }

    private TaggedSentences with(Split other) {
        return new TaggedSentences(name(), words, tags, lowerCased, other, limits);
    }

    @Override
    TaggedSentences drawn(Shares shares, long seed) {
        List<String> oneKind = Collections.nCopies(size(), "");
        return with(Split.drawn(words, oneKind, shares, seed));
    }

    @Override
    TaggedSentences ordered(Shares shares) {
        return with(Split.inOrder(size(), shares));
    }

    /**
     * Returns this with limits to the vocabulary.
     *
     * @param minimum how often a word must stand in the training part, from 1
     * @param largest how many words there are at most, beside the four specials
     * @return the changed value
     * @throws IllegalArgumentException if one is below 1
     */
    public TaggedSentences vocabulary(int minimum, int largest) {
        return new TaggedSentences(name(), words, tags, lowerCased, split(), new Limits(minimum, largest));
    }

    /**
     * Returns this with words looked up in lower case: the vocabulary has no capitals.
     *
     * @return the changed value
     */
    public TaggedSentences lowerCased() {
        return new TaggedSentences(name(), words, tags, true, split(), limits);
    }

    /**
     * Returns whether words are looked up in lower case.
     *
     * @return true after {@link #lowerCased()}
     */
    public boolean isLowerCased() {
        return lowerCased;
    }

    /**
     * Returns this with tags in another scheme; its own is read from the tags by {@link TagScheme#of}.
     *
     * @param to the scheme to come
     * @return the changed value
     * @throws IllegalArgumentException if the tags follow no scheme; the message names sentence and word
     */
    public TaggedSentences scheme(TagScheme to) {
        TagScheme own = TagScheme.of(tags);
        List<List<String>> converted =
                tags.stream().map(each -> own.convert(each, to)).toList();
        return new TaggedSentences(name(), words, converted, lowerCased, split(), limits);
    }

    /**
     * Returns one sentence's words as they were written.
     *
     * @param place its place, from 0
     * @return the words
     */
    public List<String> words(int place) {
        return words.get(place);
    }

    /**
     * Returns one sentence's words as the vocabulary has them: in lower case after {@link #lowerCased()}.
     *
     * @param place its place, from 0
     * @return the tokens, one for each word
     */
    public List<String> tokens(int place) {
        List<String> found = words.get(place);
        return lowerCased
                ? found.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList()
                : found;
    }

    /**
     * Returns one sentence's tags.
     *
     * @param place its place, from 0
     * @return the tags, one for each word
     */
    public List<String> tags(int place) {
        return tags.get(place);
    }

    /**
     * Returns the tags that occur.
     *
     * @return the tags, sorted
     */
    public List<String> tagSet() {
        return tags.stream().flatMap(List::stream).distinct().sorted().toList();
    }

    /**
     * Returns the vocabulary of the training part.
     *
     * @return the vocabulary, which begins with the four specials
     */
    public Vocabulary vocabulary() {
        Vocabulary counted = vocabulary;
        if (counted == null) {
            counted = limits.count(split().train(), this::tokens);
            vocabulary = counted;
        }
        return counted;
    }

    /**
     * Returns how many sentences there are.
     *
     * @return the count
     */
    @Override
    public int size() {
        return words.size();
    }

    @Override
    public String toString() {
        return described(String.format(Locale.ROOT, "%,d sentences, %d tags", size(), tagSet().size()));
    }
}
