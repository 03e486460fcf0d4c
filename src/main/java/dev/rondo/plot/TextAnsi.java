package dev.rondo.plot;

import java.awt.Color;
import java.util.List;
import java.util.StringJoiner;

/** A text on colours as a terminal shows it, by the control sequences of ISO 8613-6 for colours of 24 bits. */
final class TextAnsi {
    /** The columns of a terminal of the usual width, less one in which a blank may hang. */
    private static final int COLUMNS = 79;

    private static final int SCALE_COLUMNS = 24;
    private static final String RESET = "\u001b[0m";

    private final ColouredText text;
    private final Range spread;

    TextAnsi(ColouredText text) {
        this.text = text;
        spread = text.spread();
    }

    /** The title, the lines of the text and the scale of colours; each line ends in the terminal's own colours. */
    String text(String title) {
        var all = new StringJoiner("\n");
        if (!title.isBlank()) {
            all.add(TextFlow.visible(title.replaceAll("\\R", " ")));
        }
        boolean apart = text.setting() == ColouredText.Setting.WORDS;
        for (List<TextFlow.Cell> line : TextFlow.lines(text.pieces(), TextFlow::columns, apart ? 1 : 0, COLUMNS)) {
            all.add(line(line, apart));
        }
        return all.add(scale()).toString();
    }

    private String line(List<TextFlow.Cell> line, boolean apart) {
        var written = new StringBuilder();
        for (TextFlow.Cell cell : line) {
            if (apart && cell.left() > 0) {
                written.append(RESET).append(' ');
            }
            Color colour = text.colouring().colour(text.values().get(cell.piece()), spread);
            written.append(on(colour)).append(cell.text());
        }
        return written.append(RESET).toString();
    }

    /** The lowest value, the colours from there to the highest, and what they measure. */
    private String scale() {
        List<ColourBar.Tick> ends = ColourBar.ends(text.colouring(), spread);
        var written = new StringBuilder();
        for (int i = 0; i < SCALE_COLUMNS; i++) {
            double place = (double) i / (SCALE_COLUMNS - 1);
            written.append(on(text.colouring().scale().at(place))).append(' ');
        }
        return ends.get(0).label() + " " + written.append(RESET) + " "
                + ends.get(1).label()
                + (text.colouring().valueName().isBlank()
                        ? ""
                        : "  " + TextFlow.visible(text.colouring().valueName().replaceAll("\\R", " ")));
    }

    /** The sequence that sets the background and letters that stand out from it. */
    private static String on(Color background) {
        int letters = ColourScale.letters(background).equals(Color.WHITE) ? 255 : 0;
        return "\u001b[38;2;" + letters + ";" + letters + ";" + letters + ";48;2;" + background.getRed() + ";"
                + background.getGreen() + ";" + background.getBlue() + "m";
    }
}
