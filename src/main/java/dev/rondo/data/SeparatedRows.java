package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of separated values under its header. Commas go with quotes as RFC 4180 has them: a quoted field
 * holds commas, line ends and doubled quotes. Tabs go without.
 */
final class SeparatedRows {
    private final Lines in;
    private final boolean quoted;
    private final List<String> header;
    private int line;

    private SeparatedRows(Lines in, boolean quoted) {
        this.in = in;
        this.quoted = quoted;
        List<String> first = read();
        if (first == null) {
            throw in.empty("a header and at least one row");
        }
        this.header = first;
    }

    static SeparatedRows commas(Lines in) {
        return new SeparatedRows(in, true);
    }

    static SeparatedRows tabs(Lines in) {
        return new SeparatedRows(in, false);
    }

    /** Returns the names of the columns. */
    List<String> header() {
        return header;
    }

    /** Returns the place of a column. */
    int column(String wanted) {
        int place = header.indexOf(wanted);
        if (place < 0) {
            throw new IllegalArgumentException(
                    in.name() + " has no column '" + wanted + "': its header, in line 1, has " + header);
        }
        return place;
    }

    /** Returns the next row, as wide as the header, or null behind the last one. */
    @Nullable
    List<String> next() {
        List<String> row = read();
        if (row != null && row.size() != header.size()) {
            throw in.wrong(
                    line,
                    row.size() + " fields, expected " + header.size() + " as in the header " + header + ": "
                            + (quoted ? "quote a field that holds commas" : "a field cannot hold tabs"));
        }
        return row;
    }

    /** Returns the number of the line in which the row that came last begins. */
    int line() {
        return line;
    }

    private @Nullable List<String> read() {
        String text = in.next();
        while (text != null && text.isEmpty()) {
            text = in.next();
        }
        line = in.number();
        if (text == null) {
            return null;
        }
        return quoted ? fields(text) : List.of(text.split("\t", -1));
    }

    private List<String> fields(String first) {
        List<String> fields = new ArrayList<>();
        String text = first;
        int at = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                for (int end = quote(text, at, field); end < 0; end = quote(text, 0, field)) {
                    text = more(field);
                    at = 0;
                }
                at = closing(text, at);
            } else {
                int end = text.indexOf(',', at) < 0 ? text.length() : text.indexOf(',', at);
                field.append(text, at, end);
                at = end;
            }
            fields.add(field.toString());
            if (at == text.length()) {
                return fields;
            }
            if (text.charAt(at++) != ',') {
                throw in.wrong("a quoted field goes on behind its closing quote: expected a comma there, and a quote"
                        + " within it doubled");
            }
        }
    }

    /** Takes what stands up to the closing quote; returns its place, or below 0 if it is not in this line. */
    private static int quote(String text, int from, StringBuilder field) {
        int end = closing(text, from) - 1;
        field.append(text.substring(from, end < 0 ? text.length() : end).replace("\"\"", "\""));
        return end;
    }

    /** Returns the place behind the closing quote, or 0 if there is none. */
    private static int closing(String text, int from) {
        int at = text.indexOf('"', from);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
            at = text.indexOf('"', at + 2);
        }
        return at + 1;
    }

    private String more(StringBuilder field) {
        String text = in.next();
        if (text == null) {
            throw in.wrong(line, "a quoted field never ends: close it, or double a quote that is meant as such");
        }
        field.append('\n');
        return text;
    }
}
