package dev.rondo.inspect;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.State;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A trial in plain Java. */
final class PlainWay {
    private PlainWay() {}

    /** Returns y, the last h (and c), and the gradient of x and of each weight, by name. */
    static Map<String, Tensor> run(Trial trial) {
        CellStack cells = trial.cells();
        Tensor y = Tensor.zeros(trial.dy().shape());
        List<Tensor> last =
                trial.after().stream().map(part -> Tensor.zeros(part.shape())).toList();
        Tensor dx = Tensor.zeros(trial.x().shape());
        Map<String, Tensor> sums = new TreeMap<>();
        for (int b = 0; b < trial.lengths().length; b++) {
            CellStack.Trace trace = cells.forward(trial.sequence(trial.x(), b), cells.zero());
            CellStack.Gradients gradients = cells.backward(trace, trial.sequence(trial.dy(), b), trial.after(b));
            put(trace.y(), y, b);
            put(trace.after(), last, b);
            put(gradients.x(), dx, b);
            gradients.weights().forEach((name, own) -> sums.merge(name, own, (sum, more) -> sum.plus(1, more)));
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("y", y);
        results.put("last h", last.get(0));
        if (last.size() > 1) {
            results.put("last c", last.get(1));
        }
        results.put("gradient of x", dx);
        trial.weights()
                .forEach((name, weight) -> results.put("gradient of " + name, Tensor.from(sums, name, weight.shape())));
        return results;
    }

    private static void put(float[][] steps, Tensor batch, int b) {
        int row = (int) (batch.shape()[1] * batch.shape()[2]);
        for (int t = 0; t < steps.length; t++) {
            System.arraycopy(steps[t], 0, batch.values(), b * row + t * steps[t].length, steps[t].length);
        }
    }

    private static void put(List<State> states, List<Tensor> last, int b) {
        for (int place = 0; place < states.size(); place++) {
            State state = states.get(place);
            for (int part = 0; part < last.size(); part++) {
                float[] own = part == 0 ? state.h() : state.c();
                int batch = (int) last.get(part).shape()[1];
                System.arraycopy(own, 0, last.get(part).values(), (place * batch + b) * own.length, own.length);
            }
        }
    }

    /**
     * A loss, and on which side of its bend each rectifier was.
     *
     * @param value the loss, summed in double precision over outputs in single precision
     * @param active which rectified units were above zero, sequence by sequence; empty for other cells
     */
    record Loss(double value, List<BitSet> active) {}

    /** Returns the loss alone. */
    static Loss loss(Trial trial) {
        CellStack cells = trial.cells();
        double sum = 0;
        List<BitSet> active = new ArrayList<>();
        for (int b = 0; b < trial.lengths().length; b++) {
            CellStack.Trace trace = cells.forward(trial.sequence(trial.x(), b), cells.zero());
            float[][] dy = trial.sequence(trial.dy(), b);
            for (int t = 0; t < dy.length; t++) {
                sum += product(trace.y()[t], dy[t]);
            }
            List<State> after = trial.after(b);
            for (int place = 0; place < after.size(); place++) {
                State state = trace.after().get(place);
                sum += product(state.h(), after.get(place).h())
                        + product(state.c(), after.get(place).c());
            }
            if (trial.rnn().cell() == CellType.RELU) {
                active.add(active(trace));
            }
        }
        return new Loss(sum, active);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private static BitSet active(CellStack.Trace trace) {
        BitSet active = new BitSet();
        int at = 0;
        for (List<Cell.Step> steps : trace.steps()) {
            for (Cell.Step step : steps) {
                for (float h : step.after().h()) {
                    active.set(at++, h > 0);
                }
            }
        }
        return active;
    }
}
