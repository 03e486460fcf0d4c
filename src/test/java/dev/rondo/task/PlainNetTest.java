package dev.rondo.task;

import static dev.rondo.Close.assertClose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Sequences;
import dev.rondo.data.Text;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cells and the head that a model hands out compute what the model does. */
@Tag("engine")
class PlainNetTest {
    private static final Text TEXT = Text.characters("letters", "abcdeabced".repeat(10));

    @Test
    void aLanguageModelsAreItsOwn() {
        int[] ids = {0, 3, 1, 4};
        for (int size : new int[] {0, 3}) {
            LanguageModel model = LanguageModel.of(Rnn.lstm(6).layers(2), TEXT)
                    .embedding(size)
                    .seed(2);
            float[][] x = new float[ids.length][size == 0 ? 5 : size];
            for (int t = 0; t < ids.length; t++) {
                if (size == 0) {
                    x[t][ids[t]] = 1;
                } else {
                    Tensor table = model.weights().get("embedding.weight");
                    x[t] = Arrays.copyOfRange(table.values(), ids[t] * size, (ids[t] + 1) * size);
                }
            }
            float[][] scores = scores(model.cells(), model.head(), x);
            try (NDManager manager = Engines.newManager()) {
                NDArray logits = model.block()
                        .forward(
                                new ParameterStore(manager, false),
                                new NDList(Tensors.array(manager, ids, new Shape(1, ids.length))),
                                false)
                        .singletonOrThrow();
                for (int t = 0; t < ids.length; t++) {
                    assertClose(scores[t], logits.get("0, " + t), 1e-5, "embedding " + size + ", step " + t);
                }
            }
        }
    }

    @Test
    void aClassifiersAndARegressorsAreTheirOwn() {
        Rnn rnn = Rnn.gru(6).layers(2).bidirectional();
        Sequences labels = Problems.neighbour(5, 4, 6, true);
        SequenceClassifier classifier = SequenceClassifier.of(rnn, labels);
        Sequences numbers = Problems.slidingMean(5, 4, 6);
        SequenceRegressor regressor = SequenceRegressor.of(rnn, numbers);
        float[][] scores = scores(classifier.cells(), classifier.head(), labels.x(2));
        float[][] predicted = scores(regressor.cells(), regressor.head(), numbers.x(2));
        for (int t = 0; t < scores.length; t++) {
            assertClose(scores[t], classifier.model().scores(labels.x(2))[0][t], 1e-5, "scores of step " + t);
        }
        for (int t = 0; t < predicted.length; t++) {
            assertClose(predicted[t], regressor.predictSteps(numbers.x(2))[t], 1e-5, "numbers of step " + t);
        }
    }

    private static float[][] scores(CellStack cells, Linear head, float[][] x) {
        return Arrays.stream(cells.run(x, cells.zero()).y()).map(head::apply).toArray(float[][]::new);
    }
}
