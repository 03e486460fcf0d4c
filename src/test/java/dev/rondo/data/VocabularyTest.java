package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final List<List<String>> DOCUMENTS =
            List.of(List.of("b", "a", "c", "b"), List.of("😀", "b", "a", "\uFFFD", "aa", "aa"), List.of());

    @Test
    void theFrequentComeFirstBehindTheSpecials() {
        // as frequent: a before aa; U+FFFD before U+1F600, though its first char is the larger one
        assertEquals(
                List.of("<pad>", "<unk>", "<bos>", "<eos>", "b", "a", "aa", "c", "\uFFFD", "😀"),
                Vocabulary.counted(DOCUMENTS, 1, Integer.MAX_VALUE).symbols());
        assertEquals(0, Vocabulary.counted(DOCUMENTS, 1, 1).id(Vocabulary.PAD).orElseThrow());
        assertEquals(3, Vocabulary.counted(DOCUMENTS, 1, 1).id(Vocabulary.END).orElseThrow());
    }

    @Test
    void limitsCutTheRareAndTheMany() {
        assertEquals(
                List.of("b", "a", "aa"),
                Vocabulary.counted(DOCUMENTS, 2, 10).symbols().subList(4, 7));
        assertEquals(7, Vocabulary.counted(DOCUMENTS, 2, 10).size());
        assertEquals(6, Vocabulary.counted(DOCUMENTS, 1, 2).size());
        assertMessage("minimum is 0, expected at least 1, such as 2", () -> Vocabulary.counted(DOCUMENTS, 0, 5));
        assertMessage("largest is 0, expected at least 1, such as 10000", () -> Vocabulary.counted(DOCUMENTS, 1, 0));
    }

    @Test
    void specialsInTheDocumentsStayTheSpecials() {
        var counted = Vocabulary.counted(List.of(List.of("<unk>", "<unk>", "a")), 1, 9);
        assertEquals(List.of("<pad>", "<unk>", "<bos>", "<eos>", "a"), counted.symbols());
    }

    @Test
    void whatIsNotKnownBecomesUnknown() {
        var counted = Vocabulary.counted(DOCUMENTS, 2, 10);
        assertTrue(counted.hasUnknown());
        assertArrayEquals(new int[] {5, 1, 4, 2}, counted.ids(List.of("a", "never", "b", "<bos>")));
        assertEquals(List.of("a", "<unk>"), counted.symbols(new int[] {5, 1}));
    }

    @Test
    void withoutAnUnknownTheMessageNamesTheToken() {
        var plain = Vocabulary.of(List.of("a", "b"));
        assertFalse(plain.hasUnknown());
        assertMessage(
                "token 'never' at place 2 is not in the vocabulary of 2 symbols, which has no <unk> either; leave it"
                        + " out, or make the vocabulary by Vocabulary.counted",
                () -> plain.ids(List.of("a", "never")));
    }

    @Test
    void aSavedOneIsRestored() {
        var counted = Vocabulary.counted(DOCUMENTS, 1, 10);
        var restored = Vocabulary.of(counted.symbols());
        assertEquals(counted, restored);
        assertTrue(restored.hasUnknown());
        assertArrayEquals(new int[] {1, 6}, restored.ids(List.of("never", "aa")));
    }

    @Test
    void theShareOfUnknownTokensIsOverAllTokens() {
        var counted = Vocabulary.counted(DOCUMENTS, 2, 10);
        assertEquals(3 / 10.0, counted.outOfVocabulary(DOCUMENTS), 1e-12);
        assertEquals(0, counted.outOfVocabulary(List.of(List.of())), 0);
    }

    @Test
    void wordsAreShownApartAndCharactersTogether() {
        assertEquals("Vocabulary(3: abc)", Vocabulary.of(List.of("a", "b", "c")).toString());
        assertEquals(
                "Vocabulary(2: the cat)", Vocabulary.of(List.of("the", "cat")).toString());
    }
}
