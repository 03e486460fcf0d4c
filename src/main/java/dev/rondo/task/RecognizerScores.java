package dev.rondo.task;

import dev.rondo.metric.ErrorRate;
import dev.rondo.plot.Chart;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a recogniser of speech does.
 *
 * @param errors the edits from what was said to what was told, symbol by symbol
 * @param nats the mean loss, {@code -ln P(transcript | sound)} by the number of its symbols: nats per symbol, infinite
 *     where a recording is too short for its transcript
 */
public record RecognizerScores(ErrorRate errors, double nats) {

    /**
     * Returns the edits against the symbols there are: of digits the digit error rate, of characters the character error
     * rate.
     *
     * @return from 0; above 1 where there are more edits than symbols
     */
    public double symbolErrorRate() {
        return errors.rate();
    }

    /**
     * Returns the share of recordings that were told without a mistake.
     *
     * @return from 0 to 1
     */
    public double exactShare() {
        return errors.exactShare();
    }

    /**
     * Returns what was taken for what, the most frequent first; {@code actual} is empty for what was told and not said,
     * {@code told} for what was said and not told.
     *
     * @return a row a kind of mistake, with the columns actual, told and count
     */
    public Table table() {
        List<ErrorRate.Mistake> mistakes = errors.mistakes();
        return Table.create(
                "Mistakes",
                StringColumn.create("actual", mistakes.stream().map(ErrorRate.Mistake::actual)),
                StringColumn.create("told", mistakes.stream().map(ErrorRate.Mistake::predicted)),
                LongColumn.create(
                        "count",
                        mistakes.stream().mapToLong(ErrorRate.Mistake::count).toArray()));
    }

    /**
     * Draws how many of a hundred symbols were taken for another one, and how many were told too much and left out.
     *
     * @return the bars
     */
    public Chart plot() {
        double percent = 100.0 / errors.symbols();
        return Chart.of(String.format(Locale.ROOT, "Symbol error rate %.2f %%", 100 * symbolErrorRate()))
                .x("edit")
                .y("percent of the symbols")
                .bars("", new String[] {"substitutions", "insertions", "deletions"}, new double[] {
                    percent * errors.substitutions(), percent * errors.insertions(), percent * errors.deletions()
                });
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; %.4f nats per symbol", errors, nats);
    }
}
