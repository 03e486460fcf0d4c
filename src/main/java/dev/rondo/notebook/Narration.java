package dev.rondo.notebook;

import com.google.gson.JsonPrimitive;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Tells somebody at a terminal, or a log, how the run of a notebook goes. */
final class Narration {
    private static final int WIDTH = 100;
    private static final int LINES = 30; // of a value: the notebook has it whole

    private final PrintStream out;
    private final boolean live;
    private final StringBuilder line = new StringBuilder(); // what a cell printed and did not end
    private boolean returned; // the cursor stands at its beginning

    /**
     * Makes one.
     *
     * @param live whether it is a terminal, where progress may overwrite its own line
     */
    Narration(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    void begin(NotebookFile notebook) {
        int cells = notebook.codeCells().size();
        out.println(notebook.path().getFileName() + ": " + cells + (cells == 1 ? " code cell" : " code cells"));
    }

    /** A cell begins: the headings above it, and its first line. */
    void cell(NotebookFile notebook, NotebookFile.CodeCell cell) {
        endLine();
        if (!cell.headings().isEmpty()) {
            out.println();
            cell.headings().forEach(out::println);
        }
        String first = cell.source()
                .lines()
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("(empty)");
        out.println(shortened(String.format(
                Locale.ROOT, "[%d/%d] %s", cell.number(), notebook.codeCells().size(), first.strip())));
    }

    /** What a cell prints; in a log, progress that overwrites its own line leaves only its last state. */
    void printed(String text) {
        text.chars().forEach(c -> add((char) c));
        if (live) {
            out.print(text);
            out.flush();
        }
    }

    private void add(char c) {
        if (c == '\n') {
            if (!live) {
                out.println(line.toString().stripTrailing());
            }
            line.setLength(0);
            returned = false;
        } else if (c == '\r') {
            returned = true;
        } else {
            if (returned) {
                line.setLength(0);
                returned = false;
            }
            line.append(c);
        }
    }

    /** Goes to a new line, unless this one is empty or was wiped. */
    void endLine() {
        if (!line.toString().isBlank()) {
            printed("\n");
        }
        line.setLength(0);
        returned = false;
    }

    /** What a cell shows, in words. */
    void shown(Map<String, Object> data) {
        endLine();
        boolean picture = data.keySet().stream().anyMatch(type -> type.startsWith("image/"));
        if (picture) {
            out.println("(a picture)");
        } else if (data.get("text/plain") instanceof JsonPrimitive text) {
            List<String> lines = text.getAsString().lines().toList();
            lines.stream().limit(LINES).map(Narration::shortened).forEach(out::println);
            if (lines.size() > LINES) {
                out.println("(and " + (lines.size() - LINES) + " lines more)");
            }
        } else {
            out.println(new TreeSet<>(data.keySet()));
        }
    }

    void failed(String what, List<String> trace) {
        endLine();
        out.println(what + ":");
        trace.forEach(each -> out.println("    " + each));
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
