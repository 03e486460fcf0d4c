package dev.rondo.inspect;

import dev.rondo.plot.Chart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often each unit's gates are saturated over a sequence. A logistic gate is left-saturated at a step where it is
 * below 0.1 and right-saturated where it is above 0.9; a forget gate that is right-saturated nearly always is a unit
 * that keeps its memory.
 *
 * <p>The simple cells have no gates: there h is counted, as left below -0.9 and right above 0.9 for tanh, as the
 * logistic gates for sigmoid, and for relu as left where it is 0, which is where no gradient passes.
 *
 * <p>Source: A. Karpathy, J. Johnson, L. Fei-Fei, Visualizing and understanding recurrent networks (2015), figure 3.
 *
 * @param place the layer that was looked at, such as {@code layer 0}
 * @param gates the shares of each gate, by its letter
 */
public record Saturation(String place, Map<String, Gate> gates) {

    /**
     * One gate's shares, from 0 to 1.
     *
     * @param left the share of steps at which it was left-saturated, (hidden)
     * @param right the share of steps at which it was right-saturated, (hidden)
     */
    public record Gate(double[] left, double[] right) {
        static Gate of(float[][] values, GateRange range) {
            int units = values[0].length;
            double[] left = new double[units];
            double[] right = new double[units];
            for (float[] step : values) {
                for (int k = 0; k < units; k++) {
                    left[k] += range.isLeft(step[k]) ? 1 : 0;
                    right[k] += range.isRight(step[k]) ? 1 : 0;
                }
            }
            for (int k = 0; k < units; k++) {
                left[k] /= values.length;
                right[k] /= values.length;
            }
            return new Gate(left, right);
        }
    }

    /** {@inheritDoc} */
    public Saturation {
        gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
    }

    /**
     * Returns a row for each gate and unit.
     *
     * @return a table of gate, unit, left and right
     */
    public Table table() {
        StringColumn letter = StringColumn.create("gate");
        IntColumn unit = IntColumn.create("unit");
        DoubleColumn left = DoubleColumn.create("left");
        DoubleColumn right = DoubleColumn.create("right");
        gates.forEach((name, gate) -> {
            for (int k = 0; k < gate.left.length; k++) {
                letter.append(name);
                unit.append(k);
                left.append(gate.left[k]);
                right.append(gate.right[k]);
            }
        });
        return Table.create("Saturation", letter, unit, left, right);
    }

    /**
     * Draws a point for each unit and gate: how often it is right-saturated against how often left-saturated. A point
     * in the lower left corner is a gate in its linear part, one on the falling diagonal a switch.
     *
     * @return the chart
     */
    public Chart plot() {
        Chart chart = Chart.of("Saturated gates, " + place)
                .x("share of steps left-saturated")
                .y("share of steps right-saturated")
                .yRange(-0.02, 1.02)
                .size(560, 520);
        for (Map.Entry<String, Gate> gate : gates.entrySet()) {
            chart = chart.points(gate.getKey(), gate.getValue().left, gate.getValue().right);
        }
        return chart;
    }

    @Override
    public String toString() {
        return "Saturation(" + place + ": " + String.join(", ", gates.keySet()) + ")";
    }
}
