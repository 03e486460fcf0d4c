package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.rondo.nn.Engines;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for a learning rate where the right answer is known. */
@Tag("engine")
class SearchTest {
    private static final Fit SGD = Fit.epochs(1).sgd(0.5).quiet();

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Quadratic quadratic(double curvature, int batches) {
        return new Quadratic(manager, curvature, batches, step -> {});
    }

    private static void assertUntouched(Quadratic learner) {
        assertArrayEquals(new float[] {1, -2}, learner.w.getArray().toFloatArray());
        assertEquals(41, learner.steps());
    }

    /** The loss rises from the first rate above 2 / c on, and falls before. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 300})
    void theEdgeOfDescentIsFound(double c) {
        Quadratic learner = quadratic(c, 1000);
        RateCurve curve =
                Loop.search(learner, SGD, 3, Sweep.of(1e-3 / c, 100 / c).steps(80));
        assertEquals(RateCurve.End.RAN_AWAY, curve.end());
        List<RateCurve.Point> points = curve.points();
        assertTrue(points.size() < 75, "it does not go on to the end: " + points.size());
        int least = points.indexOf(points.stream()
                .min(Comparator.comparingDouble(RateCurve.Point::loss))
                .orElseThrow());
        assertTrue(points.get(least).rate() > 2 / c && points.get(least - 1).rate() < 2 / c, curve.toString());
        assertEquals(0, Math.log(curve.lowest().rate() / points.get(least).rate()), Math.log(2), curve.toString());
        // The loss is about exp(-2 c S) of the sum S = r / (1 - 1/q) of rates so far: steepest over log r at 2 c S = 1.
        double q = Math.pow(1e5, 1 / 79.0);
        double steepest = (1 - 1 / q) / (2 * c);
        assertEquals(0, Math.log(curve.suggestion() / steepest), Math.log(1.5), curve.toString());
        assertUntouched(learner);
    }

    @Test
    void everyPointIsWhatTheStepsBeforeItMakeOfIt() {
        RateCurve curve =
                Loop.search(quadratic(2, 50), SGD, 3, Sweep.of(0.01, 0.3).steps(20));
        assertEquals(RateCurve.End.FINISHED, curve.end());
        assertEquals(20, curve.points().size());
        double shrunk = 1;
        for (int k = 0; k < 20; k++) {
            RateCurve.Point point = curve.points().get(k);
            double rate = 0.01 * Math.pow(30, k / 19.0);
            assertEquals(rate, point.rate(), 1e-12);
            assertEquals(5 * shrunk * shrunk, point.loss(), 1e-5);
            shrunk *= 1 - 2 * rate;
        }
    }

    @Test
    void theFitsOptimizerAndClippingAreUsedAndItsRateIsNot() {
        Sweep sweep = Sweep.of(1e-3, 0.1).steps(10);
        Fit[] fits = {SGD, SGD.sgd(0.5, 0.9), SGD.rmsProp(0.5), SGD.clipNorm(0.1)};
        double[] last = new double[fits.length];
        for (int k = 0; k < fits.length; k++) {
            last[k] = Loop.search(quadratic(1, 5), fits[k], 3, sweep)
                    .points()
                    .get(9)
                    .loss();
            for (int other = 0; other < k; other++) {
                assertTrue(Math.abs(last[other] - last[k]) > 1e-3, "fits " + other + " and " + k);
            }
        }
        RateCurve one = Loop.search(quadratic(1, 5), SGD.rmsProp(0.5), 3, sweep);
        RateCurve two = Loop.search(quadratic(1, 5), SGD.rmsProp(1e-4).cosine(), 3, sweep);
        for (int k = 0; k < 10; k++) {
            assertEquals(one.points().get(k).loss(), two.points().get(k).loss(), 1e-6);
        }
    }

    @Test
    void fewBatchesComeAgainEpochByEpoch() {
        Quadratic learner = quadratic(1, 3);
        assertEquals(
                8,
                Loop.search(learner, SGD, 3, Sweep.of(1e-3, 0.1).steps(8))
                        .points()
                        .size());
        assertEquals(List.of(100, 101, 102, 200, 201, 202, 300, 301), learner.seen);
        assertEquals(List.of(Float.NaN, 100f, 101f, Float.NaN, 200f, 201f, Float.NaN, 300f), learner.carriedIn);
    }

    @Test
    void anInterruptionEndsTheSearchAfterTheBatchUnderWay() {
        Quadratic learner = new Quadratic(manager, 1, 100, step -> {
            if (step == 4) {
                Thread.currentThread().interrupt();
            }
        });
        RateCurve curve = Loop.search(learner, SGD.sgd(0.5, 0.9), 3, Sweep.of(1e-3, 0.1));
        assertEquals(RateCurve.End.INTERRUPTED, curve.end());
        assertEquals(5, curve.points().size());
        assertFalse(Thread.currentThread().isInterrupted(), "the interruption is used up");
        assertUntouched(learner);
    }

    @Test
    void aFailureLeavesEverythingAsItWas() {
        int before = manager.getManagedArrays().size();
        Quadratic learner = new Quadratic(manager, 1, 100, step -> {
            if (step == 4) {
                throw new IllegalStateException("no more data");
            }
        });
        var failed = assertThrows(
                IllegalStateException.class, () -> Loop.search(learner, SGD.adam(0.5), 3, Sweep.of(1e-3, 0.1)));
        assertEquals("no more data", failed.getMessage());
        assertEquals(5, learner.seen.size() + 1);
        assertUntouched(learner);
        assertFalse(Engines.lock().isLocked());
        assertEquals(before + 1, manager.getManagedArrays().size(), "the weight itself");
    }

    @Test
    void aLossThatIsNoNumberEndsTheSearch() {
        RateCurve curve =
                Loop.search(quadratic(1, 9), SGD, 3, Sweep.of(1e-3, 1e30).steps(4));
        assertEquals(RateCurve.End.RAN_AWAY, curve.end());
        assertTrue(curve.points().size() < 4);
        for (RateCurve.Point point : curve.points()) {
            assertTrue(Double.isFinite(point.smoothed()));
        }
        Quadratic learner = quadratic(1e39, 9); // not within a float's range from the start
        var diverged = assertThrows(TrainingDiverged.class, () -> Loop.search(learner, SGD, 3, Sweep.wide()));
        assertTrue(
                diverged.getMessage().matches("the loss is (Infinity|NaN) .* before any step: look at the data, .*"),
                diverged.getMessage());
        assertUntouched(learner);
    }
}
