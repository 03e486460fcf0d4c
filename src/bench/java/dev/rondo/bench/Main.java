package dev.rondo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the measurements: {@code train}, {@code generate}, {@code memory}, {@code length}, {@code texts}, {@code windows}, or
 * {@code all} of these; and what takes the better part of an hour an engine: {@code problems}, what is reached where a long
 * memory is needed, {@code sets}, what is reached on public sets of texts, {@code pairs}, in translating, {@code speech}, in
 * recognising speech, {@code pictures}, in saying what a picture shows, {@code forecasts}, in forecasting series, and
 * {@code gan}, by a generator that is trained against a discriminator.
 *
 * <p>On the engine named by {@code -Drondo.engine}; on each engine that has natives, in a JVM of its own, where none
 * is named or {@code all} is asked for. {@code -Drondo.bench.block} and {@code -Drondo.bench.pairs} set the size of
 * the training measurement, {@code -Drondo.bench.steps} that of memory, length and windows, {@code -Drondo.bench.rows} and
 * {@code -Drondo.bench.heap} the rows and the Java heap (MiB) of windows, {@code -Drondo.bench.seeds} that of problems,
 * sets, speech, forecasts and gan, {@code -Drondo.bench.problem} and {@code -Drondo.bench.set} ask for one of these alone,
 * {@code -Drondo.bench.year} says where forecasts of the airline begin, {@code -Drondo.bench.share} has pairs, pictures and
 * gan take that share of the epochs, {@code -Drondo.bench.symbols} and {@code -Drondo.bench.length} set the size of gan's
 * sequences, {@code -Drondo.data} names the folder of public data.
 */
public final class Main {
    private static final List<String> ALL = List.of("train", "generate", "memory", "length", "texts", "windows");
    private static final List<String> LONG =
            List.of("problems", "sets", "pairs", "speech", "pictures", "forecasts", "gan");

    private Main() {}

    /**
     * Measures and prints tables.
     *
     * @param arguments what to measure
     */
    public static void main(String[] arguments) {
        String what = arguments.length == 0 ? "all" : arguments[0];
        String engine = System.getProperty("rondo.engine", "");
        if (!what.equals("all") && !LONG.contains(what) && !ALL.contains(what)) {
            throw new IllegalArgumentException(
                    "'" + what + "' is not measured: expected one of " + ALL + ", all, or one of " + LONG);
        }
        if (engine.isEmpty() || what.equals("all")) {
            for (String each : engines()) {
                for (String one : what.equals("all") ? ALL : List.of(what)) {
                    Child.run(each, List.of(), List.of(one), System.out::println);
                }
            }
            return;
        }
        switch (what) {
            case "train" -> Training.main();
            case "generate" -> Generation.main();
            case "texts" -> TextSpeed.main();
            case "problems" -> Problems.main();
            case "sets" -> TextSets.main();
            case "pairs" -> PairSets.main();
            case "speech" -> SpeechSets.main();
            case "pictures" -> PictureSets.main();
            case "forecasts" -> ForecastSets.main();
            case "gan" -> Gan.main();
            case "windows" -> {
                if (arguments.length > 1) {
                    ManyWindows.child(Integer.parseInt(arguments[1]));
                } else {
                    ManyWindows.main();
                }
            }
            case "length" -> {
                if (arguments.length > 1) {
                    Length.child(arguments[1]);
                } else {
                    Length.main();
                }
            }
            default -> {
                if (arguments.length > 1) {
                    Memory.child(arguments[1]);
                } else {
                    Memory.main();
                }
            }
        }
    }

    /** Lists the engines that have natives on this platform. */
    private static List<String> engines() {
        List<String> found = new ArrayList<>();
        for (String name : List.of("MXNet", "PyTorch")) {
            String file = "native/lib/" + name.toLowerCase(Locale.ROOT) + ".properties";
            if (Main.class.getClassLoader().getResource(file) != null) {
                found.add(name);
            }
        }
        return found;
    }
}
