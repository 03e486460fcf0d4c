package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.rondo.ChildJvm;
import dev.rondo.cli.Main;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notebooks run without Jupyter: what is written, where it stops, and what is said of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RunnerTest {
    private static final Gson GSON = new Gson();
    private static final String CHART =
            "dev.rondo.plot.Chart.of(\"t\").line(\"a\", new double[] {1, 2}, new double[] {3, 4})";

    /** One run of a folder of five notebooks, which most tests look at: each process takes seconds. */
    @TempDir
    static Path folder;

    private static Path output;
    private static int failed;
    private static String log = "";

    @BeforeAll
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    static void runTheFolder() throws IOException {
        output = folder.resolve("out/notebooks");
        Files.createDirectory(folder.resolve("folder.ipynb"));
        Files.writeString(folder.resolve("notes.txt"), "no notebook");
        write(
                folder.resolve("a-works.ipynb"),
                "# First steps\n\nIn words.\n\n## Printing",
                "System.out.println(\"printed\");\nSystem.err.println(\"warned\");",
                "# A value",
                "int three = 3;\nthree",
                "Path.of(\"\").toAbsolutePath().getFileName()",
                CHART + ".show();\n" + CHART,
                "raises-exception: int zero = 0;\n\nthree / zero;",
                "for (int step = 1; step <= 3; step++) System.out.print(\"\\rstep \" + step);",
                "System.setProperty(\"rondo.test.seen\", \"seen\");\nSystem.in.read()");
        write(
                folder.resolve("b-fails.ipynb"),
                "System.getProperty(\"rondo.test.seen\", \"not seen\") + System.getProperty(\"rondo.engine\", \"\")",
                "\nint zero = 0;\nint never = 1 / zero;",
                "System.out.println(\"not reached\");");
        write(
                folder.resolve("c-exits.ipynb"),
                "System.out.print(\"before the exit\");\nSystem.exit(0);",
                "System.out.println(\"not reached\");");
        write(folder.resolve("d-halts.ipynb"), "1", "Runtime.getRuntime().halt(9);", "2");
        write(
                folder.resolve("e-works.ipynb"),
                "\"the last one\"",
                "String shown = display(\"before\");",
                "updateDisplay(shown, \"after\");");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        failed = Runner.into(output).run(List.of(folder), new PrintStream(told, true, StandardCharsets.UTF_8));
        log = told.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void whatAnEarlierCellShowedCanBeReplaced() {
        assertEquals("after", text(executed("e-works.ipynb").get(1).outputs().get(0), "text/plain"));
    }

    /** Writes a notebook: cells that begin with # are prose, and a tag may stand in front of one. */
    private static Path write(Path file, String... cells) throws IOException {
        String tag = "raises-exception: ";
        List<Map<String, Object>> all = new ArrayList<>();
        for (String cell : cells) {
            if (cell.startsWith("#")) {
                all.add(Map.of("cell_type", "markdown", "metadata", Map.of(), "source", cell));
            } else {
                List<String> tags = cell.startsWith(tag) ? List.of("raises-exception") : List.of();
                String source = cell.startsWith(tag) ? cell.substring(tag.length()) : cell;
                all.add(code(source, tags, List.of()));
            }
        }
        return write(file, all);
    }

    private static Map<String, Object> code(String source, List<String> tags, List<Object> outputs) {
        return Map.of("cell_type", "code", "metadata", Map.of("tags", tags), "source", source, "outputs", outputs);
    }

    private static Path write(Path file, List<Map<String, Object>> cells) throws IOException {
        Map<String, Object> kernel = Map.of("kernelspec", Map.of("name", "java", "language", "java"));
        return Files.writeString(
                file, GSON.toJson(Map.of("nbformat", 4, "nbformat_minor", 4, "metadata", kernel, "cells", cells)));
    }

    private static List<NotebookFile.CodeCell> executed(String name) {
        return NotebookFile.read(output.resolve(name)).codeCells();
    }

    private static String count(NotebookFile.CodeCell cell) {
        return cell.wasRun() ? "run" : "not run";
    }

    private static String text(JsonElement output, String type) {
        return CellOutputs.text(output.getAsJsonObject().getAsJsonObject("data").get(type));
    }

    /** The part of the log that tells of a notebook. */
    private static String told(String name) {
        int from = log.indexOf(name + ": ");
        assertTrue(from >= 0, log);
        int to = log.indexOf("\n\n", log.indexOf("with its outputs", from));
        return log.substring(from, to);
    }

    @Test
    void whatACellPrintsAndReturnsIsWritten() throws IOException {
        List<NotebookFile.CodeCell> cells = executed("a-works.ipynb");
        assertEquals(
                "[{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"printed\\n\"]},"
                        + "{\"name\":\"stderr\",\"output_type\":\"stream\",\"text\":[\"warned\\n\"]}]",
                cells.get(0).outputs().toString());
        assertEquals(
                "[{\"data\":{\"text/plain\":[\"3\"]},\"execution_count\":2,\"metadata\":{},"
                        + "\"output_type\":\"execute_result\"}]",
                cells.get(1).outputs().toString());
        assertEquals("-1", text(cells.get(6).outputs().get(0), "text/plain"), "there is no input");
        String json = Files.readString(output.resolve("a-works.ipynb"));
        List<String> counts = new ArrayList<>();
        for (JsonElement cell : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
            counts.add(String.valueOf(cell.getAsJsonObject().get("execution_count")));
        }
        assertEquals("null,1,null,2,3,4,5,6,7", String.join(",", counts));
        assertTrue(json.contains("\"# First steps\\n\""), "the prose stays");
    }

    @Test
    void theNotebooksOwnFileStays() throws IOException {
        assertFalse(Files.readString(folder.resolve("a-works.ipynb")).contains("printed\\n"));
    }

    @Test
    void aNotebookRunsInItsFolder() {
        assertEquals(
                folder.getFileName().toString(),
                text(executed("a-works.ipynb").get(2).outputs().get(0), "text/plain"));
    }

    @Test
    void picturesAreInTheNotebookAndBesideIt() throws IOException {
        JsonArray outputs = executed("a-works.ipynb").get(3).outputs();
        assertEquals(2, outputs.size());
        for (String name : List.of("a-works-4.png", "a-works-4-2.png")) {
            Path file = output.resolve(name);
            assertNotNull(ImageIO.read(file.toFile()), name);
            assertTrue(log.contains("\n  " + file + "\n"), log);
        }
        try (Stream<Path> files = Files.list(output)) {
            assertEquals(5 + 2, files.count(), "five notebooks and two pictures");
        }
    }

    @Test
    void aCellWhoseTagAllowsItMayFail() {
        NotebookFile.CodeCell cell = executed("a-works.ipynb").get(4);
        assertTrue(cell.outputs().toString().contains("\"ename\":\"ArithmeticException\""));
        assertTrue(
                told("a-works.ipynb").contains("\na-works.ipynb, code cell 5, line 3, failed, as its tag allows:\n"));
        assertEquals("run", count(executed("a-works.ipynb").get(6)));
    }

    @Test
    void theLogShowsHeadingsFirstLinesAndResults() {
        List<String> told = told("a-works.ipynb").lines().toList();
        assertEquals(
                List.of(
                        "a-works.ipynb: 7 code cells",
                        "",
                        "First steps",
                        "Printing",
                        "[1/7] System.out.println(\"printed\");",
                        "printed",
                        "warned",
                        "",
                        "A value",
                        "[2/7] int three = 3;",
                        "3"),
                told.subList(0, 11));
        assertTrue(told.contains("step 3"), "of progress only the last state: " + told);
        assertFalse(log.contains("\r"), log);
        assertEquals(2, told.stream().filter("(a picture)"::equals).count());
    }

    @Test
    void theEndIsTold() {
        String last = told("a-works.ipynb");
        String line = last.substring(last.indexOf(folder.resolve("a-works.ipynb") + ": done after "));
        assertTrue(line.contains(" s; with its outputs: " + output.resolve("a-works.ipynb") + "\n"), line);
    }

    @Test
    void aCellThatFailsEndsItsNotebook() {
        List<NotebookFile.CodeCell> cells = executed("b-fails.ipynb");
        assertTrue(cells.get(1).outputs().toString().contains("\"ename\":\"ArithmeticException\""));
        assertEquals("not run", count(cells.get(2)));
        assertEquals(0, cells.get(2).outputs().size());
        String told = told("b-fails.ipynb");
        assertTrue(
                told.contains("\nb-fails.ipynb, code cell 2, line 3, failed:\n    java.lang.ArithmeticException: / by"),
                told);
        assertTrue(told.contains(": FAILED in code cell 2 of 3 after "), told);
        assertFalse(log.contains("not reached"), log);
    }

    @Test
    void eachNotebookHasAProcessOfItsOwn() {
        String engine = System.getProperty("rondo.engine", "");
        assertEquals(
                "not seen" + engine,
                text(executed("b-fails.ipynb").get(0).outputs().get(0), "text/plain"));
    }

    @Test
    void aCellThatEndsTheProcessFails() {
        List<NotebookFile.CodeCell> cells = executed("c-exits.ipynb");
        String outputs = cells.get(0).outputs().toString();
        assertTrue(outputs.matches(".*\"before the exit\".*\"ename\":\"ProcessEnded\".*"), outputs);
        assertEquals("not run", count(cells.get(1)));
        String told = told("c-exits.ipynb");
        assertTrue(told.contains("\nc-exits.ipynb, code cell 1, failed:\n    the cell called System.exit"), told);
        assertTrue(told.contains(": FAILED in code cell 1 of 2 after "), told);
    }

    @Test
    void aProcessThatEndsWithoutAWordIsNoted() {
        List<NotebookFile.CodeCell> cells = executed("d-halts.ipynb");
        assertEquals(
                List.of("run", "run", "not run"),
                cells.stream().map(RunnerTest::count).toList());
        assertEquals(
                "[{\"ename\":\"ProcessEnded\",\"evalue\":\"the process ended with status 9\","
                        + "\"output_type\":\"error\",\"traceback\":[\"the process ended with status 9\"]}]",
                cells.get(1).outputs().toString());
        String told = told("d-halts.ipynb");
        assertTrue(told.contains("\nd-halts.ipynb, code cell 2, failed:\n    the process ended with status 9\n"), told);
        assertTrue(told.contains(": FAILED in code cell 2 of 3 after "), told);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        assertEquals(3, failed);
        assertEquals(
                "the last one", text(executed("e-works.ipynb").get(0).outputs().get(0), "text/plain"));
        String names = String.join(
                ", ",
                Stream.of("b-fails", "c-exits", "d-halts")
                        .map(name -> folder.resolve(name + ".ipynb").toString())
                        .toList());
        assertTrue(log.endsWith("\n\n3 of 5 notebooks failed: " + names + "\n"), log);
    }

    @Test
    void inPlaceAndComparedWithWhatWasThere(@TempDir Path place) throws IOException {
        Object stdout = Map.of("output_type", "stream", "name", "stdout", "text", "loss 2.500\n");
        Object picture = Map.of("output_type", "display_data", "metadata", Map.of(), "data", Map.of("image/png", "AA"));
        Path same = write(
                place.resolve("same.ipynb"),
                List.of(code(
                        "System.out.println(\"loss 2.51\");\n" + CHART + ".show();",
                        List.of(),
                        List.of(stdout, picture))));
        Path other = write(
                place.resolve("other.ipynb"),
                List.of(
                        code("System.out.println(\"loss 2.53\");", List.of(), List.of(stdout)),
                        code("int none = 0;", List.of(), List.of(picture))));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        assertEquals(1, Runner.inPlace().check(0.01).run(List.of(same, other), out));
        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.contains("the outputs are the same as before"), lines.toString());
        assertTrue(
                lines.contains(other + ", code cell 1: expected stdout 'loss 2.500', found stdout 'loss 2.53'"),
                lines.toString());
        assertTrue(lines.contains(other + ", code cell 2: expected image/png, found nothing"), lines.toString());
        assertTrue(lines.contains("2 differences"), lines.toString());
        assertEquals("1 of 2 notebooks failed: " + other, lines.get(lines.size() - 1));
        assertTrue(Files.readString(same).contains("loss 2.51\\n"));
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(2, files.count(), "no pictures beside the notebooks");
        }
    }

    @Test
    void endsWithTheProcessThatRunsIt(@TempDir Path place) throws Exception {
        Path notebook =
                write(place.resolve("endless.ipynb"), "System.out.println(\"begun\");\nThread.currentThread().join();");
        Process runner = ChildJvm.of(Main.class, List.of(), "run", notebook.toString(), "--in-place")
                .start();
        ProcessHandle child;
        try (BufferedReader out = runner.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.equals("begun")) {
                line = out.readLine();
            }
            assertEquals("begun", line);
            child = runner.children().findFirst().orElseThrow();
            runner.destroyForcibly();
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        String outputs =
                NotebookFile.read(notebook).codeCells().get(0).outputs().toString();
        assertTrue(outputs.contains("begun"), outputs);
        assertTrue(outputs.contains("the process was ended from outside"), outputs);
    }

    private static String refused(Runner runner, Path... places) {
        PrintStream none = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        RuntimeException e = assertThrows(RuntimeException.class, () -> runner.run(List.of(places), none));
        assertTrue(e instanceof IllegalArgumentException || e instanceof UncheckedIOException, e.toString());
        return e.getMessage();
    }

    @Test
    void allNotebooksAreLookedAtBeforeOneRuns(@TempDir Path place) throws IOException {
        Path good = folder.resolve("a-works.ipynb");
        Path none = place.resolve("none.ipynb");
        assertEquals(
                "there is no notebook " + none + " (that is " + none + "): check the path",
                refused(Runner.into(place.resolve("out")), good, none));
        assertFalse(Files.exists(place.resolve("out")), "nothing was begun");
        assertEquals(
                "the folder " + place + " has no notebooks, expected files that end in .ipynb",
                refused(Runner.into(place.resolve("out")), good, place));
    }

    @Test
    void whatIsNoJavaNotebookIsRefused(@TempDir Path place) throws IOException {
        Runner runner = Runner.into(place.resolve("out"));
        Path text = Files.writeString(place.resolve("text.ipynb"), "no JSON");
        assertTrue(refused(runner, text).startsWith(text + " is not JSON (line 1 "), refused(runner, text));
        Path python = write(place.resolve("python.ipynb"), "1");
        Files.writeString(python, Files.readString(python).replace("\"language\":\"java\"", "\"language\":\"python\""));
        assertTrue(refused(runner, python).contains(" is written in python "), refused(runner, python));
        Path prose = write(place.resolve("prose.ipynb"), "# Only prose");
        assertTrue(refused(runner, prose).contains(" has no code cells"), refused(runner, prose));
    }

    @Test
    void whereNothingCanBeWrittenNothingRuns(@TempDir Path place) throws IOException {
        Path notebook = folder.resolve("a-works.ipynb");
        Path file = Files.writeString(place.resolve("file"), "in the way");
        String message = refused(Runner.into(file), notebook);
        assertTrue(message.startsWith("no folder " + file + " can be made ("), message);
        assertTrue(message.endsWith("): give another one by --output"), message);
        Path taken = Files.createDirectories(place.resolve("a-works.ipynb"));
        assertEquals(
                taken + " cannot be written: give another folder by --output", refused(Runner.into(place), notebook));
    }

    @Test
    void twoOfOneNameDoNotGoToOneFolder(@TempDir Path place) throws IOException {
        Path one = write(Files.createDirectories(place.resolve("1")).resolve("x.ipynb"), "1");
        Path two = write(Files.createDirectories(place.resolve("2")).resolve("x.ipynb"), "2");
        Path out = place.resolve("out");
        assertEquals(
                one + " and " + two + " would both be written to " + out.resolve("x.ipynb")
                        + ": run them one by one, each with an --output of its own, or in place",
                refused(Runner.into(out), one, two));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aToleranceThatIsNoShare(double tolerance) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Runner.inPlace().check(tolerance))
                .getMessage();
        assertEquals(
                "tolerance " + tolerance + " is no share, expected 0 or more and below 1: for one percent choose 0.01",
                message);
    }
}
