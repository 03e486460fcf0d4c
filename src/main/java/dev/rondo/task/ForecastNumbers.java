package dev.rondo.task;

import dev.rondo.series.WindowBatch;
import java.util.Arrays;

/**
 * Windows in the numbers that a forecaster's net reads and is to tell. Where it is relative, the last value of each target
 * is taken off the target's values. Where it is autoregressive, a step of x is the targets there and the known future
 * inputs of the step behind, whose targets are to be told; else x is the past, and the horizon's targets are to be told.
 *
 * @param x what the net reads, (batch, steps, inputs)
 * @param beside what it reads beside: last values of the targets and what is known of the horizon, (batch, linear x targets
 *     + horizon x future inputs); none where it is autoregressive
 * @param targets what is to be told, (batch, rows, targets)
 * @param naive the last value known before each of them, (batch, rows, targets)
 * @param offsets what was taken off, (batch, targets)
 */
record ForecastNumbers(float[] x, float[] beside, float[] targets, float[] naive, float[] offsets) {

    static ForecastNumbers of(ForecastSpec spec, WindowBatch batch) {
        ForecastSpec.Layout layout = spec.layout();
        int size = batch.places().length;
        int count = layout.targets().size();
        int inputs = layout.inputs().size();
        float[] last = new float[size * count];
        for (int b = 0; b < size; b++) {
            System.arraycopy(batch.past(), ((b + 1) * layout.past() - 1) * inputs, last, b * count, count);
        }
        float[] offsets = spec.form().relative() ? last : new float[last.length];
        float[] past = batch.past().clone();
        subtract(past, inputs, layout.past(), offsets, count);
        float[] ahead = batch.targets().clone();
        subtract(ahead, count, layout.horizon(), offsets, count);
        return spec.form().autoregressive()
                ? stepByStep(layout, past, batch.future(), ahead, offsets)
                : atOnce(spec, past, batch.future(), ahead, offsets);
    }

    /** Takes offsets (batch, count) off the first numbers of each step of values (batch, steps, width). */
    private static void subtract(float[] values, int width, int steps, float[] offsets, int count) {
        for (int from = 0; from < values.length; from += width) {
            int b = from / (width * steps);
            for (int k = 0; k < count; k++) {
                values[from + k] -= offsets[b * count + k];
            }
        }
    }

    private static ForecastNumbers atOnce(
            ForecastSpec spec, float[] past, float[] future, float[] ahead, float[] offsets) {
        ForecastSpec.Layout layout = spec.layout();
        int count = layout.targets().size();
        int inputs = layout.inputs().size();
        float[] naive = new float[ahead.length];
        for (int row = 0; row < ahead.length / count; row++) {
            int b = row / layout.horizon();
            System.arraycopy(past, ((b + 1) * layout.past() - 1) * inputs, naive, row * count, count);
        }
        return new ForecastNumbers(past, beside(spec, past, future), ahead, naive, offsets);
    }

    /** Puts the last values of the targets, where they come in linearly, before what is known of the horizon. */
    private static float[] beside(ForecastSpec spec, float[] past, float[] future) {
        int linear = spec.form().linear();
        if (linear == 0) {
            return future;
        }
        ForecastSpec.Layout layout = spec.layout();
        int count = layout.targets().size();
        int inputs = layout.inputs().size();
        int known = layout.horizon() * layout.future().size();
        int width = spec.beside();
        int size = past.length / (layout.past() * inputs);
        float[] beside = new float[size * width];
        for (int b = 0; b < size; b++) {
            for (int k = 0; k < linear; k++) {
                int from = ((b + 1) * layout.past() - linear + k) * inputs;
                System.arraycopy(past, from, beside, b * width + k * count, count);
            }
            System.arraycopy(future, b * known, beside, b * width + linear * count, known);
        }
        return beside;
    }

    private static ForecastNumbers stepByStep(
            ForecastSpec.Layout layout, float[] past, float[] future, float[] ahead, float[] offsets) {
        int count = layout.targets().size();
        int later = layout.future().size();
        int inputs = count + later;
        int size = offsets.length / count;
        int steps = layout.past() + layout.horizon() - 1;
        float[] x = new float[size * steps * inputs];
        float[] targets = new float[size * steps * count];
        float[] naive = new float[targets.length];
        for (int row = 0; row < size * steps; row++) {
            int b = row / steps;
            int t = row % steps;
            float[] now = row(layout, past, ahead, b, t);
            float[] next = row(layout, past, ahead, b, t + 1);
            System.arraycopy(now, 0, x, row * inputs, count);
            System.arraycopy(now, 0, naive, row * count, count);
            System.arraycopy(next, 0, targets, row * count, count);
            if (t + 1 < layout.past()) {
                int from = (b * layout.past() + t + 1) * inputs + count;
                System.arraycopy(past, from, x, row * inputs + count, later);
            } else {
                int from = (b * layout.horizon() + t + 1 - layout.past()) * later;
                System.arraycopy(future, from, x, row * inputs + count, later);
            }
        }
        return new ForecastNumbers(x, new float[0], targets, naive, offsets);
    }

    /** Returns the targets of a step, counted from the first of the window on. */
    private static float[] row(ForecastSpec.Layout layout, float[] past, float[] ahead, int b, int t) {
        int count = layout.targets().size();
        if (t < layout.past()) {
            int from = (b * layout.past() + t) * layout.inputs().size();
            return Arrays.copyOfRange(past, from, from + count);
        }
        int from = (b * layout.horizon() + t - layout.past()) * count;
        return Arrays.copyOfRange(ahead, from, from + count);
    }
}
