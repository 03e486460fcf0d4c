package dev.rondo.task;

import dev.rondo.metric.Bleu;
import dev.rondo.metric.ErrorRate;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a captioner does. Loss and symbols are measured on captions as they are, each symbol after the right ones before
 * it; all else on what the model says, once for each different picture.
 *
 * @param nats the mean cross entropy of a caption's symbols, the end included, in nats; a symbol that the vocabulary lacks
 *     counts as {@code <unk>}
 * @param symbolAccuracy the share of the symbols that were the most probable ones after the right ones before
 * @param words what was said against what is right, token by token; of several captions of a picture the nearest counts
 * @param bleu what was said against all captions of a picture, token by token
 * @param cut how many captions were cut at the greatest length
 */
public record CaptionerScores(double nats, double symbolAccuracy, ErrorRate words, Bleu bleu, long cut) {

    /**
     * Returns the share of the pictures of which a right caption was said, to the word.
     *
     * @return from 0 to 1
     */
    public double exact() {
        return words.exactShare();
    }

    /**
     * Returns the edits over the words there are; of captions cut otherwise, over their tokens.
     *
     * @return the word error rate, from 0
     */
    public double wordErrorRate() {
        return words.rate();
    }

    /**
     * Returns all figures as a table.
     *
     * @return the columns measure and value
     */
    public Table table() {
        return Table.create(
                "Captions",
                StringColumn.create(
                        "measure", "nats per symbol", "symbol accuracy", "exact", "word error rate", "BLEU", "cut"),
                DoubleColumn.create(
                        "value", nats, symbolAccuracy, exact(), wordErrorRate(), bleu.score(), (double) cut));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "exact %.4f, word error rate %.4f, BLEU %.4f, symbol accuracy %.4f, %.4f nats per symbol%s",
                exact(),
                wordErrorRate(),
                bleu.score(),
                symbolAccuracy,
                nats,
                cut == 0 ? "" : ", " + cut + " cut");
    }
}
