package dev.rondo.train;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import dev.rondo.Golden;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of the optimisers and clipping, against PyTorch's own. */
@Tag("engine")
class UpdatesTest {
    private static final List<Integer> RECORDED = List.of(1, 2, 5, 10, 20, 50, 100);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engines.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> runs() {
        Fit fit = Fit.epochs(1);
        Fit falling = fit.cosine();
        return Stream.of(
                Arguments.of("sgd", fit.sgd(0.1)),
                Arguments.of("sgd_momentum", fit.sgd(0.1, 0.9)),
                Arguments.of("sgd_nesterov", fit.nesterov(0.1, 0.9)),
                Arguments.of("sgd_decay", fit.sgd(0.1, 0.9).weightDecay(0.01)),
                Arguments.of("sgd_nesterov_decay", fit.nesterov(0.1, 0.9).weightDecay(0.01)),
                Arguments.of("sgd_momentum_schedule", falling.sgd(0.1, 0.9)),
                Arguments.of("adam", fit.adam(0.01)),
                Arguments.of("adam_decay", fit.adam(0.01).weightDecay(0.01)),
                Arguments.of("adam_epsilon", fit.optimizer(new Optimizer.Adam(0.01, 0.8, 0.99, 0.1, 0))),
                Arguments.of("adam_schedule", falling.adam(0.01)),
                Arguments.of("adamw", fit.adamW(0.01).weightDecay(0.1)),
                Arguments.of("adamw_schedule", falling.adamW(0.01).weightDecay(0.1)),
                Arguments.of("rmsprop", fit.rmsProp(0.01)),
                Arguments.of("rmsprop_momentum", fit.rmsProp(0.01).momentum(0.9)),
                Arguments.of("rmsprop_epsilon", fit.optimizer(new Optimizer.RmsProp(0.01, 0.99, 0.1, 0, 0))),
                Arguments.of("rmsprop_decay", fit.rmsProp(0.01).weightDecay(0.1)),
                Arguments.of(
                        "rmsprop_momentum_decay_schedule",
                        falling.rmsProp(0.01).momentum(0.9).weightDecay(0.1)),
                Arguments.of("adagrad", fit.adagrad(0.1)),
                Arguments.of("adagrad_decay", fit.adagrad(0.1).weightDecay(0.1)),
                Arguments.of("adagrad_full", fit.optimizer(new Optimizer.Adagrad(0.1, 0.01, 0.1, 0.1, 0.1))),
                Arguments.of("adagrad_schedule", falling.adagrad(0.1)),
                Arguments.of("adadelta", fit.adadelta(1)),
                Arguments.of("adadelta_decay", fit.adadelta(1).weightDecay(0.1)),
                Arguments.of("adadelta_schedule", falling.adadelta(2)));
    }

