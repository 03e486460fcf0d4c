package dev.rondo.inspect;

import dev.rondo.cell.CellStack;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How much each input still moves an output: the Frobenius norm of the Jacobian dh_T/dx_t for every position t, with
 * h_T the top layer's output at one position, the last one unless said otherwise.
 *
 * <pre>{@code
 * var influence = Influence.of(model.cells(), x);
 * influence.plot().show();
 * influence.memory(); // how many steps back an input still counts
 * }</pre>
 *
 * <p>In a bidirectional stack inputs on both sides count; the output at the last position has seen, by its way back,
 * the last input alone, so that a position in the middle tells more.
 *
 * @param norms the norm for each position that was read, (time); in a one-way stack none comes behind the output
 * @param position where the output stands
 */
public record Influence(double[] norms, int position) {
    /** The share of the largest influence below which an input counts as forgotten by {@link #memory()}: 5 %. */
    public static final double FORGOTTEN = 0.05;

    /** {@inheritDoc} */
    public Influence {
        if (position < 0 || position >= norms.length) {
            throw new IllegalArgumentException("position is " + position + ", expected one of the " + norms.length
                    + " that were read, counted from 0");
        }
        norms = norms.clone();
    }

    /**
     * Returns the norms.
     *
     * @return a copy, one for each position that was read, (time)
     */
    @Override
    public double[] norms() {
        return norms.clone();
    }

    /**
     * Measures the influence on the last output exactly, going back through time once for each hidden unit.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @return the influence of each input
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack
     */
    public static Influence of(CellStack cells, float[][] x) {
        return of(cells, x, Math.max(0, x.length - 1));
    }

    /**
     * Measures the influence on the output at one position exactly, going back through time once for each hidden unit
     * (and direction).
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param position where the output stands, from 0
     * @return the influence of each input
     * @throws IllegalArgumentException if the sequence is empty, does not fit the stack or has no such position
     */
    public static Influence of(CellStack cells, float[][] x, int position) {
        int units = cells.directions() * cells.hidden();
        return measured(cells, x, position, units, 1, unit -> {
            float[] one = new float[units];
            one[unit] = 1;
            return one;
        });
    }

    /**
     * Estimates the influence on the last output from random vectors u of plus and minus ones, for stacks that are too
     * wide to go back once for each unit: the mean of |u J|^2 is |J|^2 (M. F. Hutchinson, 1989). The standard error of
     * a norm is at most 1 / sqrt(2 vectors) of it: 13 % with 32 vectors.
     *
     * @param cells the stack
     * @param x the sequence, (time)(inputs)
     * @param vectors how many vectors, at least 1
     * @param seed the seed of the vectors
     * @return the influence of each input
     * @throws IllegalArgumentException if the sequence is empty or does not fit the stack, or there is no vector
     */
    public static Influence sampled(CellStack cells, float[][] x, int vectors, long seed) {
        if (vectors < 1) {
            throw new IllegalArgumentException("vectors is " + vectors + ", expected at least 1, such as 32");
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[][] signs = new float[vectors][cells.directions() * cells.hidden()];
        for (float[] vector : signs) {
            for (int k = 0; k < vector.length; k++) {
                vector[k] = random.nextBoolean() ? 1 : -1;
            }
        }
        return measured(cells, x, Math.max(0, x.length - 1), vectors, vectors, vector -> signs[vector]);
    }

    /** Goes back once for each vector, on all processors, and adds up the squares in one order. */
    private static Influence measured(
            CellStack cells, float[][] x, int position, int vectors, double divisor, IntFunction<float[]> vector) {
        if (x.length > 0 && (position < 0 || position >= x.length)) {
            throw new IllegalArgumentException("position is " + position + ", but the sequence has "
                    + (x.length == 1 ? "position 0 alone" : "positions 0 to " + (x.length - 1)));
        }
        boolean oneWay = cells.directions() == 1;
        float[][] read =
                oneWay && x.length > 0 ? Arrays.copyOf(x, position + 1) : x; // what comes after has no influence
        CellStack.Trace trace = cells.forward(read, cells.zero());
        double[][] squares = IntStream.range(0, vectors)
                .parallel()
                .mapToObj(k -> squares(cells, trace, position, vector.apply(k)))
                .toArray(double[][]::new);
        double[] norms = new double[read.length];
        for (double[] own : squares) {
            for (int t = 0; t < norms.length; t++) {
                norms[t] += own[t];
            }
        }
        Arrays.setAll(norms, t -> Math.sqrt(norms[t] / divisor));
        return new Influence(norms, position);
    }

    /** Returns |u dh_T/dx_t|^2 for each t. */
    private static double[] squares(CellStack cells, CellStack.Trace trace, int position, float[] u) {
        float[][] dy = new float[trace.y().length][u.length];
        dy[position] = u;
        return Arrays.stream(cells.backward(trace, dy).x())
                .mapToDouble(Influence::square)
                .toArray();
    }

    private static double square(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return sum;
    }

    /**
     * Averages over sequences: at each distance from the output the mean norm of those that reach that far.
     *
     * @param influences at least one
     * @return the mean
     * @throws IllegalArgumentException if there are none
     */
    public static Influence mean(List<Influence> influences) {
        if (influences.isEmpty()) {
            throw new IllegalArgumentException("influences is empty, expected at least one to take the mean of");
        }
        int before = influences.stream().mapToInt(Influence::position).max().orElseThrow();
        int behind = influences.stream()
                .mapToInt(one -> one.norms.length - 1 - one.position)
                .max()
                .orElseThrow();
        double[] mean = new double[before + 1 + behind];
        Arrays.setAll(mean, t -> influences.stream()
                .filter(one -> one.reaches(t - before))
                .mapToDouble(one -> one.norms[one.position + t - before])
                .average()
                .orElseThrow());
        return new Influence(mean, before);
    }

    private boolean reaches(int offset) {
        return position + offset >= 0 && position + offset < norms.length;
    }

    /**
     * Returns how far the effective memory reaches: to the most distant input whose influence is at least 5 % of the
     * largest. Where influence fades by a constant factor that is three time constants, after which, as engineers have
     * it of a settling signal, nothing to speak of is left; 1/e, one time constant, would leave a third.
     *
     * @return the steps between that input and the output; if that is the first input of all, the memory reaches at
     *     least so far, and a longer sequence would tell
     */
    public int memory() {
        return memory(FORGOTTEN);
    }

    /**
     * Returns how far the effective memory reaches, by another share.
     *
     * @param share the share of the largest influence below which an input counts as forgotten, above 0 and up to 1
     * @return the steps between the most distant input that still counts and the output
     * @throws IllegalArgumentException if the share is no such number
     */
    public int memory(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected above 0 and at most 1, such as 0.05");
        }
        double least = share * Arrays.stream(norms).max().orElseThrow();
        return IntStream.range(0, norms.length)
                .filter(t -> norms[t] > 0 && norms[t] >= least)
                .map(t -> Math.abs(position - t))
                .max()
                .orElse(0);
    }

