package dev.rondo.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.rondo.file.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Java notebook of nbformat 4 in memory: outputs and counts can be set, all else stays as read, in its order. */
final class NotebookFile {
    private static final Gson GSON = new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    /** The two line ends that gson escapes and Python does not, after whole pairs of backslashes. */
    private static final Pattern ESCAPED_LINE_END = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u202([89])");

    private final Path path;
    private final JsonObject notebook;
    private final List<CodeCell> codeCells;

    private NotebookFile(Path path, JsonObject notebook) {
        this.path = path;
        this.notebook = notebook;
        List<CodeCell> found = new ArrayList<>();
        JsonArray cells = notebook.getAsJsonArray("cells");
        List<String> headings = new ArrayList<>();
        for (int index = 0; index < cells.size(); index++) {
            JsonObject cell = cells.get(index).getAsJsonObject();
            String type = cell.get("cell_type").getAsString();
            if (type.equals("code")) {
                found.add(new CodeCell(index, found.size() + 1, cell, List.copyOf(headings)));
                headings.clear();
            } else if (type.equals("markdown")) {
                CellOutputs.text(cell.get("source"))
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("^#+", "").strip())
                        .forEach(headings::add);
            }
        }
        codeCells = List.copyOf(found);
    }

    /**
     * Reads a notebook.
     *
     * @throws IllegalArgumentException if there is no such file, or it is no Java notebook of nbformat 4 with code
     * @throws UncheckedIOException if it cannot be read
     */
    static NotebookFile read(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                    "there is no notebook " + path + " (that is " + path.toAbsolutePath() + "): check the path");
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is a folder, expected a notebook: name one .ipynb file in it");
        }
        JsonElement json;
        try {
            json = parse(path, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    path + " is not text in UTF-8, expected a notebook: check the path, or save it again in Jupyter",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "notebook " + path + " could not be read (" + e + "): check the disk and your rights to it", e);
        }
        NotebookFile file = new NotebookFile(path, checked(path, json));
        if (file.codeCells.isEmpty()) {
            throw new IllegalArgumentException("notebook " + path
                    + " has no code cells: nothing to run, expected at least one: check the path, or add a code cell");
        }
        return file;
    }

    private static JsonElement parse(Path path, String text) throws IOException {
        if (text.isBlank()) {
            throw new IllegalArgumentException(path + " is empty, expected a notebook: restore it from a copy");
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return json;
            }
            throw new JsonParseException("more after the end: " + reader);
        } catch (JsonParseException | IOException e) {
            Matcher place = PLACE.matcher(String.valueOf(e));
            throw new IllegalArgumentException(
                    path + " is not JSON (" + (place.find() ? place.group() : "place unknown")
                            + "), expected a notebook: restore it from a copy, or resolve its merge conflict",
                    e);
        }
    }

    private static JsonObject checked(Path path, JsonElement json) {
        if (!(json instanceof JsonObject notebook)) {
            throw foreign(path, "it is no JSON object");
        }
        if (!(notebook.get("nbformat") instanceof JsonPrimitive format)) {
            throw foreign(path, "it has no nbformat");
        }
        if (!format.getAsString().equals("4")) {
            throw new IllegalArgumentException("notebook " + path + " has nbformat " + format.getAsString()
                    + ", expected 4: convert it with jupyter nbconvert --to notebook --nbformat 4");
        }
        if (!(notebook.get("cells") instanceof JsonArray cells)) {
            throw foreign(path, "it has no list of cells");
        }
        for (int index = 0; index < cells.size(); index++) {
            if (!isCell(cells.get(index))) {
                throw foreign(path, "cell " + (index + 1) + " of " + cells.size() + " lacks a type or a source");
            }
        }
        checkLanguage(path, notebook, "kernelspec", "language");
        checkLanguage(path, notebook, "language_info", "name");
        return notebook;
    }

    private static boolean isCell(JsonElement json) {
        return json instanceof JsonObject cell
                && cell.get("cell_type") instanceof JsonPrimitive
                && CellOutputs.isText(cell.get("source"));
    }

    private static void checkLanguage(Path path, JsonObject notebook, String part, String key) {
        if (member(member(notebook, "metadata"), part).get(key) instanceof JsonPrimitive language
                && !language.getAsString().equalsIgnoreCase("java")) {
            throw new IllegalArgumentException("notebook " + path + " is written in " + language.getAsString()
                    + " (metadata." + part + "." + key + "), expected java: choose a Java notebook, or set its kernel"
                    + " to a Java one in Jupyter");
        }
    }

    private static IllegalArgumentException foreign(Path path, String why) {
        return new IllegalArgumentException(path + " is JSON but no notebook (" + why
                + "), expected nbformat 4 as Jupyter writes it: check the path");
    }

    private static JsonObject member(JsonObject json, String name) {
        return json.get(name) instanceof JsonObject found ? found : new JsonObject();
    }

    /** Where it was read from. */
    Path path() {
        return path;
    }

    /** The code cells in order. */
    List<CodeCell> codeCells() {
        return codeCells;
    }

    /**
     * Writes the notebook as Jupyter does: beside its place, then moved there, so that a reader finds the old file or
     * the new one whole. Folders that are missing are made; a link to a file stays a link.
     *
     * @throws UncheckedIOException if the file cannot be written; one that was there before is left as it was
     */
    void write(Path file) {
        for (JsonElement cell : notebook.getAsJsonArray("cells")) {
            splitLines(cell.getAsJsonObject());
        }
        String json = ESCAPED_LINE_END.matcher(GSON.toJson(notebook)).replaceAll(NotebookFile::lineEnd);
        try {
            WholeFile.write(file, out -> out.write((json + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "notebook " + file + " could not be written (" + e
                            + "), expected a writable place: choose another path or free this one",
                    e);
        }
    }

    /** Makes lists of lines of what an editor left as strings. */
    private static void splitLines(JsonObject cell) {
        cell.add("source", CellOutputs.lines(CellOutputs.text(cell.get("source"))));
        JsonObject attachments = member(cell, "attachments");
        for (String name : attachments.keySet()) {
            CellOutputs.splitLines(member(attachments, name));
        }
        if (cell.get("outputs") instanceof JsonArray outputs) {
            for (JsonElement json : outputs) {
                if (json instanceof JsonObject output) {
                    CellOutputs.splitLines(member(output, "data"));
                    if (CellOutputs.isText(output.get("text"))) {
                        output.add("text", CellOutputs.lines(CellOutputs.text(output.get("text"))));
                    }
                }
            }
        }
    }

    private static String lineEnd(MatchResult escape) {
        char end = escape.group(2).equals("8") ? '\u2028' : '\u2029';
        return Matcher.quoteReplacement(escape.group(1) + end);
    }

    /** A code cell, as it stands in its notebook. */
    static final class CodeCell {
        private final int index;
        private final int number;
        private final JsonObject json;
        private final List<String> headings;

        private CodeCell(int index, int number, JsonObject json, List<String> headings) {
            this.index = index;
            this.number = number;
            this.json = json;
            this.headings = headings;
        }

        /** Its place among all cells, from 0. */
        int index() {
            return index;
        }

        /** Its place among the code cells, from 1. */
        int number() {
            return number;
        }

        /** The headings between the code cell before and this one. */
        List<String> headings() {
            return headings;
        }

        /** The code. */
        String source() {
            return CellOutputs.text(json.get("source"));
        }

        /** The id, which notebooks have from nbformat 4.5 on. */
        Optional<String> id() {
            return json.get("id") instanceof JsonPrimitive id ? Optional.of(id.getAsString()) : Optional.empty();
        }

        /** A copy of the metadata. */
        JsonObject metadata() {
            return member(json, "metadata").deepCopy();
        }

        /** The tags of the metadata, such as {@code raises-exception}. */
        List<String> tags() {
            List<String> tags = new ArrayList<>();
            if (member(json, "metadata").get("tags") instanceof JsonArray all) {
                all.forEach(tag -> tags.add(tag instanceof JsonPrimitive ? tag.getAsString() : tag.toString()));
            }
            return tags;
        }

        /** Tells whether an error of it is expected, by the tag that Jupyter knows too. */
        boolean mayFail() {
            return tags().contains("raises-exception");
        }

        /** Tells whether it was run. */
        boolean wasRun() {
            return json.get("execution_count") instanceof JsonPrimitive;
        }

        /** Tells whether it was run, without an error or with one that is expected. */
        boolean passed() {
            boolean failed = false;
            for (JsonElement output : outputs()) {
                failed |= output instanceof JsonObject shown && shown.has("ename");
            }
            return wasRun() && (!failed || mayFail());
        }

        /** A copy of the outputs, in nbformat's terms. */
        JsonArray outputs() {
            return json.get("outputs") instanceof JsonArray outputs ? outputs.deepCopy() : new JsonArray();
        }

        /** Replaces the outputs and the number of the run; null for a cell that was not run. */
        void set(JsonArray outputs, @Nullable Integer executionCount) {
            json.add("execution_count", executionCount == null ? JsonNull.INSTANCE : new JsonPrimitive(executionCount));
            json.add("outputs", outputs.deepCopy());
        }
    }
}
