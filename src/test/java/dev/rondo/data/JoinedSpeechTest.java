package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoinedSpeechTest {
    private static final int RATE = 1000;
    private static final JoinedSpeech SPEC = JoinedSpeech.of(3, 7);

    /** Sixty recordings of their own constant level each, of three digits by two speakers. */
    private static Speech singles() {
        List<Audio> sounds = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> speakers = new ArrayList<>();
        for (int k = 0; k < 60; k++) {
            float[] level = new float[20 + k];
            Arrays.fill(level, (k + 1) / 100f);
            sounds.add(Audio.of(level, RATE));
            texts.add("" + k % 3);
            speakers.add(k % 2 == 0 ? "x" : "y");
        }
        return Speech.of("singles", sounds, texts).speakers(speakers).split(0.5, 0.25);
    }

    /** The places of the recordings that a string is made of, by their levels. */
    private static List<Integer> found(Audio string) {
        List<Integer> places = new ArrayList<>();
        for (int[] run : Runs.of(string)) {
            int place = Math.round(100 * string.raw()[run[0]]) - 1;
            assertEquals(20 + place, run[1] - run[0], "the whole recording");
            places.add(place);
        }
        return places;
    }

    @Test
    void stringsAreOfTheirPartsRecordingsAlone() {
        Speech singles = singles();
        Speech strings = SPEC.speech(singles, 200, 60, 80);
        assertEquals(340, strings.size());
        assertEquals(200, strings.places(Part.TRAIN).length);
        assertEquals(60, strings.places(Part.VALIDATION).length);
        assertEquals(80, strings.places(Part.TEST).length);
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            Set<Integer> used = new HashSet<>();
            for (int place : strings.places(part)) {
                used.addAll(found(strings.audio(place)));
            }
            Set<Integer> own = new HashSet<>();
            for (int place : singles.places(part)) {
                own.add(place);
            }
            assertEquals(own, used, part + ": all of its own and no other");
        }
    }

    @Test
    void transcriptsSpeakersAndLengthsAreThoseOfTheRecordings() {
        Speech singles = singles();
        Speech strings = SPEC.speech(singles, 100, 0, 0);
        Set<Integer> lengths = new HashSet<>();
        Set<Optional<String>> speakers = new HashSet<>();
        for (int k = 0; k < 100; k++) {
            List<Integer> places = found(strings.audio(k));
            StringBuilder text = new StringBuilder();
            for (int place : places) {
                text.append(singles.text(place));
                assertEquals(singles.speaker(place), strings.speaker(k));
            }
            assertEquals(text.toString(), strings.text(k));
            lengths.add(places.size());
            speakers.add(strings.speaker(k));
        }
        assertEquals(Set.of(3, 4, 5, 6, 7), lengths);
        assertEquals(2, speakers.size());
        assertEquals(List.of("0", "1", "2"), strings.vocabulary().symbols());
        assertEquals("strings of singles", strings.name());
    }

    @Test
    void silencesFillTheirRange() {
        Speech strings = SPEC.pause(0.03, 0.06).speech(singles(), 100, 0, 0);
        int least = 1000;
        int most = 0;
        for (int k = 0; k < 100; k++) {
            int end = 0;
            for (int[] run : Runs.of(strings.audio(k))) {
                least = Math.min(least, run[0] - end);
                most = Math.max(most, run[0] - end);
                end = run[1];
            }
            least = Math.min(least, strings.audio(k).size() - end);
        }
        assertEquals(30, least, 1);
        assertEquals(60, most, 1);
    }

    @Test
    void mixedStringsHaveSeveralSpeakersAndNameNone() {
        Speech singles = singles();
        Speech strings = SPEC.mixed().speech(singles, 20, 0, 0);
        assertEquals(Optional.empty(), strings.speaker(0));
        boolean both = false;
        for (int k = 0; k < 20; k++) {
            Set<Optional<String>> speakers = new HashSet<>();
            found(strings.audio(k)).forEach(place -> speakers.add(singles.speaker(place)));
            both |= speakers.size() == 2;
        }
        assertTrue(both);
    }

    @Test
    void morePiecesInOnePartChangeNoneInAnother() {
        Speech few = SPEC.speech(singles(), 5, 0, 4);
        Speech many = SPEC.speech(singles(), 9, 3, 6);
        int[] first = few.places(Part.TEST);
        int[] second = many.places(Part.TEST);
        for (int k = 0; k < 4; k++) {
            assertEquals(few.audio(first[k]), many.audio(second[k]));
            assertEquals(few.audio(k), many.audio(k));
        }
        assertNotEquals(few.audio(0), SPEC.seed(1).speech(singles(), 5, 0, 0).audio(0));
        assertArrayEquals(new int[0], few.places(Part.VALIDATION));
    }

    @Test
    void wordsStandApart() {
        Speech words = Speech.of(
                        "words", List.of(Audio.silence(1, RATE), Audio.silence(2, RATE)), List.of("left", "turn right"))
                .tokenizer(Tokenizer.words())
                .splitInOrder(1, 0);
        Speech strings = JoinedSpeech.of(2, 2).speech(words, 20, 0, 0);
        assertEquals(List.of("left", "right", "turn"), strings.vocabulary().symbols());
        for (int k = 0; k < 20; k++) {
            assertTrue(strings.text(k).matches("(left|turn right) (left|turn right)"), strings.text(k));
        }
    }

    @Test
    void badCountsAreRefused() {
        assertMessage(
                "strings to train on is 0, expected at least 1, such as 2000", () -> SPEC.speech(singles(), 0, 1, 1));
        assertMessage(
                "strings to test on is -1, expected at least 0, such as 300", () -> SPEC.speech(singles(), 1, 1, -1));
        assertMessage(
                "'singles' has no recordings in its part TEST to join strings of: expected at least one; split it"
                        + " otherwise, or ask for 0 strings",
                () -> SPEC.speech(singles().split(0.9, 0.1), 1, 1, 1));
        assertMessage("pause (seconds) is -1.0 to 1.0, expected a range within 0.0 to 10.0", () -> SPEC.pause(-1, 1));
    }
}
