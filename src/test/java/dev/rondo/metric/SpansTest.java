package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.Spans.Count;
import dev.rondo.metric.Spans.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against examples worked out by hand, conlleval's published figures, and a scorer that walks as conlleval does. */
class SpansTest {
    @Test
    void wellFormedTagsOfEachSchemeGiveTheSameSpans() {
        List<Span> spans = List.of(new Span("A", 0, 2), new Span("A", 2, 3), new Span("B", 4, 7));
        assertSpans(spans, "I-A I-A B-A O I-B I-B I-B"); // IOB1
        assertSpans(spans, "B-A I-A B-A O B-B I-B I-B"); // BIO
        assertSpans(spans, "I-A E-A I-A O I-B I-B I-B"); // IOE1
        assertSpans(spans, "I-A E-A E-A O I-B I-B E-B"); // IOE2
        assertSpans(spans, "B-A E-A S-A O B-B I-B E-B"); // BIOES
        assertSpans(spans, "B-A E-A S-A O B-B M-B E-B"); // BMES
        assertSpans(spans, "B-A L-A U-A O B-B I-B L-B"); // BILOU
    }

    @Test
    void illFormedTagsAreReadWithGoodWill() {
        assertSpans(List.of(new Span("A", 1, 3)), "O I-A I-A O"); // I after O begins
        assertSpans(List.of(new Span("A", 0, 1), new Span("B", 1, 2)), "B-A I-B"); // another type begins
        assertSpans(List.of(new Span("A", 0, 1), new Span("A", 1, 2)), "I-A B-A");
        assertSpans(List.of(new Span("A", 0, 1), new Span("A", 1, 2)), "E-A I-A"); // E ended one
        assertSpans(List.of(new Span("A", 0, 1), new Span("A", 1, 2)), "E-A B-A");
        assertSpans(List.of(new Span("A", 0, 1), new Span("A", 1, 2)), "S-A E-A");
        assertSpans(List.of(new Span("A", 0, 2), new Span("A", 2, 3)), "B-A I-A S-A"); // no E
        assertSpans(List.of(new Span("A", 0, 2), new Span("A", 2, 3)), "B-A I-A U-A");
        assertSpans(List.of(new Span("A", 0, 1), new Span("B", 1, 2)), "B-A E-B");
        assertSpans(List.of(new Span("", 0, 2), new Span("", 3, 4)), "B I O I"); // without a type
        assertSpans(List.of(new Span("X-Y", 0, 1)), "B-X-Y"); // the first dash counts
        assertSpans(List.of(), "O O");
        assertEquals(List.of(), Spans.read(List.of()));
    }

    @Test
    void aSpanIsRightOnlyAsAWhole() {
        List<List<String>> actual = List.of(tags("B-PER I-PER O B-LOC O B-ORG"), tags("B-PER O"), tags("B-PER I-PER"));
        List<List<String>> predicted = List.of(tags("B-PER O O B-LOC O B-LOC"), tags("I-PER O"), tags("B-PER B-PER"));
        Spans spans = Spans.of(actual, predicted);
        assertEquals(
                Map.of("PER", new Count(3, 4, 1), "LOC", new Count(1, 2, 1), "ORG", new Count(1, 0, 0)), spans.types());
        assertEquals(List.of("LOC", "ORG", "PER"), List.copyOf(spans.types().keySet()));
        assertEquals(new Count(5, 6, 2), spans.all());
        assertEquals(6.0 / 10, spans.accuracy(), 1e-12);
        assertEquals(2.0 / 6, spans.all().precision(), 1e-12);
        assertEquals(2.0 / 5, spans.all().recall(), 1e-12);
        assertEquals(4.0 / 11, spans.all().f1(), 1e-12);
        assertEquals((2.0 / 7 + 2.0 / 3 + 0) / 3, spans.macroF1(), 1e-12);
        assertEquals(new Count(0, 0, 0), spans.of("TIME"));
        assertEquals(
                "precision 0.3333, recall 0.4000, F1 0.3636 over 5 spans of 3 types; accuracy 0.6000 over 10 words",
                spans.toString());
    }

    @Test
    void theSharesAreThoseConllevalPrints() {
        // From the page of the CoNLL-2000 task: 459 phrases, 539 found, 371 right, in per cent 68.83, 80.83 and 74.35.
        Count all = new Count(459, 539, 371);
        assertEquals(68.83, 100 * all.precision(), 0.005);
        assertEquals(80.83, 100 * all.recall(), 0.005);
        assertEquals(74.35, 100 * all.f1(), 0.005);
        Count none = new Count(0, 0, 0);
        assertEquals(0, none.precision());
        assertEquals(0, none.recall());
        assertEquals(0, none.f1());
        assertEquals(0, Spans.of(List.of(tags("O")), List.of(tags("O"))).macroF1());
    }

