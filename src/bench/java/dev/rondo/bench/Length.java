package dev.rondo.bench;

import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Resident memory of a process that trains on a text of 100 thousand characters, and of one that trains on 10 million.
 *
 * <p>Each is a JVM of its own, with a Java heap of the same fixed size all of which is resident from the start: the
 * text is in it, and what is beyond it is native. Both take the same number of steps, of the same size; the short text
 * has several epochs in that time, the long one not a whole one. Then the validation part is read.
 */
final class Length {
    private static final int HEAP = 512; // MiB
    private static final List<String> FIXED_HEAP =
            List.of("-Xms" + HEAP + "m", "-Xmx" + HEAP + "m", "-XX:+AlwaysPreTouch");
    private static final List<Integer> LENGTHS = List.of(100_000, 10_000_000);
    private static final List<Integer> MARKS = List.of(20, 100, 200);
    private static final int STEPS = Integer.getInteger("rondo.bench.steps", 300);

    private Length() {}

    static void main() {
        System.out.println("\n## Length of the text, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println("LSTM " + Task.LAYERS + "x" + Task.HIDDEN + ", batch " + Task.BATCH + ", " + Task.STEPS
                + " steps; " + STEPS + " batches in a JVM of its own; MiB resident beyond the " + HEAP
                + " of Java's heap\n");
        Map<Integer, Map<String, Double>> all = new LinkedHashMap<>();
        LENGTHS.forEach(length -> all.put(length, figures(length)));
        Map<String, Double> first = all.get(LENGTHS.get(0));
        System.out.println("| engine | characters | " + String.join(" | ", first.keySet()) + " |");
        System.out.println("|---".repeat(first.size() + 2) + "|");
        all.forEach((length, figures) -> {
            System.out.printf(Locale.ROOT, "| %s | %,d |", Engines.name(), length);
            figures.values().forEach(size -> System.out.printf(Locale.ROOT, " %.0f |", size));
            System.out.println();
        });
        double ratio = all.get(LENGTHS.get(1)).get("step " + STEPS) / first.get("step " + STEPS);
        System.out.printf(Locale.ROOT, "%nAfter step %d, long text / short text: %.3f%n", STEPS, ratio);
    }

    /** Trains in a child and collects what it writes: a name and a size on each line. */
    private static Map<String, Double> figures(int length) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Child.run(Engines.name(), FIXED_HEAP, List.of("length", Integer.toString(length)), line -> {
            String[] words = line.split("\t");
            if (words.length == 2) {
                figures.put(words[0], Double.parseDouble(words[1]) - HEAP);
            }
        });
        return figures;
    }

    /** Runs in the child. */
    static void child(String length) {
        Text text = text(Integer.parseInt(length));
        int[] steps = {0};
        Fit fit = Fit.epochs(STEPS)
                .batch(Task.BATCH)
                .steps(Task.STEPS)
                .adam(Task.RATE)
                .clipNorm(Task.CLIP)
                .quiet()
                .listener(event -> {
                    if (event instanceof Event.Stepped && ++steps[0] <= STEPS) {
                        mark(steps[0]);
                    }
                });
        try (LanguageModel model = LanguageModel.of(Rnn.lstm(Task.HIDDEN).layers(Task.LAYERS), text)
                .seed(Task.SEED)) {
            model.fit(text, fit);
            model.evaluate(text, Part.VALIDATION);
            System.out.println("validated\t" + Memory.mebibytes("VmRSS"));
        }
        System.out.println("peak\t" + Memory.mebibytes("VmHWM"));
    }

    private static void mark(int step) {
        if (MARKS.contains(step) || step == STEPS) {
            System.out.println("step " + step + "\t" + Memory.mebibytes("VmRSS"));
        }
        if (step == STEPS) {
            Thread.currentThread().interrupt();
        }
    }

    /** Words of the verse in any order: a text of any length, with the n-grams of a language. */
    private static Text text(int length) {
        Text verse = Datasets.verse();
        String[] words = verse.vocabulary().decode(verse.ids(Part.ALL)).split(" ");
        SplittableRandom random = new SplittableRandom(Task.SEED);
        StringBuilder text = new StringBuilder(length + 100);
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        text.setLength(length);
        return Text.characters("words", text.toString()).split(0.9, 0.1);
    }
}
