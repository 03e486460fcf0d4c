package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Against sums of the numbers themselves, zeros among them, and far outside of what exponentials can hold. */
class LogSumTest {
    private static final double[] NUMBERS = {0, 1e-9, 0.3, 1, 7};

    @Test
    void sumsAreThoseOfTheNumbers() {
        for (double a : NUMBERS) {
            for (double b : NUMBERS) {
                assertSum(a + b, LogSum.add(Math.log(a), Math.log(b)));
                for (double c : NUMBERS) {
                    assertSum(a + b + c, LogSum.add(Math.log(a), Math.log(b), Math.log(c)));
                }
            }
        }
        assertEquals(Math.log(4.5), LogSum.of(new float[] {9, 0, (float) Math.log(3.5), 9}, 1, 2), 1e-7);
    }

    private static void assertSum(double expected, double log) {
        assertEquals(expected, Math.exp(log), 1e-14 * expected);
    }

    @Test
    void neitherEndOverflows() {
        assertEquals(5000 + Math.log(2), LogSum.add(5000, 5000), 1e-11);
        assertEquals(-5000 + Math.log(3), LogSum.add(-5000, -5000, -5000), 1e-11);
        assertEquals(5000, LogSum.add(-5000, 5000));
        assertEquals(9e30f + Math.log(2), LogSum.of(new float[] {9e30f, 9e30f}, 0, 2));
    }
}
