package dev.rondo.cli;

import dev.rondo.train.TrainingDiverged;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Tells errors of the user's making, which get a message, from those of the program, which get a stack trace too. */
final class Errors {
    private Errors() {}

    /** Reports arguments that do not fit together. */
    static int wrongUse(ParameterException error) {
        CommandLine line = error.getCommandLine();
        String message = String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println("rondo: " + message + "; see '" + command + " --help'");
        return ExitCode.USAGE;
    }

    /**
     * Reports what went wrong in a command.
     *
     * @throws Exception the error itself where it is the program's: picocli shows its trace and ends with 1
     */
    static int failed(Exception error, CommandLine line, boolean stacktrace) throws Exception {
        boolean ofUser = error instanceof IllegalArgumentException
                || error instanceof UncheckedIOException
                || error instanceof TrainingDiverged;
        if (!ofUser || error.getMessage() == null) {
            throw error;
        }
        line.getErr().println("rondo: " + error.getMessage());
        if (stacktrace) {
            error.printStackTrace(line.getErr());
        }
        return ExitCode.USAGE;
    }
}
