package dev.rondo.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Helps to write a cell: what could come next, what stands here, and whether it is whole. */
final class Assistance {
    private static final int MOST = 200;

    /**
     * What could stand at the cursor.
     *
     * @param texts the texts, best first
     * @param from where in the code the piece begins that they replace
     */
    record Completions(List<String> texts, int from) {}

    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    Assistance(JShell shell) {
        this.shell = shell;
        this.analysis = shell.sourceCodeAnalysis();
    }

    /** Returns what could stand at the cursor. */
    Completions complete(String cell, int cursor) {
        String code = Source.withoutMagics(cell).substring(0, Math.max(0, Math.min(cursor, cell.length())));
        int start = lastStatement(code);
        Completions found = suggestions(code.substring(start), 0, start);
        if (found.texts().isEmpty() && start > 0) {
            // What stands above in the cell has not run yet: read it as a block around the cursor.
            found = suggestions("{" + code, 1, 0);
        }
        return withNames(declared(code.substring(0, start)), code, found);
    }

    /** Puts the names that fit before what was found; JShell offers no variables of a block. */
    private static Completions withNames(List<String> names, String code, Completions found) {
        String begun = nameAtEnd(code);
        int from = code.length() - begun.length();
        if (code.startsWith(".", from - 1) || (!found.texts().isEmpty() && found.from() != from)) {
            return found;
        }
        List<String> fitting = Stream.concat(
                        names.stream().filter(name -> name.startsWith(begun)), found.texts().stream())
                .distinct()
                .toList();
        return new Completions(fitting, from);
    }

    /** Returns the variables and types that whole statements declare. */
    private List<String> declared(String code) {
        List<String> names = new ArrayList<>();
        for (String rest = code; !rest.isBlank(); ) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                break;
            }
            for (Snippet snippet : analysis.sourceToSnippets(info.source())) {
                if (snippet instanceof VarSnippet || snippet instanceof TypeDeclSnippet) {
                    names.add(((DeclarationSnippet) snippet).name());
                }
            }
            rest = info.remaining();
        }
        return names;
    }

    private Completions suggestions(String code, int ahead, int start) {
        int[] anchor = {code.length()};
        List<Suggestion> suggestions = analysis.completionSuggestions(code, code.length(), anchor);
        List<String> texts = Stream.concat(
                        suggestions.stream().filter(Suggestion::matchesType),
                        suggestions.stream().filter(each -> !each.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .limit(MOST)
                .toList();
        return new Completions(texts, start + anchor[0] - ahead);
    }

    /** Returns where the last statement begins: those before it are whole. */
    private int lastStatement(String code) {
        int start = 0;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
            String remaining = info.remaining();
            if (!info.completeness().isComplete() || remaining.isBlank()) {
                return start;
            }
            start = code.length() - remaining.length();
        }
    }

    /** Returns what is known of the name or call at the cursor. */
    Optional<String> inspect(String cell, int cursor) {
        int end = Math.max(0, Math.min(cursor, cell.length()));
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
            end++; // to the end of the name
        }
        String before = Source.withoutMagics(cell).substring(0, end);
        String code = before.substring(lastStatement(before));
        String known =
                variables(code).findFirst().orElseGet(() -> documentation(code).collect(Collectors.joining("\n\n")));
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private static String nameAtEnd(String code) {
        int from = code.length();
        while (from > 0 && Character.isJavaIdentifierPart(code.charAt(from - 1))) {
            from--;
        }
        return code.substring(from);
    }

    private Stream<String> variables(String code) {
        String name = nameAtEnd(code);
        return shell.variables()
                .filter(variable -> variable.name().equals(name) && !code.endsWith("." + name))
                .map(variable -> variable.typeName() + " " + variable.name());
    }

    private Stream<String> documentation(String code) {
        List<Documentation> found = analysis.documentation(code, code.length(), true);
        if (found.isEmpty()) {
            found = analysis.documentation(code + "(", code.length() + 1, true); // a method not called yet
        }
        return found.stream()
                .map(each -> each.javadoc() == null
                        ? each.signature()
                        : each.signature() + "\n" + each.javadoc().strip())
                .distinct();
    }

    /** Tells whether a cell could run as it stands, in Jupyter's words: complete, incomplete or invalid. */
    String completeness(String cell) {
        String rest = Source.withoutMagics(cell);
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness found = info.completeness();
            if (found == Completeness.DEFINITELY_INCOMPLETE) {
                return "incomplete";
            }
            if (found == Completeness.UNKNOWN) {
                return "invalid";
            }
            if (info.remaining().isBlank()) {
                return "complete";
            }
            rest = info.remaining();
        }
    }
}
