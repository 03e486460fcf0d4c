package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {
    private static final WordVectors FOUR = WordVectors.of(
            List.of("east", "north", "northeast", "west"), new float[][] {{2, 0}, {0, 3}, {1, 1}, {-1, 0}});

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("v.txt"), content);
    }

    private byte[] binary(String header, boolean lineEnds) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(header.getBytes(StandardCharsets.UTF_8));
        for (String word : List.of("größer", "b")) {
            out.write((word + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            out.write(row.putFloat(word.length()).putFloat(-0.5f).putFloat(10).array()); // 10f holds byte 0x20, a blank
            out.write(lineEnds ? new byte[] {'\n'} : new byte[0]);
        }
        return out.toByteArray();
    }

    @Test
    void gloveHasAWordAndItsNumbers() throws IOException {
        var read = WordVectors.glove(file("the 0.5 -1e-2\n. . 1 2\n\" 3 4\n"));
        assertEquals(List.of("the", ". .", "\""), read.words()); // a word may hold a blank
        assertArrayEquals(new float[] {0.5f, -0.01f}, read.vector("the").orElseThrow());
        assertEquals(2, read.dimensions());
        assertTrue(read.vector("The").isEmpty());
    }

    @Test
    void mixedWidthsNameTheLine() throws IOException {
        Path mixed = file("a 1 2 3\nb 1 2\n");
        assertMessage(
                mixed + ", line 2: 2 numbers, expected 3 as before: all vectors of a file are of one width, so mend the"
                        + " line or leave it out",
                () -> WordVectors.glove(mixed).size());
        Path wider = Files.writeString(folder.resolve("w.txt"), "a 1 2\nb 1 2\nc 1 2 3\n");
        assertMessage(
                wider + ", line 3: 3 numbers, expected 2 as before: all vectors of a file are of one width, so mend the"
                        + " line or leave it out",
                () -> WordVectors.glove(wider).size());
        Path word = Files.writeString(folder.resolve("x.txt"), "a 1 2\nb 1 x\n");
        assertMessage(
                word + ", line 2: 'x' stands where a number was expected: mend the line or leave it out",
                () -> WordVectors.glove(word).size());
        Path twice = Files.writeString(folder.resolve("y.txt"), "a 1 2\na 1 2\n");
        assertMessage(twice + ", line 2: 'a' stands twice: leave one of the two out", () -> WordVectors.glove(twice)
                .size());
        Path empty = Files.writeString(folder.resolve("z.txt"), "");
        assertMessage(empty + " is empty: expected a word and its numbers on each line", () -> WordVectors.glove(empty)
                .size());
    }

    @Test
    void word2vecHasAHeader() throws IOException {
        var read = WordVectors.word2vec(file("2 2\na 1 2 \nb 3 4 \n"));
        assertArrayEquals(new float[] {3, 4}, read.vector("b").orElseThrow());
        Path cut = Files.writeString(folder.resolve("w.txt"), "3 2\na 1 2\nb 3 4\n");
        assertMessage(
                cut + " has 2 words, expected 3 as in its header: the file was cut short, or the header is of another",
                () -> WordVectors.word2vec(cut).size());
        assertMessage(
                cut + ", line 1: '3 2' is a header, expected a word and its numbers: read it by word2vec(file)",
                () -> WordVectors.glove(cut).size());
        Path glove = Files.writeString(folder.resolve("x.txt"), "a 1 2\n");
        assertMessage(
                glove + ", line 1: 'a 1 2' is no header, expected the numbers of words and dimensions: a file without"
                        + " them is read by glove(file)",
                () -> WordVectors.word2vec(glove).size());
    }

    @Test
    void binaryFilesComeWithAndWithoutLineEnds() throws IOException {
        for (boolean lineEnds : new boolean[] {true, false}) {
            Path file = Files.write(folder.resolve("v.bin"), binary("2 3\n", lineEnds));
            var read = WordVectors.word2vecBinary(file);
            assertEquals(List.of("größer", "b"), read.words());
            assertArrayEquals(new float[] {6, -0.5f, 10}, read.vector("größer").orElseThrow());
            assertArrayEquals(new float[] {1, -0.5f, 10}, read.vector("b").orElseThrow());
        }
    }

    @Test
    void brokenBinaryFilesSaySo() throws IOException {
        byte[] whole = binary("2 3\n", true);
        Path cut = Files.write(folder.resolve("v.bin"), Arrays.copyOf(whole, whole.length - 4));
        assertMessage(
                cut + " ends too early: it was cut short, or is no binary file of word2vec",
                () -> WordVectors.word2vecBinary(cut).size());
        Path text = file("a 1 2\nb 1 2\n");
        assertMessage(
                text + " begins with 'a 1 2', expected the numbers of words and dimensions: text is read by"
                        + " word2vec(file) or glove(file)",
                () -> WordVectors.word2vecBinary(text).size());
    }

    @Test
    void whatIsSavedComesBack() throws IOException {
        float[][] rows = {{0.1f, Float.MIN_VALUE, -1e30f}, {1 / 3f, 0, 7}};
        Path file = folder.resolve("sub/v.txt");
        assertEquals(file, WordVectors.of(List.of("größer", "。"), rows).save(file));
        var read = WordVectors.word2vec(file);
        assertEquals(List.of("größer", "。"), read.words());
        assertArrayEquals(rows[0], read.vector("größer").orElseThrow());
        assertArrayEquals(rows[1], read.vector("。").orElseThrow());
        assertTrue(Files.readString(file).startsWith("2 3\ngrößer 0.1 "));
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertEquals(1, left.count());
        }
        Path taken = folder.resolve("taken"); // a folder that is not empty
        Files.createDirectories(taken.resolve("in"));
        var wrong = assertThrows(UncheckedIOException.class, () -> FOUR.save(taken));
        assertTrue(wrong.getMessage().startsWith("cannot write " + taken), wrong.getMessage());
    }

    @Test
    void theNearestIsBySmallestAngle() {
        var nearest = FOUR.nearest("east", 2);
        assertEquals("northeast", nearest.get(0).word());
        assertEquals(Math.sqrt(0.5), nearest.get(0).similarity(), 1e-7);
        assertEquals(new WordVectors.Neighbour("north", 0), nearest.get(1));
        assertEquals(-1, FOUR.nearest("east", 99).get(2).similarity(), 1e-7);
        assertEquals(3, FOUR.nearest("east", 99).size());
        assertMessage(
                "there is no vector of 'East' among 4 words: mind capitals, or ask vector(word) first",
                () -> FOUR.nearest("East", 1));
        assertMessage("count is 0, expected at least 1, such as 10", () -> FOUR.nearest("east", 0));
    }

    @Test
    void anAnalogyIsSolvedByDirectionsAlone() {
        var made = WordVectors.of(
                List.of("man", "king", "woman", "queen", "apple"),
                new float[][] {{1, 0, 0}, {5, 5, 0}, {0, 0, 2}, {0, 1, 1}, {1, 0, 1}}); // lengths differ on purpose
        assertEquals("queen", made.analogy("man", "king", "woman", 1).get(0).word());
        assertEquals(
                List.of("queen", "apple"),
                made.analogy("man", "king", "woman", 9).stream()
                        .map(WordVectors.Neighbour::word)
                        .toList()); // never one of the three
    }

    @Test
    void coverageIsOverTheVocabularyWithoutSpecials() {
        var vocabulary = Vocabulary.counted(List.of(List.of("east", "west", "up", "down")), 1, 9);
        assertEquals(0.5, FOUR.coverage(vocabulary), 1e-12);
        assertEquals(0, FOUR.coverage(Vocabulary.counted(List.of(), 1, 1)), 0);
    }

    @Test
    void vectorsAreNotToBeChangedFromOutside() {
        FOUR.vector("east").orElseThrow()[0] = 99;
        assertArrayEquals(new float[] {2, 0}, FOUR.vector("east").orElseThrow());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertMessage(
                "there are 1 words and 2 rows: expected at least one word, and a row for each",
                () -> WordVectors.of(List.of("a"), new float[2][1]).size());
        assertMessage("the row of 'b' has 1 numbers, expected 2 as in the first", () -> WordVectors.of(
                        List.of("a", "b"), new float[][] {{1, 2}, {1}})
                .size());
    }

    @Test
    void thePlaneKeepsTheDistancesOfPointsThatLieInOne() {
        double[][] points = new double[6][5];
        double[][] flat = {{0, 0}, {4, 1}, {-3, 2}, {1, -5}, {7, 0.5}, {2, 2}};
        for (int k = 0; k < 6; k++) { // two directions at right angles, of length 1, and a shift
            for (int d = 0; d < 5; d++) {
                points[k][d] = 3 + flat[k][0] * new double[] {0.6, 0, 0.8, 0, 0}[d] + flat[k][1] * (d == 3 ? 1 : 0);
            }
        }
        double[][] plane = PrincipalPlane.of(points);
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                assertEquals(
                        Math.hypot(flat[a][0] - flat[b][0], flat[a][1] - flat[b][1]),
                        Math.hypot(plane[0][a] - plane[0][b], plane[1][a] - plane[1][b]),
                        1e-6);
            }
        }
        double first = Arrays.stream(plane[0]).map(x -> x * x).sum();
        double second = Arrays.stream(plane[1]).map(x -> x * x).sum();
        assertTrue(first > second && second > 0, first + " " + second);
        double product = 0;
        for (int k = 0; k < 6; k++) {
            product += plane[0][k] * plane[1][k];
        }
        assertEquals(0, product, 1e-5);
    }

    @Test
    void aPlotNamesItsAxesAndWantsThreeWords() {
        assertTrue(FOUR.plot("east", "north", "west").png().length > 1000);
        assertMessage(
                "plot(...) came with 2 words, expected at least 3 to find a plane for",
                () -> FOUR.plot("east", "west").png());
        assertMessage(
                "there is no vector of 'up' among 4 words: mind capitals, or ask vector(word) first",
                () -> FOUR.plot("east", "west", "up").png());
    }

    @Test
    void scalingLeavesWhoIsNear() {
        WordVectors vectors = WordVectors.of(List.of("a", "b", "c"), new float[][] {{1, 0}, {4, 2}, {0, 3}});
        WordVectors scaled = vectors.scaled(0.5);
        assertArrayEquals(new float[] {2, 1}, scaled.vector("b").orElseThrow());
        assertEquals(vectors.nearest("a", 2), scaled.nearest("a", 2));
        assertArrayEquals(new float[] {4, 2}, vectors.vector("b").orElseThrow(), "these stay as they are");
        assertThrows(IllegalArgumentException.class, () -> vectors.scaled(0));
    }
}
