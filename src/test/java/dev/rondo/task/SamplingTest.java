package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SamplingTest {
    private static final float[] LOGITS = {(float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3), -99};

    private static double[] shares(Sampling sampling) {
        SplittableRandom random = new SplittableRandom(1);
        double[] shares = new double[LOGITS.length];
        int draws = 50_000;
        for (int k = 0; k < draws; k++) {
            shares[sampling.choose(LOGITS, random)] += 1.0 / draws;
        }
        return shares;
    }

    @Test
    void drawsFollowTheProbabilities() {
        assertArrayEquals(new double[] {0.1, 0.6, 0.3, 0}, shares(Sampling.random()), 0.01);
    }

    @Test
    void temperatureSharpensAndFlattens() {
        double sum = 0.1 * 0.1 + 0.6 * 0.6 + 0.3 * 0.3;
        assertArrayEquals(
                new double[] {0.01 / sum, 0.36 / sum, 0.09 / sum, 0},
                shares(Sampling.random().temperature(0.5)),
                0.01);
    }

    @Test
    void topKKeepsTheBest() {
        assertArrayEquals(
                new double[] {0, 2 / 3.0, 1 / 3.0, 0}, shares(Sampling.random().topK(2)), 0.01);
        assertArrayEquals(
                new double[] {0.1, 0.6, 0.3, 0}, shares(Sampling.random().topK(99)), 0.01);
    }

    @Test
    void topPKeepsTheSmallestSetThatReaches() {
        assertArrayEquals(new double[] {0, 1, 0, 0}, shares(Sampling.random().topP(0.55)), 1e-9);
        assertArrayEquals(
                new double[] {0, 2 / 3.0, 1 / 3.0, 0}, shares(Sampling.random().topP(0.65)), 0.01);
        assertArrayEquals(
                new double[] {0, 1, 0, 0}, shares(Sampling.random().topK(2).topP(0.65)), 1e-9); // 2/3 of what is left
    }

    @Test
    void greedyTakesTheBest() {
        assertArrayEquals(new double[] {0, 1, 0, 0}, shares(Sampling.greedy()), 1e-6);
    }

    @Test
    void wrongSettingsSaySo() {
        assertMessage(
                "temperature is -1.0", () -> Sampling.random().temperature(-1).choose(LOGITS, new SplittableRandom()));
        assertMessage("temperature is NaN", () -> new Sampling(Double.NaN, 0, 1));
        assertMessage("topK is -1", () -> new Sampling(1, -1, 1));
        assertMessage("topP is 0.0", () -> new Sampling(1, 0, 0));
        assertEquals(
                new Sampling(0.8, 20, 0.9),
                Sampling.random().temperature(0.8).topK(20).topP(0.9));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
