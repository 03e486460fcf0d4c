package dev.rondo.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** One rate through norms over distances. */
class DecayTest {
    @Test
    void aGeometricSequenceHasItsOwnRate() {
        Decay decay = Decay.of(new double[] {0, 1, 2, 3}, new double[] {8, 4, 2, 1});
        assertEquals(0.5, decay.factor(), 1e-12);
        assertEquals(1, decay.halfLife(), 1e-12);
        assertEquals(1, decay.explained(), 1e-12);
        assertEquals(4, decay.points());
        assertEquals(0, decay.leftOut());
        assertEquals("factor 0.5000 per step, halved every 1.00 steps (R2 1.000)", decay.toString());
    }

    @Test
    void theFitIsThatOfLeastSquares() {
        // numpy.polyfit([0, 1, 2, 4], numpy.log([1, 3, 0.5, 0.2]), 1): slope -0.5278264; corrcoef^2 0.6226224
        Decay decay = Decay.of(new double[] {0, 1, 2, 4}, new double[] {1, 3, 0.5, 0.2});
        assertEquals(-0.5278264, Math.log(decay.factor()), 1e-6);
        assertEquals(0.6226224, decay.explained(), 1e-6);
    }

    @Test
    void whatHasNoLogarithmIsLeftOutAndCounted() {
        Decay decay = Decay.of(
                new double[] {0, 1, 2, 3, 4, 5}, new double[] {1, 0.9, 0, 0.729, 1e-40, Double.POSITIVE_INFINITY});
        assertEquals(0.9, decay.factor(), 1e-9);
        assertEquals(3, decay.points());
        assertEquals(3, decay.leftOut());
    }

    @Test
    void growthHasNoHalfLife() {
        Decay decay = Decay.of(new double[] {0, 1, 2}, new double[] {1, 2, 4});
        assertEquals(Double.POSITIVE_INFINITY, decay.halfLife());
        assertTrue(decay.toString().contains("doubled every 1.00 steps"), decay.toString());
    }

    @Test
    void aLevelIsExplainedWhole() {
        Decay decay = Decay.of(new double[] {0, 1, 2}, new double[] {3, 3, 3});
        assertEquals(1, decay.factor(), 1e-12);
        assertEquals(1, decay.explained());
        assertTrue(decay.toString().contains("level"), decay.toString());
    }

    @Test
    void oneNormHasNoRate() {
        Decay decay = Decay.of(new double[] {0, 1}, new double[] {1, 0});
        assertTrue(Double.isNaN(decay.factor()) && Double.isNaN(decay.halfLife()));
        assertEquals("no rate: fewer than two norms above zero", decay.toString());
    }

    @Test
    void asManyNormsAsDistances() {
        var wrong = assertThrows(IllegalArgumentException.class, () -> Decay.of(new double[2], new double[3]));
        assertEquals("2 distances and 3 norms came, expected as many of both", wrong.getMessage());
    }
}
