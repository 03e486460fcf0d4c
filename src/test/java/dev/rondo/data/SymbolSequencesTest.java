package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SymbolSequencesTest {
    private static final int[][] FOUR = {{0, 1, 2}, {2, 1, 0}, {0, 0, 1}, {0, 1, 2}};

    @Test
    void whatIsGivenIsCopied() {
        int[][] given = {{0, 1}, {1, 1}};
        SymbolSequences data = SymbolSequences.of("pairs", 3, given);
        given[0][0] = 2;
        data.sequence(0)[1] = 2;
        data.sequences(Part.ALL)[1][0] = 2;
        assertArrayEquals(new int[][] {{0, 1}, {1, 1}}, data.sequences(Part.ALL));
        assertEquals(2, data.size());
        assertEquals(2, data.length());
        assertEquals(3, data.symbols());
        assertEquals("0 1", data.text(data.sequence(0)));
        assertEquals("pairs: 2 sequences of 2 out of 3 symbols; 2 to train, 0 to validate, 0 to test", data.toString());
    }

    @Test
    void equalSequencesStayTogether() {
        int[][] many = IntStream.range(0, 300)
                .mapToObj(k -> new int[] {k % 60 / 10, k % 10})
                .toArray(int[][]::new);
        SymbolSequences data = SymbolSequences.of("many", 10, many).split(0.5, 0.2);
        Set<String> seen = new HashSet<>();
        int all = 0;
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            Set<String> own = new HashSet<>();
            Arrays.stream(data.sequences(part)).map(Arrays::toString).forEach(own::add);
            assertTrue(own.stream().noneMatch(seen::contains), part + " shares sequences");
            seen.addAll(own);
            all += data.places(part).length;
        }
        assertEquals(300, all);
        assertEquals(150, data.places(Part.TRAIN).length);
        assertArrayEquals(
                new int[] {0, 1},
                SymbolSequences.of("four", 3, FOUR).splitInOrder(0.5, 0.25).places(Part.TRAIN));
    }

    @Test
    void shortTextsAreFilledUp() {
        SymbolSequences data = SymbolSequences.characters("words", List.of("ba", "cab", ""), 3);
        assertEquals(
                List.of(Vocabulary.END, "a", "b", "c"),
                data.vocabulary().orElseThrow().symbols());
        assertArrayEquals(new int[][] {{2, 1, 0}, {3, 1, 2}, {0, 0, 0}}, data.sequences(Part.ALL));
        assertEquals("ba", data.text(data.sequence(0)));
        assertEquals("a", data.text(new int[] {1, 0, 2}));
        assertEquals(
                List.of("ba", "cab", ""), data.table().stringColumn("sequence").asList());
        assertEquals(4, data.symbols());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("symbols is 1, expected at least 2", () -> SymbolSequences.of("a", 1, FOUR));
        refused(
                "'a' has 0 sequences of 0 symbols: expected at least one",
                () -> SymbolSequences.of("a", 3, new int[0][]));
        refused(
                "sequence 1 has 1 symbols, expected 2, as many as each: cut or fill up",
                () -> SymbolSequences.of("a", 3, new int[][] {{0, 1}, {0}}));
        refused(
                "sequence 1 has the symbol 3 at step 0, expected 0 to 2: number",
                () -> SymbolSequences.of("a", 3, new int[][] {{0, 1}, {3, 0}}));
        refused(
                "sequence 0 has the symbol -1 at step 1, expected 0 to 2",
                () -> SymbolSequences.of("a", 3, new int[][] {{0, -1}}));
        refused(
                "text 1 of 'w', 'abc', has 3 characters, expected at most 2: leave it out",
                () -> SymbolSequences.characters("w", List.of("a", "abc"), 2));
        refused(
                "there are no sequences, expected at least one of 4",
                () -> SymbolSequences.require(new int[0][], 2, 4));
    }

    private static void refused(String message, Executable call) {
        String said = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(said.contains(message), said);
    }
}
