package dev.rondo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code rondo}: runs notebooks, brings the toolkit into Jupyter and JShell, trains, runs and measures
 * character language models. Without arguments it runs the walk-through of the character model.
 */
@Command(
        name = "rondo",
        subcommands = {
            RunNotebooks.class,
            CompareNotebooks.class,
            KernelCommand.class,
            ShellCommand.class,
            Train.class,
            Generate.class,
            Evaluate.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = {"rondo", "rondo run | compare | kernel | jshell | train | generate | evaluate ..."},
        header = "Recurrent neural networks: notebooks, a kernel, a shell, and language models of characters.",
        description =
                "Without a command it runs the walk-through notebooks/character-model.ipynb: about two minutes.%n",
        footer = "%n'rondo train --help' and the like say more. The exit code is 2 where something given was wrong.")
public final class Main implements Callable<Integer> {
    private static final Path WALK_THROUGH = Path.of("notebooks", "character-model.ipynb");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "With an error, show where in the program it arose.")
    private boolean stacktrace;

    private Main() {}

    /**
     * Runs the command and ends the JVM: with 0 if all went well, 2 if something given was wrong, 1 if the program was.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Makes the command, ready to be executed once. */
    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((error, arguments) -> Errors.wrongUse(error))
                .setExecutionExceptionHandler((error, line, parsed) -> Errors.failed(error, line, main.stacktrace));
    }

    // Engines reads these properties at the first model, which no option comes after.

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "MXNet or PyTorch. Without it: PyTorch where there is a GPU or no MXNet, else MXNet.")
    void engine(String name) {
        System.setProperty("rondo.engine", name);
    }

    @Option(
            names = "--device",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "cpu, gpu, gpu1, gpu2 ... Without it: the engine's own choice.")
    void device(String name) {
        System.setProperty("rondo.device", name);
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (!Files.exists(WALK_THROUGH)) {
            throw new ParameterException(
                    line,
                    "no command given, and no " + WALK_THROUGH + " in "
                            + Path.of("").toAbsolutePath() + ": go to the project's folder, or give one of "
                            + line.getSubcommands().keySet());
        }
        int status = Objects.requireNonNull(line.getSubcommands().get("run")).execute(WALK_THROUGH.toString());
        if (status == ExitCode.OK) {
            line.getOut().println("\nNext: open the notebook in Jupyter, change it, or train on a text of your own:");
            List.of("kernel install", "jshell", "train my-own.txt --embedding 64 --dropout 0.25", "--help")
                    .forEach(next -> line.getOut().println("  mvn compile exec:exec -Drondo.args=\"" + next + "\""));
        }
        return status;
    }
}
