package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetFilesTest {
    private static final String EXAMPLE = "我 爱 吃 北京 烤鸭";

    @ParameterizedTest
    @EnumSource
    void encodingAndLineEndsArePlain(DatasetFiles file) {
        String text = file.text();
        assertFalse(text.contains("\uFFFD") || text.contains("\r") || text.contains("\uFEFF"), file.file());
        assertTrue(text.endsWith("\n") && !text.endsWith("\n\n"), file.file());
        assertEquals(text, String.join("\n", file.lines()) + "\n");
        assertFalse(
                text.contains("\"") && file != DatasetFiles.VERSE,
                file.file()); // a reader of tables may take them for quotes
    }

    @Test
    void labelsAreBalanced() {
        Map<String, Long> each = Map.of("positive", 216L, "negative", 216L);
        assertEquals(each, counts(DatasetFiles.REVIEWS, "label\ttext"));
        assertEquals(each, counts(DatasetFiles.REVIEWS_CHINESE, "label\ttext"));
        assertEquals(
                Map.of("invitation", 52L, "complaint", 52L, "invoice", 52L, "newsletter", 52L),
                counts(DatasetFiles.MAIL, "kind\tsubject\ttext"));
    }

    @Test
    void reviewsAreAFewLinesLong() {
        for (String text : texts(DatasetFiles.REVIEWS)) {
            int words = text.split(" ").length;
            assertTrue(words >= 12 && words <= 40, text);
        }
        for (String text : texts(DatasetFiles.REVIEWS_CHINESE)) {
            assertTrue(text.length() >= 14 && text.length() <= 60, text);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REVIEWS", "REVIEWS_CHINESE", "MAIL"})
    void noTwoTextsAreNearlyTheSame(DatasetFiles file) {
        String apart = file == DatasetFiles.REVIEWS_CHINESE ? "\\P{L}*" : "[^\\p{L}\\p{N}']+";
        List<Set<String>> seen = new ArrayList<>();
        for (String text : texts(file)) {
            Set<String> triples = triples(List.of(text.toLowerCase(Locale.ROOT).split(apart)));
            for (Set<String> other : seen) {
                Set<String> both = new HashSet<>(triples);
                both.retainAll(other);
                int either = triples.size() + other.size() - both.size();
                assertTrue(both.size() < 0.2 * either, text);
            }
            seen.add(triples);
        }
    }

    @Test
    void everyWordHasItsPartOfSpeechAndEntity() {
        Set<String> comments = new HashSet<>();
        Set<String> entities = new HashSet<>();
        List<List<String>> sentences = sentences();
        assertEquals(80, new HashSet<>(sentences).size());
        for (List<String> sentence : sentences) {
            comments.add(sentence.get(0));
            String before = "O";
            for (String line : sentence.subList(1, sentence.size())) {
                String[] row = line.split("\t", -1);
                assertEquals(3, row.length, line);
                assertTrue(
                        row[1].matches("ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|VERB"),
                        line);
                assertTrue(row[2].matches("O|[BI]-(PER|LOC|ORG|TIME)"), line);
                assertTrue(!row[2].startsWith("I") || before.endsWith(row[2].substring(1)), sentence::toString);
                before = row[2];
                entities.add(before);
            }
        }
        assertEquals(Set.of("# language = en", "# language = zh"), comments);
        assertEquals(9, entities.size(), entities::toString);
    }

    @Test
    void theTextbookExampleIsAmongThem() {
        List<String> rows = sentences().stream()
                .filter(sentence -> sentence.stream()
                        .skip(1)
                        .map(row -> row.split("\t")[0])
                        .collect(Collectors.joining(" "))
                        .equals(EXAMPLE))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("PRON", "VERB", "VERB", "PROPN", "NOUN"),
                rows.stream().skip(1).map(row -> row.split("\t")[1]).toList());
    }

    private static Map<String, Long> counts(DatasetFiles file, String header) {
        List<String> lines = file.lines();
        assertEquals(header, lines.get(0));
        int columns = header.split("\t").length;
        for (String line : lines) {
            String[] row = line.split("\t", -1);
            assertEquals(columns, row.length, line);
            assertTrue(Arrays.stream(row).allMatch(field -> !field.isBlank() && field.equals(field.strip())), line);
        }
        return lines.stream()
                .skip(1)
                .collect(Collectors.groupingBy(line -> line.split("\t")[0], Collectors.counting()));
    }

    /** All after the label. */
    private static List<String> texts(DatasetFiles file) {
        return file.lines().stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf('\t') + 1).replace('\t', ' '))
                .toList();
    }

    private static Set<String> triples(List<String> words) {
        Set<String> triples = new HashSet<>();
        for (int i = 0; i + 3 <= words.size(); i++) {
            triples.add(String.join(" ", words.subList(i, i + 3)));
        }
        return triples;
    }

    private static List<List<String>> sentences() {
        return Arrays.stream(DatasetFiles.SENTENCES.text().split("\n\n"))
                .map(sentence -> List.of(sentence.split("\n")))
                .toList();
    }
}
