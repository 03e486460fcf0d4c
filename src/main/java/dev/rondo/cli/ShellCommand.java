package dev.rondo.cli;

import dev.rondo.notebook.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the JDK's shell. */
@Command(
        name = "jshell",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Opens the JDK's shell with the toolkit and its imports loaded.",
        description = "Charts are written as PNG; Ctrl-C ends a running fit and keeps the model.%n")
final class ShellCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Scripts to run first; '-' reads the input.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        return Shell.open(arguments);
    }
}
