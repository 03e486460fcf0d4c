package dev.rondo.task;

import dev.rondo.cell.CtcLabelling;
import dev.rondo.cell.CtcPath;
import dev.rondo.data.Stretch;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a recogniser makes of a sound.
 *
 * <p>When a symbol is told is the net's own choice, mostly a peak of a step or two, near the sound and not as long as
 * it: the loss rewards the order of the symbols alone.
 *
 * @param best the most probable texts, the best first, at least one
 * @param symbols the symbols of the best one with their times, on the most probable path that reads as it
 * @param hearing what was heard at each step
 */
public record Transcription(List<Candidate> best, List<Timed> symbols, Hearing hearing) {

    /**
     * A text that may have been said.
     *
     * @param text the text
     * @param probability {@code P(text | sound)} by the sound alone, of the paths that the search kept
     * @param score what the search ranks it by: the logarithm of the probability, with what a language and a bonus add
     */
    public record Candidate(String text, double probability, double score) {}

    /**
     * A symbol and when it is told.
     *
     * @param symbol the symbol
     * @param from where its steps begin, in seconds
     * @param to where they end
     * @param probability its highest probability in these steps
     */
    public record Timed(String symbol, double from, double to, double probability) {}

    /**
     * Copies the lists.
     *
     * @param best the most probable texts
     * @param symbols the symbols with their times
     * @param hearing what was heard
     * @throws IllegalArgumentException if there is no text
     */
    public Transcription {
        best = List.copyOf(best);
        symbols = List.copyOf(symbols);
        if (best.isEmpty()) {
            throw new IllegalArgumentException("there are 0 texts, expected at least one, which may be empty");
        }
    }

    static Transcription of(SpeechSpec spec, Hearing hearing, List<CtcLabelling> found, CtcPath path) {
        List<Candidate> best = found.stream()
                .map(one -> new Candidate(spec.text(one.labels()), Math.exp(one.logProbability()), one.score()))
                .toList();
        double end = hearing.audio().seconds();
        List<Timed> symbols = new ArrayList<>();
        for (CtcPath.Span span : path.spans()) {
            double highest = Arrays.stream(hearing.probabilities(), span.from(), span.to())
                    .mapToDouble(step -> step[span.label()])
                    .max()
                    .orElseThrow();
            symbols.add(new Timed(
                    spec.symbols().get(span.label()),
                    Math.min(end, Math.max(0, spec.start(span.from()))),
                    Math.min(end, spec.start(span.to())),
                    highest));
        }
        return new Transcription(best, symbols, hearing);
    }

    /**
     * Returns the best text.
     *
     * @return the text; empty where nothing was told
     */
    public String text() {
        return best.get(0).text();
    }

    /**
     * Returns how probable the best text is.
     *
     * @return {@code P(text | sound)}, from 0 to 1
     */
    public double probability() {
        return best.get(0).probability();
    }

    /**
     * Returns the symbols with their times as a table.
     *
     * @return the columns symbol, from, to (seconds) and probability
     */
    public Table table() {
        return Table.create(
                "Symbols",
                StringColumn.create("symbol", symbols.stream().map(Timed::symbol)),
                DoubleColumn.create(
                        "from", symbols.stream().mapToDouble(Timed::from).toArray()),
                DoubleColumn.create(
                        "to", symbols.stream().mapToDouble(Timed::to).toArray()),
                DoubleColumn.create(
                        "probability",
                        symbols.stream().mapToDouble(Timed::probability).toArray()));
    }

    /**
     * Draws the sound as the model hears it, and above it a line for each symbol, bright where it is told.
     *
     * @return the heat map; {@link Hearing#plot} draws the probabilities
     */
    public Chart plot() {
        List<Stretch> stretches = symbols.stream()
                .map(timed -> new Stretch(timed.symbol(), timed.from(), timed.to()))
                .toList();
        return hearing.features().plot(hearing.audio(), stretches);
    }

    /** Returns the best text and how probable it is. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "\"%s\" (%.4f)", text(), probability());
    }
}
