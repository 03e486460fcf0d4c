package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DateFormsTest {
    private static final LocalDate DATE = LocalDate.of(1987, 5, 3); // a Sunday

    private static List<String> written(String language) {
        DateForms forms = DateForms.read(DatasetFiles.DATE_FORMS.lines()).get(language);
        return forms.patterns().stream()
                .map(pattern -> forms.write(DATE, pattern))
                .toList();
    }

    @Test
    void datesAreWrittenInTheWayOfTheirLanguage() {
        assertEquals(
                List.of("Sunday, May 3, 1987", "May 3, 1987"),
                List.copyOf(new TreeSet<>(written("en")).descendingSet()));
        assertEquals(List.of("Sonntag, 3. Mai 1987", "3. Mai 1987", "03.05.1987"), written("de"));
        assertEquals(List.of("domingo, 3 de mayo de 1987", "3 de mayo de 1987", "3 may 1987"), written("es"));
        assertEquals(List.of("1987年5月3日日曜日", "1987年5月3日", "1987/05/03"), written("ja"));
        assertEquals(List.of("sunnuntai 3. toukokuuta 1987", "3. toukokuuta 1987", "3.5.1987"), written("fi"));
        assertEquals("الأحد، 3 مايو 1987", written("ar").get(0)); // digits as in the tables, no marks of direction
    }

    @Test
    void everyDayIsDrawnOnceAndLanguagesTakeTurns() {
        ParallelTexts pairs = Datasets.dateTranslations(3_000, 5, "fr", "ja", "de");
        assertEquals(3_000, pairs.size());
        Set<String> days = new HashSet<>();
        for (int place = 0; place < pairs.size(); place++) {
            LocalDate date = LocalDate.parse(pairs.target(place));
            assertTrue(days.add(pairs.target(place)), pairs.target(place));
            assertTrue(date.getYear() >= 1900 && date.getYear() <= 2099, pairs.target(place));
            assertEquals(
                    place % 3 == 1,
                    pairs.source(place).contains("年")
                            || pairs.source(place).contains("/")
                                    && pairs.source(place).indexOf('/') == 4);
        }
        assertEquals(10, pairs.targetTokens(0).size());
        assertEquals(2_400, pairs.places(Part.TRAIN).length);
        assertEquals(300, pairs.places(Part.TEST).length);
        Map<String, Long> years = IntStream.range(0, pairs.size())
                .mapToObj(place -> pairs.target(place).substring(0, 3))
                .collect(Collectors.groupingBy(decade -> decade, TreeMap::new, Collectors.counting()));
        assertEquals(20, years.size());
        years.forEach((decade, count) -> assertTrue(count > 100 && count < 200, decade + "0s: " + count));
    }

    @Test
    void everyFormOfALanguageComes() {
        ParallelTexts pairs = Datasets.dateTranslations(300, 1, "de");
        Map<String, Long> counts = IntStream.range(0, 300)
                .mapToObj(pairs::source)
                .collect(Collectors.groupingBy(
                        text -> text.contains("tag,") || text.contains("woch,")
                                ? "full"
                                : text.contains(" ") ? "long" : "digits",
                        Collectors.counting()));
        assertTrue(counts.size() == 3 && counts.values().stream().allMatch(count -> count > 70), counts::toString);
    }

    @Test
    void theTextTellsTheDate() {
        Map<String, DateForms> languages = DateForms.read(DatasetFiles.DATE_FORMS.lines());
        ParallelTexts pairs = Datasets.dateTranslations(330, 2);
        List<String> order = List.copyOf(languages.keySet());
        assertEquals(33, order.size());
        for (int place = 0; place < pairs.size(); place++) {
            DateForms forms = languages.get(order.get(place % 33));
            LocalDate date = LocalDate.parse(pairs.target(place));
            Set<String> possible = forms.patterns().stream()
                    .map(pattern -> forms.write(date, pattern))
                    .collect(Collectors.toSet());
            assertTrue(possible.contains(pairs.source(place)), pairs.source(place));
        }
    }

    @Test
    void theSameSeedDrawsTheSameInEveryCountryAndAnotherSeedOthers() {
        ParallelTexts pairs = Datasets.dateTranslations(50, 3, "it", "sr");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertEquals(
                    pairs.contentHash(),
                    Datasets.dateTranslations(50, 3, "it", "sr").contentHash());
        } finally {
            Locale.setDefault(before);
        }
        assertFalse(pairs.contentHash()
                == Datasets.dateTranslations(50, 4, "it", "sr").contentHash());
        ParallelTexts more = Datasets.dateTranslations(80, 3, "it", "sr");
        assertEquals(pairs.source(49), more.source(49));
        assertEquals(pairs.target(49), more.target(49));
    }

    @Test
    void thereAreAsManyDatesAsDays() {
        assertEquals(20_000, Datasets.dateTranslations("en", "vi").size());
        ParallelTexts all = Datasets.dateTranslations(73_049, 0, "en");
        assertEquals(
                73_049,
                IntStream.range(0, all.size()).mapToObj(all::target).distinct().count());
        assertMessage(
                "count is 73050, expected 1 to 73049, the days from 1900-01-01 to 2099-12-31, of which each is drawn"
                        + " once",
                () -> Datasets.dateTranslations(73_050, 0).size());
        assertMessage(
                "count is 0, expected 1 to 73049, the days from 1900-01-01 to 2099-12-31, of which each is drawn once",
                () -> Datasets.dateTranslations(0, 0).size());
    }

    @Test
    void unknownLanguagesAndFieldsSaySo() {
        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.dateTranslations("en", "xx"))
                .getMessage();
        assertTrue(
                message.startsWith("language 'xx' has no dates in date-forms.tsv, expected some of ar, bg, ca"),
                message);
        DateForms none = new DateForms(List.of("QQQ"), Map.of());
        String field = assertThrows(IllegalStateException.class, () -> none.write(DATE, "d QQQ"))
                .getMessage();
        assertEquals("a pattern has the field QQQ, but only [] have names: make date-forms.tsv again", field);
    }
}
