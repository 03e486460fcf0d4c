package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialTonesTest {
    private static final DialTones TONES = DialTones.of(3, 10);
    private static final String[] PAD = {"123A", "456B", "789C", "*0#D"};
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};

    /** The keys by the strongest frequency of each group. */
    private static String heard(Audio audio) {
        StringBuilder keys = new StringBuilder();
        for (int[] run : Runs.of(audio)) {
            int row = strongest(audio, run, ROWS);
            keys.append(PAD[row].charAt(strongest(audio, run, COLUMNS)));
        }
        return keys.toString();
    }

    /** The most within 1.5 percent of a frequency; the window keeps what a louder sine leaks low. */
    private static double nearby(Audio audio, int[] run, double hertz) {
        float[] cut = Arrays.copyOfRange(audio.raw(), run[0], run[1]);
        for (int k = 0; k < cut.length; k++) {
            double sine = Math.sin(Math.PI * k / cut.length);
            cut[k] *= (float) (sine * sine);
        }
        double most = 0;
        for (double share = 0.985; share < 1.016; share += 0.005) {
            most = Math.max(most, Runs.amplitude(cut, 0, cut.length, share * hertz, audio.rate()));
        }
        return most;
    }

    private static int strongest(Audio audio, int[] run, double[] hertz) {
        double[] found =
                Arrays.stream(hertz).map(each -> nearby(audio, run, each)).toArray();
        int best = 0;
        for (int k = 1; k < found.length; k++) {
            best = found[k] > found[best] ? k : best;
        }
        return best;
    }

    @Test
    void everyKeyHasItsTwoFrequencies() {
        Audio audio = TONES.deviation(0).tone(0.2, 0.2).level(-12, -12).audio("123A456B789C*0#D");
        List<int[]> runs = Runs.of(audio);
        assertEquals(16, runs.size());
        for (int key = 0; key < 16; key++) {
            int from = runs.get(key)[0] + 100;
            int to = runs.get(key)[1] - 100;
            for (int k = 0; k < 4; k++) {
                double low = Runs.amplitude(audio.raw(), from, to, ROWS[k], 8000);
                double high = Runs.amplitude(audio.raw(), from, to, COLUMNS[k], 8000);
                assertEquals(k == key / 4 ? 0.251 : 0, low, 0.04, "row " + k + " of key " + key);
                assertEquals(k == key % 4 ? 0.251 : 0, high, 0.04, "column " + k + " of key " + key);
            }
        }
        assertEquals("123A456B789C*0#D", heard(audio));
    }

    @Test
    void transcriptsAreWhatIsHeard() {
        Speech speech = TONES.seed(5).speech(40);
        for (int k = 0; k < speech.size(); k++) {
            assertEquals(speech.text(k), heard(speech.audio(k)), "string " + k);
        }
    }

    @Test
    void lengthsFillTheirRanges() {
        Speech speech = TONES.seed(2).speech(60);
        List<Double> tones = new ArrayList<>();
        List<Double> pauses = new ArrayList<>();
        Set<Integer> counts = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int k = 0; k < speech.size(); k++) {
            int end = 0;
            for (int[] run : Runs.of(speech.audio(k))) {
                tones.add((run[1] - run[0]) / 8000.0);
                pauses.add((run[0] - end) / 8000.0);
                end = run[1];
            }
            pauses.add((speech.audio(k).size() - end) / 8000.0);
            counts.add(speech.transcript(k).size());
            keys.addAll(speech.transcript(k));
            assertTrue(speech.audio(k).peak() <= 2 * Math.pow(10, -0.5));
        }
        assertRange(0.05, 0.12, tones);
        assertRange(0.04, 0.12, pauses);
        assertEquals(Set.of(3, 4, 5, 6, 7, 8, 9, 10), counts);
        assertEquals(16, keys.size());
    }

    private static void assertRange(double low, double high, List<Double> found) {
        assertEquals(low, Collections.min(found), 0.003);
        assertEquals(high, Collections.max(found), 0.003);
    }

    @Test
    void frequenciesAreOffWithinTheDeviation() {
        DialTones one = TONES.deviation(0.018).tone(1, 1).level(-10, -10);
        double least = 1;
        double most = -1;
        for (int seed = 0; seed < 30; seed++) {
            Audio audio = one.seed(seed).audio("5");
            int[] run = Runs.of(audio).get(0);
            double best = 0;
            double off = 0;
            for (double share = -0.03; share <= 0.03; share += 0.001) {
                double amplitude = Runs.amplitude(audio.raw(), run[0], run[1], 770 * (1 + share), 8000);
                off = amplitude > best ? share : off;
                best = Math.max(amplitude, best);
            }
            least = Math.min(least, off);
            most = Math.max(most, off);
        }
        assertTrue(least >= -0.0185 && least < -0.012 && most <= 0.0185 && most > 0.012, least + " to " + most);
    }

    @Test
    void noiseIsMeasuredByTheTonesAlone() {
        DialTones one = TONES.deviation(0)
                .level(-10, -10)
                .tone(0.5, 0.5)
                .pause(0.5, 0.5)
                .seed(1);
        Audio clean = one.audio("5");
        Audio noisy = one.noise(10).audio("5");
        double noise = Audio.of(Arrays.copyOf(noisy.samples(), 4000), 8000).rms(); // of the pause before
        assertEquals(10, 10 * Math.log10(0.1 / (noise * noise)), 0.3); // two sines of the power 0.05 each
        assertEquals(clean.size(), noisy.size());
        double[] ratios = new double[100];
        for (int seed = 0; seed < 100; seed++) {
            Audio some = one.noise(0, 20).seed(seed).audio("5");
            double rms = Audio.of(Arrays.copyOf(some.samples(), 4000), 8000).rms();
            ratios[seed] = 10 * Math.log10(0.1 / (rms * rms));
        }
        assertEquals(0, Arrays.stream(ratios).min().orElseThrow(), 1.5);
        assertEquals(20, Arrays.stream(ratios).max().orElseThrow(), 1.5);
    }

    @Test
    void aLargerSetBeginsWithTheSmallerAndASeedDecides() {
        Speech small = TONES.noise(10).speech(3);
        Speech large = TONES.noise(10).speech(6);
        for (int k = 0; k < 3; k++) {
            assertEquals(small.audio(k), large.audio(k));
            assertEquals(small.text(k), large.text(k));
        }
        assertNotEquals(small.audio(0), small.audio(1));
        assertNotEquals(small.audio(0), TONES.noise(10).seed(1).speech(3).audio(0));
        assertEquals(TONES.audio("12"), TONES.audio("12"));
        assertNotEquals(TONES.audio("12"), TONES.seed(1).audio("12"));
    }

    @Test
    void theVocabularyIsTheSixteenKeys() {
        Speech one = DialTones.of(1, 1).speech(2);
        assertEquals("#*0123456789ABCD", String.join("", one.vocabulary().symbols()));
        assertArrayEquals(new int[] {0, 1}, one.places(Part.ALL));
        assertEquals("dial tones", one.name());
        assertEquals(8000, one.rate());
    }

    @Test
    void badSettingsAndKeysAreRefused() {
        assertMessage(
                "key 'E' at place 3 of \"12E\" is not on the telephone, expected 0 to 9, A to D, * and #",
                () -> TONES.audio("12E"));
        assertMessage("no key came, expected at least one, such as \"0123#\"", () -> TONES.audio(""));
        assertMessage("count is 0, expected at least 1, such as 1000", () -> TONES.speech(0));
        assertMessage(
                "from 0 to 3: expected counts from 1, the lower one first, such as 3 to 7", () -> DialTones.of(0, 3));
        assertMessage(
                "from 4 to 3: expected counts from 1, the lower one first, such as 3 to 7", () -> DialTones.of(4, 3));
        assertMessage("tone (seconds) is 0.0 to 1.0, expected a range within 0.01 to 10.0", () -> TONES.tone(0, 1));
        assertMessage("pause (seconds) is 1.0 to 11.0, expected a range within 0.01 to 10.0", () -> TONES.pause(1, 11));
        assertMessage(
                "level (decibels of full scale) is -20.0 to 0.0, expected a range within -80.0 to -7.0",
                () -> TONES.level(-20, 0));
        assertMessage(
                "deviation (share of the frequency) is 0.05 to 0.05, expected a range within 0.0 to 0.018",
                () -> TONES.deviation(0.05));
        assertMessage(
                "noise (decibels) is -200.0 to -200.0, expected a range within -100.0 to Infinity",
                () -> TONES.noise(-200));
    }
}
