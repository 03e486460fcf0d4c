package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against the enumeration of all sequences on small lattices, and by finite differences. */
class CrfTest {
    private static final List<String> BIO = List.of("B", "I", "O");

    /** A field, scores for a sentence, and all its sequences. */
    private record Case(Crf crf, float[][] scores, AllSequences all) {
        static Case random(Random random, int steps, int tags, boolean constrained, int range, boolean whole) {
            float[][] scores = numbers(random, steps, tags, range, whole);
            float[][] pairs = numbers(random, tags, tags, range, whole);
            float[] start = numbers(random, 1, tags, range, whole)[0];
            float[] end = numbers(random, 1, tags, range, whole)[0];
            CrfConstraints rules = CrfConstraints.none(tags);
            AllSequences all = new AllSequences(scores, pairs, start, end, rules);
            while (constrained) {
                rules = rules(random, tags);
                all = new AllSequences(scores, pairs, start, end, rules);
                constrained = all.allowed().isEmpty();
            }
            return new Case(CrfTest.crf(pairs, start, end).constrained(rules), scores, all);
        }

        private static CrfConstraints rules(Random random, int tags) {
            boolean[][] between = new boolean[tags][tags];
            boolean[] start = new boolean[tags];
            boolean[] end = new boolean[tags];
            for (int i = 0; i < tags; i++) {
                start[i] = random.nextInt(3) > 0;
                end[i] = random.nextInt(3) > 0;
                for (int j = 0; j < tags; j++) {
                    between[i][j] = random.nextInt(3) > 0;
                }
            }
            return new CrfConstraints(CrfConstraints.none(tags).tags(), between, start, end);
        }
    }

