package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CtcLabelling;
import dev.rondo.cell.CtcPath;
import dev.rondo.data.Audio;
import dev.rondo.data.AudioFeatures;
import dev.rondo.data.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of given scores; no net is asked. */
class TranscriptionTest {
    private static final AudioFeatures FEATURES =
            AudioFeatures.logMel(10).hop(0.01).window(0.02);
    private static final SpeechSpec SPEC = new SpeechSpec(FEATURES, 2, 8000, List.of("a", "b"), Tokenizer.characters());
    private static final Audio SOUND = Audio.silence(0.13, 8000).withNoise(0, 1); // 12 frames, 6 steps

    private static final float[][] SCORES = {
        {0, 0, 9}, {9, 0, 0}, {8, 0, 0}, {0, 0, 9}, {0, 7, 0}, {0, 0, 9},
    };

    private static Transcription heard() {
        Hearing hearing = Hearing.of(SPEC, SOUND, SCORES);
        List<CtcLabelling> found = List.of(
                new CtcLabelling(new int[] {0, 1}, Math.log(0.75), -1),
                new CtcLabelling(new int[0], Math.log(0.25), -2));
        return Transcription.of(SPEC, hearing, found, new CtcPath(new int[] {2, 0, 0, 2, 1, 2}, 2, -1));
    }

    @Test
    void symbolsStandWhereTheirFramesAre() {
        assertEquals(6, SPEC.steps(SOUND));
        List<Transcription.Timed> symbols = heard().symbols();
        assertEquals(
                List.of("a", "b"),
                symbols.stream().map(Transcription.Timed::symbol).toList());
        // A frame's share is its hop around its middle: that of the first begins at 10 - 5 ms; a step is 20 ms.
        assertEquals(0.025, symbols.get(0).from(), 1e-9);
        assertEquals(0.065, symbols.get(0).to(), 1e-9);
        assertEquals(0.085, symbols.get(1).from(), 1e-9);
        assertEquals(0.105, symbols.get(1).to(), 1e-9);
        double sure = Math.exp(9) / (Math.exp(9) + 2);
        assertEquals(sure, symbols.get(0).probability(), 1e-6, "the highest of its steps");
        assertEquals(0.015, heard().hearing().times()[0], 1e-9, "the middle of the first two frames");
        assertEquals(sure, heard().hearing().probabilities()[1][0], 1e-6);
        assertEquals(4, heard().table().columnCount());
        assertEquals(0.085, heard().table().doubleColumn("from").get(1), 1e-9);
    }

    @Test
    void timesAreInWholeSamplesAndEndWithTheSound() {
        AudioFeatures odd = FEATURES.hop(0.0101); // 80.8 samples, taken as 81
        SpeechSpec spec = new SpeechSpec(odd, 1, 8000, List.of("a"), Tokenizer.characters());
        assertEquals((99.5 * 81 + 80) / 8000, spec.start(100), 1e-9);
        Hearing hearing = Hearing.of(SPEC, Audio.silence(0.002, 8000), new float[][] {{9, 0, 0}});
        CtcLabelling one = new CtcLabelling(new int[] {0}, 0, 0);
        Transcription brief = Transcription.of(SPEC, hearing, List.of(one), new CtcPath(new int[] {0}, 2, 0));
        assertEquals(0.002, brief.symbols().get(0).to(), 1e-9);
        assertEquals(0.002, brief.symbols().get(0).from(), 1e-9);
    }

    @Test
    void theBestTextIsTheFirst() {
        assertEquals("ab", heard().text());
        assertEquals(0.75, heard().probability(), 1e-9);
        assertEquals("\"ab\" (0.7500)", heard().toString());
        assertEquals("", heard().best().get(1).text());
        assertEquals(-2, heard().best().get(1).score());
        assertEquals(heard(), heard());
        assertEquals(heard().hashCode(), heard().hashCode());
        float[][] other = SCORES.clone();
        other[5] = new float[] {0, 0, 8};
        assertNotEquals(Hearing.of(SPEC, SOUND, SCORES), Hearing.of(SPEC, SOUND, other));
        String none = assertThrows(
                        IllegalArgumentException.class,
                        () -> new Transcription(List.of(), List.of(), heard().hearing()))
                .getMessage();
        assertTrue(none.contains("there are 0 texts, expected at least one"), none);
    }

    @Test
    void picturesHaveALineForEachSymbol() {
        assertTrue(heard().plot().toString().contains("12 x 12"), heard().plot().toString()); // ten bands, two symbols
        assertTrue(heard().plot().png().length > 0);
        assertTrue(
                heard().hearing().plot().toString().contains("3 x 6"),
                heard().hearing().plot().toString());
        String rows = heard().hearing().plot().figure().asJavascript("target");
        assertTrue(rows.contains("[\"a\",\"b\",\"(blank)\"]"), rows);
        float[][] turned = {{0, 0, 9}, {0, 9, 0}, {8, 0, 0}};
        String other = Hearing.of(SPEC, SOUND, turned).plot().figure().asJavascript("target");
        assertTrue(other.contains("[\"b\",\"a\",\"(blank)\"]"), "in the order in which they are told: " + other);
        float[][] onlyA = {{9, 0, 0}, {0, 0, 9}};
        Hearing a = Hearing.of(SPEC, SOUND, onlyA);
        assertTrue(a.plot().toString().contains("2 x 2"), a.plot() + ": b is never probable");
        assertEquals(List.of("a", "b", Hearing.BLANK), a.outputs());
        a.times()[0] = 7;
        a.probabilities()[0][0] = 7;
        assertEquals(Hearing.of(SPEC, SOUND, onlyA), a, "copies are handed out");
    }
}
