package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads pairs of texts.
 *
 * @param sources the texts to translate
 * @param targets a translation of each
 */
record PairFiles(List<String> sources, List<String> targets) {

    private PairFiles() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    /** Reads lines of two or more fields, all as wide as the first. */
    static ParallelTexts tabs(Lines in) {
        var read = new PairFiles();
        int width = 0;
        for (String line = in.next(); line != null; line = in.next()) {
            if (line.isEmpty()) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length < 2) {
                throw in.wrong("1 field, expected a source, a tab and its target");
            }
            if (width > 0 && fields.length != width) {
                throw in.wrong(fields.length + " fields, expected " + width
                        + " as in the lines before: a field cannot hold tabs");
            }
            width = fields.length;
            read.add(fields[0], fields[1], in::wrong);
        }
        if (width == 0) {
            throw in.empty("a source, a tab and its target on each line");
        }
        return ParallelTexts.of(in.name(), read.sources, read.targets);
    }

    static ParallelTexts table(Table table, String sourceColumn, String targetColumn) {
        String name = LabelledFiles.name(table);
        Column<?> sources = LabelledFiles.column(table, name, sourceColumn);
        Column<?> targets = LabelledFiles.column(table, name, targetColumn);
        var read = new PairFiles();
        for (int k = 0; k < table.rowCount(); k++) {
            int row = k;
            read.add(
                    LabelledFiles.value(sources, row),
                    LabelledFiles.value(targets, row),
                    what -> new IllegalArgumentException("row " + row + " of '" + name + "': " + what));
        }
        return ParallelTexts.of(name, read.sources, read.targets);
    }

    private void add(String source, String target, Function<String, IllegalArgumentException> wrong) {
        if (Tokenizer.isBlank(source) || Tokenizer.isBlank(target)) {
            throw wrong.apply("the " + (Tokenizer.isBlank(source) ? "source" : "target")
                    + " is empty: leave the pair out, or fill it");
        }
        sources.add(source);
        targets.add(target);
    }
}
