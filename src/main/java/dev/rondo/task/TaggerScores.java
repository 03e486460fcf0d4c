package dev.rondo.task;

import dev.rondo.metric.Classification;
import dev.rondo.metric.Spans;
import dev.rondo.plot.Chart;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a tagger does.
 *
 * @param classification how often which tag was told as which
 * @param spans how many spans were found; empty where tags mark none
 */
public record TaggerScores(Classification classification, Optional<Spans> spans) {

    static TaggerScores of(TagTally tally) {
        return new TaggerScores(tally.classification(), tally.spans());
    }

    /**
     * Returns the share of the words whose tag is right.
     *
     * @return from 0 to 1
     */
    public double accuracy() {
        return classification.accuracy();
    }

    /**
     * Returns the F1 of all spans together, what conlleval reports: a span counts only if its type and both its ends are
     * right.
     *
     * @return from 0 to 1
     * @throws IllegalStateException if tags mark no spans
     */
    public double spanF1() {
        return spans.orElseThrow(() -> new IllegalStateException("the tags " + classification.classes()
                        + " mark no spans: look at accuracy() or classification()"))
                .all()
                .f1();
    }

    /**
     * Returns the mean cross entropy of a word's tag; of a random field, that of the whole sequence over its words.
     *
     * @return nats per word
     */
    public double nats() {
        return classification.nats();
    }

    /**
     * Returns how often it occurred, precision, recall and F1 of each tag, and where tags mark spans, below them of
     * each type of span and of all spans. What is not defined is missing for a tag, and 0 for spans, as in {@link Spans}.
     *
     * @return a row a tag, type of span or all spans; the column {@code of} says which
     */
    public Table table() {
        Table table = new ClassifierScores(classification).table().setName("Tags");
        table.insertColumn(
                0, StringColumn.create("of", classification.classes().stream().map(tag -> "tag")));
        spans.ifPresent(found -> {
            for (Map.Entry<String, Spans.Count> type : found.types().entrySet()) {
                append(table, "span", type.getKey(), type.getValue());
            }
            append(table, "span", "all", found.all());
        });
        return table;
    }

    private static void append(Table table, String of, String name, Spans.Count count) {
        Row row = table.appendRow();
        row.setString("of", of);
        row.setString("class", name);
        row.setLong("count", count.actual());
        row.setDouble("precision", count.precision());
        row.setDouble("recall", count.recall());
        row.setDouble("F1", count.f1());
    }

    /**
     * Draws how often each tag was told as which; the title names the F1 of the spans, where tags mark any.
     *
     * @return the confusion matrix
     */
    public Chart plot() {
        String title = "Confusion matrix";
        return new ClassifierScores(classification)
                .plot(spans.isEmpty() ? title : String.format(Locale.ROOT, "%s, span F1 %.3f", title, spanF1()));
    }

    @Override
    public String toString() {
        return spans.map(found -> String.format(Locale.ROOT, "span F1 %.4f, ", spanF1()))
                        .orElse("")
                + classification;
    }
}
