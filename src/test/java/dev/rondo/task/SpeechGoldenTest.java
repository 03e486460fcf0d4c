package dev.rondo.task;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.rondo.Golden;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradients of a whole net are PyTorch's, by its CTCLoss: see src/test/python/golden_speech.py. */
@Tag("engine")
class SpeechGoldenTest {
    private static final int[] LENGTHS = {9, 5, 7};
    private static final CtcGoal GOAL = new CtcGoal(List.of("a", "b", "c"), new int[][] {{0, 1, 1, 2}, {2, 2, 2}, {1}});

    private static float[][] x(Map<String, Tensor> golden, int place) {
        float[][] x = new float[LENGTHS[place]][];
        for (int t = 0; t < x.length; t++) {
            int from = (place * 9 + t) * 3;
            x[t] = Arrays.copyOfRange(golden.get("x").values(), from, from + 3);
        }
        return x;
    }

    private static SequenceModel model(int layers, Map<String, Tensor> golden) {
        Rnn rnn = Rnn.gru(4).layers(layers).bidirectional();
        SequenceModel model = new SequenceModel("Test", new SequenceSpec(rnn, 3, true, 0), new float[4], "none", "");
        model.network().parameters().forEach((name, parameter) -> Tensors.copy(golden.get(name), parameter.getArray()));
        return model;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lossAndGradientsArePyTorchs(int layers) {
        Map<String, Tensor> golden = Golden.read("speech", "gru" + layers);
        SequenceModel model = model(layers, golden);
        SequenceBatch batch = new SequenceBatch(new NumberSource(place -> x(golden, place)), new int[] {0, 1, 2});
        Engines.enter();
        try (NDManager manager = model.network().manager().newSubManager()) {
            float loss;
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray scores = model.network()
                        .net()
                        .run(
                                new ParameterStore(manager, false),
                                new NDList(batch.inputs(manager)),
                                batch.lengths(manager),
                                GOAL.steps(batch),
                                true);
                NDArray mean = GOAL.loss(scores, batch);
                collector.backward(mean);
                loss = mean.getFloat();
            }
            assertEquals(golden.get("loss").values()[0], loss, 1e-5);
            model.network().parameters().forEach((name, parameter) -> {
                try (NDArray gradient = parameter.getArray().getGradient()) {
                    assertClose(golden.get("grad." + name).values(), gradient, 1e-5, name);
                }
            });
            long weights = golden.keySet().stream()
                    .filter(name -> name.startsWith("grad."))
                    .count();
            assertEquals(weights, model.network().parameters().size(), "each of PyTorch's weights has its like");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsToldAfterwardsIsTheSameLoss(int layers) {
        Map<String, Tensor> golden = Golden.read("speech", "gru" + layers);
        SequenceModel model = model(layers, golden);
        Goal.Tally tally = GOAL.tally();
        model.scorer().read(new NumberSource(place -> x(golden, place)), new int[] {0, 1, 2}, tally);
        assertEquals(golden.get("loss").values()[0], tally.scores().loss(), 1e-5);
    }

    /** The same by cells and lattice alone, without an engine. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void plainJavaGivesTheSameLoss(int layers) {
        Map<String, Tensor> golden = Golden.read("speech", "gru" + layers);
        PlainNet net = PlainNet.of(Rnn.gru(4).layers(layers).bidirectional(), 3, 4, golden);
        double nats = 0;
        for (int place = 0; place < LENGTHS.length; place++) {
            float[][] y = net.cells().run(x(golden, place), net.cells().zero()).y();
            float[][] scores = Arrays.stream(y).map(net.head()::apply).toArray(float[][]::new);
            nats += GOAL.ctc().loss(scores, GOAL.labels()[place]);
        }
        assertEquals(golden.get("loss").values()[0], nats / 8, 1e-5);
    }
}
