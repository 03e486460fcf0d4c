package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ParallelTextsTest {
    private static final List<Part> PARTS = List.of(Part.TRAIN, Part.VALIDATION, Part.TEST);

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("f.tsv"), content);
    }

    private static ParallelTexts random(Random random) {
        int count = 1 + random.nextInt(60);
        int different = 1 + random.nextInt(30);
        IntFunction<List<String>> side = word -> IntStream.range(0, count)
                .mapToObj(k -> (char) word + " " + random.nextInt(different))
                .toList();
        return ParallelTexts.of("random", side.apply('s'), side.apply('t'));
    }

    private static Set<String> sources(ParallelTexts pairs, Part part) {
        return IntStream.of(pairs.places(part)).mapToObj(pairs::source).collect(Collectors.toSet());
    }

    /** Holds that no source is in two parts, that every pair is in one, and that something is trained on. */
    private static void assertNoLeak(ParallelTexts pairs) {
        Set<Integer> places = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (Part part : PARTS) {
            for (String source : sources(pairs, part)) {
                assertTrue(seen.add(source), () -> source + " is in two parts of " + pairs);
            }
            int[] of = pairs.places(part);
            assertArrayEquals(Arrays.stream(of).sorted().toArray(), of);
            for (int place : of) {
                assertTrue(places.add(place), () -> place + " is in two parts of " + pairs);
            }
        }
        assertEquals(pairs.size(), places.size());
        assertTrue(pairs.places(Part.TRAIN).length > 0, pairs::toString);
    }

    @Test
    void noSourceLeaksFromPartToPart() {
        Random random = new Random(1);
        int shared = 0;
        for (int trial = 0; trial < 300; trial++) {
            ParallelTexts pairs = random(random);
            double train = 0.1 + 0.9 * random.nextDouble();
            double validation = (1 - train) * random.nextDouble();
            ParallelTexts drawn = pairs.split(train, validation, random.nextLong());
            ParallelTexts inOrder = pairs.splitInOrder(train, validation);
            for (ParallelTexts each : List.of(pairs, drawn, inOrder, drawn.reversed(), inOrder.reversed())) {
                assertNoLeak(each);
            }
            int distinct = sources(drawn, Part.ALL).size();
            assertEquals(
                    Math.max(1, Math.round(distinct * train)),
                    sources(drawn, Part.TRAIN).size());
            assertEquals(
                    distinct - Math.max(1, Math.round(distinct * (train + validation))),
                    sources(drawn, Part.TEST).size());
            shared += pairs.size() - distinct;
        }
        assertTrue(shared > 1000, "hardly any source with several targets: " + shared);
    }

    @Test
    void theSameSeedSplitsAlike() {
        ParallelTexts pairs = random(new Random(7));
        assertArrayEquals(
                pairs.split(0.5, 0.2, 3).places(Part.TRAIN),
                pairs.split(0.5, 0.2, 3).places(Part.TRAIN));
        assertFalse(Arrays.equals(
                pairs.split(0.5, 0.2, 3).places(Part.TRAIN),
                pairs.split(0.5, 0.2, 4).places(Part.TRAIN)));
        assertArrayEquals(
                pairs.split(0.5, 0.2).places(Part.TEST),
                pairs.split(0.5, 0.2, 0).places(Part.TEST));
        assertMessage(
                "split(0.8, 0.4): expected a training share above 0 and a validation share from 0, together at most 1,"
                        + " such as split(0.8, 0.1)",
                () -> pairs.split(0.8, 0.4).size());
    }

    @Test
    void inOrderALaterPairGoesWhereItsSourceIs() {
        var pairs = ParallelTexts.of(
                        "made", List.of("a", "b", "a", "c", "d", "c"), List.of("1", "2", "3", "4", "5", "6"))
                .splitInOrder(0.5, 0.25);
        assertArrayEquals(new int[] {0, 1, 2}, pairs.places(Part.TRAIN));
        assertArrayEquals(new int[] {3, 5}, pairs.places(Part.VALIDATION));
        assertArrayEquals(new int[] {4}, pairs.places(Part.TEST));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, pairs.places(Part.ALL));
        assertEquals("made: 6 pairs of 4 sources; 3 to train, 2 to validate, 1 to test", pairs.toString());
    }

    @Test
    void referencesAreTheTargetsOfTheSourceInItsPart() {
        var pairs = ParallelTexts.of("made", List.of("a", "b", "a", "a"), List.of("x y", "z", "u", "x  y"));
        assertEquals(List.of(List.of("x", "y"), List.of("u")), pairs.references(2));
        assertEquals(List.of(List.of("z")), pairs.references(1));
        var parts = ParallelTexts.parts(pairs, pairs.where(place -> place < 3), pairs.where(place -> place == 2));
        assertEquals(List.of(List.of("x", "y"), List.of("u")), parts.references(0));
        assertEquals(List.of(List.of("x", "y"), List.of("u")), parts.references(4));
        assertEquals(List.of(List.of("u")), parts.references(7));
        Random random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            ParallelTexts some = random(random).split(0.4, 0.3, trial);
            Map<String, Set<List<String>>> expected = new HashMap<>();
            for (int k = 0; k < some.size(); k++) {
                expected.computeIfAbsent(some.source(k), key -> new HashSet<>()).add(some.targetTokens(k));
            }
            for (int k = 0; k < some.size(); k++) {
                assertEquals(expected.get(some.source(k)), new HashSet<>(some.references(k)));
            }
        }
    }

    @Test
    void vocabulariesKnowTheTrainingPartAlone() {
        var train = ParallelTexts.of("train", List.of("a a b", "b c"), List.of("x", "x y y"));
        var other = ParallelTexts.of("other", List.of("q a"), List.of("w x"));
        var pairs = ParallelTexts.parts(train, other, other);
        assertEquals(
                List.of("<pad>", "<unk>", "<bos>", "<eos>", "a", "b", "c"),
                pairs.sourceVocabulary().symbols());
        assertEquals(
                List.of("<pad>", "<unk>", "<bos>", "<eos>", "x", "y"),
                pairs.targetVocabulary().symbols());
        var frequent = pairs.vocabularies(2, 1);
        assertEquals(5, frequent.sourceVocabulary().size());
        assertEquals("x", frequent.targetVocabulary().symbol(4));
        assertEquals(7, pairs.sourceVocabulary().size());
        assertEquals(6, pairs.vocabularies(2, 9).sourceVocabulary().size());
        assertMessage("minimum is 0, expected at least 1, such as 2", () -> pairs.vocabularies(0, 5)
                .size());
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            ParallelTexts some = random(random).split(0.5, 0.2, trial);
            Set<String> sources = new HashSet<>(List.of("<pad>", "<unk>", "<bos>", "<eos>"));
            Set<String> targets = new HashSet<>(sources);
            for (int place : some.places(Part.TRAIN)) {
                sources.addAll(some.sourceTokens(place));
                targets.addAll(some.targetTokens(place));
            }
            assertEquals(sources, new HashSet<>(some.sourceVocabulary().symbols()));
            assertEquals(targets, new HashSet<>(some.targetVocabulary().symbols()));
        }
    }

    @Test
    void eachSideHasItsTokenizer() {
        var pairs = ParallelTexts.of("made", List.of("Ab c."), List.of("De f!"));
        assertEquals(List.of("Ab", "c", "."), pairs.sourceTokens(0)); // words, until told otherwise
        assertEquals(List.of("De", "f", "!"), pairs.targetTokens(0));
        var other =
                pairs.tokenizers(Tokenizer.characters(), Tokenizer.whitespace().lowerCased());
        assertEquals(List.of("A", "b", " ", "c", "."), other.sourceTokens(0));
        assertEquals(List.of("de", "f!"), other.targetTokens(0));
        assertEquals(Tokenizer.characters(), other.sourceTokenizer());
        assertEquals(Tokenizer.whitespace().lowerCased(), other.targetTokenizer());
        var none = pairs.tokenizers(Tokenizer.words(), Tokenizer.pattern("[0-9]+"));
        assertMessage(
                "text 0 of 'made, targets' has no token by " + Tokenizer.pattern("[0-9]+")
                        + ": leave it out, or take another tokenizer",
                () -> none.targetTokens(0));
    }

    @Test
    void theOtherDirectionIsSplitAnewAndBack() {
        ParallelTexts there = random(new Random(11))
                .tokenizers(Tokenizer.words(), Tokenizer.characters())
                .vocabularies(1, 3)
                .split(0.5, 0.2, 8);
        ParallelTexts back = there.reversed();
        assertEquals(there.target(3), back.source(3));
        assertEquals(there.source(3), back.target(3));
        assertEquals(there.targetTokens(3), back.sourceTokens(3));
        assertEquals(7, back.sourceVocabulary().size());
        assertEquals(Tokenizer.characters(), back.sourceTokenizer());
        assertEquals(Tokenizer.words(), back.targetTokenizer());
        for (Part part : PARTS) {
            assertArrayEquals(there.places(part), back.reversed().places(part));
        }
        ParallelTexts given = ParallelTexts.parts(there, there, there);
        assertArrayEquals(given.places(Part.TEST), given.reversed().places(Part.TEST));
        assertEquals(there.size(), given.places(Part.TEST).length);
    }

    @Test
    void whatIsLongIsLeftOutAndTheRestStaysInItsPart() {
        List<String> sources = List.of("a", "a b", "a b c", "d", "e", "f");
        List<String> targets = List.of("x", "x", "x", "x y z", "x y", "x");
        var pairs = ParallelTexts.of("made", sources, targets).splitInOrder(0.5, 0.34);
        var some = pairs.longest(2, 2);
        assertEquals(4, some.size());
        assertEquals("made: 4 pairs of 4 sources; 2 to train, 1 to validate, 1 to test", some.toString());
        for (int place : some.places(Part.TRAIN)) {
            assertTrue(sources.indexOf(some.source(place)) < 3, some.source(place));
        }
        assertEquals("f", some.source(some.places(Part.TEST)[0]));
        assertMessage("sourceTokens is 0, expected at least 1, such as 20", () -> pairs.longest(0, 1)
                .size());
        assertMessage("targetTokens is 0, expected at least 1, such as 20", () -> pairs.longest(1, 0)
                .size());
        var long1 =
                ParallelTexts.of("made", List.of("a b", "c"), List.of("x", "y")).splitInOrder(0.5, 0);
        assertMessage(
                "longest(1, 5) keeps 1 of the 2 pairs of 'made' and none of its training part: expected at least one,"
                        + " keep more or split otherwise",
                () -> long1.longest(1, 5).size());
        assertMessage(
                "where(...) keeps 0 of the 2 pairs of 'made' and none of its training part: expected at least one,"
                        + " keep more or split otherwise",
                () -> long1.where(place -> false).size());
    }

    @Test
    void filesHaveTwoColumnsOrMore() throws IOException {
        var read = ParallelTexts.tsv(file("\uFEFFGo.\tVa !\tby\r\n\nHi.\t\"Salut !\t\n"));
        assertEquals(2, read.size());
        assertEquals("Go.", read.source(0));
        assertEquals("Va !", read.target(0));
        assertEquals("\"Salut !", read.target(1)); // quotes mean nothing between tabs
        assertEquals(folder.resolve("f.tsv").toString(), read.name());
        assertEquals("short", read.named("short").name());
        assertEquals(read.places(Part.ALL).length, 2);
    }

    @Test
    void aFileMayBePacked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write("嗨。\tHi.\n".getBytes(StandardCharsets.UTF_8));
        }
        var read = ParallelTexts.tsv(Files.write(folder.resolve("f.tsv.gz"), bytes.toByteArray()));
        assertEquals("嗨。", read.source(0));
    }

    @Test
    void badFilesNameTheLine() throws IOException {
        Path file = file("a\tx\n\nb\n");
        assertMessage(file + ", line 3: 1 field, expected a source, a tab and its target", () -> ParallelTexts.tsv(file)
                .size());
        file("a\tx\nb\ty\tz\n");
        assertMessage(
                file + ", line 2: 3 fields, expected 2 as in the lines before: a field cannot hold tabs",
                () -> ParallelTexts.tsv(file).size());
        file("a\tx\n \ty\n");
        assertMessage(
                file + ", line 2: the source is empty: leave the pair out, or fill it",
                () -> ParallelTexts.tsv(file).size());
        file("a\tx\nb\t\n");
        assertMessage(
                file + ", line 2: the target is empty: leave the pair out, or fill it",
                () -> ParallelTexts.tsv(file).size());
        file("\n");
        assertMessage(
                file + " is empty: expected a source, a tab and its target on each line",
                () -> ParallelTexts.tsv(file).size());
        Files.write(file, new byte[] {'a', '\t', 'b', '\n', 'c', '\t', (byte) 0xE9, '\n'});
        assertMessage(
                file + " is not UTF-8: byte 0xE9 at offset 6, in line 2; save all of it as UTF-8 and try again",
                () -> ParallelTexts.tsv(file).size());
    }

    @Test
    void tablesGiveAndTakePairs() {
        var table = Table.create(
                "t", StringColumn.create("en", "one", "two"), IntColumn.create("number", new int[] {1, 2}));
        var pairs = ParallelTexts.of(table, "en", "number").splitInOrder(0.5, 0);
        assertEquals("2", pairs.target(1));
        assertEquals(List.of("source", "target", "part"), pairs.table().columnNames());
        assertEquals(
                List.of("train", "test"), pairs.table().stringColumn("part").asList());
        assertEquals("one", pairs.table().stringColumn("source").get(0));
        assertEquals("2", pairs.table().stringColumn("target").get(1));
        assertEquals("t", pairs.table().name());
        assertMessage("'t' has no column 'fr': it has [en, number]", () -> ParallelTexts.of(table, "en", "fr")
                .size());
        table.intColumn("number").setMissing(1);
        assertMessage(
                "row 1 of 't': the target is empty: leave the pair out, or fill it",
                () -> ParallelTexts.of(table, "en", "number").size());
    }

    @Test
    void listsMustBePairs() {
        assertMessage(
                "'made' has 0 sources and 0 targets: expected at least one source, and a target for each",
                () -> ParallelTexts.of("made", List.of(), List.of()).size());
        assertMessage(
                "'made' has 2 sources and 1 targets: expected at least one source, and a target for each",
                () -> ParallelTexts.of("made", List.of("a", "b"), List.of("x")).size());
        assertMessage("the source of pair 1 of 'made' is empty: leave the pair out, or fill it", () -> ParallelTexts.of(
                        "made", List.of("a", "\u3000"), List.of("x", "y"))
                .size());
        assertMessage(
                "the target of pair 0 of 'made' is empty: leave the pair out, or fill it",
                () -> ParallelTexts.of("made", List.of("a"), List.of("")).size());
    }

    @Test
    void theHashTellsContentsApart() {
        List<String> sources = new ArrayList<>(List.of("a", "b"));
        var pairs = ParallelTexts.of("made", sources, List.of("x", "y"));
        int hash = pairs.contentHash();
        sources.set(0, "other");
        assertEquals("a", pairs.source(0)); // a copy was taken
        assertEquals(hash, pairs.named("other").split(0.5, 0.5).contentHash());
        assertEquals(
                hash,
                ParallelTexts.of("made", List.of("a", "b"), List.of("x", "y")).contentHash());
        assertNotEquals(hash, pairs.reversed().contentHash());
        assertNotEquals(
                hash,
                ParallelTexts.of("made", List.of("b", "a"), List.of("y", "x")).contentHash());
        assertNotEquals(
                hash,
                ParallelTexts.of("made", List.of("a", "b"), List.of("x", "z")).contentHash());
        assertNotEquals(
                hash,
                pairs.tokenizers(Tokenizer.characters(), Tokenizer.words()).contentHash());
        assertNotEquals(
                hash,
                pairs.tokenizers(Tokenizer.words(), Tokenizer.characters()).contentHash());
    }
}
