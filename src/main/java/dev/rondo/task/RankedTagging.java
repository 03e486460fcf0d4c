package dev.rondo.task;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One of the most probable sequences of tags for a sentence.
 *
 * @param words the words
 * @param tags a tag for each
 * @param probability the probability of the whole sequence
 */
public record RankedTagging(List<String> words, List<String> tags, double probability) {

    /**
     * Copies the words and tags.
     *
     * @param words the words
     * @param tags the tags
     * @param probability the probability
     */
    public RankedTagging {
        words = List.copyOf(words);
        tags = List.copyOf(tags);
    }

    @Override
    public String toString() {
        return IntStream.range(0, words.size())
                .mapToObj(k -> words.get(k) + "/" + tags.get(k))
                .collect(Collectors.joining(" ", String.format(Locale.ROOT, "%.4f ", probability), ""));
    }
}
