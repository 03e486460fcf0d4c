package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which labels remain of many. */
class StrideTest {
    @Test
    void numbersThatCountRemainWhereTheyAreRound() {
        assertEquals(new Stride(9, 10), Stride.atLeast(7, numbers(1, 1, 200)), "10, 20, 30 of 1 to 200");
        assertEquals(new Stride(0, 10), Stride.atLeast(7, numbers(0, 1, 200)));
        assertEquals(new Stride(0, 5), Stride.atLeast(4, numbers(-100, 1, 100)));
        assertEquals(new Stride(1, 2), Stride.atLeast(2, numbers(50, 50, 30)), "100, 200, 300 of 50, 100, 150");
        assertEquals(new Stride(2, 5), Stride.atLeast(3, numbers(97, -1, 90)), "95, 90, 85 of 97, 96, 95");
        assertEquals(new Stride(0, 50), Stride.atLeast(21, numbers(1, 10, 200)), "1, 501, 1001 of 1, 11, 21");
    }

    @Test
    void ofOtherLabelsTheFirstAndEveryNthRemain() {
        assertEquals(new Stride(0, 7), Stride.atLeast(7, List.of("a", "b", "c", "d")));
        assertEquals(new Stride(0, 7), Stride.atLeast(7, List.of("1", "2", "4", "8")), "numbers that do not count");
        assertEquals(new Stride(0, 7), Stride.atLeast(7, List.of("1", "1", "1", "1")));
        assertEquals(new Stride(0, 7), Stride.atLeast(7, List.of("1", "NaN", "3", "4")));
        assertEquals(new Stride(0, 1), Stride.atLeast(1, numbers(1, 1, 200)), "all where all find room");
    }

    @Test
    void aRoundNumberDoesNotCostTheOnlySecondLabel() {
        assertEquals(new Stride(0, 5), Stride.atLeast(5, numbers(11, 1, 7)), "11 and 16 rather than 15 alone");
    }

    @Test
    void roundNumbers() {
        assertEquals(
                List.of(1, 2, 5, 5, 10, 10, 20, 50, 100, 200),
                IntStream.of(1, 2, 3, 5, 6, 10, 11, 21, 51, 101)
                        .map(Stride::round)
                        .boxed()
                        .toList());
    }

    @Test
    void leavesTheOthersBlank() {
        assertEquals(List.of(" ", "b", " ", "d"), new Stride(1, 2).of(List.of("a", "b", "c", "d")));
    }

    private static List<String> numbers(int first, int apart, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(first + i * apart))
                .toList();
    }
}
