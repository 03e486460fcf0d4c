package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the enumeration of all paths on small lattices, by finite differences, and against PyTorch's CTCLoss. */
class CtcTest {
    /** Scores for a sequence, and all its paths. */
    private record Case(Ctc ctc, float[][] scores, AllPaths all) {
        static Case random(Random random, int frames, int outputs, float range) {
            Ctc ctc = Ctc.of(outputs).blank(random.nextInt(outputs));
            float[][] scores = numbers(random, frames, outputs, range);
            return new Case(ctc, scores, new AllPaths(scores, outputs, ctc.blank()));
        }
    }

    static float[][] numbers(Random random, int rows, int columns, float range) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int k = 0; k < columns; k++) {
                row[k] = (random.nextFloat() * 2 - 1) * range;
            }
        }
        return numbers;
    }

    /** Runs over 1 to 5 frames and 1 to 4 outputs, the blank anywhere among them. */
    private static void each(float range, Consumer<Case> check) {
        Random random = new Random(11);
        for (int frames = 1; frames <= 5; frames++) {
            for (int outputs = 1; outputs <= 4; outputs++) {
                for (int trial = 0; trial < 3; trial++) {
                    check.accept(Case.random(random, frames, outputs, range));
                }
            }
        }
    }

    private static int[] array(List<Integer> labels) {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void theLossIsThatOfAllPaths() {
        each(3, c -> {
            double sum = 0;
            for (List<Integer> labels : c.all.byLabels().keySet()) {
                double loss = c.ctc.loss(c.scores, array(labels));
                assertEquals(-c.all.log(labels), loss, 1e-10, labels::toString);
                sum += Math.exp(-loss);
            }
            assertEquals(1, sum, 1e-10, "the labellings share all the probability");
        });
    }

    @Test
    void theGradientIsThatOfAllPaths() {
        each(3, c -> c.all.byLabels().keySet().forEach(labels -> checkGradient(c, labels, 1e-6)));
    }

    private static void checkGradient(Case c, List<Integer> labels, double tolerance) {
        CtcGradient gradient = c.ctc.gradient(c.scores, array(labels));
        assertEquals(-c.all.log(labels), gradient.loss(), tolerance);
        assertArrayEquals(
                new long[] {c.scores.length, c.ctc.outputs()}, gradient.scores().shape());
        double[][] expected = c.all.gradient(labels);
        for (int k = 0; k < gradient.scores().values().length; k++) {
            assertEquals(
                    expected[k / c.ctc.outputs()][k % c.ctc.outputs()],
                    gradient.scores().values()[k],
                    tolerance,
                    labels::toString);
        }
    }

    @Test
    void hugeScoresKeepTheirMeaning() {
        each(10_000, c -> c.all.byLabels().keySet().forEach(labels -> {
            assertEquals(-c.all.log(labels), c.ctc.loss(c.scores, array(labels)), 1e-9);
            checkGradient(c, labels, 1e-6);
        }));
        float[][] largest = {{Float.MAX_VALUE, -Float.MAX_VALUE}, {Float.MAX_VALUE, 0}};
        CtcGradient gradient = Ctc.of(2).blank(0).gradient(largest, new int[] {1});
        assertEquals(Float.MAX_VALUE, gradient.loss());
        assertArrayEquals(new float[] {0, 0, 1, -1}, gradient.scores().values());
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        Random random = new Random(3);
        Ctc ctc = Ctc.of(4);
        float[][] scores = numbers(random, 9, 4, 2);
        int[] labels = {2, 0, 0, 1, 1};
        float[] gradient = ctc.gradient(scores, labels).scores().values();
        float step = 1f / 128;
        for (int k = 0; k < gradient.length; k++) {
            float[] row = scores[k / 4];
            float own = row[k % 4];
            float above = own + step;
            float below = own - step;
            row[k % 4] = above;
            double high = ctc.loss(scores, labels);
            row[k % 4] = below;
            double low = ctc.loss(scores, labels);
            row[k % 4] = own;
            assertEquals(gradient[k], (high - low) / (above - below), 2e-5, "place " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last", "middle", "sharp"})
    void lossesAndGradientsArePyTorchs(String name) {
        Map<String, Tensor> golden = Golden.read("ctc", name);
        int[] frames = ids(golden.get("frames"));
        int[] counts = ids(golden.get("counts"));
        int[] flat = ids(golden.get("labels"));
        int[][] labels = new int[counts.length][];
        int from = 0;
        for (int k = 0; k < counts.length; k++) {
            labels[k] = Arrays.copyOfRange(flat, from, from + counts[k]);
            from += counts[k];
        }
        Ctc ctc = Ctc.of(9).blank(ids(golden.get("blank"))[0]);
        assertEquals(0, labels[1].length, "an empty target is among them");
        assertEquals(frames[7], Ctc.frames(labels[7]), "and one that just fits");
        CtcGradient gradient = ctc.gradient(golden.get("scores"), frames, labels);
        for (int k = 0; k < counts.length; k++) {
            float expected = golden.get("losses").values()[k];
            assertEquals(expected, gradient.losses()[k], 1e-6 * Math.max(1, expected), "sequence " + k);
        }
        float[] expected = golden.get("gradient").values();
        assertArrayEquals(expected, gradient.scores().values(), 1e-6f);
    }

    private static int[] ids(Tensor tensor) {
        return IntStream.range(0, tensor.values().length)
                .map(k -> (int) tensor.values()[k])
                .toArray();
    }

    @Test
    void labelsNeedAFrameEachAndOneBetweenTwins() {
        assertEquals(0, Ctc.frames());
        assertEquals(3, Ctc.frames(0, 1, 0));
        assertEquals(6, Ctc.frames(1, 1, 1, 2));
        each(1, c -> {
            int labels = c.ctc.outputs() - 1;
            for (int code = 0; code < Math.pow(labels, 4); code++) {
                int[] target = new int[4];
                for (int k = 0, rest = code; k < 4; k++, rest /= labels) {
                    target[k] = rest % labels + (rest % labels >= c.ctc.blank() ? 1 : 0);
                }
                boolean fits = c.all.byLabels()
                        .containsKey(Arrays.stream(target).boxed().toList());
                assertEquals(fits, Ctc.frames(target) <= c.scores.length, () -> Arrays.toString(target));
                if (!fits) {
                    assertMessage("the sequence has " + c.scores.length + " frame", () -> c.ctc.loss(c.scores, target));
                }
            }
        });
    }

    @Test
    void aTargetThatDoesNotFitIsRefused() {
        Ctc ctc = Ctc.of(3);
        int[] twins = {1, 1, 0};
        String rest = ", but its 3 labels need 4, one each and one between two that are the same: leave it out, "
                + "or take more frames for each second";
        float[][] scores = new float[3][3];
        assertMessage("the sequence has 3 frames" + rest, () -> ctc.loss(scores, twins));
        assertMessage("the sequence has 3 frames" + rest, () -> ctc.gradient(scores, twins));
        assertMessage("the sequence has 3 frames" + rest, () -> ctc.align(scores, twins));
        assertMessage(
                "sequence 1 has 3 frames" + rest,
                () -> ctc.gradient(Tensor.zeros(2, 4, 3), new int[] {4, 3}, new int[][] {twins, twins}));
        assertTrue(ctc.loss(new float[4][3], twins) < 10, "with one frame more it fits");
    }

    @Test
    void anEmptyTargetIsAllBlank() {
        float[][] scores = {{1, 2, 3}, {0, 0, 0}};
        double loss = -Math.log(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3))) + Math.log(3);
        Ctc ctc = Ctc.of(3);
        assertEquals(loss, ctc.loss(scores, new int[0]), 1e-12);
        CtcGradient gradient = ctc.gradient(scores, new int[0]);
        assertEquals(loss, gradient.loss(), 1e-12);
        float third = 1 / 3f;
        assertArrayEquals(
                new float[] {third, third, third - 1},
                Arrays.copyOfRange(gradient.scores().values(), 3, 6),
                1e-7f);
        assertArrayEquals(new int[] {2, 2}, ctc.align(scores, new int[0]).outputs());
        assertEquals(0, Ctc.of(1).loss(new float[2][1], new int[0]), "there is nothing but the blank");
    }

    @Test
    void neitherPaddingNorCompanyChangesABit() {
        Random random = new Random(21);
        Ctc ctc = Ctc.of(4);
        int[] frames = {7, 1, 12, 5, 12, 9};
        int[][] labels = {{0, 2, 2}, {}, {1, 1, 0, 2, 1}, {0}, {2}, {0, 0, 0}};
        float[][][] scores = new float[6][][];
        for (int k = 0; k < 6; k++) {
            scores[k] = numbers(random, frames[k], 4, 3);
        }
        for (int longest : new int[] {12, 19}) {
            for (int trial = 0; trial < 3; trial++) {
                List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
                Collections.shuffle(order, random);
                checkBatch(ctc, array(order.subList(trial, 6)), longest, frames, labels, scores);
            }
        }
    }

    private static void checkBatch(
            Ctc ctc, int[] order, int longest, int[] frames, int[][] labels, float[][][] scores) {
        float[] padded = new float[order.length * longest * 4];
        float[] expected = new float[padded.length];
        Arrays.fill(padded, Float.NaN); // beyond each end nobody looks
        for (int at = 0; at < order.length; at++) {
            int k = order[at];
            float[] one = ctc.gradient(scores[k], labels[k]).scores().values();
            System.arraycopy(one, 0, expected, at * longest * 4, one.length);
            for (int t = 0; t < frames[k]; t++) {
                System.arraycopy(scores[k][t], 0, padded, (at * longest + t) * 4, 4);
            }
        }
        int[][] targets = Arrays.stream(order).mapToObj(k -> labels[k]).toArray(int[][]::new);
        int[] own = Arrays.stream(order).map(k -> frames[k]).toArray();
        CtcGradient batch = ctc.gradient(Tensor.of(padded, order.length, longest, 4), own, targets);
        assertEquals(Tensor.of(expected, order.length, longest, 4), batch.scores(), "to the bit, zeros beyond");
        double[] losses = Arrays.stream(order)
                .mapToDouble(k -> ctc.loss(scores[k], labels[k]))
                .toArray();
        assertArrayEquals(losses, batch.losses());
        assertEquals(Arrays.stream(losses).sum(), batch.loss());
    }

    @Test
    void aLongSequenceStaysFinite() {
        Random random = new Random(9);
        int[] labels = random.ints(300, 0, 29).toArray();
        CtcGradient gradient = Ctc.of(30).gradient(numbers(random, 2000, 30, 30), labels);
        assertTrue(gradient.loss() > 10_000 && gradient.loss() < 100_000, () -> "loss " + gradient.loss());
        float[] byScores = gradient.scores().values();
        for (int t = 0; t < 2000; t++) {
            double sum = 0;
            for (int k = 0; k < 30; k++) {
                sum += byScores[t * 30 + k];
            }
            assertEquals(0, sum, 1e-6, "frame " + t);
        }
    }

    @Test
    void theAlignmentIsTheBestOfAllPaths() {
        each(3, c -> c.all.byLabels().forEach((labels, paths) -> {
            CtcPath best = paths.stream()
                    .max(Comparator.comparingDouble(CtcPath::logProbability))
                    .orElseThrow();
            CtcPath found = c.ctc.align(c.scores, array(labels));
            assertArrayEquals(best.outputs(), found.outputs());
            assertEquals(best.logProbability(), found.logProbability(), 1e-10);
            assertArrayEquals(array(labels), found.labels());
        }));
    }

    @Test
    void ofEqualAlignmentsTheOneFurthestOnAtTheEndComesOut() {
        Ctc ctc = Ctc.of(3);
        assertArrayEquals(new int[] {0, 1, 2, 1, 2, 2}, align(ctc, 6, 0, 1, 1));
        assertArrayEquals(new int[] {0, 1, 0, 2, 2, 2}, align(ctc, 6, 0, 1, 0));
        assertArrayEquals(new int[] {0, 2}, align(ctc, 2, 0));
    }

    private static int[] align(Ctc ctc, int frames, int... labels) {
        return ctc.align(new float[frames][ctc.outputs()], labels).outputs();
    }

    @Test
    void thePathOfEachFramesBestIsTheBestOfAll() {
        each(3, c -> {
            CtcPath best = c.all.byLabels().values().stream()
                    .flatMap(List::stream)
                    .max(Comparator.comparingDouble(CtcPath::logProbability))
                    .orElseThrow();
            CtcPath found = c.ctc.best(c.scores);
            assertArrayEquals(best.outputs(), found.outputs());
            assertEquals(best.logProbability(), found.logProbability(), 1e-10);
        });
        assertArrayEquals(
                new int[] {0, 1},
                Ctc.of(3).best(new float[][] {{1, 1, 1}, {0, 2, 2}}).outputs());
    }

    @Test
    void aPathKnowsTheFramesOfItsLabels() {
        CtcPath path = new CtcPath(new int[] {3, 0, 0, 1, 3, 1, 1, 2}, 3, -1.5);
        assertEquals(
                List.of(
                        new CtcPath.Span(0, 1, 3),
                        new CtcPath.Span(1, 3, 4),
                        new CtcPath.Span(1, 5, 7),
                        new CtcPath.Span(2, 7, 8)),
                path.spans());
        assertArrayEquals(new int[] {0, 1, 1, 2}, path.labels());
        assertEquals(List.of(), new CtcPath(new int[] {3, 3}, 3, 0).spans());
        assertEquals(path, new CtcPath(path.outputs().clone(), 3, -1.5));
        assertEquals(path.hashCode(), new CtcPath(path.outputs().clone(), 3, -1.5).hashCode());
        assertNotEquals(path, new CtcPath(path.outputs(), 2, -1.5));
        assertNotEquals(path, new CtcPath(path.outputs(), 3, -1));
        assertEquals("CtcPath[outputs=[3, 0, 0, 1, 3, 1, 1, 2], blank=3, logProbability=-1.5]", path.toString());
    }

    @Test
    void isAValue() {
        assertEquals(new Ctc(5, 4), Ctc.of(5));
        assertEquals(new Ctc(5, 0), Ctc.of(5).blank(0));
        float[][] scores = {{1, 2, 3}, {0, 1, 0}};
        CtcGradient gradient = Ctc.of(3).gradient(scores, new int[] {1});
        assertEquals(gradient, Ctc.of(3).gradient(scores, new int[] {1}));
        assertEquals(
                gradient.hashCode(), Ctc.of(3).gradient(scores, new int[] {1}).hashCode());
        assertNotEquals(gradient, Ctc.of(3).gradient(scores, new int[] {0}));
        assertEquals(
                "CtcGradient[losses=[0.5], scores=Tensor[1]]",
                new CtcGradient(new double[] {0.5}, Tensor.zeros(1)).toString());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage("there are 0 outputs, expected at least 1", () -> Ctc.of(0));
        assertMessage(
                "blank is 3, expected an output from 0 to 2", () -> Ctc.of(3).blank(3));
        assertMessage("blank is -1", () -> Ctc.of(3).blank(-1));
        Ctc ctc = Ctc.of(3);
        int[] none = {};
        assertMessage("there are scores for 0 frames", () -> ctc.loss(new float[0][], none));
        assertMessage("there are scores for 0 frames", () -> ctc.best(new float[0][]));
        assertMessage("scores[1] has 2 numbers, expected 3", () -> ctc.loss(new float[][] {{0, 0, 0}, {0, 0}}, none));
        float[][] scores = new float[2][3];
        assertMessage(
                "the sequence has label 2 at place 1, expected 0 to 2 without the blank, 2",
                () -> ctc.loss(scores, new int[] {0, 2}));
        assertMessage("has label 3 at place 0", () -> ctc.gradient(scores, new int[] {3}));
        assertMessage("has label -1 at place 0", () -> ctc.align(scores, new int[] {-1}));
        float[][] diverged = {{0, 0, 0}, {0, Float.NaN, 0}};
        String why = "scores[1][1] is NaN, expected a finite number: where training has diverged, lower its rate";
        assertMessage(why, () -> ctc.loss(diverged, none));
        assertMessage(why, () -> ctc.best(diverged));
        assertMessage(why, () -> ctc.search(diverged, CtcBeam.of(2)));
        float[] flat = new float[12];
        flat[9] = Float.POSITIVE_INFINITY;
        int[][] two = {{0}, {1}};
        assertMessage(
                "sequence 1: scores[1][0] is Infinity",
                () -> ctc.gradient(Tensor.of(flat, 2, 2, 3), new int[] {2, 2}, two));
        assertMessage(
                "scores have shape [2, 2, 4], with frames of 2 and labels of 2 sequences",
                () -> ctc.gradient(Tensor.zeros(2, 2, 4), new int[2], two));
        assertMessage("with frames of 1 and", () -> ctc.gradient(Tensor.zeros(2, 2, 3), new int[] {2}, two));
        assertMessage("labels of 1 sequences", () -> ctc.gradient(Tensor.zeros(2, 2, 3), new int[2], new int[1][1]));
        assertMessage("shape [2, 3]", () -> ctc.gradient(Tensor.zeros(2, 3), new int[2], two));
        assertMessage(
                "sequence 1 has 3 frames, expected 1 to 2",
                () -> ctc.gradient(Tensor.zeros(2, 2, 3), new int[] {2, 3}, two));
        assertMessage(
                "sequence 0 has 0 frames, expected 1 to 2",
                () -> ctc.gradient(Tensor.zeros(2, 2, 3), new int[] {0, 2}, two));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
