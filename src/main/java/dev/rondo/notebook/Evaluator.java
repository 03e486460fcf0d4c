package dev.rondo.notebook;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jspecify.annotations.Nullable;

/** Runs Java cells in this process: values are live objects, and what one cell declares the next ones see. */
final class Evaluator implements AutoCloseable {
    /**
     * A statement or declaration.
     *
     * @param source what JShell takes for it
     * @param length how much of the cell it is
     */
    record Piece(String source, int length) {}

    private final LiveControl control;
    private final Failures failures = new Failures();
    private final List<Snippet> fresh = new ArrayList<>(); // what the running cell declared
    private final JShell shell;

    /** Opens a shell that sees this JVM's class path, with the toolkit's imports made. */
    Evaluator() {
        LiveControlProvider provider = new LiveControlProvider(false);
        control = provider.control();
        shell = JShell.builder().executionEngine(provider, Map.of()).build();
        shell.addToClasspath(Toolkit.running().path());
        Imports.ALL.forEach(shell::eval);
    }

    /** Adds jars or folders for the cells to come. */
    void addToClassPath(List<Path> entries) {
        if (!entries.isEmpty()) {
            shell.addToClasspath(entries.stream()
                    .map(entry -> entry.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
        }
    }

    /** Notes the number of the cell whose code comes next. */
    void cell(int number) {
        failures.cell(number);
        fresh.clear();
        control.begin();
    }

    /** Returns the first statement or declaration of the code; all of it where that is not whole. */
    Piece first(String code) {
        CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(code);
        if (!info.completeness().isComplete()) {
            return new Piece(code, code.length());
        }
        int length = code.length() - info.remaining().length();
        boolean lacksSemicolon = info.completeness() == Completeness.COMPLETE_WITH_SEMI;
        return new Piece(lacksSemicolon ? info.source() : code.substring(0, length), length);
    }

    /**
     * Runs one statement or declaration.
     *
     * @param source its code
     * @param line the line of the cell at which it begins
     * @return what it evaluates to, where it is an expression
     * @throws CellFailure if it does not compile, throws, or is stopped
     */
    @Nullable
    Object eval(String source, int line) throws CellFailure {
        List<SnippetEvent> events = shell.eval(source);
        Object value = control.takeValue();
        if (control.wasStopped()) {
            throw Failures.interrupted();
        }
        boolean shown = false;
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                continue; // an earlier one that this one changed
            }
            failures.origin(snippet, line);
            if (event.status() == Snippet.Status.REJECTED) {
                throw failures.compiler(shell.diagnostics(snippet).toList(), snippet.source(), line);
            }
            JShellException exception = event.exception();
            if (exception != null) {
                throw failures.thrown(exception, line);
            }
            fresh.add(snippet);
            shown = snippet.kind() == Snippet.Kind.EXPRESSION
                    || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        }
        return shown ? value : null;
    }

    /** Tells of what the cell declared that cannot be used yet, as what it uses itself is not declared. */
    List<String> unready() {
        return fresh.stream()
                .filter(snippet -> snippet instanceof DeclarationSnippet && isUnready(shell.status(snippet)))
                .map(DeclarationSnippet.class::cast)
                .map(snippet -> snippet.name() + " cannot be used before there is "
                        + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", ")))
                .toList();
    }

    private static boolean isUnready(Snippet.Status status) {
        return status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED;
    }

    /**
     * Ends the running code: by an interrupt, and by force where it does not heed that within a second; from JDK 20 on the
     * force reaches the code of cells alone, and a cell that stays in a library goes on, which is told.
     */
    void interrupt() {
        shell.stop();
    }

    JShell shell() {
        return shell;
    }

    @Override
    public void close() {
        shell.close();
    }
}
