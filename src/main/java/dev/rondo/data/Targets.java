package dev.rondo.data;

import java.util.Arrays;
import java.util.List;

/**
 * What a model is to say of each sequence: a label or numbers, once for the whole of it or at each of its steps.
 *
 * <p>Where the targets are for the whole sequence, the second axis has the length 1.
 */
public sealed interface Targets {

    /**
     * Returns how many sequences there are targets for.
     *
     * @return the count
     */
    int size();

    /**
     * Returns whether each step has a target of its own.
     *
     * @return false if there is one for each sequence
     */
    boolean perStep();

    /**
     * Labels out of a closed set.
     *
     * @param classes the labels that there are, in the order of the scores
     * @param ids the place of each label among the classes, (sequences)(1 or time); below 0 where a step does not count
     * @param perStep whether each step has a label of its own
     */
    record Labels(List<String> classes, int[][] ids, boolean perStep) implements Targets {
        @Override
        public int size() {
            return ids.length;
        }
    }

    /**
     * Numbers.
     *
     * @param values the numbers, (sequences)(1 or time)(outputs); NaN where a step does not count
     * @param outputs how many numbers there are at a time
     * @param perStep whether each step has numbers of its own
     */
    record Numbers(float[][][] values, int outputs, boolean perStep) implements Targets {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Numbers the labels (sequences)(1 or time), null where a step does not count, by their place among the classes. */
    static Labels labels(List<String> classes, String[][] labels, boolean perStep) {
        int[][] ids = new int[labels.length][];
        for (int s = 0; s < labels.length; s++) {
            ids[s] = Arrays.stream(labels[s])
                    .mapToInt(label -> label == null ? -1 : place(classes, label))
                    .toArray();
        }
        return new Labels(List.copyOf(classes), ids, perStep);
    }

    private static int place(List<String> classes, String label) {
        int place = classes.indexOf(label);
        if (place < 0) {
            throw new IllegalArgumentException("label '" + label + "' is not among the classes " + classes
                    + ": name all of them, or leave classes(...) out");
        }
        return place;
    }
}
