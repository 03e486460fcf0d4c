package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text in a terminal. */
class ChartAnsiTest {
    private static final String RESET = "\u001b[0m";
    private static final String BLACK_ON = "\u001b[38;2;0;0;0;48;2;";
    private static final String WHITE_ON = "\u001b[38;2;255;255;255;48;2;";

    @Test
    void everyPieceHasItsBackgroundAndEveryLineEndsWithoutOne() {
        List<String> lines =
                lines(Chart.text("Unit 3", new String[] {"a", " ", "\n", "d"}, new double[] {-1, 0, 1, Double.NaN})
                        .diverging());
        assertEquals("Unit 3", lines.get(0));
        assertEquals(
                WHITE_ON + "0;62;102ma" + BLACK_ON + "247;247;247m " + WHITE_ON + "122;53;0m↵" + RESET, lines.get(1));
        assertEquals(BLACK_ON + "208;208;208md" + RESET, lines.get(2), "grey without a value");
        assertEquals(4, lines.size());
    }

    @Test
    void theLastLineIsTheScale() {
        Chart chart = Chart.text("", new String[] {"a", "b"}, new double[] {0, 0.5});
        List<String> lines = lines(chart.value("gate").valueRange(0, 1));
        assertEquals(2, lines.size(), "no line for a title that is blank");
        String scale = lines.get(1);
        assertTrue(scale.startsWith("0.0 " + WHITE_ON + "68;1;84m "), scale);
        assertTrue(scale.endsWith(BLACK_ON + "253;231;37m " + RESET + " 1.0  gate"), scale);
        assertEquals(24, scale.split("\u001b\\[38").length - 1);
        String logarithmic = lines(chart.valueRange(1e-8, 1).logValue()).get(1);
        assertTrue(logarithmic.startsWith("1e-8 ") && logarithmic.endsWith(RESET + " 1"), logarithmic);
    }

    @Test
    void wordsHaveABlankBetweenThemThatIsNotColoured() {
        String line = lines(Chart.text("", new String[] {"one", "two"}, new double[] {0, 1}))
                .get(0);
        assertEquals(WHITE_ON + "68;1;84mone" + RESET + " " + BLACK_ON + "253;231;37mtwo" + RESET, line);
    }

    @Test
    void linesEndWithinEightyColumns() {
        assertEquals(80, columns("word ".repeat(40)), "79 and the blank that hangs over");
        assertEquals(72, columns("sequence ".repeat(20)), "the ninth would end at 80 and its blank at 81");
        assertEquals(78, columns("漢".repeat(80)));
    }

    /** The columns of the longest line of a text, all of which is there. */
    private static int columns(String text) {
        String[] letters = ChartTextTest.letters(text);
        List<String> lines =
                lines(Chart.text("", letters, new double[letters.length]).size(100, 100));
        List<String> plain = lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        assertEquals(text, String.join("", plain), "whatever the size");
        return plain.stream().mapToInt(TextFlow::columns).max().orElse(0);
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        String shown = Chart.text("a\u001b[31m\nb", new String[] {"\u001b[2J", "\u009b1m"}, new double[] {0, 1})
                .value("v\u001b[5m\nw")
                .ansi();
        String plain = shown.replaceAll("\u001b\\[(0|[34]8;2;[0-9;]*)m", "");
        assertTrue(plain.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), plain);
        assertEquals(3, lines(plain).size());
        assertTrue(plain.endsWith("v\uFFFD[5m w"), plain);
    }

    private static List<String> lines(Chart chart) {
        return lines(chart.ansi());
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }
}
