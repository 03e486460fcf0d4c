package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Parameter;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class WordModelTest {
    private static final String LINES = "the dog sees the cat\nthe cat sees a bird\na bird sings\n";
    private static final Text ANIMALS = Text.words("animals", LINES.repeat(60)).split(0.8, 0.1);
    private static final Fit FIT = Fit.epochs(12).batch(4).steps(10).adam(0.02).quiet();

    private static LanguageModel trained(LanguageModel model) {
        model.fit(ANIMALS, FIT);
        return model;
    }

    /** Makes a model say the same of each next word, whatever came before. */
    private static void always(LanguageModel model, double... probabilities) {
        model.network().parameters().forEach((name, parameter) -> {
            float[] values = new float[(int) parameter.getArray().size()];
            if (name.equals("output.bias")) {
                for (int k = 0; k < values.length; k++) {
                    values[k] = (float) Math.log(probabilities[k]);
                }
            }
            Tensors.copy(Tensor.of(values, parameter.getArray().getShape().getShape()), parameter.getArray());
        });
    }

    @Test
    void perplexityIsTheOneComputedByHand() {
        Text text = Text.words("tiny", "b a b c b a\n").split(1, 0);
        assertEquals(List.of("<unk>", "<eos>", "b", "a", "c"), text.vocabulary().symbols());
        try (LanguageModel model = LanguageModel.of(Rnn.gru(2), text)) {
            always(model, 0.05, 0.1, 0.4, 0.25, 0.2);
            // a b c b a <eos> are predicted: 1/4 2/5 1/5 2/5 1/4 1/10
            double product = 0.25 * 0.4 * 0.2 * 0.4 * 0.25 * 0.1;
            assertEquals(
                    Math.pow(product, -1.0 / 6), model.evaluate(text, Part.ALL).perplexity(), 1e-4);
            assertEquals(Math.log(0.25 * 0.2 * 0.1), model.logProbability("a c"), 1e-5);
            assertEquals(model.logProbability("a c"), model.logProbability("a c\n"), "the end counts once");
            assertEquals(Math.log(0.05 * 0.1), model.logProbability("zebra"), 1e-5, "as unknown");
        }
    }

    @Test
    void theProbabilitiesOfAllSentencesAddUpToOne() {
        Text text = Text.words("closed", "x y\ny x x\n".repeat(20)).split(1, 0);
        try (LanguageModel model = LanguageModel.of(Rnn.lstm(4), text).seed(3)) {
            Parameter bias = model.network().parameters().get("output.bias");
            Tensors.copy(Tensor.of(new float[] {0, 3, 0, 0}, 4), bias.getArray()); // sentences end soon
            CellStack cells = model.cells();
            int end = text.vocabulary().id(Vocabulary.END).orElseThrow();
            float[] x =
                    Arrays.copyOfRange(model.weights().get("embedding.weight").values(), end * 64, (end + 1) * 64);
            double[] first = LabelGoal.probabilities(model.head()
                    .apply(cells.run(new float[][] {x}, cells.zero()).y()[0]));
            double sum = first[end]; // the sentence without a word
            List<String> sentences = List.of("");
            for (int length = 1; length <= 6; length++) {
                List<String> longer = new ArrayList<>();
                for (String sentence : sentences) {
                    for (String word : List.of("x", "y", "<unk>")) {
                        longer.add(sentence.isEmpty() ? word : sentence + " " + word);
                    }
                }
                sentences = longer;
                sum += sentences.stream()
                        .mapToDouble(s -> Math.exp(cut(model, s)))
                        .sum();
            }
            assertEquals(1, sum, 2e-3, "but for those of seven words and more");
            assertTrue(sum < 1);
        }
    }

    private static double cut(LanguageModel model, String sentence) {
        return model.logProbability(sentence.replace("<unk>", "zebra"));
    }

    @Test
    void itLearnsAndItsSentencesAreProbable(@TempDir Path folder) {
        try (LanguageModel model = LanguageModel.of(Rnn.lstm(24), ANIMALS).seed(1)) {
            History run = model.fit(ANIMALS, FIT);
            assertEquals("nats per word", run.loss());
            assertTrue(run.baselines().get("1-gram") > 2 * run.validation()[run.validation().length - 1]);
            assertTrue(model.logProbability("a bird sings") > -6, "begun from nothing");
            assertTrue(model.logProbability("bird a sings") < model.logProbability("a bird sings") - 5);
            assertTrue(model.logProbability("the zebra sings") < -5);
            model.save(folder.resolve("m.rondo"));
            try (LanguageModel loaded = LanguageModel.load(folder.resolve("m.rondo"))) {
                assertEquals(model.logProbability("a bird sings"), loaded.logProbability("a bird sings"), 0);
                String written = loaded.generate("the dog", 20, Sampling.random());
                assertTrue(written.startsWith("the dog "), written);
                assertFalse(written.contains("<"), written);
                assertEquals(
                        22,
                        written.split("[ \n]+").length
                                + written.chars().filter(c -> c == '\n').count(),
                        written);
            }
        }
    }

    @Test
    void oneTableServesInputAndOutput(@TempDir Path folder) {
        try (LanguageModel model =
                trained(LanguageModel.of(Rnn.lstm(24), ANIMALS).tied().seed(1))) {
            assertEquals(
                    List.of(
                            "embedding.weight",
                            "rnn.weight_ih_l0",
                            "rnn.weight_hh_l0",
                            "rnn.bias_ih_l0",
                            "rnn.bias_hh_l0",
                            "output.bias"),
                    List.copyOf(model.network().parameters().keySet()));
            assertTrue(model.logProbability("a bird sings") > -6);
            assertEquals(
                    Math.exp(model.evaluate(ANIMALS).nats()),
                    model.evaluate(ANIMALS).perplexity(),
                    1e-9);
            assertTrue(model.evaluate(ANIMALS).perplexity() < 2.5);
            model.save(folder.resolve("m.rondo"));
            try (LanguageModel loaded = LanguageModel.load(folder.resolve("m.rondo"))) {
                assertEquals(model.generate("a", 10), loaded.generate("a", 10));
            }
        }
    }

    @Test
    void textAndModelMustBeOfOneKind() {
        try (LanguageModel words = LanguageModel.of(Rnn.gru(2), ANIMALS)) {
            Text characters = Text.characters("letters", LINES);
            String message = assertThrows(IllegalArgumentException.class, () -> words.fit(characters, FIT))
                    .getMessage();
            assertTrue(message.contains("'letters' is in characters, but the model reads words"), message);
            Text other = ANIMALS.tokenizer(Tokenizer.whitespace());
            assertThrows(IllegalArgumentException.class, () -> words.evaluate(other));
            assertThrows(IllegalArgumentException.class, () -> words.logProbability(""));
        }
        assertThrows(
                IllegalStateException.class, () -> Text.characters("c", LINES).vocabulary(2, 10));
        assertThrows(IllegalArgumentException.class, () -> Text.words("blank", " \n\n"));
    }

    @Test
    void rareWordsOfTheTrainingPartBecomeUnknown() {
        Text text = Text.words("t", "a a b b c\nd d d\n").split(5.0 / 10, 0.1);
        assertEquals(List.of("<unk>", "<eos>", "a", "b", "c"), text.vocabulary().symbols());
        assertEquals(
                List.of("<unk>", "<eos>", "a", "b"),
                text.vocabulary(2, 100).vocabulary().symbols());
        assertEquals(
                List.of("<unk>", "<eos>", "a"),
                text.vocabulary(1, 1).vocabulary().symbols());
        assertEquals(0, text.ids(Part.ALL)[7], "d is of the test part");
    }
}
