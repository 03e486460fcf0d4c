package dev.rondo.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the outputs of a notebook that was run with those it was committed with. Text is compared with a tolerance
 * for its numbers, whitespace and ruled lines up to width; pictures by kind alone, without the text that stands in for
 * one; other types by kind. Of an error the name counts; stderr does not.
 *
 * @param tolerance how far two numbers may be apart, as a share of the larger one
 */
public record Comparison(double tolerance) {
    private static final double FLOOR = 1e-6; // the noise of float32 sums about zero
    private static final Set<String> UNCHECKED = Set.of("timing", "no-check");
    private static final Piece NOTHING = new Piece("nothing", "");

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the tolerance is not from 0 to below 1
     */
    public Comparison {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance " + tolerance
                    + " is no share, expected 0 or more and below 1: for one percent choose 0.01");
        }
    }

    /**
     * A place where a notebook shows something else.
     *
     * @param notebook the notebook
     * @param cell the number of the code cell, from 1
     * @param expected the committed piece in one line
     * @param found the piece of this run in one line
     */
    record Difference(Path notebook, int cell, String expected, String found) {
        @Override
        public String toString() {
            return notebook + ", code cell " + cell + ": expected " + expected + ", found " + found;
        }
    }

    /**
     * Compares two notebooks as they lie and tells where the second differs.
     *
     * @param committed the notebook with the outputs that are expected
     * @param run the notebook with the outputs found
     * @param out where to tell of it
     * @return how many differences there are
     * @throws IllegalArgumentException if one is missing or no Java notebook
     */
    public int report(Path committed, Path run, PrintStream out) {
        return report(NotebookFile.read(committed), NotebookFile.read(run), out);
    }

    int report(NotebookFile committed, NotebookFile run, PrintStream out) {
        List<Difference> differences = differences(committed, run);
        differences.forEach(out::println);
        String count = differences.size() == 1 ? "1 difference" : differences.size() + " differences";
        out.println(committed.path() + ": " + (differences.isEmpty() ? "same outputs" : count));
        return differences.size();
    }

    /**
     * The places where a notebook that was run differs from the committed one, in order; a cell tagged {@code timing}
     * or {@code no-check} has none. Where a piece is missing or there is one too many, the rest of the cell is left out.
     */
    List<Difference> differences(NotebookFile committed, NotebookFile run) {
        List<Difference> differences = new ArrayList<>();
        int expected = committed.codeCells().size();
        int found = run.codeCells().size();
        for (int at = 0; at < Math.min(expected, found); at++) {
            NotebookFile.CodeCell cell = committed.codeCells().get(at);
            if (cell.tags().stream().noneMatch(UNCHECKED::contains)) {
                differences.addAll(differences(
                        committed.path(), cell, run.codeCells().get(at).outputs()));
            }
        }
        if (expected != found) {
            int first = Math.min(expected, found) + 1;
            differences.add(new Difference(
                    committed.path(), first, expected + " code cells in all", found + " code cells in all"));
        }
        return differences;
    }

    private List<Difference> differences(Path notebook, NotebookFile.CodeCell cell, JsonArray outputs) {
        List<Piece> expected = pieces(cell.outputs());
        List<Piece> found = pieces(outputs);
        List<Difference> differences = new ArrayList<>();
        for (int at = 0; at < Math.max(expected.size(), found.size()); at++) {
            Piece left = at < expected.size() ? expected.get(at) : NOTHING;
            Piece right = at < found.size() ? found.get(at) : NOTHING;
            if (!left.kind.equals(right.kind)) {
                differences.add(new Difference(notebook, cell.number(), left.excerpt(0), right.excerpt(0)));
                break;
            }
            difference(notebook, cell.number(), left, right).ifPresent(differences::add);
        }
        return differences;
    }

    private Optional<Difference> difference(Path notebook, int cell, Piece expected, Piece found) {
        List<Token> left = Token.of(expected.text);
        List<Token> right = Token.of(found.text);
        int at = 0;
        while (at < left.size() && at < right.size() && same(left.get(at), right.get(at))) {
            at++;
        }
        if (at == left.size() && at == right.size()) {
            return Optional.empty();
        }
        int leftStart = at < left.size() ? left.get(at).start : expected.text.length();
        int rightStart = at < right.size() ? right.get(at).start : found.text.length();
        return Optional.of(new Difference(notebook, cell, expected.excerpt(leftStart), found.excerpt(rightStart)));
    }

    private boolean same(Token expected, Token found) {
        if (expected.number.isEmpty() || found.number.isEmpty()) {
            return expected.number.equals(found.number) && expected.text.equals(found.text);
        }
        double a = expected.number.get();
        double b = found.number.get();
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0;
        }
        return Math.abs(a - b) <= Math.max(FLOOR, tolerance * Math.max(Math.abs(a), Math.abs(b)));
    }

    /** What is compared, in order; text of one stream that stderr cut apart is joined again. */
    private static List<Piece> pieces(JsonArray outputs) {
        List<Piece> pieces = new ArrayList<>();
        for (JsonElement json : outputs) {
            JsonObject output = json.getAsJsonObject();
            if (output.get("data") instanceof JsonObject data) {
                pieces.addAll(shown(data));
            } else if (output.get("ename") instanceof JsonPrimitive name) {
                pieces.add(new Piece("error", name.getAsString()));
            } else if (output.get("name") instanceof JsonPrimitive name
                    && !name.getAsString().equals("stderr")) {
                Piece piece = new Piece(name.getAsString(), string(output.get("text")));
                int last = pieces.size() - 1;
                if (last >= 0 && pieces.get(last).kind.equals(piece.kind)) {
                    pieces.set(last, new Piece(piece.kind, pieces.get(last).text + piece.text));
                } else {
                    pieces.add(piece);
                }
            }
        }
        return pieces.stream()
                .map(piece -> new Piece(piece.kind, piece.text.strip()))
                .toList();
    }

    private static List<Piece> shown(JsonObject data) {
        boolean picture = data.keySet().stream().anyMatch(type -> type.startsWith("image/"));
        List<Piece> pieces = new ArrayList<>();
        for (String type : new TreeSet<>(data.keySet())) {
            if (!picture || !type.equals("text/plain")) {
                pieces.add(new Piece(type, type.startsWith("text/") ? string(data.get(type)) : ""));
            }
        }
        return pieces;
    }

    private static String string(JsonElement json) {
        return CellOutputs.isText(json) ? CellOutputs.text(json) : String.valueOf(json);
    }

    /** One thing shown: a stream, an error or a value in one MIME type, with the text that counts. */
    private record Piece(String kind, String text) {
        private static final int WIDTH = 80;

        /** The kind and what stands about a place in its line. */
        String excerpt(int place) {
            int start = text.lastIndexOf('\n', place - 1) + 1;
            int end = text.indexOf('\n', place);
            end = end < 0 ? text.length() : end;
            int from = Math.max(start, place - WIDTH / 2);
            int to = Math.min(end, from + WIDTH);
            String line = text.substring(from, to).strip().replaceAll("\\s+", " ");
            return text.isEmpty() ? kind : kind + " '" + (from > start ? "…" : "") + line + (to < end ? "…" : "") + "'";
        }
    }

    /**
     * A number, a run of whitespace or what stands between.
     *
     * @param start where it stands in the text
     * @param text the characters that count
     * @param number the value of a number
     */
    private record Token(int start, String text, Optional<Double> number) {
        /** Digits that follow a letter belong to a name, and a sign that follows a value is an operator. */
        private static final Pattern PART =
                Pattern.compile("(?<number>(?:(?<![\\p{L}\\p{N}_)\\]+-])[-+])?(?<![\\p{L}\\p{N}_])"
                        + "(?:(?i:nan|inf(?:inity)?)(?![\\p{L}\\p{N}_])"
                        + "|(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d++)?(?:[eE][-+]?\\d++)?"
                        + "|\\.\\d++(?:[eE][-+]?\\d++)?))"
                        + "|(?<space>\\s++)|(?<rule>[-=_─━]{3,}+)");

        static List<Token> of(String text) {
            List<Token> tokens = new ArrayList<>();
            Matcher part = PART.matcher(text);
            int end = 0;
            while (part.find()) {
                add(tokens, end, text.substring(end, part.start()));
                if (part.group("number") != null) {
                    removeSpace(tokens);
                    tokens.add(new Token(part.start(), "", Optional.of(value(part.group()))));
                } else if (part.group("rule") != null) {
                    tokens.add(new Token(part.start(), part.group().substring(0, 3), Optional.empty()));
                } else if (part.group("space").contains("\n")) {
                    add(tokens, part.end(), "\n"); // what differs is seen in the line that follows
                } else {
                    add(tokens, part.start(), " ");
                }
                end = part.end();
            }
            add(tokens, end, text.substring(end));
            return tokens;
        }

        /** A space beside a number may be padding, which a wider number takes up. */
        private static void add(List<Token> tokens, int start, String text) {
            boolean padding = text.equals(" ")
                    && !tokens.isEmpty()
                    && tokens.get(tokens.size() - 1).number.isPresent();
            if (!text.isEmpty() && !padding) {
                tokens.add(new Token(start, text, Optional.empty()));
            }
        }

        private static void removeSpace(List<Token> tokens) {
            int last = tokens.size() - 1;
            if (last >= 0 && tokens.get(last).text.equals(" ")) {
                tokens.remove(last);
            }
        }

        private static double value(String number) {
            String plain = number.replace(",", "").toLowerCase(Locale.ROOT);
            if (plain.endsWith("nan")) {
                return Double.NaN;
            }
            if (plain.contains("inf")) {
                return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            return Double.parseDouble(plain);
        }
    }
}
