package dev.rondo.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws a text on colours, with their scale to the right. */
final class TextPainter {
    private static final Font CHARACTERS = new Font(Font.MONOSPACED, Font.PLAIN, 14);
    private static final Font PIECES = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final double COLUMN = 8.5;
    private static final int CELL = 20;
    private static final int PITCH = 23; // from line to line
    private static final int BASELINE = 15; // below a cell's top
    private static final int INSET = 3; // of words in their cells
    private static final int GAP = 3; // between words
    private static final int MARGIN = 16;
    private static final int HEADING = 42; // the height of margin and title
    private static final int BESIDE = 16; // between text and scale
    private static final int FAINT = 110; // of 255
    private static final int LOWEST_BAR = 110;
    private static final int HIGHEST_BAR = 280;

    private final Frame frame;
    private final ColouredText text;
    private final ColourBar bar;
    private final int top;
    private final List<List<TextFlow.Cell>> lines;

    /** Sets the text in lines of a frame, whose height is the most that the picture may have. */
    TextPainter(Frame frame, ColouredText text) {
        this.frame = frame;
        this.text = text;
        top = frame.title().isBlank() ? MARGIN : HEADING;
        bar = new ColourBar(text.colouring(), text.spread(), Math.min(LOWEST_BAR, frame.height() - top - MARGIN));
        ToDoubleFunction<String> widths =
                switch (text.setting()) {
                    case CHARACTERS -> piece -> COLUMN * TextFlow.columns(piece);
                    case TOKENS -> piece -> onPixels(Style.width(piece, PIECES));
                    case WORDS -> piece -> onPixels(Style.width(piece, PIECES)) + 2 * INSET;
                };
        double gap = text.setting() == ColouredText.Setting.WORDS ? GAP : 0;
        double room = frame.width() - MARGIN - TextFlow.hanging(widths) - BESIDE - bar.width();
        lines = TextFlow.lines(text.pieces(), widths, gap, room);
    }

    /** Cells touch without a seam where their edges are the picture's pixels. */
    private static double onPixels(double width) {
        return Math.ceil(width * Png.SCALE) / Png.SCALE;
    }

    /** The frame as high as the text and its scale of colours need, no higher than it was. */
    Frame fitted() {
        int inner = Math.max(lines.size() * PITCH - (PITCH - CELL), LOWEST_BAR);
        return frame.withSize(frame.width(), Math.min(frame.height(), top + inner + MARGIN));
    }

    void draw(Graphics2D g) {
        String title = Style.visible(frame.title());
        write(g, title, Style.TITLE, frame.width() - 2 * MARGIN, HEADING - 16);
        int inner = frame.height() - top - MARGIN;
        int rows = (inner + PITCH - CELL) / PITCH;
        int shown = lines.size() <= rows ? lines.size() : Math.max(0, rows - 1);
        drawLines(g, lines.subList(0, shown));
        if (shown < lines.size()) {
            int cut = text.pieces().size() - lines.get(shown).get(0).piece();
            String note = "… " + cut + " more " + text.unit(cut) + " cut off here: they do not fit this size";
            write(g, note, Style.SMALL, frame.width() - MARGIN - BESIDE - bar.width(), top + shown * PITCH + BASELINE);
        }
        bar.draw(g, besideText(), top, top + Math.min(inner, HIGHEST_BAR));
    }

    private static void write(Graphics2D g, String line, Font font, int width, int y) {
        g.setFont(font);
        g.setColor(Style.TEXT);
        g.drawString(Style.fitted(line, font, width), MARGIN, y);
    }

    /** Near the text, where all lines are short, and else at the right edge. */
    private double besideText() {
        double widest = lines.stream()
                .mapToDouble(line -> line.get(line.size() - 1).right())
                .max()
                .orElse(0);
        return Math.min(MARGIN + widest + 2 * BESIDE, frame.width() - bar.width());
    }

    private void drawLines(Graphics2D g, List<List<TextFlow.Cell>> shown) {
        Range spread = text.spread();
        Font font = text.setting() == ColouredText.Setting.CHARACTERS ? CHARACTERS : PIECES;
        g.setFont(font);
        int y = top;
        for (List<TextFlow.Cell> line : shown) {
            for (TextFlow.Cell cell : line) {
                Color colour = text.colouring().colour(text.values().get(cell.piece()), spread);
                g.setColor(colour);
                g.fill(new Rectangle2D.Double(MARGIN + cell.left(), y, cell.width(), CELL));
                g.setColor(letters(colour, cell.text().equals(TextFlow.RETURN)));
                double aside = (cell.width() - Style.width(cell.text(), font)) / 2;
                g.drawString(cell.text(), (float) (MARGIN + cell.left() + aside), y + BASELINE);
            }
            y += PITCH;
        }
    }

    /** Black or white; marks that are not in the text itself are fainter. */
    private static Color letters(Color background, boolean mark) {
        Color letters = ColourScale.letters(background);
        return mark ? new Color(letters.getRed(), letters.getGreen(), letters.getBlue(), FAINT) : letters;
    }
}
