package dev.rondo.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The tags predicted for a sentence.
 *
 * @param words the words
 * @param tags a tag for each
 * @param probabilities how probable each word's tag is, over all sequences of tags
 */
public record Tagging(List<String> words, List<String> tags, double[] probabilities) {

    /**
     * Copies all parts.
     *
     * @param words the words
     * @param tags the tags
     * @param probabilities their probabilities
     */
    public Tagging {
        words = List.copyOf(words);
        tags = List.copyOf(tags);
        probabilities = probabilities.clone();
    }

    static Tagging of(List<String> words, List<String> known, int[] tags, float[][] marginals) {
        double[] probabilities = IntStream.range(0, tags.length)
                .mapToDouble(t -> marginals[t][tags[t]])
                .toArray();
        return new Tagging(words, names(known, tags), probabilities);
    }

    static List<String> names(List<String> known, int[] tags) {
        return Arrays.stream(tags).mapToObj(known::get).toList();
    }

    /**
     * Returns the probabilities.
     *
     * @return a copy
     */
    @Override
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * Returns words, tags and probabilities as a table.
     *
     * @return the columns word, tag and probability
     */
    public Table table() {
        return Table.create(
                "Tagging",
                StringColumn.create("word", words),
                StringColumn.create("tag", tags),
                DoubleColumn.create("probability", probabilities));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tagging that
                && words.equals(that.words)
                && tags.equals(that.tags)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * words.hashCode() + tags.hashCode()) + Arrays.hashCode(probabilities);
    }

    /** Returns each word with its tag behind a slash. */
    @Override
    public String toString() {
        return IntStream.range(0, words.size())
                .mapToObj(k -> words.get(k) + "/" + tags.get(k))
                .collect(Collectors.joining(" "));
    }
}