    @Test
    void countsAsAWalkOverBothSequencesDoes() {
        Random random = new Random(4);
        for (String scheme :
                new String[] {"O B-A I-A B-B I-B", "O I-A E-A I-B E-B", "O B-A I-A E-A S-A B-B I-B E-B S-B"}) {
            List<String> some = tags(scheme);
            for (int trial = 0; trial < 300; trial++) {
                List<String> actual = random(random, some);
                List<String> predicted = actual.stream()
                        .map(tag -> random.nextInt(3) == 0 ? some.get(random.nextInt(some.size())) : tag)
                        .toList();
                Count count = Spans.of(List.of(actual), List.of(predicted)).all();
                assertEquals(walk(actual, predicted), count, () -> actual + " against " + predicted);
            }
        }
    }

    private static List<String> random(Random random, List<String> some) {
        return IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(t -> some.get(random.nextInt(some.size())))
                .toList();
    }

    /** Goes along both sequences with a flag for a right span under way, and looks at begins and ends one by one. */
    private static Count walk(List<String> actual, List<String> predicted) {
        int[] found = new int[3];
        boolean under = false;
        for (int t = 0; t <= actual.size(); t++) {
            String[] a = pair(actual, t);
            String[] p = pair(predicted, t);
            if (under && (ends(a) || ends(p))) {
                found[2] += ends(a) && ends(p) ? 1 : 0;
                under = false;
            }
            found[0] += begins(a) ? 1 : 0;
            found[1] += begins(p) ? 1 : 0;
            under |= begins(a) && begins(p) && a[1].substring(1).equals(p[1].substring(1));
        }
        return new Count(found[0], found[1], found[2]);
    }

    private static String[] pair(List<String> tags, int t) {
        return new String[] {t == 0 ? "O" : tags.get(t - 1), t == tags.size() ? "O" : tags.get(t)};
    }

    /** The pairs of prefixes that begin a span, one by one: conlleval's, and those with S and of B after E. */
    private static boolean begins(String[] pair) {
        List<String> pairs =
                List.of("BB", "IB", "OB", "OI", "EE", "EI", "OE", "EB", "BS", "IS", "ES", "OS", "SS", "SB", "SI", "SE");
        return pairs.contains("" + pair[0].charAt(0) + pair[1].charAt(0)) || !pair[1].equals("O") && otherType(pair);
    }

    /** The pairs of prefixes that end one. */
    private static boolean ends(String[] pair) {
        List<String> pairs =
                List.of("BB", "BO", "IB", "IO", "EE", "EI", "EO", "EB", "BS", "IS", "ES", "SS", "SB", "SI", "SE", "SO");
        return pairs.contains("" + pair[0].charAt(0) + pair[1].charAt(0)) || !pair[0].equals("O") && otherType(pair);
    }

    private static boolean otherType(String[] pair) {
        return !pair[0].substring(1).equals(pair[1].substring(1));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage(
                "sentence 1 has tag 'NOUN' at word 1, expected O, or B, I, M, E, L, S or U with or without a type",
                () -> Spans.of(List.of(tags("O"), tags("O NOUN")), List.of(tags("O"), tags("O O"))));
        assertMessage(
                "the prediction of sentence 0 has tag 'BPER' at word 0",
                () -> Spans.of(List.of(tags("O")), List.of(tags("BPER"))));
        assertMessage("the sentence has tag '' at word 0", () -> Spans.read(List.of("")));
        assertMessage(
                "sentence 0 has 1 tags but 2 predicted ones", () -> Spans.of(List.of(tags("O")), List.of(tags("O O"))));
        assertMessage("there are 1 sentences but predictions for 0", () -> Spans.of(List.of(tags("O")), List.of()));
        assertMessage("nothing was counted", () -> Spans.of(List.of(List.of()), List.of(List.of())));
        assertMessage("3 spans are right of 2 actual and 4 predicted ones", () -> new Count(2, 4, 3));
        assertMessage("3 of 2 words are right", () -> new Spans(Map.of(), 2, 3));
    }

    private static void assertSpans(List<Span> expected, String tags) {
        assertEquals(expected, Spans.read(tags(tags)), tags);
    }

    private static List<String> tags(String tags) {
        return Arrays.asList(tags.split(" "));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
