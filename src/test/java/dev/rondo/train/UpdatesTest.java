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
        Fit fit = Fit.epochs(20);
        Schedule constant = new Schedule.Constant();
        Schedule cosine = new Schedule.Cosine(0);
        return Stream.of(
                Arguments.of("sgd", fit.sgd(0.1).optimizer(), constant),
                Arguments.of("sgd_momentum", fit.sgd(0.1, 0.9).optimizer(), constant),
                Arguments.of("sgd_nesterov", new Optimizer.Sgd(0.1, 0.9, true, 0), constant),
                Arguments.of("sgd_decay", fit.sgd(0.1, 0.9).weightDecay(0.01).optimizer(), constant),
                Arguments.of("adam", fit.adam(0.01).optimizer(), constant),
                Arguments.of("adam_decay", fit.adam(0.01).weightDecay(0.01).optimizer(), constant),
                Arguments.of("adamw", fit.adamW(0.01).weightDecay(0.1).optimizer(), constant),
                Arguments.of("adam_schedule", fit.adam(0.01).optimizer(), cosine),
                Arguments.of("sgd_momentum_schedule", fit.sgd(0.1, 0.9).optimizer(), cosine));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void everyStepIsPyTorchs(String name, Optimizer optimizer, Schedule schedule) {
        Map<String, Tensor> golden = Golden.read("optimisers", name);
        Map<String, Parameter> parameters = Map.of("w", parameter(golden.get("w0")));
        float[] gradients = golden.get("g").values();
        float[] trajectory = golden.get("w").values();
        int size = golden.get("w0").values().length;
        try (Updates updates = new Updates(optimizer, parameters, manager)) {
            for (int t = 0; t < 20; t++) {
                float[] now = Arrays.copyOfRange(gradients, t * size, (t + 1) * size);
                NDArray gradient = manager.create(now, new Shape(4, 3));
                updates.step(Map.of("w", gradient), schedule.factor(t, 20), 1);
                float[] expected = Arrays.copyOfRange(trajectory, t * size, (t + 1) * size);
                assertClose(expected, parameters.get("w").getArray(), 2e-6, name + " after step " + (t + 1));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void stateSavedAndLoadedGoesOnToTheBit(String name, Optimizer optimizer, Schedule schedule) {
        Map<String, Tensor> golden = Golden.read("optimisers", name);
        NDArray gradient = manager.create(Arrays.copyOf(golden.get("g").values(), 12), new Shape(4, 3));
        Map<String, Parameter> one = Map.of("w", parameter(golden.get("w0")));
        Map<String, Parameter> two = Map.of("w", parameter(golden.get("w0")));
        try (Updates first = new Updates(optimizer, one, manager);
                Updates second = new Updates(optimizer, two, manager)) {
            for (int t = 0; t < 3; t++) {
                first.step(Map.of("w", gradient), schedule.factor(t, 20), 0.5);
            }
            second.load(first.save());
            Tensors.copy(Tensors.of(one.get("w").getArray()), two.get("w").getArray());
            first.step(Map.of("w", gradient), 1, 1);
            second.step(Map.of("w", gradient), 1, 1);
            assertEquals(
                    Tensors.of(one.get("w").getArray()), Tensors.of(two.get("w").getArray()));
        }
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
        double norm = new Gradients(arrays).norm();
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
            new Optimizer.Adam(0.1, 0.9, 0.999, 1, 0.01), new Optimizer.AdamW(0.1, 0.9, 0.999, 1, 0.01)
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
            collector.backward(parameters.get("w").getArray().mul(slope).sum());
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
