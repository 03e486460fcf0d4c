package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MaximumEntropyTaggerTest {
    private static final MaximumEntropy.Options ALL = new MaximumEntropy.Options(0.1, 1, 200, 1e-6);

    @Test
    void aWordIsItselfItsPartsAndItsNeighbours() {
        assertEquals(
                List.of(
                        "word=Dogs",
                        "lower=dogs",
                        "shape=Xxx",
                        "first=D",
                        "last=s",
                        "first=Do",
                        "last=gs",
                        "first=Dog",
                        "last=ogs",
                        "first=Dogs",
                        "last=Dogs",
                        "-2=",
                        "-1=the",
                        "1=bark",
                        "2="),
                MaximumEntropyTagger.features(words("The Dogs bark"), 1));
        assertShape("XxXxx'x", "McDonald's");
        assertShape("dd-dd", "1999-00");
        assertShape("XX", "NATO");
        assertShape("..", "....");
        List<String> smile = MaximumEntropyTagger.features(List.of("\uD83D\uDE00"), 0);
        assertTrue(smile.contains("first=\uD83D\uDE00"), "a code point is not cut in two");
        assertEquals(9, smile.size());
    }

    private static void assertShape(String shape, String word) {
        assertEquals(
                "shape=" + shape,
                MaximumEntropyTagger.features(List.of(word), 0).get(2));
    }

    @Test
    void wordsAndNeighboursDecide() {
        // "run" is a noun after "the" and a verb after "they"; "zqed" is known by its ending alone.
        List<List<String>> sentences =
                List.of(words("the run"), words("they run"), words("the tree"), words("they looked"));
        List<List<String>> tags = List.of(words("D N"), words("P V"), words("D N"), words("P V"));
        MaximumEntropyTagger tagger = MaximumEntropyTagger.train(sentences, tags, false, ALL);
        assertEquals(words("D N"), tagger.tag(words("the run")));
        assertEquals(words("P V"), tagger.tag(words("they run")));
        assertEquals("V", tagger.tag(words("x y zqed")).get(2));
        assertEquals(List.of("D", "N", "P", "V"), tagger.classes());
        double[][] p = tagger.probabilities(words("the run"));
        assertEquals(2, p.length);
        assertEquals(1, Arrays.stream(p[1]).sum(), 1e-12);
        assertArrayEquals(tagger.model().probabilities(MaximumEntropyTagger.features(words("the run"), 1)), p[1]);
        assertEquals(List.of(), tagger.tag(List.of()));
    }

    @Test
    void thePreviousTagIsTheOnePredicted() {
        // Only the first word tells, all others are alike and far from it: the tag before has to carry it on.
        List<List<String>> sentences = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        for (int length = 2; length < 9; length++) {
            for (String first : List.of("a", "b")) {
                List<String> words = new ArrayList<>(Collections.nCopies(length, "x"));
                words.set(0, first);
                sentences.add(words);
                tags.add(Collections.nCopies(length, first.toUpperCase(Locale.ROOT)));
            }
        }
        List<String> test = words("b x x x x x x x x x x x");
        MaximumEntropyTagger with = MaximumEntropyTagger.train(sentences, tags, true, ALL);
        assertEquals(Collections.nCopies(12, "B"), with.tag(test));
        assertEquals("A", with.tag(words("a x x x x x")).get(5));
        MaximumEntropyTagger without = MaximumEntropyTagger.train(sentences, tags, false, ALL);
        double[] blind = without.probabilities(test)[7];
        assertEquals(0.5, blind[0], 1e-3, "without it there is nothing to see");
        assertTrue(with.probabilities(test)[7][1] > 0.9);
        assertTrue(with.toString().startsWith("MaximumEntropyTagger[with the tag before, "), with::toString);
    }

    @Test
    void thePreviousTagIsNotTheWordsOwn() {
        List<List<String>> sentences = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        for (int length = 2; length < 9; length++) {
            sentences.add(Collections.nCopies(length, "x"));
            tags.add(words("A B A B A B A B").subList(0, length));
        }
        MaximumEntropyTagger tagger = MaximumEntropyTagger.train(sentences, tags, true, ALL);
        assertEquals(words("A B A B A B A B A B"), tagger.tag(Collections.nCopies(10, "x")));
    }

    @Test
    void tagsEnglish() throws IOException {
        Path folder = Path.of(System.getProperty("rondo.data", "../shared/data"), "ud-english-ewt");
        assumeTrue(Files.exists(folder), () -> folder + " is absent");
        List<List<String>> words = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        read(folder.resolve("dev.form_upos_xpos.tsv.gz"), words, tags); // a tenth of the training part: seconds
        var options = new MaximumEntropy.Options(1, 2, 40, 1e-3);
        MaximumEntropyTagger tagger = MaximumEntropyTagger.train(words, tags, false, options);
        List<List<String>> testWords = new ArrayList<>();
        List<List<String>> testTags = new ArrayList<>();
        read(folder.resolve("test.form_upos_xpos.tsv.gz"), testWords, testTags);
        int right = 0;
        int all = 0;
        for (int s = 0; s < testWords.size(); s++) {
            List<String> predicted = tagger.tag(testWords.get(s));
            for (int t = 0; t < predicted.size(); t++) {
                right += predicted.get(t).equals(testTags.get(s).get(t)) ? 1 : 0;
                all++;
            }
        }
        assertEquals(0.9085, (double) right / all, 0.003); // 0.9425 after the whole training part
    }

    private static void read(Path file, List<List<String>> words, List<List<String>> tags) throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            words.add(new ArrayList<>());
            tags.add(new ArrayList<>());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    words.add(new ArrayList<>());
                    tags.add(new ArrayList<>());
                } else {
                    String[] cells = line.split("\t");
                    words.get(words.size() - 1).add(cells[0]);
                    tags.get(tags.size() - 1).add(cells[1]);
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage(
                "there are 1 sentences but tags for 0",
                () -> MaximumEntropyTagger.train(List.of(words("a")), List.of()));
        assertMessage(
                "sentence 0 has 2 words but 1 tags",
                () -> MaximumEntropyTagger.train(List.of(words("a b")), List.of(words("A"))));
        assertMessage("there are 0 examples", () -> MaximumEntropyTagger.train(List.of(), List.of()));
    }

    private static List<String> words(String words) {
        return Arrays.asList(words.split(" "));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
