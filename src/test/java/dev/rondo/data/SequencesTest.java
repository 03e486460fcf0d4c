package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SequencesTest {
    private static final float NONE = Float.NaN;

    /** Sequences of one feature whose lengths are given, counting up from 0. */
    private static float[][][] x(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> IntStream.range(0, length)
                        .mapToObj(t -> new float[] {t})
                        .toArray(float[][]::new))
                .toArray(float[][][]::new);
    }

    private static Sequences ten() {
        return Sequences.labelled("ten", x(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "a b a b a b a b a b".split(" "));
    }

    @Test
    void labelsAreNumberedInTheirOrder() {
        float[][][] x = x(2, 1, 3);
        Sequences data = Sequences.labelled("waves", x, "sine", "saw", "sine");
        Targets.Labels labels = assertInstanceOf(Targets.Labels.class, data.targets());
        assertEquals(List.of("saw", "sine"), labels.classes());
        assertArrayEquals(new int[][] {{1}, {0}, {1}}, labels.ids());
        assertFalse(labels.perStep());
        assertEquals(1, labels.length(2));
        assertEquals(1, labels.counted(2));
        assertSame(x[2], data.x(2));
        assertEquals(3, data.size());
        assertEquals(1, data.features());
        assertEquals("waves", data.name());
    }

    @Test
    void stepsMayGoUncounted() {
        Sequences data = Sequences.labelledSteps("tags", x(2, 3), new String[][] {{"b", null}, {"a", null, "b"}});
        Targets.Labels labels = assertInstanceOf(Targets.Labels.class, data.targets());
        assertArrayEquals(new int[][] {{1, -1}, {0, -1, 1}}, labels.ids());
        assertTrue(labels.perStep());
        assertTrue(labels.counts(1, 2));
        assertFalse(labels.counts(1, 1));
        assertEquals(2, labels.counted(1));
        assertEquals(3, labels.length(1));

        float[][][] y = {{{1, 2}, {NONE, NONE}}, {{3, 4}, {5, 6}, {7, 8}}};
        Targets.Numbers numbers = assertInstanceOf(
                Targets.Numbers.class, Sequences.numberSteps("sums", x(2, 3), y).targets());
        assertEquals(2, numbers.outputs());
        assertEquals(1, numbers.counted(0));
        assertFalse(numbers.counts(0, 1));
        assertEquals(3, numbers.counted(1));
        assertEquals(2, numbers.length(0));
    }

    @Test
    void numbersStandOncePerSequence() {
        Sequences data = Sequences.numbers("sums", x(2, 3), new float[][] {{1, 2}, {3, 4}});
        Targets.Numbers numbers = assertInstanceOf(Targets.Numbers.class, data.targets());
        assertArrayEquals(new float[][][] {{{1, 2}}, {{3, 4}}}, numbers.values());
        assertEquals(2, numbers.outputs());
        assertFalse(numbers.perStep());
    }

    @Test
    void everySequenceIsInOnePart() {
        for (Sequences data : List.of(ten(), ten().split(0.5, 0.2), ten().split(1, 0), ten().first(3, 2))) {
            int[] all = Stream.of(Part.TRAIN, Part.VALIDATION, Part.TEST)
                    .flatMapToInt(part -> Arrays.stream(data.places(part)))
                    .sorted()
                    .toArray();
            assertArrayEquals(data.places(Part.ALL), all);
        }
        assertArrayEquals(new int[] {0, 1, 2}, ten().first(3, 2).places(Part.TRAIN));
        assertArrayEquals(new int[] {3, 4}, ten().first(3, 2).places(Part.VALIDATION));
        assertArrayEquals(new int[] {5, 6, 7, 8, 9}, ten().first(3, 2).places(Part.TEST));
    }

    @Test
    void theSplitIsDrawnByLotAndAlwaysTheSame() {
        Sequences half = ten().split(0.5, 0.2);
        assertEquals(5, half.places(Part.TRAIN).length);
        assertEquals(2, half.places(Part.VALIDATION).length);
        assertEquals(3, half.places(Part.TEST).length);
        assertFalse(Arrays.equals(new int[] {0, 1, 2, 3, 4}, half.places(Part.TRAIN)));
        assertArrayEquals(half.places(Part.TRAIN), ten().split(0.5, 0.2).places(Part.TRAIN));
        int[] train = half.places(Part.TRAIN);
        assertArrayEquals(Arrays.stream(train).sorted().toArray(), train, "in rising order");
        assertArrayEquals(ten().split(0.9, 0.1).places(Part.VALIDATION), ten().places(Part.VALIDATION), "the default");
        train[0] = 99;
        assertTrue(half.places(Part.TRAIN)[0] < 10, "what is handed out is a copy");
    }

    /** Sorted by label, as tables often are, the last tenth would hold one label only. */
    @Test
    void theDefaultSplitMixesWhatIsSorted() {
        String[] labels =
                IntStream.range(0, 100).mapToObj(k -> k < 50 ? "a" : "b").toArray(String[]::new);
        int[] lengths = new int[100];
        Arrays.fill(lengths, 1);
        int[] held = Sequences.labelled("sorted", x(lengths), labels).places(Part.VALIDATION);
        assertEquals(10, held.length);
        long early = Arrays.stream(held).filter(place -> place < 50).count();
        assertTrue(early > 0 && early < 10, Arrays.toString(held));
    }

    @Test
    void somethingIsAlwaysLeftToTrainOn() {
        for (int size = 1; size <= 5; size++) {
            int[] lengths = new int[size];
            Arrays.fill(lengths, 2);
            String[] labels = new String[size];
            Arrays.fill(labels, "a");
            Sequences data = Sequences.labelled("few", x(lengths), labels);
            for (double share : new double[] {1e-9, 0.1, 0.5, 1}) {
                Sequences split = data.split(share, 1 - share);
                assertTrue(split.places(Part.TRAIN).length >= 1, size + " by " + share);
                assertEquals(0, split.places(Part.TEST).length);
                assertEquals(size, split.places(Part.TRAIN).length + split.places(Part.VALIDATION).length);
            }
        }
    }

    @Test
    void classesMayBeNamedInAnyOrder() {
        Sequences data = Sequences.labelledSteps("tags", x(2, 1), new String[][] {{"b", null}, {"a"}})
                .floor(0.25)
                .first(1, 1)
                .classes("c", "b", "a");
        Targets.Labels labels = (Targets.Labels) data.targets();
        assertEquals(List.of("c", "b", "a"), labels.classes());
        assertArrayEquals(new int[][] {{1, -1}, {2}}, labels.ids());
        assertEquals(0.25, data.floor(), "all else stays");
        assertArrayEquals(new int[] {1}, data.places(Part.VALIDATION));
    }

    @Test
    void theFloorIsKnownWhereItWasGiven() {
        assertFalse(ten().hasFloor());
        String unknown =
                assertThrows(IllegalStateException.class, () -> ten().floor()).getMessage();
        assertEquals(
                "nobody knows the lowest loss on 'ten': only data made by a rule has a floor, or give it by"
                        + " floor(loss)",
                unknown);
        Sequences floored = ten().floor(0.5).split(0.5, 0.5);
        assertTrue(floored.hasFloor());
        assertEquals(0.5, floored.floor());
    }

    @Test
    void tellsItsSizes() {
        assertEquals(
                "ten: 10 sequences of 1 to 10 steps, 1 features; 9 to train, 1 to validate, 0 to test",
                ten().toString());
        assertEquals(
                "two: 2 sequences of 3 steps, 1 features; 1 to train, 0 to validate, 1 to test",
                Sequences.labelled("two", x(3, 3), "a", "b").first(1, 0).toString());
    }

    @Test
    void sequencesThatAreNoneAreRefused() {
        assertMessage("'s' has no sequences: give at least one", () -> Sequences.labelled("s", x()));
        assertMessage(
                "'s' has 2 sequences but targets for 1: expected one for each",
                () -> Sequences.labelled("s", x(1, 1), "a"));
        assertMessage("sequence 1 of 's' has no steps: leave it out", () -> Sequences.labelled("s", x(1, 0), "a", "a"));
        assertMessage(
                "a step of sequence 0 of 's' has 0 features, expected at least 1",
                () -> Sequences.labelled("s", new float[][][] {{{}}}, "a"));
        assertMessage(
                "a step of sequence 1 of 's' has 2 features, expected 1 as in the first step of all",
                () -> Sequences.labelled("s", new float[][][] {{{1}}, {{1}, {1, 2}}}, "a", "a"));
        assertMessage(
                "sequence 0 of 's' holds NaN, expected numbers: fill what is missing",
                () -> Sequences.labelled("s", new float[][][] {{{NONE}}}, "a"));
        assertMessage(
                "sequence 0 of 's' holds Infinity",
                () -> Sequences.labelled("s", new float[][][] {{{Float.POSITIVE_INFINITY}}}, "a"));
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        assertMessage(
                "sequence 1 of 's' has no target: leave it out", () -> Sequences.labelled("s", x(1, 1), "a", null));
        assertMessage(
                "sequence 0 of 's' has no target", () -> Sequences.numbers("s", x(1), new float[][] {{NONE, NONE}}));
        assertMessage(
                "sequence 1 of 's' has 3 steps but targets for 2: expected one for each step",
                () -> Sequences.labelledSteps("s", x(1, 3), new String[][] {{"a"}, {"a", "b"}}));
        assertMessage(
                "sequence 0 of 's' has 2 steps but targets for 1",
                () -> Sequences.numberSteps("s", x(2), new float[][][] {{{1}}}));
        assertMessage(
                "sequence 1 of 's' is to give 2 numbers, expected 1 as in the first of all",
                () -> Sequences.numbers("s", x(1, 1), new float[][] {{1}, {1, 2}}));
        assertMessage(
                "sequence 0 of 's' is to give 0 numbers, expected at least 1",
                () -> Sequences.numbers("s", x(1), new float[][] {{}}));
        assertMessage(
                "sequence 0 of 's' is to give -Infinity, expected a number, or NaN where a step does not count",
                () -> Sequences.numbers("s", x(1), new float[][] {{Float.NEGATIVE_INFINITY}}));
        assertMessage(
                "sequence 0 of 's' is to give [1.0, NaN]: a step counts with all of its numbers or, all NaN, not at"
                        + " all",
                () -> Sequences.numberSteps("s", x(1), new float[][][] {{{1, NONE}}}));
    }

    @Test
    void classesThatDoNotFitAreRefused() {
        assertMessage(
                "label 'b' of 'ten' is not among the classes [a, c]: name all of them",
                () -> ten().classes("a", "c").size());
        assertMessage(
                "label 'a' came twice among the classes of 'ten', expected each once: [a, b, a]",
                () -> ten().classes("a", "b", "a").size());
        assertMessage("'n' has numbers to predict, not labels", () -> Sequences.numbers("n", x(1), new float[][] {{1}})
                .classes("a")
                .size());
    }

    @Test
    void sharesThatDoNotFitAreRefused() {
        for (double[] shares : new double[][] {{0, 0.5}, {-0.1, 0.5}, {0.5, -0.1}, {0.8, 0.3}, {Double.NaN, 0}}) {
            assertMessage(
                    "split(" + shares[0] + ", " + shares[1] + "): expected a training share above 0 and a validation",
                    () -> ten().split(shares[0], shares[1]).size());
        }
        assertMessage("first(0, 5) of 10 sequences: expected at least 1 to train on", () -> ten().first(0, 5)
                .size());
        assertMessage("first(8, 3) of 10 sequences", () -> ten().first(8, 3).size());
        assertMessage("first(8, -1) of 10 sequences", () -> ten().first(8, -1).size());
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
