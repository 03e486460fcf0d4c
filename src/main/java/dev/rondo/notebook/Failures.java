package dev.rondo.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Says what went wrong in a cell, by the lines of the cell rather than those of JShell's snippets. */
final class Failures {
    private static final int FRAMES = 12; // of one exception: what lies deeper rarely helps
    private static final Pattern SNIPPET_FILE = Pattern.compile("#(\\w+)");

    private static final String SNIPPET_CLASS = "REPL\\.\\$JShell\\$\\w+\\."; // around each variable and method

    /** Where the first line of a snippet stands. */
    private record Origin(int cell, int line) {}

    private final Map<String, Origin> origins = new HashMap<>();
    private int cell;

    /** Notes that a cell begins. */
    void cell(int number) {
        cell = number;
    }

    /** Notes where in the running cell a snippet stands. */
    void origin(Snippet snippet, int line) {
        origins.put(snippet.id(), new Origin(cell, line + linesAboveValue(snippet)));
    }

    /** JShell counts the lines of a variable's initializer from where that begins, if it is no list in braces. */
    private static int linesAboveValue(Snippet snippet) {
        if (snippet instanceof VarSnippet variable) {
            String source = variable.source();
            Matcher name = Pattern.compile("\\b" + Pattern.quote(variable.name()) + "[\\s\\[\\]]*=(?!=)")
                    .matcher(source);
            int value = name.find() ? Source.skipBlank(source, name.end()) : 0;
            return source.startsWith("{", value) ? 0 : lines(source.substring(0, value));
        }
        return 0;
    }

    /** What the compiler said of a snippet that begins at the given line. */
    CellFailure compiler(List<Diag> diagnostics, String source, int firstLine) {
        List<String> lines = new ArrayList<>();
        int line = 0;
        String message = "the cell cannot be understood as Java";
        for (Diag diagnostic : diagnostics) {
            if (!diagnostic.isError()) {
                continue;
            }
            int at = (int) Math.max(0, Math.min(diagnostic.getPosition(), source.length()));
            int here = firstLine + lines(source.substring(0, at));
            String text = diagnostic.getMessage(Locale.ROOT).strip();
            if (line == 0) {
                line = here;
                message = "line " + here + ": " + text.lines().findFirst().orElse("");
            }
            text.lines()
                    .filter(each -> !each.matches("\\s*location: class\\s*"))
                    .forEach(each -> lines.add(lines.isEmpty() || !each.startsWith(" ") ? each : "  " + each.strip()));
            lines.addAll(pointed(source, diagnostic, here));
        }
        if (lines.isEmpty()) {
            lines.add(message);
        }
        return new CellFailure("CompilationError", message, line, lines);
    }

    /** The line of the source with marks below the piece that is meant. */
    private static List<String> pointed(String source, Diag diagnostic, int line) {
        int meant = (int) Math.max(0, Math.min(diagnostic.getPosition(), source.length()));
        int from = source.lastIndexOf('\n', meant - 1) + 1;
        int to = source.indexOf('\n', meant);
        int at = diagnostic.getStartPosition() < from ? meant : (int) Math.min(diagnostic.getStartPosition(), meant);
        String text = source.substring(from, to < 0 ? source.length() : to);
        int end = (int) Math.min(diagnostic.getEndPosition(), (long) from + text.length());
        String number = "line " + line + ": ";
        return List.of(number + text, " ".repeat(number.length() + at - from) + "^".repeat(Math.max(1, end - at)));
    }

    /**
     * What a snippet threw.
     *
     * @param exception what was thrown
     * @param firstLine the line of the cell at which the snippet begins
     */
    CellFailure thrown(JShellException exception, int firstLine) {
        List<String> lines = new ArrayList<>();
        int line = 0;
        String prefix = "";
        for (Throwable e = exception; e != null; e = e.getCause()) {
            lines.add(prefix + describe(e));
            line = line == 0 ? lineOf(e) : line;
            lines.addAll(frames(e));
            prefix = "caused by ";
        }
        String name = name(exception);
        lines.addAll(advice(name));
        String message = message(exception);
        return new CellFailure(simple(name), message == null ? name : message, line == 0 ? firstLine : line, lines);
    }

