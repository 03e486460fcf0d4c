package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LabelledTextsTest {
    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("f.txt"), content);
    }

    private static LabelledTexts of(int count, int classes) {
        List<String> texts =
                IntStream.range(0, count).mapToObj(k -> "text " + k).toList();
        List<String> labels =
                IntStream.range(0, count).mapToObj(k -> "c" + k % classes).toList();
        return LabelledTexts.of("made", texts, labels);
    }

    private static long of(LabelledTexts texts, Part part, String label) {
        return IntStream.of(texts.places(part))
                .filter(place -> texts.label(place).equals(label))
                .count();
    }

    @Test
    void csvTakesQuotesCommasAndLineEnds() throws IOException {
        var read = LabelledTexts.csv(
                file("\uFEFFid,label,review\r\n"
                        + "1,good,\"a \"\"fine\"\", long\r\n\r\n"
                        + "day\"\r\n\n"
                        + "2,\"bad\",no quotes \"here\" now\n"),
                "review",
                "label");
        assertEquals(2, read.size());
        assertEquals("a \"fine\", long\n\nday", read.text(0));
        assertEquals("no quotes \"here\" now", read.text(1));
        assertEquals("bad", read.label(1));
        assertEquals(List.of("bad", "good"), read.classes());
        assertEquals(folder.resolve("f.txt").toString(), read.name());
    }

    @Test
    void aFileMayBePacked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write("t\tl\na \"b\", c\tx\n".getBytes(StandardCharsets.UTF_8));
        }
        var read = LabelledTexts.tsv(Files.write(folder.resolve("f.tsv.gz"), bytes.toByteArray()), "t", "l");
        assertEquals("a \"b\", c", read.text(0)); // quotes mean nothing between tabs
    }

    @Test
    void linesBeginWithTheLabel() throws IOException {
        var read = LabelledTexts.lines(file("1 a fine day .\n\n0\tno\n"));
        assertEquals("a fine day .", read.text(0));
        assertEquals("0", read.label(1));
        assertEquals("no", read.text(1));
        Path alone = file("1 fine\n0\n");
        assertMessage(
                alone + ", line 2: '0' stands alone, expected a label, a blank and a text",
                () -> LabelledTexts.lines(alone).size());
    }

    @Test
    void raggedRowsNameTheLineInWhichTheyBegin() throws IOException {
        Path ragged = file("l,t\n1,\"two\nlines\"\n0,a, b\n");
        assertMessage(
                ragged + ", line 4: 3 fields, expected 2 as in the header [l, t]: quote a field that holds commas",
                () -> LabelledTexts.csv(ragged, "t", "l").size());
        Path tabs = folder.resolve("g.txt");
        Files.writeString(tabs, "l\tt\n1\n");
        assertMessage(
                tabs + ", line 2: 1 fields, expected 2 as in the header [l, t]: a field cannot hold tabs",
                () -> LabelledTexts.tsv(tabs, "t", "l").size());
    }

    @Test
    void brokenQuotesNameTheLine() throws IOException {
        Path open = file("l,t\n1,a\n0,\"never\nends\n");
        assertMessage(
                open + ", line 3: a quoted field never ends: close it, or double a quote that is meant as such",
                () -> LabelledTexts.csv(open, "t", "l").size());
        Path behind = Files.writeString(folder.resolve("g.txt"), "l,t\n1,\"a\"b\n");
        assertMessage(
                behind
                        + ", line 2: a quoted field goes on behind its closing quote: expected a comma there, and a"
                        + " quote within it doubled",
                () -> LabelledTexts.csv(behind, "t", "l").size());
    }

    @Test
    void missingColumnsAndEmptyFilesSaySo() throws IOException {
        Path some = file("label,review\n1,a\n");
        assertMessage(
                some + " has no column 'text': its header, in line 1, has [label, review]",
                () -> LabelledTexts.csv(some, "text", "label").size());
        Path empty = Files.writeString(folder.resolve("g.txt"), "");
        assertMessage(
                empty + " is empty: expected a header and at least one row",
                () -> LabelledTexts.csv(empty, "t", "l").size());
        Path header = Files.writeString(folder.resolve("h.txt"), "l,t\n");
        assertMessage(
                "'" + header + "' has 0 texts and 0 labels: expected at least one text, and a label for each",
                () -> LabelledTexts.csv(header, "t", "l").size());
        Path none = folder.resolve("none.csv");
        assertMessage(
                "there is no file " + none + " (looked in " + Path.of("").toAbsolutePath() + "): check the path",
                () -> LabelledTexts.lines(none).size());
    }

    @Test
    void anEmptyDocumentIsNamed() throws IOException {
        Path blank = file("l,t\n1,a\n0,\u3000\n");
        assertMessage(
                blank + ", line 3: the text is empty: leave it out, or fill it",
                () -> LabelledTexts.csv(blank, "t", "l").size());
        Path label = Files.writeString(folder.resolve("g.txt"), "l\tt\n \ta\n");
        assertMessage(
                label + ", line 2: the label is empty: leave the text out, or give it a label",
                () -> LabelledTexts.tsv(label, "t", "l").size());
        assertMessage("text 1 of 'n' is empty: leave the text out, or fill it", () -> LabelledTexts.of(
                        "n", List.of("a", " "), List.of("x", "y"))
                .size());
        var marks = LabelledTexts.of("n", List.of("a", "!?"), List.of("x", "x")).tokenizer(Tokenizer.pattern("\\w+"));
        assertMessage(
                "text 1 of 'n' has no token by " + marks.tokenizer() + ": leave it out, or take another tokenizer",
                () -> marks.tokens(1).size());
    }

    @Test
    void undecodableBytesAreNamedByFileAndPosition() throws IOException {
        byte[] start = "1 größer\n0 ".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "gr\u00F6\u00DFer\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] mixed = Arrays.copyOf(start, start.length + latin.length);
        System.arraycopy(latin, 0, mixed, start.length, latin.length);
        Path file = Files.write(folder.resolve("mixed.txt"), mixed);
        assertMessage(
                file + " is not UTF-8: byte 0xF6 at offset " + (start.length + 2)
                        + ", in line 2; save all of it as UTF-8 and try again",
                () -> LabelledTexts.lines(file).size());
        Path cut = Files.write(folder.resolve("cut.txt"), new byte[] {'1', ' ', 'a', (byte) 0xC3});
        assertMessage(
                cut + " is not UTF-8: byte 0xC3 at offset 3, in line 1; save all of it as UTF-8 and try again",
                () -> LabelledTexts.lines(cut).size());
        assertEquals("\uFFFD", LabelledTexts.lines(file("1 \uFFFD")).text(0)); // the character itself is none
    }

    @Test
    void aTableGivesTextsAndLabels() {
        Table table = Table.create(
                "reviews", StringColumn.create("text", "good one", "bad one"), IntColumn.create("stars", new int[] {5, 1
                }));
        var read = LabelledTexts.of(table, "text", "stars");
        assertEquals("reviews", read.name());
        assertEquals(List.of("1", "5"), read.classes());
        assertMessage("'reviews' has no column 'x': it has [text, stars]", () -> LabelledTexts.of(table, "x", "stars")
                .size());
        table.column("stars").setMissing(1);
        assertMessage(
                "row 1 of 'reviews': the label is empty: leave the text out, or give it a label",
                () -> LabelledTexts.of(table, "text", "stars").size());
    }

    @Test
    void eachLabelIsSplitForItself() {
        var texts = new ArrayList<String>();
        var labels = new ArrayList<String>();
        for (int k = 0; k < 200; k++) {
            texts.add("t" + k);
            labels.add(k < 180 ? "often" : "rare");
        }
        var split = LabelledTexts.of("n", texts, labels).split(0.7, 0.1);
        assertArrayEquals(new long[] {126, 18, 36, 14, 2, 4}, new long[] {
            of(split, Part.TRAIN, "often"), of(split, Part.VALIDATION, "often"), of(split, Part.TEST, "often"),
            of(split, Part.TRAIN, "rare"), of(split, Part.VALIDATION, "rare"), of(split, Part.TEST, "rare")
        });
        int[] all = IntStream.of(split.places(Part.TRAIN)).toArray();
        assertFalse(Arrays.equals(all, IntStream.range(0, all.length).toArray()), "drawn by lot");
        int[] joined = IntStream.concat(
                        IntStream.concat(IntStream.of(all), IntStream.of(split.places(Part.VALIDATION))),
                        IntStream.of(split.places(Part.TEST)))
                .sorted()
                .toArray();
        assertArrayEquals(split.places(Part.ALL), joined);
    }

    @Test
    void theLotIsTheSeedsAlone() {
        var made = of(40, 2);
        assertArrayEquals(
                made.split(0.5, 0.2).places(Part.TEST), made.split(0.5, 0.2).places(Part.TEST));
        assertFalse(Arrays.equals(
                made.split(0.5, 0.2, 1).places(Part.TEST),
                made.split(0.5, 0.2, 2).places(Part.TEST)));
        assertEquals(36, made.places(Part.TRAIN).length); // until something else is said
        assertEquals(4, made.places(Part.VALIDATION).length);
    }

    @Test
    void aLabelWithASingleTextIsTrainedOn() {
        var texts =
                new ArrayList<>(IntStream.range(0, 20).mapToObj(k -> "t" + k).toList());
        var labels =
                new ArrayList<>(IntStream.range(0, 20).mapToObj(k -> "many").toList());
        texts.add("alone");
        labels.add("one");
        texts.add("t0"); // many and two: it goes with the rarer
        labels.add("two");
        for (int seed = 0; seed < 10; seed++) {
            var split = LabelledTexts.of("n", texts, labels).split(0.3, 0.3, seed);
            assertEquals(1, of(split, Part.TRAIN, "one"));
            assertEquals(1, of(split, Part.TRAIN, "two"));
        }
    }

    @Test
    void equalTextsGoToOnePart() {
        var texts = new ArrayList<String>();
        var labels = new ArrayList<String>();
        for (int k = 0; k < 300; k++) {
            texts.add("text " + k % 60);
            labels.add(k % 7 == 0 ? "a" : "b"); // a text may have both labels
        }
        for (int seed = 0; seed < 5; seed++) {
            var split = LabelledTexts.of("n", texts, labels).split(0.6, 0.2, seed);
            Set<String> trained = new HashSet<>();
            Set<String> validated = new HashSet<>();
            IntStream.of(split.places(Part.TRAIN)).forEach(k -> trained.add(split.text(k)));
            IntStream.of(split.places(Part.VALIDATION)).forEach(k -> validated.add(split.text(k)));
            IntStream.of(split.places(Part.VALIDATION)).forEach(k -> assertFalse(trained.contains(split.text(k))));
            IntStream.of(split.places(Part.TEST))
                    .forEach(k -> assertFalse(trained.contains(split.text(k)) || validated.contains(split.text(k))));
            assertEquals(180, split.places(Part.TRAIN).length, 5);
            assertEquals(60, split.places(Part.TEST).length, 5);
        }
    }

    @Test
    void splitInOrderKeepsTheOrderOfTime() {
        var split = of(10, 2).splitInOrder(0.5, 0.3);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, split.places(Part.TRAIN));
        assertArrayEquals(new int[] {5, 6, 7}, split.places(Part.VALIDATION));
        assertArrayEquals(new int[] {8, 9}, split.places(Part.TEST));
    }

    @Test
    void aLabelUnseenInTrainingIsRefused() {
        var late = LabelledTexts.of("n", List.of("a", "b", "c", "d"), List.of("x", "x", "x", "y"));
        assertMessage(
                "label 'y' of text 3 of 'n' does not occur in the training part, which has [x]: no model could learn"
                        + " it; leave such texts out, or split by label with split(0.8, 0.1)",
                () -> late.splitInOrder(0.5, 0.25).size());
        assertMessage(
                "label 'c2' of text 6 of 'made' does not occur in the training part, which has [c0, c1]: no model could"
                        + " learn it; leave such texts out, or split by label with split(0.8, 0.1)",
                () -> LabelledTexts.parts(of(4, 2), of(3, 3), of(3, 1)).size());
    }

    @Test
    void partsThatCameApartStayApart() {
        var joined = LabelledTexts.parts(
                of(4, 2).tokenizer(Tokenizer.characters()).vocabulary(2, 3).named("joined"), of(2, 2), of(3, 2));
        assertEquals("joined", joined.name());
        assertEquals(Tokenizer.characters(), joined.tokenizer());
        assertEquals(4 + 3, joined.vocabulary().size());
        assertArrayEquals(new int[] {0, 1, 2, 3}, joined.places(Part.TRAIN));
        assertArrayEquals(new int[] {4, 5}, joined.places(Part.VALIDATION));
        assertArrayEquals(new int[] {6, 7, 8}, joined.places(Part.TEST));
        assertEquals("text 2", joined.text(8));
        assertEquals("c1", joined.label(5));
    }

    @Test
    void theVocabularyIsThatOfTheTrainingPart() {
        var texts = LabelledTexts.of("n", List.of("a b a", "b c", "only here"), List.of("x", "x", "x"))
                .splitInOrder(0.67, 0);
        assertEquals(List.of("a", "b", "c"), texts.vocabulary().symbols().subList(4, 7));
        assertEquals(7, texts.vocabulary().size());
        assertEquals(6, texts.vocabulary(2, 9).vocabulary().size());
        assertEquals(5, texts.vocabulary(1, 1).vocabulary().size());
        assertNotEquals(texts.vocabulary(), texts.splitInOrder(1, 0).vocabulary());
        assertNotEquals(
                texts.vocabulary(), texts.tokenizer(Tokenizer.characters()).vocabulary());
        assertMessage("minimum is 0, expected at least 1, such as 2", () -> texts.vocabulary(0, 9)
                .size());
    }

    @Test
    void theTableTellsThePart() {
        Table table = of(4, 2).splitInOrder(0.5, 0.25).table();
        assertEquals(List.of("text", "label", "part"), table.columnNames());
        assertEquals(
                List.of("train", "train", "validation", "test"),
                table.stringColumn("part").asList());
        assertEquals("c1", table.stringColumn("label").get(3));
    }

    @Test
    void badSplitsAndNumbersSaySo() {
        assertMessage(
                "split(0.9, 0.2): expected a training share above 0 and a validation share from 0, together at most 1,"
                        + " such as split(0.8, 0.1)",
                () -> of(4, 2).split(0.9, 0.2).size());
        assertMessage(
                "'n' has 1 texts and 2 labels: expected at least one text, and a label for each",
                () -> LabelledTexts.of("n", List.of("a"), List.of("x", "y")).size());
        assertEquals(
                "made: 4 texts, 2 classes; 2 to train, 0 to validate, 2 to test",
                of(4, 2).split(0.5, 0).toString());
    }

    @Test
    void whereKeepsEachTextInItsPart() {
        LabelledTexts all = of(120, 4).tokenizer(Tokenizer.whitespace()).split(0.5, 0.3, 3);
        LabelledTexts some = all.where(place -> place % 4 != 2 && place > 9);
        assertEquals(List.of("c0", "c1", "c3"), some.classes());
        assertEquals(all.tokenizer(), some.tokenizer());
        assertEquals(all.name(), some.name());
        for (Part part : Part.values()) {
            List<String> expected = IntStream.of(all.places(part))
                    .filter(place -> place % 4 != 2 && place > 9)
                    .mapToObj(place -> all.text(place) + all.label(place))
                    .toList();
            assertEquals(
                    expected,
                    IntStream.of(some.places(part))
                            .mapToObj(place -> some.text(place) + some.label(place))
                            .toList(),
                    part.toString());
        }
        assertMessage(
                "where(...) keeps none of the 120 texts of 'made': expected at least one, look at classes() and text(place)",
                () -> all.where(place -> false));
    }

    @Test
    void whereLeavesNoLabelThatCannotBeLearnt() {
        LabelledTexts all = of(10, 2).splitInOrder(0.5, 0);
        assertMessage(
                "label 'c1' of text 4 of 'made' does not occur in the training part, which has [c0]: no model could learn"
                        + " it; leave such texts out, or split by label with split(0.8, 0.1)",
                () -> all.where(place -> place % 2 == 0 || place == 7));
    }

    @Test
    void whereKeepsTheLimitsAndCountsAnew() {
        LabelledTexts all = LabelledTexts.of(
                        "made", List.of("a a b b", "b c", "a b", "a c"), List.of("x", "x", "x", "x"))
                .tokenizer(Tokenizer.whitespace())
                .vocabulary(2, 10)
                .splitInOrder(1, 0);
        assertEquals(List.of("a", "b", "c"), tail(all.vocabulary()));
        assertEquals(List.of("a"), tail(all.where(place -> place > 1).vocabulary()));
    }

    private static List<String> tail(Vocabulary vocabulary) {
        return vocabulary.symbols().subList(4, vocabulary.size()).stream()
                .sorted()
                .toList();
    }
}
