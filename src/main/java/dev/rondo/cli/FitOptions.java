package dev.rondo.cli;

import dev.rondo.train.Fit;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that become a {@link Fit}. */
final class FitOptions {
    private static final Fit DEFAULT = Fit.epochs(20);

    /** The optimisers to choose from. */
    enum Method {
        ADAM,
        ADAMW,
        SGD,
        NESTEROV,
        RMSPROP,
        ADAGRAD,
        ADADELTA;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** The schedules to choose from. */
    enum Course {
        CONSTANT,
        COSINE,
        ONE_CYCLE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** Returns the name as it is written on the command line. */
    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
            description = "adam, adamw (Adam with decoupled weight decay), sgd, nesterov (sgd that looks ahead, with a"
                    + " momentum of 0.9), rmsprop, adagrad (which wants a rate of about 0.01) or adadelta (of about 1)"
                    + " (default: ${DEFAULT-VALUE}).")
    private Method optimizer = Method.ADAM;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "Momentum of sgd, nesterov or rmsprop, such as 0.9 (default: the optimizer's own).")
    private Optional<Double> momentum = Optional.empty();

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
            description = "How the learning rate changes: constant, cosine, which falls to 0 at the last epoch, or"
                    + " one-cycle, which rises to the rate at three tenths of the way and falls to nearly 0"
                    + " (default: ${DEFAULT-VALUE}).")
    private Course schedule = Course.CONSTANT;

    @Option(
            names = "--warm-up",
            paramLabel = "X",
            description = "Epochs over which the learning rate rises at first, such as 0.5 (default: none).")
    private Optional<Double> warmUp = Optional.empty();

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
            case NESTEROV -> fit.nesterov(rate, 0.9);
            case RMSPROP -> fit.rmsProp(rate);
            case ADAGRAD -> fit.adagrad(rate);
            case ADADELTA -> fit.adadelta(rate);
        };
        fit = momentum.map(fit::momentum).orElse(fit);
        fit = weightDecay.map(fit::weightDecay).orElse(fit);
        fit = clipNorm.map(fit::clipNorm).orElse(fit);
        fit = checkpoint.map(fit::checkpoint).orElse(fit);
        fit = switch (schedule) {
            case CONSTANT -> fit;
            case COSINE -> fit.cosine();
            case ONE_CYCLE -> fit.oneCycle();
        };
        return warmUp.map(fit::warmUp).orElse(fit);
    }
}
