package dev.rondo.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code rondo}: trains, runs and measures character language models. Without arguments it shows what it can
 * do, in about a minute and a half.
 */
@Command(
        name = "rondo",
        subcommands = {Train.class, Generate.class, Evaluate.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = {"rondo", "rondo train | generate | evaluate ..."},
        header = "Recurrent language models of characters.",
        description = "Without a command it gives a demonstration, about a minute and a half long.%n",
        footer = "%n'rondo train --help' and the like say more. The exit code is 2 where something given was wrong.")
public final class Main implements Runnable {
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
    public void run() {
        new Demonstration(Path.of("target", "rondo"), spec.commandLine().getOut()).run(Demonstration.FIT);
    }
}
