package dev.rondo.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The fewest edits that make what was predicted out of what is actual, and which they are: V. I. Levenshtein, <i>Binary
 * codes capable of correcting deletions, insertions and reversals</i>, 1966; by the dynamic programming of R. A. Wagner
 * and M. J. Fischer, <i>The String-to-String Correction Problem</i>, Journal of the ACM 21(1), 1974.
 *
 * <p>Of the ways with as few edits the one with the most hits counts, so the four counts are unambiguous: "ab" becomes
 * "ba" by an insertion and a deletion around a hit, not by two substitutions. Where several still remain, hits and
 * substitutions come as late as they can.
 *
 * <pre>{@code
 * EditDistance distance = EditDistance.of("kitten", "sitting");
 * System.out.println(distance); // 3 edits: 2 substitutions, 1 insertion, 0 deletions; 4 hits
 * }</pre>
 *
 * @param alignment hits and edits from left to right
 */
public record EditDistance(List<Step> alignment) {
    private static final int BOTH = 0;
    private static final int EXTRA = 1;
    private static final int MISSING = 2;

    /**
     * Copies.
     *
     * @param alignment hits and edits from left to right
     */
    public EditDistance {
        alignment = List.copyOf(alignment);
    }

    /** What becomes of a symbol. */
    public enum Edit {
        /** It is there in both. */
        HIT,
        /** Another was predicted. */
        SUBSTITUTION,
        /** One was predicted that is not there. */
        INSERTION,
        /** One that is there was not predicted. */
        DELETION
    }

    /**
     * A hit or an edit.
     *
     * @param edit which
     * @param actual the place of the actual symbol; of an insertion the place before which it stands
     * @param predicted the place of the predicted symbol; of a deletion the place before which it is missing
     */
    public record Step(Edit edit, int actual, int predicted) {}

    /**
     * Compares numbers.
     *
     * @param actual what is right
     * @param predicted what was predicted
     * @return the distance
     */
    public static EditDistance of(int[] actual, int[] predicted) {
        return of(
                Arrays.stream(actual).boxed().toList(),
                Arrays.stream(predicted).boxed().toList());
    }

    /**
     * Compares texts character by character, those of Unicode.
     *
     * @param actual what is right
     * @param predicted what was predicted
     * @return the distance
     */
    public static EditDistance of(String actual, String predicted) {
        return of(actual.codePoints().toArray(), predicted.codePoints().toArray());
    }

    /**
     * Compares symbols of any kind by {@code equals}. Time and memory grow with the product of the lengths, by a byte
     * each.
     *
     * @param actual what is right
     * @param predicted what was predicted
     * @return the distance
     */
    public static EditDistance of(List<?> actual, List<?> predicted) {
        List<Object> left = List.copyOf(actual);
        List<Object> right = List.copyOf(predicted);
        long edit = Math.min(left.size(), right.size()) + 1L; // dearer than any number of hits is worth
        byte[][] ways = new byte[left.size() + 1][right.size() + 1];
        long[] row = new long[right.size() + 1];
        for (int j = 1; j < row.length; j++) {
            row[j] = j * edit;
            ways[0][j] = EXTRA;
        }
        for (int i = 1; i < ways.length; i++) {
            Object symbol = left.get(i - 1);
            advance(row, ways[i], edit, j -> symbol.equals(right.get(j)));
        }
        return new EditDistance(follow(ways, left, right));
    }

    /** Takes one actual symbol more: the cost of each length predicted, and by which way it is the lowest. */
    /** Counts the edits alone, row by row: in the memory of one row, and some times as fast. */
    static int fewest(List<?> a, List<?> b) {
        int[] row = new int[b.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.size()];
    }

    private static void advance(long[] row, byte[] ways, long edit, IntPredicate same) {
        long before = row[0]; // cost of one symbol less on both sides
        row[0] += edit;
        ways[0] = MISSING;
        for (int j = 1; j < row.length; j++) {
            long both = before + (same.test(j - 1) ? -1 : edit);
            long missing = row[j] + edit;
            long extra = row[j - 1] + edit;
            before = row[j];
            row[j] = Math.min(both, Math.min(missing, extra));
            ways[j] = (byte) (row[j] == both ? BOTH : row[j] == missing ? MISSING : EXTRA);
        }
    }

    private static List<Step> follow(byte[][] ways, List<Object> actual, List<Object> predicted) {
        List<Step> steps = new ArrayList<>();
        int i = actual.size();
        int j = predicted.size();
        while (i > 0 || j > 0) {
            int way = ways[i][j];
            i -= way == EXTRA ? 0 : 1;
            j -= way == MISSING ? 0 : 1;
            Edit edit = way == EXTRA
                    ? Edit.INSERTION
                    : way == MISSING
                            ? Edit.DELETION
                            : actual.get(i).equals(predicted.get(j)) ? Edit.HIT : Edit.SUBSTITUTION;
            steps.add(new Step(edit, i, j));
        }
        Collections.reverse(steps);
        return steps;
    }

    /**
     * Returns the distance.
     *
     * @return substitutions, insertions and deletions together
     */
    public int edits() {
        return alignment.size() - hits();
    }

    /**
     * Returns how many symbols are there in both.
     *
     * @return the number of hits
     */
    public int hits() {
        return count(Edit.HIT);
    }

    /**
     * Returns how many symbols have another predicted in their place.
     *
     * @return the number of substitutions
     */
    public int substitutions() {
        return count(Edit.SUBSTITUTION);
    }

    /**
     * Returns how many symbols were predicted that are not there.
     *
     * @return the number of insertions
     */
    public int insertions() {
        return count(Edit.INSERTION);
    }

    /**
     * Returns how many symbols are there that were not predicted.
     *
     * @return the number of deletions
     */
    public int deletions() {
        return count(Edit.DELETION);
    }

    private int count(Edit edit) {
        return (int) alignment.stream().filter(step -> step.edit == edit).count();
    }

    @Override
    public String toString() {
        return counted(edits(), "edit") + ": " + counted(substitutions(), "substitution") + ", "
                + counted(insertions(), "insertion") + ", " + counted(deletions(), "deletion") + "; "
                + counted(hits(), "hit");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