    private static float[][] numbers(Random random, int rows, int columns, int range, boolean whole) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int k = 0; k < columns; k++) {
                row[k] = whole ? random.nextInt(2 * range + 1) - range : (random.nextFloat() * 2 - 1) * range;
            }
        }
        return numbers;
    }

    private static Crf crf(float[][] pairs, float[] start, float[] end) {
        int tags = start.length;
        float[] flat = new float[tags * tags];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = pairs[k / tags][k % tags];
        }
        return Crf.of(Tensor.of(flat, tags, tags), Tensor.of(start.clone(), tags), Tensor.of(end.clone(), tags));
    }

    /** Runs over lengths 1 to 5, 1 to 4 tags, with constraints and without. */
    private static void each(int range, boolean whole, Consumer<Case> check) {
        Random random = new Random(7 + range);
        for (int steps = 1; steps <= 5; steps++) {
            for (int tags = 1; tags <= 4; tags++) {
                for (int trial = 0; trial < 6; trial++) {
                    check.accept(Case.random(random, steps, tags, trial % 2 == 1, range, whole));
                }
            }
        }
    }

    @Test
    void thePartitionAndTheLossAreThoseOfAllSequences() {
        each(3, false, c -> {
            assertEquals(c.all.logPartition(), c.crf.logPartition(c.scores), 1e-10);
            double sum = 0;
            for (CrfPath path : c.all.allowed()) {
                assertEquals(path.score(), c.crf.score(c.scores, path.tags()), 1e-10);
                double loss = c.crf.loss(c.scores, path.tags());
                assertEquals(c.all.logPartition() - path.score(), loss, 1e-10);
                sum += Math.exp(-loss);
            }
            assertEquals(1, sum, 1e-10, "the allowed sequences share all the probability");
        });
    }

    @Test
    void theMarginalsAreThoseOfAllSequences() {
        each(3, false, c -> {
            float[][] marginals = c.crf.marginals(c.scores);
            double[][] expected = c.all.marginals();
            for (int t = 0; t < expected.length; t++) {
                for (int k = 0; k < expected[t].length; k++) {
                    assertEquals(expected[t][k], marginals[t][k], 1e-6);
                }
            }
        });
    }

    @Test
    void theGradientIsExpectedLessActualCounts() {
        each(3, false, c -> {
            List<CrfPath> allowed = c.all.allowed();
            checkGradient(c, allowed.get(allowed.size() / 2).tags(), 1e-6);
        });
    }

    private static void checkGradient(Case c, int[] gold, double tolerance) {
        CrfGradient gradient = c.crf.gradient(c.scores, gold);
        assertEquals(c.crf.loss(c.scores, gold), gradient.loss(), tolerance);
        int tags = c.crf.tags();
        double[][] scores = c.all.marginals();
        double[][] pairs = c.all.pairs();
        for (int t = 0; t < gold.length; t++) {
            scores[t][gold[t]]--;
            if (t > 0) {
                pairs[gold[t - 1]][gold[t]]--;
            }
        }
        assertArrayEquals(new long[] {gold.length, tags}, gradient.scores().shape());
        assertArrayEquals(new long[] {tags, tags}, gradient.transitions().shape());
        for (int k = 0; k < tags; k++) {
            assertEquals(scores[0][k], gradient.start().values()[k], tolerance);
            assertEquals(scores[gold.length - 1][k], gradient.end().values()[k], tolerance);
            for (int t = 0; t < gold.length; t++) {
                assertEquals(scores[t][k], gradient.scores().values()[t * tags + k], tolerance);
            }
            for (int i = 0; i < tags; i++) {
                assertEquals(pairs[i][k], gradient.transitions().values()[i * tags + k], tolerance);
                if (!c.crf.constraints().between()[i][k]) {
                    assertEquals(0, gradient.transitions().values()[i * tags + k], "forbidden");
                }
            }
        }
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        Random random = new Random(3);
        int tags = 3;
        int steps = 4;
        float[][] numbers = numbers(random, steps + tags + 2, tags, 2, false);
        int[] gold = {2, 0, 1, 1};
        CrfGradient gradient = field(numbers, steps).gradient(Arrays.copyOf(numbers, steps), gold);
        float step = 1f / 128; // exact in float, so is the sum
        for (int row = 0; row < numbers.length; row++) {
            for (int k = 0; k < tags; k++) {
                float own = numbers[row][k];
                float above = own + step;
                float below = own - step;
                numbers[row][k] = above;
                double high = field(numbers, steps).loss(Arrays.copyOf(numbers, steps), gold);
                numbers[row][k] = below;
                double low = field(numbers, steps).loss(Arrays.copyOf(numbers, steps), gold);
                numbers[row][k] = own;
                assertEquals(slope(gradient, row, k, steps), (high - low) / (above - below), 1e-5, row + ", " + k);
            }
        }
    }

    /** Reads steps of scores, rows of transitions, start and end, in this order. */
    private static Crf field(float[][] numbers, int steps) {
        float[][] pairs = Arrays.copyOfRange(numbers, steps, numbers.length - 2);
        return crf(pairs, numbers[numbers.length - 2], numbers[numbers.length - 1]);
    }

    private static double slope(CrfGradient gradient, int row, int k, int steps) {
        int tags = gradient.start().values().length;
        if (row < steps) {
            return gradient.scores().values()[row * tags + k];
        }
        if (row < steps + tags) {
            return gradient.transitions().values()[(row - steps) * tags + k];
        }
        return (row == steps + tags ? gradient.start() : gradient.end()).values()[k];
    }

    @Test
    void theBestAreThoseOfAllSequences() {
        each(3, false, c -> checkBest(c, 1e-10));
    }

    @Test
    void equalsComeInTheOrderOfTheirTags() {
        int[] ties = new int[1];
        each(1, true, c -> {
            checkBest(c, 0);
            List<CrfPath> ranked = c.all.ranked();
            ties[0] +=
                    ranked.size() > 1 && ranked.get(0).score() == ranked.get(1).score() ? 1 : 0;
        });
        assertTrue(ties[0] > 20, () -> "only " + ties[0] + " cases had a tie at the top");
    }

    private static void checkBest(Case c, double tolerance) {
        List<CrfPath> ranked = c.all.ranked();
        assertPath(ranked.get(0), c.crf.best(c.scores), tolerance);
        for (int count : new int[] {1, 2, 7, Integer.MAX_VALUE}) {
            List<CrfPath> best = c.crf.best(c.scores, count);
            assertEquals(Math.min(count, ranked.size()), best.size());
            Set<List<Integer>> different = new HashSet<>();
            for (int k = 0; k < best.size(); k++) {
                assertPath(ranked.get(k), best.get(k), tolerance);
                different.add(Arrays.stream(best.get(k).tags()).boxed().toList());
            }
            assertEquals(best.size(), different.size());
        }
    }

    private static void assertPath(CrfPath expected, CrfPath actual, double tolerance) {
        assertArrayEquals(expected.tags(), actual.tags());
        assertEquals(expected.score(), actual.score(), tolerance);
    }

    @Test
    void hugeScoresKeepTheirMeaning() {
        each(10_000, false, c -> {
            assertEquals(c.all.logPartition(), c.crf.logPartition(c.scores), 1e-9);
            checkBest(c, 1e-9);
            int[] worst = c.all.ranked().get(c.all.ranked().size() - 1).tags();
            checkGradient(c, worst, 1e-6);
        });
        each(700, true, c -> {
            assertEquals(c.all.logPartition(), c.crf.logPartition(c.scores), 1e-10);
            checkGradient(c, c.all.ranked().get(0).tags(), 1e-6);
        });
    }

    @Test
    void aWayThatLooksHopelessOnBothSidesIsNotLost() {
        // Only 0 1 0 and 1 0 1 are allowed. What leads before and what leads after do not go together.
        boolean[][] swap = {{false, true}, {true, false}};
        boolean[] any = {true, true};
        Crf crf = crf(new float[2][2], new float[2], new float[2])
                .constrained(new CrfConstraints(List.of("a", "b"), swap, any, any));
        float[][] scores = {{10_000, 0}, {10_000, 0}, {-1, 0}}; // 0 1 0: 9999; 1 0 1: 10000
        double expected = 10_000 + Math.log1p(Math.exp(-1));
        assertEquals(expected, crf.logPartition(scores), 1e-9);
        float[][] marginals = crf.marginals(scores);
        double share = 1 / (1 + Math.exp(-1));
        assertArrayEquals(new float[] {(float) (1 - share), (float) share}, marginals[0], 1e-6f);
        assertArrayEquals(new float[] {(float) share, (float) (1 - share)}, marginals[1], 1e-6f);
        CrfGradient gradient = crf.gradient(scores, new int[] {1, 0, 1});
        // Both ways take each of the two pairs once.
        assertArrayEquals(new float[4], gradient.transitions().values(), 1e-6f);
        assertEquals(expected - 10_000, gradient.loss(), 1e-9);
        // A penalty of the only allowed transitions costs nothing: all others have probability 0.
        Crf dear = crf(new float[][] {{0, -10_000}, {-10_000, 0}}, new float[2], new float[2])
                .constrained(crf.constraints());
        assertEquals(expected - 20_000, dear.logPartition(scores), 1e-9);
        assertEquals(expected - 10_000, dear.loss(scores, new int[] {1, 0, 1}), 1e-9);
        assertArrayEquals(
                new float[4],
                dear.gradient(scores, new int[] {1, 0, 1}).transitions().values(),
                1e-6f);
    }

    @Test
    void aLongSentenceStaysFinite() {
        Random random = new Random(9);
        int tags = 5;
        Case one = Case.random(random, 1, tags, false, 2, false);
        float[][] scores = numbers(random, 2000, tags, 2, false);
        float[][] marginals = one.crf.marginals(scores);
        for (float[] step : marginals) {
            float sum = 0;
            for (float share : step) {
                sum += share;
            }
            assertEquals(1, sum, 1e-5);
        }
        int[] gold = random.ints(2000, 0, tags).toArray();
        CrfGradient gradient = one.crf.gradient(scores, gold);
        double sum = 0;
        for (float count : gradient.transitions().values()) {
            sum += count;
        }
        assertEquals(0, sum, 1e-3, "as many pairs are expected as there are");
        assertTrue(gradient.loss() > 1000 && gradient.loss() < 20_000, () -> "loss " + gradient.loss());
    }

    @Test
    void aBatchIsTheSumOfItsSentencesAndPaddingIsNothing() {
        Random random = new Random(21);
        int tags = 3;
        Crf crf = Case.random(random, 1, tags, false, 2, false).crf;
        int[][] gold = {{0, 2, 1, 1}, {2}, {1, 0}};
        float[] padded = new float[3 * 5 * tags];
        Arrays.fill(padded, Float.NaN); // beyond each end nobody looks
        double loss = 0;
        float[] byScores = new float[padded.length];
        Tensor transitions = Tensor.zeros(tags, tags);
        Tensor start = Tensor.zeros(tags);
        Tensor end = Tensor.zeros(tags);
        for (int k = 0; k < gold.length; k++) {
            float[][] scores = numbers(random, gold[k].length, tags, 2, false);
            CrfGradient one = crf.gradient(scores, gold[k]);
            for (int t = 0; t < gold[k].length; t++) {
                System.arraycopy(scores[t], 0, padded, (k * 5 + t) * tags, tags);
                System.arraycopy(one.scores().values(), t * tags, byScores, (k * 5 + t) * tags, tags);
            }
            loss += one.loss();
            transitions = transitions.plus(1, one.transitions());
            start = start.plus(1, one.start());
            end = end.plus(1, one.end());
        }
        CrfGradient batch = crf.gradient(Tensor.of(padded, 3, 5, tags), gold);
        assertEquals(loss, batch.loss(), 1e-10);
        assertArrayEquals(new long[] {3, 5, tags}, batch.scores().shape());
        assertArrayEquals(byScores, batch.scores().values());
        assertArrayEquals(transitions.values(), batch.transitions().values(), 1e-5f);
        assertArrayEquals(start.values(), batch.start().values(), 1e-5f);
        assertArrayEquals(end.values(), batch.end().values(), 1e-5f);
    }

    @Test
    void constraintsAskTheRule() {
        CrfConstraints bio = bio();
        assertArrayEquals(new boolean[] {true, false, true}, bio.start());
        assertArrayEquals(new boolean[] {true, true, true}, bio.end());
        assertArrayEquals(new boolean[][] {{true, true, true}, {true, true, true}, {true, false, true}}, bio.between());
        assertEquals("CrfConstraints[8 of 9 transitions between 3 tags]", bio.toString());
        float[][] scores = {{0, 9, 0}, {0, 9, 0}};
        Crf free = crf(new float[3][3], new float[3], new float[3]);
        assertArrayEquals(new int[] {1, 1}, free.best(scores).tags());
        Crf held = free.constrained(bio);
        assertArrayEquals(new int[] {0, 1}, held.best(scores).tags());
        assertEquals(0, held.marginals(scores)[0][1]);
        assertTrue(held.logPartition(scores) < free.logPartition(scores));
    }

    private static CrfConstraints bio() {
        return CrfConstraints.of(
                BIO, (before, after) -> !Objects.equals(after, "I") || before != null && !before.equals("O"));
    }

    @Test
    void aGoldSequenceThatBreaksTheConstraintsIsRefused() {
        Crf crf = crf(new float[3][3], new float[3], new float[3]).constrained(bio());
        float[][] scores = new float[3][3];
        String way = " under the constraints: correct the tags, or allow the transition";
        assertMessage("tag 'I' at step 0 may not begin a sequence" + way, () -> crf.loss(scores, new int[] {1, 1, 2}));
        String follow = "tag 'I' at step 2 may not follow tag 'O' at step 1" + way;
        assertMessage(follow, () -> crf.loss(scores, new int[] {0, 2, 1}));
        assertMessage(follow, () -> crf.gradient(scores, new int[] {0, 2, 1}));
        assertMessage("sentence 0: " + follow, () -> crf.gradient(scores, new int[] {0, 2, 1}));
        assertMessage(
                "sentence 1: " + follow, () -> crf.gradient(Tensor.zeros(2, 3, 3), new int[][] {{0, 1, 2}, {0, 2, 1}}));
        assertMessage(follow, () -> crf.score(scores, new int[] {0, 2, 1}));
        boolean[] notO = {true, true, false};
        Crf open = crf.constrained(new CrfConstraints(BIO, bio().between(), bio().start(), notO));
        assertMessage("tag 'O' at step 2 may not end a sequence", () -> open.loss(scores, new int[] {0, 0, 2}));
    }

    @Test
    void constraintsThatLeaveNothingAreRefused() {
        boolean[][] none = new boolean[2][2];
        boolean[] first = {true, false};
        boolean[] second = {false, true};
        Crf crf = crf(new float[2][2], new float[2], new float[2])
                .constrained(new CrfConstraints(List.of("a", "b"), none, first, second));
        for (int steps = 1; steps <= 3; steps++) {
            float[][] scores = new float[steps][2];
            String message = "no tag sequence of " + steps + (steps == 1 ? " step" : " steps") + " is allowed";
            assertMessage(message, () -> crf.logPartition(scores));
            assertMessage(message, () -> crf.marginals(scores));
            assertMessage(message, () -> crf.best(scores));
            assertMessage(message, () -> crf.best(scores, 3));
        }
    }

    @Test
    void isAValue() {
        float[] pairs = {1, 2, 3, 4};
        Crf crf = Crf.of(Tensor.of(pairs, 2, 2), Tensor.zeros(2), Tensor.zeros(2));
        Crf same = Crf.of(Tensor.of(pairs.clone(), 2, 2), Tensor.zeros(2), Tensor.zeros(2));
        pairs[0] = 9;
        crf.transitions().values()[1] = 9;
        crf.start().values()[1] = 9;
        crf.end().values()[1] = 9;
        crf.constraints().start()[0] = false;
        crf.constraints().end()[0] = false;
        crf.constraints().between()[0][0] = false;
        assertEquals(same, crf, "what goes in and out is copied");
        assertEquals(same.hashCode(), crf.hashCode());
        assertArrayEquals(new float[] {1, 2, 3, 4}, crf.transitions().values());
        assertNotEquals(same, Crf.of(Tensor.of(pairs, 2, 2), Tensor.zeros(2), Tensor.zeros(2)));
        assertNotEquals(same, same.constrained(CrfConstraints.of(List.of("0", "1"), (a, b) -> a == null)));
        assertEquals("Crf[2 tags, CrfConstraints[4 of 4 transitions between 2 tags]]", crf.toString());
        CrfPath path = new CrfPath(new int[] {1, 0}, 2.5);
        assertEquals(path, new CrfPath(new int[] {1, 0}, 2.5));
        assertNotEquals(path, new CrfPath(new int[] {1, 1}, 2.5));
        assertEquals("CrfPath[tags=[1, 0], score=2.5]", path.toString());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tensor two = Tensor.zeros(2);
        assertMessage(
                "transitions has shape [3, 2], expected [2, 2] for 2 tags", () -> Crf.of(Tensor.zeros(3, 2), two, two));
        assertMessage("end has shape [3], expected [2]", () -> Crf.of(Tensor.zeros(2, 2), two, Tensor.zeros(3)));
        assertMessage("start is empty", () -> Crf.of(Tensor.zeros(0, 0), Tensor.zeros(0), Tensor.zeros(0)));
        assertMessage(
                "end has -Infinity at place 1, expected finite numbers: forbid a transition by constraints",
                () -> Crf.of(Tensor.zeros(2, 2), two, Tensor.of(new float[] {0, Float.NEGATIVE_INFINITY}, 2)));
        Crf crf = crf(new float[2][2], new float[2], new float[2]);
        assertMessage("about 3 tags, expected 2", () -> crf.constrained(bio()));
        assertMessage("scores for 0 steps, expected at least 1", () -> crf.logPartition(new float[0][]));
        assertMessage("scores[1] has 3 numbers, expected 2", () -> crf.best(new float[][] {{0, 0}, {0, 0, 0}}));
        float[][] broken = {{0, 0}, {0, Float.NaN}};
        assertMessage("scores[1][1] is NaN, expected a finite number", () -> crf.best(broken));
        assertMessage("scores[1][1] is NaN", () -> crf.best(broken, 2));
        assertMessage("scores[1][1] is NaN", () -> crf.marginals(broken));
        assertMessage("count is 0, expected at least 1", () -> crf.best(new float[1][2], 0));
        assertMessage("there are 1 tags but scores for 2 steps", () -> crf.loss(new float[2][2], new int[] {0}));
        assertMessage(
                "the sequence has tag 2 at step 1, expected 0 to 1", () -> crf.loss(new float[2][2], new int[] {0, 2}));
        assertMessage(
                "scores have shape [2, 3], expected (batch, steps, tags) with 1 sentences of 2 tags",
                () -> crf.gradient(Tensor.zeros(2, 3), new int[1][1]));
        assertMessage(
                "sentence 0 has 4 tags, expected 1 to 3", () -> crf.gradient(Tensor.zeros(1, 3, 2), new int[1][4]));
        assertMessage(
                "sentence 0 has tag -1 at step 0, expected 0 to 1",
                () -> crf.gradient(Tensor.zeros(1, 3, 2), new int[][] {{-1}}));
        assertMessage("there are no tags", () -> CrfConstraints.none(0));
        assertMessage(
                "between[1] has 1 entries, expected 2",
                () -> new CrfConstraints(
                        List.of("a", "b"), new boolean[][] {{true, true}, {true}}, new boolean[2], new boolean[2]));
        assertMessage(
                "end has 3 entries, expected 2, one for each tag",
                () -> new CrfConstraints(List.of("a", "b"), new boolean[2][2], new boolean[2], new boolean[3]));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
