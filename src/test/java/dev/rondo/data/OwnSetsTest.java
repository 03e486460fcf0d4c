package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OwnSetsTest {
    @Test
    void textsComeWithTheirLabels() {
        assertEquals(15_315, Datasets.names().size());
        assertEquals(33, Datasets.names().classes().size());
        assertEquals(List.of("negative", "positive"), Datasets.reviews().classes());
        assertEquals(432, Datasets.reviews().size());
        assertEquals(432, Datasets.chineseReviews().size());
        assertEquals(208, Datasets.mail().size());
        assertEquals(
                List.of("complaint", "invitation", "invoice", "newsletter"),
                Datasets.mail().classes());
        assertTrue(Datasets.mail().text(0).startsWith("Rent for the village hall. For the use"));
    }

    @Test
    void datesComeByLanguageToo() {
        TaggedSentences all = Datasets.dates();
        TaggedSentences arabic = Datasets.dates("ar");
        assertEquals(61, arabic.size());
        assertEquals(all.words(0), arabic.words(0));
        assertEquals(all.words(33), arabic.words(1), "33 languages by turns");
        assertEquals(all.tags(33), arabic.tags(1));
        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.dates("xx"))
                .getMessage();
        assertTrue(message.startsWith("language 'xx' has no sentence in dates.txt, expected one of ar, bg"), message);
    }

    @Test
    void sentencesComeWithTheirTags() {
        assertEquals(2_013, Datasets.dates().size());
        Set<String> tags = new TreeSet<>(Datasets.dates().tagSet());
        assertEquals(Set.of("O", "B-DAY", "B-MONTH", "I-MONTH", "B-YEAR", "B-WEEKDAY", "I-WEEKDAY"), tags);
        assertEquals(40, Datasets.entities("zh").size());
        assertEquals(
                List.of("B-PER", "I-PER", "O"), Datasets.entities("en").tags(0).subList(0, 3));
        assertEquals("PROPN", Datasets.partsOfSpeech("en").tags(0).get(0));
        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.entities("fr"))
                .getMessage();
        assertEquals("language 'fr' has no sentence in sentences.txt, expected one of en, zh", message);
    }

    @Test
    void countriesArePairedByRegion() {
        var pairs = Datasets.countryNames("en", "de");
        assertEquals(
                "countries en-de: 249 pairs of 249 sources; 199 to train, 25 to validate, 25 to test",
                pairs.toString());
        assertEquals("Andorra", pairs.source(0)); // AD
        assertEquals("Vereinigte Arabische Emirate", pairs.target(1)); // AE
        assertEquals(List.of("A", "n"), pairs.targetTokens(0).subList(0, 2));
        Map<String, String> russian = new HashMap<>();
        var toRussian = Datasets.countryNames("en", "ru");
        for (int place = 0; place < toRussian.size(); place++) {
            russian.put(toRussian.source(place), toRussian.target(place));
        }
        assertEquals("Франция", russian.get("France"));
        assertEquals("Китай", russian.get("China"));
        var back = Datasets.countryNames("ru", "en");
        assertEquals(toRussian.source(77), back.target(77));
        for (String language : JdkTables.LANGUAGES.subList(1, 33)) {
            assertEquals(249, Datasets.countryNames("ar", language).size());
        }
    }

    @Test
    void unknownOrSingleLanguagesSaySo() {
        assertMessage("from and to are both 'en', expected two languages", () -> Datasets.countryNames("en", "en")
                .size());
        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.countryNames("en", "region"))
                .getMessage();
        assertTrue(
                message.startsWith("language 'region' has no column in countries.tsv, expected one of ar, bg, ca"),
                message);
    }
}
