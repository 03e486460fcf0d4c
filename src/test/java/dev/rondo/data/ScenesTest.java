package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenesTest {
    private static final int SIDE = 32;
    private static final int HASH = 2_063_293_782; // of all numbers of SOME
    private static final String THING = "a (small|large) (red|green|blue|yellow|purple|white) (circle|square|triangle)";
    private static final Pattern GRAMMAR =
            Pattern.compile(THING + "( (above|below|left of|right of|inside) " + THING + ")?");
    private static final List<String> COLOURS = List.of("red", "green", "blue", "yellow", "purple", "white");
    private static final CaptionedPictures SOME = Scenes.of(1, 2).pictures(600);

    @Test
    void captionsAreOfTheGrammarAndNameTheFirstFirst() {
        Set<String> words = new HashSet<>();
        for (int place = 0; place < SOME.size(); place++) {
            String caption = SOME.caption(place);
            var parts = GRAMMAR.matcher(caption);
            assertTrue(parts.matches(), caption);
            words.addAll(List.of(caption.split(" ")));
            if (parts.group(4) != null) {
                assertTrue(order(parts, 1) < order(parts, 6), caption);
            }
        }
        assertEquals(18, words.size(), words.toString()); // a, of, 2 sizes, 6 colours, 3 shapes and 5 of place
    }

    private static int order(Matcher words, int from) {
        int size = List.of("small", "large").indexOf(words.group(from));
        int shape = List.of("circle", "square", "triangle").indexOf(words.group(from + 2));
        return (size * 6 + COLOURS.indexOf(words.group(from + 1))) * 3 + shape;
    }

    /** Where the pixels of one of the six colours lie, told by their hue alone. */
    private record Seen(int left, int right, int top, int bottom, int count) {
        static Seen of(Picture picture, IntPredicate own) {
            int[] at = IntStream.range(0, SIDE * SIDE).filter(own).toArray();
            assertTrue(at.length > 0, picture.toString());
            return new Seen(
                    IntStream.of(at).map(k -> k % SIDE).min().orElseThrow(),
                    IntStream.of(at).map(k -> k % SIDE).max().orElseThrow(),
                    IntStream.of(at).map(k -> k / SIDE).min().orElseThrow(),
                    IntStream.of(at).map(k -> k / SIDE).max().orElseThrow(),
                    at.length);
        }

        static Seen of(Picture picture, String colour) {
            return of(picture, k -> colour.equals(colour(picture, k / SIDE, k % SIDE)));
        }

        int width() {
            return right - left + 1;
        }
    }

    private static String colour(Picture picture, int row, int column) {
        boolean red = picture.value(row, column, 0) > 0.45;
        boolean green = picture.value(row, column, 1) > 0.45;
        boolean blue = picture.value(row, column, 2) > 0.45;
        if (red && green) {
            return blue ? "white" : "yellow";
        }
        if (red) {
            return blue ? "purple" : "red";
        }
        return green ? "green" : blue ? "blue" : "";
    }

    /** Size, colour, shape and relation, measured in the picture. */
    @Test
    void picturesShowWhatTheirCaptionsSay() {
        int inside = 0;
        for (int place = 0; place < SOME.size(); place++) {
            var words = GRAMMAR.matcher(SOME.caption(place));
            assertTrue(words.matches());
            Picture picture = SOME.picture(place);
            Seen first = words.group(2).equals(words.group(7)) ? null : Seen.of(picture, words.group(2));
            if (first == null) {
                continue; // two of one colour are told apart by where they stand
            }
            String caption = SOME.caption(place);
            assertEquals(words.group(1).equals("small"), first.width() <= 9, caption);
            assertEquals(words.group(3), shape(first), caption);
            if (words.group(4) == null) {
                continue;
            }
            Seen second = Seen.of(picture, words.group(7));
            boolean holds =
                    switch (words.group(5)) {
                        case "above" -> first.bottom < second.top;
                        case "below" -> first.top > second.bottom;
                        case "left of" -> first.right < second.left;
                        case "right of" -> first.left > second.right;
                        default ->
                            first.left > second.left
                                    && first.right < second.right
                                    && first.top > second.top
                                    && first.bottom < second.bottom;
                    };
            assertTrue(holds, caption + " " + first + " " + second);
            if (!words.group(5).equals("inside")) {
                assertEquals(words.group(6).equals("small"), second.width() <= 9, caption);
                assertEquals(words.group(8), shape(second), caption);
            } else {
                inside++;
                assertTrue(second.width() >= 21, caption);
            }
        }
        assertTrue(inside > 10);
    }

    private static String shape(Seen seen) {
        double share = (double) seen.count / (seen.width() * (seen.bottom - seen.top + 1));
        return share > 0.98 ? "square" : share > 0.65 ? "circle" : "triangle";
    }

    @Test
    void theSameSeedDrawsTheSameEverywhere() {
        assertEquals(SOME.picture(7), Scenes.of(1, 2).pictures(20).picture(7));
        assertNotEquals(SOME.picture(7), Scenes.of(1, 2).seed(1).pictures(20).picture(7));
        assertEquals(
                HASH, IntStream.range(0, 600).mapToObj(SOME::picture).toList().hashCode());
        Picture clean = Scenes.of(1, 1).noise(0).pictures(1).picture(0);
        assertEquals(0.15f, clean.value(0, 0, 1));
    }

    @Test
    void aCaptionCanBeDrawn() {
        Scenes scenes = Scenes.of(1, 2).seed(3);
        Picture picture = scenes.picture("a large blue square above a small red circle");
        assertEquals(picture, scenes.picture("a large blue square above a small red circle"));
        assertTrue(Seen.of(picture, "blue").bottom < Seen.of(picture, "red").top);
        assertEquals("circle", shape(Seen.of(scenes.picture("a small red circle"), "red")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void thereAreAsManyThingsAsAskedFor(int things) {
        CaptionedPictures data = Scenes.of(things, things).pictures(50);
        for (int place = 0; place < data.size(); place++) {
            assertEquals(things, data.caption(place).split(" a ").length);
        }
    }

    @Test
    void whatDoesNotFitIsTold() {
        assertMessage("from 1 to 3 things: expected 1 or 2", () -> Scenes.of(1, 3));
        assertMessage("noise is 0.6", () -> Scenes.of(1, 1).noise(0.6));
        assertMessage("count is 0", () -> Scenes.of(1, 1).pictures(0));
        assertMessage("\"red circle\" is not a sentence of Scenes", () -> Scenes.of(1, 1)
                .picture("red circle"));
        assertMessage("'pink' in \"a small pink circle\"", () -> Scenes.of(1, 1).picture("a small pink circle"));
        assertMessage(
                "the same in all words", () -> Scenes.of(1, 1).picture("a small red circle above a small red circle"));
        assertMessage("is to be small and of another colour", () -> Scenes.of(1, 1)
                .picture("a large red circle inside a large blue circle"));
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
