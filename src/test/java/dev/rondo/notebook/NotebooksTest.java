package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's notebooks keep to its house rules, and to what IJava, JJava and Rondo's kernel have in common. */
class NotebooksTest {
    private static final Path FOLDER = Path.of("notebooks");
    private static final int LINES = 15;
    private static final int MEDIAN = 6;

    /** Text blocks, strings, characters and comments: what is no code. */
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"(?:\\\\.|[^\\\\])*?\"\"\""
                    + "|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);

    private static final Pattern TYPE = Pattern.compile("(?<![\\w.$])[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+(static\\s+)?([\\w.]+?)(\\.\\*)?\\s*;");
    private static final Pattern DISPLAY = Pattern.compile("(?<![\\w.$])(?:display|render|updateDisplay)\\s*\\(");
    private static final Pattern OF_ONE_MACHINE =
            Pattern.compile("/home\\b|/tmp\\b|/root\\b|/Users\\b|\\b[A-Z]:\\\\|\\b\\d{1,2}:\\d{2}:\\d{2}\\b");
    private static final Pattern PROGRESS = Pattern.compile("\\r|characters/s|\\d s left\\b");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonObject json(Path notebook) throws IOException {
        return JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    }

    private static List<String> sources(Path notebook, String type) throws IOException {
        List<String> sources = new ArrayList<>();
        for (JsonElement cell : json(notebook).getAsJsonArray("cells")) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals(type)) {
                sources.add(CellOutputs.text(cell.getAsJsonObject().get("source")));
            }
        }
        return sources;
    }

    private static List<String> headings(Path notebook) throws IOException {
        return sources(notebook, "markdown").stream()
                .map(source -> source.replaceAll("(?ms)^```.*?^```", ""))
                .flatMap(String::lines)
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").strip())
                .toList();
    }

    private static List<JsonObject> outputs(Path notebook) throws IOException {
        List<JsonObject> outputs = new ArrayList<>();
        NotebookFile.read(notebook).codeCells().forEach(cell -> cell.outputs()
                .forEach(output -> outputs.add(output.getAsJsonObject())));
        return outputs;
    }

    /** The words that an output shows; pictures have none. */
    private static String words(JsonObject output) {
        StringBuilder words = new StringBuilder();
        if (output.has("text")) {
            words.append(CellOutputs.text(output.get("text")));
        }
        if (output.get("data") instanceof JsonObject data) {
            data.entrySet().stream()
                    .filter(entry -> !entry.getKey().startsWith("image/"))
                    .forEach(entry -> words.append(
                            CellOutputs.isText(entry.getValue())
                                    ? CellOutputs.text(entry.getValue())
                                    : entry.getValue().toString()));
        }
        return words.toString();
    }

    private static List<String> where(List<String> sources, Predicate<String> wrong) {
        return sources.stream().filter(wrong).toList();
    }

    private static String code(String source) {
        return NO_CODE.matcher(source).replaceAll("\"\"");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void anyJavaKernelOpensIt(Path notebook) throws IOException {
        JsonObject metadata = json(notebook).getAsJsonObject("metadata");
        JsonObject kernel = metadata.getAsJsonObject("kernelspec");
        assertEquals("java", kernel.get("name").getAsString());
        assertEquals("java", kernel.get("language").getAsString());
        assertEquals(
                "java", metadata.getAsJsonObject("language_info").get("name").getAsString());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void nothingIsUsedThatOneKernelAloneHas(Path notebook) throws IOException {
        List<String> cells = sources(notebook, "code");
        assertEquals(List.of(), where(cells, cell -> cell.lines()
                .anyMatch(line -> line.strip().startsWith("%"))));
        assertEquals(List.of(), where(cells, cell -> DISPLAY.matcher(code(cell)).find()));
        assertEquals(List.of(), where(cells, cell -> cell.contains("dev.rondo.notebook")));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void theFirstCellImportsAllThatIsUsed(Path notebook) throws IOException {
        List<String> cells =
                sources(notebook, "code").stream().map(NotebooksTest::code).toList();
        List<String> imports = imports(cells.get(0));
        List<String> later = cells.subList(1, cells.size());
        assertEquals(List.of(), where(later, cell -> IMPORT.matcher(cell).find()));
        Set<String> missing = new TreeSet<>();
        for (String cell : later) {
            Matcher type = TYPE.matcher(cell);
            while (type.find()) {
                if (isAmong(imports(String.join("\n", Imports.WITHOUT_NOTEBOOK)), type.group())
                        && !isAmong(imports, type.group())) {
                    missing.add(type.group());
                }
            }
        }
        assertEquals(Set.of(), missing, "only Rondo's kernel has these without an import");
    }

    /** The names of types, and packages with a star. */
    private static List<String> imports(String code) {
        return IMPORT.matcher(code)
                .results()
                .filter(found -> found.group(1) == null)
                .map(found -> found.group(2) + (found.group(3) == null ? "" : found.group(3)))
                .toList();
    }

    private static boolean isAmong(List<String> imports, String type) {
        return imports.stream()
                .anyMatch(name -> name.endsWith(".*")
                        ? exists(name.substring(0, name.length() - 1) + type)
                        : name.endsWith("." + type));
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, NotebooksTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsAreShort(Path notebook) throws IOException {
        List<String> cells = sources(notebook, "code");
        assertEquals(List.of(), where(cells, cell -> cell.lines().count() > LINES));
        long[] lengths =
                cells.stream().mapToLong(cell -> cell.lines().count()).sorted().toArray();
        assertTrue(lengths[lengths.length / 2] <= MEDIAN, "median " + lengths[lengths.length / 2]);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void proseLeadsThroughTheCode(Path notebook) throws IOException {
        int prose = sources(notebook, "markdown").size();
        int code = sources(notebook, "code").size();
        assertTrue(2 * prose >= code, prose + " cells of prose, " + code + " of code");
        List<String> headings = headings(notebook);
        assertFalse(headings.isEmpty());
        assertEquals(List.copyOf(new LinkedHashSet<>(headings)), headings, "a heading stands twice");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void oneConstantChoosesTheFullRun(Path notebook) throws IOException {
        assertEquals(
                1,
                where(sources(notebook, "code"), cell -> code(cell).contains("final boolean FULL = false;"))
                        .size());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itWasRunFromTopToBottom(Path notebook) throws IOException {
        List<Integer> counts = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (JsonElement cell : json(notebook).getAsJsonArray("cells")) {
            JsonElement count = cell.getAsJsonObject().get("execution_count");
            if (count != null) {
                counts.add(count.isJsonNull() ? 0 : count.getAsInt());
                expected.add(counts.size());
            }
        }
        assertEquals(expected, counts);
        List<JsonObject> outputs = outputs(notebook);
        assertEquals(
                List.of(),
                outputs.stream().filter(output -> output.has("ename")).toList());
        assertTrue(
                outputs.stream()
                        .anyMatch(output -> output.get("data") instanceof JsonObject data && data.has("image/png")),
                "no picture");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itsOutputsAreThoseOfAnyMachine(Path notebook) throws IOException {
        for (JsonObject output : outputs(notebook)) {
            String words = words(output);
            assertFalse(OF_ONE_MACHINE.matcher(words).find(), words);
            assertFalse(PROGRESS.matcher(words).find(), words);
            assertFalse(output.has("name") && output.get("name").getAsString().equals("stderr"), words);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void theReadMeHasEverySection(Path notebook) throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        String file = notebook.getFileName().toString();
        String name = file.replace(".ipynb", "");
        assertTrue(page.contains("[" + name + "](" + file + ")"), "no link to it");
        List<String> rows = rows(page, name);
        List<String> headings = headings(notebook);
        assertEquals(List.of(), where(rows, row -> !headings.contains(row)), "the notebook has none of these");
        assertEquals(
                List.of(), where(headingsOfCode(notebook), heading -> !rows.contains(heading)), "no row has these");
    }

    /** The sections of a notebook's chapter: a row begins with the number and the rest of the heading. */
    private static List<String> rows(String page, String notebook) {
        Matcher chapter = Pattern.compile("(?ms)^## " + Pattern.quote(notebook) + "$(.*?)(?=^## |\\z)")
                .matcher(page);
        assertTrue(chapter.find(), "no chapter '## " + notebook + "'");
        return Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\|")
                .matcher(chapter.group(1))
                .results()
                .filter(row -> !row.group(1).equals("section"))
                .map(row -> (row.group(1).equals("not in the source") ? "" : row.group(1) + " ") + row.group(2))
                .toList();
    }

    /** The headings that code follows before the next one; the title and its imports are no section. */
    private static List<String> headingsOfCode(Path notebook) {
        return NotebookFile.read(notebook).codeCells().stream()
                .skip(1)
                .map(NotebookFile.CodeCell::headings)
                .filter(above -> !above.isEmpty())
                .map(above -> above.get(above.size() - 1))
                .toList();
    }
}
