package dev.rondo.task;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.State;
import dev.rondo.series.FittedScaler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Forecasts that go with a series row by row, in plain Java: each row moves the state on by one step, whatever has come
 * before.
 *
 * <pre>{@code
 * var stream = model.stream();
 * for (double[] row : rows) {
 *     stream.push(row).ifPresent(told -> System.out.println(told.point()[0][0]));
 * }
 * }</pre>
 *
 * <p>The state carries all rows since the first, where {@link Forecaster#predict} sees the last window alone: both say the
 * same, but for rounding, where the window begins at the stream's first row. A relative model reads the last window anew at
 * each row, since the row changes all before it, and says what {@code predict} says. Paths are drawn otherwise. Not for use
 * by several threads at once.
 */
public final class ForecastStream {
    private final ForecastSpec spec;
    private final CellStack cells;
    private final Linear head;
    private final List<FittedScaler> scalers; // of each number of a row
    private final double[][] recent; // the last rows, (numbers)(lag + 1)
    private final Deque<float[]> window = new ArrayDeque<>(); // the last scaled rows, as many as are needed
    private final float[] offsets; // what is taken off, (targets)
    private final int lag;
    private final SplittableRandom random;
    private List<State> state;
    private long rows;

    ForecastStream(Forecaster model, String series) {
        this.spec = model.spec();
        requireStreaming();
        this.cells = model.cells();
        this.head = model.head();
        this.scalers = spec.layout().inputs().stream()
                .map(column -> spec.layout().scaling().scaler(column, series))
                .toList();
        this.lag = scalers.stream().mapToInt(FittedScaler::lag).max().orElse(0);
        this.recent = new double[scalers.size()][lag + 1];
        this.offsets = new float[spec.layout().targets().size()];
        this.random = new SplittableRandom(spec.seed());
        this.state = cells.zero();
    }

    private void requireStreaming() {
        if (spec.rnn().directions() > 1) {
            throw new IllegalStateException("stream() of " + spec.rnn()
                    + ", which reads a window from its end too: call predict(windows) as rows come");
        }
        if (!spec.layout().future().isEmpty()) {
            throw new IllegalStateException("stream() of a model that reads "
                    + spec.layout().future()
                    + " of the horizon, which a row does not hold: call predict(windows) as rows come");
        }
    }

    /**
     * What is forecast behind a row, in the table's units.
     *
     * @param point single numbers, (steps)(targets)
     * @param quantiles the quantiles that the model tells, (steps)(targets)(levels); none where it tells none
     */
    public record Told(double[][] point, double[][][] quantiles) {}

    /**
     * Takes the next row of the series.
     *
     * @param row the targets, then the past covariates, in the order that the windows named them, in the table's units
     * @return what comes behind it; nothing as long as differences, last values or a relative model's window lack rows
     * @throws IllegalArgumentException if there are other numbers than that, or one is not finite
     */
    public Optional<Told> push(double... row) {
        if (row.length != scalers.size() || !Arrays.stream(row).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("row " + rows + " is " + Arrays.toString(row)
                    + ", expected finite numbers for " + spec.layout().inputs() + ": fill what is missing first");
        }
        for (int k = 0; k < row.length; k++) {
            System.arraycopy(recent[k], 1, recent[k], 0, lag);
            recent[k][lag] = row[k];
        }
        rows++;
        if (rows <= lag) {
            return Optional.empty();
        }
        float[] x = new float[row.length];
        for (int k = 0; k < x.length; k++) {
            FittedScaler scaler = scalers.get(k);
            double[] last = Arrays.copyOfRange(recent[k], lag - scaler.lag(), lag + 1);
            x[k] = (float) scaler.transform(last)[scaler.lag()];
        }
        int needed = spec.form().relative() ? spec.layout().past() : spec.form().linear();
        window.add(x);
        if (window.size() > needed) {
            window.remove();
        }
        if (!spec.form().relative()) {
            state = after(cells.step(x, state));
        } else if (window.size() == needed) {
            System.arraycopy(x, 0, offsets, 0, offsets.length);
            state = cells.zero();
            window.forEach(each -> state = after(cells.step(taken(each), state)));
        }
        return window.size() < needed ? Optional.empty() : Optional.of(told(scores(top(state))));
    }

    /** Takes the offsets off the targets of a row. */
    private float[] taken(float[] row) {
        float[] taken = row.clone();
        for (int k = 0; k < offsets.length; k++) {
            taken[k] -= offsets[k];
        }
        return taken;
    }

    private float[] scores(float[] h) {
        float[] all = Arrays.copyOf(h, h.length + spec.beside());
        int skipped = window.size() - spec.form().linear();
        int at = h.length;
        for (float[] row : window) {
            if (--skipped < 0 && at < all.length) {
                System.arraycopy(taken(row), 0, all, at, offsets.length);
                at += offsets.length;
            }
        }
        return head.apply(all);
    }

    private static List<State> after(List<Cell.Step> steps) {
        return steps.stream().map(Cell.Step::after).toList();
    }

    private static float[] top(List<State> states) {
        return states.get(states.size() - 1).h();
    }

    private Told told(float[] scores) {
        Foretelling.Scaled scaled;
        if (spec.form().autoregressive()) {
            int drawn = spec.head().distribution() ? spec.samples() : 0;
            double[][][] paths =
                    Stream.generate(() -> path(scores, true)).limit(drawn).toArray(double[][][]::new);
            scaled = new Foretelling.Scaled(path(scores, false), new double[0][][], paths);
        } else {
            scaled = Foretelling.atOnce(spec, scores, offsets, random);
        }
        double[][][] paths = Arrays.stream(scaled.paths()).map(this::inverse).toArray(double[][][]::new);
        double[][][] quantiles =
                Arrays.stream(scaled.quantiles()).map(this::inverse).toArray(double[][][]::new);
        return new Told(inverse(scaled.point()), Foretelling.quantiles(spec, paths, quantiles));
    }

    /** Goes on from the last row by what is told, drawn or not, (steps)(targets). */
    private double[][] path(float[] scores, boolean drawn) {
        int targets = spec.layout().targets().size();
        double[][] path = new double[spec.layout().horizon()][targets];
        float[] now = scores;
        List<State> at = state;
        for (int step = 0; step < path.length; step++) {
            float[] x = new float[targets];
            for (int k = 0; k < targets; k++) {
                int from = k * spec.head().scores();
                double value = drawn
                        ? spec.head().sample(now, from, random)
                        : spec.head().point(now, from);
                x[k] = (float) value;
                path[step][k] = value + offsets[k];
            }
            if (step + 1 < path.length) {
                at = after(cells.step(x, at));
                now = head.apply(top(at));
            }
        }
        return path;
    }

    /** Turns what is scaled back from the last rows on, (steps)(targets). */
    private double[][] inverse(double[][] scaled) {
        double[][] result = new double[scaled.length][scaled[0].length];
        for (int k = 0; k < scaled[0].length; k++) {
            int target = k;
            FittedScaler scaler = scalers.get(k);
            double[] before = Arrays.copyOfRange(recent[k], lag + 1 - scaler.lag(), lag + 1);
            double[] values = scaler.invert(
                    before,
                    Arrays.stream(scaled).mapToDouble(step -> step[target]).toArray());
            for (int step = 0; step < values.length; step++) {
                result[step][k] = values[step];
            }
        }
        return result;
    }
}
