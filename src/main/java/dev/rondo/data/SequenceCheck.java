package dev.rondo.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what came as sequences and targets, or says why not.
 *
 * @param name what messages call the sequences
 */
record SequenceCheck(String name) {

    /**
     * Numbers the labels (sequences)(1 or time), null where a step does not count, by their place among the classes.
     */
    Targets.Labels labels(List<String> classes, @Nullable String[][] labels, boolean perStep) {
        Map<String, Integer> places = new HashMap<>();
        for (String label : classes) {
            if (places.put(label, places.size()) != null) {
                throw new IllegalArgumentException("label '" + label + "' came twice among the classes of '" + name
                        + "', expected each once: " + classes);
            }
        }
        int[][] ids = new int[labels.length][];
        for (int s = 0; s < ids.length; s++) {
            ids[s] = new int[labels[s].length];
            for (int t = 0; t < ids[s].length; t++) {
                ids[s][t] = place(labels[s][t], places, classes);
            }
        }
        return new Targets.Labels(classes, ids, perStep);
    }

    private int place(@Nullable String label, Map<String, Integer> places, List<String> classes) {
        if (label == null) {
            return -1;
        }
        Integer place = places.get(label);
        if (place == null) {
            throw new IllegalArgumentException("label '" + label + "' of '" + name + "' is not among the classes "
                    + classes + ": name all of them, or leave classes(...) out");
        }
        return place;
    }

    /** Returns the labels that occur, sorted. */
    List<String> classes(@Nullable String[][] labels) {
        return Arrays.stream(labels)
                .flatMap(Stream::of)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    Targets.Numbers numbers(float[][][] y, boolean perStep) {
        return new Targets.Numbers(y, y.length == 0 || y[0].length == 0 ? 0 : y[0][0].length, perStep);
    }

    /**
     * Checks that sequences and targets go together.
     *
     * @throws IllegalArgumentException if there are none, a sequence has no steps, sizes do not match, or what should
     *     be a number is none
     */
    void fits(float[][][] x, Targets targets) {
        if (x.length == 0) {
            throw new IllegalArgumentException("'" + name + "' has no sequences: give at least one");
        }
        if (targets.size() != x.length) {
            throw new IllegalArgumentException("'" + name + "' has " + x.length + " sequences but targets for "
                    + targets.size() + ": expected one for each");
        }
        for (int s = 0; s < x.length; s++) {
            sequence(s, x[s], x[0]);
            target(s, x[s].length, targets);
        }
    }

    private void sequence(int place, float[][] sequence, float[][] first) {
        if (sequence.length == 0) {
            throw new IllegalArgumentException(
                    "sequence " + place + " of '" + name + "' has no steps: leave it out, or give it at least one");
        }
        for (float[] step : sequence) {
            if (step.length != first[0].length || step.length == 0) {
                throw new IllegalArgumentException("a step of sequence " + place + " of '" + name + "' has "
                        + step.length + " features, expected "
                        + (first[0].length == 0 ? "at least 1" : first[0].length + " as in the first step of all"));
            }
            for (float value : step) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("sequence " + place + " of '" + name + "' holds " + value
                            + ", expected numbers: fill what is missing, or leave the sequence out");
                }
            }
        }
    }

    private void target(int place, int time, Targets targets) {
        if (targets.perStep() && targets.length(place) != time) {
            throw new IllegalArgumentException("sequence " + place + " of '" + name + "' has " + time
                    + " steps but targets for " + targets.length(place) + ": expected one for each step");
        }
        if (targets instanceof Targets.Numbers numbers) {
            for (float[] values : numbers.values()[place]) {
                numbers(place, values, numbers);
            }
        }
        if (!targets.perStep() && !targets.counts(place, 0)) {
            throw new IllegalArgumentException("sequence " + place + " of '" + name + "' has no target: leave it out");
        }
    }

    private void numbers(int place, float[] values, Targets.Numbers all) {
        if (values.length != all.outputs() || values.length == 0) {
            throw new IllegalArgumentException("sequence " + place + " of '" + name + "' is to give " + values.length
                    + " numbers, expected "
                    + (all.outputs() == 0 ? "at least 1" : all.outputs() + " as in the first of all"));
        }
        int missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
            if (Float.isInfinite(value)) {
                throw new IllegalArgumentException("sequence " + place + " of '" + name + "' is to give " + value
                        + ", expected a number, or NaN where a step does not count");
            }
        }
        if (missing > 0 && missing < values.length) {
            throw new IllegalArgumentException("sequence " + place + " of '" + name + "' is to give "
                    + Arrays.toString(values) + ": a step counts with all of its numbers or, all NaN, not at all");
        }
    }
}
