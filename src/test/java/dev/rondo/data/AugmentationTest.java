package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Audio SOUND = Runs.sine(440, 0.25, 8000, 0.25);
    private static final Augmentation NONE = Augmentation.none();

    private static float[][] ramp(int frames, int features) {
        float[][] rows = new float[frames][features];
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < features; k++) {
                rows[t][k] = 1 + 10 * k + t;
            }
        }
        return rows;
    }

    @Test
    void nothingChangesUntilSomethingIsSaid() {
        SplittableRandom random = new SplittableRandom(1);
        assertEquals(SOUND, NONE.of(SOUND, random));
        float[][] features = ramp(10, 3);
        assertArrayEquals(features, NONE.of(features, random));
    }

    @Test
    void drawsFillTheirRanges() {
        SplittableRandom random = new SplittableRandom(1);
        double[] gains = new double[300];
        double[] shifts = new double[300];
        double[] ratios = new double[300];
        for (int k = 0; k < 300; k++) {
            gains[k] = 20 * Math.log10(NONE.gain(-6, 6).of(SOUND, random).peak() / SOUND.peak());
            shifts[k] = NONE.shift(0, 0.1).of(SOUND, random).seconds() - 0.25;
            float[] noisy = NONE.noise(5, 30).of(SOUND, random).samples();
            double noise = 0;
            for (int i = 0; i < noisy.length; i++) {
                noise += Math.pow((double) noisy[i] - SOUND.raw()[i], 2) / noisy.length;
            }
            ratios[k] = 10 * Math.log10(SOUND.rms() * SOUND.rms() / noise);
        }
        assertFills(-6, 6, gains);
        assertFills(0, 0.1, shifts);
        assertFills(5, 30, ratios);
    }

    private static void assertFills(double low, double high, double[] drawn) {
        double width = high - low;
        double least = Arrays.stream(drawn).min().orElseThrow();
        double most = Arrays.stream(drawn).max().orElseThrow();
        assertTrue(least >= low - 1e-3 * width && least < low + 0.05 * width, least + " from " + low);
        assertTrue(most <= high + 1e-3 * width && most > high - 0.05 * width, most + " to " + high);
        assertEquals((low + high) / 2, Arrays.stream(drawn).average().orElseThrow(), 0.1 * width);
    }

    @Test
    void noiseCoversWhatTheShiftHasPutBefore() {
        Audio changed = NONE.gain(6, 6).shift(0.1, 0.1).noise(10, 10).of(SOUND, new SplittableRandom(1));
        assertEquals(2800, changed.size());
        assertTrue(Audio.of(Arrays.copyOf(changed.samples(), 800), 8000).rms() > 0.01);
        assertNotEquals(changed, NONE.gain(6, 6).shift(0.1, 0.1).noise(10, 10).of(SOUND, new SplittableRandom(2)));
        assertEquals(changed, NONE.gain(6, 6).shift(0.1, 0.1).noise(10, 10).of(SOUND, new SplittableRandom(1)));
    }

    @Test
    void silenceStaysSilence() {
        Audio silence = Audio.silence(0.1, 8000);
        assertEquals(silence, NONE.gain(-6, 6).noise(0, 10).of(silence, new SplittableRandom(1)));
    }

    @Test
    void masksOverTimeAreStretchesOfTheMean() {
        float[][] features = ramp(50, 4);
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> lengths = new HashSet<>();
        Set<Integer> begins = new HashSet<>();
        for (int trial = 0; trial < 500; trial++) {
            float[][] masked = NONE.maskTime(1, 6).of(features, random);
            int from = 0;
            while (from < 50 && masked[from][0] == features[from][0]) {
                from++;
            }
            int to = from;
            for (; to < 50 && masked[to][0] != features[to][0]; to++) {
                assertArrayEquals(new float[] {25.5f, 35.5f, 45.5f, 55.5f}, masked[to]);
            }
            assertArrayEquals(Arrays.copyOfRange(features, to, 50), Arrays.copyOfRange(masked, to, 50));
            lengths.add(to - from);
            begins.add(from);
        }
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), lengths);
        assertTrue(begins.containsAll(Set.of(0, 49)) && begins.size() > 45, begins::toString);
        assertArrayEquals(ramp(50, 4), features);
    }

    @Test
    void aMaskOverTimeIsNeverMoreThanAFifth() {
        SplittableRandom random = new SplittableRandom(1);
        int most = 0;
        for (int trial = 0; trial < 200; trial++) {
            float[][] masked = NONE.maskTime(1, 1000).of(ramp(50, 1), random);
            int changed = 0;
            for (int t = 0; t < 50; t++) {
                changed += masked[t][0] == 1 + t ? 0 : 1;
            }
            most = Math.max(most, changed);
        }
        assertEquals(10, most);
        assertArrayEquals(ramp(4, 1), NONE.maskTime(3, 1000).of(ramp(4, 1), random));
    }

    @Test
    void masksOfBandsLastThroughoutAndLeaveOne() {
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> widths = new HashSet<>();
        float[][] features = ramp(7, 5);
        for (int trial = 0; trial < 300; trial++) {
            float[][] masked = NONE.maskBands(1, 100).of(features, random);
            int width = 0;
            for (int k = 0; k < 5; k++) {
                boolean changed = masked[0][k] != features[0][k];
                width += changed ? 1 : 0;
                for (int t = 0; t < 7; t++) {
                    assertEquals(changed ? 4 + 10 * k : features[t][k], masked[t][k]);
                }
            }
            widths.add(width);
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), widths);
        assertArrayEquals(ramp(7, 1), NONE.maskBands(5, 5).of(ramp(7, 1), random), "the only one stays");
    }

    @Test
    void badRangesAreRefused() {
        assertMessage(
                "a range from 6.0 to -6.0: expected two finite numbers, the lower one first, such as 0.05 to 0.2",
                () -> NONE.gain(6, -6));
        assertMessage(
                "gain (decibels) is Infinity to Infinity, expected a range within -100.0 to 100.0",
                () -> NONE.gain(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertMessage(
                "a range from 5.0 to Infinity: expected two finite numbers, the lower one first, such as 0.05 to 0.2",
                () -> NONE.noise(5, Double.POSITIVE_INFINITY));
        assertMessage(
                "a range from NaN to NaN: expected two finite numbers, the lower one first, such as 0.05 to 0.2",
                () -> NONE.shift(Double.NaN, Double.NaN));
        assertMessage("masks over time is -1, expected at least 0, such as 2", () -> NONE.maskTime(-1, 3));
        assertMessage("bands of a mask is -1, expected at least 0, such as 6", () -> NONE.maskBands(1, -1));
        assertMessage(
                "shifted(-1.0) would cut off all of 0.25 seconds: expected a shift that leaves some",
                () -> NONE.shift(-1, -1).of(SOUND, new SplittableRandom(1)));
    }
}
