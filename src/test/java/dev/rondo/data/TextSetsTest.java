package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSetsTest {
    @TempDir
    Path folder;

    private final String data = System.getProperty("rondo.data", "");

    @AfterEach
    void restore() {
        System.setProperty("rondo.data", data);
    }

    private void assumeThere(String path) {
        Assumptions.assumeTrue(Files.exists(Path.of(data, path)), "no evaluation sets here");
    }

    @Test
    void sst2HasItsParts() {
        assumeThere("sst2");
        var set = Datasets.sst2();
        assertEquals("SST-2: 9,613 texts, 2 classes; 6,920 to train, 872 to validate, 1,821 to test", set.toString());
        assertEquals(List.of("0", "1"), set.classes());
        assertEquals("no movement , no yuks , not much of anything .", set.text(set.places(Part.TEST)[0]));
        assertEquals(11, set.tokens(set.places(Part.TEST)[0]).size());
    }

    @Test
    void everyFifthReviewOfChnSentiCorpIsForTesting() {
        assumeThere("chnsenticorp");
        var set = Datasets.chnSentiCorp();
        assertEquals(
                "ChnSentiCorp: 7,765 texts, 2 classes; 5,592 to train, 621 to validate, 1,552 to test", set.toString());
        int[] tests = set.places(Part.TEST);
        assertEquals(4, tests[0]);
        assertEquals(9, tests[1]);
        assertEquals(
                5322,
                Arrays.stream(set.places(Part.ALL))
                        .filter(k -> set.label(k).equals("1"))
                        .count());
        assertEquals("距离川沙公路较近,但是公交指示不对,如果是\"蔡陆线\"的话,会非常麻烦.建议用别的路线.房间较为简单.", set.text(0));
        assertEquals(Tokenizer.chinese(), set.tokenizer());
        // the mix of labels is that of all
        double positive = Arrays.stream(set.places(Part.VALIDATION))
                        .filter(k -> set.label(k).equals("1"))
                        .count()
                / 621.0;
        assertEquals(5322 / 7765.0, positive, 0.002);
    }

    @Test
    void theTreebankHasItsParts() {
        assumeThere("ud-english-ewt");
        var set = Datasets.englishWebTreebank();
        assertEquals(
                "English Web Treebank: 16,622 sentences, 17 tags; 12,544 to train, 2,001 to validate, 2,077 to test",
                set.toString());
        assertEquals(
                List.of("From", "the", "AP", "comes", "this"), set.words(12_544).subList(0, 5));
        assertEquals(
                List.of("ADP", "DET", "PROPN", "VERB", "DET"), set.tags(12_544).subList(0, 5));
        int words = Arrays.stream(set.places(Part.ALL))
                .map(k -> set.words(k).size())
                .sum();
        assertEquals(254_818, words); // the lines of the files that are not empty
    }

    @Test
    void tatoebaIsSplitByDistinctSource() {
        assumeThere("tatoeba");
        var french = Datasets.tatoeba("fra-eng");
        assertTatoeba(french, 38_703, "Tatoeba English-French: 60,000 pairs of 38,703 sources;");
        assertEquals("Go.", french.source(0));
        assertEquals("Va !", french.target(0));
        assertEquals(List.of("Va", "!"), french.targetTokens(0));
        var chinese = Datasets.tatoeba("cmn-eng");
        assertTatoeba(chinese, 19_674, "Tatoeba Chinese-English: 20,294 pairs of 19,674 sources;");
        assertEquals("嗨。", chinese.source(0));
        assertEquals("Hi.", chinese.target(0));
        assertEquals(Tokenizer.chinese(), chinese.sourceTokenizer());
        assertEquals(Tokenizer.words(), chinese.targetTokenizer());
        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.tatoeba("deu-eng"))
                .getMessage();
        assertEquals(
                "pair is 'deu-eng', expected fra-eng (English to French) or cmn-eng (Chinese to English)", message);
    }

    private static void assertTatoeba(ParallelTexts pairs, int distinct, String description) {
        assertTrue(pairs.toString().startsWith(description), pairs::toString);
        Set<String> seen = new HashSet<>();
        int[] counts = new int[3];
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            Set<String> sources =
                    Arrays.stream(pairs.places(part)).mapToObj(pairs::source).collect(Collectors.toSet());
            sources.forEach(source -> assertTrue(seen.add(source), source));
            counts[part.ordinal()] = sources.size();
        }
        assertArrayEquals(
                new int[] {
                    (int) Math.round(0.81 * distinct),
                    (int) (Math.round(0.9 * distinct) - Math.round(0.81 * distinct)),
                    (int) (distinct - Math.round(0.9 * distinct))
                },
                counts);
    }

    @Test
    void gloveKnowsWhatIsNear() {
        assumeThere("glove");
        var glove = Datasets.glove();
        assertEquals("WordVectors(9,163 words, 50 dimensions)", glove.toString());
        assertEquals("queen", glove.analogy("man", "king", "woman", 1).get(0).word());
        assertEquals("france", glove.nearest("paris", 1).get(0).word());
    }

    @Test
    void whatIsMissingSaysWhatItIsAndWhatToDo() {
        System.setProperty("rondo.data", folder.toString());
        var missing = assertThrows(UncheckedIOException.class, Datasets::chnSentiCorp);
        assertEquals(
                "chnsenticorp/ChnSentiCorp_htl_all.csv.gz is not under -Drondo.data=" + folder
                        + ": give the folder that holds it; it is ChnSentiCorp_htl_all.csv of the repository"
                        + " SophonPlus/ChineseNlpCorpus, packed by gzip",
                missing.getMessage());
        System.setProperty("rondo.data", "");
        var unsaid = assertThrows(UncheckedIOException.class, Datasets::glove);
        assertTrue(unsaid.getMessage().contains("is not under -Drondo.data=(not given): give"), unsaid.getMessage());
    }

    @Test
    void anotherContentIsRefused() throws IOException {
        System.setProperty("rondo.data", folder.toString());
        Path other = Files.createDirectories(folder.resolve("sst2")).resolve("stsa.binary.train");
        Files.writeString(other, "1 fine\n");
        var wrong = assertThrows(UncheckedIOException.class, Datasets::sst2);
        assertTrue(wrong.getMessage().startsWith(other + " is not the original: its SHA-256 is"), wrong.getMessage());
    }
}
