package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTest {
    private static final Audio SOUND = Audio.of(new float[] {0.1f, -0.5f, 0.25f, 0}, 8);

    @Test
    void isAValueThatNothingOutsideChanges() {
        float[] samples = {0.5f, -0.25f};
        Audio audio = Audio.of(samples, 2);
        samples[0] = 9;
        audio.samples()[0] = 9;
        assertArrayEquals(new float[] {0.5f, -0.25f}, audio.samples());
        Audio equal = Audio.of(new float[] {0.5f, -0.25f}, 2);
        assertEquals(audio, equal);
        assertEquals(audio.hashCode(), equal.hashCode());
        assertNotEquals(audio, Audio.of(new float[] {0.5f, -0.25f}, 4));
        assertNotEquals(audio, Audio.of(new float[] {0.5f, 0.25f}, 2));
        assertEquals(1, audio.seconds());
        assertEquals(0.5f, audio.peak());
        assertEquals(Math.sqrt(0.3125 / 2), audio.rms(), 1e-12);
        assertEquals("Audio(1.00 seconds at 2 Hz)", audio.toString());
        assertEquals(0, Audio.silence(0, 8000).rms());
    }

    @Test
    void badSamplesAndRatesAreRefused() {
        assertMessage("rate is 0, expected at least 1, such as 8000 Hz", () -> Audio.of(new float[1], 0));
        assertMessage("rate is -1, expected at least 1, such as 8000 Hz", () -> SOUND.resampled(-1));
        assertMessage(
                "sample 1 is Infinity, expected a number, from -1 to 1 at full scale",
                () -> Audio.of(new float[] {0, Float.POSITIVE_INFINITY}, 8000));
        assertMessage(
                "silence(-1.0 seconds) at 8000 Hz: expected a length from 0 of at most two thousand million samples,"
                        + " such as 0.25",
                () -> Audio.silence(-1, 8000));
        assertThrows(IllegalArgumentException.class, () -> Audio.silence(Double.NaN, 8000));
        assertThrows(IllegalArgumentException.class, () -> Audio.silence(1e9, 8000));
    }

    @Test
    void soundsAreJoined() {
        Audio next = Audio.of(new float[] {1}, 8);
        float[] both = {0.1f, -0.5f, 0.25f, 0, 1};
        assertArrayEquals(both, SOUND.then(next).samples());
        assertArrayEquals(
                both, Audio.joined(List.of(Audio.silence(0, 8), SOUND, next)).samples());
        assertMessage(
                "a sound of 9 Hz came behind one of 8 Hz, expected one rate: take resampled(8) of it first",
                () -> SOUND.then(Audio.silence(1, 9)));
        assertMessage("joined(...) got no sound, expected at least one", () -> Audio.joined(List.of()));
    }

    @Test
    void aShiftPutsSilenceBeforeAndBackTakesItAway() {
        assertArrayEquals(
                new float[] {0, 0, 0.1f, -0.5f, 0.25f, 0}, SOUND.shifted(0.25).samples());
        assertEquals(SOUND, SOUND.shifted(0.25).shifted(-0.25));
        assertArrayEquals(new float[] {0}, SOUND.shifted(-0.375).samples());
        assertMessage(
                "shifted(-0.5) would cut off all of 0.5 seconds: expected a shift that leaves some",
                () -> SOUND.shifted(-0.5));
        assertThrows(IllegalArgumentException.class, () -> SOUND.shifted(Double.NaN));
    }

    @Test
    void aGainMultipliesAndGoesBeyondFullScale() {
        assertArrayEquals(new float[] {-0.4f, 2, -1, -0f}, SOUND.scaled(-4).samples());
        assertEquals(SOUND, SOUND.scaled(4).scaled(0.25));
        assertMessage(
                "scaled(NaN) of a sound with the peak 0.5: expected a finite gain, such as 0.5",
                () -> SOUND.scaled(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> SOUND.scaled(1e39));
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 0, -5, 30})
    void noiseHasTheRatioExactlyAndIsWhite(double decibels) {
        Audio tone = Runs.sine(440, 0.5, 8000, 2);
        float[] noisy = tone.withNoise(decibels, 3).samples();
        double power = 0;
        double neighbours = 0;
        double before = 0;
        double fourth = 0;
        for (int k = 0; k < noisy.length; k++) {
            double noise = (double) noisy[k] - tone.raw()[k];
            power += noise * noise;
            fourth += noise * noise * noise * noise;
            neighbours += noise * before;
            before = noise;
        }
        double signal = tone.rms() * tone.rms() * noisy.length;
        assertEquals(decibels, 10 * Math.log10(signal / power), 1e-3);
        assertEquals(0, neighbours / power, 0.03, "correlation of neighbours");
        assertEquals(3, fourth * noisy.length / power / power, 0.25, "kurtosis of the normal distribution");
    }

    @Test
    void noiseIsDecidedByItsSeed() {
        Audio tone = Runs.sine(440, 0.5, 8000, 0.1);
        assertEquals(tone.withNoise(10, 3), tone.withNoise(10, 3));
        assertNotEquals(tone.withNoise(10, 3), tone.withNoise(10, 4));
        assertEquals(tone, tone.withNoise(Double.POSITIVE_INFINITY, 3));
        assertMessage(
                "withNoise(NaN): expected the ratio of signal to noise in decibels, such as 10; infinity for no noise",
                () -> tone.withNoise(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> tone.withNoise(Double.NEGATIVE_INFINITY, 0));
    }

    @Test
    void silenceStaysSilenceUnderNoise() {
        Audio silence = Audio.silence(1, 8000);
        assertEquals(silence, silence.withNoise(-20, 1));
        assertEquals(Audio.silence(0, 8000), Audio.silence(0, 8000).withNoise(10, 1));
    }

    @ParameterizedTest
    @CsvSource({"44100, 8000", "8000, 44100", "16000, 8000", "8000, 11025", "48000, 44100"})
    void tonesBelowTheSlopePass(int from, int to) {
        for (double share : new double[] {0.01, 0.3, 0.6, 0.84}) {
            double hertz = share * Math.min(from, to) / 2;
            float[] resampled = Runs.sine(hertz, 0.5, from, 0.2).resampled(to).samples();
            assertEquals(Math.ceil(0.2 * to), resampled.length, 1);
            float[] expected = Runs.sine(hertz, 0.5, to, 0.21).samples();
            for (int k = to / 50; k < resampled.length - to / 50; k++) { // the edges are next to silence
                assertEquals(expected[k], resampled[k], 5e-4, from + " to " + to + ", " + hertz + " Hz, sample " + k);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 8000", "16000, 8000", "48000, 44100", "8000, 2000"})
    void tonesThatTheLowerRateCannotHoldAreGone(int from, int to) {
        for (double share : new double[] {1, 1.05, 1.5, 1.99}) {
            double hertz = share * to / 2;
            if (hertz < 0.99 * from / 2) {
                float[] inside = middle(Runs.sine(hertz, 1, from, 0.5).resampled(to));
                double rms = Audio.of(inside, to).rms();
                assertTrue(20 * Math.log10(rms / Math.sqrt(0.5)) < -75, from + " to " + to + ", " + hertz + ": " + rms);
            }
        }
    }

    @Test
    void imagesAboveHalfTheOldRateAreGone() {
        float[] inside = middle(Runs.sine(3000, 1, 8000, 0.5).resampled(32000));
        assertEquals(1, Runs.amplitude(inside, 0, inside.length, 3000, 32000), 1e-3);
        for (double image : new double[] {5000, 11000, 13000}) {
            double amplitude = Runs.amplitude(inside, 0, inside.length, image, 32000);
            assertTrue(20 * Math.log10(amplitude) < -75, image + " Hz: " + amplitude);
        }
    }

    private static float[] middle(Audio audio) {
        return Arrays.copyOfRange(audio.samples(), audio.size() / 5, audio.size() * 4 / 5);
    }

    @Test
    void aConstantStaysAndTheSameRateIsTheSameSound() {
        float[] ones = new float[2000];
        Arrays.fill(ones, 1);
        for (float sample : middle(Audio.of(ones, 8000).resampled(7001))) {
            assertEquals(1, sample, 1e-4);
        }
        assertSame(SOUND, SOUND.resampled(8));
        assertEquals(0, Audio.silence(0, 8000).resampled(44100).size());
        assertEquals(3, Audio.of(new float[1], 10).resampled(30).size());
    }

    @Test
    void theWaveformShowsWhatIsInASingleSample() {
        float[] samples = new float[50_000];
        samples[31_234] = 0.7654321f; // no time on the axis
        String figure = Audio.of(samples, 8000).plot().figure().asJavascript("target");
        assertTrue(figure.contains("0.76543"), figure);
        assertTrue(figure.contains("time (s)") && figure.contains("amplitude (full scale 1)"), figure);
        assertTrue(figure.length() < 60_000, "about two points for each of a thousand stretches");
        assertTrue(SOUND.plot().figure().asJavascript("target").contains("-0.5"));
        assertTrue(SOUND.plot().png().length > 1000);
    }
}