    /** Each gradient is computed from the weights of this path, so what is wrong once is wrong ever after. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aHundredStepsArePyTorchs(String name, Fit fit) {
        float[] path = Golden.read("optimisers", name).get("w").values();
        Map<String, Tensor> problem = Golden.read("optimisers", "problem");
        Map<String, Parameter> parameters = Map.of("w", parameter(problem.get("w0")));
        int recorded = 0;
        try (Updates updates = new Updates(fit.optimizer(), parameters, manager)) {
            for (int t = 0; t < 100; t++) {
                learn(updates, parameters, problem, t, fit.schedule().factor(t, 100));
                if (RECORDED.contains(t + 1)) {
                    float[] expected = Arrays.copyOfRange(path, 12 * recorded, 12 * ++recorded);
                    NDArray w = parameters.get("w").getArray();
                    assertClose(expected, w, 1e-5, name + " after step " + (t + 1));
                }
            }
        }
        assertEquals(RECORDED.size(), recorded);
        assertEquals(12 * recorded, path.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void stateSavedAndLoadedGoesOnToTheBit(String name, Fit fit) {
        Map<String, Tensor> problem = Golden.read("optimisers", "problem");
        Map<String, Parameter> one = Map.of("w", parameter(problem.get("w0")));
        Map<String, Parameter> two = Map.of("w", parameter(problem.get("w0")));
        try (Updates first = new Updates(fit.optimizer(), one, manager);
                Updates second = new Updates(fit.optimizer(), two, manager)) {
            for (int t = 0; t < 7; t++) {
                learn(first, one, problem, t, fit.schedule().factor(t, 20));
            }
            second.load(first.save());
            Tensors.copy(Tensors.of(one.get("w").getArray()), two.get("w").getArray());
            for (int t = 0; t < 3; t++) {
                learn(first, one, problem, t, 1);
                learn(second, two, problem, t, 1);
            }
            assertEquals(
                    Tensors.of(one.get("w").getArray()), Tensors.of(two.get("w").getArray()));
        }
    }

    /** Takes a step of least squares on one of the five batches. */
    private void learn(
            Updates updates, Map<String, Parameter> parameters, Map<String, Tensor> problem, int t, double factor) {
        try (NDManager step = manager.newSubManager()) {
            NDArray x = batch(problem.get("x"), t % 5, step);
            NDArray y = batch(problem.get("y"), t % 5, step);
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray error = x.matMul(parameters.get("w").getArray()).sub(y);
                collector.backward(Tensors.times(error.mul(error).sum(), 1f / 8));
            }
            Gradients gradients = Gradients.of(parameters, step);
            updates.step(gradients.arrays(), factor, 1);
            gradients.zero();
        }
    }

    /** The rows of one batch, (4, columns). */
    private static NDArray batch(Tensor all, int index, NDManager step) {
        int size = all.values().length / 5;
        float[] values = Arrays.copyOfRange(all.values(), index * size, (index + 1) * size);
        return Tensors.array(step, values, new Shape(4, size / 4));
    }

    @Test
    void aGradientOfMinusTenClippedAtOneStepsByOneTheOtherWay() {
        for (float slope : new float[] {-10, 10}) {
            Map<String, Parameter> parameters = Map.of("w", parameter(Tensor.of(new float[] {3, 3}, 2)));
            Gradients gradients = backward(parameters, slope);
            try (Updates updates = new Updates(new Optimizer.Sgd(1, 0, false, 0), parameters, manager)) {
                updates.step(gradients.cut(new Clip.ByValue(1)).arrays(), 1, 1);
            }
            float expected = slope < 0 ? 4 : 2;
            assertClose(new float[] {expected, expected}, parameters.get("w").getArray(), 0, "slope " + slope);
        }
    }

    @Test
    void clippingByNormIsPyTorchs() {
        Map<String, Tensor> golden = Golden.read("optimisers", "clip_norm");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", Tensors.array(manager, golden.get("a")));
        arrays.put("b", Tensors.array(manager, golden.get("b")));
        double norm = Tensors.norm(arrays.values());
        assertEquals(golden.get("norm").values()[0], norm, 1e-5);
        for (String limit : new String[] {"0.5", "100"}) {
            double scale = Gradients.scale(new Clip.ByNorm(Double.parseDouble(limit)), norm);
            for (String name : arrays.keySet()) {
                assertClose(
                        golden.get(name + "." + limit).values(),
                        arrays.get(name).mul(scale),
                        2e-6,
                        name + " " + limit);
            }
        }
    }

    @Test
    void theScaleReachesTheStepOfEveryOptimizer() {
        for (Optimizer optimizer : new Optimizer[] {
            new Optimizer.Sgd(0.1, 0, false, 0), new Optimizer.Sgd(0.1, 0.9, true, 0.01),
            new Optimizer.Adam(0.1, 0.9, 0.999, 1, 0.01), new Optimizer.AdamW(0.1, 0.9, 0.999, 1, 0.01),
            new Optimizer.RmsProp(0.1, 0.99, 1, 0.9, 0.01), new Optimizer.Adagrad(0.1, 0, 1, 1, 0.01),
            new Optimizer.Adadelta(1, 0.9, 1, 0.01)
        }) {
            Map<String, Parameter> one = Map.of("w", parameter(Tensor.of(new float[] {1, -2}, 2)));
            Map<String, Parameter> two = Map.of("w", parameter(Tensor.of(new float[] {1, -2}, 2)));
            try (Updates first = new Updates(optimizer, one, manager);
                    Updates second = new Updates(optimizer, two, manager)) {
                first.step(Map.of("w", manager.create(new float[] {4, -8})), 1, 0.25);
                second.step(Map.of("w", manager.create(new float[] {1, -2})), 1, 1);
            }
            assertClose(two.get("w").getArray().toFloatArray(), one.get("w").getArray(), 1e-7, optimizer.toString());
        }
    }

    @Test
    void gradientsAreClearedEvenWhereTheyAreNoNumbers() {
        Map<String, Parameter> parameters = Map.of("w", parameter(Tensor.of(new float[] {3, 3}, 2)));
        backward(parameters, Float.NaN);
        Gradients.clear(parameters, manager);
        assertClose(new float[] {5, 5}, backward(parameters, 5).arrays().get("w"), 0, "after clearing");
    }

    /** On PyTorch, copyTo would leave the gradient in a buffer of Java's that the collector gives back. */
    @Test
    void clearedGradientsOwnTheirMemory() {
        float[] ones = new float[5000];
        Arrays.fill(ones, 1);
        Map<String, Parameter> parameters = Map.of("w", parameter(Tensor.of(ones, 5000)));
        backward(parameters, 3);
        try (NDManager step = manager.newSubManager()) {
            Gradients.clear(parameters, step);
        }
        for (int k = 0; k < 5; k++) {
            System.gc();
            for (int j = 0; j < 200; j++) {
                manager.ones(new Shape(5000)).muli(9).close();
                manager.create(ones).close();
            }
        }
        float[] expected = new float[5000];
        assertClose(expected, parameters.get("w").getArray().getGradient(), 0, "cleared");
        Arrays.fill(expected, 5);
        assertClose(expected, backward(parameters, 5).arrays().get("w"), 0, "after clearing");
    }

    private Gradients backward(Map<String, Parameter> parameters, float slope) {
        try (GradientCollector collector = Engines.engine().newGradientCollector()) {
            collector.backward(
                    Tensors.times(parameters.get("w").getArray(), slope).sum());
        }
        return Gradients.of(parameters, manager);
    }

    private Parameter parameter(Tensor start) {
        Parameter parameter =
                Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
        parameter.setArray(Tensors.array(manager, start));
        parameter.getArray().setRequiresGradient(true);
        return parameter;
    }
}
