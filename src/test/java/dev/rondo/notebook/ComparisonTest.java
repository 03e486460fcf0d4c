package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the same output, and how a difference reads. */
class ComparisonTest {
    private static final Comparison ONE_PERCENT = new Comparison(0.01);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "loss 1.000; loss 1.009",
                "loss 1.00E-5; loss 0.00001",
                "loss 0.0; loss -1e-9", // the floor
                "rows 1,000,000; rows 1,000,900",
                "rows 999; rows 1,001",
                "NaN -Infinity; nan -inf",
                "[ 9.99, 10.1]; [10.01, 10.1]", // the padding is taken up
                "a   b; a b",
                "'|  9.99 | x |'; '| 10.005 | x |'",
                "x -----; x ------", // the rule below a wider column
                "0.500-0.30; 0.501-0.30",
                "5 of 5.; 5.00 of 5.",
                "+0.5; 0.5"
            })
    void sameWithinOnePercent(String expected, String found) {
        assertEquals(List.of(), differences(print(expected), print(found)));
        assertEquals(List.of(), differences(print(found), print(expected)), "the other way round");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "loss 1.00; loss 1.02",
                "loss 0.5; loss -0.5",
                "loss 0.0; loss 0.00001",
                "rows 1,000; rows 2,000",
                "rows 1,000; rows 1",
                "loss 0.5; loss NaN",
                "Infinity; -Infinity",
                "Infinity; 1e300",
                "1e5; 1e6",
                "1 2; 12",
                "1 2; 1 2 3",
                "a b; ab",
                "h1; h2", // part of a name
                "h10; h 10",
                "LSTM 10; GRU 10",
                "x -- 1; x - 1",
                "0.5-0.3; 0.5+0.3",
                "nano; info",
                "done; done!"
            })
    void notTheSame(String expected, String found) {
        assertEquals(1, differences(print(expected), print(found)).size());
        assertEquals(1, differences(print(found), print(expected)).size(), "the other way round");
    }

    @Test
    void linesCountButNotTheirWidthNorTheEnd() {
        assertEquals(List.of(), differences(print("  a\n\n   b \n"), print("a\n b")));
        assertEquals(1, differences(print("a\nb"), print("a b")).size());
        assertEquals(1, differences(print("1\n2"), print("1 2")).size());
    }

    @Test
    void aDifferenceReadsAsOneLine() {
        String before = "first line 1.0\nepoch  2  loss 0.50\nlast";
        Comparison.Difference difference = differences(print(before), print(before.replace("0.50", "0.75")))
                .get(0);
        assertEquals(1, difference.cell());
        assertEquals(
                folder.resolve("committed.ipynb")
                        + ", code cell 1: expected stdout 'epoch 2 loss 0.50', found stdout 'epoch 2 loss 0.75'",
                difference.toString());
    }

    @Test
    void aDifferenceInALongLineShowsItsSurroundings() {
        String words = "word ".repeat(100);
        Comparison.Difference difference = differences(print(words + "a " + words), print(words + "b " + words))
                .get(0);
        assertTrue(difference.expected().matches("stdout '….*word a word.*…'"), difference::expected);
        assertTrue(difference.found().matches("stdout '….*word b word.*…'"), difference::found);
        assertTrue(difference.expected().length() < 100, difference::expected);
    }

    @Test
    void textThatEndsEarlyShowsWhereItEnds() {
        assertEquals(List.of("expected stdout 'b 2', found stdout 'a 1'"), said(print("a 1\nb 2\n"), print("a 1\n")));
    }

    @Test
    void resultsAndHtmlAreText() {
        for (String type : List.of("text/plain", "text/html")) {
            assertEquals(List.of(), differences(result(type, "<b>1.000"), result(type, "<b>1.001")));
            assertEquals(
                    List.of("expected " + type + " '<b>1.000', found " + type + " '<b>2.001'"),
                    said(result(type, "<b>1.000"), result(type, "<b>2.001")));
        }
        assertEquals(
                List.of("expected text/plain '1', found text/html '1'"),
                said(result("text/plain", "1"), result("text/html", "1")));
    }

    @Test
    void picturesCountByKind() {
        Consumer<CellOutputs> picture = display(Map.of("image/png", "AAAA", "text/plain", "Image@1b2c"));
        assertEquals(List.of(), differences(picture, display(Map.of("image/png", "BBBB"))));
        assertEquals(List.of("expected image/png, found nothing"), said(picture, outputs -> {}));
        assertEquals(
                List.of("expected image/png, found image/jpeg"), said(picture, display(Map.of("image/jpeg", "A"))));
        assertEquals(
                List.of("expected image/png, found text/plain 'Image@1b2c'"),
                said(picture, display(Map.of("text/plain", "Image@1b2c"))));
    }

    @Test
    void otherTypesCountByKind() {
        Consumer<CellOutputs> json = display(Map.of("application/json", Map.of("a", 1)));
        assertEquals(List.of(), differences(json, display(Map.of("application/json", Map.of("a", 2)))));
        assertEquals(List.of("expected application/json, found nothing"), said(json, outputs -> {}));
    }

    @Test
    void whatIsOneTooManyIsSaid() {
        assertEquals(List.of("expected nothing, found stdout 'a'"), said(outputs -> {}, print("a\nb")));
        assertEquals(
                List.of("expected nothing, found image/png"),
                said(print("a"), print("a").andThen(display(Map.of("image/png", "A")))));
    }

    @Test
    void ofErrorsTheNameCounts() {
        Consumer<CellOutputs> error = outputs -> outputs.error("Boom", "at 1", List.of("trace"));
        assertEquals(List.of(), differences(error, outputs -> outputs.error("Boom", "at 2", List.of())));
        assertEquals(
                List.of("expected error 'Boom', found error 'Bang'"),
                said(error, outputs -> outputs.error("Bang", "at 1", List.of("trace"))));
        assertEquals(List.of("expected nothing, found error 'Boom'"), said(outputs -> {}, error));
    }

    @Test
    void stderrDoesNotCount() {
        Consumer<CellOutputs> warned = outputs -> {
            outputs.stream("stdout", "a ");
            outputs.stream("stderr", "warning");
            outputs.stream("stdout", "b");
        };
        assertEquals(List.of(), differences(print("a b"), warned));
        assertEquals(List.of(), differences(outputs -> {}, outputs -> outputs.stream("stderr", "warning")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timing", "no-check"})
    void aTaggedCellIsSkipped(String tag) {
        NotebookFile committed = notebook("committed", tag, print("1"));
        assertEquals(List.of(), ONE_PERCENT.differences(committed, notebook("run", tag, print("2"))));
        NotebookFile other = notebook("committed", "slow", print("1"));
        assertEquals(
                1,
                ONE_PERCENT
                        .differences(other, notebook("run", "slow", print("2")))
                        .size());
    }

    @Test
    void cellsAreComparedOneByOne() {
        NotebookFile committed = notebook("committed", "", print("1"), print("2"), print("3"));
        NotebookFile run = notebook("run", "", print("1"), print("5"));
        assertEquals(
                List.of(
                        new Comparison.Difference(committed.path(), 2, "stdout '2'", "stdout '5'"),
                        new Comparison.Difference(committed.path(), 3, "3 code cells in all", "2 code cells in all")),
                ONE_PERCENT.differences(committed, run));
    }

    @Test
    void muchTextIsComparedAtOnce() {
        Consumer<CellOutputs> much = print("111,".repeat(300_000) + "1.5 nan".repeat(100_000) + "-".repeat(300_000));
        assertTimeout(Duration.ofSeconds(10), () -> assertEquals(List.of(), differences(much, much)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aToleranceIsAShare(double tolerance) {
        assertEquals(
                "tolerance " + tolerance + " is no share, expected 0 or more and below 1: for one percent choose 0.01",
                assertThrows(IllegalArgumentException.class, () -> new Comparison(tolerance))
                        .getMessage());
    }

    private List<String> said(Consumer<CellOutputs> expected, Consumer<CellOutputs> found) {
        return differences(expected, found).stream()
                .map(difference -> "expected " + difference.expected() + ", found " + difference.found())
                .toList();
    }

    private List<Comparison.Difference> differences(Consumer<CellOutputs> expected, Consumer<CellOutputs> found) {
        return ONE_PERCENT.differences(notebook("committed", "", expected), notebook("run", "", found));
    }

    private static Consumer<CellOutputs> print(String text) {
        return outputs -> outputs.stream("stdout", text);
    }

    private static Consumer<CellOutputs> result(String type, String text) {
        return outputs -> outputs.result(1, Map.of(type, text), Map.of());
    }

    private static Consumer<CellOutputs> display(Map<String, Object> data) {
        return outputs -> outputs.display(data, Map.of(), null);
    }

    @SafeVarargs
    private final NotebookFile notebook(String name, String tag, Consumer<CellOutputs>... cells) {
        JsonArray array = new JsonArray();
        for (Consumer<CellOutputs> shown : cells) {
            CellOutputs outputs = new CellOutputs();
            shown.accept(outputs);
            JsonArray tags = new JsonArray();
            tags.add(tag);
            JsonObject metadata = new JsonObject();
            metadata.add("tags", tags);
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.add("metadata", metadata);
            cell.add("outputs", outputs.json());
            cell.addProperty("source", "x");
            array.add(cell);
        }
        JsonObject notebook = new JsonObject();
        notebook.add("cells", array);
        notebook.addProperty("nbformat", 4);
        try {
            return NotebookFile.read(Files.writeString(folder.resolve(name + ".ipynb"), notebook.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
