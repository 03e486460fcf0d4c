package dev.rondo.cli;

import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.metric.CrossEntropy;
import dev.rondo.task.LanguageModel;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a trained model on a text. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Measures how well a trained model predicts a text.",
        customSynopsis = "rondo evaluate MODEL (FILE | --dataset=NAME) [OPTION]...",
        description = "It prints the mean cross entropy per character in nats and in bits, and the perplexity: lower is"
                + " better.%n")
final class Evaluate implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that 'rondo train' saved.")
    private Path model = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The text, a file in UTF-8.")
    private @Nullable Path file;

    @Mixin
    private Source source = new Source();

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "What to measure on: train, validation, test or all (default: ${DEFAULT-VALUE}).")
    private Part part = Part.ALL;

    @Override
    public void run() {
        Text text = source.text(file);
        try (LanguageModel loaded = LanguageModel.load(model)) {
            CrossEntropy loss = loaded.evaluate(text, part);
            spec.commandLine()
                    .getOut()
                    .println(
                            text.name() + ", " + part.name().toLowerCase(Locale.ROOT) + ": " + loss + " per character");
        }
    }
}
