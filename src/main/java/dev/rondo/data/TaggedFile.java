package dev.rondo.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads words and their tags in columns. */
final class TaggedFile {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** The number of what CoNLL-U writes beside the words: several in one, as 3-4, and what was left out, as 8.1. */
    private static final Pattern BESIDE = Pattern.compile("\\d+[-.]\\d+");

    private static final int CONLL_U = 10; // columns

    private final Lines in;
    private final int word;
    private final int tag;
    private final Map<String, String> known = new HashMap<>();
    private final List<List<String>> words = new ArrayList<>();
    private final List<List<String>> tags = new ArrayList<>();
    private List<String> sentence = new ArrayList<>();
    private List<String> itsTags = new ArrayList<>();
    private int columns; // of the first line with a word; 0 before it
    private int first; // that line's number
    private boolean tabs;

    private TaggedFile(Lines in, int word, int tag) {
        this.in = in;
        this.word = word;
        this.tag = tag;
    }

    static TaggedSentences read(Lines in, int word, int tag) {
        if (word < 0 || tag < 0 || word == tag) {
            throw new IllegalArgumentException("columns(file, " + word + ", " + tag
                    + "): expected two different columns from 0, such as columns(file, 0, 1)");
        }
        TaggedFile file = new TaggedFile(in, word, tag);
        for (String line = in.next(); line != null; line = in.next()) {
            file.take(line);
        }
        file.end();
        if (file.words.isEmpty()) {
            throw in.empty("a word and its tags on each line");
        }
        return TaggedSentences.of(in.name(), file.words, file.tags);
    }

    private void take(String line) {
        if (line.isBlank() || line.startsWith("-DOCSTART-")) {
            end();
        } else if (!isComment(line)) {
            boolean parted = line.indexOf('\t') >= 0;
            String[] fields = parted ? line.split("\t", -1) : BLANKS.split(line.strip());
            if (columns == 0) {
                columns = fields.length;
                first = in.number();
                tabs = parted;
            }
            check(fields);
            if (columns != CONLL_U || !BESIDE.matcher(fields[0]).matches()) {
                sentence.add(kept(fields[word]));
                itsTags.add(kept(fields[tag]));
            }
        }
    }

    /** A number sign is a word too: it begins a comment only where words would come with tabs. */
    private boolean isComment(String line) {
        return line.startsWith("#") && line.indexOf('\t') < 0 && (columns == 0 || tabs);
    }

    private void check(String[] fields) {
        if (fields.length != columns) {
            throw in.wrong(fields.length + (fields.length == 1 ? " column" : " columns") + ", expected " + columns
                    + " as in line " + first + ": fill the line up, or part sentences by empty lines");
        }
        if (Math.max(word, tag) >= columns) {
            throw in.wrong(columns + " columns, expected at least " + (Math.max(word, tag) + 1)
                    + " for words in column " + word + " and tags in column " + tag + ", counted from 0");
        }
        if (fields[word].isBlank() || fields[tag].isBlank()) {
            throw in.wrong("no " + (fields[word].isBlank() ? "word" : "tag") + " in column "
                    + (fields[word].isBlank() ? word : tag) + ": fill it, or name another column");
        }
    }

    private String kept(String text) {
        return known.computeIfAbsent(text, same -> same);
    }

    private void end() {
        if (!sentence.isEmpty()) {
            words.add(sentence);
            tags.add(itsTags);
            sentence = new ArrayList<>();
            itsTags = new ArrayList<>();
        }
    }
}
