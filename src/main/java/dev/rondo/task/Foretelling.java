package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Tensors;
import dev.rondo.series.Windows;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Forecasts windows, all steps at once or each from the one before.
 *
 * @param spec how
 * @param scorer the net
 * @param windows the windows, scaled as the model needs them
 */
record Foretelling(ForecastSpec spec, Scorer scorer, Windows windows) {
    private static final int ROWS = 2048; // windows times paths in one call of the engine

    /**
     * What the net says of a window, scaled.
     *
     * @param point single numbers, (steps)(targets)
     * @param quantiles those that the head tells, (levels)(steps)(targets); none where it tells none
     * @param paths paths drawn, (samples)(steps)(targets); none where there is no distribution
     */
    record Scaled(double[][] point, double[][][] quantiles, double[][][] paths) {}

    /** Forecasts windows and hands each over with its place. */
    void read(int[] places, BiConsumer<Scaled, Integer> to) {
        ForecastExamples examples = new ForecastExamples(spec, windows);
        if (spec.form().autoregressive()) {
            int paths = 1 + (spec.head().distribution() ? spec.samples() : 0);
            int chunk = Math.max(1, ROWS / paths);
            Engines.enter();
            for (int from = 0; from < places.length; from += chunk) {
                int[] some = Arrays.copyOfRange(places, from, Math.min(places.length, from + chunk));
                scorer.network().during(() -> {
                    stepByStep(examples, some, paths, to);
                    return true;
                });
            }
            return;
        }
        scorer.read(examples, places, (scores, place) -> {
            float[] offsets = spec.form().relative()
                    ? examples.numbers(place).offsets()
                    : new float[spec.layout().targets().size()];
            to.accept(atOnce(spec, scores[0], offsets, random(place)), place);
        });
    }

    /** Returns a source of chance that depends on seed, series and time alone. */
    private SplittableRandom random(int place) {
        long mixed = spec.seed() * 1_000_003 + windows.series(place).hashCode();
        return new SplittableRandom(mixed * 1_000_003 + windows.step(place));
    }

    /** Reads what the net says of a whole horizon, with its offsets (targets). */
    static Scaled atOnce(ForecastSpec spec, float[] scores, float[] offsets, SplittableRandom random) {
        ForecastHead head = spec.head();
        int each = head.scores();
        double[][] point = values(spec, offsets, k -> head.point(scores, k * each));
        double[][][] quantiles = new double[0][][];
        double[][][] paths = new double[head.distribution() ? spec.samples() : 0][][];
        if (head.kind() == ForecastHead.Kind.QUANTILES) {
            quantiles = new double[each][][];
            for (int level = 0; level < each; level++) {
                int at = level;
                quantiles[level] = values(spec, offsets, k -> head.quantiles(scores, k * each)[at]);
            }
        }
        for (int path = 0; path < paths.length; path++) {
            paths[path] = values(spec, offsets, k -> head.sample(scores, k * each, random));
        }
        return new Scaled(point, quantiles, paths);
    }

    private interface Value {
        double of(int place);
    }

    /** Returns a value for each step and target, with its offset: (steps)(targets). */
    private static double[][] values(ForecastSpec spec, float[] offsets, Value value) {
        int targets = offsets.length;
        double[][] values = new double[spec.layout().horizon()][targets];
        for (int step = 0; step < values.length; step++) {
            for (int k = 0; k < targets; k++) {
                values[step][k] = value.of(step * targets + k) + offsets[k];
            }
        }
        return values;
    }

    /** Forecasts each path of each window step by step: the first by the points, the others by what is drawn. */
    private void stepByStep(ForecastExamples examples, int[] places, int paths, BiConsumer<Scaled, Integer> to) {
        ForecastNumbers numbers = examples.numbers(places);
        SplittableRandom[] chance = Arrays.stream(places).mapToObj(this::random).toArray(SplittableRandom[]::new);
        double[][][] values = new double[places.length * paths][spec.layout().horizon()][];
        try (NDManager all = scorer.network().manager().newSubManager()) {
            ParameterStore store = new ParameterStore(all, false);
            ForecastNet net = (ForecastNet) scorer.network().net();
            ForecastNet.Behind behind = net.follow(store, windowsOf(all, numbers, places.length), null);
            float[] scores = repeated(behind.scores().toFloatArray(), paths);
            NDList state = new NDList();
            behind.state().forEach(part -> state.add(part.repeat(1, paths))); // (layers, windows x paths, hidden)
            for (int step = 0; step < spec.layout().horizon(); step++) {
                float[] told = told(scores, paths, chance, numbers.offsets(), values, step);
                if (step + 1 < spec.layout().horizon()) {
                    try (NDManager own = all.newSubManager()) {
                        state.attach(own);
                        NDArray x = Tensors.array(
                                own, next(told, numbers, paths, step), new Shape(values.length, 1, spec.inputs()));
                        behind = net.follow(new ParameterStore(own, false), x, state);
                        scores = behind.scores().toFloatArray();
                        state.clear();
                        state.addAll(behind.state());
                        state.attach(all);
                    }
                }
            }
        }
        for (int w = 0; w < places.length; w++) {
            double[][][] drawn = Arrays.copyOfRange(values, w * paths + 1, (w + 1) * paths);
            to.accept(new Scaled(values[w * paths], new double[0][][], drawn), places[w]);
        }
    }

