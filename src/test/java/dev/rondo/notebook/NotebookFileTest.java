package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notebooks are read and written as Jupyter does; what is no Java notebook is refused with a way out. */
class NotebookFileTest {
    /** Written by nbformat 5.5.0 in Python; two signs stand for the line ends U+2028 and U+2029. */
    private static final String BY_JUPYTER =
            """
            {
             "cells": [
              {
               "attachments": {
                "a.svg": {
                 "image/svg+xml": [
                  "<svg>\\n",
                  "</svg>"
                 ]
                }
               },
               "cell_type": "markdown",
               "id": "m1",
               "metadata": {
                "n": [
                 1,
                 1.0,
                 1e-07,
                 1e+22,
                 12345678901234567890,
                 null,
                 true
                ]
               },
               "source": [
                "# Größe <&> 学 😀\\n",
                "\\n",
                "text\\n"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 3,
               "id": "c1",
               "metadata": {
                "tags": [
                 "raises-exception"
                ]
               },
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "a\\f",
                  "b\\n",
                  "c\\u001b[0m"
                 ]
                },
                {
                 "data": {
                  "application/json": {
                   "k": "a\\nb"
                  },
                  "image/png": "AA\\nBB\\n",
                  "text/html": [
                   "<b>\\n",
                   "</b>"
                  ]
                 },
                 "metadata": {
                  "image/png": {
                   "width": 4
                  }
                 },
                 "output_type": "display_data"
                },
                {
                 "data": {
                  "text/plain": []
                 },
                 "execution_count": 3,
                 "metadata": {},
                 "output_type": "execute_result"
                },
                {
                 "ename": "E",
                 "evalue": "v\\nw",
                 "output_type": "error",
                 "traceback": [
                  "x\\ny",
                  "z"
                 ]
                }
               ],
               "source": [
                "var s = \\"\\\\u2028 ¶",
                " \\\\\\\\§",
                "\\";\\n",
                "s"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "c2",
               "metadata": {},
               "outputs": [],
               "source": []
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Java",
               "language": "java",
               "name": "java"
              },
              "language_info": {
               "name": "Java"
              },
              "own": {
               "a": {},
               "b": []
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """.replace("¶", Character.toString(0x2028)).replace("§", Character.toString(0x2029));

    private static final String CODE = "{\"cell_type\": \"code\", \"source\": \"1\"}";

    @TempDir
    Path folder;

    @Test
    void anUnchangedNotebookKeepsItsBytes() throws IOException {
        Path copy = folder.resolve("new/folder/copy.ipynb");
        file(BY_JUPYTER).write(copy);
        assertEquals(BY_JUPYTER, Files.readString(copy));
        assertArrayEquals(BY_JUPYTER.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(copy));
        assertEquals(List.of("copy.ipynb"), names(copy.getParent()), "nothing is left beside it");
    }

    @Test
    void knowsItsCodeCells() {
        List<NotebookFile.CodeCell> cells = file(BY_JUPYTER).codeCells();
        assertEquals(2, cells.size());
        NotebookFile.CodeCell cell = cells.get(0);
        assertEquals(1, cell.index());
        assertEquals(1, cell.number());
        assertEquals("var s = \"\\u2028 " + (char) 0x2028 + " \\\\" + (char) 0x2029 + "\";\ns", cell.source());
        assertEquals(Optional.of("c1"), cell.id());
        assertEquals(List.of("raises-exception"), cell.tags());
        assertEquals("{\"tags\":[\"raises-exception\"]}", cell.metadata().toString());
        assertEquals(4, cell.outputs().size());
        assertEquals(2, cells.get(1).number());
        assertEquals(2, cells.get(1).index());
        assertEquals("", cells.get(1).source());
        assertEquals(List.of(), cells.get(1).tags());
        assertEquals(0, cells.get(1).outputs().size());
    }

    @Test
    void outputsAndCountsAreSetInTheirPlaces() throws IOException {
        NotebookFile notebook = file(BY_JUPYTER);
        CellOutputs outputs = new CellOutputs();
        outputs.stream("stdout", "a\nb");
        notebook.codeCells().get(0).set(new JsonArray(), null);
        notebook.codeCells().get(1).set(outputs.json(), 7);
        Path file = folder.resolve("run.ipynb");
        notebook.write(file);
        int from = BY_JUPYTER.indexOf("   \"outputs\": [\n    {");
        int to = BY_JUPYTER.indexOf("   ],\n   \"source\"", from);
        String expected = BY_JUPYTER.substring(0, from) + "   \"outputs\": [" + BY_JUPYTER.substring(to + 3);
        expected = expected.replace("\"execution_count\": null", "\"execution_count\": 7")
                .replace("\"execution_count\": 3", "\"execution_count\": null");
        String shown = "\"outputs\": [\n    {\n     \"name\": \"stdout\",\n     \"output_type\": \"stream\",\n"
                + "     \"text\": [\n      \"a\\n\",\n      \"b\"\n     ]\n    }\n   ]";
        int last = expected.lastIndexOf("\"outputs\": []");
        assertEquals(
                expected.substring(0, last) + shown + expected.substring(last + "\"outputs\": []".length()),
                Files.readString(file));
        assertEquals(outputs.json(), NotebookFile.read(file).codeCells().get(1).outputs());
    }

