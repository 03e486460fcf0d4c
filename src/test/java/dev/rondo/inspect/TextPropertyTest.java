package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds at each piece of a text. */
class TextPropertyTest {
    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static void assertProperty(String expected, TextProperty property, String text) {
        double[] values = expected.chars().mapToDouble(digit -> digit - '0').toArray();
        assertArrayEquals(values, property.over(characters(text)), property + ": " + text);
    }

    @Test
    void insideEveryMatch() {
        assertProperty("11100111", TextProperty.inside("(?m)^[A-Z]+:"), "AB:x\nCD:");
        assertProperty("0101", TextProperty.inside("[aeiou]"), "bada");
        assertProperty("011000", TextProperty.inside("\ud83d\ude00b"), "a\ud83d\ude00bc\ud83d\ude00d");
    }

    @Test
    void aWordCountsWhereItIsTouched() {
        double[] values = TextProperty.inside("b c").over(List.of("ab", " ", "cd", " ", "e"));
        assertArrayEquals(new double[] {1, 1, 1, 0, 0}, values);
    }

    @Test
    void afterAPiece() {
        assertProperty("0010011", TextProperty.after(" "), "a bc  d");
        assertProperty("00010", TextProperty.after("\n"), "ab\nc\n");
    }

    @Test
    void placeInTheLine() {
        assertProperty("1231121", TextProperty.placeInLine(), "ab\n\nc\nd");
    }

    @Test
    void whatNoUnitCanFollowSaysWhy() {
        List<String> text = characters("abc");
        assertMessage(
                "property 'inside x' is 0.0 at all 3 pieces of the text, so no unit can follow it: give a longer text,"
                        + " or another property",
                () -> TextProperty.inside("x").over(text));
        assertMessage(
                "property 'short' makes 2 numbers of 3 pieces of text, expected one for each",
                () -> new TextProperty("short", pieces -> new double[2]).over(text));
        assertMessage(
                "property 'odd' is NaN at piece 1, expected finite numbers",
                () -> new TextProperty("odd", pieces -> new double[] {0, Double.NaN, 1}).over(text));
    }
}
