package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the running JDK makes, and what lies in the jar, keep the same rules. */
class JdkTablesTest {
    private static final Set<String> LANGUAGES = new TreeSet<>(JdkTables.LANGUAGES);
    private static final Set<String> KINDS = Set.of("country", "currency", "language", "zone");
    private static final Set<String> TAGS =
            Set.of("O", "B-DAY", "B-MONTH", "I-MONTH", "B-YEAR", "B-WEEKDAY", "I-WEEKDAY");

    private static final List<String> NAMES = JdkNames.lines(JdkTables.LANGUAGES, JdkTables.SEED);

    static Stream<Named<List<String>>> names() {
        return Stream.of(Named.of("of this JDK", NAMES), Named.of("in the jar", DatasetFiles.NAMES.lines()));
    }

    static Stream<Named<List<String>>> dates() {
        List<String> dates = JdkDates.lines(JdkTables.LANGUAGES, JdkTables.DATES_PER_LANGUAGE, JdkTables.SEED);
        return Stream.of(Named.of("of this JDK", dates), Named.of("in the jar", DatasetFiles.DATES.lines()));
    }

    @Test
    void thereAreManyLanguages() {
        assertTrue(LANGUAGES.size() >= 20, LANGUAGES::toString);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNameIsOneOfItsLanguage(List<String> lines) {
        assertEquals("language\tkind\tname", lines.get(0));
        Map<String, Set<String>> languages = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            assertEquals(3, row.length, line);
            assertTrue(LANGUAGES.contains(row[0]) && KINDS.contains(row[1]), line);
            assertEquals(row[2].strip(), row[2]);
            assertTrue(row[2].codePoints().anyMatch(Character::isLetter), line);
            String name = row[2].toLowerCase(Locale.ROOT);
            assertTrue(languages.computeIfAbsent(name, key -> new HashSet<>()).add(row[0]), () -> "twice: " + line);
        }
        languages.forEach((name, in) -> assertTrue(in.size() <= 2, () -> name + " is in " + in));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noLanguageOutweighsAnother(List<String> lines) {
        Map<String, Long> counts = lines.stream()
                .skip(1)
                .collect(Collectors.groupingBy(line -> line.split("\t")[0], Collectors.counting()));
        assertEquals(LANGUAGES, counts.keySet());
        counts.forEach((language, count) -> assertTrue(count >= 300 && count <= 480, () -> language + " " + count));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void everyLanguageHasItsDates(List<String> lines) {
        Map<String, Long> counts = sentences(lines).stream()
                .collect(Collectors.groupingBy(sentence -> sentence.get(0), Collectors.counting()));
        Set<String> comments =
                LANGUAGES.stream().map(each -> "# language = " + each).collect(Collectors.toSet());
        assertEquals(comments, counts.keySet());
        assertEquals(Set.of(61L), new HashSet<>(counts.values()));
        assertEquals(2013, new HashSet<>(sentences(lines)).size());
    }

    @ParameterizedTest
    @MethodSource("dates")
    void everyTokenIsTagged(List<String> lines) {
        Set<String> used = new HashSet<>();
        for (List<String> sentence : sentences(lines)) {
            String before = "O";
            for (String line : sentence.subList(1, sentence.size())) {
                String[] row = line.split("\t", -1);
                assertEquals(2, row.length, line);
                assertFalse(row[0].isBlank(), line);
                assertTrue(TAGS.contains(row[1]), line);
                assertTrue(
                        !row[1].startsWith("I-") || before.endsWith(row[1].substring(1)),
                        () -> "I- after another tag: " + sentence);
                before = row[1];
                used.add(before);
            }
        }
        assertEquals(TAGS, used);
    }

    @ParameterizedTest
    @MethodSource("dates")
    void everyDateIsWhole(List<String> lines) {
        for (List<String> sentence : sentences(lines)) {
            long days = tokens(sentence, "B-DAY").count();
            assertTrue(days == 1 || days == 2, sentence::toString);
            assertEquals(days, tokens(sentence, "B-MONTH").count(), sentence::toString);
            assertEquals(days, tokens(sentence, "B-YEAR").count(), sentence::toString);
            assertTrue(tokens(sentence, "B-WEEKDAY").count() % days == 0, sentence::toString);
            assertTrue(tokens(sentence, "B-DAY").mapToInt(Integer::parseInt).allMatch(day -> day >= 1 && day <= 31));
            assertTrue(
                    tokens(sentence, "B-YEAR")
                            .mapToInt(Integer::parseInt)
                            .allMatch(year -> year >= 1950 && year <= 2049),
                    sentence::toString);
        }
    }

    @Test
    void theSameSeedMakesTheSame() {
        List<String> languages = List.of("en", "vi");
        assertEquals(JdkDates.lines(languages, 5, 1), JdkDates.lines(languages, 5, 1));
        assertFalse(JdkDates.lines(languages, 5, 1).equals(JdkDates.lines(languages, 5, 2)));
    }

    @Test
    void filesAreWrittenWhereAsked(@TempDir Path folder) throws Exception {
        JdkTables.main(new String[] {folder.toString()});
        assertEquals(NAMES, Files.readAllLines(folder.resolve("names.tsv")));
        assertTrue(Files.readString(folder.resolve("dates.txt")).startsWith("# language = ar\n"));
        var none = assertThrows(IllegalArgumentException.class, () -> JdkTables.main(new String[0]));
        assertEquals("give one argument, the folder to write to, such as data", none.getMessage());
    }

    private static Stream<String> tokens(List<String> sentence, String tag) {
        return sentence.stream()
                .map(line -> line.split("\t"))
                .filter(row -> row.length == 2 && row[1].equals(tag))
                .map(row -> row[0]);
    }

    private static List<List<String>> sentences(List<String> lines) {
        return Arrays.stream(String.join("\n", lines).split("\n\n"))
                .map(sentence -> List.of(sentence.split("\n")))
                .toList();
    }
}
