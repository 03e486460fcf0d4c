package dev.rondo.task;

import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each word of a text does for its predicted label.
 *
 * @param prediction the label of the whole text
 * @param words the words
 * @param values by how many nats the label's log probability falls without the word, one for each
 */
public record Saliency(Prediction prediction, List<String> words, double[] values) {

    /**
     * Copies words and values.
     *
     * @param prediction the label
     * @param words the words
     * @param values a value for each word
     */
    public Saliency {
        words = List.copyOf(words);
        values = values.clone();
    }

    /**
     * Returns the values.
     *
     * @return a copy
     */
    @Override
    public double[] values() {
        return values.clone();
    }

    /**
     * Returns words and values as a table.
     *
     * @return the columns word and nats
     */
    public Table table() {
        return Table.create(
                prediction.toString(), StringColumn.create("word", words), DoubleColumn.create("nats", values));
    }

    /**
     * Draws the text, each word coloured by what it does: orange where it speaks for the label, blue where against.
     *
     * @return the chart; {@link Chart#ansi()} gives it for a terminal
     */
    public Chart plot() {
        boolean spaced = words.stream().noneMatch(word -> word.codePoints().anyMatch(Character::isIdeographic));
        String[] pieces = words.stream().map(word -> spaced ? word + " " : word).toArray(String[]::new);
        return Chart.text("What speaks for " + prediction, pieces, values)
                .value("nats")
                .diverging();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Saliency that
                && prediction.equals(that.prediction)
                && words.equals(that.words)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return prediction + ": "
                + IntStream.range(0, words.size())
                        .mapToObj(k -> String.format(Locale.ROOT, "%s %+.2f", words.get(k), values[k]))
                        .collect(Collectors.joining(", "));
    }
}
