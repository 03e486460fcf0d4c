package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rondo.Golden;
import dev.rondo.cell.CrfConstraints;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.data.Targets;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores, losses and gradients of texts of unequal lengths are PyTorch's: see src/test/python/golden_text.py. */
@Tag("engine")
class TextGoldenTest {
    private static final List<String> SYMBOLS = List.of("<pad>", "<unk>", "<bos>", "<eos>", "ab", "c", "bca", "a");
    private static final List<String> LETTERS = List.of("<pad>", "<unk>", "<bos>", "<eos>", "a", "b", "c");
    private static final List<String> CLASSES = List.of("0", "1", "2");
    private static final int TIME = 5;

    /** A model with PyTorch's weights, and the texts that belong to them. */
    record Case(String name, Map<String, Tensor> golden) {
        static Case of(String name) {
            return new Case(name, Golden.read("text", name));
        }

        boolean perStep() {
            return name.startsWith("tags") || name.equals("field");
        }

        TextModel model() {
            boolean letters = golden.containsKey("letters.weight");
            WordSpec words = new WordSpec(
                    3, false, 0, letters ? new WordSpec.Letters(2, Rnn.gru(2).bidirectional()) : null);
            TextSpec spec = new TextSpec(
                    Rnn.lstm(4).bidirectional(),
                    words,
                    perStep() ? null : Pooling.valueOf(name.toUpperCase(Locale.ROOT)),
                    name.equals("field") ? "" : null,
                    0,
                    CLASSES,
                    SYMBOLS,
                    letters ? LETTERS : List.of(),
                    null,
                    false);
            TextModel model = new TextModel("Test", spec, null);
            model.network()
                    .parameters()
                    .forEach((weight, parameter) -> Tensors.copy(golden.get(weight), parameter.getArray()));
            return model;
        }

        int length(int text) {
            return (int) golden.get("lengths").values()[text];
        }

        List<List<String>> texts() {
            float[] ids = golden.get("ids").values();
            return IntStream.range(0, golden.get("lengths").values().length)
                    .mapToObj(s -> IntStream.range(0, length(s))
                            .mapToObj(t -> SYMBOLS.get((int) ids[s * TIME + t]))
                            .toList())
                    .toList();
        }

        Goal goal(TextModel model) {
            float[] target = golden.get("target").values();
            int[][] ids = IntStream.range(0, texts().size())
                    .mapToObj(s -> IntStream.range(0, perStep() ? length(s) : 1)
                            .map(t -> (int) target[perStep() ? s * TIME + t : s])
                            .toArray())
                    .toArray(int[][]::new);
            LabelGoal labels = new LabelGoal(new Targets.Labels(CLASSES, ids, perStep()), "word", null);
            boolean field = name.equals("field");
            return perStep() ? new TagGoal(labels, model.network(), field ? CrfConstraints.none(3) : null) : labels;
        }

        WordExamples examples(TextModel model) {
            int count = texts().size();
            return model.examples(
                    name,
                    count,
                    texts()::get,
                    part -> part == Part.TRAIN ? IntStream.range(0, count).toArray() : new int[0]);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of("last", "mean", "max", "attention", "tags", "tags.letters", "field")
                .map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientsArePyTorchs(Case given) {
        TextModel model = given.model();
        SequenceLearner learner = model.scorer().learner(given.examples(model), given.goal(model), Fit.epochs(1));
        SequenceBatch batch = new SequenceBatch(given.examples(model), new int[] {0, 1, 2});
        Engines.enter();
        try (NDManager manager = model.network().manager().newSubManager()) {
            float loss;
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                var computed = learner.loss(batch, new NDList(), new SplittableRandom(0), manager);
                collector.backward(computed.mean());
                loss = computed.mean().getFloat();
            }
            assertEquals(given.golden.get("loss").values()[0], loss, 1e-5);
            model.network()
                    .parameters()
                    .forEach((name, parameter) -> assertClose(
                            given.golden.get("grad." + name).values(),
                            parameter.getArray().getGradient(),
                            1e-5,
                            name));
            long weights = given.golden.keySet().stream()
                    .filter(name -> name.startsWith("grad."))
                    .count();
            assertEquals(weights, model.network().parameters().size(), "each of PyTorch's weights has its like");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresArePyTorchsInAnyBatch(Case given) {
        TextModel model = given.model();
        WordSource source = given.examples(model).source();
        int rows = given.perStep() ? TIME : 1;
        for (int largest : List.of(1, 2, 256)) {
            model.scorer().read(source, new int[] {2, 0, 1}, largest, (scores, place) -> {
                for (int t = 0; t < scores.length; t++) {
                    int from = (place * rows + t) * 3;
                    float[] expected =
                            Arrays.copyOfRange(given.golden.get("scores").values(), from, from + 3);
                    assertClose(expected, scores[t], 1e-5, "text " + place + ", at most " + largest);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "tags.letters", "field"})
    void whatIsToldAfterwardsIsTheSameLoss(String name) {
        Case given = Case.of(name);
        TextModel model = given.model();
        Goal.Tally tally = given.goal(model).tally();
        model.scorer().read(given.examples(model), new int[] {0, 1, 2}, tally);
        assertEquals(given.golden.get("loss").values()[0], tally.scores().loss(), 1e-5);
    }
}
