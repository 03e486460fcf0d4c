package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastHeadTest {
    private static final double[] LEVELS = {0.1, 0.5, 0.75};

    @ParameterizedTest
    @EnumSource(ForecastHead.Kind.class)
    void gradientsAreThoseOfFiniteDifferences(ForecastHead.Kind kind) {
        ForecastHead head = ForecastHead.of(kind, LEVELS);
        SplittableRandom random = new SplittableRandom(3);
        int count = head.scores();
        for (int trial = 0; trial < 50; trial++) {
            float[] scores = new float[count + 1]; // what stands before is another's
            for (int k = 0; k < scores.length; k++) {
                scores[k] = (float) random.nextGaussian() * 2;
            }
            double target = random.nextGaussian() * 2;
            float[] gradient = new float[scores.length];
            head.loss(scores, 1, target, gradient);
            assertEquals(0, gradient[0]);
            for (int k = 1; k < scores.length; k++) {
                double step = 1.0 / 512; // exact in the scores
                double slope =
                        (moved(head, scores, k, step, target) - moved(head, scores, k, -step, target)) / 2 / step;
                boolean kink = Math.abs(scores[k] - target) < 2 * step;
                assertTrue(
                        kink || Math.abs(slope - gradient[k]) < 1e-3 + 5e-3 * Math.abs(slope),
                        kind + " score " + k + ": " + slope + " but " + gradient[k]);
            }
        }
    }

    private static double moved(ForecastHead head, float[] scores, int k, double by, double target) {
        float[] other = scores.clone();
        other[k] += (float) by;
        return head.loss(other, 1, target, new float[scores.length]);
    }

    /** By PyTorch: Normal(0.3, 1e-4 + softplus(0.2)) and StudentT(2 + softplus(1.5), 0.3, 1e-4 + softplus(0.2)) at -1.7. */
    @Test
    void likelihoodsAreThoseOfPyTorch() {
        float[] scores = {0.3f, 0.2f, 1.5f};
        float[] gradient = new float[3];
        double gaussian = ForecastHead.of(ForecastHead.Kind.GAUSSIAN).loss(scores, 0, -1.7, gradient);
        assertEquals(3.8323955685258912, gaussian, 1e-6);
        assertArrayEquals(new float[] {3.1388044f, -3.6352637f, 0}, gradient, 1e-5f);
        gradient = new float[3];
        double studentT = ForecastHead.of(ForecastHead.Kind.STUDENT_T).loss(scores, 0, -1.7, gradient);
        assertEquals(3.0917327269552617, studentT, 1e-6);
        assertArrayEquals(new float[] {1.4787838f, -1.3483900f, 0.06434993f}, gradient, 1e-5f);
    }

    @Test
    void pinballIsTheMeanOverTheLevels() {
        ForecastHead head = ForecastHead.of(ForecastHead.Kind.QUANTILES, 0.1, 0.5, 0.9);
        float[] gradient = new float[3];
        double loss = head.loss(new float[] {1, 2, 4}, 0, 3, gradient);
        assertEquals((0.1 * 2 + 0.5 * 1 + 0.1 * 1) / 3, loss, 1e-12);
        assertArrayEquals(new float[] {-0.1f / 3, -0.5f / 3, 0.1f / 3}, gradient, 1e-7f);
        assertArrayEquals(new double[] {1, 2, 4}, head.quantiles(new float[] {4, 1, 2}, 0));
        assertEquals(2, head.point(new float[] {4, 1, 2}, 0), "the median of those sorted");
    }

    @Test
    void samplesHaveTheMomentsOfTheirDistribution() {
        SplittableRandom random = new SplittableRandom(1);
        float[] scores = {1.5f, 0.3f, 4};
        double scale = 1e-4 + Math.log1p(Math.exp(0.3f));
        double freedom = 2 + Math.log1p(Math.exp(4));
        for (ForecastHead.Kind kind :
                new ForecastHead.Kind[] {ForecastHead.Kind.GAUSSIAN, ForecastHead.Kind.STUDENT_T}) {
            ForecastHead head = ForecastHead.of(kind);
            double[] drawn = new double[200_000];
            Arrays.setAll(drawn, k -> head.sample(scores, 0, random));
            double mean = Arrays.stream(drawn).average().orElseThrow();
            double variance = Arrays.stream(drawn)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            double wanted = scale * scale * (kind == ForecastHead.Kind.GAUSSIAN ? 1 : freedom / (freedom - 2));
            assertEquals(1.5, mean, 0.01, kind.name());
            assertEquals(wanted, variance, 0.03 * wanted, kind.name());
        }
    }

    @Test
    void levelsThatCannotBeSayWhy() {
        String order = assertThrows(
                        IllegalArgumentException.class, () -> ForecastHead.of(ForecastHead.Kind.QUANTILES, 0.5, 0.1))
                .getMessage();
        assertTrue(order.startsWith("levels are [0.5, 0.1], expected rising ones between 0 and 1"), order);
        String median = assertThrows(
                        IllegalArgumentException.class, () -> ForecastHead.of(ForecastHead.Kind.QUANTILES, 0.1, 0.9))
                .getMessage();
        assertTrue(median.startsWith("levels are [0.1, 0.9], expected 0.5 among them"), median);
    }
}
