package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
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

    static Stream<Named<List<String>>> forms() {
        return Stream.of(
                Named.of("of this JDK", JdkDateForms.lines(JdkTables.LANGUAGES)),
                Named.of("in the jar", DatasetFiles.DATE_FORMS.lines()));
    }

    static Stream<Named<List<String>>> countries() {
        return Stream.of(
                Named.of("of this JDK", JdkCountries.lines(JdkTables.LANGUAGES)),
                Named.of("in the jar", DatasetFiles.COUNTRIES.lines()));
    }

    /** Every day of three years, in every language and form, is written as no other day is. */
    @ParameterizedTest
    @MethodSource("forms")
    void noTextIsTwoDates(List<String> lines) {
        Map<String, DateForms> languages = DateForms.read(lines);
        assertEquals(LANGUAGES, languages.keySet());
        Map<String, LocalDate> dates = new HashMap<>();
        languages.forEach((language, forms) -> {
            assertTrue(forms.patterns().size() >= 3, language);
            for (String pattern : forms.patterns()) {
                for (int year : new int[] {1901, 2001, 2012}) {
                    LocalDate first = LocalDate.of(year, 1, 1);
                    first.datesUntil(first.plusYears(1)).forEach(date -> {
                        String text = forms.write(date, pattern);
                        assertTrue(text.contains(Integer.toString(date.getYear())), text);
                        LocalDate other = dates.putIfAbsent(text, date);
                        assertTrue(other == null || other.equals(date), () -> text + " is " + date + " and " + other);
                    });
                }
            }
        });
        assertTrue(dates.size() > 75_000, () -> dates.size() + " texts");
    }

    @Test
    void datesAreWrittenAsTheJdkWritesThem() {
        Map<String, DateForms> languages = DateForms.read(JdkDateForms.lines(JdkTables.LANGUAGES));
        List<LocalDate> dates = LocalDate.of(1999, 1, 1)
                .datesUntil(LocalDate.of(2001, 1, 1), Period.ofDays(19))
                .toList();
        languages.forEach((language, forms) -> {
            for (String pattern : forms.patterns()) {
                var formatter = DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language));
                dates.forEach(date ->
                        assertEquals(JdkDateForms.plain(formatter.format(date)), forms.write(date, pattern), language));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("countries")
    void everyCountryHasItsNames(List<String> lines) {
        assertEquals("region\t" + String.join("\t", JdkTables.LANGUAGES), lines.get(0));
        assertTrue(lines.size() > 240, () -> lines.size() + " regions");
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = List.of(line.split("\t", -1));
            assertEquals(34, row.size(), line);
            assertTrue(row.get(0).matches("[A-Z]{2}"), line);
            for (String name : row.subList(1, 34)) {
                assertEquals(name.strip(), name, line);
                assertTrue(name.codePoints().anyMatch(Character::isLetter), line);
            }
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
        assertEquals(JdkDateForms.lines(JdkTables.LANGUAGES), Files.readAllLines(folder.resolve("date-forms.tsv")));
        assertEquals(JdkCountries.lines(JdkTables.LANGUAGES), Files.readAllLines(folder.resolve("countries.tsv")));
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
