package dev.rondo.notebook;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs notebooks without Jupyter or Python, each in a process of its own, and writes them with their outputs. */
public final class Runner {
    private static final int KILLED = 137; // 128 and the number of the signal

    private final @Nullable Path output; // null: each notebook in its place
    private final @Nullable Comparison comparison; // null: nothing is compared

    private Runner(@Nullable Path output, @Nullable Comparison comparison) {
        this.output = output;
        this.comparison = comparison;
    }

    /**
     * A runner that writes the notebooks anew into a folder.
     *
     * @param output the folder, made where it is missing
     * @return a runner that compares nothing
     */
    public static Runner into(Path output) {
        return new Runner(output, null);
    }

    /**
     * A runner that writes each notebook in its place.
     *
     * @return a runner that compares nothing
     */
    public static Runner inPlace() {
        return new Runner(null, null);
    }

    /**
     * Has outputs compared with those the notebook came with: pictures by their presence, numbers with a tolerance.
     *
     * @param tolerance how far numbers may be apart, as a share of the larger one
     * @return a runner that fails where they differ
     * @throws IllegalArgumentException if the tolerance is not from 0 to below 1
     */
    public Runner check(double tolerance) {
        return new Runner(output, new Comparison(tolerance));
    }

    /**
     * Runs notebooks one after the other; all are looked at before the first one runs.
     *
     * @param places notebooks, or folders of notebooks
     * @param out where to tell of it
     * @return how many failed
     * @throws IllegalArgumentException if one is missing or no Java notebook, or two would be written to one place
     * @throws UncheckedIOException if there is no writing to where they go
     */
    public int run(List<Path> places, PrintStream out) {
        List<NotebookFile> notebooks =
                notebooks(places).stream().map(NotebookFile::read).toList();
        prepare(notebooks);
        List<String> failed = new ArrayList<>();
        for (NotebookFile notebook : notebooks) {
            if (!run(notebook, out)) {
                failed.add(notebook.path().toString());
            }
            out.println();
        }
        if (notebooks.size() > 1) {
            out.println(failed.size() + " of " + notebooks.size() + " notebooks failed"
                    + (failed.isEmpty() ? "" : ": " + String.join(", ", failed)));
        }
        return failed.size();
    }

    private boolean run(NotebookFile notebook, PrintStream out) {
        long start = System.nanoTime();
        int status = NotebookProcess.run(notebook.path(), target(notebook.path()), out);
        double seconds = (System.nanoTime() - start) / 1e9;
        NotebookFile executed = NotebookFile.read(target(notebook.path()));
        Optional<NotebookFile.CodeCell> stop =
                executed.codeCells().stream().filter(cell -> !cell.passed()).findFirst();
        if (stop.map(cell -> !cell.wasRun()).orElse(status != 0)) {
            noteEnd(executed, stop, status, out);
        }
        boolean whole = status == 0 && stop.isEmpty();
        String where = stop.map(cell -> " in code cell " + cell.number() + " of "
                        + executed.codeCells().size())
                .orElse("");
        out.printf(
                Locale.ROOT,
                "%n%s: %s%s after %.0f s; with its outputs: %s%n",
                notebook.path(),
                whole ? "done" : "FAILED",
                where,
                seconds,
                executed.path());
        if (output != null) {
            Pictures.write(executed).forEach(picture -> out.println("  " + picture));
        }
        return whole && isSame(notebook, executed, out);
    }

    /** Says, in the notebook too, where a process ended that could not say so itself. */
    private static void noteEnd(
            NotebookFile executed, Optional<NotebookFile.CodeCell> stop, int status, PrintStream out) {
        String message = "the process ended with status " + status
                + (status == KILLED ? ": it was killed, perhaps because the machine's memory was full" : "");
        stop.ifPresent(cell -> {
            CellOutputs outputs = new CellOutputs();
            outputs.error("ProcessEnded", message, List.of(message));
            cell.set(outputs.json(), cell.number());
            executed.write(executed.path());
        });
        String where = stop.map(cell -> "code cell " + cell.number()).orElse("after the last cell");
        out.println(executed.path().getFileName() + ", " + where + ", failed:\n    " + message);
    }

    private boolean isSame(NotebookFile committed, NotebookFile executed, PrintStream out) {
        if (comparison == null) {
            return true;
        }
        List<Comparison.Difference> differences = comparison.differences(committed, executed);
        differences.forEach(out::println);
        out.println(
                switch (differences.size()) {
                    case 0 -> "the outputs are the same as before";
                    case 1 -> "1 difference";
                    default -> differences.size() + " differences";
                });
        return differences.isEmpty();
    }

    private void prepare(List<NotebookFile> notebooks) {
        Map<Path, Path> sources = new HashMap<>();
        for (NotebookFile notebook : notebooks) {
            Path target = target(notebook.path());
            Path other = sources.put(target, notebook.path());
            if (other != null) {
                throw new IllegalArgumentException(other + " and " + notebook.path() + " would both be written to "
                        + target + ": run them one by one, each with an --output of its own, or in place");
            }
            prepare(target);
        }
    }

    private Path target(Path notebook) {
        return output == null ? notebook : output.resolve(notebook.getFileName());
    }

    private static void prepare(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no folder " + folder + " can be made (" + e + "): give another one by --output", e);
        }
        boolean writable = !Files.exists(target) || (Files.isRegularFile(target) && Files.isWritable(target));
        if (!Files.isWritable(folder) || !writable) {
            throw new UncheckedIOException(
                    target + " cannot be written: give another folder by --output",
                    new AccessDeniedException(target.toString()));
        }
    }

    private static Set<Path> notebooks(List<Path> places) {
        Set<Path> all = new LinkedHashSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                List<Path> found = in(place);
                if (found.isEmpty()) {
                    throw new IllegalArgumentException(
                            "the folder " + place + " has no notebooks, expected files that end in .ipynb");
                }
                all.addAll(found);
            } else {
                all.add(place.normalize());
            }
        }
        return all;
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb") && Files.isRegularFile(file))
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
