package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.CellPictureDecoder;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Part;
import dev.rondo.data.Picture;
import dev.rondo.data.Scenes;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.Bleu;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Engines;
import dev.rondo.nn.PictureEncoder;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class CaptionerTest {
    private static final Fit FIT =
            Fit.epochs(12).batch(16).adam(0.01).clipNorm(5).cosine().quiet();
    private static final CaptionedPictures DOTS = dots(300);
    private static final CaptionedPictures FEW = dots(60);

    @TempDir
    Path folder;

    /** A bright spot in one of the quarters of 9 by 8 cells, in channel 0 or 1. */
    private static CaptionedPictures dots(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<Picture> pictures = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            float[][][] grid = new float[9][8][2];
            for (float[][] row : grid) {
                for (float[] cell : row) {
                    cell[0] = 0.1f * (float) random.nextDouble();
                    cell[1] = 0.1f * (float) random.nextDouble();
                }
            }
            boolean low = random.nextBoolean();
            boolean right = random.nextBoolean();
            boolean red = random.nextBoolean();
            int row = (low ? 5 : 0) + random.nextInt(3);
            int column = (right ? 4 : 0) + random.nextInt(4);
            grid[row][column][red ? 0 : 1] = 1;
            pictures.add(Picture.of(grid));
            captions.add((red ? "red" : "green") + (low ? " below" : " above") + (right ? " and right" : ""));
        }
        return CaptionedPictures.of("dots", pictures, captions).split(0.8, 0.1);
    }

    private static Captioner few() {
        return Captioner.of(Rnn.lstm(6).layers(2), FEW)
                .encoder(PictureEncoder.convolutions(4, 5).summary(7))
                .embedding(5)
                .seed(3);
    }

    @Test
    void placesAndColoursAreLearned() {
        try (Captioner model = Captioner.of(Rnn.gru(24), DOTS)
                .encoder(PictureEncoder.convolutions(8, 8).summary(24))
                .embedding(8)
                .attention(Attention.general())
                .seed(1)) {
            History run = model.fit(DOTS, FIT.withEpochs(25));
            assertEquals("nats per symbol", run.loss());
            assertEquals("symbols", run.unit());
            assertEquals(Set.of("symbol frequencies"), run.baselines().keySet());
            CaptionerScores scores = model.evaluate(DOTS);
            assertTrue(scores.exact() > 0.85 && scores.wordErrorRate() < 0.1, scores.toString());
            Caption caption = model.caption(DOTS.picture(0));
            assertEquals(DOTS.caption(0), caption.text());
            assertEquals(DOTS.tokens(0), caption.tokens());
            double[][] weights = caption.best().attention();
            assertEquals(caption.tokens().size(), weights.length);
            assertEquals(2 * 2, weights[0].length);
            assertEquals(1, Arrays.stream(weights[0]).sum(), 1e-5);
            assertEquals(
                    "Chart[" + caption.text() + ": " + (1 + weights.length) + " pictures]",
                    caption.plot().toString());
        }
    }

    @Test
    void vectorsAreLearned() {
        float[][] vectors = IntStream.range(0, 64)
                .mapToObj(k -> new float[] {k % 2, k / 2 % 2, k % 8 / 8f})
                .toArray(float[][]::new);
        List<String> captions = IntStream.range(0, 64)
                .mapToObj(k -> (k % 2 == 0 ? "no" : "yes") + (k / 2 % 2 == 0 ? "" : " and more"))
                .toList();
        CaptionedPictures data =
                CaptionedPictures.of("vectors", vectors, captions).splitInOrder(1, 0);
        try (Captioner model = Captioner.of(Rnn.gru(12), data).embedding(6).seed(1)) {
            assertTrue(model.toString().contains("pictures of 1 x 1 x 3 to 8 symbols (words)"), model.toString());
            assertTrue(model.toString().contains("linear() -> gru(12), none()"), model.toString());
            model.fit(data, FIT.withEpochs(25));
            assertEquals(1, model.evaluate(data, Part.TRAIN).exact());
            assertEquals(
                    "Chart[yes and more: 1 picture]",
                    model.caption(Picture.vector(new float[] {1, 1, 0})).plot().toString());
        }
    }

    static Stream<Captioner> models() {
        return Stream.of(
                few(),
                few().attention(Attention.additive(7)),
                few().attention(Attention.general()).encoder(PictureEncoder.convolutions(3)),
                few().encoder(PictureEncoder.linear().summary(4)));
    }

    /** Both the mean over a part and what captions say, without the engine. */
    @ParameterizedTest
    @MethodSource("models")
    void lossAndProbabilityAreThoseOfTheTwin(Captioner model) {
        try (model) {
            model.fit(FEW, FIT.withEpochs(2));
            double sum = 0;
            int count = 0;
            for (int place : FEW.places(Part.VALIDATION)) {
                sum -= logProbability(model, FEW.picture(place), FEW.tokens(place));
                count += FEW.tokens(place).size() + 1;
            }
            assertEquals(sum / count, model.evaluate(FEW, Part.VALIDATION).nats(), 1e-5);
            for (Hypothesis found : model.caption(
                            FEW.picture(1), BeamSearch.width(4).longest(6))
                    .hypotheses()) {
                double expected = logProbability(model, FEW.picture(1), found.tokens());
                assertEquals(expected, found.logProbability(), 1e-6);
            }
        }
    }

    private static double logProbability(Captioner model, Picture picture, List<String> caption) {
        CellPictureDecoder cells = model.cells();
        Linear head = model.head();
        CellEncoderDecoder.Encoded read = cells.read(Captioner.grid(picture));
        CellDecoder.Memory memory = read.before();
        Tensor table = model.weights().get("target.weight");
        int size = (int) table.shape()[1];
        int before = model.vocabulary().id(Vocabulary.BEGIN).orElseThrow();
        double sum = 0;
        List<String> ended = new ArrayList<>(caption);
        ended.add(Vocabulary.END);
        for (int id : model.vocabulary().ids(ended)) {
            float[] x = Arrays.copyOfRange(table.values(), before * size, (before + 1) * size);
            CellDecoder.Step step = cells.decoder().step(x, memory, read.keys());
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

    @Test
    void companyAndOrderChangeNothing() {
        try (Captioner model = few().attention(Attention.general())) {
            model.fit(FEW, FIT.withEpochs(1));
            CaptionerScores whole = model.evaluate(FEW, Part.TRAIN);
            double sum = 0;
            int count = 0;
            for (int place : FEW.places(Part.TRAIN)) {
                CaptionedPictures alone = FEW.where(other -> other == place);
                int symbols = FEW.tokens(place).size() + 1;
                sum += symbols * model.evaluate(alone, Part.TRAIN).nats();
                count += symbols;
            }
            assertEquals(sum / count, whole.nats(), 1e-5);
            List<Picture> pictures =
                    IntStream.range(0, FEW.size()).mapToObj(FEW::picture).toList();
            List<Picture> turned = new ArrayList<>(pictures);
            Collections.reverse(turned);
            List<Caption> together = model.caption(pictures);
            List<Caption> other = model.caption(turned);
            for (int k = 0; k < pictures.size(); k++) {
                assertEquals(together.get(k), other.get(pictures.size() - 1 - k));
                assertEquals(together.get(k), model.caption(pictures.get(k)));
            }
        }
    }

    @Test
    void scoresAreThoseOfTheCaptions() {
        CaptionedPictures twice = CaptionedPictures.of(
                        "twice",
                        new float[][] {{1, 0}, {1, 0}, {0, 1}, {1, 1}},
                        List.of("a cat", "the cat", "a dog", "both"))
                .splitInOrder(0.99, 0);
        try (Captioner model = Captioner.of(Rnn.gru(12), twice).seed(1)) {
            model.fit(twice, FIT.withEpochs(80).batch(4));
            CaptionerScores scores = model.evaluate(twice, Part.TRAIN);
            List<List<String>> told = Stream.of(0, 2, 3)
                    .map(place -> model.caption(twice.picture(place)).tokens())
                    .toList();
            Bleu bleu = Bleu.of(
                    told,
                    List.of(
                            List.of(List.of("a", "cat"), List.of("the", "cat")),
                            List.of(List.of("a", "dog")),
                            List.of(List.of("both"))));
            assertEquals(bleu, scores.bleu());
            assertEquals(1, scores.exact(), "either caption of the first is right");
            assertEquals(3, scores.words().sequences(), "each picture once");
            assertTrue(scores.nats() > 2 * Math.log(2) / 11 - 1e-6, "but one of two words cannot be foreseen");
            assertEquals(10.0 / 11, scores.symbolAccuracy(), 1e-9);
            assertEquals(6, scores.table().rowCount());
            assertEquals(1, scores.table().doubleColumn("value").get(2));
            Caption beam = model.caption(twice.picture(0), BeamSearch.width(2));
            assertEquals(
                    Set.of("a cat", "the cat"),
                    Set.copyOf(beam.table().stringColumn("text").asList()));
        }
    }

    /** The block, over padded captions, with lengths and without. */
    @Test
    void theBlockScoresEverySymbol() {
        try (Captioner model = few();
                NDManager manager = Engines.newManager()) {
            NDList inputs = new NDList(
                    PictureExamples.pictures(manager, List.of(FEW.picture(0), FEW.picture(1))),
                    Tensors.array(manager, new int[] {2, 4, 5, 2, 5, 0}, new Shape(2, 3)),
                    Tensors.array(manager, new float[] {3, 2}, new Shape(2)));
            ParameterStore store = new ParameterStore(manager, false);
            NDList whole = model.block().forward(store, inputs, false);
            int symbols = model.vocabulary().size();
            assertEquals(new Shape(2, 3, symbols), whole.singletonOrThrow().getShape());
            NDList alone = new NDList(
                    PictureExamples.pictures(manager, List.of(FEW.picture(1))),
                    Tensors.array(manager, new int[] {2, 5}, new Shape(1, 2)));
            float[] second = model.block()
                    .forward(store, alone, false)
                    .singletonOrThrow()
                    .toFloatArray();
            float[] all = whole.singletonOrThrow().toFloatArray();
            assertClose(second, Arrays.copyOfRange(all, 3 * symbols, 5 * symbols), 1e-6, "without padding");
        }
    }

    @Test
    void aCheckpointOfOtherPicturesIsRefused() {
        Fit fit = FIT.withEpochs(1).checkpoint(folder.resolve("checkpoint"));
        few().fit(FEW, fit);
        CaptionedPictures turned = CaptionedPictures.of(
                        "dots",
                        IntStream.range(0, FEW.size())
                                .mapToObj(place -> FEW.picture(FEW.size() - 1 - place))
                                .toList(),
                        IntStream.range(0, FEW.size()).mapToObj(FEW::caption).toList())
                .split(0.8, 0.1);
        assertMessage("with another model, data or seed", () -> few().fit(turned, fit));
    }

    @Test
    void aModelTellsWhatItIs() {
        try (Captioner model =
                few().attention(Attention.additive(4)).scheduledSampling(ScheduledSampling.linear(0.5, 10))) {
            model.fit(FEW, FIT.withEpochs(1));
            String expected = "convolutions(4, 5).summary(7) -> lstm(6).layers(2), additive(4), scheduled sampling"
                    + " linear(0.5, 10), seed 3, trained for 3 steps";
            assertTrue(model.toString().contains(expected), model.toString());
        }
    }

    @Test
    void aRateIsLookedFor() {
        try (Captioner model = few()) {
            assertTrue(model.findRate(FEW, FIT).suggestion() > 1e-5);
            assertNotEquals(0, model.summary().length());
            assertTrue(model.summary().contains("encoder.convolution1.weight"), model.summary());
        }
    }

    @Test
    void whatDoesNotFitIsTold() {
        try (Captioner model = few()) {
            Picture small = Picture.vector(new float[] {1});
            assertMessage(
                    "the picture is 1 x 1 x 1 (rows x columns x channels), but the model reads 9 x 8 x 2",
                    () -> model.caption(small));
            assertMessage("picture 1 is 1 x 1 x 1", () -> model.caption(List.of(FEW.picture(0), small)));
            assertMessage(
                    "picture 0 of 'scenes' is 32 x 32 x 3",
                    () -> model.fit(Scenes.of(1, 1).pictures(4), FIT));
            CaptionedPictures letters = FEW.tokenizer(Tokenizer.characters());
            assertMessage("'dots' is cut by", () -> model.fit(letters, FIT));
            assertMessage("call tokenizer(...) on the data", () -> model.evaluate(letters));
            assertMessage("the test part of 'dots' has 0", () -> model.evaluate(FEW.split(0.9, 0.1), Part.TEST));
            assertMessage("embedding is 0", () -> model.embedding(0));
            assertMessage(
                    "convolutions(2, 2, 2, 2) halves pictures of 9 x 8 x 2 until nothing is left",
                    () -> model.encoder(PictureEncoder.convolutions(2, 2, 2, 2)));
            assertMessage("dot() from a decoder 6 wide to cells of 5 numbers", () -> model.attention(Attention.dot()));
            assertMessage(
                    "copyUnknown() on Captioner",
                    () -> model.caption(FEW.picture(0), BeamSearch.greedy().copyUnknown()));
            model.fit(FEW, FIT.withEpochs(1));
            String late = assertThrows(IllegalStateException.class, () -> model.seed(1))
                    .getMessage();
            assertTrue(late.contains("call it before fit"), late);
        }
        assertMessage("expected one-way", () -> Captioner.of(Rnn.gru(4).bidirectional(), FEW));
        assertMessage("the layers make [0] channels", () -> PictureEncoder.convolutions(0));
        assertMessage("summary is 0", () -> PictureEncoder.linear().summary(0));
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