    /**
     * Fits a rate to the norms against the distance from the output.
     *
     * @return how much of the influence each step further away leaves
     */
    public Decay decay() {
        double[] distances = new double[norms.length];
        Arrays.setAll(distances, t -> Math.abs(position - t));
        return Decay.of(distances, norms);
    }

    /**
     * Draws the influence over the distance from the output, on a logarithmic axis, with the level of what is
     * forgotten.
     *
     * @return the chart
     */
    public Chart plot() {
        Chart chart = axes().line("influence", stepsBack(), norms);
        double least = FORGOTTEN * Arrays.stream(norms).max().orElseThrow();
        return least > 0 ? chart.level("5 % of the largest: memory of " + reach(), least) : chart;
    }

    /**
     * Draws several beside each other.
     *
     * @param influences what to draw, by the name in the legend; in the order of the map
     * @return the chart
     * @throws IllegalArgumentException if there are none
     */
    public static Chart plot(Map<String, Influence> influences) {
        if (influences.isEmpty()) {
            throw new IllegalArgumentException("influences is empty, expected at least one to draw");
        }
        Chart chart = axes();
        for (Map.Entry<String, Influence> one : influences.entrySet()) {
            chart = chart.line(one.getKey(), one.getValue().stepsBack(), one.getValue().norms);
        }
        return chart;
    }

    private static Chart axes() {
        return Chart.of("Influence of each input on the output")
                .x("steps back from the output")
                .y("norm of the Jacobian")
                .logY();
    }

    /**
     * Returns a row for each position.
     *
     * @return a table of time, steps back (below 0 behind the output), norm, and share of the largest
     */
    public Table table() {
        double largest = Arrays.stream(norms).max().orElseThrow();
        double[] shares = Arrays.stream(norms).map(norm -> norm / largest).toArray();
        int[] time = IntStream.range(0, norms.length).toArray();
        int[] back = Arrays.stream(time).map(t -> position - t).toArray();
        return Table.create(
                "Influence",
                IntColumn.create("time", time),
                IntColumn.create("steps back", back),
                DoubleColumn.create("norm", norms),
                DoubleColumn.create("share of the largest", shares));
    }

    private double[] stepsBack() {
        double[] back = new double[norms.length];
        Arrays.setAll(back, t -> position - t);
        return back;
    }

    private String reach() {
        int memory = memory();
        int longest = Math.max(position, norms.length - 1 - position);
        return (memory == longest ? "at least " : "") + memory + (memory == 1 ? " step" : " steps");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Influence(memory of %s; %s)", reach(), decay());
    }
}
