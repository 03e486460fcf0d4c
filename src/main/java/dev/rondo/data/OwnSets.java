package dev.rondo.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the toolkit's own sets of texts. */
final class OwnSets {
    private OwnSets() {}

    static LabelledTexts table(DatasetFiles file, String name, String textColumn, String labelColumn) {
        Lines in = lines(file, file.text());
        return LabelledFiles.separated(in, SeparatedRows.tabs(in), textColumn, labelColumn)
                .named(name);
    }

    static LabelledTexts mail() {
        List<String[]> rows = DatasetFiles.MAIL.lines().stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .toList();
        return LabelledTexts.of(
                "mail",
                rows.stream().map(row -> row[1] + ". " + row[2]).toList(),
                rows.stream().map(row -> row[0]).toList());
    }

    static TaggedSentences tagged(DatasetFiles file, String name, String content, int column) {
        return TaggedFile.read(lines(file, content), 0, column).named(name);
    }

    /** Returns the sentences of a file that stand under the mark of a language. */
    static String of(DatasetFiles file, String language) {
        String mark = "# language = " + language + "\n";
        String content = Arrays.stream(file.text().split("\n\n"))
                .filter(sentence -> sentence.contains(mark))
                .collect(Collectors.joining("\n\n"));
        if (content.isEmpty()) {
            String known = file.lines().stream()
                    .filter(line -> line.startsWith("# language = "))
                    .map(line -> line.substring("# language = ".length()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "language '" + language + "' has no sentence in " + file.file() + ", expected one of " + known);
        }
        return content;
    }

    /** Pairs the names of countries in two languages by region. */
    static ParallelTexts countries(String from, String to) {
        List<String[]> rows = DatasetFiles.COUNTRIES.lines().stream()
                .map(line -> line.split("\t", -1))
                .toList();
        int source = column(rows.get(0), from);
        int target = column(rows.get(0), to);
        if (source == target) {
            throw new IllegalArgumentException("from and to are both '" + from + "', expected two languages");
        }
        List<String[]> named = rows.stream()
                .skip(1)
                .filter(row -> !row[source].isEmpty() && !row[target].isEmpty())
                .toList();
        return ParallelTexts.of(
                        "countries " + from + "-" + to,
                        named.stream().map(row -> row[source]).toList(),
                        named.stream().map(row -> row[target]).toList())
                .tokenizers(Tokenizer.characters(), Tokenizer.characters())
                .split(0.8, 0.1);
    }

    private static int column(String[] header, String language) {
        List<String> languages = List.of(header).subList(1, header.length);
        if (!languages.contains(language)) {
            throw new IllegalArgumentException("language '" + language + "' has no column in "
                    + DatasetFiles.COUNTRIES.file() + ", expected one of " + String.join(", ", languages));
        }
        return 1 + languages.indexOf(language);
    }

    private static Lines lines(DatasetFiles file, String content) {
        return Lines.of(file.file(), content.getBytes(StandardCharsets.UTF_8));
    }
}
