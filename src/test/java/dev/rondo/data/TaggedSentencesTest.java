package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggedSentencesTest {
    private static final String CONLL_U = "_\t_\t_\t_\t_\t_\n";

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("f.txt"), content);
    }

    private static TaggedSentences of(String... sentences) {
        List<List<String>> words = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        for (String sentence : sentences) {
            words.add(new ArrayList<>());
            tags.add(new ArrayList<>());
            for (String pair : sentence.split(" ")) {
                words.get(words.size() - 1).add(pair.split("/")[0]);
                tags.get(tags.size() - 1).add(pair.split("/")[1]);
            }
        }
        return TaggedSentences.of("made", words, tags);
    }

    @Test
    void columnsPartedByBlanksAreThoseOfConll2003() throws IOException {
        var read = TaggedSentences.columns(
                file("-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\n# NN I-NP O\n\n\n# NN  I-NP O\nUS NNP I-NP I-LOC \n"),
                0,
                3);
        assertEquals(2, read.size());
        assertEquals(List.of("EU", "#"), read.words(0));
        assertEquals(List.of("I-ORG", "O"), read.tags(0));
        assertEquals(List.of("#", "US"), read.words(1));
        assertEquals(List.of("I-LOC", "I-ORG", "O"), read.tagSet());
    }

    @Test
    void columnsPartedByTabsAreThoseOfConllU() throws IOException {
        var read = TaggedSentences.columns(
                file("# sent_id = 1\n# text = two in one\n1-2\tdu\t_\t_\t" + CONLL_U + "1\tde\tde\tADP\t" + CONLL_U
                        + "2\tle\tle\tDET\t" + CONLL_U + "2.1\tx\tx\tVERB\t" + CONLL_U + "\n# text = b\n1\t#\t#\tSYM\t"
                        + CONLL_U),
                1,
                3);
        assertEquals(List.of("de", "le"), read.words(0));
        assertEquals(List.of("ADP", "DET"), read.tags(0));
        assertEquals(List.of("#"), read.words(1));
    }

    @Test
    void aWordMayHoldBlanksBetweenTabsAndANumberSign() throws IOException {
        var read = TaggedSentences.columns(file("10 000\tNUM\n#\tSYM\n3-4\tNUM"), 0, 1);
        assertEquals(List.of("10 000", "#", "3-4"), read.words(0));
    }

    @Test
    void raggedColumnsNameTheLine() throws IOException {
        Path ragged = file("a X\nb Y\n\nc\n");
        assertMessage(
                ragged
                        + ", line 4: 1 column, expected 2 as in line 1: fill the line up, or part sentences by empty"
                        + " lines",
                () -> TaggedSentences.columns(ragged, 0, 1).size());
        assertMessage(
                ragged + ", line 1: 2 columns, expected at least 4 for words in column 0 and tags in column 3, counted"
                        + " from 0",
                () -> TaggedSentences.columns(ragged, 0, 3).size());
        Path empty = Files.writeString(folder.resolve("g.txt"), "a\tX\nb\t\n");
        assertMessage(
                empty + ", line 2: no tag in column 1: fill it, or name another column",
                () -> TaggedSentences.columns(empty, 0, 1).size());
        assertMessage(
                "columns(file, 1, 1): expected two different columns from 0, such as columns(file, 0, 1)",
                () -> TaggedSentences.columns(empty, 1, 1).size());
        Path none = Files.writeString(folder.resolve("h.txt"), "\n\n");
        assertMessage(
                none + " is empty: expected a word and its tags on each line",
                () -> TaggedSentences.columns(none, 0, 1).size());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertMessage(
                "sentence 1 of 'n' has 2 words and 1 tags: expected at least one word, and a tag for each",
                () -> TaggedSentences.of(
                                "n", List.of(List.of("a"), List.of("b", "c")), List.of(List.of("X"), List.of("Y")))
                        .size());
        assertMessage(
                "sentence 0 of 'n' has 0 words and 0 tags: expected at least one word, and a tag for each",
                () -> TaggedSentences.of("n", List.of(List.of()), List.of(List.of()))
                        .size());
        assertMessage(
                "'n' has 0 sentences and tags for 0: expected at least one sentence, and tags for each",
                () -> TaggedSentences.of("n", List.of(), List.of()).size());
    }

    @Test
    void theVocabularyIsThatOfTheTrainingPart() {
        var made = of("The/D cat/N", "the/D dog/N", "A/D bird/N").splitInOrder(0.67, 0);
        assertEquals(
                List.of("The", "cat", "dog", "the"), made.vocabulary().symbols().subList(4, 8));
        assertEquals(8, made.vocabulary().size());
        assertEquals(
                List.of("the", "cat", "dog"),
                made.lowerCased().vocabulary().symbols().subList(4, 7));
        assertEquals(List.of("The", "cat"), made.lowerCased().words(0)); // as written
        assertEquals(List.of("the", "cat"), made.lowerCased().tokens(0)); // as looked up
        assertEquals(5, made.lowerCased().vocabulary(2, 10).vocabulary().size());
        assertEquals(6, made.vocabulary(1, 2).vocabulary().size());
    }

    @Test
    void equalSentencesGoToOnePart() {
        String[] sentences =
                IntStream.range(0, 200).mapToObj(k -> "w" + k % 40 + "/X").toArray(String[]::new);
        var split = of(sentences).split(0.6, 0.2, 3);
        Set<List<String>> trained = new HashSet<>();
        IntStream.of(split.places(Part.TRAIN)).forEach(k -> trained.add(split.words(k)));
        assertEquals(24, trained.size());
        assertEquals(120, split.places(Part.TRAIN).length);
        assertEquals(40, split.places(Part.TEST).length);
        for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
            IntStream.of(split.places(part)).forEach(k -> assertFalse(trained.contains(split.words(k))));
        }
    }

    @Test
    void partsThatCameApartStayApart() {
        var joined = TaggedSentences.parts(
                of("A/X", "B/X").lowerCased().vocabulary(1, 1).named("joined"), of("c/Y"), of("d/Z", "a/X"));
        assertEquals("joined: 5 sentences, 3 tags; 2 to train, 1 to validate, 2 to test", joined.toString());
        assertArrayEquals(new int[] {3, 4}, joined.places(Part.TEST));
        assertEquals(List.of("X", "Y", "Z"), joined.tagSet()); // those unseen in training too
        assertEquals(List.of("a"), joined.vocabulary().symbols().subList(4, 5));
    }

    @Test
    void theSchemeIsConverted() {
        var made = of("a/I-x b/B-x c/O", "d/I-y").splitInOrder(0.5, 0.5);
        var converted = made.scheme(TagScheme.BIOES);
        assertEquals(List.of("S-x", "S-x", "O"), converted.tags(0));
        assertEquals(List.of("O", "S-x", "S-y"), converted.tagSet());
        assertArrayEquals(made.places(Part.VALIDATION), converted.places(Part.VALIDATION));
        assertMessage(
                "word 2 of sentence 0: I-y after O breaks BIO, in which I follows B or I of its own type: correct the"
                        + " tag, or name the scheme that the tags were written in",
                () -> of("a/B-x b/O c/I-y").scheme(TagScheme.IO).size());
    }
}
