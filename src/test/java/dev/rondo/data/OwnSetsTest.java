package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
}
