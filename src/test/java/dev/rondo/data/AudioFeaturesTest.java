package dev.rondo.data;

import static dev.rondo.Close.assertClose;
import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.Golden;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFeaturesTest {
    private static final AudioFeatures BANDS = AudioFeatures.logMel(40);
    private static final Audio TONE = Runs.sine(1000, 0.5, 8000, 0.5);

    private static void assertGolden(String name, AudioFeatures spec, int rate, double tolerance) {
        Map<String, Tensor> golden = Golden.read("audio", name);
        Tensor expected = golden.get("features");
        Audio audio = Audio.of(golden.get("sound").values(), rate);
        float[][] features = spec.of(audio);
        assertEquals(expected.shape()[0], features.length, name);
        assertEquals(expected.shape()[0], spec.frames(audio), name);
        assertEquals(expected.shape()[1], spec.features(), name);
        for (int t = 0; t < features.length; t++) {
            float[] row = Arrays.copyOfRange(expected.values(), t * spec.features(), (t + 1) * spec.features());
            assertClose(row, features[t], tolerance, name + ", frame " + t);
        }
    }

    /** See src/test/python/golden_audio.py. */
    @Test
    void numbersAreThoseOfTheFormulas() {
        assertGolden("log_mel", BANDS, 8000, 1e-5);
        assertGolden("mfcc", AudioFeatures.mfcc(13), 8000, 1e-4);
        assertGolden(
                "all",
                AudioFeatures.mfcc(12)
                        .bands(26)
                        .window(0.032)
                        .hop(0.0125)
                        .lowest(100)
                        .normalised()
                        .deltas(2),
                16000,
                1e-4);
        assertGolden("short", AudioFeatures.logMel(20).deltas(1), 8000, 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void theFastTransformIsTheSlowOne(int size) {
        SplittableRandom random = new SplittableRandom(1);
        double[] re = random.doubles(size, -1, 1).toArray();
        double[] im = random.doubles(size, -1, 1).toArray();
        double[] fastRe = re.clone();
        double[] fastIm = im.clone();
        new Fft(size).transform(fastRe, fastIm);
        for (int k = 0; k < size; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int n = 0; n < size; n++) {
                double turn = -2 * Math.PI * k * n / size;
                sumRe += re[n] * Math.cos(turn) - im[n] * Math.sin(turn);
                sumIm += re[n] * Math.sin(turn) + im[n] * Math.cos(turn);
            }
            assertEquals(sumRe, fastRe[k], 1e-12);
            assertEquals(sumIm, fastIm[k], 1e-12);
        }
    }

    @Test
    void sizesOfTransformsArePowersOfTwo() {
        int[] sizes = Arrays.stream(new int[] {1, 2, 3, 200, 256, 257})
                .map(Fft::sizeFor)
                .toArray();
        assertArrayEquals(new int[] {1, 2, 4, 256, 256, 512}, sizes);
    }

    @Test
    void framesAreCounted() {
        assertEquals(1, BANDS.frames(Audio.silence(0.001, 8000)));
        assertEquals(1, BANDS.frames(Audio.silence(0.0349, 8000)));
        assertEquals(2, BANDS.frames(Audio.silence(0.035, 8000)));
        assertEquals(98, BANDS.frames(Audio.silence(1, 8000)));
        assertEquals(98, BANDS.frames(Audio.silence(1, 44100)));
        assertEquals(40, BANDS.hop(0.025).frames(Audio.silence(1, 8000)));
    }

    @Test
    void aToneIsInItsBandAndNoiseIsAsStrongWhateverTheWindow() {
        float[] middle = BANDS.of(TONE)[20];
        int loudest = 0;
        for (int k = 0; k < 40; k++) {
            loudest = middle[k] > middle[loudest] ? k : loudest;
        }
        double step = MelBands.mel(4000) / 41;
        assertEquals(1000, MelBands.hertz((loudest + 1) * step), 35);
        Audio noise = Runs.sine(1, 0.1, 8000, 4).withNoise(-40, 1);
        double shorter = mean(BANDS.of(noise));
        double longer = mean(BANDS.window(0.2).of(noise));
        assertEquals(Math.log(8), longer - shorter, 0.4); // eight times as many bins in each band
    }

    private static double mean(float[][] features) {
        double sum = 0;
        for (float[] frame : features) {
            for (float value : frame) {
                sum += value;
            }
        }
        return sum / features.length / features[0].length;
    }

    @Test
    void hertzAndMelsAreInverse() {
        assertEquals(1000, MelBands.mel(1000), 0.1);
        assertEquals(0, MelBands.mel(0));
        assertEquals(3456, MelBands.hertz(MelBands.mel(3456)), 1e-9);
    }

    @Test
    void normalisedFeaturesHaveMeanZeroAndVarianceOneHoweverLoud() {
        Audio audio = DialTones.of(3, 3).noise(10).audio("159");
        AudioFeatures spec = AudioFeatures.mfcc(13).deltas(1).normalised();
        float[][] features = spec.of(audio);
        for (int k = 0; k < 26; k++) {
            double mean = 0;
            double square = 0;
            for (float[] frame : features) {
                mean += frame[k] / features.length;
                square += frame[k] * frame[k] / features.length;
            }
            assertEquals(0, mean, 1e-5);
            assertEquals(1, square, 1e-4);
        }
        float[][] louder = spec.of(audio.scaled(2));
        for (int t = 0; t < features.length; t++) {
            assertClose(features[t], louder[t], 1e-3, "frame " + t);
        }
    }

    @Test
    void silenceIsTheFloorAndNormalisedZero() {
        Audio silence = Audio.silence(0.1, 8000);
        for (float[] frame : BANDS.of(silence)) {
            for (float value : frame) {
                assertEquals(Math.log(1e-10), value, 1e-5);
            }
        }
        for (float[] frame : BANDS.normalised().deltas(2).of(silence)) {
            assertArrayEquals(new float[120], frame);
        }
    }

    @Test
    void differencesOfALineAreItsSlope() {
        double[][] line = new double[9][1];
        for (int t = 0; t < 9; t++) {
            line[t][0] = 3 * t;
        }
        double[][] all = Cepstrum.deltas(line, 2);
        assertEquals(3, all[4][1], 1e-12);
        assertEquals(0, all[4][2], 1e-12);
        assertEquals((3 + 2 * 6) / 10.0, all[0][1], 1e-12);
    }

    @Test
    void theHeatMapNamesSecondsAndHertz() {
        String bands = BANDS.plot(TONE).figure().asJavascript("target");
        assertTrue(bands.contains("time (s)") && bands.contains("frequency (Hz)"), bands);
        assertTrue(bands.contains("\"3787\",\"3583\""), "the highest band on top");
        assertTrue(bands.contains("\"0.01\""), bands);
        String cepstrum =
                AudioFeatures.mfcc(3).normalised().deltas(1).plot(TONE).figure().asJavascript("target");
        assertTrue(cepstrum.contains("[\"2\",\"1\",\"0\"]") && cepstrum.contains("coefficient"), cepstrum);
    }

    @Test
    void lowFrequenciesAreDrawnBelow() {
        AudioFeatures two = AudioFeatures.logMel(2);
        Audio low = Runs.sine(300, 0.5, 8000, 0.025); // one frame
        float[] frame = two.of(low)[0];
        assertTrue(frame[0] > frame[1]);
        String figure = two.plot(low).figure().asJavascript("target");
        int first = figure.indexOf(String.valueOf(frame[1]).substring(0, 6));
        int second = figure.indexOf(String.valueOf(frame[0]).substring(0, 6));
        assertTrue(first > 0 && first < second, figure);
    }

    @Test
    void aLongSoundIsDrawnInAtMostEightHundredColumns() {
        Audio silence = Audio.silence(20.04, 8000); // 2,002 frames, three to a column
        String figure = AudioFeatures.logMel(2).plot(silence).figure().asJavascript("target");
        assertEquals(2 * 668, figure.split("-23\\.02585[0-9]*[,\\]]", -1).length - 1, "cells");
        assertTrue(figure.contains("\"20.02\""), "the last column"); // of one frame, from 20.01 to 20.035
    }

    @Test
    void stretchesOfTimeAreMarkedAbove() {
        AudioFeatures two = AudioFeatures.logMel(2).window(0.02); // a frame's share is 10 ms around its middle
        Audio silence = Audio.silence(0.05, 8000); // four frames; that of the third is 25 to 35 ms
        Chart third = two.plot(silence, List.of(new Stretch("a", 0.025, 0.035)));
        String figure = third.figure().asJavascript("target");
        assertEquals(4 * 2 + 1, figure.split("-23\\.02585[0-9]*[,\\]]", -1).length - 1, "cells and a mark: " + figure);
        assertTrue(figure.contains("[\"a\",\""), "its line is the first: " + figure);
        assertEquals(third, two.plot(silence, List.of(new Stretch("a", 0.026, 0.034))), "a part of the frame");
        assertEquals(third, two.plot(silence, List.of(new Stretch("a", 0.025, 0.03), new Stretch("a", 0.03, 0.035))));
        assertNotEquals(third, two.plot(silence, List.of(new Stretch("a", 0.015, 0.025))), "another frame");
        assertNotEquals(third, two.plot(silence, List.of(new Stretch("a", 0.026, 0.036))), "two frames");
        Chart both = two.plot(silence, List.of(new Stretch("b", 0, 0.01), new Stretch("a", 0.01, 0.05)));
        assertTrue(both.figure().asJavascript("target").contains("[\"b\",\"a\",\""), "in the order they come in");
        assertEquals(two.plot(silence), two.plot(silence, List.of()));
        Chart forty = AudioFeatures.logMel(40).window(0.02).plot(silence, List.of(new Stretch("a", 0, 0.05)));
        assertTrue(forty.toString().contains("42 x 4"), "as thick as a label is high: " + forty);
        assertMessage(
                "a stretch 'a' from 0.2 to 0.1 seconds: expected a name and two finite numbers, the lower one first",
                () -> new Stretch("a", 0.2, 0.1));
    }

    @Test
    void badSettingsAreRefused() {
        assertMessage("bands is 0, expected at least 1, such as 40", () -> AudioFeatures.logMel(0));
        assertMessage("coefficients is 0, expected at least 1, such as 13", () -> AudioFeatures.mfcc(0));
        assertMessage("mfcc(41) of 40 bands: expected 1 to as many as there are bands", () -> AudioFeatures.mfcc(41));
        assertMessage("window(0.0): expected seconds, above 0, such as 0.025", () -> BANDS.window(0));
        assertMessage("hop(NaN): expected seconds, above 0, such as 0.01", () -> BANDS.hop(Double.NaN));
        assertMessage("lowest(-1.0): expected a frequency from 0 Hz, such as 100", () -> BANDS.lowest(-1));
        assertMessage(
                "deltas(3): expected 0, 1 for differences over time, or 2 for the differences of these too",
                () -> BANDS.deltas(3));
    }

    @Test
    void soundsThatDoNotFitAreRefused() {
        assertMessage(
                "a sound without samples came, expected at least one: leave it out",
                () -> BANDS.of(Audio.silence(0, 8000)));
        assertMessage(
                "hop(0.01) has 0 samples at 40 Hz, expected 1 to 16777216, such as 0.025 seconds",
                () -> BANDS.frames(Audio.silence(1, 40)));
        assertMessage(
                "lowest(4000.0) is no lower than half the rate, 4000.0 Hz: expected room for 40 bands between them",
                () -> BANDS.lowest(4000).of(TONE));
        AudioFeatures narrow = AudioFeatures.logMel(150);
        String many = assertThrows(IllegalArgumentException.class, () -> narrow.of(TONE))
                .getMessage();
        assertTrue(many.contains(" at 8000 Hz leaves band 0 without a frequency, for a window of 0.025 seconds"), many);
        assertTrue(many.endsWith(" 31.25 Hz apart: take fewer bands or a longer window"), many);
    }
}
