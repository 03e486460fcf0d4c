package dev.rondo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;

/** Asserts that numbers are close. */
public final class Close {
    private Close() {}

    public static void assertClose(float[] expected, NDArray actual, double tolerance, String what) {
        assertClose(expected, actual.toFloatArray(), tolerance, what);
    }

    public static void assertClose(float[] expected, float[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what + ": how many");
        for (int k = 0; k < expected.length; k++) {
            double difference = Math.abs((double) expected[k] - actual[k]);
            assertTrue(
                    difference <= tolerance, // false for NaN
                    what + "[" + k + "]: expected " + expected[k] + ", was " + actual[k]);
        }
    }
}
