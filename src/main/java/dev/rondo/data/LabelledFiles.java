package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads texts and their labels.
 *
 * @param texts the texts
 * @param labels a label for each
 */
record LabelledFiles(List<String> texts, List<String> labels) {

    private LabelledFiles() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    static LabelledTexts separated(Lines in, SeparatedRows rows, String textColumn, String labelColumn) {
        int text = rows.column(textColumn);
        int label = rows.column(labelColumn);
        var read = new LabelledFiles();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            int line = rows.line();
            read.add(row.get(text), row.get(label), what -> in.wrong(line, "the " + what));
        }
        return read.texts(in.name());
    }

    static LabelledTexts lines(Lines in) {
        var read = new LabelledFiles();
        for (String line = in.next(); line != null; line = in.next()) {
            if (Tokenizer.isBlank(line)) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length < 2) {
                throw in.wrong("'" + parts[0] + "' stands alone, expected a label, a blank and a text");
            }
            read.add(parts[1], parts[0], what -> in.wrong("the " + what));
        }
        return read.texts(in.name());
    }

    static LabelledTexts table(Table table, String textColumn, String labelColumn) {
        String name = name(table);
        Column<?> texts = column(table, name, textColumn);
        Column<?> labels = column(table, name, labelColumn);
        var read = new LabelledFiles();
        for (int k = 0; k < table.rowCount(); k++) {
            int row = k;
            read.add(
                    value(texts, row),
                    value(labels, row),
                    what -> new IllegalArgumentException("row " + row + " of '" + name + "': the " + what));
        }
        return read.texts(name);
    }

    /** Returns what messages call a table. */
    static String name(Table table) {
        return table.name() == null || table.name().isBlank() ? "table" : table.name();
    }

    static Column<?> column(Table table, String name, String wanted) {
        return table.columns().stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' has no column '" + wanted + "': it has " + table.columnNames()));
    }

    /** Returns a value as text, nothing where it is missing. */
    static String value(Column<?> column, int row) {
        return column.isMissing(row) ? "" : String.valueOf(column.get(row));
    }

    private void add(String text, String label, Function<String, IllegalArgumentException> wrong) {
        if (Tokenizer.isBlank(text)) {
            throw wrong.apply("text is empty: leave it out, or fill it");
        }
        if (Tokenizer.isBlank(label)) {
            throw wrong.apply("label is empty: leave the text out, or give it a label");
        }
        texts.add(text);
        labels.add(label.strip());
    }

    private LabelledTexts texts(String name) {
        return LabelledTexts.of(name, texts, labels);
    }
}
