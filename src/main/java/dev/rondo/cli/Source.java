package dev.rondo.cli;

import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a text comes from, a file or a dataset by its name, and how it is split. */
final class Source {
    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "Instead of FILE: verse (a play in verse that comes with Rondo, 70,000 characters)"
                    + " or tiny-shakespeare (1.1 million characters, fetched at the first use).")
    private @Nullable String dataset;

    @Option(
            names = "--split",
            paramLabel = "TRAIN,VALIDATION",
            converter = Split.Converter.class,
            description = "Shares of the text to train and to validate on, from its beginning; the rest is for testing"
                    + " (default: 0.9,0.1).")
    private Optional<Split> split = Optional.empty();

    Text text(@Nullable Path file) {
        if (file != null && dataset != null) {
            throw new IllegalArgumentException(
                    "two texts given, " + file + " and dataset '" + dataset + "': leave one out");
        }
        Text text = file == null ? named(dataset()) : Text.characters(file);
        return split.map(shares -> text.split(shares.train(), shares.validation()))
                .orElse(text);
    }

    private static Text named(String name) {
        return switch (name) {
            case "verse" -> Datasets.verse();
            case "tiny-shakespeare" -> Datasets.tinyShakespeare();
            default ->
                throw new IllegalArgumentException(
                        "dataset '" + name + "' is not known: use verse or tiny-shakespeare, or give a file");
        };
    }

    /** The name of the file without its ending, or of the dataset. */
    String name(@Nullable Path file) {
        return file == null ? dataset() : file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    private String dataset() {
        if (dataset == null) {
            throw new IllegalArgumentException("no text given: name a file, or a dataset such as --dataset verse");
        }
        return dataset;
    }
}
