package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Figure;

/** The pieces of a text, each on the colour of its value. */
record ColouredText(List<String> pieces, List<Double> values, Colouring colouring) implements Coloured {
    /** How pieces stand beside each other. */
    enum Setting {
        /** Single characters, one column each. */
        CHARACTERS,
        /** Tokens that hold the blanks between them. */
        TOKENS,
        /** Words without blanks, which stand apart. */
        WORDS
    }

    ColouredText {
        pieces = List.copyOf(pieces);
        values = List.copyOf(values);
        Objects.requireNonNull(colouring, "colouring");
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a text of 0 pieces came, expected at least one: pass characters, words or tokens");
        }
        if (values.size() != pieces.size()) {
            throw new IllegalArgumentException("a text came with " + pieces.size() + " pieces and " + values.size()
                    + " values, expected as many: give each piece one value");
        }
        int empty = pieces.indexOf("");
        if (empty >= 0) {
            throw new IllegalArgumentException("piece " + empty
                    + " of a text came empty, expected at least one character: leave it and its value out");
        }
    }

    static ColouredText of(String[] pieces, double[] values) {
        return new ColouredText(List.of(pieces), Arrays.stream(values).boxed().toList(), Colouring.PLAIN);
    }

    @Override
    public ColouredText withColouring(Colouring other) {
        return new ColouredText(pieces, values, other);
    }

    @Override
    public Frame fitted(Frame frame) {
        requireData(frame.title());
        return new TextPainter(frame, this).fitted();
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        requireData(frame.title());
        new TextPainter(frame, this).draw(g);
    }

    @Override
    public Figure figure(Frame frame) {
        throw new IllegalStateException("figure() came to the text '" + frame.title()
                + "', expected a chart or a heat map, for a Tablesaw figure holds no text: take png(), show() or "
                + "ansi()");
    }

    /** The text with colours for a terminal. */
    @Override
    public String ansi(String title) {
        requireData(title);
        return new TextAnsi(this).text(title);
    }

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String summary() {
        return "text of " + pieces.size() + " " + unit(pieces.size());
    }

    /** What so many pieces are called. */
    String unit(int count) {
        return (setting() == Setting.CHARACTERS ? "character" : "piece") + (count == 1 ? "" : "s");
    }

    Setting setting() {
        if (pieces.stream().allMatch(piece -> piece.codePointCount(0, piece.length()) == 1)) {
            return Setting.CHARACTERS;
        }
        boolean blanks = pieces.stream()
                .map(piece -> piece.replaceAll("\r?\n", ""))
                .anyMatch(piece -> TextFlow.startsBlank(piece) || TextFlow.endsBlank(piece));
        return blanks ? Setting.TOKENS : Setting.WORDS;
    }

    /** The scaled values of the first and the last colour. */
    Range spread() {
        return colouring.spread(all());
    }

    private void requireData(String title) {
        if (!colouring.colours(all())) {
            throw new IllegalStateException("text '" + title + "' came with no value to draw, expected "
                    + colouring.wanted() + ": look for NaN in what was measured");
        }
    }

    private DoubleStream all() {
        return values.stream().mapToDouble(value -> value);
    }
}
