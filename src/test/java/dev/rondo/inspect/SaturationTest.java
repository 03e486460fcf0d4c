package dev.rondo.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Tensor;
import dev.rondo.plot.Chart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** How often gates are shut or open. */
class SaturationTest {
    /** Units that see nothing but the input, each by its own factor. */
    private static CellStack simple(CellType type, float... factors) {
        int n = factors.length;
        Map<String, Tensor> weights = Map.of(
                "weight_ih_l0", Tensor.of(factors, n, 1),
                "weight_hh_l0", Tensor.zeros(n, n),
                "bias_ih_l0", Tensor.zeros(n),
                "bias_hh_l0", Tensor.zeros(n));
        return CellStack.of(type, weights, 1, n, 1, false);
    }

    private static final float[][] X = {{1}, {1}, {-1}, {0}};

    private static Saturation.Gate of(CellStack cells) {
        return GateTrace.of(cells, X).saturation().gates().get("h");
    }

    @Test
    void tanhIsSaturatedBeyondNineTenths() {
        Saturation.Gate h = of(simple(CellType.TANH, 1.4f, 1.5f, -9)); // 0.885, 0.905
        assertArrayEquals(new double[] {0, 0.25, 0.5}, h.left());
        assertArrayEquals(new double[] {0, 0.5, 0.25}, h.right());
    }

    @Test
    void sigmoidIsSaturatedBelowOneTenthAndAboveNine() {
        Saturation.Gate h = of(simple(CellType.SIGMOID, 2.1f, 2.3f)); // 0.891, 0.909
        assertArrayEquals(new double[] {0, 0.25}, h.left());
        assertArrayEquals(new double[] {0, 0.5}, h.right());
    }

    @Test
    void aRectifierIsSaturatedAtZeroAlone() {
        Saturation.Gate h = of(simple(CellType.RELU, 50, -1));
        assertArrayEquals(new double[] {0.5, 0.75}, h.left());
        assertArrayEquals(new double[] {0, 0}, h.right());
    }

    @Test
    void gatedCellsAreCountedByTheirLogisticGates() {
        float[] input = {9, 1, 0, -9}; // i f g o of one unit
        Map<String, Tensor> weights = Map.of(
                "weight_ih_l0", Tensor.of(input, 4, 1),
                "weight_hh_l0", Tensor.zeros(4, 1),
                "bias_ih_l0", Tensor.zeros(4),
                "bias_hh_l0", Tensor.zeros(4));
        Saturation saturation = GateTrace.of(CellStack.of(CellType.LSTM, weights, 1, 1, 1, false), X)
                .saturation();
        assertEquals(List.of("i", "f", "o"), List.copyOf(saturation.gates().keySet()));
        Table table = saturation.table();
        assertEquals(List.of("gate", "unit", "left", "right"), table.columnNames());
        assertEquals(List.of("i", "f", "o"), table.stringColumn("gate").asList());
        assertArrayEquals(
                new double[] {0.25, 0, 0.5}, table.doubleColumn("left").asDoubleArray());
        assertArrayEquals(
                new double[] {0.5, 0, 0.25}, table.doubleColumn("right").asDoubleArray());
        Chart expected = Chart.of("Saturated gates, layer 0")
                .x("share of steps left-saturated")
                .y("share of steps right-saturated")
                .yRange(-0.02, 1.02)
                .size(560, 520)
                .points("i", new double[] {0.25}, new double[] {0.5})
                .points("f", new double[] {0}, new double[] {0})
                .points("o", new double[] {0.5}, new double[] {0.25});
        assertEquals(expected, saturation.plot());
    }
}
