package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.plot.Chart;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of one session: what they show and what they leave to the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RondoKernelTest {
    private static final String CHART =
            "Chart.of(\"curve\").line(\"loss\", new double[] {1, 2}, new double[] {3, 4}).size(300, 200)";

    private Session session;

    @BeforeAll
    void open() {
        session = new Session();
    }

    @AfterAll
    void close() {
        session.close();
    }

    @BeforeEach
    void forget() {
        session.forget();
    }

    private static byte[] png(DisplayData data) {
        return Base64.getDecoder().decode((String) data.getData(MIMEType.IMAGE_PNG));
    }

    @Test
    void onlyTheLastExpressionIsShown() throws CellFailure {
        assertEquals("4", session.text("1;\n2;\nint last = 3;\nlast + 1"));
        assertEquals(List.of(), session.events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int declared = 1;",
                "5; int after = 1;",
                "5; for (int k = 0; k < 2; k++) {}",
                "5; System.out.print(\"\");",
                "5; void nothing() {}",
                "System.out.printf(\"\")",
                "null",
                ""
            })
    void whereTheLastPieceHasNoValueNothingIsShown(String code) throws CellFailure {
        assertNull(session.run(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"// one\n", "/* one\n two */ // three", "/** one */", "/*/ one */", "/**/"})
    void aCellOfCommentsShowsNothing(String code) throws CellFailure {
        assertNull(session.run(code));
        assertEquals(List.of(), session.events());
    }

    @ParameterizedTest
    @CsvSource({"'// why\n7', 7", "'7 // why', 7", "'/*/ why */ 7', 7", "'7;', 7", "'assigned = 7', 7"})
    void theValueOfAnExpressionIsShown(String code, String value) throws CellFailure {
        session.run("int assigned = 0;");
        assertEquals(value, session.text(code));
    }

    @Test
    void arraysAreShownByTheirElements() throws CellFailure {
        assertEquals("[1, 2]", session.text("new int[] {1, 2}"));
        assertEquals("[[1.5], null]", session.text("new double[][] {{1.5}, null}"));
        assertEquals("[a]", session.text("new String[] {\"a\"}"));
        String cut = session.text("new int[100_000]");
        assertTrue(cut.endsWith(" …") && cut.length() < 1_100, cut);
    }

    @Test
    void valuesAreLive() throws CellFailure {
        Object list = session.kernel.lines("var live = new ArrayList<Object>(); live", 0);
        assertInstanceOf(List.class, list);
        assertSame(list, session.kernel.lines("live", 0));
        session.run("live.add(\"one\")");
        assertEquals(List.of("one"), list);
    }

    @Test
    void theNextCellsSeeWhatACellDeclares() throws CellFailure {
        session.run("""
            import java.time.Duration;
            record Point(int x, int y) {}
            enum Colour { RED }
            int twice(int x) { return 2 * x; }
            var start = new Point(1, 2);
            """);
        assertEquals("Point[x=4, y=2]", session.text("new Point(twice(start.y()), start.x() * 2)"));
        assertEquals("PT4S", session.text("Duration.ofSeconds(twice(2))"));
        assertEquals("RED", session.text("Colour.RED"));
    }

    @Test
    void whatIsDeclaredAgainReplacesWhatWas() throws CellFailure {
        session.run("int again = 1;\nint base() { return 1; }\nint derived() { return 10 * base(); }");
        assertEquals("10", session.text("derived()"));
        session.run("String again = \"text\";\nint base() { return 2; }");
        assertEquals("text", session.text("again"));
        assertEquals("20", session.text("derived()"), "by way of a method of an earlier cell");
    }

    @Test
    void whatACellDeclaresAboveMayUseWhatItDeclaresBelow() throws CellFailure {
        assertEquals("5", session.text("int above() { return below(); }\nint below() { return 5; }\nabove()"));
        assertEquals(List.of(), session.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"int[] open = {1, 2}", "for (int k : new int[] {1}) twoSemicolons()", "int open = 3 // so"})
    void theLastSemicolonMayLack(String code) throws CellFailure {
        session.run("void twoSemicolons() {};");
        assertNull(session.run(code));
    }

    @Test
    void printsArriveInOrder() throws CellFailure {
        session.run("""
            System.out.print("a");
            System.err.print("b");
            System.out.println("c");
            System.out.printf("%d%n", 4);
            System.err.println("e");
            """);
        assertEquals(List.of("stdout:a", "stderr:b", "stdout:c\n4\n", "stderr:e\n"), session.events());
    }

    @Test
    void printsStandAboveWhatIsShownAfterThem() throws CellFailure {
        session.run("System.out.print(1); display(\"x\"); System.out.print(2); display(\"y\");");
        assertEquals(List.of("stdout:1", "display", "stdout:2", "display"), session.events());
    }

    @Test
    void allThatAFailingCellPrintedArrives() {
        session.failure("System.out.print(\"before\"); throw new IllegalStateException();");
        assertEquals(List.of("stdout:before"), session.events());
    }

    @Test
    void textOfAllLanguagesArrivesWhole() throws CellFailure {
        String text = "Größe, 循环神经网络, Сеть, 😀";
        assertEquals(text, session.text("System.out.print(\"" + text + "\"); \"" + text + "\""));
        assertEquals(List.of("stdout:" + text), session.events());
    }

    @Test
    void longTextArrivesWhole() throws CellFailure {
        session.run("for (int k = 0; k < 30_000; k++) System.out.print(\"ü€😀\");");
        assertEquals(List.of("stdout:" + "ü€😀".repeat(30_000)), session.events());
    }

    @Test
    void displayShowsAndUpdateReplaces() throws CellFailure {
        assertNull(session.run("String id = display(\"first\");\nupdateDisplay(id, \"second\");"));
        assertEquals(List.of("display", "update"), session.events());
        assertEquals("first", Session.text(session.displayed().get(0)));
        assertEquals("second", Session.text(session.updated().get(0)));
        String id = session.text("id");
        assertEquals(id, session.displayed().get(0).getDisplayId());
        assertEquals(id, session.updated().get(0).getDisplayId());
    }

    @Test
    void renderTurnsATextIntoTheKindAskedFor() throws CellFailure {
        DisplayData html = session.run("render(\"<b>bold</b>\", \"text/html\")");
        assertEquals("<b>bold</b>", html.getData(MIMEType.TEXT_HTML));
        session.run("updateDisplay(display(\"*a*\", \"text/markdown\"), \"*b*\", \"text/markdown\");");
        assertEquals("*a*", session.displayed().get(0).getData(MIMEType.TEXT_MARKDOWN));
        assertEquals("*b*", session.updated().get(0).getData(MIMEType.TEXT_MARKDOWN));
    }

    @Test
    void aChartIsAPictureOfItsSizeAndAText() throws CellFailure {
        Chart chart = (Chart) session.kernel.lines("var chart = " + CHART + "; chart", 0);
        DisplayData shown = session.run("chart");
        assertArrayEquals(chart.png(), png(shown));
        assertEquals(chart.toString(), Session.text(shown));
        assertEquals(List.of(), session.events());
    }

    @Test
    void aChartThatACellShowsReachesTheFrontEnd() throws CellFailure {
        assertNull(session.run(CHART + ".show()"));
        assertEquals(List.of("display"), session.events(), "and no file is named");
        assertArrayEquals(png(session.run(CHART)), png(session.displayed().get(0)));
    }

    @Test
    void aTableIsHtmlAndText() throws CellFailure {
        DisplayData shown = session.run("Table.create(\"prices\", DoubleColumn.create(\"price\", 1.5, 2))");
        String html = (String) shown.getData(MIMEType.TEXT_HTML);
        assertTrue(html.startsWith("<table>") && html.contains("<td>1.5</td>"), html);
        assertTrue(Session.text(shown).contains("price"), Session.text(shown));
    }

    @Test
    void theImportsAreMade() throws CellFailure {
        assertEquals(
                "LSTM", session.text("Stream.of(CellType.values()).filter(CellType.LSTM::equals).findFirst().get()"));
        assertEquals("[1]", session.text("new ArrayList<>(List.of(new BigDecimal(1)))"));
    }

    @Test
    void theFrontEndLearnsTheLanguage() {
        assertEquals("java", session.kernel.getLanguageInfo().getName());
        assertTrue(session.kernel.getBanner().startsWith("Rondo"), session.kernel.getBanner());
    }
}
