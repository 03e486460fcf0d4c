package dev.rondo.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model is to say of each sequence: a label or numbers, once for the whole of it or at each of its steps.
 *
 * <p>Where the targets are for the whole sequence, the second axis has the length 1. Arrays are shared, not copied.
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
     * Returns how many targets a sequence has, whether they count or not.
     *
     * @param sequence the place of the sequence, from 0
     * @return 1, or the number of its steps
     */
    int length(int sequence);

    /**
     * Returns whether a target counts.
     *
     * @param sequence the place of the sequence, from 0
     * @param step the place among its targets, from 0
     * @return false where the step does not count
     */
    boolean counts(int sequence, int step);

    /**
     * Returns how many targets of a sequence count.
     *
     * @param sequence the place of the sequence, from 0
     * @return from 0 to {@link #length}
     */
    default int counted(int sequence) {
        return (int) IntStream.range(0, length(sequence))
                .filter(step -> counts(sequence, step))
                .count();
    }

    /**
     * Labels out of a closed set.
     *
     * @param classes the labels that there are, in the order of the scores
     * @param ids the place of each label among the classes, (sequences)(1 or time); below 0 where a step does not count
     * @param perStep whether each step has a label of its own
     */
    record Labels(List<String> classes, int[][] ids, boolean perStep) implements Targets {
        /** {@inheritDoc} */
        public Labels {
            classes = List.copyOf(classes);
        }

        @Override
        public int size() {
            return ids.length;
        }

        @Override
        public int length(int sequence) {
            return ids[sequence].length;
        }

        @Override
        public boolean counts(int sequence, int step) {
            return ids[sequence][step] >= 0;
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

        @Override
        public int length(int sequence) {
            return values[sequence].length;
        }

        @Override
        public boolean counts(int sequence, int step) {
            return !Float.isNaN(values[sequence][step][0]);
        }
    }
}
