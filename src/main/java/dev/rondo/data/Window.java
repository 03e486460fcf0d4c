package dev.rondo.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A target that counts, and where the reader stands when it is to be told.
 *
 * @param sequence the place of the sequence, from 0
 * @param target the place among its targets, from 0
 * @param last the step that has just been read, from 0
 */
record Window(int sequence, int target, int last) {

    /** Finds every target that counts, in order; one for a whole sequence is told after its last step. */
    static List<Window> of(float[][][] x, Targets targets) {
        List<Window> all = new ArrayList<>();
        for (int s = 0; s < x.length; s++) {
            for (int k = 0; k < targets.length(s); k++) {
                if (targets.counts(s, k)) {
                    all.add(new Window(s, k, targets.perStep() ? k : x[s].length - 1));
                }
            }
        }
        return all;
    }

    /** Lays the steps up to the last one side by side, the oldest first, zeros before the sequence began: one step. */
    float[][] cut(float[][] x, int steps) {
        int features = x[0].length;
        float[] cut = new float[steps * features];
        for (int k = Math.max(0, steps - 1 - last); k < steps; k++) {
            System.arraycopy(x[last - (steps - 1) + k], 0, cut, k * features, features);
        }
        return new float[][] {cut};
    }

    /** Takes the targets of the windows, one for each. */
    static Targets targets(List<Window> windows, Targets all) {
        if (all instanceof Targets.Labels labels) {
            int[][] ids = windows.stream()
                    .map(w -> new int[] {labels.ids()[w.sequence][w.target]})
                    .toArray(int[][]::new);
            return new Targets.Labels(labels.classes(), ids, false);
        }
        Targets.Numbers numbers = (Targets.Numbers) all;
        float[][][] values = windows.stream()
                .map(w -> new float[][] {numbers.values()[w.sequence][w.target]})
                .toArray(float[][][]::new);
        return new Targets.Numbers(values, numbers.outputs(), false);
    }
}
