package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.Close;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class LanguageModelTest {
    private static final Text TEXT = text(3000);
    private static final Fit FIT =
            Fit.epochs(2).batch(4).steps(25).adam(0.01).clipNorm(5).quiet();

    @TempDir
    Path folder;

    private static Text text(int length) {
        String verse = Datasets.verse().vocabulary().decode(Datasets.verse().ids(Part.ALL));
        return Text.characters("excerpt", verse.substring(0, length)).split(0.8, 0.1);
    }

    static Stream<LanguageModel> models() {
        return Arrays.stream(CellType.values())
                .flatMap(cell -> Stream.of(
                        LanguageModel.of(Rnn.of(cell, 12).layers(2).dropout(0.1), TEXT),
                        LanguageModel.of(Rnn.of(cell, 12), TEXT).embedding(5)));
    }

    @Test
    void learnsWhatRepeats() {
        Text text = Text.characters("refrain", "round and round the rondo goes. ".repeat(60));
        LanguageModel model = LanguageModel.of(Rnn.gru(32), text);
        History history = model.fit(
                text, Fit.epochs(40).batch(4).steps(16).adam(0.02).clipNorm(5).quiet());
        assertTrue(history.last().validation() < 0.05, history.toString());
        assertEquals("round and round the rondo goes. round", model.generate("round and", 28, Sampling.greedy()));
        assertTrue(history.baselines().get("5-gram") < history.baselines().get("1-gram"));
        assertEquals(5, history.baselines().size());
        double bits = history.last().metrics().get("bits per character");
        assertEquals(history.last().validation() / Math.log(2), bits, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("models")
    void thePlainCellsScoreAsTheEngineDoes(LanguageModel model) {
        model.fit(TEXT, FIT);
        int[] ids = TEXT.ids(Part.VALIDATION);
        Writer writer = writer(model);
        double sum = 0;
        for (int k = 0; k + 1 < ids.length; k++) {
            sum -= logSoftmax(writer.next(ids[k]), ids[k + 1]);
        }
        assertEquals(
                sum / (ids.length - 1), model.evaluate(TEXT, Part.VALIDATION).nats(), 1e-5);
    }

    private static Writer writer(LanguageModel model) {
        boolean embedded = model.weights().containsKey("embedding.weight");
        Rnn rnn = Rnn.of(model.cells().type(), 12).layers(embedded ? 1 : 2);
        return new Writer(PlainLanguage.of(rnn, model.vocabulary().size(), embedded ? 5 : 0, model.weights()));
    }

    private static double logSoftmax(float[] scores, int k) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - scores[k]);
        }
        return -Math.log(sum);
    }

    /** Long enough to be read in several stretches side by side: the result is that of one reading. */
    @Test
    void readingInStretchesCostsNothing() {
        Text text = text(12_000).split(0.3, 0.7);
        LanguageModel model = LanguageModel.of(Rnn.lstm(12), text);
        model.fit(text, FIT);
        int[] ids = text.ids(Part.VALIDATION);
        Writer writer =
                new Writer(PlainLanguage.of(Rnn.lstm(12), model.vocabulary().size(), 0, model.weights()));
        double sum = 0;
        for (int k = 0; k + 1 < ids.length; k++) {
            sum -= logSoftmax(writer.next(ids[k]), ids[k + 1]);
        }
        assertEquals(sum / (ids.length - 1), model.evaluate(text).nats(), 1e-4);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        LanguageModel[] models = new LanguageModel[3];
        for (int k = 0; k < 3; k++) {
            models[k] =
                    LanguageModel.of(Rnn.lstm(16).layers(2).dropout(0.3), TEXT).seed(k / 2); // 0, 0, 1
            models[k].fit(TEXT, FIT);
        }
        assertEquals(models[0].weights(), models[1].weights());
        assertEquals(models[0].generate("A", 50), models[1].generate("A", 50));
        assertNotEquals(models[0].weights(), models[2].weights());
        assertNotEquals(models[0].generate("A", 50), models[0].generate("A", 50), "each call draws anew");
    }

    @Test
    void aSecondFitGoesOnFromTheFirst() {
        LanguageModel model = LanguageModel.of(Rnn.gru(24), TEXT);
        double first = model.fit(TEXT, FIT).last().training();
        double second = model.fit(TEXT, FIT).last().training();
        assertTrue(second < first - 0.1, first + " then " + second);
    }

    @ParameterizedTest
    @MethodSource("models")
    void savedAndLoadedIsTheSame(LanguageModel model) {
        model.fit(TEXT, FIT);
        Path file = folder.resolve("model.rondo");
        model.save(file);
        LanguageModel loaded = LanguageModel.load(file);
        assertEquals(model.weights(), loaded.weights());
        assertEquals(model.toString(), loaded.toString());
        assertEquals(model.evaluate(TEXT), loaded.evaluate(TEXT));
        assertEquals(model.generate("The ", 60), loaded.generate("The ", 60));
        assertTrue(loaded.weights().containsKey("rnn.weight_hh_l0"), "PyTorch's names");
    }

    @Test
    void theBlockIsTheSameNet() {
        LanguageModel model = LanguageModel.of(Rnn.gru(8), TEXT);
        try (NDManager manager = Engines.newManager()) {
            int[] ids = Arrays.copyOf(TEXT.ids(Part.TRAIN), 6);
            NDArray logits = model.block()
                    .forward(
                            new ParameterStore(manager, false),
                            new NDList(Tensors.array(manager, ids, new Shape(1, 6))),
                            false)
                    .singletonOrThrow();
            Writer writer =
                    new Writer(PlainLanguage.of(Rnn.gru(8), model.vocabulary().size(), 0, model.weights()));
            for (int t = 0; t < 6; t++) {
                Close.assertClose(writer.next(ids[t]), logits.get("0, " + t), 1e-5, "logits at " + t);
            }
        }
    }

    @Test
    void theSummaryCountsParameters() {
        String summary =
                LanguageModel.of(Rnn.lstm(10), Text.characters("t", "abcde")).summary();
        assertTrue(summary.contains("rnn.weight_ih_l0"), summary);
        int count = 4 * 10 * (5 + 10 + 2) + 5 * 10 + 5;
        assertTrue(summary.strip().endsWith(Integer.toString(count)), summary);
    }

    @Test
    void textsThatDoNotFitSayWhy() {
        LanguageModel model = LanguageModel.of(Rnn.gru(4), TEXT);
        Text tiny = Text.characters("tiny", TEXT.vocabulary().decode(Arrays.copyOf(TEXT.ids(Part.ALL), 30)));
        assertMessage(
                "training part of 'tiny' has 27 characters, too few for a batch of 32",
                () -> model.fit(tiny, Fit.epochs(1)));
        assertMessage("'tiny' has 0 characters, expected at least 2", () -> model.evaluate(tiny.split(1, 0)));
        assertMessage("character 'ß' (U+00DF) at place 2", () -> model.generate("aß", 5));
        assertMessage("character 'ß' (U+00DF) at place 3", () -> model.evaluate(Text.characters("s", "aaß")));
        assertMessage("length is -1", () -> model.generate("a", -1));
        assertMessage("reads one way", () -> LanguageModel.of(Rnn.gru(4).bidirectional(), TEXT));
        assertMessage("embedding is -1", () -> model.embedding(-1).steps());
        assertMessage("has no validation part", () -> model.fit(TEXT.split(1, 0), FIT.patience(3)));
        model.fit(TEXT, FIT);
        String late = assertThrows(
                        IllegalStateException.class, () -> model.seed(3).steps())
                .getMessage();
        assertTrue(late.contains("call it before fit"), late);
    }

    @Test
    void damagedAndForeignFilesAreRefused() throws IOException {
        LanguageModel model = LanguageModel.of(Rnn.gru(4), TEXT);
        Path file = folder.resolve("model.rondo");
        model.save(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertMessage("is cut short", () -> LanguageModel.load(file));
        new ModelFile(Map.of(), Map.of()).write(file, "SequenceTagger");
        assertMessage(
                "holds a SequenceTagger, expected a LanguageModel: load it with SequenceTagger.load",
                () -> LanguageModel.load(file));
        new Safetensors(Map.of(), Map.of("rondo.kind", "LanguageModel", "rondo.format", "2")).write(file);
        assertMessage("is of format 2, this version reads up to 1: update", () -> LanguageModel.load(file));
        new Safetensors(Map.of("w", Tensor.of(new float[1], 1)), Map.of()).write(file);
        assertMessage("holds tensors but no model of this toolkit", () -> LanguageModel.load(file));
        new ModelFile(Map.of(), Map.of("rondo.vocabulary", "{")).write(file, "LanguageModel");
        assertMessage("its part 'rondo.vocabulary' cannot be read", () -> LanguageModel.load(file));
        assertMessage("there is no file", () -> LanguageModel.load(folder.resolve("missing")));
    }

    @Test
    void aTargetThatCannotBeWrittenLeavesTheOldFile() throws IOException {
        LanguageModel model = LanguageModel.of(Rnn.gru(4), TEXT);
        Path old = Files.writeString(folder.resolve("old"), "old");
        var wrong = assertThrows(UncheckedIOException.class, () -> model.save(old.resolve("model.rondo")));
        assertTrue(wrong.getMessage().contains("cannot write " + old.resolve("model.rondo")), wrong.getMessage());
        assertEquals("old", Files.readString(old));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