    @Test
    void aCellsJsonIsItsOwn() {
        NotebookFile.CodeCell cell = file(BY_JUPYTER).codeCells().get(0);
        cell.outputs().remove(0);
        cell.metadata().remove("tags");
        assertEquals(4, cell.outputs().size());
        assertEquals(List.of("raises-exception"), cell.tags());
    }

    @Test
    void keepsTheOrderOfTheFileAndCutsStringsIntoLines() throws IOException {
        Path file = folder.resolve("x.ipynb");
        file("{\"nbformat_minor\": 4, \"nbformat\": 4, \"z\": \"a\\nb\", \"a\": 1, \"cells\": [{\"source\": \"a\\nb\","
                        + " \"cell_type\": \"code\"}]}")
                .write(file);
        assertEquals("""
            {
             "nbformat_minor": 4,
             "nbformat": 4,
             "z": "a\\nb",
             "a": 1,
             "cells": [
              {
               "source": [
                "a\\n",
                "b"
               ],
               "cell_type": "code"
              }
             ]
            }
            """, Files.readString(file));
    }

    @Test
    void noSuchFile() {
        Path file = folder.resolve("none.ipynb");
        assertEquals(
                "there is no notebook " + file + " (that is " + file.toAbsolutePath() + "): check the path",
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                        .getMessage());
    }

