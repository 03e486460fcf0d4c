package dev.rondo.inspect;

import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Rnn;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The same stack computed in three ways, with the same weights on the same batch: in plain Java by its equations and
 * their derivatives, unrolled into the engine's single operations, and by the engine's kernel where it has one; and
 * beside them finite differences, which know nothing of derivatives.
 *
 * <pre>{@code
 * ThreeWays.compare(Rnn.lstm(8).layers(2), 5, 6, 3, 7).table();
 * }</pre>
 *
 * <p>Inputs are normal noise, and the loss is a random linear one of all outputs and the last state. A difference is
 * the largest there is among a row's numbers, divided by the largest of the numbers themselves where that is above 1.
 * Finite differences take some twenty-four runs in plain Java for each weight, so that the stack and the batch had
 * better be small.
 *
 * @param rnn the stack, without dropout
 * @param engine the engine, such as {@code MXNet}
 * @param rows what was compared
 */
public record ThreeWays(Rnn rnn, String engine, List<Row> rows) {

    /**
     * One result and how far the ways are apart.
     *
     * @param what the result, such as {@code y} or {@code gradient of weight_hh_l0}
     * @param largest the size of its largest number in plain Java
     * @param unrolled the difference between the unrolled stack and plain Java
     * @param fused the difference between the kernel and plain Java; NaN where there is no kernel
     * @param finite the difference between finite differences and plain Java; NaN for what is no gradient
     * @param checked how many numbers the finite differences were made for
     */
    public record Row(String what, double largest, double unrolled, double fused, double finite, int checked) {}

    /** {@inheritDoc} */
    public ThreeWays {
        rows = List.copyOf(rows);
    }

    /**
     * Compares on a batch of equal lengths.
     *
     * @param rnn the stack; its dropout is left out
     * @param inputs the length of x
     * @param steps how many steps each sequence has
     * @param batch how many sequences
     * @param seed the seed of weights, batch and loss
     * @return the differences
     * @throws IllegalArgumentException if a number is below 1
     */
    public static ThreeWays compare(Rnn rnn, int inputs, int steps, int batch, long seed) {
        positive("steps", steps);
        positive("batch", batch);
        int[] lengths = new int[batch];
        Arrays.fill(lengths, steps);
        return compare(rnn, inputs, lengths, seed);
    }

    /**
     * Compares on a batch of any lengths, padded with noise. Where they differ no kernel tells an LSTM's last c, and
     * the loss leaves it out.
     *
     * @param rnn the stack; its dropout is left out
     * @param inputs the length of x
     * @param lengths how many steps each sequence has
     * @param seed the seed of weights, batch and loss
     * @return the differences
     * @throws IllegalArgumentException if a number is below 1, or there is no sequence
     */
    public static ThreeWays compare(Rnn rnn, int inputs, int[] lengths, long seed) {
        positive("inputs", inputs);
        positive("the number of lengths", lengths.length);
        for (int length : lengths) {
            positive("length", length);
        }
        Rnn plain = rnn.dropout(0).recurrentDropout(0);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> weights = EngineWay.initialWeights(plain, inputs, random.nextLong());
        Trial trial = Trial.of(plain, weights, inputs, lengths.clone(), random);
        RecurrentStack stack = plain.block();
        Map<String, Tensor> unrolled = EngineWay.run(trial, stack.unrolled());
        @Nullable Map<String, Tensor> fused = plain.cell().isFused() ? EngineWay.run(trial, stack.fused()) : null;
        return of(trial, PlainWay.run(trial), unrolled, fused, FiniteDifferences.of(trial, random));
    }

