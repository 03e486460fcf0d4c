package dev.rondo.notebook;

import java.io.Serial;
import java.util.List;

/**
 * A cell that did not compile, threw, or was stopped, in words for its author.
 */
final class CellFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int line;

    @SuppressWarnings("serial") // a List.copyOf, which is serializable
    private final List<String> trace;

    /**
     * Tells of a failure.
     *
     * @param name the kind of error, such as the simple name of the exception
     * @param message what went wrong
     * @param line the line of the cell where, from 1; 0 where it has none
     * @param trace all there is to say, line by line
     */
    CellFailure(String name, String message, int line, List<String> trace) {
        super(message);
        this.name = name;
        this.line = line;
        this.trace = List.copyOf(trace);
    }

    String name() {
        return name;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    int line() {
        return line;
    }

    List<String> trace() {
        return trace;
    }
}
