package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SpeechTest {
    private static Audio sound(int number) {
        return Audio.of(new float[] {0.01f * number, 0.5f}, 2);
    }

    private static Speech of(int count) {
        List<Audio> sounds =
                IntStream.range(0, count).mapToObj(SpeechTest::sound).toList();
        List<String> texts =
                IntStream.range(0, count).mapToObj(k -> "b a" + k % 3).toList();
        return Speech.of("made", sounds, texts);
    }

    private static int[] counts(Speech speech) {
        return Arrays.stream(new Part[] {Part.TRAIN, Part.VALIDATION, Part.TEST, Part.ALL})
                .mapToInt(part -> speech.places(part).length)
                .toArray();
    }

    @Test
    void transcriptsAreCharactersOrWords() {
        Speech speech = of(10);
        assertEquals(List.of("b", " ", "a", "1"), speech.transcript(1));
        assertEquals(List.of(" ", "0", "1", "2", "a", "b"), speech.vocabulary().symbols());
        Speech words = speech.tokenizer(Tokenizer.words());
        assertEquals(List.of("b", "a1"), words.transcript(1));
        assertEquals(List.of("a0", "a1", "a2", "b"), words.vocabulary().symbols());
        assertEquals("b a1", words.text(1));
        assertEquals(Tokenizer.words(), words.tokenizer());
        assertEquals(sound(1), words.audio(1));
    }

    @Test
    void theVocabularyIsThatOfAllPartsOrDeclared() {
        Speech two = Speech.of("two", List.of(sound(1), sound(2)), List.of("xy", "yz"))
                .splitInOrder(0.5, 0);
        assertEquals(List.of("x", "y", "z"), two.vocabulary().symbols());
        Speech declared = two.symbols(List.of("z", "y", "x", "w"));
        assertEquals(List.of("z", "y", "x", "w"), declared.vocabulary().symbols());
        assertEquals(
                declared.vocabulary(), declared.split(0.5, 0.5).named("other").vocabulary());
        assertEquals(
                List.of("xy", "yz"),
                declared.tokenizer(Tokenizer.words()).vocabulary().symbols());
        assertMessage(
                "the transcript of recording 1 of 'two' holds 'z', which is not among the declared symbols [x, y]:"
                        + " declare it, or leave the recording out",
                () -> two.symbols(List.of("x", "y")));
    }

    @Test
    void partsAreDrawnAlwaysAlike() {
        Speech speech = of(100);
        assertArrayEquals(new int[] {90, 10, 0, 100}, counts(speech));
        Speech other = speech.split(0.6, 0.3);
        assertArrayEquals(new int[] {60, 30, 10, 100}, counts(other));
        assertArrayEquals(other.places(Part.TEST), of(100).split(0.6, 0.3).places(Part.TEST));
        assertNotEquals(
                Arrays.toString(other.places(Part.TEST)),
                Arrays.toString(speech.split(0.6, 0.3, 1).places(Part.TEST)));
        int[] all = Stream.of(Part.TRAIN, Part.VALIDATION, Part.TEST)
                .flatMapToInt(part -> IntStream.of(other.places(part)))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 100).toArray(), all);
    }

    @Test
    void partsByOrderStandInOrder() {
        Speech speech = of(10).splitInOrder(0.5, 0.3);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, speech.places(Part.TRAIN));
        assertArrayEquals(new int[] {5, 6, 7}, speech.places(Part.VALIDATION));
        assertArrayEquals(new int[] {8, 9}, speech.places(Part.TEST));
    }

    @Test
    void equalRecordingsGoToOnePart() {
        List<Audio> sounds = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            sounds.add(sound(k % 20));
        }
        Speech twice = Speech.of("twice", sounds, Collections.nCopies(40, "a")).split(0.5, 0.2);
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            int[] places = twice.places(part);
            assertTrue(places.length > 0);
            for (int place : places) {
                assertTrue(Arrays.binarySearch(places, (place + 20) % 40) >= 0, part + " has both of " + place);
            }
        }
    }

    @Test
    void setsThatCameApartStayParts() {
        Speech named = of(4).speakers(List.of("x", "y", "x", "y"));
        Speech all =
                Speech.parts(named.symbols(List.of("0", "1", "2", "a", "b", " ", "!")), named, named.named("test"));
        assertArrayEquals(new int[] {4, 4, 4, 12}, counts(all));
        assertArrayEquals(new int[] {8, 9, 10, 11}, all.places(Part.TEST));
        assertEquals("made", all.name());
        assertEquals(7, all.vocabulary().size());
        assertEquals(Optional.of("y"), all.speaker(9));
        assertEquals(Optional.empty(), Speech.parts(named, named, of(4)).speaker(0));
        assertMessage(
                "recording 4 of 'made' is at 4 Hz, but the first one is at 2 Hz, expected one rate: take resampled(2)"
                        + " of it",
                () -> Speech.parts(of(4), of(4).each(audio -> audio.resampled(4)), of(4)));
    }

    @Test
    void speakersStayWithTheirRecordings() {
        Speech speech = of(6).splitInOrder(0.5, 0.5).speakers(List.of("x", "y", "z", "x", "y", "z"));
        assertEquals(Optional.of("z"), speech.speaker(5));
        assertEquals(Optional.empty(), of(6).speaker(5));
        Speech two = speech.where(place -> !speech.speaker(place).equals(Optional.of("y")));
        assertEquals(4, two.size());
        assertEquals(Optional.of("z"), two.speaker(1));
        assertEquals(sound(2), two.audio(1));
        assertEquals("b a2", two.text(1));
        assertArrayEquals(new int[] {0, 1}, two.places(Part.TRAIN));
        assertArrayEquals(new int[] {2, 3}, two.places(Part.VALIDATION));
        assertMessage(
                "'made' has 6 recordings, but the names of 1 speakers came: expected one for each recording",
                () -> of(6).speakers(List.of("x")));
        assertMessage(
                "where(...) keeps none of the 6 recordings of 'made': expected at least one, look at text(place) and"
                        + " speaker(place)",
                () -> of(6).where(place -> false));
    }

    @Test
    void eachRecordingCanBeChanged() {
        Speech changed =
                of(4).splitInOrder(0.5, 0.5).each(audio -> audio.scaled(2).resampled(4));
        assertEquals(4, changed.rate());
        assertEquals(sound(3).scaled(2).resampled(4), changed.audio(3));
        assertArrayEquals(new int[] {2, 3}, changed.places(Part.VALIDATION));
        assertMessage("recording 0 of 'made' has no samples: leave it out, or record it again", () -> of(4).each(
                        audio -> Audio.silence(0, 2)));
        assertMessage(
                "recording 3 of 'made' is at 5 Hz, but the first one is at 2 Hz, expected one rate: take resampled(2)"
                        + " of it",
                () -> of(4).each(audio -> audio.equals(sound(3)) ? audio.resampled(5) : audio));
    }

    @Test
    void theTableHasARowForEachRecording() {
        Table table = of(3).splitInOrder(0.34, 0.33).table();
        assertEquals(List.of("transcript", "seconds", "part"), table.columnNames());
        assertEquals(List.of("b a0", "b a1", "b a2"), table.stringColumn(0).asList());
        assertEquals(List.of(1.0, 1.0, 1.0), table.doubleColumn(1).asList());
        assertEquals(
                List.of("train", "validation", "test"), table.stringColumn(2).asList());
        Table spoken = of(3).speakers(List.of("x", "y", "x")).table();
        assertEquals(List.of("x", "y", "x"), spoken.stringColumn("speaker").asList());
        assertEquals(
                "made: 90 recordings, 1.5 minutes at 2 Hz, 6 symbols; 81 to train, 9 to validate, 0 to test",
                of(90).toString());
        assertEquals(90, of(90).seconds());
    }

    @Test
    void silenceIsARecordingLikeOthers() {
        Speech speech = Speech.of("still", List.of(Audio.silence(1, 8000)), List.of("a"));
        assertEquals(0, speech.audio(0).peak());
    }

    @Test
    void badRecordingsAreRefused() {
        Audio good = sound(1);
        assertMessage(
                "'s' has 0 recordings and 0 transcripts: expected at least one recording, and a transcript for each",
                () -> Speech.of("s", List.of(), List.of()));
        assertMessage(
                "'s' has 1 recordings and 2 transcripts: expected at least one recording, and a transcript for each",
                () -> Speech.of("s", List.of(good), List.of("a", "b")));
        assertMessage(
                "recording 1 of 's' has no samples: leave it out, or record it again",
                () -> Speech.of("s", List.of(good, Audio.silence(0, 2)), List.of("a", "b")));
        assertMessage(
                "the transcript of recording 1 of 's' is empty: leave the recording out, or write down what is said",
                () -> Speech.of("s", List.of(good, good), List.of("a", " ")));
        assertMessage(
                "recording 1 of 's' is at 9 Hz, but the first one is at 2 Hz, expected one rate: take resampled(2) of"
                        + " it",
                () -> Speech.of("s", List.of(good, Audio.silence(1, 9)), List.of("a", "b")));
        assertMessage(
                "split(0.9, 0.2): expected a training share above 0 and a validation share from 0, together at most 1,"
                        + " such as split(0.8, 0.1)",
                () -> of(3).split(0.9, 0.2));
    }
}
