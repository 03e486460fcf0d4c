package dev.rondo.task;

import dev.rondo.metric.Bleu;
import dev.rondo.metric.ErrorRate;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a translator does. Loss and symbols are measured on pairs, each symbol after the right ones before it; all else
 * on translations, one for each different source.
 *
 * @param nats the mean cross entropy of a target's symbols, the end included, in nats; a symbol that the vocabulary lacks
 *     counts as {@code <unk>}
 * @param symbolAccuracy the share of the symbols that were the most probable ones after the right ones before
 * @param characters translations against references, character by character; of several references the nearest counts
 * @param bleu translations against all references, token by token
 * @param cut how many translations were cut at the greatest length
 */
public record TranslatorScores(double nats, double symbolAccuracy, ErrorRate characters, Bleu bleu, long cut) {

    /**
     * Returns the share of the translations that are a reference to the letter.
     *
     * @return from 0 to 1
     */
    public double exact() {
        return characters.exactShare();
    }

    /**
     * Returns the edits over the characters there are.
     *
     * @return the character error rate, from 0
     */
    public double characterErrorRate() {
        return characters.rate();
    }

    /**
     * Returns all figures as a table.
     *
     * @return the columns measure and value
     */
    public Table table() {
        return Table.create(
                "Translations",
                StringColumn.create(
                        "measure",
                        "nats per symbol",
                        "symbol accuracy",
                        "exact",
                        "character error rate",
                        "BLEU",
                        "cut"),
                DoubleColumn.create(
                        "value", nats, symbolAccuracy, exact(), characterErrorRate(), bleu.score(), (double) cut));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "exact %.4f, character error rate %.4f, BLEU %.4f, symbol accuracy %.4f, %.4f nats per symbol%s",
                exact(),
                characterErrorRate(),
                bleu.score(),
                symbolAccuracy,
                nats,
                cut == 0 ? "" : ", " + cut + " cut");
    }
}
