package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.EditDistance.Edit;
import dev.rondo.metric.EditDistance.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against published examples, and a recursion over all ways to edit. */
class EditDistanceTest {
    @Test
    void publishedExamples() {
        assertCounts("kitten", "sitting", 4, 2, 1, 0);
        assertCounts("Saturday", "Sunday", 5, 1, 0, 2);
        assertCounts("intention", "execution", 5, 3, 1, 1); // Jurafsky and Martin: distance 5
        assertCounts("flaw", "lawn", 3, 0, 1, 1);
        assertCounts("same", "same", 4, 0, 0, 0);
        assertCounts("", "abc", 0, 0, 3, 0);
        assertCounts("abc", "", 0, 0, 0, 3);
        assertCounts("", "", 0, 0, 0, 0);
        assertCounts("ab", "ba", 1, 0, 1, 1); // as many edits as two substitutions, and a hit
        assertCounts("abcde", "defgh", 0, 5, 0, 0); // two hits would cost an edit more
    }

    private static void assertCounts(String actual, String predicted, int... counts) {
        assertCounts(EditDistance.of(actual, predicted), actual + " " + predicted, counts);
    }

    private static void assertCounts(EditDistance found, String what, int... counts) {
        int[] own = {found.hits(), found.substitutions(), found.insertions(), found.deletions()};
        assertEquals(Arrays.toString(counts), Arrays.toString(own), what);
        assertEquals(counts[1] + counts[2] + counts[3], found.edits(), what);
    }

    @Test
    void theAlignmentSaysWhichEdits() {
        assertEquals(
                List.of(
                        new Step(Edit.SUBSTITUTION, 0, 0),
                        new Step(Edit.HIT, 1, 1),
                        new Step(Edit.HIT, 2, 2),
                        new Step(Edit.HIT, 3, 3),
                        new Step(Edit.SUBSTITUTION, 4, 4),
                        new Step(Edit.HIT, 5, 5),
                        new Step(Edit.INSERTION, 6, 6)),
                EditDistance.of("kitten", "sitting").alignment());
        List<Step> late = List.of(new Step(Edit.DELETION, 0, 0), new Step(Edit.HIT, 1, 0));
        assertEquals(late, EditDistance.of("aa", "a").alignment(), "of equals the later hit");
        List<Step> extra = List.of(new Step(Edit.INSERTION, 0, 0), new Step(Edit.SUBSTITUTION, 0, 1));
        assertEquals(extra, EditDistance.of(List.of(3L), List.of("x", "y")).alignment());
    }

    /** The best of all ways: fewest edits, then most hits, as {hits, substitutions, insertions, deletions}. */
    private static int[] best(int[] actual, int i, int[] predicted, int j) {
        if (i == actual.length && j == predicted.length) {
            return new int[4];
        }
        int[] best = null;
        if (i < actual.length && j < predicted.length) {
            best = plus(best(actual, i + 1, predicted, j + 1), actual[i] == predicted[j] ? 0 : 1);
        }
        if (j < predicted.length) {
            best = better(best, plus(best(actual, i, predicted, j + 1), 2));
        }
        if (i < actual.length) {
            best = better(best, plus(best(actual, i + 1, predicted, j), 3));
        }
        return best;
    }

    private static int[] plus(int[] counts, int which) {
        counts[which]++;
        return counts;
    }

    private static int[] better(int[] a, int[] b) {
        if (a == null) {
            return b;
        }
        int fewer = (b[1] + b[2] + b[3]) - (a[1] + a[2] + a[3]);
        return fewer < 0 || fewer == 0 && b[0] > a[0] ? b : a;
    }

    @Test
    void itIsTheBestOfAllWays() {
        Random random = new Random(13);
        int split = 0;
        for (int trial = 0; trial < 400; trial++) {
            int[] actual = random.ints(random.nextInt(7), 0, 3).toArray();
            int[] predicted = random.ints(random.nextInt(7), 0, 3).toArray();
            EditDistance found = EditDistance.of(actual, predicted);
            assertCounts(found, Arrays.toString(actual) + Arrays.toString(predicted), best(actual, 0, predicted, 0));
            checkAlignment(found, actual, predicted);
            EditDistance back = EditDistance.of(predicted, actual);
            assertEquals(found.edits(), back.edits());
            assertEquals(found.insertions(), back.deletions());
            split += found.insertions() > 0 && found.deletions() > 0 ? 1 : 0;
        }
        assertTrue(split > 20, "ways with both are among them");
    }

    private static void checkAlignment(EditDistance found, int[] actual, int[] predicted) {
        int i = 0;
        int j = 0;
        for (Step step : found.alignment()) {
            assertEquals(i, step.actual());
            assertEquals(j, step.predicted());
            if (step.edit() == Edit.HIT || step.edit() == Edit.SUBSTITUTION) {
                assertEquals(step.edit() == Edit.HIT, actual[i] == predicted[j]);
            }
            i += step.edit() == Edit.INSERTION ? 0 : 1;
            j += step.edit() == Edit.DELETION ? 0 : 1;
        }
        assertEquals(actual.length, i);
        assertEquals(predicted.length, j);
    }

    @Test
    void aCharacterIsOneOfUnicode() {
        assertCounts("a\uD83D\uDE00b", "a\uD83D\uDE01b", 2, 1, 0, 0); // two faces, with one half in common
        assertCounts(EditDistance.of(List.of("the", "cat"), List.of("the", "hat")), "words", 1, 1, 0, 0);
    }

    @Test
    void saysWhatItIs() {
        assertEquals(
                "3 edits: 2 substitutions, 1 insertion, 0 deletions; 4 hits",
                EditDistance.of("kitten", "sitting").toString());
        assertEquals(
                "1 edit: 0 substitutions, 0 insertions, 1 deletion; 1 hit",
                EditDistance.of("aa", "a").toString());
    }
}
