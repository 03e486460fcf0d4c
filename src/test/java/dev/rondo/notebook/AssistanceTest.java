package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Help at the cursor, which the code of these tests marks with a bar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssistanceTest {
    private Evaluator evaluator;
    private Assistance assistance;

    @BeforeAll
    void open() throws CellFailure {
        evaluator = new Evaluator();
        evaluator.eval("String earlier = \"text\";", 1);
        evaluator.eval("int tripled(int number) { return 3 * number; }", 1);
        assistance = new Assistance(evaluator.shell());
    }

    @AfterAll
    void close() {
        evaluator.close();
    }

    private static String code(String marked) {
        return marked.replace("|", "");
    }

    /** Asserts that a text is offered, and that it would replace what stands from the given piece to the cursor. */
    private void assertOffers(String text, String replaced, String marked) {
        Assistance.Completions found = assistance.complete(code(marked), marked.indexOf('|'));
        assertTrue(found.texts().contains(text), () -> found.texts() + " lacks " + text);
        assertEquals(replaced, marked.substring(found.from(), marked.indexOf('|')));
    }

    private String inspected(String marked) {
        return assistance.inspect(code(marked), marked.indexOf('|')).orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "toUpperCase(, toUp, '\"abc\".toUp|'",
        "length(), '', 'earlier.|'",
        "max(, ma, 'Math.ma|'",
        "of(, o, 'List.o|'",
        "earlier, earl, 'int later = earl|'",
        "tripled(, trip, 'trip|'",
        "RecurrentStack, RecurrentSt, 'RecurrentSt|'",
        "java., jav, 'import jav|'"
    })
    void namesAreCompleted(String text, String replaced, String marked) {
        assertOffers(text, replaced, marked);
    }

    @Test
    void whatTheCellDeclaresAboveIsKnownBeforeItRuns() {
        assertOffers("counter", "coun", "int counter = 1;\nint other = 2;\ncoun|");
        assertOffers("toUpperCase(", "toUp", "var names = List.of(\"a\");\nnames.get(0).toUp|");
        assertOffers("counter", "coun", "int counter = 1;\nfor (int k = 0; k < 3; k++) {\n    coun|");
        assertOffers("Shape", "Sha", "class Shape {}\nnew Sha|");
        assertOffers("counter", "", "int counter = 1;\nint other = |");
        assertEquals(
                List.of(),
                assistance.complete("int counter = 1;\nMath.coun", 26).texts());
    }

    @Test
    void theLaterStatementsOfACellAreCompletedAsTheFirst() {
        assertOffers("earlier", "earl", "int one = 1;\nint two = earl|");
        assertOffers("max(", "ma", "int one = 1;\n\nMath.ma|");
    }

    @Test
    void theCursorMayStandInTheMiddle() {
        assertOffers("max(", "ma", "int one = 1;\nint two = Math.ma|rker(3);\nint three = 3;");
        assertEquals(inspected("tripled|(4)"), inspected("int one = 1;\ntri|pled(4);\nint three = 3;"));
    }

    @Test
    void belowAMagicIsCode() {
        assertOffers("max(", "ma", "%maven some:library:1.0\n%time Math.ma|");
        assertOffers("earlier", "earl", "%%time\nint one = 1;\nearl|");
        assertEquals(inspected("tripled|(4)"), inspected("%jars lib/*.jar\ntripled|(4)"));
    }

    @Test
    void aPlaceWithoutSuggestionsHasNone() {
        assertEquals(List.of(), assistance.complete("earlier.noSuchName", 18).texts());
    }

    @Test
    void aCursorOutsideOfTheCodeIsTakenToItsEnds() {
        assertTrue(assistance.complete("Math.ma", 99).texts().contains("max("));
        assertEquals(0, assistance.complete("Math.ma", -1).from());
    }

    @Test
    void methodsAreInspected() {
        assertTrue(inspected("earlier.repeat|").startsWith("String String.repeat(int"), inspected("earlier.repeat|"));
        assertTrue(inspected("earlier.repeat(|").startsWith("String String.repeat(int"), inspected("earlier.repeat(|"));
        assertEquals("int tripled(int number)", inspected("trip|led"));
    }

    @Test
    void variablesAreInspected() {
        assertEquals("String earlier", inspected("earl|ier"));
        assertEquals("String earlier", inspected("int later = 3;\nearlier|"));
    }

    @Test
    void whereNothingIsKnownThereIsNothing() {
        assertEquals(Optional.empty(), assistance.inspect("noSuchName", 3));
        assertEquals(Optional.empty(), assistance.inspect("", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "complete, 'int x = 1;'",
        "complete, 'int x = 1'",
        "complete, '1 + 1'",
        "complete, 'int x = 1;\nvoid f() {\n}\n'",
        "complete, ''",
        "complete, '// a comment'",
        "complete, '%maven some:library:1.0'",
        "complete, '%time f()'",
        "incomplete, 'for (int k = 0; k < 3; k++) {'",
        "incomplete, 'int x = 1;\nvoid f() {'",
        "incomplete, 'int x ='",
        "incomplete, '/* a comment'",
        "incomplete, '%time f('",
        "invalid, 'int x = ;'",
        "invalid, 'int x = 1; )'"
    })
    void whetherACellIsWholeIsTold(String expected, String cell) {
        assertEquals(expected, assistance.completeness(cell));
    }
}
