package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MorseCodeTest {
    private static final MorseCode CODE = MorseCode.of(1, 3);

    /** The marks by the lengths of tones and pauses; a dot is a third of the dash where both occur. */
    private static String heard(Audio audio, double dot) {
        StringBuilder marks = new StringBuilder();
        int end = -1;
        for (int[] run : Runs.of(audio)) {
            double gap = end < 0 ? 0 : (run[0] - end) / 8000.0 / dot;
            marks.append(gap > 5 ? " / " : gap > 2 ? " " : "");
            marks.append((run[1] - run[0]) / 8000.0 / dot > 2 ? '-' : '.');
            end = run[1];
        }
        return marks.toString();
    }

    @Test
    void codesAreThoseOfTheRecommendation() {
        assertEquals(".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. --", MorseCode.marks("ABCDEFGHIJKLM"));
        assertEquals("-. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..", MorseCode.marks("nopqrstuvwxyz"));
        for (int digit = 0; digit < 10; digit++) { // 5 is all dots, 0 all dashes
            String expected = digit <= 5
                    ? ".".repeat(digit) + "-".repeat(5 - digit)
                    : "-".repeat(digit - 5) + ".".repeat(10 - digit);
            assertEquals(expected, MorseCode.marks("" + digit));
        }
        assertEquals("... --- ... / - --- --", MorseCode.marks("SOS Tom"));
    }

    @Test
    void whatSoundsIsTheCode() {
        Speech speech = CODE.speed(20, 20).seed(3).speech(20);
        boolean blanks = false;
        for (int k = 0; k < speech.size(); k++) {
            assertEquals(MorseCode.marks(speech.text(k)), heard(speech.audio(k), 0.06), speech.text(k));
            blanks |= speech.text(k).contains(" ");
        }
        assertTrue(blanks);
    }

    @Test
    void aWordAMinuteIsFiftyDots() {
        Audio paris = CODE.speed(20, 20).audio("PARIS"); // 43 dots, and 7 before and behind
        assertEquals((7 + 43 + 7) * 1.2 / 20, paris.seconds(), 0.002);
        Audio twice = CODE.speed(20, 20).audio("PARIS PARIS");
        assertEquals(50 * 1.2 / 20, twice.seconds() - paris.seconds(), 0.002);
        List<int[]> runs = Runs.of(paris);
        assertEquals(7 * 0.06, runs.get(0)[0] / 8000.0, 0.002);
        assertEquals(0.06, (runs.get(0)[1] - runs.get(0)[0]) / 8000.0, 0.002);
        assertEquals(0.18, (runs.get(1)[1] - runs.get(1)[0]) / 8000.0, 0.002);
        assertEquals(0.06, (runs.get(1)[0] - runs.get(0)[1]) / 8000.0, 0.002);
    }

    @Test
    void jitterKeepsDotsAndDashesApart() {
        Speech speech = CODE.speed(12, 12).jitter(0.3).seed(4).speech(15);
        Set<Long> dots = new HashSet<>();
        for (int k = 0; k < speech.size(); k++) {
            String marks = MorseCode.marks(speech.text(k)).replaceAll("[ /]", "");
            List<int[]> runs = Runs.of(speech.audio(k));
            assertEquals(marks.length(), runs.size());
            for (int mark = 0; mark < runs.size(); mark++) {
                double length = (runs.get(mark)[1] - runs.get(mark)[0]) / 8000.0 / 0.1;
                double exact = marks.charAt(mark) == '-' ? 3 : 1;
                assertTrue(
                        length > 0.69 * exact - 0.02 && length < 1.31 * exact,
                        marks + ", mark " + mark + ": " + length);
                if (exact == 1) {
                    dots.add(Math.round(length * 20));
                }
            }
        }
        assertTrue(dots.size() >= 12, "lengths of dots: " + dots);
    }

    @Test
    void speedAndToneAreDrawnForEachMessage() {
        double slowest = 99;
        double fastest = 0;
        double lowest = 9999;
        double highest = 0;
        for (int seed = 0; seed < 60; seed++) {
            Audio dash = CODE.seed(seed).audio("T");
            int[] run = Runs.of(dash).get(0);
            double speed = 3.6 / ((run[1] - run[0]) / 8000.0);
            slowest = Math.min(slowest, speed);
            fastest = Math.max(fastest, speed);
            int crossings = 0;
            for (int k = run[0] + 1; k < run[1]; k++) {
                crossings += dash.raw()[k] > 0 != dash.raw()[k - 1] > 0 ? 1 : 0;
            }
            double hertz = crossings / 2.0 / (run[1] - run[0]) * 8000;
            lowest = Math.min(lowest, hertz);
            highest = Math.max(highest, hertz);
        }
        assertEquals(15, slowest, 0.8);
        assertEquals(25, fastest, 0.8);
        assertEquals(500, lowest, 30);
        assertEquals(900, highest, 30);
    }

    @Test
    void noiseIsMeasuredByTheToneAlone() {
        MorseCode slow = CODE.speed(5, 5).seed(1);
        Audio noisy = slow.noise(10).audio("T");
        double noise = Audio.of(Arrays.copyOf(noisy.samples(), 12000), 8000).rms();
        assertEquals(10, 10 * Math.log10(0.045 / (noise * noise)), 0.3);
    }

    @Test
    void wordsAndVocabularyAreAsDescribed() {
        Speech speech = CODE.letters(2, 4).speech(60);
        Set<Integer> words = new HashSet<>();
        Set<Integer> letters = new HashSet<>();
        for (int k = 0; k < speech.size(); k++) {
            String[] each = speech.text(k).split(" ");
            words.add(each.length);
            Arrays.stream(each).forEach(word -> letters.add(word.length()));
        }
        assertEquals(Set.of(1, 2, 3), words);
        assertEquals(Set.of(2, 3, 4), letters);
        String all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assertEquals(" " + all, String.join("", speech.vocabulary().symbols()));
        assertEquals(
                all, String.join("", MorseCode.of(1, 1).speech(1).vocabulary().symbols()));
    }

    @Test
    void aLargerSetBeginsWithTheSmallerAndASeedDecides() {
        MorseCode spec = CODE.noise(0, 10).jitter(0.1);
        Speech small = spec.speech(2);
        Speech large = spec.speech(4);
        assertEquals(small.audio(1), large.audio(1));
        assertEquals(small.text(1), large.text(1));
        assertNotEquals(small.audio(0), spec.seed(1).speech(2).audio(0));
        assertEquals(spec.audio("A"), spec.audio("A"));
    }

    @Test
    void badSettingsAndTextsAreRefused() {
        String rest = " has no code here, expected A to Z, 0 to 9, and a blank between words";
        assertMessage("character 'é' at place 3 of \"caé\"" + rest, () -> CODE.audio("caé"));
        assertMessage("character ' ' at place 3 of \"A  B\"" + rest, () -> CODE.audio("A  B"));
        assertMessage("character ' ' at place 1 of \" B\"" + rest, () -> CODE.audio(" B"));
        assertMessage("character ' ' at place 2 of \"B \"" + rest, () -> CODE.audio("B "));
        assertMessage("no text came, expected at least a letter, such as \"SOS\"", () -> CODE.audio(""));
        assertMessage("count is 0, expected at least 1, such as 1000", () -> CODE.speech(0));
        assertMessage(
                "speed (words a minute) is 1.0 to 20.0, expected a range within 5.0 to 60.0", () -> CODE.speed(1, 20));
        assertMessage(
                "jitter (share of a length) is 0.5 to 0.5, expected a range within 0.0 to 0.3", () -> CODE.jitter(0.5));
        assertMessage(
                "tone (Hz) is 100.0 to 900.0, expected a range within 200.0 to 3400.0", () -> CODE.tone(100, 900));
        assertMessage(
                "noise (decibels) is -200.0 to -200.0, expected a range within -100.0 to Infinity",
                () -> CODE.noise(-200));
        assertMessage(
                "from 0 to 2: expected counts from 1, the lower one first, such as 3 to 7", () -> CODE.letters(0, 2));
    }
}
