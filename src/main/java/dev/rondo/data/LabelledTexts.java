package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Texts with a label each, split into parts, and the vocabulary of the part to train on.
 *
 * <pre>{@code
 * var reviews = LabelledTexts.csv(Path.of("reviews.csv"), "review", "stars")
 *         .tokenizer(Tokenizer.words().lowerCased())
 *         .vocabulary(2, 20_000)
 *         .split(0.8, 0.1);
 * }</pre>
 *
 * <p>Words come by {@link Tokenizer#words()}, without limits to the vocabulary, and a tenth of the texts is for
 * validation, until something else is said. Every label is one that the training part has: a model could never say
 * another. By lot each label is split for itself, so that all parts have about the same mix; a label with a single text
 * goes to the training part, and equal texts go to one part.
 */
@CheckReturnValue
public final class LabelledTexts extends Parted<LabelledTexts> {
    private final Cut cut;
    private final List<String> labels;
    private final Limits limits;
    private @Nullable Vocabulary vocabulary; // counted when first asked for

    private LabelledTexts(String name, Cut cut, List<String> labels, Split split, Limits limits) {
        super(name, split);
        this.cut = cut;
        this.labels = labels;
        this.limits = limits;
    }

    /**
     * Takes texts with a label each.
     *
     * @param name what messages call them
     * @param texts the texts, none blank
     * @param labels a label for each
     * @return the texts
     * @throws IllegalArgumentException if there are none, one is blank, or the numbers differ
     */
    public static LabelledTexts of(String name, List<String> texts, List<String> labels) {
        if (texts.isEmpty() || texts.size() != labels.size()) {
            throw new IllegalArgumentException("'" + name + "' has " + texts.size() + " texts and " + labels.size()
                    + " labels: expected at least one text, and a label for each");
        }
        for (int place = 0; place < texts.size(); place++) {
            if (Tokenizer.isBlank(texts.get(place)) || Tokenizer.isBlank(labels.get(place))) {
                throw new IllegalArgumentException(
                        (Tokenizer.isBlank(texts.get(place)) ? "text " : "the label of text ") + place + " of '" + name
                                + "' is empty: leave the text out, or fill it");
            }
        }
        Cut cut = new Cut(name, List.copyOf(texts), Tokenizer.words());
        List<String> kept = List.copyOf(labels);
        return new LabelledTexts(name, cut, kept, Split.counts(kept.size(), 0, 0), Limits.NONE).split(0.9, 0.1);
    }

    /**
     * Takes texts and labels from two columns of a table.
     *
     * @param table the table
     * @param textColumn the name of the column of texts
     * @param labelColumn the name of the column of labels
     * @return the texts
     * @throws IllegalArgumentException if there is no such column, or a text or label is missing
     */
    public static LabelledTexts of(Table table, String textColumn, String labelColumn) {
        return LabelledFiles.table(table, textColumn, labelColumn);
    }

    /**
     * Reads a file of values parted by commas, as RFC 4180 has it: a field in quotes holds commas, line ends and doubled
     * quotes.
     *
     * @param file a file in UTF-8, packed by gzip or not, with a header
     * @param textColumn the name of the column of texts
     * @param labelColumn the name of the column of labels
     * @return the texts
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static LabelledTexts csv(Path file, String textColumn, String labelColumn) {
        try (Lines in = Lines.of(file)) {
            return LabelledFiles.separated(in, SeparatedRows.commas(in), textColumn, labelColumn);
        }
    }

    /**
     * Reads a file of values parted by tabs, without quotes.
     *
     * @param file a file in UTF-8, packed by gzip or not, with a header
     * @param textColumn the name of the column of texts
     * @param labelColumn the name of the column of labels
     * @return the texts
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static LabelledTexts tsv(Path file, String textColumn, String labelColumn) {
        try (Lines in = Lines.of(file)) {
            return LabelledFiles.separated(in, SeparatedRows.tabs(in), textColumn, labelColumn);
        }
    }

    /**
     * Reads a file with a text on each line, after its label and a blank.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the texts
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static LabelledTexts lines(Path file) {
        try (Lines in = Lines.of(file)) {
            return LabelledFiles.lines(in);
        }
    }

    /**
     * Joins sets that came apart; each stays a part of its own, and a text that stands in two of them stays in both.
     *
     * @param train the texts to train on, all of them
     * @param validation the texts to validate on
     * @param test the texts to test on
     * @return the joined set, with the first one's name, tokenizer and limits of the vocabulary
     * @throws IllegalArgumentException if a label does not occur among the texts to train on
     */
    public static LabelledTexts parts(LabelledTexts train, LabelledTexts validation, LabelledTexts test) {
        List<LabelledTexts> sets = List.of(train, validation, test);
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        sets.forEach(set -> texts.addAll(set.cut.texts()));
        sets.forEach(set -> labels.addAll(set.labels));
        return of(train.name(), texts, labels)
                .with(train.limits)
                .tokenizer(train.tokenizer())
                .with(Split.counts(train.size(), validation.size(), test.size()));
    }

    private LabelledTexts with(Limits other) {
        return new LabelledTexts(name(), cut, labels, split(), other);
    }

    /** Returns this split otherwise. */
    LabelledTexts with(Split other) {
        Set<String> trained = Arrays.stream(other.train()).mapToObj(labels::get).collect(Collectors.toSet());
        for (int place = 0; place < size(); place++) {
            if (!trained.contains(labels.get(place))) {
                throw new IllegalArgumentException(
                        "label '" + labels.get(place) + "' of text " + place + " of '" + name()
                                + "' does not occur in the training part, which has " + new TreeSet<>(trained)
                                + ": no model could learn it; leave such texts out, or split by label with split(0.8, 0.1)");
            }
        }
        return new LabelledTexts(name(), cut, labels, other, limits);
    }

    /**
     * Returns this under another name.
     *
     * @param other what messages call it
     * @return the changed value
     */
    public LabelledTexts named(String other) {
        return new LabelledTexts(other, cut, labels, split(), limits);
    }

    /**
     * Returns this cut by another tokenizer.
     *
     * @param other the tokenizer
     * @return the changed value
     */
    public LabelledTexts tokenizer(Tokenizer other) {
        return new LabelledTexts(name(), new Cut(name(), cut.texts(), other), labels, split(), limits);
    }

    /**
     * Returns this with limits to the vocabulary.
     *
     * @param minimum how often a token must stand in the training part, from 1
     * @param largest how many tokens there are at most, beside the four specials
     * @return the changed value
     * @throws IllegalArgumentException if one is below 1
     */
    public LabelledTexts vocabulary(int minimum, int largest) {
        return with(new Limits(minimum, largest));
    }

    /**
     * Returns some of the texts; each stays in the part that it is in.
     *
     * <pre>{@code
     * var german = Set.of("de", "nl");
     * var two = names.where(place -> german.contains(names.label(place)));
     * }</pre>
     *
     * @param kept whether the text at a place is to stay
     * @return the changed value
     * @throws IllegalArgumentException if none stays, or a label stays in another part but not in the training part
     */
    public LabelledTexts where(IntPredicate kept) {
        int[] places = IntStream.range(0, size()).filter(kept).toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("where(...) keeps none of the " + size() + " texts of '" + name()
                    + "': expected at least one, look at classes() and text(place)");
        }
        List<String> texts = Arrays.stream(places).mapToObj(this::text).toList();
        List<String> those = Arrays.stream(places).mapToObj(this::label).toList();
        return new LabelledTexts(name(), new Cut(name(), texts, tokenizer()), those, split(), limits)
                .with(split().of(places));
    }

    @Override
    LabelledTexts drawn(Shares shares, long seed) {
        return with(Split.drawn(cut.texts(), labels, shares, seed));
    }

    @Override
    LabelledTexts ordered(Shares shares) {
        return with(Split.inOrder(size(), shares));
    }

    /**
     * Returns how many texts there are.
     *
     * @return the count
     */
    @Override
    public int size() {
        return labels.size();
    }

    /**
     * Returns one text.
     *
     * @param place its place, from 0
     * @return the text
     */
    public String text(int place) {
        return cut.texts().get(place);
    }

    /**
     * Returns one text in tokens.
     *
     * @param place its place, from 0
     * @return the tokens, at least one
     * @throws IllegalArgumentException if the tokenizer finds none
     */
    public List<String> tokens(int place) {
        return cut.tokens(place);
    }

    /**
     * Returns one text's label.
     *
     * @param place its place, from 0
     * @return the label
     */
    public String label(int place) {
        return labels.get(place);
    }

    /**
     * Returns the labels that occur.
     *
     * @return the labels, sorted
     */
    public List<String> classes() {
        return labels.stream().distinct().sorted().toList();
    }

    /**
     * Returns the vocabulary of the training part.
     *
     * @return the vocabulary, which begins with the four specials
     */
    public Vocabulary vocabulary() {
        Vocabulary counted = vocabulary;
        if (counted == null) {
            counted = limits.count(split().train(), cut::tokens);
            vocabulary = counted;
        }
        return counted;
    }

    /**
     * Returns how texts are cut.
     *
     * @return the tokenizer
     */
    public Tokenizer tokenizer() {
        return cut.tokenizer();
    }

    /**
     * Returns the texts as a table with the columns {@code text}, {@code label} and {@code part}, which is
     * {@code train}, {@code validation} or {@code test}.
     *
     * @return the table, a row for each text
     */
    public Table table() {
        return Table.create(
                name(), StringColumn.create("text", cut.texts()), StringColumn.create("label", labels), partColumn());
    }

    @Override
    public String toString() {
        return described(String.format(
                Locale.ROOT, "%,d texts, %d classes", size(), classes().size()));
    }
}
