package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.Bleu;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class TranslatorTest {
    private static final Rnn RNN = Rnn.gru(24).bidirectional();
    private static final Fit FIT =
            Fit.epochs(12).batch(16).adam(0.02).clipNorm(5).cosine().quiet();
    private static final ParallelTexts REVERSED = letters(
            "reversed", 500, 5, text -> new StringBuilder(text).reverse().toString());
    private static final ParallelTexts FEW = letters("few", 60, 4, text -> text + text.charAt(0));

    @TempDir
    Path folder;

    /** Words of letters a to e, one to so many of them, none twice, and what becomes of them. */
    private static ParallelTexts letters(String name, int count, int longest, UnaryOperator<String> target) {
        SplittableRandom random = new SplittableRandom(1);
        List<String> sources = Stream.generate(() -> random.ints(1 + random.nextInt(longest), 'a', 'f')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .distinct()
                .limit(count)
                .toList();
        return ParallelTexts.of(name, sources, sources.stream().map(target).toList())
                .tokenizers(Tokenizer.characters(), Tokenizer.characters())
                .split(0.8, 0.1);
    }

    private static Translator few() {
        return Translator.of(Rnn.lstm(6).layers(2).bidirectional(), FEW)
                .embedding(5)
                .seed(3);
    }

    @Test
    void reversingIsLearned() {
        try (Translator model = Translator.of(RNN, REVERSED).embedding(16).seed(1)) {
            History run = model.fit(REVERSED, FIT);
            assertEquals("nats per symbol", run.loss());
            assertEquals("symbols", run.unit());
            assertEquals(
                    List.of("symbol frequencies"), List.copyOf(run.baselines().keySet()));
            assertEquals(
                    List.of("symbol accuracy", "perplexity"),
                    List.copyOf(run.last().metrics().keySet()));
            TranslatorScores scores = model.evaluate(REVERSED);
            assertTrue(scores.exact() > 0.85 && scores.characterErrorRate() < 0.05, scores.toString());
            Translation edcb = model.translate("bcde");
            assertEquals("edcb", edcb.text());
            assertEquals(List.of("b", "c", "d", "e"), edcb.source());
            assertTrue(edcb.logProbability() < 0 && edcb.logProbability() > -1, edcb.toString());
            double[][] weights = edcb.best().attention();
            for (int t = 0; t < 4; t++) {
                assertEquals(1, Arrays.stream(weights[t]).sum(), 1e-5);
                assertEquals(4, weights[t].length);
            }
            assertTrue(
                    edcb.plot().toString().contains("4 x 4 heat map"),
                    edcb.plot().toString());
            assertFalse(edcb.best().cut());
        }
    }

    static Stream<Translator> models() {
        return Stream.of(
                few(),
                few().withoutAttention(),
                few().attention(Attention.additive(7)).inputFeeding(),
                few().decoder(Rnn.gru(12)).attention(Attention.dot()));
    }

    /** Both the mean over a part and what translations say, without the engine. */
    @ParameterizedTest
    @MethodSource("models")
    void lossAndProbabilityAreThoseOfTheTwin(Translator model) {
        try (model) {
            model.fit(FEW, FIT.withEpochs(1));
            double sum = 0;
            int count = 0;
            for (int place : FEW.places(Part.VALIDATION)) {
                sum -= logProbability(model, FEW.sourceTokens(place), FEW.targetTokens(place));
                count += FEW.targetTokens(place).size() + 1;
            }
            assertEquals(sum / count, model.evaluate(FEW, Part.VALIDATION).nats(), 1e-5);
            for (Hypothesis found :
                    model.translate("abc", BeamSearch.width(4).longest(6)).hypotheses()) {
                double expected = logProbability(model, List.of("a", "b", "c"), found.tokens());
                assertEquals(expected, found.logProbability(), 1e-6);
            }
        }
    }

    private static double logProbability(Translator model, List<String> source, List<String> target) {
        CellEncoderDecoder cells = model.cells();
        Linear head = model.head();
        float[][] x = rows(
                model.weights().get("source.weight"), model.sourceVocabulary().ids(source));
        CellEncoderDecoder.Encoded read = cells.encode(x);
        CellDecoder.Memory memory = read.before();
        Vocabulary known = model.targetVocabulary();
        int before = known.id(Vocabulary.BEGIN).orElseThrow();
        double sum = 0;
        List<String> ended = new ArrayList<>(target);
        ended.add(Vocabulary.END);
        for (int id : known.ids(ended)) {
            float[] y = rows(model.weights().get("target.weight"), before)[0];
            CellDecoder.Step step = cells.decoder().step(y, memory, read.keys());
            float[] scores = head.apply(step.vector());
            double all = 0;
            for (float score : scores) {
                all += Math.exp(score);
            }
            sum += scores[id] - Math.log(all);
            memory = step.after();
            before = id;
        }
        return sum;
    }

    private static float[][] rows(Tensor table, int... ids) {
        int size = (int) table.shape()[1];
        return Arrays.stream(ids)
                .mapToObj(id -> Arrays.copyOfRange(table.values(), id * size, (id + 1) * size))
                .toArray(float[][]::new);
    }

    @Test
    void companyAndOrderChangeNothing() {
        try (Translator model = few()) {
            model.fit(FEW, FIT.withEpochs(1));
            TranslatorScores whole = model.evaluate(FEW, Part.TRAIN);
            double sum = 0;
            int count = 0;
            for (int place : FEW.places(Part.TRAIN)) {
                ParallelTexts alone = FEW.where(other -> other == place);
                int symbols = FEW.targetTokens(place).size() + 1;
                sum += symbols * model.evaluate(alone, Part.TRAIN).nats();
                count += symbols;
            }
            assertEquals(sum / count, whole.nats(), 1e-5);
            List<String> texts =
                    IntStream.range(0, FEW.size()).mapToObj(FEW::source).toList();
            List<String> turned = new ArrayList<>(texts);
            Collections.reverse(turned);
            turned.add("abcde".repeat(20));
            List<Translation> together = model.translate(texts);
            List<Translation> other = model.translate(turned);
            for (int k = 0; k < texts.size(); k++) {
                assertEquals(together.get(k), other.get(texts.size() - 1 - k));
                assertEquals(together.get(k), model.translate(texts.get(k)));
            }
        }
    }

    @Test
    void scoresAreThoseOfTheTranslations() {
        ParallelTexts twice = ParallelTexts.of(
                        "twice", List.of("ab", "ab", "cd", "de"), List.of("ba", "bb", "dc", "ed"))
                .tokenizers(Tokenizer.characters(), Tokenizer.characters())
                .splitInOrder(0.99, 0);
        try (Translator model = Translator.of(Rnn.gru(12), twice).seed(1)) {
            model.fit(twice, FIT.withEpochs(80).batch(4));
            TranslatorScores scores = model.evaluate(twice, Part.TRAIN);
            List<List<String>> told = Stream.of("ab", "cd", "de")
                    .map(source -> model.translate(source).tokens())
                    .toList();
            Bleu bleu = Bleu.of(
                    told,
                    List.of(
                            List.of(List.of("b", "a"), List.of("b", "b")),
                            List.of(List.of("d", "c")),
                            List.of(List.of("e", "d"))));
            assertEquals(bleu, scores.bleu());
            assertEquals(1, scores.exact(), "either target of the first is right");
            assertEquals(3, scores.characters().sequences(), "each source once");
            assertTrue(scores.nats() > 2 * Math.log(2) / 12 - 1e-6, "but one of four pairs cannot be foreseen");
            assertEquals(11.0 / 12, scores.symbolAccuracy(), 1e-9);
            assertEquals(6, scores.table().rowCount());
            assertEquals(1, scores.table().doubleColumn("value").get(2));
        }
    }

    /** The block, over padded batches, with lengths and without. */
    @Test
    void theBlockScoresEverySymbol() {
        try (Translator model = few();
                NDManager manager = Engines.newManager()) {
            NDList inputs = new NDList(
                    Tensors.array(manager, new int[] {4, 5, 6, 7, 0, 0}, new Shape(2, 3)),
                    Tensors.array(manager, new int[] {2, 4, 2, 5}, new Shape(2, 2)),
                    Tensors.array(manager, new float[] {3, 1}, new Shape(2)));
            ParameterStore store = new ParameterStore(manager, false);
            NDList whole = model.block().forward(store, inputs, false);
            int symbols = model.targetVocabulary().size();
            assertEquals(new Shape(2, 2, symbols), whole.singletonOrThrow().getShape());
            NDList alone = new NDList(
                    Tensors.array(manager, new int[] {7}, new Shape(1, 1)),
                    Tensors.array(manager, new int[] {2, 5}, new Shape(1, 2)));
            float[] second = model.block()
                    .forward(store, alone, false)
                    .singletonOrThrow()
                    .toFloatArray();
            float[] all = whole.singletonOrThrow().toFloatArray();
            assertClose(second, Arrays.copyOfRange(all, 2 * symbols, 4 * symbols), 1e-6, "without padding");
        }
    }

    @Test
    void aModelTellsWhatItIs() {
        try (Translator model = Translator.of(Rnn.gru(6).dropout(0.2), FEW)
                .attention(Attention.additive(4))
                .scheduledSampling(ScheduledSampling.linear(0.5, 10))
                .inputFeeding()
                .seed(5)) {
            model.fit(FEW, FIT.withEpochs(1));
            String expected =
                    "gru(6).dropout(0.2) -> gru(6).dropout(0.2), additive(4), inputFeeding(), scheduled sampling"
                            + " linear(0.5, 10), seed 5, trained for 3 steps";
            assertTrue(model.toString().contains(expected), model.toString());
            assertEquals(Tokenizer.characters(), model.sourceTokenizer());
        }
    }

    @Test
    void ownSymbolsAreMixedInAsOftenAsTheScheduleSays() {
        ScheduledSampling line = ScheduledSampling.linear(0.5, 100);
        assertEquals(0, line.probability(0));
        assertEquals(0.25, line.probability(50));
        assertEquals(0.5, line.probability(1000));
        ScheduledSampling curve = ScheduledSampling.inverseSigmoid(20);
        assertEquals(1.0 / 21, curve.probability(0), 1e-12);
        assertEquals(0.5, curve.probability(60), 0.01); // 20 ln 20 = 59.9
        assertEquals(1, curve.probability(1_000_000));
        int[] before = {2, 10, 11, 2, 12, 13};
        int[] said = {20, 21, 22, 23, 24, 25};
        SplittableRandom random = new SplittableRandom(1);
        assertArrayEquals(before, SymbolWriter.mixed(before, said, 3, 0, random));
        assertArrayEquals(new int[] {2, 20, 21, 2, 23, 24}, SymbolWriter.mixed(before, said, 3, 1, random));
        int changed = 0;
        for (int k = 0; k < 1000; k++) {
            int[] mixed = SymbolWriter.mixed(before, said, 3, 0.3, random);
            changed += (int)
                    IntStream.range(0, 6).filter(i -> mixed[i] != before[i]).count();
        }
        assertEquals(1200, changed, 120);
        Map<String, Tensor> without = trained(Translator.of(Rnn.gru(6), FEW));
        Map<String, Tensor> with =
                trained(Translator.of(Rnn.gru(6), FEW).scheduledSampling(ScheduledSampling.linear(1, 1)));
        assertNotEquals(without, with);
    }

    private static Map<String, Tensor> trained(Translator model) {
        try (model) {
            model.fit(FEW, FIT.withEpochs(1));
            return model.weights();
        }
    }

    /** Words that occur once are not in the vocabularies: the model learns to copy what it cannot say. */
    @Test
    void unknownWordsAreCopiedOnDemandAlone() {
        SplittableRandom random = new SplittableRandom(2);
        List<String> sources = new ArrayList<>();
        for (int k = 0; k < 400; k++) {
            int text = k;
            sources.add(IntStream.range(0, 2 + random.nextInt(3))
                    .mapToObj(t -> random.nextInt(4) == 0 ? "x" + text + "y" + t : "w" + random.nextInt(8))
                    .collect(Collectors.joining(" ")));
        }
        List<String> targets =
                sources.stream().map(text -> text.replace("w", "v")).toList();
        ParallelTexts data = ParallelTexts.of("words", sources, targets).vocabularies(2, 100);
        try (Translator model =
                Translator.of(Rnn.gru(24).bidirectional(), data).embedding(16).seed(1)) {
            model.fit(data, FIT);
            Hypothesis copied = model.translate("w1 Zoe w3", BeamSearch.greedy().copyUnknown())
                    .best();
            assertEquals("v1 Zoe v3", copied.text());
            assertEquals(List.of(1), copied.copied());
            assertTrue(copied.toString().endsWith(", 1 copied"), copied.toString());
            for (Translation plain : model.translate(sources)) {
                assertFalse(plain.text().contains("<"), plain.toString());
                assertEquals(List.of(), plain.best().copied());
            }
        }
        try (Translator none = Translator.of(RNN, data).withoutAttention()) {
            assertMessage(
                    "which has no attention to say what to copy",
                    () -> none.translate("a", BeamSearch.greedy().copyUnknown()));
            String plot = assertThrows(IllegalStateException.class, () -> none.translate("a", BeamSearch.width(3))
                            .plot())
                    .getMessage();
            assertTrue(plot.startsWith("plot() of a translation"), plot);
        }
    }

    @Test
    void whatDoesNotFitIsTold() {
        try (Translator model = few()) {
            assertMessage("the source is \"\", which has no token: leave it out", () -> model.translate(""));
            assertMessage("source 1 is \"\"", () -> model.translate(List.of("a", "")));
            ParallelTexts words = FEW.tokenizers(Tokenizer.words(), Tokenizer.characters());
            assertMessage("'few' is cut by", () -> model.fit(words, FIT));
            assertMessage("call tokenizers(...) on the data", () -> model.evaluate(words));
            assertMessage("the test part of 'few' has 0", () -> model.evaluate(FEW.split(0.9, 0.1), Part.TEST));
            assertMessage("embedding is 0", () -> model.embedding(0));
            assertMessage(
                    "dot() from a decoder 6 wide to an encoder 12 wide: expected the same width",
                    () -> model.attention(Attention.dot()));
            assertMessage("expected one-way", () -> model.decoder(RNN));
            assertMessage(
                    "dot() from a decoder 5 wide",
                    () -> model.decoder(Rnn.gru(12)).attention(Attention.dot()).decoder(Rnn.gru(5)));
            assertEquals(1, model.translate("???").hypotheses().size(), "unknown letters are read as <unk>");
            model.fit(FEW, FIT.withEpochs(1));
            String late = assertThrows(IllegalStateException.class, model::inputFeeding)
                    .getMessage();
            assertTrue(late.contains("call it before fit"), late);
        }
        assertMessage("width is 0", () -> BeamSearch.width(0));
        assertMessage("alpha is -1.0", () -> BeamSearch.greedy().lengthNormalised(-1));
        assertMessage("longest is -1", () -> BeamSearch.greedy().longest(-1));
        assertMessage("greatest is 0.0", () -> ScheduledSampling.linear(0, 10));
        assertMessage("over 0.5 batches", () -> ScheduledSampling.inverseSigmoid(0.5));
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
