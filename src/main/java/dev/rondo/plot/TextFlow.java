package dev.rondo.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The pieces of a text line by line. A line ends where a piece holds a line end, and else, before it grows too wide,
 * between words, Chinese characters or pieces that stand apart. A line end that nothing precedes in its piece becomes a
 * mark of its own, so that its value has a place too; the blank or mark that ends a full line hangs over its end.
 */
final class TextFlow {
    /** The mark of a line end. */
    static final String RETURN = "↵";

    private static final String TAB = " ".repeat(4);

    /**
     * A piece, or the part of it that stands on one line.
     *
     * @param text what is shown
     * @param piece the index of the piece
     * @param left the distance from the start of the line
     * @param width the width of what is shown
     */
    record Cell(String text, int piece, double left, double width) {
        double right() {
            return left + width;
        }

        private Cell movedLeft(double distance) {
            return new Cell(text, piece, left - distance, width);
        }

        private boolean hangs() {
            return text.isBlank() || text.equals(RETURN);
        }
    }

    private final ToDoubleFunction<String> widths;
    private final double gap;
    private final double room;
    private final double hanging;
    private final List<List<Cell>> lines = new ArrayList<>();
    private List<Cell> line = new ArrayList<>();

    private TextFlow(ToDoubleFunction<String> widths, double gap, double room) {
        this.widths = widths;
        this.gap = gap;
        this.room = room;
        hanging = hanging(widths);
    }

    /**
     * Sets pieces in lines.
     *
     * @param pieces the pieces, none of them empty
     * @param widths the width of what is shown of a piece
     * @param gap the distance between two pieces, 0 if they touch
     * @param room the width of a line without what may hang over it
     * @return the cells of each line, at least one
     */
    static List<List<Cell>> lines(List<String> pieces, ToDoubleFunction<String> widths, double gap, double room) {
        var flow = new TextFlow(widths, gap, room);
        for (int i = 0; i < pieces.size(); i++) {
            flow.addPiece(pieces.get(i), i);
        }
        if (!flow.line.isEmpty()) {
            flow.endLine();
        }
        return flow.lines;
    }

    /** How far a line may reach beyond its room. */
    static double hanging(ToDoubleFunction<String> widths) {
        return Math.max(widths.applyAsDouble(" "), widths.applyAsDouble(RETURN));
    }

    private void addPiece(String piece, int index) {
        String[] parts = piece.split("\r?\n", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean ends = i < parts.length - 1;
            if (!parts[i].isEmpty()) {
                addPart(visible(parts[i]), index);
            } else if (ends) {
                add(RETURN, index);
            }
            if (ends) {
                endLine();
            }
        }
    }

    /** Adds what stands between line ends, cut where it is wider than a line. */
    private void addPart(String part, int index) {
        String rest = part;
        while (widths.applyAsDouble(rest) > room && rest.codePointCount(0, rest.length()) > 1) {
            int end = fitting(rest);
            add(rest.substring(0, end), index);
            rest = rest.substring(end);
        }
        add(rest, index);
    }

    /** Where the part of a text ends that fits a line; it is less than all of it, and one character at least. */
    private int fitting(String text) {
        int end = Character.charCount(text.codePointAt(0));
        int longer = text.offsetByCodePoints(end, 1);
        while (longer < text.length() && widths.applyAsDouble(text.substring(0, longer)) <= room) {
            end = longer;
            longer = text.offsetByCodePoints(end, 1);
        }
        return end;
    }

    private void add(String text, int index) {
        double width = widths.applyAsDouble(text);
        var cell = new Cell(text, index, next(), width);
        while (!line.isEmpty() && cell.right() > room + (cell.hangs() ? hanging : 0)) {
            wrapBefore(cell);
            cell = new Cell(text, index, next(), width);
        }
        line.add(cell);
    }

    private double next() {
        return line.isEmpty() ? 0 : line.get(line.size() - 1).right() + gap;
    }

    private void endLine() {
        lines.add(List.copyOf(line));
        line = new ArrayList<>();
    }

    /** Ends the line at the last place where it may end, and carries over what follows it. */
    private void wrapBefore(Cell coming) {
        int end = line.size();
        while (end > 0 && !mayPart(line.get(end - 1), end < line.size() ? line.get(end) : coming)) {
            end--;
        }
        List<Cell> carried = end == 0 ? List.of() : List.copyOf(line.subList(end, line.size()));
        line.subList(line.size() - carried.size(), line.size()).clear();
        endLine();
        carried.forEach(cell -> line.add(cell.movedLeft(carried.get(0).left())));
    }

    private boolean mayPart(Cell before, Cell after) {
        if (endsBlank(before.text()) || startsBlank(after.text())) {
            return true;
        }
        boolean apart = gap > 0 || wide(before.text()) || wide(after.text());
        return apart && !closing(after.text()) && !after.text().equals(RETURN);
    }

    static boolean startsBlank(String text) {
        return !text.isEmpty() && Character.isWhitespace(text.codePointAt(0));
    }

    static boolean endsBlank(String text) {
        return !text.isEmpty() && Character.isWhitespace(text.codePointBefore(text.length()));
    }

    /** The columns a text takes up where characters stand in columns: two for a Chinese one, at least one in all. */
    static int columns(String text) {
        return Math.max(1, text.codePoints().map(TextFlow::columns).sum());
    }

    private static int columns(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(codePoint) ? 2 : 1;
        };
    }

    private static boolean wide(String text) {
        return text.codePoints().anyMatch(TextFlow::wide);
    }

    /** Whether a character is as wide as a Chinese one: by its script, or as full-width punctuation or a picture. */
    private static boolean wide(int codePoint) {
        if ((codePoint >= 0x3000 && codePoint <= 0x303F)
                || (codePoint >= 0xFF01 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)) {
            return true;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> codePoint < 0xFF61 || codePoint > 0xFFDC; // these have half width
            default -> false;
        };
    }

    /** Whether a text is a mark, such as a full stop, that no line begins with. */
    private static boolean closing(String text) {
        return text.codePoints().allMatch(codePoint -> switch (Character.getType(codePoint)) {
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION -> true;
            default -> false;
        });
    }

    /** Text as it is shown: tabs as blanks, other control characters as the sign of a character that cannot be. */
    static String visible(String text) {
        return text.replace("\t", TAB).replaceAll("\\p{Cc}", "\uFFFD");
    }
}