    private static void positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " is " + count + ", expected at least 1");
        }
    }

    /** Lays the results side by side. */
    static ThreeWays of(
            Trial trial,
            Map<String, Tensor> plain,
            Map<String, Tensor> unrolled,
            @Nullable Map<String, Tensor> fused,
            Map<String, FiniteDifferences.Some> finite) {
        List<Row> rows = new ArrayList<>();
        plain.forEach((name, expected) -> {
            FiniteDifferences.@Nullable Some some = finite.get(name.replace("gradient of ", ""));
            rows.add(new Row(
                    name,
                    largest(expected.values()),
                    difference(expected, unrolled.get(name)),
                    fused == null ? Double.NaN : difference(expected, fused.get(name)),
                    some == null || some.values().length == 0 ? Double.NaN : difference(expected, some),
                    some == null ? 0 : some.values().length));
        });
        return new ThreeWays(trial.rnn(), Engines.name(), rows);
    }

    private static double difference(Tensor expected, @Nullable Tensor other) {
        if (other == null || !Arrays.equals(expected.shape(), other.shape())) {
            throw new IllegalStateException("the engine gave " + other + ", expected " + expected);
        }
        float[] a = expected.values();
        float[] b = other.values();
        return difference(a, IntStream.range(0, a.length).mapToDouble(k -> (double) a[k] - b[k]));
    }

    private static double difference(Tensor expected, FiniteDifferences.Some some) {
        float[] a = expected.values();
        return difference(
                a, IntStream.range(0, some.entries().length).mapToDouble(k -> a[some.entries()[k]] - some.values()[k]));
    }

    /** Returns the largest difference over the scale of the numbers; NaN if one is no number. */
    private static double difference(float[] numbers, DoubleStream differences) {
        return differences.map(Math::abs).reduce(0, Math::max) / Math.max(1, largest(numbers));
    }

    private static double largest(float[] numbers) {
        double largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number)); // NaN stays
        }
        return largest;
    }

    /**
     * Returns the largest difference of the engine's ways from plain Java.
     *
     * @return the difference; NaN if one of the results is no number
     */
    public double largest() {
        return rows.stream()
                .flatMapToDouble(
                        row -> hasKernel() ? DoubleStream.of(row.unrolled, row.fused) : DoubleStream.of(row.unrolled))
                .reduce(0, Math::max);
    }

    /**
     * Returns the largest difference of finite differences from plain Java. It tells of wrong derivatives, not of the
     * last digits: the loss is summed in double precision, but over outputs in single precision. Some 10^-5 for each
     * output is left, going either way: below 2 10^-4 for a batch of a hundred outputs, and growing by the root of
     * their number; four times that for rectifiers, which want a shorter step.
     *
     * @return the difference
     */
    public double largestFinite() {
        return rows.stream()
                .filter(row -> row.checked > 0)
                .mapToDouble(Row::finite)
                .reduce(0, Math::max);
    }

    /**
     * Returns whether the engine has a kernel for the cell.
     *
     * @return false where plain Java and the unrolled stack are all there is to compare
     */
    public boolean hasKernel() {
        return rnn.cell().isFused();
    }

    /**
     * Returns a row for each result; what there is not, such as a kernel, is left empty.
     *
     * @return a table of result, largest number, unrolled, fused, finite differences, and how many of these there are
     */
    public Table table() {
        StringColumn what = StringColumn.create("result");
        DoubleColumn size = column("largest number", "0.0000");
        DoubleColumn unrolled = column("unrolled - plain", "0.0E0");
        DoubleColumn fused = column(hasKernel() ? "fused - plain" : "fused (no kernel)", "0.0E0");
        DoubleColumn finite = column("finite differences - plain", "0.0E0");
        IntColumn checked = IntColumn.create("of how many");
        for (Row row : rows) {
            what.append(row.what);
            size.append(row.largest);
            unrolled.append(row.unrolled);
            fused.append(row.fused);
            finite.append(row.finite);
            checked.append(row.checked);
        }
        return Table.create(rnn + " in three ways, " + engine, what, size, unrolled, fused, finite, checked);
    }

    private static DoubleColumn column(String name, String format) {
        DoubleColumn column = DoubleColumn.create(name);
        column.setPrintFormatter(new DecimalFormat(format, DecimalFormatSymbols.getInstance(Locale.ROOT)), "");
        return column;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ThreeWays(%s on %s: plain Java against unrolled%s %.1e, against finite differences %.1e)",
                rnn,
                engine,
                hasKernel() ? " and fused" : " (no kernel)",
                largest(),
                largestFinite());
    }
}
