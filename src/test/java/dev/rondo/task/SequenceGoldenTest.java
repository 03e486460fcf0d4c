package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rondo.Golden;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Sequences;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scores, losses and gradients of batches of unequal lengths are PyTorch's: see src/test/python/golden_sequences.py.
 */
@Tag("engine")
class SequenceGoldenTest {
    private static final String[] CLASSES = {"0", "1", "2"};

    /** A model with PyTorch's weights, and the sequences that belong to them. */
    record Case(String name, Rnn rnn, boolean labels, boolean steps, Map<String, Tensor> golden) {
        static Case of(CellType cell, boolean both, boolean labels, boolean steps) {
            String name = String.join(
                    ".",
                    cell.name().toLowerCase(Locale.ROOT),
                    both ? "bi" : "uni",
                    labels ? "labels" : "numbers",
                    steps ? "steps" : "whole");
            Rnn rnn = Rnn.of(cell, 4).layers(2);
            return new Case(name, both ? rnn.bidirectional() : rnn, labels, steps, Golden.read("sequences", name));
        }

        Sequences data() {
            float[] lengths = golden.get("lengths").values();
            float[][][] x = new float[lengths.length][][];
            String[][] labelled = new String[lengths.length][];
            float[][][] numbers = new float[lengths.length][][];
            for (int s = 0; s < x.length; s++) {
                x[s] = rows("x", s * 5, (int) lengths[s], 3);
                int first = steps ? s * 5 : s;
                int count = steps ? (int) lengths[s] : 1;
                float[][] counted = steps ? rows("counted", first, count, 1) : new float[][] {{1}};
                if (labels) {
                    float[][] ids = rows("target", first, count, 1);
                    labelled[s] = new String[count];
                    Arrays.setAll(labelled[s], t -> counted[t][0] == 0 ? null : CLASSES[(int) ids[t][0]]);
                } else {
                    numbers[s] = rows("target", first, count, 2);
                    for (int t = 0; t < count; t++) {
                        numbers[s][t] = counted[t][0] == 0 ? new float[] {Float.NaN, Float.NaN} : numbers[s][t];
                    }
                }
            }
            if (labels) {
                Sequences made = steps
                        ? Sequences.labelledSteps(name, x, labelled)
                        : Sequences.labelled(
                                name, x, Stream.of(labelled).map(l -> l[0]).toArray(String[]::new));
                return made.classes(CLASSES);
            }
            return steps
                    ? Sequences.numberSteps(name, x, numbers)
                    : Sequences.numbers(
                            name, x, Stream.of(numbers).map(y -> y[0]).toArray(float[][]::new));
        }

        float[][] rows(String tensor, int first, int count, int width) {
            float[][] rows = new float[count][];
            Arrays.setAll(
                    rows,
                    t -> Arrays.copyOfRange(golden.get(tensor).values(), (first + t) * width, (first + t + 1) * width));
            return rows;
        }

        SequenceModel model() {
            SequenceModel model = labels
                    ? SequenceClassifier.of(rnn, data()).model()
                    : SequenceRegressor.of(rnn, data()).model();
            model.network()
                    .parameters()
                    .forEach((weight, parameter) -> Tensors.copy(golden.get(weight), parameter.getArray()));
            return model;
        }

        Goal goal() {
            return labels
                    ? SequenceClassifier.of(rnn, data()).goal(data())
                    : SequenceRegressor.of(rnn, data()).goal(data());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(CellType.LSTM, CellType.GRU)
                .flatMap(cell -> Stream.of(true, false).flatMap(both -> Stream.of(true, false)
                        .flatMap(labels -> Stream.of(true, false).map(steps -> Case.of(cell, both, labels, steps)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientsArePyTorchs(Case given) {
        SequenceModel model = given.model();
        Sequences data = given.data();
        SequenceLearner learner =
                model.scorer().learner(new NumberExamples(data.first(3, 0)), given.goal(), Fit.epochs(1));
        SequenceBatch batch = new SequenceBatch(new NumberSource(data::x), new int[] {0, 1, 2});
        assertEquals(given.steps ? 11 - 3 : 3, learner.count(batch));
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
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresAreThoseOfPyTorchAndOfThePlainCells(Case given) {
        SequenceModel model = given.model();
        Sequences data = given.data();
        CellStack cells = model.plain().cells();
        Linear head = model.plain().head();
        int[] places = {2, 0, 1};
        float[][][] scores = new float[3][][];
        model.scorer().read(new NumberSource(data::x), places, (predicted, place) -> scores[place] = predicted);
        int outputs = given.labels ? 3 : 2;
        for (int s = 0; s < 3; s++) {
            int rows = given.steps ? data.x(s).length : 1;
            assertEquals(rows, scores[s].length);
            float[][] golden = given.rows("scores", given.steps ? s * 5 : s, rows, outputs);
            CellStack.Run run = cells.run(data.x(s), cells.zero());
            for (int t = 0; t < rows; t++) {
                String what = "scores of step " + t + " of sequence " + s;
                assertClose(golden[t], scores[s][t], 1e-5, what);
                float[] h = given.steps ? run.y()[t] : last(run, given.rnn);
                assertClose(head.apply(h), scores[s][t], 1e-5, what + ", plain");
            }
        }
    }

    private static float[] last(CellStack.Run run, Rnn rnn) {
        float[] h = new float[rnn.outputs()];
        for (int direction = 0; direction < rnn.directions(); direction++) {
            float[] own = run.after()
                    .get((rnn.layers() - 1) * rnn.directions() + direction)
                    .h();
            System.arraycopy(own, 0, h, direction * rnn.hidden(), rnn.hidden());
        }
        return h;
    }

    /** Each sequence of its own, all together, and behind one that is far longer: the mean loss is the same. */
    @ParameterizedTest
    @MethodSource("cases")
    void batchesChangeNoLoss(Case given) {
        SequenceModel model = given.model();
        Sequences data = given.data();
        double expected = given.golden.get("loss").values()[0];
        for (int largest : List.of(1, 2, 256)) {
            Goal.Tally tally = given.goal().tally();
            model.scorer().read(new NumberSource(data::x), new int[] {0, 1, 2}, largest, tally);
            assertEquals(expected, tally.scores().loss(), 1e-5, "at most " + largest);
        }
        Goal.Tally tally = given.goal().tally();
        float[][] longer = new float[40][3];
        NumberSource four = new NumberSource(place -> place == 3 ? longer : data.x(place));
        model.scorer().read(four, new int[] {0, 1, 2, 3}, (predicted, place) -> {
            if (place < 3) {
                tally.accept(predicted, place);
            }
        });
        assertEquals(expected, tally.scores().loss(), 1e-5, "padded to 40 steps");
    }
}
