package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against all labellings where the beam has room for them, and a search written as the paper has it where not. */
class CtcSearchTest {
    private static final CtcBeam WIDE = CtcBeam.of(10_000);

    /** A language whose labels hang on the one before; it counts how often it is asked. */
    private record Bigram(double[][] logs, int last, int[] asked) implements CtcLanguage {
        static Bigram random(Random random, int outputs) {
            double[][] logs = new double[outputs + 1][outputs + 1];
            for (double[] row : logs) {
                Arrays.setAll(row, k -> -3 * random.nextDouble());
            }
            return new Bigram(logs, outputs, new int[2]);
        }

        @Override
        public double log(int label) {
            asked[0]++;
            return logs[last][label];
        }

        @Override
        public CtcLanguage after(int label) {
            asked[1]++;
            return new Bigram(logs, label, asked);
        }

        @Override
        public double end() {
            return logs[last][logs.length - 1];
        }

        double log(List<Integer> labels) {
            double sum = 0;
            int before = logs.length - 1;
            for (int label : labels) {
                sum += logs[before][label];
                before = label;
            }
            return sum + logs[before][logs.length - 1];
        }
    }

    @Test
    void aWideBeamFindsAllLabellings() {
        Random random = new Random(5);
        for (int frames = 1; frames <= 5; frames++) {
            for (int outputs = 1; outputs <= 4; outputs++) {
                Ctc ctc = Ctc.of(outputs).blank(random.nextInt(outputs));
                float[][] scores = CtcTest.numbers(random, frames, outputs, 3);
                AllPaths all = new AllPaths(scores, outputs, ctc.blank());
                Bigram bigram = Bigram.random(random, outputs);
                check(all, ctc.search(scores, WIDE), WIDE, bigram);
                for (CtcBeam beam : List.of(
                        WIDE.language(bigram, 0.7).bonus(0.4),
                        WIDE.language(bigram, 2),
                        WIDE.bonus(-1),
                        WIDE.language(bigram, 0).bonus(1))) {
                    check(all, ctc.search(scores, beam), beam, bigram);
                }
            }
        }
    }

    private static void check(AllPaths all, List<CtcLabelling> found, CtcBeam beam, Bigram bigram) {
        List<CtcLabelling> expected = new ArrayList<>();
        for (List<Integer> labels : all.byLabels().keySet()) {
            double log = all.log(labels);
            double lead = beam.weight() * bigram.log(labels) + beam.bonus() * labels.size();
            int[] array = labels.stream().mapToInt(Integer::intValue).toArray();
            expected.add(new CtcLabelling(array, log, log + lead));
        }
        expected.sort(Comparator.comparingDouble(CtcLabelling::score).reversed());
        assertEquals(expected.size(), found.size());
        double sum = 0;
        for (int k = 0; k < expected.size(); k++) {
            assertArrayEquals(expected.get(k).labels(), found.get(k).labels());
            assertEquals(expected.get(k).logProbability(), found.get(k).logProbability(), 1e-10);
            assertEquals(expected.get(k).score(), found.get(k).score(), 1e-10);
            sum += Math.exp(found.get(k).logProbability());
        }
        assertEquals(1, sum, 1e-10, "all labellings share the probability");
    }

