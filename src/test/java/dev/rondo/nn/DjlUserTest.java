package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack as a block in a DJL user's own model: SequentialBlock, Trainer, EasyTrain, Model.save and load. */
@Tag("engine")
class DjlUserTest {
    private static final int TIME = 6;

    @TempDir
    Path folder;

    static Stream<Rnn> specs() {
        return Stream.of(
                Rnn.lstm(12).layers(2),
                Rnn.gru(12).bidirectional().layers(2),
                Rnn.tanh(16).dropout(0.1),
                Rnn.peepholeLstm(12).bidirectional(),
                Rnn.gru(12).resetBefore().layers(2).recurrentDropout(0.1));
    }

    private static Block net(Rnn rnn) {
        return new SequentialBlock()
                .add(rnn.block())
                .add(LambdaBlock.singleton(y -> y.get(":, -1"), "last"))
                .add(Linear.builder().setUnits(1).build());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void trainsSavesAndLoads(Rnn rnn) throws IOException, TranslateException, MalformedModelException {
        float[] before;
        Shape input = new Shape(32, TIME, 2);
        NDArray x;
        try (Model model = Model.newInstance("mine", Engines.device(), Engines.name())) {
            model.setBlock(net(rnn));
            var config = new DefaultTrainingConfig(Loss.l2Loss())
                    .optDevices(new ai.djl.Device[] {Engines.device()})
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.02f))
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(input);
                ArrayDataset data = data(trainer);
                double first = epoch(trainer, data);
                for (int epoch = 0; epoch < 15; epoch++) {
                    EasyTrain.fit(trainer, 1, data, null);
                }
                double last = epoch(trainer, data);
                assertTrue(last < first / 4, first + " to " + last);
                x = data.get(trainer.getManager(), 0)
                        .getData()
                        .singletonOrThrow()
                        .expandDims(0);
                before = trainer.evaluate(new NDList(x)).singletonOrThrow().toFloatArray();
                model.save(folder, "mine");
                try (Model loaded = Model.newInstance("mine", Engines.device(), Engines.name())) {
                    loaded.setBlock(net(rnn));
                    loaded.load(folder, "mine");
                    try (Trainer again = loaded.newTrainer(config)) {
                        again.initialize(input);
                        float[] after =
                                again.evaluate(new NDList(x)).singletonOrThrow().toFloatArray();
                        assertArrayEquals(before, after, 1e-6f);
                    }
                }
            }
        }
    }

    private static double epoch(Trainer trainer, ArrayDataset data) throws IOException, TranslateException {
        double sum = 0;
        int count = 0;
        for (var batch : trainer.iterateDataset(data)) {
            try (batch) {
                NDArray loss = Loss.l2Loss().evaluate(batch.getLabels(), trainer.evaluate(batch.getData()));
                sum += loss.getFloat();
                count++;
            }
        }
        return sum / count;
    }

    /** The sum of the first feature over all steps. */
    private static ArrayDataset data(Trainer trainer) {
        Random random = new Random(3);
        int count = 128;
        float[] x = new float[count * TIME * 2];
        float[] y = new float[count];
        for (int k = 0; k < x.length; k++) {
            x[k] = random.nextFloat() - 0.5f;
            y[k / (TIME * 2)] += k % 2 == 0 ? x[k] : 0;
        }
        return new ArrayDataset.Builder()
                .setData(Tensors.array(trainer.getManager(), x, new Shape(count, TIME, 2)))
                .optLabels(Tensors.array(trainer.getManager(), y, new Shape(count, 1)))
                .setSampling(32, false)
                .build();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void shapesAreTold(Rnn rnn) {
        Block stack = rnn.block();
        Shape[] shapes = stack.getOutputShapes(new Shape[] {new Shape(4, 7, 3)});
        assertEquals(1, shapes.length);
        assertEquals(new Shape(4, 7, rnn.outputs()), shapes[0]);
        assertEquals(
                rnn.cell().hasMemory() ? 3 : 2,
                rnn.block().returningState().getOutputShapes(new Shape[] {new Shape(4, 7, 3)}).length);
    }
}
