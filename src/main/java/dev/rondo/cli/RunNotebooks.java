package dev.rondo.cli;

import dev.rondo.notebook.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs notebooks without Jupyter. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Runs notebooks, each in a process of its own, and writes them with their outputs.",
        customSynopsis = "rondo run NOTEBOOK|FOLDER... [OPTION]...",
        description = "The exit code is 1 where a cell failed or an output differs.%n")
final class RunNotebooks implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "NOTEBOOK", description = "Notebooks, or folders of notebooks.")
    private List<Path> notebooks = List.of();

    @ArgGroup
    private Place place = new Place();

    @ArgGroup(exclusive = false)
    private @Nullable Check check;

    /** Where the executed notebooks go. */
    private static final class Place {
        @Option(
                names = "--output",
                paramLabel = "FOLDER",
                description = "Where to write the executed notebooks and their pictures (default: target/notebooks).")
        private Optional<Path> output = Optional.empty();

        @Option(names = "--in-place", description = "Write each notebook in its place instead.")
        private boolean inPlace;
    }

    /** Whether and how outputs are compared. */
    private static final class Check {
        @Option(
                names = "--check",
                required = true,
                description = "Compare the outputs with those the notebook came with: numbers within the tolerance,"
                        + " pictures by their presence.")
        private boolean check;

        @Option(
                names = "--tolerance",
                paramLabel = "X",
                defaultValue = "0.001",
                description = "How far numbers may be apart, as a share of the larger (default: ${DEFAULT-VALUE}).")
        private double tolerance;
    }

    @Override
    public Integer call() {
        Runner runner =
                place.inPlace ? Runner.inPlace() : Runner.into(place.output.orElse(Path.of("target", "notebooks")));
        int failed = (check != null && check.check ? runner.check(check.tolerance) : runner).run(notebooks, System.out);
        return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