    @Test
    void aNarrowBeamKeepsWhatThePapersDoes() {
        Random random = new Random(8);
        int[] cut = new int[1];
        for (int trial = 0; trial < 300; trial++) {
            int outputs = 2 + random.nextInt(4);
            Ctc ctc = Ctc.of(outputs).blank(random.nextInt(outputs));
            float[][] scores = CtcTest.numbers(random, 1 + random.nextInt(14), outputs, 2);
            CtcBeam beam = CtcBeam.of(1 + random.nextInt(7));
            if (trial % 2 == 1) {
                beam = beam.language(Bigram.random(random, outputs), 0.8).bonus(0.9);
            }
            List<CtcLabelling> found = ctc.search(scores, beam);
            List<Map.Entry<List<Integer>, Double>> expected = new SlowBeam(ctc.blank(), beam).run(softmax(scores));
            assertEquals(expected.size(), found.size());
            for (int k = 0; k < found.size(); k++) {
                CtcLabelling own = found.get(k);
                assertEquals(
                        expected.get(k).getKey(),
                        Arrays.stream(own.labels()).boxed().toList());
                assertEquals(Math.log(expected.get(k).getValue()), own.score(), 1e-9);
                double whole = -ctc.loss(scores, own.labels());
                assertTrue(own.logProbability() <= whole + 1e-9, "no more than all of its paths");
                cut[0] += own.logProbability() < whole - 1e-6 ? 1 : 0;
            }
        }
        assertTrue(cut[0] > 300, () -> "only " + cut[0] + " labellings lost paths");
    }