    @Test
    void aFolder() {
        assertEquals(
                folder + " is a folder, expected a notebook: name one .ipynb file in it",
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(folder))
                        .getMessage());
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("x.ipynb"), BY_JUPYTER);
        assumeTrue(file.toFile().setReadable(false), "rights are not kept here");
        assumeFalse(Files.isReadable(file), "this user may read everything");
        String message = assertThrows(UncheckedIOException.class, () -> NotebookFile.read(file))
                .getMessage();
        assertTrue(message.startsWith("notebook " + file + " could not be read ("), message);
        assertTrue(message.endsWith("): check the disk and your rights to it"), message);
    }

    @Test
    void otherThanUtf8() throws IOException {
        Path file = Files.write(folder.resolve("x.ipynb"), "{\"a\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                file + " is not text in UTF-8, expected a notebook: check the path, or save it again in Jupyter",
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                        .getMessage());
    }

    @Test
    void notJson() {
        refused(" \n", " is empty, expected a notebook: restore it from a copy");
        String expected = "), expected a notebook: restore it from a copy, or resolve its merge conflict";
        refused("{\n<<<<<<< HEAD\n", " is not JSON (line 2 column 2" + expected);
        refused("{\n\"cells\": [\n", " is not JSON (line 3 column 1" + expected);
        refused("{}\n{}", " is not JSON (line 2 column 2" + expected);
        refused("{\"a\": NaN}", " is not JSON (line 1 column 7" + expected);
        refused("[".repeat(100_000), " is not JSON (line 1 column 257" + expected);
    }

    @Test
    void jsonButNoNotebook() {
        String expected = "), expected nbformat 4 as Jupyter writes it: check the path";
        refused("[1]", " is JSON but no notebook (it is no JSON object" + expected);
        refused("{\"cells\": []}", " is JSON but no notebook (it has no nbformat" + expected);
        refused("{\"nbformat\": 4, \"cells\": 1}", " is JSON but no notebook (it has no list of cells" + expected);
        String second = " is JSON but no notebook (cell 2 of 2 lacks a type or a source" + expected;
        refused("{\"nbformat\": 4, \"cells\": [" + CODE + ", 1]}", second);
        refused("{\"nbformat\": 4, \"cells\": [" + CODE + ", {\"cell_type\": \"code\"}]}", second);
        refused("{\"nbformat\": 4, \"cells\": [" + CODE + ", {\"source\": []}]}", second);
        refused("{\"nbformat\": 4, \"cells\": [" + CODE + ", {\"cell_type\": \"raw\", \"source\": [1]}]}", second);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void anotherFormat(int format) {
        Path file = written("{\"nbformat\": " + format + ", \"worksheets\": []}");
        assertEquals(
                "notebook " + file + " has nbformat " + format
                        + ", expected 4: convert it with jupyter nbconvert --to notebook --nbformat 4",
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                        .getMessage());
    }

    @Test
    void anotherLanguage() {
        for (var place :
                Map.of("kernelspec", "language", "language_info", "name").entrySet()) {
            String metadata = "{\"" + place.getKey() + "\": {\"" + place.getValue() + "\": \"%s\"}}";
            String notebook = "{\"nbformat\": 4, \"metadata\": " + metadata + ", \"cells\": [" + CODE + "]}";
            assertEquals(1, file(notebook.formatted("JAVA")).codeCells().size());
            Path file = written(notebook.formatted("python"));
            assertEquals(
                    "notebook " + file + " is written in python (metadata." + place.getKey() + "." + place.getValue()
                            + "), expected java: choose a Java notebook, or set its kernel to a Java one in Jupyter",
                    assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                            .getMessage());
        }
    }

    @Test
    void aNotebookThatNamesNoLanguageIsTaken() {
        NotebookFile.CodeCell cell =
                file("{\"nbformat\": 4, \"cells\": [" + CODE + "]}").codeCells().get(0);
        assertEquals("1", cell.source());
        assertEquals(Optional.empty(), cell.id());
        assertEquals(List.of(), cell.tags());
        assertEquals(0, cell.outputs().size());
    }

    @Test
    void noCodeCells() {
        Path file = written("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"markdown\", \"source\": []}]}");
        assertEquals(
                "notebook " + file
                        + " has no code cells: nothing to run, expected at least one: check the path, or add a code"
                        + " cell",
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                        .getMessage());
    }

    @Test
    void replacesTheFileRatherThanWritingIntoIt() throws IOException {
        NotebookFile notebook = file(BY_JUPYTER);
        Path file = Files.writeString(folder.resolve("old.ipynb"), "old");
        Path link = Files.createLink(folder.resolve("link"), file);
        notebook.write(file);
        assertEquals(BY_JUPYTER, Files.readString(file));
        assertEquals("old", Files.readString(link), "the old file was not written into");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path file = Files.writeString(real.resolve("x.ipynb"), BY_JUPYTER);
        Path link = folder.resolve("link.ipynb");
        Path linked = folder.resolve("linked");
        try {
            Files.createSymbolicLink(link, file);
            Files.createSymbolicLink(linked, real);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        NotebookFile notebook = NotebookFile.read(link);
        Files.writeString(file, "old");
        notebook.write(link);
        notebook.write(linked.resolve("y.ipynb"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(BY_JUPYTER, Files.readString(file));
        assertEquals(List.of("x.ipynb", "y.ipynb"), names(real));
    }

    @Test
    void writesThoughItsThreadWasInterrupted() throws IOException {
        NotebookFile notebook = file(BY_JUPYTER);
        Path file = folder.resolve("x.ipynb");
        Thread.currentThread().interrupt();
        try {
            notebook.write(file);
        } finally {
            assertTrue(Thread.interrupted(), "the interruption is left to the caller");
        }
        assertEquals(BY_JUPYTER, Files.readString(file));
    }

    @Test
    void whereItCannotBeWrittenTheOldFileStays() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "old");
        Path taken = Files.createDirectories(folder.resolve("taken"));
        NotebookFile notebook = file(BY_JUPYTER);
        unwritable(notebook, taken, "it is a folder");
        unwritable(notebook, file.resolve("x.ipynb"), "FileAlreadyExistsException");
        unwritable(notebook, folder.resolve("x".repeat(300)), "x".repeat(300));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("notebook.ipynb", "old", "taken"), names(folder));
    }

    @Test
    void aWriteProtectedFileStays() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "old");
        assertTrue(file.toFile().setReadOnly());
        assumeFalse(Files.isWritable(file), "this user may write everywhere");
        unwritable(file(BY_JUPYTER), file, "it is write-protected");
        assertEquals("old", Files.readString(file));
    }

    private static void unwritable(NotebookFile notebook, Path file, String reason) {
        String message = assertThrows(UncheckedIOException.class, () -> notebook.write(file))
                .getMessage();
        assertTrue(message.startsWith("notebook " + file + " could not be written ("), message);
        assertTrue(message.contains(reason), message);
        assertTrue(message.endsWith("), expected a writable place: choose another path or free this one"), message);
    }

    private void refused(String content, String message) {
        Path file = written(content);
        assertEquals(
                file + message,
                assertThrows(IllegalArgumentException.class, () -> NotebookFile.read(file))
                        .getMessage());
    }

    private NotebookFile file(String content) {
        return NotebookFile.read(written(content));
    }

    private Path written(String content) {
        try {
            return Files.writeString(folder.resolve("notebook.ipynb"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
