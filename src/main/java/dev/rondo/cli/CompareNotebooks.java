package dev.rondo.cli;

import dev.rondo.notebook.Comparison;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the outputs of a notebook that was run twice. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Compares the outputs of two runs of a notebook.",
        description = "The exit code is 1 where they differ. Cells tagged no-check or timing are left out.%n")
final class CompareNotebooks implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXPECTED", description = "The notebook as it should be.")
    private Path expected = Path.of("");

    @Parameters(index = "1", paramLabel = "FOUND", description = "The notebook as it is.")
    private Path found = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "How far numbers may be apart, as a share of the larger (default: ${DEFAULT-VALUE}).")
    private double tolerance = 1e-3;

    @Override
    public Integer call() {
        return new Comparison(tolerance).report(expected, found, System.out) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
