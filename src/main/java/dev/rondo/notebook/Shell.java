package dev.rondo.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;

/** The JDK's own shell with the toolkit in it. */
public final class Shell {
    private Shell() {}

    /**
     * Opens the shell and returns when it is left.
     *
     * @param arguments further arguments, as {@code jshell} takes them
     * @return the shell's status
     */
    public static int open(List<String> arguments) {
        Path startup = null;
        try {
            startup = Files.createTempFile("rondo", ".jsh");
            Files.write(startup, Imports.WITHOUT_NOTEBOOK);
            List<String> all = new ArrayList<>(List.of(
                    "--class-path", Toolkit.running().path(),
                    "--execution", LiveControlProvider.NAME,
                    "--startup", startup.toString()));
            all.addAll(arguments);
            return JavaShellToolBuilder.builder().start(all.toArray(new String[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("the shell's imports could not be written: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the shell ended with " + e, e);
        } finally {
            if (startup != null) {
                startup.toFile().delete();
            }
        }
    }
}
