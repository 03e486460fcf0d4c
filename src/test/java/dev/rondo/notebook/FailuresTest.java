package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Failures are told by the lines of the cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresTest {
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

    private static void assertFailure(String name, String message, int line, List<String> trace, CellFailure actual) {
        assertEquals(trace, actual.trace());
        assertEquals(name, actual.name());
        assertEquals(message, actual.message());
        assertEquals(line, actual.line(), "line");
    }

    @Test
    void whatDoesNotCompileIsMarked() {
        String message = "incompatible types: java.lang.String cannot be converted to int";
        assertFailure(
                "CompilationError",
                "line 3: " + message,
                3,
                List.of(message, "line 3:     return \"three\";", "                   ^^^^^^^"),
                session.failure("int wrong() {\n    // why\n    return \"three\";\n}"));
    }

    @Test
    void theSecondStatementIsMarkedToo() throws CellFailure {
        CellFailure failure = session.failure("// above\nint fine = 5;\n\nfine + \"x\".size()\n");
        assertFailure(
                "CompilationError",
                "line 4: cannot find symbol",
                4,
                List.of(
                        "cannot find symbol",
                        "  symbol:   method size()",
                        "  location: class java.lang.String",
                        "line 4: fine + \"x\".size()",
                        "               ^^^^^^^^"),
                failure);
        assertEquals("5", session.text("fine"), "what stands above has run");
    }

    @Test
    void theMarksStandAtTheErrorOfAStatementOfManyLines() {
        CellFailure failure = session.failure("var chain = List.of(1)\n    .stream()\n    .nothing();");
        assertEquals(3, failure.line());
        assertEquals(
                List.of("line 3:     .nothing();", "            ^^^^^^^^"),
                failure.trace().subList(3, 5));
    }

    @Test
    void everyErrorIsTold() {
        CellFailure failure = session.failure("int f() {\n    int a = true;\n    return false;\n}");
        String message = "incompatible types: boolean cannot be converted to int";
        assertEquals(
                List.of(
                        message,
                        "line 2:     int a = true;",
                        "                    ^^^^",
                        message,
                        "line 3:     return false;",
                        "                   ^^^^^"),
                failure.trace());
    }

    @Test
    void whatIsNotWholeIsToldAtItsEnd() {
        CellFailure failure = session.failure("int half(\n");
        assertEquals("CompilationError", failure.name());
        assertEquals("reached end of file while parsing", failure.trace().get(0));
    }

    @Test
    void anExceptionIsToldByTheLineOfItsCell() {
        assertFailure(
                "ArithmeticException",
                "/ by zero",
                4,
                List.of("java.lang.ArithmeticException: / by zero", "    at this cell, line 4"),
                session.failure("int zero = 0;\n// why\nint one = 1;\none / zero"));
    }

    @Test
    void theLineOfAnInitializerIsThatOfTheCell() {
        assertEquals(
                3,
                session.failure("int first = 1,\n    second =\n    first / 0;").line());
        assertEquals(
                4,
                session.failure("int[] many =\n    // why\n    {1,\n    Integer.parseInt(\"x\")};")
                        .line());
        assertEquals(
                2, session.failure("Object chained = List.of(1)\n    .get(1);").line());
    }

    @Test
    void methodsOfEarlierCellsAreNamedWithTheirLines() throws CellFailure {
        session.run("int divide(int by) {\n"
                + "    return 1 / by;\n"
                + "}\n"
                + "class Division {\n"
                + "    int run() { return divide(0); }\n"
                + "}");
        int earlier = session.cell();
        assertFailure(
                "ArithmeticException",
                "/ by zero",
                2,
                List.of(
                        "java.lang.ArithmeticException: / by zero",
                        "    at divide (cell " + earlier + ", line 2)",
                        "    at Division.run (cell " + earlier + ", line 5)",
                        "    at this cell, line 2"),
                session.failure("// now\nnew Division().run();"));
    }

    @Test
    void lambdasAreOfTheirCell() throws CellFailure {
        session.run("Runnable late = () -> {\n    throw new IllegalStateException(\"late\");\n};");
        assertEquals(
                List.of(
                        "java.lang.IllegalStateException: late",
                        "    at cell " + session.cell() + ", line 2",
                        "    at this cell, line 1"),
                session.failure("late.run();").trace());
    }

    @Test
    void theWholeChainOfCausesIsTold() {
        assertFailure(
                "IllegalStateException",
                "outer",
                3,
                List.of(
                        "java.lang.IllegalStateException: outer",
                        "    at this cell, line 3",
                        "caused by java.io.IOException: middle",
                        "    at this cell, line 2",
                        "caused by java.lang.NullPointerException",
                        "    at this cell, line 1"),
                session.failure("var inner = new NullPointerException();\n"
                        + "var middle = new IOException(\"middle\", inner);\n"
                        + "throw new IllegalStateException(\"outer\", middle);"));
    }

    @Test
    void variablesAreNamedAsInTheCell() {
        assertEquals(
                "Cannot invoke \"String.length()\" because \"nothing\" is null",
                session.failure("String nothing = null;\nnothing.length()").message());
    }

    @Test
    void withoutAMessageTheNameIsTold() {
        CellFailure failure = session.failure("throw new UnsupportedOperationException();");
        assertEquals("UnsupportedOperationException", failure.name());
        assertEquals("java.lang.UnsupportedOperationException", failure.message());
        assertEquals("java.lang.UnsupportedOperationException", failure.trace().get(0));
    }

    @Test
    void deepRecursionIsCut() throws CellFailure {
        session.run("int deep(int n) { return deep(n + 1) + 1; }");
        CellFailure failure = session.failure("int depth = 0;\ndeep(depth);");
        assertEquals("StackOverflowError", failure.name());
        assertEquals(2, failure.line(), "the statement that began it");
        assertEquals(14, failure.trace().size(), failure.trace()::toString);
        assertEquals(
                "    at deep (cell " + (session.cell() - 1) + ", line 1)",
                failure.trace().get(12));
        assertTrue(
                failure.trace().get(13).matches("    \\.\\.\\. \\d+ more"),
                failure.trace().get(13));
    }

    @Test
    void theCellStandsBelowAllThatIsCut() throws CellFailure {
        session.run("int levels(int n) { return n == 0 ? 1 / n : levels(n - 1); }");
        List<String> trace = session.failure("levels(20);").trace();
        assertEquals(List.of("    ... 9 more", "    at this cell, line 1"), trace.subList(13, trace.size()));
    }

    @Test
    void fullMemoryComesWithAdvice() {
        CellFailure failure = session.failure("throw new OutOfMemoryError(\"Java heap space\");");
        assertEquals("OutOfMemoryError", failure.name());
        String advice = failure.trace().get(failure.trace().size() - 1);
        assertTrue(advice.startsWith("Java's heap of "), advice);
        assertTrue(advice.contains("--jvm -Xmx"), advice);
    }

    @Test
    void aMethodWhoseNeedsAreNotDeclaredCannotBeCalled() throws CellFailure {
        session.run("int needy() { return missing() + lacking; }");
        assertEquals(
                List.of("stderr:needy cannot be used before there is variable lacking, method missing()\n"),
                session.events().stream()
                        .map(each -> each.replace(
                                "method missing(), variable lacking", "variable lacking, method missing()"))
                        .toList());
        CellFailure failure = session.failure("\nneedy()");
        assertEquals("'needy' was called, but what it uses is not declared yet", failure.message());
        assertEquals(2, failure.line());
        session.forget();
        session.run("int missing() { return 1; }\nint lacking = 2;");
        assertEquals("3", session.text("needy()"));
        assertEquals(List.of(), session.events());
    }

    @Test
    void classesThatNeedOneAnotherGiveNoWarning() throws CellFailure {
        session.run("class Hen { Egg egg; }\nclass Egg { Hen hen; }");
        assertEquals(List.of(), session.events());
        assertEquals("true", session.text("new Hen().egg == null"));
    }

    @Test
    void aValueThatCannotBeShownFailsItsCellAlone() throws CellFailure {
        CellFailure failure = session.failure(
                "new Object() { public String toString() { throw new IllegalStateException(\"no words\"); } }");
        assertEquals("IllegalStateException", failure.name());
        assertEquals(
                "the value of the cell cannot be shown: java.lang.IllegalStateException: no words", failure.message());
        assertEquals("2", session.text("1 + 1"));
    }

    @Test
    void afterAFailureTheRestOfTheCellDoesNotRun() throws CellFailure {
        session.run("int reached = 0;");
        session.failure("reached = 1;\nthrow new IllegalStateException();\nreached = 2;");
        session.failure("reached = 3;\nnoSuchName;\nreached = 4;");
        assertEquals("3", session.text("reached"));
    }
}
