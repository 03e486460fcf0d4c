package dev.rondo.cell;

import java.util.List;

/** Looks at what comes in, and says what was expected where it does not fit. */
final class Expect {
    private Expect() {}

    /** Checks how many numbers came. */
    static void length(String what, float[] came, int expected) {
        if (came.length != expected) {
            throw new IllegalArgumentException(what + " has " + came.length + " numbers, expected " + expected);
        }
    }

    /** Checks a state, or the gradient of one, against the lengths of a cell's own. */
    static void state(String what, State came, int hidden, int memory) {
        if (came.h().length != hidden || came.c().length != memory) {
            throw new IllegalArgumentException(what + " has h of " + came.h().length + " and c of " + came.c().length
                    + " numbers, expected " + hidden + " and " + memory + ": zero() returns one that fits");
        }
    }

    /** Checks that there is one state for each layer and direction. */
    static void states(String what, List<State> came, int layers, int directions) {
        if (came.size() != layers * directions) {
            throw new IllegalArgumentException(what + " has " + came.size() + " states, expected "
                    + layers * directions + " (" + layers + " layers x " + directions
                    + " directions): zero() returns a list that fits");
        }
    }

    /** Checks a sequence: how many numbers each step has. */
    static void widths(String what, float[][] came, int expected) {
        for (int t = 0; t < came.length; t++) {
            if (came[t].length != expected) {
                throw new IllegalArgumentException(
                        what + "[" + t + "] has " + came[t].length + " numbers, expected " + expected);
            }
        }
    }

    /** Checks that a step is of the kind of cell that is asked to go back over it. */
    static <S extends Cell.Step> S step(Class<S> own, Cell.Step came) {
        if (!own.isInstance(came)) {
            throw new IllegalArgumentException("the step was run by a "
                    + came.getClass().getNestHost().getSimpleName() + ", but a "
                    + own.getNestHost().getSimpleName() + " is to go back over it: use the cell that ran it");
        }
        return own.cast(came);
    }
}
