package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where lines end. */
class TextFlowTest {
    @Test
    void charactersPartBetweenWordsAndABlankHangsOver() {
        assertEquals("the |quick |brown |fox", flow(6, "the quick brown fox".split("")));
        assertEquals("the quick |brown fox", flow(9, "the quick brown fox".split("")), "the blank is the tenth");
        assertEquals("the |quick |brown |fox", flow(8, "the quick brown fox".split("")));
    }

    @Test
    void aBlankThatDoesNotFitBeginsALine() {
        assertEquals("abcd | ef", flow(4, "abcd  ef".split("")));
        assertEquals("a bcd|    e", flow(5, "a bcd\te".split("")), "a tab is wider than what may hang over");
    }

    @Test
    void aWordLongerThanALineIsCut() {
        assertEquals("a |bcde|fghi |j", flow(4, "a bcdefghi j".split("")));
        assertEquals("to |unden|iable|s", flow(5, "to ", "undeniables"));
        assertEquals("漢|字", flow(1, "漢字"), "wider than a line even alone");
    }

    @Test
    void tokensPartAtTheirBlanks() {
        assertEquals("un+able| to+ do|", flow(8, "un", "able", " to", " do") + "|");
        assertEquals("The| un+able", flow(7, "The", " un", "able"));
    }

    @Test
    void wordsThatStandApartPartAnywhereButBeforeAMark() {
        assertEquals("one_two|six", flowApart(8, "one", "two", "six"));
        assertEquals("one|two_.", flowApart(7, "one", "two", "."), "no line begins with a full stop");
    }

    @Test
    void chinesePartsBetweenCharactersButNotBeforeAMark() {
        assertEquals("床+前|明+月", flow(5, "床", "前", "明", "月"));
        assertEquals("床|前+，|明", flow(4, "床", "前", "，", "明"));
    }

    @Test
    void lineEndsBreakAndAreMarkedWhereTheyStandAlone() {
        assertEquals("a↵|↵|b↵", flow(80, "a\n\nb\n".split("")));
        assertEquals("ab+↵|c|d", flow(80, "ab", "\n", "c\n", "d"));
        assertEquals("ab|cd+e|↵|f", flow(80, "ab\r\ncd", "e\n\nf"));
        assertEquals("abcd↵|e", flow(4, "abcd\ne".split("")), "the mark hangs over");
    }

    @Test
    void cellsKnowTheirPieceAndPlace() {
        List<List<TextFlow.Cell>> lines = TextFlow.lines(List.of("ab", "c\nd", "漢", "e"), TextFlow::columns, 1, 4);
        assertEquals(
                List.of(
                        List.of(new TextFlow.Cell("ab", 0, 0, 2), new TextFlow.Cell("c", 1, 3, 1)),
                        List.of(new TextFlow.Cell("d", 1, 0, 1), new TextFlow.Cell("漢", 2, 2, 2)),
                        List.of(new TextFlow.Cell("e", 3, 0, 1))),
                lines);
        TextFlow.Cell carried = TextFlow.lines(List.of("a", " ", "b", "c"), TextFlow::columns, 0, 3)
                .get(1)
                .get(1);
        assertEquals(new TextFlow.Cell("c", 3, 1, 1), carried, "what is carried over begins at the left");
    }

    @Test
    void columnsOfATerminal() {
        assertEquals(3, TextFlow.columns("abc"));
        assertEquals(4, TextFlow.columns("漢字"));
        assertEquals(2, TextFlow.columns("。"));
        assertEquals(2, TextFlow.columns("（"));
        assertEquals(1, TextFlow.columns("ｱ"), "a half-width character");
        assertEquals(2, TextFlow.columns("\uD83D\uDE00"), "a picture");
        assertEquals(1, TextFlow.columns("e\u0301"), "an accent takes up none");
        assertEquals(1, TextFlow.columns("\u0301"), "but a cell is never without width");
    }

    @Test
    void tabsAreFourBlanksAndControlsAreNotPassedOn() {
        assertEquals("a    b\uFFFD[0m", TextFlow.visible("a\tb\u001b[0m"));
    }

    /** Lines parted by |, of cells of more than one character with + between them, else joined. */
    private static String flow(double room, String... pieces) {
        String between =
                List.of(pieces).stream().allMatch(piece -> piece.length() == 1 && piece.charAt(0) < 0x3000) ? "" : "+";
        return joined(TextFlow.lines(List.of(pieces), TextFlow::columns, 0, room), between);
    }

    private static String flowApart(double room, String... pieces) {
        return joined(TextFlow.lines(List.of(pieces), TextFlow::columns, 1, room), "_");
    }

    private static String joined(List<List<TextFlow.Cell>> lines, String between) {
        return lines.stream()
                .map(line -> line.stream().map(TextFlow.Cell::text).collect(Collectors.joining(between)))
                .collect(Collectors.joining("|"));
    }
}
