package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything here together, as the from-scratch lesson has it: plain gradient descent on a task that needs the past. */
class FromScratchTest {
    private static final int HIDDEN = 8;

    /**
     * Tells at the end which bit stood at the beginning, over all sequences of four bits; two for the logistic cell, whose
     * gradient falls to a quarter at best with every step. Knowing nothing costs ln 2 nats.
     */
    @ParameterizedTest
    @EnumSource
    void everyCellLearnsToRecallItsFirstInput(CellType type) {
        Map<String, Tensor> weights = new HashMap<>(new DoubleStack(type, 1, HIDDEN, 1, 1, 1, 7).tensors());
        weights.put("output.weight", Tensor.zeros(1, HIDDEN));
        weights.put("output.bias", Tensor.zeros(1));
        int time = type == CellType.SIGMOID ? 2 : 4;
        double first = learn(type, weights, time);
        assertEquals(Math.log(2), first, 1e-6);
        double last = first;
        for (int update = 0; update < 400; update++) {
            last = learn(type, weights, time);
        }
        assertTrue(last < 0.1, type + " still pays " + last + " nats");
    }

    /** Makes one update on all sequences and returns the mean loss before it. */
    private static double learn(CellType type, Map<String, Tensor> weights, int time) {
        CellStack stack = CellStack.of(type, weights, 1, HIDDEN, 1, false);
        Linear output = Linear.of(weights, "output.weight", "output.bias", HIDDEN, 1);
        Map<String, Tensor> sums = new TreeMap<>();
        int sequences = 1 << time;
        double loss = 0;
        for (int bits = 0; bits < sequences; bits++) {
            float[][] x = new float[time][1];
            for (int t = 0; t < time; t++) {
                x[t][0] = ((bits >> t) & 1) == 1 ? 1 : -1;
            }
            float[] target = {bits & 1};
            CellStack.Trace trace = stack.forward(x, stack.zero());
            float[] h = trace.y()[time - 1];
            float[] scores = output.apply(h);
            loss += StepLoss.BINARY_CROSS_ENTROPY.value(scores, target) / sequences;
            float[][] dy = new float[time][HIDDEN];
            dy[time - 1] = output.back(h, StepLoss.BINARY_CROSS_ENTROPY.gradient(scores, target), sums);
            stack.backward(trace, dy).weights().forEach((name, g) -> sums.merge(name, g, (a, b) -> a.plus(1, b)));
        }
        weights.replaceAll((name, w) -> w.plus(-1.0 / sequences, sums.get(name)));
        return loss;
    }
}