    /** Copies the past of windows, (batch, past, inputs), from what is read in training. */
    private NDArray windowsOf(NDManager manager, ForecastNumbers numbers, int size) {
        int width = spec.inputs();
        float[] x = new float[size * spec.layout().past() * width];
        for (int b = 0; b < size; b++) {
            int length = spec.layout().past() * width;
            System.arraycopy(numbers.x(), b * spec.steps() * width, x, b * length, length);
        }
        return Tensors.array(manager, x, new Shape(size, spec.layout().past(), width));
    }

    private float[] repeated(float[] scores, int times) {
        int width = spec.outputs();
        float[] all = new float[scores.length * times];
        for (int row = 0; row < all.length / width; row++) {
            System.arraycopy(scores, row / times * width, all, row * width, width);
        }
        return all;
    }

    /** Keeps what is told of a step, and returns it less its offsets, (windows x paths, targets). */
    private float[] told(
            float[] scores, int paths, SplittableRandom[] chance, float[] offsets, double[][][] values, int step) {
        int targets = spec.layout().targets().size();
        int each = spec.head().scores();
        float[] told = new float[values.length * targets];
        for (int row = 0; row < values.length; row++) {
            values[row][step] = new double[targets];
            for (int k = 0; k < targets; k++) {
                int at = (row * targets + k) * each;
                double value = row % paths == 0
                        ? spec.head().point(scores, at)
                        : spec.head().sample(scores, at, chance[row / paths]);
                told[row * targets + k] = (float) value;
                values[row][step][k] = value + offsets[row / paths * targets + k];
            }
        }
        return told;
    }

    /** Returns what is read next: what was told of a step, and what is known of the one behind it. */
    private float[] next(float[] told, ForecastNumbers numbers, int paths, int step) {
        int targets = spec.layout().targets().size();
        int width = spec.inputs();
        float[] x = new float[told.length / targets * width];
        for (int row = 0; row < x.length / width; row++) {
            System.arraycopy(told, row * targets, x, row * width, targets);
            int from = (row / paths * spec.steps() + spec.layout().past() + step) * width + targets;
            System.arraycopy(numbers.x(), from, x, row * width + targets, width - targets);
        }
        return x;
    }

    /** Returns a window's forecast in the table's units; its paths are kept where that is asked for. */
    Forecast.Ahead ahead(Scaled scaled, int place, boolean keepPaths) {
        double[][][] paths = Arrays.stream(scaled.paths)
                .map(path -> windows.inverse(place, path))
                .toArray(double[][][]::new);
        double[][][] told = Arrays.stream(scaled.quantiles)
                .map(quantile -> windows.inverse(place, quantile))
                .toArray(double[][][]::new);
        return new Forecast.Ahead(
                windows.series(place),
                windows.inverse(place, scaled.point),
                quantiles(spec, paths, told),
                keepPaths ? paths : new double[0][][],
                seen(place));
    }

    /** Returns quantiles (steps)(targets)(levels), if any: of paths, or those told, (levels)(steps)(targets). */
    static double[][][] quantiles(ForecastSpec spec, double[][][] paths, double[][][] told) {
        double[] levels =
                spec.head().levels().stream().mapToDouble(level -> level).toArray();
        int steps = levels.length == 0 ? 0 : spec.layout().horizon();
        double[][][] quantiles = new double[steps][spec.layout().targets().size()][];
        for (int step = 0; step < quantiles.length; step++) {
            for (int k = 0; k < quantiles[step].length; k++) {
                quantiles[step][k] = paths.length > 0 ? Forecast.quantiles(paths, step, k, levels) : at(told, step, k);
            }
        }
        return quantiles;
    }

    private static double[] at(double[][][] told, int step, int target) {
        return Arrays.stream(told).mapToDouble(level -> level[step][target]).toArray();
    }

    private Forecast.Seen seen(int place) {
        return new Forecast.Seen(windows, place);
    }
}
