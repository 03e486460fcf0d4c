package dev.rondo.cli;

import dev.rondo.train.Fit;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that become a {@link Fit}. */
final class FitOptions {
    private static final Fit DEFAULT = Fit.epochs(20);

    /** The optimisers to choose from. */
    enum Method {
        ADAM,
        ADAMW,
        SGD
    }

    /** The schedules to choose from. */
    enum Course {
        CONSTANT,
        COSINE
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the training part (default: ${DEFAULT-VALUE}).")
    private int epochs = DEFAULT.epochs();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Stretches of the text read side by side (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batch();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Characters that the gradient goes back through (default: ${DEFAULT-VALUE}).")
    private int steps = DEFAULT.steps();

    @Option(names = "--rate", paramLabel = "X", description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate = DEFAULT.optimizer().rate();

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "adam, adamw (Adam with decoupled weight decay) or sgd (default: ${DEFAULT-VALUE}).")
    private Method optimizer = Method.ADAM;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description =
                    "Weight decay, from 0 (default: the optimizer's own, 0.01 for adamw and none for the others).")
    private Optional<Double> weightDecay = Optional.empty();

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Largest norm of the whole gradient, such as 5 (default: no bound).")
    private Optional<Double> clipNorm = Optional.empty();

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How the learning rate changes: constant, or cosine, which falls to 0 at the last epoch"
                    + " (default: ${DEFAULT-VALUE}).")
    private Course schedule = Course.CONSTANT;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop where the validation loss has not fallen for N epochs, and keep the best weights;"
                    + " 0 for never (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.watch().patience();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Save the state of the training here each minute; if the file is there already, go on from"
                    + " it (default: none).")
    private Optional<Path> checkpoint = Optional.empty();

    Fit fit() {
        Fit fit = Fit.epochs(epochs).batch(batch).steps(steps).patience(patience);
        fit = switch (optimizer) {
            case ADAM -> fit.adam(rate);
            case ADAMW -> fit.adamW(rate);
            case SGD -> fit.sgd(rate);
        };
        fit = weightDecay.map(fit::weightDecay).orElse(fit);
        fit = clipNorm.map(fit::clipNorm).orElse(fit);
        fit = checkpoint.map(fit::checkpoint).orElse(fit);
        return switch (schedule) {
            case CONSTANT -> fit;
            case COSINE -> fit.cosine();
        };
    }
}
