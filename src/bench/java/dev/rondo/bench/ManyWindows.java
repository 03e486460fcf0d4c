package dev.rondo.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.rondo.data.Part;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Windows;
import dev.rondo.task.Forecaster;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import java.lang.management.ManagementFactory;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Time and memory of forecasting on a table with very many windows: one series, and a thousand of them, each in a JVM of its
 * own with a small Java heap. What is kept is the heap after a garbage collection at the end of a step, with its result
 * still held; the process's peak is read at the end (VmHWM of /proc/self/status: Linux only).
 */
final class ManyWindows {
    private static final int ROWS = Integer.getInteger("rondo.bench.rows", 1_000_000);
    private static final int HEAP = Integer.getInteger("rondo.bench.heap", 400); // MiB
    private static final int UPDATES = Integer.getInteger("rondo.bench.steps", 500);
    private static final int PAST = 96;
    private static final int HORIZON = 24;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ManyWindows() {}

    static void main() {
        System.out.printf(
                Locale.ROOT,
                "%n## Windows, %s on %s%n%n%,d rows, past %d, horizon %d, GRU 16; Java's heap at most %d MiB%n%n",
                Engines.name(),
                Engines.device(),
                ROWS,
                PAST,
                HORIZON,
                HEAP);
        System.out.println("| engine | series | what | seconds | seconds of processors | kept on the heap, MiB |");
        System.out.println("|---|---|---|---|---|---|");
        for (String series : List.of("1", "1000")) {
            Child.run(Engines.name(), List.of("-Xmx" + HEAP + "m"), List.of("windows", series), System.out::println);
        }
    }

    /** Runs in the child. */
    static void child(int series) {
        Table table = table(series);
        row(series, "table", 0, 0);
        Windows windows = Windows.of(table)
                .time("time")
                .group(series == 1 ? new String[0] : new String[] {"series"})
                .target("value")
                .past(PAST)
                .horizon(HORIZON);
        timed(series, "windows ready", () -> windows.places(Part.TRAIN).length + windows.size());
        try (Forecaster model = Forecaster.of(Rnn.gru(16), windows)) {
            timed(series, "fit, " + UPDATES + " updates", () -> model.fit(windows, fit()));
            timed(series, "predict", () -> model.predict(windows));
            timed(series, "evaluate, test part", () -> model.evaluate(windows));
            timed(series, "backtest, test part", () -> model.backtest(windows));
        }
        System.out.println("| " + Engines.name() + " | " + series + " | process, at most | | | "
                + Memory.mebibytes("VmHWM") + " resident |");
    }

    /** An interrupted fit stops after its update, and so does not read the validation part. */
    private static Fit fit() {
        int[] updates = {0};
        return Fit.epochs(1).batch(32).adam(3e-3).quiet().listener(event -> {
            if (event instanceof Event.Stepped && ++updates[0] == UPDATES) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static <T> void timed(int series, String what, Supplier<T> work) {
        long busy = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        row(series, what, seconds, (SYSTEM.getProcessCpuTime() - busy) / 1e9);
        if (result.hashCode() == 0) { // holds the result until here
            System.err.println("nothing");
        }
    }

    private static void row(int series, String what, double seconds, double busy) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %s | %.2f | %.2f | %d |%n",
                Engines.name(),
                series,
                what,
                seconds,
                busy,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** Days and noise, by the minute or, of many series, by the hour. */
    private static Table table(int series) {
        int each = ROWS / series;
        SplittableRandom random = new SplittableRandom(1);
        LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0);
        double day = series == 1 ? 1440 : 24;
        Table table = Table.create(
                "many",
                DateTimeColumn.create(
                        "time",
                        IntStream.range(0, ROWS)
                                .mapToObj(k -> series == 1 ? start.plusMinutes(k) : start.plusHours(k % each))),
                DoubleColumn.create(
                        "value",
                        IntStream.range(0, ROWS)
                                .mapToDouble(k ->
                                        50 + 10 * Math.sin(2 * Math.PI * (k % each) / day) + random.nextGaussian())));
        return series == 1
                ? table
                : table.addColumns(
                        StringColumn.create("series", IntStream.range(0, ROWS).mapToObj(k -> "s" + k / each)));
    }
}
