package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How tags of single words mark spans of several: a letter, a dash and the span's type, as in {@code B-PER}, or the
 * letter alone where there are no types; and {@code O} for what is in no span. L. Ramshaw and M. Marcus began it ("Text
 * Chunking using Transformation-Based Learning", 1995).
 *
 * <p>Messages count sentences and words from 0, as {@link TaggedSentences} does.
 */
public enum TagScheme {
    /** I for every word of a span: spans of one type that touch become one. */
    IO("I", "any tag may follow any"),
    /** B for the first word of a span, I for those after it. */
    BIO("BI", "I follows B or I of its own type"),
    /** I for every word of a span, but B for the first where a span of the same type stands right before. */
    IOB1("BI", "B follows I or B of its own type"),
    /** B, I and E for the first, the inner and the last word of a span, S for one of a single word. */
    BIOES("BIES", "B and I are followed by I or E of their own type, which follow nothing else"),
    /** B, M and E for the first, the inner and the last word of a span, S for one of a single word. */
    BMES("BMES", "B and M are followed by M or E of their own type, which follow nothing else");

    private final String letters;
    private final String rule;

    TagScheme(String letters, String rule) {
        this.letters = letters;
        this.rule = rule;
    }

    /** Words that belong together, from the first to the one behind the last. */
    private record Span(int from, int to, String type) {}

    /**
     * Finds the scheme that tags follow. Where only {@code I} and {@code O} occur it is {@link #IO}, where only
     * {@code O} occurs {@link #BIO}; {@code B}, {@code E} and {@code S} are {@link #BIOES} if there is an {@code O}, and
     * else {@link #BMES}.
     *
     * @param sentences the tags of each sentence
     * @return the scheme
     * @throws IllegalArgumentException if they follow none; the message names sentence and word
     */
    public static TagScheme of(List<List<String>> sentences) {
        Set<Character> letters = new TreeSet<>();
        for (int s = 0; s < sentences.size(); s++) {
            for (int word = 0; word < sentences.get(s).size(); word++) {
                letters.add(letter(sentences.get(s).get(word), word, " of sentence " + s));
            }
        }
        if (letters.contains('M')) {
            return checked(BMES, sentences);
        }
        if (letters.contains('E') || letters.contains('S')) {
            return checked(letters.contains('I') || letters.contains('O') ? BIOES : BMES, sentences);
        }
        if (letters.contains('I') && !letters.contains('B')) {
            return IO;
        }
        return IOB1.follows(sentences) && !BIO.follows(sentences) ? IOB1 : checked(BIO, sentences);
    }

    private static char letter(String tag, int word, String where) {
        SpanTag found = SpanTag.of(tag);
        if (found == null) {
            throw new IllegalArgumentException("tag '" + tag + "' of word " + word + where
                    + " marks no span: expected O, or B, I, M, E or S, alone or before a dash and a type, such"
                    + " as B-PER");
        }
        return found.letter();
    }

    private static TagScheme checked(TagScheme scheme, List<List<String>> sentences) {
        scheme.check(sentences);
        return scheme;
    }

    private boolean follows(List<List<String>> sentences) {
        return sentences.stream().allMatch(this::accepts);
    }

    /**
     * Returns whether a sentence's tags follow this scheme.
     *
     * @param tags the tags
     * @return false if one is none of the scheme's, or stands where it may not
     */
    public boolean accepts(List<String> tags) {
        return firstBreak(tags) < 0;
    }

    /**
     * Converts the tags of one sentence from this scheme to another.
     *
     * @param tags the tags
     * @param to the scheme to come
     * @return as many tags
     * @throws IllegalArgumentException if the tags break this scheme; the message names the word
     */
    public List<String> convert(List<String> tags, TagScheme to) {
        check(tags, "");
        List<String> converted = new ArrayList<>(tags.size());
        Span before = new Span(0, 0, "");
        for (Span span : spans(tags)) {
            while (converted.size() < span.from()) {
                converted.add("O");
            }
            boolean touches = before.to() == span.from()
                    && before.to() > 0
                    && before.type().equals(span.type());
            for (int word = span.from(); word < span.to(); word++) {
                converted.add(new SpanTag(to.letter(span, word, touches), span.type()).toString());
            }
            before = span;
        }
        while (converted.size() < tags.size()) {
            converted.add("O");
        }
        return List.copyOf(converted);
    }

    private static List<Span> spans(List<String> tags) {
        List<Span> spans = new ArrayList<>();
        int from = -1;
        SpanTag before = SpanTag.OUTSIDE;
        for (int word = 0; word <= tags.size(); word++) {
            SpanTag tag = word < tags.size() ? SpanTag.known(tags.get(word)) : SpanTag.OUTSIDE;
            if (from >= 0 && (tag.begins() || !before.sameType(tag))) {
                spans.add(new Span(from, word, before.type()));
                from = -1;
            }
            if (from < 0 && !tag.outside()) {
                from = word;
            }
            before = tag;
        }
        return spans;
    }

    /** Returns the letter of a word in a span, which may touch another of its type before it. */
    private char letter(Span span, int word, boolean touches) {
        boolean first = word == span.from();
        boolean last = word == span.to() - 1;
        return switch (this) {
            case IO -> 'I';
            case BIO -> first ? 'B' : 'I';
            case IOB1 -> first && touches ? 'B' : 'I';
            case BIOES, BMES -> first && last ? 'S' : first ? 'B' : last ? 'E' : letters.charAt(1);
        };
    }

    /**
     * Returns whether one tag may follow another.
     *
     * @param before the tag before; null at the beginning of a sentence
     * @param after the tag after; null at the end of a sentence
     * @return whether the scheme has it
     * @throws IllegalArgumentException if a tag is none of this scheme's
     */
    public boolean allows(@Nullable String before, @Nullable String after) {
        return allows(tag(before), tag(after));
    }

    private SpanTag tag(@Nullable String text) {
        SpanTag tag = text == null ? SpanTag.OUTSIDE : SpanTag.of(text);
        if (tag == null || !has(tag)) {
            throw new IllegalArgumentException("tag '" + text + "' is none of " + this + ", expected " + expected());
        }
        return tag;
    }

    private boolean has(SpanTag tag) {
        return tag.outside() || letters.indexOf(tag.letter()) >= 0;
    }

    private String expected() {
        String each = letters.chars().mapToObj(Character::toString).collect(Collectors.joining(", "));
        return "O, or " + each + (letters.length() > 1 ? "," : "") + " alone or before a dash and a type";
    }

    private boolean allows(SpanTag before, SpanTag after) {
        boolean joined = before.sameType(after);
        return switch (this) {
            case IO -> true;
            case BIO -> after.letter() != 'I' || joined;
            case IOB1 -> after.letter() != 'B' || joined;
            case BIOES, BMES -> {
                boolean open = before.letter() == 'B' || before.letter() == letters.charAt(1);
                boolean goesOn = after.letter() == 'E' || after.letter() == letters.charAt(1);
                yield open == goesOn && (!open || joined);
            }
        };
    }

    /**
     * Checks tags.
     *
     * @param sentences the tags of each sentence
     * @throws IllegalArgumentException if they break the scheme; the message names sentence and word
     */
    public void check(List<List<String>> sentences) {
        for (int s = 0; s < sentences.size(); s++) {
            check(sentences.get(s), " of sentence " + s);
        }
    }

    private void check(List<String> tags, String where) {
        int word = firstBreak(tags);
        if (word < 0) {
            return;
        }
        String tag = word < tags.size() ? tags.get(word) : null;
        if (tag != null && (SpanTag.of(tag) == null || !has(SpanTag.known(tag)))) {
            throw new IllegalArgumentException(
                    "tag '" + tag + "' of word " + word + where + " is none of " + this + ", expected " + expected());
        }
        throw new IllegalArgumentException("word " + (tag == null ? word - 1 : word) + where + ": "
                + (tag == null
                        ? "the end after " + tags.get(word - 1)
                        : tag + " " + (word == 0 ? "at the beginning" : "after " + tags.get(word - 1)))
                + String.format(Locale.ROOT, " breaks %s, in which %s: correct the tag", this, rule)
                + ", or name the scheme that the tags were written in");
    }

    /** Returns the first word whose tag may not stand where it does, the end's place if a span is open, or -1. */
    private int firstBreak(List<String> tags) {
        SpanTag before = SpanTag.OUTSIDE;
        for (int word = 0; word <= tags.size(); word++) {
            SpanTag tag = word < tags.size() ? SpanTag.of(tags.get(word)) : SpanTag.OUTSIDE;
            if (tag == null || !has(tag) || !allows(before, tag)) {
                return word;
            }
            before = tag;
        }
        return -1;
    }
}
