package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a run reads well at a terminal, and in a log. */
class NarrationTest {
    private static final String NOTEBOOK = """
            {"nbformat": 4, "cells": [
             {"cell_type": "markdown", "source": "# One\\n\\nprose\\n## Two"},
             {"cell_type": "code", "source": "\\n  int first;  \\nint second;"},
             {"cell_type": "code", "source": ""},
             {"cell_type": "markdown", "source": "prose"},
             {"cell_type": "code", "source": "%s"}
            ]}
            """.formatted("x".repeat(200));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Narration narration(boolean live) {
        return new Narration(new PrintStream(bytes, true, StandardCharsets.UTF_8), live);
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void headingsAndFirstLines(@TempDir Path folder) throws IOException {
        NotebookFile notebook = NotebookFile.read(Files.writeString(folder.resolve("x.ipynb"), NOTEBOOK));
        Narration narration = narration(false);
        narration.begin(notebook);
        notebook.codeCells().forEach(cell -> narration.cell(notebook, cell));
        assertEquals("""
                x.ipynb: 3 code cells

                One
                Two
                [1/3] int first;
                [2/3] (empty)
                [3/3] %s…
                """.formatted("x".repeat(93)), told());
    }

    @Test
    void inALogProgressLeavesItsLastState() {
        Narration narration = narration(false);
        narration.printed("\rstep 1 of 3");
        narration.printed("\rstep 2 of 3\rste");
        narration.printed("p 3 of 3  ");
        narration.endLine();
        narration.printed("a\r\nb\n\n");
        narration.printed("\r50 %\r    \r");
        narration.endLine();
        narration.printed("end\n");
        assertEquals("step 3 of 3\na\nb\n\nend\n", told());
    }

    @Test
    void atATerminalProgressOverwritesItself() {
        Narration narration = narration(true);
        narration.printed("\rstep 1");
        assertEquals("\rstep 1", told());
        narration.printed("\rstep 2");
        narration.shown(Map.of("text/plain", new JsonPrimitive("3")));
        assertEquals("\rstep 1\rstep 2\n3\n", told());
        narration.printed("\r50 %\r    \r");
        narration.endLine();
        assertEquals("\rstep 1\rstep 2\n3\n\r50 %\r    \r", told());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsShownBeginsItsOwnLine(boolean live) {
        Narration narration = narration(live);
        narration.printed("no line end");
        narration.shown(Map.of("image/png", new JsonPrimitive("AA"), "text/plain", new JsonPrimitive("chart")));
        narration.printed("no line end");
        narration.failed("x.ipynb, code cell 1, failed", List.of("Exception", "    at line 1"));
        assertEquals("""
                no line end
                (a picture)
                no line end
                x.ipynb, code cell 1, failed:
                    Exception
                        at line 1
                """, told());
    }

    @Test
    void aLongValueIsCut() {
        Narration narration = narration(false);
        narration.shown(Map.of("text/plain", new JsonPrimitive("x".repeat(100) + "\n" + "y".repeat(101))));
        narration.shown(Map.of("text/plain", new JsonPrimitive("1\n".repeat(32))));
        narration.shown(Map.of("text/html", new JsonPrimitive("<b>"), "application/json", new JsonPrimitive(1)));
        assertEquals(
                "x".repeat(100) + "\n" + "y".repeat(99) + "…\n" + "1\n".repeat(30) + "(and 2 lines more)\n"
                        + "[application/json, text/html]\n",
                told());
    }
}
