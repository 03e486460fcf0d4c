package dev.rondo.bench;

import dev.rondo.nn.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** What is reached on named sets, some seeds each, as a table. */
final class Sets {
    private static final String ONE = System.getProperty("rondo.bench.set", "");
    private static final int SEEDS = Integer.getInteger("rondo.bench.seeds", 3);

    private Sets() {}

    /**
     * Measures and prints.
     *
     * @param title what stands above the table
     * @param measured what the figures are
     * @param sets of each set what makes a figure of a seed
     */
    static void measure(String title, String measured, Map<String, LongToDoubleFunction> sets) {
        if (!ONE.isEmpty() && !sets.containsKey(ONE)) {
            throw new IllegalArgumentException("rondo.bench.set=" + ONE + ": expected one of " + sets.keySet());
        }
        System.out.println("\n## " + title + ", " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(
                "| engine | set | " + measured + ", " + SEEDS + " seeds, median (least to most) | longest, s |");
        System.out.println("|---|---|---|---|");
        sets.forEach((name, run) -> {
            if (ONE.isEmpty() || ONE.equals(name)) {
                row(name, run);
            }
        });
    }

    private static void row(String name, LongToDoubleFunction run) {
        List<Double> figures = new ArrayList<>();
        double longest = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            long start = System.nanoTime();
            figures.add(run.applyAsDouble(seed));
            longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f |%n",
                Engines.name(),
                name,
                Spread.of(figures).with(4),
                longest);
    }
}
