package dev.rondo.cli;

import dev.rondo.data.Text;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Fit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a language model of characters on a text. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Trains a model on a text and saves it, with its learning curve.",
        customSynopsis = "rondo train (FILE | --dataset=NAME) [OPTION]...",
        description = "Ctrl-C ends the training early; what was learned so far is saved.%n")
final class Train implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The text, a file in UTF-8.")
    private @Nullable Path file;

    @Mixin
    private Source source = new Source();

    @Mixin
    private RnnOptions rnn = new RnnOptions();

    @Option(
            names = "--embedding",
            paramLabel = "N",
            description =
                    "Length of the learned vector of a character; 0 for one-hot input (default: ${DEFAULT-VALUE}).")
    private int embedding;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of initial weights, dropout and sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private FitOptions fit = new FitOptions();

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Characters to write before the training and five times in its course; 0 for none"
                    + " (default: ${DEFAULT-VALUE}).")
    private int sample = 200;

    @Option(
            names = "--model",
            paramLabel = "OUT",
            description = "Where to save the model (default: the text's name with .rondo, in the working directory).")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--chart",
            paramLabel = "PNG",
            description = "Where to save the learning curve (default: beside the model, with .png).")
    private Optional<Path> chart = Optional.empty();

    @Override
    public void run() {
        Fit wanted = fit.fit();
        Text text = source.text(file);
        PrintWriter out = spec.commandLine().getOut();
        try (LanguageModel learner =
                LanguageModel.of(rnn.rnn(), text).embedding(embedding).seed(seed)) {
            new Training(learner, text, model(), chart(), out).run(wanted, "", sample);
        }
    }

    private Path model() {
        return model.orElseGet(() -> Path.of(source.name(file) + ".rondo"));
    }

    private Path chart() {
        String name = model().getFileName().toString().replaceFirst("\\.rondo$", "");
        return chart.orElseGet(() -> model().resolveSibling(name + ".png"));
    }
}
