package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TextTest {
    @TempDir
    Path folder;

    private Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("text.txt"), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void charactersAreCodePointsInOrder() {
        Text text = Text.characters(file("ba😀b\r\na".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("\n", "a", "b", "😀"), text.vocabulary().symbols());
        assertArrayEquals(new int[] {2, 1, 3, 2, 0, 1}, text.ids(Part.ALL));
        assertEquals("ba😀b\na", text.vocabulary().decode(text.ids(Part.ALL)));
    }

    @Test
    void aByteOrderMarkIsNoCharacter() {
        assertEquals(
                2,
                Text.characters(file("\uFEFFab".getBytes(StandardCharsets.UTF_8)))
                        .length());
    }

    @Test
    void partsFollowOneAnother() {
        Text text = Text.characters("t", "abcdefghij").split(0.6, 0.3);
        assertEquals("abcdef", text.vocabulary().decode(text.ids(Part.TRAIN)));
        assertEquals("ghi", text.vocabulary().decode(text.ids(Part.VALIDATION)));
        assertEquals("j", text.vocabulary().decode(text.ids(Part.TEST)));
        assertEquals(0, text.split(0.7, 0.3).ids(Part.TEST).length);
    }

    @Test
    void aPartHasItsLengthWithoutACopy() {
        for (Text text : new Text[] {
            Text.characters("t", "0123456789"),
            Text.characters("t", "0123456789").split(0.55, 0.25),
            Text.characters("t", "abc").split(0.5, 0.5),
            Text.characters("t", "abc").split(1, 0)
        }) {
            for (Part part : Part.values()) {
                assertEquals(text.ids(part).length, text.length(part), text + " " + part);
            }
        }
        assertEquals(2, Text.characters("t", "0123456789").split(0.55, 0.25).length(Part.VALIDATION)); // 6 and 7
    }

    @Test
    void anotherVocabularyRenumbers() {
        Text small = Text.characters("small", "cab");
        Text renumbered = small.in(Text.characters("large", "zyxcba").vocabulary());
        assertArrayEquals(new int[] {2, 0, 1}, renumbered.ids(Part.ALL));
        assertMessage(
                "character 'q' (U+0071) at place 2 is not in the vocabulary of 3 characters: abc",
                () -> Text.characters("odd", "aq").in(small.vocabulary()).length());
    }

    @Test
    void badFilesSayWhatIsWrong() {
        assertMessage("there is no file", () -> Text.characters(folder.resolve("missing.txt"))
                .length());
        assertMessage("text 'text.txt' is empty", () -> Text.characters(file(new byte[0]))
                .length());
        assertMessage("is not UTF-8: byte 0xFF at offset 3", () -> Text.characters(
                        file(new byte[] {'a', 'b', 'c', (byte) 0xFF, 'd'}))
                .length());
        assertMessage(
                "at offset 1",
                () -> Text.characters(file(new byte[] {'a', (byte) 0xC3})).length()); // cut within a character
    }

    @Test
    void theLowestLossIsKnownOnlyWhereItIsGiven() {
        Text text = Text.characters("t", "abc");
        assertFalse(text.hasFloor());
        var unknown = assertThrows(IllegalStateException.class, text::floor);
        assertEquals(
                "nobody knows the lowest loss on 't': only a text made by a rule has a floor, or give it by"
                        + " floor(nats)",
                unknown.getMessage());
        Text known = text.floor(0.25);
        assertFalse(text.hasFloor());
        assertTrue(known.hasFloor());
        assertEquals(0.25, known.floor(), 0);
        Vocabulary other = Text.characters("other", "cbad").vocabulary();
        assertEquals(0.25, known.split(0.5, 0.2).in(other).named("n").floor(), 0);
        for (double wrong : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertMessage(
                    "floor(" + wrong
                            + "): expected nats per symbol, at least 0, such as the entropy rate of the source",
                    () -> text.floor(wrong).length());
        }
    }

    @Test
    void badSplitsSayWhatIsWrong() {
        Text text = Text.characters("t", "abc");
        for (double[] shares : new double[][] {{0, 0.5}, {0.9, 0.2}, {-1, 0.5}, {0.5, -0.1}, {Double.NaN, 0.1}}) {
            assertMessage("expected a training share above 0", () -> text.split(shares[0], shares[1])
                    .length());
        }
    }

    @Test
    void aVocabularyHasEachSymbolOnce() {
        assertMessage("'a' (U+0061) stands twice", () -> Vocabulary.of(List.of("a", "b", "a")));
    }

    @Test
    void theVerseIsThere() {
        Text verse = Datasets.verse();
        assertTrue(verse.length() >= 60_000, verse.toString());
        assertTrue(verse.vocabulary().decode(verse.ids(Part.ALL)).startsWith("MARRET:\n"));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
