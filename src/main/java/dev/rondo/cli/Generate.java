package dev.rondo.cli;

import dev.rondo.task.LanguageModel;
import dev.rondo.task.Sampling;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes on with a trained model. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Writes on from a beginning with a trained model.",
        customSynopsis = "rondo generate MODEL [OPTION]...",
        description = "The same command on the same model gives the same text.%n")
final class Generate implements Runnable {
    private static final Sampling DEFAULT = Sampling.random();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MODEL", description = "A file that 'rondo train' saved.")
    private Path model = Path.of("");

    @Option(
            names = "--prime",
            paramLabel = "TEXT",
            description = "What the model reads first and the text begins with; \\n stands for a line's end"
                    + " (default: nothing).")
    private String prime = "";

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "How many characters to add (default: ${DEFAULT-VALUE}).")
    private int length = 500;

    @ArgGroup
    private Boldness boldness = new Boldness();

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "Choose from the N most probable characters; 0 for all (default: ${DEFAULT-VALUE}).")
    private int topK = DEFAULT.topK();

    @Option(
            names = "--top-p",
            paramLabel = "SHARE",
            description = "Choose from the fewest characters that together have this probability, above 0 up to 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double topP = DEFAULT.topP();

    /** A temperature, or none. */
    private static final class Boldness {
        @Option(
                names = "--temperature",
                paramLabel = "X",
                description = "What the scores are divided by: below 1 bolder, above 1 wilder"
                        + " (default: ${DEFAULT-VALUE}).")
        private double temperature = DEFAULT.temperature();

        @Option(names = "--greedy", description = "Take the most probable character each time.")
        private boolean greedy;
    }

    @Override
    public void run() {
        try (LanguageModel loaded = LanguageModel.load(model)) {
            spec.commandLine().getOut().println(loaded.generate(prime.replace("\\n", "\n"), length, sampling()));
        }
    }

    Sampling sampling() {
        Sampling chosen = boldness.greedy ? Sampling.greedy() : DEFAULT.temperature(boldness.temperature);
        return chosen.topK(topK).topP(topP);
    }
}
