package dev.rondo.inspect;

import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Central finite differences of a trial's loss, of fourth order, for some entries of each of its variables:
 *
 * <pre>
 * dL/dw = (8 (L(w + e) - L(w - e)) - (L(w + 2e) - L(w - 2e))) / 12e        e = 0.01
 * </pre>
 *
 * <p>What is left out is of order e^4 = 10^-8; what single precision adds is the rounding of the outputs, some 10^-7
 * each, divided by e: 10^-5 for each output, and 10^-4 for a hundred of them whose errors go either way. Where a
 * rectifier would be taken over its bend a step of a quarter is tried, and if that does not help either, there is no
 * derivative to compare with, and another entry is drawn.
 */
final class FiniteDifferences {
    private static final float STEP = 0.01f;
    private static final float SHORT_STEP = STEP / 4;
    private static final int[] PLACES = {-2, -1, 1, 2}; // in steps
    private static final int ENTRIES = 6; // of each variable
    private static final int DRAWS = 60;

    /**
     * Some derivatives of one variable.
     *
     * @param entries which of its numbers, row-major
     * @param values the derivatives with respect to them
     */
    record Some(int[] entries, double[] values) {}

    private FiniteDifferences() {}

    /** What is varied, and where the choice of its entries comes from. */
    private record Variable(String name, Tensor tensor, SplittableRandom random) {}

    /** Returns some derivatives with respect to x and to each weight, by name. */
    static Map<String, Some> of(Trial trial, SplittableRandom random) {
        List<Variable> variables = new ArrayList<>();
        trial.variables().forEach((name, tensor) -> variables.add(new Variable(name, tensor, random.split())));
        List<Some> found = variables.parallelStream()
                .map(variable -> some(trial, variable))
                .toList();
        Map<String, Some> all = new LinkedHashMap<>();
        for (int k = 0; k < found.size(); k++) {
            all.put(variables.get(k).name, found.get(k));
        }
        return all;
    }

    private static Some some(Trial trial, Variable variable) {
        int size = variable.tensor.values().length;
        List<Map.Entry<Integer, Double>> found = variable.random
                .ints(0, size)
                .distinct()
                .limit(Math.min(DRAWS, size))
                .mapToObj(entry -> Map.entry(entry, derivative(trial, variable, entry)))
                .filter(derivative -> !derivative.getValue().isNaN())
                .limit(ENTRIES)
                .toList();
        return new Some(
                found.stream().mapToInt(Map.Entry::getKey).toArray(),
                found.stream().mapToDouble(Map.Entry::getValue).toArray());
    }

    /** Returns one derivative; NaN where a rectifier bends on the way, however short. */
    private static double derivative(Trial trial, Variable variable, int entry) {
        double derivative = derivative(trial, variable, entry, STEP);
        return Double.isNaN(derivative) ? derivative(trial, variable, entry, SHORT_STEP) : derivative;
    }

    private static double derivative(Trial trial, Variable variable, int entry, float step) {
        PlainWay.Loss[] losses = new PlainWay.Loss[PLACES.length];
        for (int k = 0; k < PLACES.length; k++) {
            float[] values = variable.tensor.values().clone();
            values[entry] += PLACES[k] * step;
            losses[k] = PlainWay.loss(trial.with(variable.name, Tensor.of(values, variable.tensor.shape())));
            if (!losses[k].active().equals(losses[0].active())) {
                return Double.NaN;
            }
        }
        double near = losses[2].value() - losses[1].value();
        double far = losses[3].value() - losses[0].value();
        return (8 * near - far) / (12 * step);
    }
}
