package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestPairTest {
    private static List<String> letters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static NearestPair of(String... sources) {
        return NearestPair.fit(
                List.of(sources).stream().map(NearestPairTest::letters).toList(),
                List.of(sources).stream()
                        .map(source -> List.of("<" + source + ">"))
                        .toList());
    }

    @Test
    void theTargetOfTheNearestSourceIsSaid() {
        NearestPair nearest = of("France", "Germany", "Greece", "sitting");
        assertEquals(List.of("<Germany>"), nearest.translate(letters("Germania")));
        assertEquals(List.of("<sitting>"), nearest.translate(letters("kitten"))); // 3, and 5 to Greece
        assertEquals(List.of("<Greece>"), nearest.translate(letters("Greece")));
        assertEquals("NearestPair(4 pairs)", nearest.toString());
    }

    @Test
    void ofThoseAsNearTheFirstCounts() {
        assertEquals(1, of("xxxx", "ab", "ba", "aa").place(letters("a")));
        assertEquals(2, of("xxxx", "yyyyy", "", "q").place(letters("")));
        assertEquals(0, of("b", "a", "b").place(letters("b")));
    }

    @Test
    void nothingNearerIsOverlooked() {
        Random random = new Random(2);
        int far = 0;
        for (int trial = 0; trial < 300; trial++) {
            List<List<String>> sources = IntStream.range(0, 8)
                    .mapToObj(k -> random(random, random.nextInt(6)))
                    .toList();
            List<String> source = random(random, random.nextInt(6));
            int best = 0;
            for (int k = 1; k < sources.size(); k++) {
                best = slow(sources.get(k), source) < slow(sources.get(best), source) ? k : best;
            }
            assertEquals(best, NearestPair.fit(sources, sources).place(source), () -> source + " in " + sources);
            far += slow(sources.get(best), source) > 1 ? 1 : 0;
        }
        assertTrue(far > 20, "hardly any source without a near one: " + far);
    }

    private static List<String> random(Random random, int length) {
        return random.ints(length, 0, 4).mapToObj(Integer::toString).toList();
    }

    /** By the definition: the last tokens are one, or one is left out, inserted or replaced. */
    private static int slow(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.size() + b.size();
        }
        List<String> shortA = a.subList(0, a.size() - 1);
        List<String> shortB = b.subList(0, b.size() - 1);
        int kept = slow(shortA, shortB) + (a.get(a.size() - 1).equals(b.get(b.size() - 1)) ? 0 : 1);
        return Math.min(kept, 1 + Math.min(slow(shortA, b), slow(a, shortB)));
    }

    @Test
    void whatIsKeptStaysAsItWas() {
        List<String> source = new ArrayList<>(letters("ab"));
        NearestPair nearest = NearestPair.fit(List.of(source, letters("cd")), List.of(List.of("1"), List.of("2")));
        source.set(0, "c");
        source.set(1, "d");
        assertEquals(List.of("2"), nearest.translate(letters("cd")));
    }

    @Test
    void pairsMustBePairs() {
        String none = assertThrows(IllegalArgumentException.class, () -> NearestPair.fit(List.of(), List.of()))
                .getMessage();
        assertEquals("0 sources and 0 targets, expected at least one source, and a target for each", none);
        String one = assertThrows(
                        IllegalArgumentException.class, () -> NearestPair.fit(List.of(letters("a")), List.of()))
                .getMessage();
        assertEquals("1 sources and 0 targets, expected at least one source, and a target for each", one);
    }
}
