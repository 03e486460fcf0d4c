package dev.rondo.bench;

import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Resident memory of a process that does nothing but train, once by the toolkit and once by the bare loop.
 *
 * <p>Each is a JVM of its own, with a Java heap of fixed size all of which is resident from the start: what differs
 * between the two, or grows, is native. Sizes are read after a step, before its arrays are freed; the last but one
 * figure after a garbage collection at the end of training, the peak at the very end (VmRSS and VmHWM of
 * /proc/self/status: Linux only). With a GPU its own memory is not in the figures.
 */
final class Memory {
    private static final int HEAP = 256; // MiB
    private static final List<String> FIXED_HEAP =
            List.of("-Xms" + HEAP + "m", "-Xmx" + HEAP + "m", "-XX:+AlwaysPreTouch");
    private static final List<Integer> MARKS = List.of(20, 100, 300, 500, 1_000);
    private static final int STEPS = Integer.getInteger("rondo.bench.steps", 1_000);
    private static final int BLOCK =
            Math.min(250, STEPS); // windows in an epoch; a real one of tiny-shakespeare has 313

    private Memory() {}

    static void main() {
        System.out.println("\n## Memory, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(Task.of(BLOCK) + ", norm clipped at " + Task.CLIP + "; " + STEPS
                + " steps in a JVM of its own;" + " MiB resident, of which " + HEAP + " are Java's heap\n");
        Map<String, String> toolkit = figures("toolkit");
        Map<String, String> bare = figures("bare");
        System.out.println("| engine | side | " + String.join(" | ", toolkit.keySet()) + " |");
        System.out.println("|---".repeat(toolkit.size() + 2) + "|");
        System.out.println("| " + Engines.name() + " | toolkit | " + String.join(" | ", toolkit.values()) + " |");
        System.out.println("| " + Engines.name() + " | bare loop | " + String.join(" | ", bare.values()) + " |");
        double ratio = Double.parseDouble(toolkit.get("peak")) / Double.parseDouble(bare.get("peak"));
        System.out.printf(Locale.ROOT, "%nPeak, toolkit / bare loop: %.3f%n", ratio);
    }

    /** Trains in a child and collects what it writes: a name and a size on each line. */
    private static Map<String, String> figures(String side) {
        Map<String, String> figures = new LinkedHashMap<>();
        Child.run(Engines.name(), FIXED_HEAP, List.of("memory", side), line -> {
            String[] words = line.split("\t");
            if (words.length == 2) {
                figures.put(words[0], words[1]);
            }
        });
        return figures;
    }

    /** Runs in the child. */
    static void child(String side) {
        int epochs = (STEPS + BLOCK - 1) / BLOCK;
        if (side.equals("toolkit")) {
            toolkit(Task.of(BLOCK), epochs);
        } else {
            bare(Task.of(BLOCK), epochs);
        }
        System.out.println("peak\t" + mebibytes("VmHWM"));
    }

    private static void toolkit(Task task, int epochs) {
        int[] steps = {0};
        try (LanguageModel model = task.model()) {
            model.fit(task.text(), task.fit(epochs, Task.CLIP).listener(event -> {
                if (event instanceof Event.Stepped) {
                    mark(++steps[0]);
                }
            }));
        }
    }

    private static void bare(Task task, int epochs) {
        Map<String, Tensor> start;
        try (LanguageModel model = task.model()) {
            start = model.weights();
        }
        try (BareNet net = new BareNet(start, task.vocabulary())) {
            new BareLoop(net, Task.CLIP, Memory::mark).run(task.ids(), epochs);
        }
    }

    private static void mark(int step) {
        if (MARKS.contains(step) || step == STEPS) {
            System.out.println("step " + step + "\t" + mebibytes("VmRSS"));
        }
        if (step == STEPS) {
            System.gc();
            System.out.println("collected\t" + mebibytes("VmRSS"));
        }
    }

    /** Reads a size of this process from Linux. */
    static String mebibytes(String name) {
        try {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(l -> l.startsWith(name + ":"))
                    .findFirst()
                    .orElseThrow();
            return String.format(Locale.ROOT, "%.0f", Double.parseDouble(line.replaceAll("\\D", "")) / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("resident memory is read from /proc/self/status: on Linux only", e);
        }
    }
}
