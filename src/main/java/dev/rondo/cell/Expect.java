package dev.rondo.cell;

import java.util.Arrays;
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

    /** Checks the scores of a sentence: at least one step, each with a number for each tag. */
    static void scores(float[][] came, int tags) {
        if (came.length == 0) {
            throw new IllegalArgumentException("there are scores for 0 steps, expected at least 1");
        }
        widths("scores", came, tags);
    }

    /** Checks the scores of a sentence as {@link #scores}, and that each is a number. */
    static void finiteScores(float[][] came, int tags) {
        scores(came, tags);
        for (int t = 0; t < came.length; t++) {
            for (int k = 0; k < tags; k++) {
                finiteScore(came[t][k], t, k);
            }
        }
    }

    /** Checks one score. */
    static void finiteScore(float came, int step, int tag) {
        if (!Float.isFinite(came)) {
            throw new IllegalArgumentException(
                    "scores[" + step + "][" + tag + "] is " + came
                            + ", expected a finite number: where training has diverged, lower its rate; to forbid a tag, use constraints");
        }
    }

    /** Checks the tags of a sentence. */
    static void tags(String what, int[] came, int tags) {
        for (int t = 0; t < came.length; t++) {
            if (came[t] < 0 || came[t] >= tags) {
                throw new IllegalArgumentException(
                        what + " has tag " + came[t] + " at step " + t + ", expected 0 to " + (tags - 1));
            }
        }
    }

    /** Checks a batch of scores, (batch, steps, tags), against its tags; returns how long the longest sentence is. */
    static int batch(Tensor scores, int[][] gold, int tags) {
        long[] shape = scores.shape();
        if (shape.length != 3 || shape[0] != gold.length || shape[2] != tags) {
            throw new IllegalArgumentException("scores have shape " + Arrays.toString(shape)
                    + ", expected (batch, steps, tags) with " + gold.length + " sentences of " + tags + " tags");
        }
        int longest = 0;
        for (int k = 0; k < gold.length; k++) {
            if (gold[k].length < 1 || gold[k].length > shape[1]) {
                throw new IllegalArgumentException("sentence " + k + " has " + gold[k].length + " tags, expected 1 to "
                        + shape[1] + ", the steps there are scores for");
            }
            tags("sentence " + k, gold[k], tags);
            longest = Math.max(longest, gold[k].length);
        }
        return longest;
    }
}
