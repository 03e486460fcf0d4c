package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Linear;
import dev.rondo.cell.StepLoss;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** The norms of the gradient at each step, against a hand laid on every state. */
class GradientFlowTest {
    private static final int T = 5;
    private static final int HIDDEN = 3;
    private static final float[][] X = Stacks.sequence(T, 2, 3);

    /** The norm of the gradient of a loss with respect to one state, by central differences. */
    private static double slope(
            CellStack cells, ToDoubleFunction<Stacks.Outcome> loss, int index, int t, boolean memory) {
        double sum = 0;
        for (int unit = 0; unit < cells.hidden(); unit++) {
            float e = 0.01f;
            double above = loss.applyAsDouble(Stacks.run(cells, X, new Stacks.Nudge(index, t, memory, unit, e)));
            double below = loss.applyAsDouble(Stacks.run(cells, X, new Stacks.Nudge(index, t, memory, unit, -e)));
            double slope = (above - below) / (2 * e);
            sum += slope * slope;
        }
        return Math.sqrt(sum);
    }

    private static double product(float[][] a, float[][] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            for (int k = 0; k < a[t].length; k++) {
                sum += (double) a[t][k] * b[t][k];
            }
        }
        return sum;
    }

    private static void assertSlopes(CellStack cells, GradientFlow flow, ToDoubleFunction<Stacks.Outcome> loss) {
        int index = 0;
        for (int layer = 0; layer < cells.layers(); layer++) {
            for (int direction = 0; direction < cells.directions(); direction++, index++) {
                GradientFlow here =
                        direction == 0 ? flow.layer(layer) : flow.layer(layer).reverse();
                boolean memory = cells.cell(0, 0).zero().c().length > 0;
                for (int t = 0; t < T; t++) {
                    String what = layer + " " + direction + " " + t;
                    double h = slope(cells, loss, index, t, false);
                    assertEquals(h, here.h()[t], 2e-4 * (1 + h), "h " + what);
                    if (memory) {
                        double c = slope(cells, loss, index, t, true);
                        assertEquals(c, here.c()[t], 2e-4 * (1 + c), "c " + what);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = CellType.class, names = "RELU", mode = EnumSource.Mode.EXCLUDE) // has bends: see the leaky one
    void normsAreThoseOfFiniteDifferences(CellType type) {
        for (boolean bidirectional : new boolean[] {false, true}) {
            CellStack cells = Stacks.random(type, 2, HIDDEN, 2, bidirectional);
            float[][] dy = Stacks.sequence(T, cells.directions() * HIDDEN, 9);
            assertSlopes(cells, GradientFlow.of(cells, X, dy), outcome -> product(outcome.y(), dy));
        }
    }

    @Test
    void aHeadAndALossAtTheLastStepOrAtEach() {
        CellStack cells = Stacks.random(CellType.GRU, 2, HIDDEN, 2, false);
        Map<String, Tensor> weights = Map.of(
                "w", Tensor.of(new float[] {1, -2, 3, 0.5f, 1, -1}, 2, HIDDEN), "b", Tensor.of(new float[] {1, 2}, 2));
        Linear head = Linear.of(weights, "w", "b", HIDDEN, 2);
        float[] target = StepLoss.oneHot(1, 2);
        StepLoss loss = StepLoss.CROSS_ENTROPY;
        assertSlopes(
                cells,
                GradientFlow.ofLastStep(cells, X, loss, head, target),
                outcome -> loss.value(head.apply(outcome.y()[T - 1]), target));
        float[][] targets = {target, StepLoss.oneHot(0, 2), target, target, StepLoss.oneHot(0, 2)};
        assertSlopes(cells, GradientFlow.ofEachStep(cells, X, loss, head, targets), outcome -> {
            double sum = 0;
            for (int t = 0; t < T; t++) {
                sum += loss.value(head.apply(outcome.y()[t]), targets[t]);
            }
            return sum;
        });
    }

    @Test
    void theRandomLossReadsEachDirectionsLastStateByOneVectorOfLengthOne() {
        CellStack cells = Stacks.random(CellType.LSTM, 2, HIDDEN, 2, true);
        GradientFlow flow = GradientFlow.of(cells, X, 5);
        double square = Math.pow(flow.h()[T - 1], 2) + Math.pow(flow.reverse().h()[0], 2);
        assertEquals(1, square, 1e-6);
        assertTrue(flow.reverse().h()[0] > 0.01 && flow.h()[T - 1] > 0.01);
        assertEquals(0, flow.c()[T - 1], 0, "nothing comes after the last step read");
        assertEquals(0, flow.reverse().c()[0], 0);
        assertArrayEquals(flow.h(), GradientFlow.of(cells, X, 5).h());
        assertTrue(flow.h()[0] != GradientFlow.of(cells, X, 6).h()[0]);
        assertArrayEquals(
                GradientFlow.of(cells, X, 0).h(), GradientFlow.of(cells, X).h());
    }

    @Test
    void aLinearNetDecaysByItsFactor() {
        GradientFlow flow = GradientFlow.of(Stacks.leaky(0.9), Stacks.ones(60));
        for (int t = 0; t < 60; t++) {
            assertEquals(Math.pow(0.9, 59 - t), flow.h()[t], 1e-5);
        }
        assertEquals(0.9, flow.decay().factor(), 1e-5);
        assertEquals(Math.log(0.5) / Math.log(0.9), flow.decay().halfLife(), 1e-3);
        assertEquals(1, flow.decay().explained(), 1e-6);
        assertEquals(
                1.1, GradientFlow.of(Stacks.leaky(1.1), Stacks.ones(60)).decay().factor(), 1e-5);
    }

    @Test
    void whatUnderflowsIsLeftOutOfTheRate() {
        Decay decay = GradientFlow.of(Stacks.leaky(0.1), Stacks.ones(60)).decay();
        assertEquals(0.1, decay.factor(), 1e-4);
        assertTrue(decay.leftOut() > 20, decay.leftOut() + "");
    }

    @Test
    void chartsRunBackFromTheLastStep() {
        GradientFlow relu = GradientFlow.of(Stacks.leaky(0.5), Stacks.ones(3));
        Chart one = Chart.of("Gradient through time")
                .x("steps back from the last")
                .y("norm of the gradient")
                .logY()
                .line("layer 0", new double[] {2, 1, 0}, relu.h());
        assertEquals(one, relu.plot());
        GradientFlow lstm = GradientFlow.of(Stacks.random(CellType.LSTM, 2, HIDDEN, 2, false), X);
        double[] back = {4, 3, 2, 1, 0};
        Map<String, GradientFlow> flows = new LinkedHashMap<>();
        flows.put("relu", relu);
        flows.put("LSTM", lstm.layer(0));
        Chart both = Chart.of("Gradient through time")
                .x("steps back from the last")
                .y("norm of the gradient")
                .logY()
                .line("relu", new double[] {2, 1, 0}, relu.h())
                .line("LSTM, h", back, lstm.layer(0).h())
                .line("LSTM, c", back, lstm.layer(0).c());
        assertEquals(both, GradientFlow.plot(flows));
    }

    @Test
    void theTableHoldsEveryLayerAndDirection() {
        GradientFlow flow = GradientFlow.of(Stacks.random(CellType.LSTM, 2, HIDDEN, 2, true), X);
        Table table = flow.table();
        assertEquals(List.of("layer", "direction", "time", "steps back", "h", "c"), table.columnNames());
        assertEquals(2 * 2 * T, table.rowCount());
        int row = T + 1; // layer 0, backward, time 1
        assertEquals("backward", table.stringColumn("direction").get(row));
        assertEquals(1, table.intColumn("steps back").get(row));
        assertEquals(flow.layer(0).reverse().h()[1], table.doubleColumn("h").get(row));
        assertEquals(flow.layer(0).reverse().c()[1], table.doubleColumn("c").get(row));
        assertEquals(3, table.intColumn("steps back").get(1));
        double[] back = {0, 1, 2, 3, 4};
        assertEquals(Decay.of(back, flow.reverse().h()), flow.reverse().decay());
        GradientFlow gru = GradientFlow.of(Stacks.random(CellType.GRU, 2, HIDDEN, 1, false), X);
        assertEquals(
                List.of("layer", "direction", "time", "steps back", "h"),
                gru.table().columnNames());
    }

    @Test
    void whatDoesNotFitSaysWhy() {
        CellStack gru = Stacks.random(CellType.GRU, 2, HIDDEN, 1, false);
        GradientFlow flow = GradientFlow.of(gru, X);
        assertMessage("the cell has no memory c, only an LSTM has: use h()", flow::c);
        assertMessage("layer is 1, but the stack has layer 0 alone", () -> flow.layer(1));
        assertMessage("flows is empty, expected at least one to draw", () -> GradientFlow.plot(Map.of()));
        assertMessage(
                "x is an empty sequence, expected at least one step of 2 numbers: leave empty sequences out",
                () -> GradientFlow.of(gru, new float[0][]));
        assertMessage("x[0] has 7 numbers, expected 2", () -> GradientFlow.of(gru, new float[2][7]));
        Linear head = Linear.of(Map.of("w", Tensor.zeros(1, HIDDEN), "b", Tensor.zeros(1)), "w", "b", HIDDEN, 1);
        assertMessage(
                "targets has 2 steps, but x has 5: give one for each step, or use ofLastStep",
                () -> GradientFlow.ofEachStep(gru, X, StepLoss.SQUARED_ERROR, head, new float[2][1]));
    }
}