    /** Where in the running cell the exception passed through first; 0 where it did not. */
    private int lineOf(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            Origin origin = origin(frame);
            if (origin != null && origin.cell() == cell) {
                return origin.line() + frame.getLineNumber() - 1;
            }
        }
        return 0;
    }

    /** The innermost frames, and below them that of the running cell; JShell's own are of no interest. */
    private List<String> frames(Throwable e) {
        List<String> lines = new ArrayList<>();
        int hidden = 0;
        boolean last = false;
        for (StackTraceElement frame : e.getStackTrace()) {
            Origin origin = origin(frame);
            last = isOutermost(frame, origin);
            if (lines.size() < FRAMES || last) {
                if (hidden > 0) {
                    lines.add("    ... " + hidden + " more");
                }
                lines.add("    at " + place(frame, origin));
            } else {
                hidden++;
            }
            if (last) {
                break;
            }
        }
        if (!last && hidden > 0) {
            lines.add("    ... " + hidden + " more");
        }
        return lines;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** A value that failed to say what it looks like. */
    static CellFailure notShown(Throwable e) {
        String message = "the value of the cell cannot be shown: " + e;
        return new CellFailure(simple(e.getClass().getName()), message, 0, List.of(message));
    }

    private static List<String> advice(String name) {
        return name.equals(OutOfMemoryError.class.getName()) ? List.of(heapIsFull()) : List.of();
    }

    /** A cell that needed more memory than there is, where even that could not be told in the usual way. */
    static CellFailure outOfMemory() {
        return new CellFailure("OutOfMemoryError", heapIsFull(), 0, List.of(heapIsFull()));
    }

    private static String heapIsFull() {
        return "Java's heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB is full: set what is large and no longer"
                + " needed to null, restart, or give the kernel more memory ('kernel install --jvm -Xmx8g')";
    }

    private static String describe(Throwable e) {
        String message = message(e);
        return name(e) + (message == null ? "" : ": " + message);
    }

    private static String name(Throwable e) {
        return e instanceof EvalException thrown
                ? thrown.getExceptionClassName()
                : e.getClass().getName();
    }

    private static @Nullable String message(Throwable e) {
        if (e instanceof UnresolvedReferenceException unresolved) {
            return "'" + unresolved.getSnippet().name() + "' was called, but what it uses is not declared yet";
        }
        return e.getMessage() == null ? null : e.getMessage().replaceAll(SNIPPET_CLASS, "");
    }

    private @Nullable Origin origin(StackTraceElement frame) {
        Matcher file = SNIPPET_FILE.matcher(String.valueOf(frame.getFileName()));
        return file.matches() ? origins.get(file.group(1)) : null;
    }

    /** What follows the code of a cell that is not in a method of its own is JShell's machinery. */
    private static boolean isOutermost(StackTraceElement frame, @Nullable Origin origin) {
        return origin != null
                && (frame.getMethodName().isEmpty() || frame.getMethodName().startsWith("do_it$"));
    }

    private String place(StackTraceElement frame, @Nullable Origin origin) {
        if (origin == null) {
            return frame.toString();
        }
        int line = origin.line() + frame.getLineNumber() - 1;
        String where = (origin.cell() == cell ? "this cell" : "cell " + origin.cell()) + ", line " + line;
        String method = frame.getMethodName().contains("do_it$")
                ? ""
                : frame.getMethodName().replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1");
        String name = frame.getClassName().isEmpty() || method.isEmpty() ? method : frame.getClassName() + "." + method;
        return name.isEmpty() ? where : name + " (" + where + ")";
    }

    /** A cell that was ended from outside. */
    static CellFailure interrupted() {
        String message = "the cell was interrupted";
        return new CellFailure("Interrupted", message, 0, List.of(message));
    }

    /** A cell under which the process ends. */
    static CellFailure processEnds() {
        boolean asked = Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
        String message = asked
                ? "the cell called System.exit, which ends the whole process: what the cells have declared is gone"
                : "the process was ended from outside while the cell was running";
        return new CellFailure("ProcessEnded", message, 0, List.of(message));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
