package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReberGrammarTest {
    private static final ReberGrammar PLAIN = ReberGrammar.plain();
    private static final ReberGrammar EMBEDDED = ReberGrammar.embedded();

    /** The grammar as regular expressions, worked out by hand. */
    private static final String FROM_3 = "T*V(PXT*V)*(VE|PSE)";

    private static final String INNER = "B(TS*X(SE|X" + FROM_3 + ")|P" + FROM_3 + ")";
    private static final Map<ReberGrammar, Pattern> PATTERNS =
            Map.of(PLAIN, Pattern.compile(INNER), EMBEDDED, Pattern.compile("BT" + INNER + "TE|BP" + INNER + "PE"));

    private static boolean matches(ReberGrammar grammar, String string) {
        return PATTERNS.get(grammar).matcher(string).matches();
    }

    /** The chance of a string, from the fair choices on its way. */
    private static double chance(ReberGrammar grammar, String string) {
        double chance = 1;
        for (int k = 0; k < string.length(); k++) {
            chance *= grammar.next(string.substring(0, k)).get(string.substring(k, k + 1));
        }
        return chance;
    }

    /** Every string of at most so many symbols. */
    private static List<String> all(ReberGrammar grammar, String prefix, int longest) {
        var next = grammar.next(prefix);
        if (next.isEmpty()) {
            return List.of(prefix);
        }
        List<String> strings = new ArrayList<>();
        if (prefix.length() < longest) {
            next.keySet().forEach(symbol -> strings.addAll(all(grammar, prefix + symbol, longest)));
        }
        return strings;
    }

    @Test
    void acceptsWhatTheRegularExpressionAccepts() {
        int accepted = 0;
        int strings = (int) Math.pow(7, 5);
        for (int k = 0; k < strings; k++) { // all of 6 symbols that begin with B, and what they begin with
            StringBuilder text = new StringBuilder("B");
            for (int rest = k, place = 0; place < 5; place++, rest /= 7) {
                text.append("BTSXVPE".charAt(rest % 7));
            }
            String string = text.toString();
            String shorter = string.substring(0, 1 + k % 5);
            assertEquals(matches(PLAIN, string), PLAIN.accepts(string), string);
            assertEquals(matches(PLAIN, shorter), PLAIN.accepts(shorter), shorter);
            for (String kept : List.of("TT", "PP", "TP", "PT")) {
                String framed = "B" + kept.charAt(0) + string + kept.charAt(1) + "E";
                assertEquals(matches(EMBEDDED, framed), EMBEDDED.accepts(framed), framed);
            }
            accepted += PLAIN.accepts(string) ? 1 : 0;
        }
        assertTrue(accepted > 2, "too few strings to tell");
        for (String wrong : List.of("", "B", "BTSE", "BTXSEE", "BTXQE", "btxse", "BTXSE\n")) {
            assertFalse(PLAIN.accepts(wrong), wrong);
        }
        assertFalse(EMBEDDED.accepts("BTXSE"));
    }

    @Test
    void drawsStringsOfTheGrammarByFairChoices() {
        for (ReberGrammar grammar : List.of(PLAIN, EMBEDDED)) {
            int count = 40_000;
            Map<String, Integer> seen = new HashMap<>();
            for (String string : grammar.strings(count)) {
                assertTrue(matches(grammar, string), string);
                seen.merge(string, 1, Integer::sum);
            }
            for (String string : all(grammar, "", 12)) {
                assertTrue(matches(grammar, string), string);
                double chance = chance(grammar, string);
                double deviation = Math.sqrt(chance / count);
                assertEquals(chance, seen.getOrDefault(string, 0) / (double) count, 5 * deviation, string);
            }
        }
    }

    /** The plain grammar once more, run for so long that nothing is left: {entropy in bits, length, T, S, X, V, P}. */
    private static double[] byRunning() {
        String[] arcs = {"B1", "T2P3", "S2X4", "T3V5", "X3S6", "P4V6", "E7", ""};
        double[] found = new double[7];
        double[] now = {1, 0, 0, 0, 0, 0, 0, 0};
        for (int step = 0; step < 300; step++) {
            double[] after = new double[8];
            for (int state = 0; state < 7; state++) {
                int choices = arcs[state].length() / 2;
                found[0] += now[state] * (choices - 1); // one choice of two is one bit
                found[1] += now[state];
                for (int arc = 0; arc < choices; arc++) {
                    int symbol = "TSXVP".indexOf(arcs[state].charAt(2 * arc));
                    if (symbol >= 0) {
                        found[2 + symbol] += now[state] / choices;
                    }
                    after[arcs[state].charAt(2 * arc + 1) - '0'] += now[state] / choices;
                }
            }
            now = after;
        }
        return found;
    }

    @Test
    void theEntropyIsSixBitsOrSeven() {
        double[] run = byRunning();
        assertEquals(6, run[0], 1e-12);
        assertEquals(8, run[1], 1e-12);
        assertEquals(run[0], PLAIN.bits(), 1e-12);
        assertEquals(run[1], PLAIN.length(), 1e-12);
        assertEquals(run[0] + 1, EMBEDDED.bits(), 1e-12);
        assertEquals(run[1] + 4, EMBEDDED.length(), 1e-12);
    }

    @Test
    void theEntropyIsThatOfTheStringsThemselves() {
        // Every string of up to 18 symbols. A longer one has made 16 choices at most by then and is expected to make
        // 7 more at most.
        for (ReberGrammar grammar : List.of(PLAIN, EMBEDDED)) {
            double bits = 0;
            double length = 0;
            double mass = 0;
            for (double[] string : walks(grammar, "", 1, 18)) {
                mass += string[0];
                bits -= string[0] * Math.log(string[0]) / Math.log(2);
                length += string[0] * string[1];
            }
            double left = 1 - mass;
            assertTrue(left > 0 && left < 0.15, "left " + left);
            assertTrue(bits < grammar.bits() && grammar.bits() < bits + left * 24, "bits " + bits + " left " + left);
            assertTrue(length < grammar.length() && grammar.length() < length + left * 28, "length " + length);
        }
    }

    private static List<double[]> walks(ReberGrammar grammar, String prefix, double chance, int longest) {
        var next = grammar.next(prefix);
        if (next.isEmpty()) {
            return List.of(new double[] {chance, prefix.length()});
        }
        List<double[]> walks = new ArrayList<>();
        if (prefix.length() < longest) {
            next.forEach((symbol, p) -> walks.addAll(walks(grammar, prefix + symbol, chance * p, longest)));
        }
        return walks;
    }

    @Test
    void theFloorIsTheLossOfTheGrammarItself() {
        for (ReberGrammar grammar : List.of(PLAIN, EMBEDDED)) {
            double nats = 0;
            double steps = 0;
            double characters = 0;
            int count = 5000;
            for (String string : grammar.strings(count)) {
                nats -= Math.log(chance(grammar, string));
                steps += string.length() - 1;
                characters += string.length() + 1;
            }
            assertEquals(grammar.floor(), nats / steps, 0.004);
            assertEquals(grammar.text(3).floor(), nats / characters, 0.004);
            assertEquals(grammar.floor(), grammar.sequences(3).floor(), 0);
        }
        assertEquals(7 * Math.log(2) / 11, EMBEDDED.floor(), 1e-14);
        assertEquals(7 * Math.log(2) / 13, EMBEDDED.text(3).floor(), 1e-14);
        assertEquals(8 * Math.log(2) / 11, EMBEDDED.shortMemory(), 1e-14);
        assertEquals("nats per step", EMBEDDED.unit());
    }

    @Test
    void withoutMemoryTheFrequenciesOfTheSymbolsAreKnown() {
        double[] run = byRunning();
        double entropy = -Math.log(1.0 / 7) / 7; // E, once among seven symbols told
        for (int k = 2; k < 7; k++) {
            entropy -= run[k] / 7 * Math.log(run[k] / 7);
        }
        assertEquals(entropy, PLAIN.memoryless(), 1e-12);
        double empirical = 0;
        for (double share : Told.shares(EMBEDDED.sequences(20_000))) {
            empirical -= share * Math.log(share);
        }
        assertEquals(empirical, EMBEDDED.memoryless(), 0.002);
    }

    @Test
    void stepsShowASymbolAndTellTheNext() {
        List<String> strings = EMBEDDED.strings(50);
        Sequences data = EMBEDDED.sequences(50);
        assertEquals(7, data.features());
        for (int s = 0; s < 50; s++) {
            String string = strings.get(s);
            assertEquals(string.length() - 1, data.x(s).length);
            for (int t = 0; t < string.length() - 1; t++) {
                float[] expected = new float[7];
                expected["BTSXVPE".indexOf(string.charAt(t))] = 1;
                assertArrayEquals(expected, data.x(s)[t]);
                assertEquals(string.substring(t + 1, t + 2), Told.label(data, s, t));
            }
            int kept = EMBEDDED.longMemoryStep(string);
            assertEquals(string.substring(1, 2), Told.label(data, s, kept));
            assertEquals("E", Told.label(data, s, kept + 1));
            assertEquals(kept + 2, data.x(s).length);
        }
        assertEquals(List.of("B", "T", "S", "X", "V", "P", "E"), ((Targets.Labels) data.targets()).classes());
    }

    @Test
    void textHasOneStringALine() {
        Text text = EMBEDDED.text(40);
        String content = text.vocabulary().decode(text.ids(Part.ALL));
        assertEquals(String.join("\n", EMBEDDED.strings(40)) + "\n", content);
        assertEquals(8, EMBEDDED.text(1).vocabulary().size()); // all symbols, whether they occur or not
    }

    @Test
    void nextTellsWhatMayFollow() {
        assertEquals(Map.of("B", 1.0), PLAIN.next(""));
        assertEquals(Map.of("T", 0.5, "P", 0.5), PLAIN.next("B"));
        assertEquals(Map.of("S", 0.5, "X", 0.5), PLAIN.next("BT"));
        assertEquals(Map.of("E", 1.0), PLAIN.next("BTXS"));
        assertEquals(Map.of(), PLAIN.next("BTXSE"));
        assertEquals(Map.of("T", 1.0), EMBEDDED.next("BTBTXSE"));
        assertEquals(Map.of("P", 1.0), EMBEDDED.next("BPBTXSE"));
        assertEquals("[S, X]", PLAIN.next("BTX").keySet().toString());
    }

    @Test
    void theSeedDecides() {
        assertEquals(EMBEDDED.strings(10), EMBEDDED.strings(30).subList(0, 10));
        assertNotEquals(EMBEDDED.strings(10), EMBEDDED.seed(1).strings(10));
        assertEquals(
                List.of("BPBTSXXVPXVPXVVEPE", "BPBPVVEPE", "BTBPTVVETE"),
                EMBEDDED.strings(3),
                "other draws than before");
        Told.assertSameBeginning(PLAIN.sequences(4), PLAIN.sequences(9));
    }

    @Test
    void badStringsSayWhatIsWrong() {
        assertMessage(
                "'Q' (U+0051) at place 2 of \"BQ\" cannot stand there, expected one of T P", () -> PLAIN.next("BQ"));
        assertMessage(
                "'V' (U+0056) at place 3 of \"BTV\" cannot stand there, expected one of S X", () -> PLAIN.next("BTV"));
        assertMessage(
                "'E' (U+0045) at place 6 of \"BTXSEE\" stands behind the end of a string: leave it out",
                () -> PLAIN.next("BTXSEE"));
        assertMessage(
                "\"BTXSE\" is no string of the embedded Reber grammar: take one of strings(...), such as BTBPVVETE",
                () -> EMBEDDED.longMemoryStep("BTXSE"));
        assertTrue(EMBEDDED.accepts("BTBPVVETE"));
        assertMessage("count is 0, expected at least 1, such as 1000", () -> PLAIN.strings(0));
        assertMessage("count is 0, expected at least 1, such as 1000", () -> PLAIN.sequences(0)
                .size());
        assertMessage("strings is 0, expected at least 1, such as 5000", () -> PLAIN.text(0)
                .length());
        var plain = assertThrows(IllegalStateException.class, () -> PLAIN.longMemoryStep("BTXSE"));
        assertEquals(
                "longMemoryStep: the plain Reber grammar has no symbol to be kept, use ReberGrammar.embedded()",
                plain.getMessage());
        assertThrows(IllegalStateException.class, PLAIN::shortMemory);
    }
}