    private static double[][] softmax(float[][] scores) {
        double[][] rows = new double[scores.length][];
        for (int t = 0; t < rows.length; t++) {
            double[] row = new double[scores[t].length];
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                sum += row[k] = Math.exp(scores[t][k]);
            }
            double all = sum;
            rows[t] = Arrays.stream(row).map(p -> p / all).toArray();
        }
        return rows;
    }

    @Test
    void manyPathsBeatTheBestPath() {
        // Graves 2006, figure 2: each frame's best is the blank, yet a is likelier than nothing.
        float blank = (float) Math.log(0.6);
        float a = (float) Math.log(0.4);
        float[][] scores = {{a, blank}, {a, blank}};
        Ctc ctc = Ctc.of(2);
        assertArrayEquals(new int[0], ctc.best(scores).labels());
        List<CtcLabelling> found = ctc.search(scores, CtcBeam.of(2));
        assertArrayEquals(new int[] {0}, found.get(0).labels());
        assertEquals(0.64, Math.exp(found.get(0).logProbability()), 1e-7);
        assertEquals(0.36, Math.exp(found.get(1).logProbability()), 1e-7);
        assertEquals(found.get(0).logProbability(), found.get(0).score());
    }

    @Test
    void equalsComeInTheOrderOfTheirLabels() {
        List<CtcLabelling> found = Ctc.of(4).blank(0).search(new float[1][4], WIDE);
        assertEquals(
                List.of(List.of(), List.of(1), List.of(2), List.of(3)),
                found.stream()
                        .map(one -> Arrays.stream(one.labels()).boxed().toList())
                        .toList());
        assertEquals(found.subList(0, 2), Ctc.of(4).blank(0).search(new float[1][4], CtcBeam.of(2)));
        assertEquals(found.subList(0, 3), Ctc.of(4).blank(0).search(new float[1][4], CtcBeam.of(3)));
    }

    @Test
    void ofEqualsTheFirstInOrderIsKept() {
        float low = -1e30f;
        float[][] scores = {{0, 2 * low, low}, {0, low, 2 * low}}; // 2 stays as likely as 1 begins
        List<CtcLabelling> found = Ctc.of(3).blank(0).search(scores, CtcBeam.of(2));
        assertArrayEquals(new int[0], found.get(0).labels());
        assertArrayEquals(new int[] {1}, found.get(1).labels());
        assertEquals(low, found.get(1).score());
    }

    @Test
    void aLongSequenceStaysFinite() {
        Random random = new Random(2);
        float[][] scores = CtcTest.numbers(random, 1500, 6, 40);
        List<CtcLabelling> found = Ctc.of(6).search(scores, CtcBeam.of(8));
        assertEquals(8, found.size());
        Set<List<Integer>> different = new HashSet<>();
        double before = 0;
        for (CtcLabelling one : found) {
            different.add(Arrays.stream(one.labels()).boxed().toList());
            assertTrue(one.score() <= before && one.score() > -10_000, one::toString);
            before = one.score();
        }
        assertEquals(8, different.size());
        double greedy = Ctc.of(6).best(scores).logProbability();
        assertTrue(found.get(0).logProbability() > greedy);
    }

    @Test
    void theLanguageIsAskedForWhatIsKeptAlone() {
        Random random = new Random(4);
        float[][] scores = CtcTest.numbers(random, 30, 5, 3);
        Bigram bigram = Bigram.random(random, 5);
        Ctc ctc = Ctc.of(5);
        assertEquals(3, ctc.search(scores, CtcBeam.of(3).language(bigram, 1)).size());
        int[] asked = bigram.asked;
        assertTrue(asked[1] > 10 && asked[1] <= 3 * 30, () -> "asked for " + asked[1] + " states");
        assertEquals(4 * (asked[1] + 1), asked[0], "each label but the blank, once in each state");
        Arrays.fill(asked, 0);
        List<CtcLabelling> alone = ctc.search(scores, CtcBeam.of(3));
        assertEquals(alone, ctc.search(scores, CtcBeam.of(3).language(bigram, 0)));
        assertArrayEquals(new int[2], asked, "of no weight, not asked");
    }

    /** A language that says the same of all labels, and something of the end. */
    private record Flat(double log, double end) implements CtcLanguage {
        @Override
        public double log(int label) {
            return log;
        }

        @Override
        public CtcLanguage after(int label) {
            return this;
        }
    }

    @Test
    void whatTheLanguageRulesOutDoesNotComeOut() {
        Ctc ctc = Ctc.of(3);
        float[][] scores = {{5, 0, 0}, {5, 0, 0}};
        double never = Double.NEGATIVE_INFINITY;
        List<CtcLabelling> mute = ctc.search(scores, WIDE.language(new Flat(never, 0), 1));
        assertEquals(1, mute.size());
        assertArrayEquals(new int[0], mute.get(0).labels());
        assertEquals(List.of(), ctc.search(scores, WIDE.language(new Flat(0, never), 1)));
        assertEquals(0, new Flat(0, 0).end());
        assertEquals(0, CtcLanguage.none().end());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage("width is 0, expected at least 1 labelling", () -> CtcBeam.of(0));
        CtcLanguage none = CtcLanguage.none();
        assertMessage("weight is -1.0, expected a finite number of at least 0", () -> WIDE.language(none, -1));
        assertMessage("weight is NaN", () -> WIDE.language(none, Double.NaN));
        assertMessage("weight is Infinity", () -> WIDE.language(none, Double.POSITIVE_INFINITY));
        assertMessage("bonus is Infinity, expected a finite number", () -> WIDE.bonus(Double.POSITIVE_INFINITY));
        Ctc ctc = Ctc.of(3);
        assertMessage(
                "the language gives label 0 after [] the logarithm NaN, expected a number, or minus infinity",
                () -> ctc.search(new float[2][3], WIDE.language(new Flat(Double.NaN, 0), 1)));
        assertMessage(
                "the language gives the end after [",
                () -> ctc.search(new float[2][3], WIDE.language(new Flat(0, Double.POSITIVE_INFINITY), 1)));
    }

    @Test
    void areValues() {
        CtcLanguage none = CtcLanguage.none();
        assertEquals(CtcBeam.of(5), CtcBeam.of(5));
        assertEquals(new CtcBeam(5, none, 0.5, 2), CtcBeam.of(5).bonus(2).language(none, 0.5));
        CtcLabelling one = new CtcLabelling(new int[] {1, 2}, -1, -2);
        assertEquals(one, new CtcLabelling(new int[] {1, 2}, -1, -2));
        assertEquals(one.hashCode(), new CtcLabelling(new int[] {1, 2}, -1, -2).hashCode());
        assertNotEquals(one, new CtcLabelling(new int[] {1, 3}, -1, -2));
        assertNotEquals(one, new CtcLabelling(new int[] {1, 2}, -3, -2));
        assertNotEquals(one, new CtcLabelling(new int[] {1, 2}, -1, -3));
        assertEquals("CtcLabelling[labels=[1, 2], logProbability=-1.0, score=-2.0]", one.toString());
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
