package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against numbers worked out by hand. */
class NaiveBayesTest {
    @Test
    void theTextbookExample() {
        // Manning, Raghavan and Schuetze, Introduction to Information Retrieval (2008), example 13.1.
        NaiveBayes model = NaiveBayes.train(
                List.of(
                        words("Chinese Beijing Chinese"),
                        words("Chinese Chinese Shanghai"),
                        words("Chinese Macao"),
                        words("Tokyo Japan Chinese")),
                List.of("yes", "yes", "yes", "no"));
        assertEquals(List.of("no", "yes"), model.classes());
        double yes = 3.0 / 4 * Math.pow(3.0 / 7, 3) / 14 / 14;
        double no = 1.0 / 4 * Math.pow(2.0 / 9, 3) * 2 / 9 * 2 / 9;
        List<String> test = words("Chinese Chinese Chinese Tokyo Japan");
        assertArrayEquals(new double[] {no / (no + yes), yes / (no + yes)}, model.probabilities(test), 1e-12);
        assertEquals("yes", model.predict(test));
        assertEquals("no", model.predict(words("Tokyo Japan")));
        assertArrayEquals(new double[] {0.25, 0.75}, model.probabilities(words("Berlin")), 1e-12, "unknown: the prior");
        assertArrayEquals(new double[] {0.25, 0.75}, model.probabilities(List.of()), 1e-12);
        assertEquals("NaiveBayes[words, features=6, classes=2]", model.toString());
    }

    @Test
    void smoothingIsAddedToEachCount() {
        NaiveBayes model = NaiveBayes.train(List.of(words("a a b"), words("b")), List.of("x", "y"), 0.5);
        double x = 2.5 / 4; // a in x: (2 + 0.5) / (3 + 0.5 x 2)
        double y = 0.5 / 2;
        assertArrayEquals(new double[] {x / (x + y), y / (x + y)}, model.probabilities(words("a")), 1e-12);
    }

    @Test
    void gramsReachOverTheEdges() {
        assertEquals(List.of("a", "b"), NaiveBayes.grams("ab", 1));
        assertEquals(List.of("a", "b", "\u0002a", "ab", "b\u0003", "\u0002ab", "ab\u0003"), NaiveBayes.grams("ab", 3));
        assertEquals(List.of("\uD83D\uDE00"), NaiveBayes.grams("\uD83D\uDE00", 1), "a code point is one character");
        assertEquals(List.of(), NaiveBayes.grams("", 1));
    }

    @Test
    void charactersTellLanguagesApart() {
        NaiveBayes model = NaiveBayes.characters(
                List.of("the cat sat on the mat", "this is the thing", "die Katze ist nicht hier", "ich sehe die Maus"),
                List.of("en", "en", "de", "de"),
                3);
        assertEquals("en", model.predict("that"));
        assertEquals("de", model.predict("nichts"));
        double[] p = model.probabilities("ich");
        assertEquals(1, p[0] + p[1], 1e-12);
        assertTrue(p[0] > 0.9, () -> Arrays.toString(p));
        assertTrue(model.toString().startsWith("NaiveBayes[characters up to 3, features="), model::toString);
        // A first letter counts as such: the same letters within words are as frequent in both classes.
        NaiveBayes edges = NaiveBayes.characters(List.of("xaya", "yaxa"), List.of("x", "y"), 2);
        assertEquals("x", edges.predict("xa"));
        assertEquals("y", edges.predict("ya"));
    }

    @Test
    void aLongDocumentKeepsItsProbabilitiesNumbers() {
        NaiveBayes model = NaiveBayes.train(List.of(words("a a b"), words("b b a")), List.of("x", "y"));
        double[] p = model.probabilities(Collections.nCopies(100_000, "a"));
        assertArrayEquals(new double[] {1, 0}, p, 1e-300);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage("there are 0 documents and 0 labels", () -> NaiveBayes.train(List.of(), List.of()));
        assertMessage(
                "there are 1 documents and 2 labels", () -> NaiveBayes.train(List.of(words("a")), List.of("x", "y")));
        assertMessage(
                "smoothing is 0.0, expected a number above 0",
                () -> NaiveBayes.train(List.of(words("a")), List.of("x"), 0));
        assertMessage("longest is 0", () -> NaiveBayes.characters(List.of("a"), List.of("x"), 0));
        NaiveBayes words = NaiveBayes.train(List.of(words("a")), List.of("x"));
        NaiveBayes characters = NaiveBayes.characters(List.of("a"), List.of("x"), 2);
        assertTrue(assertThrows(IllegalStateException.class, () -> words.predict("a"))
                .getMessage()
                .contains("trained over words: pass a list of them"));
        assertTrue(assertThrows(IllegalStateException.class, () -> characters.predict(words("a")))
                .getMessage()
                .contains("trained over character n-grams: pass the text itself"));
    }

    private static List<String> words(String words) {
        return Arrays.asList(words.split(" "));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
