package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CaptionedPicturesTest {
    private static final CaptionedPictures SCENES = Scenes.of(1, 1).pictures(300);
    private static final CaptionedPictures FEW = CaptionedPictures.of(
            "few", new float[][] {{0, 1}, {1, 0}, {0, 1}, {1, 1}}, List.of("a cat", "a dog", "one cat", "cat and dog"));

    @Test
    void captionsOfOnePictureStayTogether() {
        assertEquals(List.of(List.of("a", "cat"), List.of("one", "cat")), FEW.references(0));
        assertEquals(List.of(List.of("cat", "and", "dog")), FEW.references(3));
        for (long seed = 0; seed < 20; seed++) {
            int[] train = FEW.split(0.5, 0, seed).places(Part.TRAIN);
            assertEquals(Arrays.binarySearch(train, 0) >= 0, Arrays.binarySearch(train, 2) >= 0);
        }
        assertArrayEquals(new int[] {0, 2}, FEW.splitInOrder(0.34, 0).places(Part.TRAIN));
        for (String one : List.of("a cat", "one cat")) {
            assertArrayEquals(new int[] {0, 2}, FEW.holdOut(one::equals, 0).places(Part.TEST));
        }
    }

    @Test
    void wholeDescriptionsAreHeldOut() {
        CaptionedPictures data = SCENES.splitByCaption(0.7, 0.1);
        Set<String> train = captions(data, Part.TRAIN);
        Set<String> test = captions(data, Part.TEST);
        assertTrue(test.size() > 3, test.toString());
        Set<String> both = new HashSet<>(train);
        both.retainAll(test);
        assertEquals(Set.of(), both);
        assertEquals(300, data.places(Part.ALL).length);
        assertNotEquals(
                0,
                captions(SCENES.split(0.7, 0.1), Part.TEST).stream()
                        .filter(captions(SCENES.split(0.7, 0.1), Part.TRAIN)::contains)
                        .count());
    }

    private static Set<String> captions(CaptionedPictures data, Part part) {
        return IntStream.of(data.places(part)).mapToObj(data::caption).collect(Collectors.toSet());
    }

    @Test
    void combinationsAreHeldOutAndTheirWordsStay() {
        CaptionedPictures data = SCENES.holdOut(caption -> caption.contains("red circle"), 0.1);
        assertTrue(captions(data, Part.TEST).stream().allMatch(caption -> caption.contains("red circle")));
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION)) {
            assertTrue(data.places(part).length > 20);
            assertFalse(captions(data, part).stream().anyMatch(caption -> caption.contains("red circle")));
        }
        Set<String> known = Set.copyOf(data.vocabulary().symbols());
        assertTrue(known.containsAll(List.of("red", "circle", Vocabulary.BEGIN, Vocabulary.END)));
        int all = data.places(Part.TRAIN).length + data.places(Part.VALIDATION).length + data.places(Part.TEST).length;
        assertEquals(300, all);
    }

    @Test
    void partsVocabularyAndTable() {
        assertEquals(
                "few: 4 pictures (1 x 1 x 2) with 4 different captions; 4 to train, 0 to validate, 0 to test",
                FEW.splitInOrder(1, 0).toString());
        assertEquals(3, FEW.splitInOrder(1, 0).vocabulary(2, 100).vocabulary().size() - 4); // a, cat, dog
        assertEquals(List.of("one", "cat"), FEW.tokens(2));
        assertEquals(
                List.of("o", "n", "e"),
                FEW.tokenizer(Tokenizer.characters()).tokens(2).subList(0, 3));
        assertEquals("other", FEW.named("other").name());
        var table = FEW.splitInOrder(0.34, 0.33).table();
        assertEquals(
                List.of("train", "validation", "train", "test"),
                table.stringColumn("part").asList());
        assertEquals(3, table.intColumn("tokens").get(3));
        CaptionedPictures some = FEW.splitInOrder(0.34, 0.33).where(place -> place != 0);
        assertEquals("one cat", some.caption(some.places(Part.TRAIN)[0]));
        assertTrue(
                SCENES.plot(0, 1, 2).toString().contains("3 pictures"),
                SCENES.plot(0, 1, 2).toString());
    }

    @Test
    void imagesAndVectorsBecomePictures() {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0xFF3300);
        Picture picture = CaptionedPictures.of("one", new BufferedImage[] {image}, List.of("a dot"))
                .picture(0);
        assertEquals(2, picture.rows());
        assertEquals(3, picture.columns());
        assertEquals(3, picture.channels());
        assertEquals(1, picture.value(1, 2, 0));
        assertEquals(0.2f, picture.value(1, 2, 1));
        assertEquals(0, picture.value(1, 1, 0));
        assertArrayEquals(new int[][] {{0, 0, 0}, {0, 0, 0xFF3300}}, picture.rgb());
        float[][][] grid = {{{0.5f}, {2}}};
        Picture grey = Picture.of(grid);
        grid[0][0][0] = 7;
        assertArrayEquals(new int[][] {{0x808080, 0xFFFFFF}}, grey.rgb());
        assertEquals(grey, Picture.of(new float[][][] {{{0.5f}, {2}}}));
        assertNotEquals(grey, Picture.of(new float[][][] {{{0.5f}}, {{2}}}));
        assertArrayEquals(new float[] {0, 1}, FEW.picture(0).values());
    }

    @Test
    void whatDoesNotFitIsTold() {
        List<Picture> one = List.of(Picture.vector(new float[] {1}));
        assertMessage(
                "'x' has 0 pictures and 0 captions", () -> CaptionedPictures.of("x", List.<Picture>of(), List.of()));
        assertMessage("'x' has 1 pictures and 2 captions", () -> CaptionedPictures.of("x", one, List.of("a", "b")));
        assertMessage("the caption of picture 0 of 'x' is empty", () -> CaptionedPictures.of("x", one, List.of(" ")));
        assertMessage(
                "picture 1 of 'x' is 1 x 1 x 2 (rows x columns x channels), expected 1 x 1 x 1",
                () -> CaptionedPictures.of("x", new float[][] {{1}, {1, 2}}, List.of("a", "b")));
        assertMessage("holds NaN in channel 1", () -> Picture.vector(new float[] {0, Float.NaN}));
        assertMessage("the picture has no numbers", () -> Picture.of(new float[0][][]));
        assertMessage("row 1 of the picture has 2 columns", () -> Picture.of(new float[][][] {{{1}}, {{1}, {1}}}));
        assertMessage("cell (0, 1) of the picture has 2 channels", () -> Picture.of(new float[][][] {{{1}, {1, 2}}}));
        assertMessage("holdOut(...) takes 0 of the 4", () -> FEW.holdOut(caption -> false, 0.1));
        assertMessage("holdOut(...) takes 4 of the 4", () -> FEW.holdOut(caption -> true, 0.1));
        assertMessage("split(0.0, 1.0)", () -> FEW.holdOut(caption -> caption.equals("a dog"), 1));
        assertMessage("where(...) keeps 0", () -> FEW.where(place -> false));
        assertMessage("split(1.5, 0.0)", () -> FEW.split(1.5, 0));
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
