package dev.rondo.notebook;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The process in which a notebook runs: it has no input, and ends when this one does. */
final class NotebookProcess {
    private NotebookProcess() {}

    /**
     * Runs a notebook where Jupyter would run it, in its own folder.
     *
     * @param out where the process tells how it goes
     * @return the status with which it ended
     */
    @SuppressWarnings("SystemConsoleNull") // the project runs its JVMs so that a console is a terminal on any JDK
    static int run(Path notebook, Path target, PrintStream out) {
        Path path = notebook.toAbsolutePath();
        List<String> command = new ArrayList<>(Toolkit.running().command(List.of()));
        command.addAll(List.of(
                NotebookRun.class.getName(),
                path.toString(),
                target.toAbsolutePath().toString(),
                String.valueOf(out == System.out && System.console() != null)));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Objects.requireNonNull(path.getParent()).toFile())
                    .redirectErrorStream(true)
                    .start();
            return await(process, path, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static int await(Process process, Path notebook, PrintStream out) {
        Thread telling = new Thread(() -> tell(process, out), "rondo-narration");
        telling.setDaemon(true);
        telling.start();
        try {
            int status = process.waitFor();
            telling.join();
            return status;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run of " + notebook + " was interrupted: run it again", e);
        }
    }

    private static void tell(Process process, PrintStream out) {
        char[] text = new char[1 << 13];
        try (Reader told = process.inputReader(StandardCharsets.UTF_8)) {
            for (int length = told.read(text); length >= 0; length = told.read(text)) {
                out.print(String.valueOf(text, 0, length));
                out.flush();
            }
        } catch (IOException e) {
            out.println("what the process tells could not be read: " + e.getMessage());
        }
    }
}
