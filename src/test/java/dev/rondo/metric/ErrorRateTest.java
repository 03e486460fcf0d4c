package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.ErrorRate.Mistake;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Examples worked out by hand, and the sums over the edit distances of many. */
class ErrorRateTest {
    @Test
    void wordsCharactersAndNumbersAreCounted() {
        List<String> actual = List.of("the cat sat", "  on the\tmat ", "");
        List<String> predicted = List.of("the cat sat", "in a mat now", "so");
        ErrorRate words = ErrorRate.words(actual, predicted);
        assertEquals(3, words.sequences());
        assertEquals(1, words.exact());
        assertEquals(4, words.hits());
        assertEquals(2, words.substitutions());
        assertEquals(2, words.insertions());
        assertEquals(0, words.deletions());
        assertEquals(4, words.edits());
        assertEquals(6, words.symbols());
        assertEquals(4 / 6.0, words.rate(), 1e-12);
        assertEquals(1 / 3.0, words.exactShare(), 1e-12);
        assertEquals(
                "error rate 0.6667 (2 substitutions, 2 insertions, 0 deletions) over 6 symbols; 0.3333 of 3 sequences"
                        + " exact",
                words.toString());
        ErrorRate characters = ErrorRate.characters(List.of("a b", "\uD83D\uDE00"), List.of("ab", "\uD83D\uDE01"));
        assertEquals(
                List.of(new Mistake(" ", "", 1), new Mistake("\uD83D\uDE00", "\uD83D\uDE01", 1)),
                characters.mistakes());
        assertEquals(2 / 4.0, characters.rate(), 1e-12);
        ErrorRate numbers = ErrorRate.of(new int[][] {{4, 12}, {}}, new int[][] {{4, 1}, {}});
        assertEquals(List.of(new Mistake("12", "1", 1)), numbers.mistakes());
        assertEquals(0.5, numbers.rate(), 1e-12);
        assertEquals(0.5, numbers.exactShare(), 1e-12);
    }

    @Test
    void aLongSequenceCountsForMoreAndARateMayPassOne() {
        assertEquals(
                1 / 10.0,
                ErrorRate.characters(List.of("a", "bcdefghij"), List.of("x", "bcdefghij"))
                        .rate(),
                1e-12);
        assertEquals(3, ErrorRate.characters(List.of("a"), List.of("bcd")).rate(), 1e-12);
        assertEquals(0, ErrorRate.characters(List.of("ab"), List.of("ab")).rate());
    }

    @Test
    void mistakesComeMostFrequentFirst() {
        ErrorRate rate = ErrorRate.of(
                List.of(List.of("b", "a", "a"), List.of("a", "c"), List.of("a")),
                List.of(List.of("b", "x", "x"), List.of("x"), List.of("a", "b")));
        assertEquals(
                List.of(
                        new Mistake("a", "x", 2),
                        new Mistake("", "b", 1),
                        new Mistake("a", "", 1),
                        new Mistake("c", "x", 1)),
                rate.mistakes());
        assertEquals(
                new ErrorRate(1, 0, 1, List.of(new Mistake("a", "b", 1), new Mistake("a", "c", 2))),
                new ErrorRate(1, 0, 1, List.of(new Mistake("a", "c", 2), new Mistake("a", "b", 1))));
    }

    @Test
    void itIsTheSumOfTheDistances() {
        Random random = new Random(17);
        int[][] actual = new int[50][];
        int[][] predicted = new int[50][];
        long[] sums = new long[5];
        for (int k = 0; k < 50; k++) {
            actual[k] = random.ints(random.nextInt(9), 0, 4).toArray();
            predicted[k] = k % 5 == 0
                    ? actual[k]
                    : random.ints(random.nextInt(9), 0, 4).toArray();
            EditDistance one = EditDistance.of(actual[k], predicted[k]);
            sums[0] += one.substitutions();
            sums[1] += one.insertions();
            sums[2] += one.deletions();
            sums[3] += actual[k].length;
            sums[4] += one.edits() == 0 ? 1 : 0;
        }
        ErrorRate rate = ErrorRate.of(actual, predicted);
        assertEquals(sums[0], rate.substitutions());
        assertEquals(sums[1], rate.insertions());
        assertEquals(sums[2], rate.deletions());
        assertEquals(sums[3], rate.symbols());
        assertEquals(sums[4], rate.exact());
        assertEquals(
                rate.edits(), rate.mistakes().stream().mapToLong(Mistake::count).sum());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage(
                "there are 1 sequences but predictions for 2: expected as many",
                () -> ErrorRate.words(List.of("a"), List.of("a", "b")));
        assertMessage("nothing was counted", () -> ErrorRate.words(List.of(" ", ""), List.of("a", "b")));
        assertMessage("0 of 0 sequences are exact", () -> ErrorRate.words(List.of(), List.of()));
        assertMessage(
                "sequence 1 or its prediction has a symbol ''",
                () -> ErrorRate.of(List.of(List.of("a"), List.of()), List.of(List.of("a"), List.of(""))));
        assertMessage(
                "sequence 0 or its prediction has a symbol ''",
                () -> ErrorRate.of(List.of(List.of("")), List.of(List.of("a"))));
        assertMessage("3 of 2 sequences are exact", () -> new ErrorRate(2, 3, 1, List.of()));
        assertMessage("with -1 hits", () -> new ErrorRate(2, 1, -1, List.of(new Mistake("a", "b", 3))));
        assertMessage("'a' was taken for 'a' 1 times", () -> new Mistake("a", "a", 1));
        assertMessage("'a' was taken for 'b' 0 times", () -> new Mistake("a", "b", 0));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
