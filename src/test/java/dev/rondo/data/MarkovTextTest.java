package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MarkovTextTest {
    private static String content(Text text) {
        return text.vocabulary().decode(text.ids(Part.ALL));
    }

    /** Every string of so many characters. */
    private static List<String> strings(String alphabet, int length) {
        List<String> strings = List.of("");
        for (int k = 0; k < length; k++) {
            strings = strings.stream()
                    .flatMap(s -> alphabet.chars().mapToObj(c -> s + (char) c))
                    .toList();
        }
        return strings;
    }

    /** How often each string of order + 1 characters stands in an endless text, from the matrix of contexts squared. */
    private static Map<String, Double> blocks(MarkovText source) {
        List<String> contexts = strings(source.alphabet(), source.order());
        int size = contexts.size();
        double[][] power = new double[size][size];
        for (int from = 0; from < size; from++) {
            for (var next : source.next(contexts.get(from)).entrySet()) {
                String after = (contexts.get(from) + next.getKey()).substring(1);
                power[from][contexts.indexOf(after)] += next.getValue();
            }
        }
        for (int squared = 0; squared < 40; squared++) {
            double[][] next = new double[size][size];
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    for (int c = 0; c < size; c++) {
                        next[a][c] += power[a][b] * power[b][c];
                    }
                }
            }
            power = next;
        }
        Map<String, Double> blocks = new LinkedHashMap<>();
        for (int context = 0; context < size; context++) {
            double share = power[0][context] / DoubleStream.of(power[0]).sum();
            String text = contexts.get(context);
            source.next(text).forEach((symbol, p) -> blocks.put(text + symbol, share * p));
        }
        return blocks;
    }

    /** The entropy of the last so many characters of a block. */
    private static double entropy(Map<String, Double> blocks, int length) {
        Map<String, Double> ends = new HashMap<>();
        blocks.forEach((block, p) -> ends.merge(block.substring(block.length() - length), p, Double::sum));
        return -ends.values().stream().mapToDouble(p -> p * Math.log(p)).sum();
    }

    @Test
    void entropiesAreDifferencesOfTheEntropiesOfBlocks() {
        for (var source : List.of(
                MarkovText.of("ab", 1),
                MarkovText.of("abc", 2).seed(3),
                MarkovText.of("ab", 4).concentration(0.1).seed(5),
                MarkovText.of("abcd", 2).concentration(3))) {
            Map<String, Double> blocks = blocks(source);
            assertEquals(1, blocks.values().stream().mapToDouble(p -> p).sum(), 1e-12);
            for (int known = 0; known <= source.order(); known++) {
                double expected = entropy(blocks, known + 1) - entropy(blocks, known);
                assertEquals(expected, source.entropy(known), 1e-11, source + ", " + known);
            }
            assertEquals(source.floor(), source.entropy(source.order() + 3), 0);
            assertEquals(source.memoryless(), source.entropy(0), 0);
            assertEquals(source.floor(), source.text(20).floor(), 0);
            assertTrue(source.floor() < source.memoryless());
        }
        assertEquals("nats per character", MarkovText.of("ab", 1).unit());
    }

    @Test
    void withoutOrderTheCharactersAreIndependent() {
        MarkovText source = MarkovText.of("xyz", 0);
        double expected = -source.next("").values().stream()
                .mapToDouble(p -> p * Math.log(p))
                .sum();
        assertEquals(expected, source.floor(), 1e-14);
        assertEquals(expected, source.memoryless(), 1e-14);
        assertEquals(expected, source.nats(content(source.text(100_000))), 0.02);
    }

    @Test
    void whatFollowsIsAsFrequentAsItsChance() {
        MarkovText source = MarkovText.of("abc", 2).concentration(1).seed(8);
        String text = content(source.text(100_000));
        Map<String, Integer> seen = new HashMap<>();
        for (int at = 0; at + 2 < text.length(); at++) {
            seen.merge(text.substring(at, at + 3), 1, Integer::sum);
            seen.merge(text.substring(at, at + 2), 1, Integer::sum);
        }
        for (String context : strings("abc", 2)) {
            double count = seen.get(context);
            assertTrue(count > 1000, context + " stands " + count + " times");
            source.next(context)
                    .forEach((symbol, p) -> assertEquals(
                            p,
                            seen.getOrDefault(context + symbol, 0) / count,
                            5 * Math.sqrt(p * (1 - p) / count),
                            context + symbol));
        }
        blocks(source).forEach((block, p) -> assertEquals(p, seen.getOrDefault(block, 0) / 1e5, 0.005, block));
    }

    @Test
    void theLossOfTheSourceIsNearTheFloorOnItsOwnText() {
        MarkovText source = MarkovText.of("abcde", 2).seed(4);
        String text = content(source.text(100_000));
        assertEquals(source.floor(), source.nats(text), 0.01);
        double sum = 0;
        for (int k = 2; k < 500; k++) {
            sum -= Math.log(source.next(text.substring(0, k)).get(text.substring(k, k + 1)));
        }
        assertEquals(sum / 498, source.nats(text.substring(0, 500)), 1e-12);
    }

    @Test
    void textsBeginAnywhere() {
        Map<String, Integer> starts = new HashMap<>();
        for (int seed = 0; seed < 400; seed++) {
            starts.merge(
                    content(MarkovText.of("abc", 1)
                            .concentration(1e6)
                            .seed(seed)
                            .text(2)),
                    1,
                    Integer::sum);
        }
        strings("abc", 2).forEach(start -> assertEquals(400 / 9.0, starts.get(start), 5 * Math.sqrt(400 / 9.0), start));
    }

    @Test
    void theConcentrationDecidesHowEvenTheChancesAre() {
        double before = 0;
        for (double alpha : new double[] {0.1, 0.3, 1, 10, 1000}) {
            double floor = MarkovText.of("abcdef", 2).concentration(alpha).floor();
            assertTrue(floor > before, "concentration " + alpha);
            before = floor;
        }
        assertEquals(Math.log(6), before, 1e-3);
        for (double p : MarkovText.of("abcdef", 0).concentration(0.1).next("").values()) {
            assertTrue(p >= 0.01 / 6);
        }
    }

    @Test
    void gammaDrawsHaveTheirMeanAndVariance() {
        for (double shape : new double[] {0.1, 0.5, 1, 4}) {
            SplittableRandom random = new SplittableRandom(1);
            int count = 100_000;
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < count; k++) {
                double drawn = MarkovChain.gamma(shape, random);
                sum += drawn / count;
                squares += drawn * drawn / count;
            }
            assertEquals(shape, sum, 5 * Math.sqrt(shape / count)); // the variance is the shape, too
            double fourth = 3 * shape * shape + 6 * shape;
            assertEquals(shape, squares - sum * sum, 6 * Math.sqrt((fourth - shape * shape) / count));
        }
    }

    @Test
    void theSeedDecides() {
        MarkovText source = MarkovText.of("abcd", 2);
        assertEquals("aacacacadbcbcddacacb", content(source.text(20)), "other draws than before");
        assertTrue(content(source.text(500)).startsWith(content(source.text(20))));
        assertNotEquals(content(source.text(500)), content(source.seed(1).text(500)));
        assertNotEquals(source.next("ab"), source.seed(1).next("ab"));
    }

    @Test
    void charactersMayBeAnyCodePoint() {
        MarkovText source = MarkovText.of("z😀a", 1);
        assertEquals(List.of("z", "😀", "a"), List.copyOf(source.next("😀").keySet()));
        assertEquals(List.of("a", "z", "😀"), source.text(4).vocabulary().symbols());
        assertEquals(30, source.text(30).length());
    }

    @Test
    void badArgumentsSayWhatIsWrong() {
        assertMessage(
                "alphabet is \"aba\", expected at least 2 characters, each once, without carriage returns,"
                        + " such as \"abcdef\"",
                () -> MarkovText.of("aba", 1).floor());
        assertMessage(
                "alphabet is \"a\", expected at least 2 characters, each once, without carriage returns,"
                        + " such as \"abcdef\"",
                () -> MarkovText.of("a", 1).floor());
        assertMessage("order is -1, expected at least 0, such as 2", () -> MarkovText.of("ab", -1)
                .floor());
        assertMessage(
                "10 characters of order 5 have 10^6 chances, expected at most 500,000: lower the order, or leave"
                        + " characters out",
                () -> MarkovText.of("abcdefghij", 5).floor());
        MarkovText source = MarkovText.of("ab", 2);
        assertMessage(
                "concentration is 0.01, expected 0.1 to 1e6: 0.3 is easy to foretell, 1 has chances of any kind, 10"
                        + " even ones",
                () -> source.concentration(0.01).floor());
        assertMessage(
                "length is 2, expected at least 3, such as 100,000: a text is longer than what its characters depend"
                        + " on",
                () -> source.text(2).length());
        assertMessage("known is -1, expected at least 0, such as 1", () -> source.entropy(-1));
        assertMessage(
                "the length of the text before is 1, expected at least 2, such as the last characters of text(...)",
                () -> source.next("a"));
        assertMessage(
                "the length of the text is 2, expected at least 3, such as a part of text(...)",
                () -> source.nats("ab"));
        assertMessage(
                "character 'c' (U+0063) at place 2 is not in the vocabulary of 2 characters: ab; leave it out, or train"
                        + " on a text that has it",
                () -> source.nats("abc".replace("b", "c").substring(0, 2) + "a"));
    }
}
