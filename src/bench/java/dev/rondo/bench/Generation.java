package dev.rondo.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Engines;
import dev.rondo.task.LanguageModel;
import dev.rondo.task.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The speed of {@code LanguageModel.generate} against the engine's fused kernel stepped one character at a time.
 *
 * <p>For the toolkit a whole call counts, with the copying and turning of the weights that each call begins with; a
 * call for no character shows how much that is. For the kernel only the steps count: batch 1, time 1, the state kept
 * in the engine, the scores copied out and sampled as the toolkit samples.
 */
final class Generation {
    private static final int LENGTH = 2_000;
    private static final int KERNEL_LENGTH = 200;
    private static final int CHECKED = 50;
    private static final int REPETITIONS = 7;

    private final Task task = Task.of(1);
    private final Vocabulary vocabulary = task.text().vocabulary();
    private final Sampling sampling = Sampling.random();

    static void main() {
        new Generation().run();
    }

    private void run() {
        System.out.println("\n## Generation, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println("LSTM " + Task.LAYERS + "x" + Task.HIDDEN + ", one-hot of " + vocabulary.size()
                + ", temperature 1; " + REPETITIONS + " calls of " + LENGTH + " characters (kernel " + KERNEL_LENGTH
                + ") after one to warm up; median (least to most)\n");
        try (LanguageModel model = task.model();
                BareNet net = new BareNet(model.weights(), vocabulary.size())) {
            checkSameText(model, net);
            model.generate("", 2 * LENGTH, sampling);
            kernel(net, new int[] {0}, KERNEL_LENGTH, sampling);
            List<Double> toolkit = new ArrayList<>();
            List<Double> opening = new ArrayList<>();
            List<Double> kernel = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int k = 0; k < REPETITIONS; k++) {
                toolkit.add(microseconds(() -> model.generate("", LENGTH, sampling)) / LENGTH);
                kernel.add(microseconds(() -> kernel(net, new int[] {0}, KERNEL_LENGTH, sampling)) / KERNEL_LENGTH);
                opening.add(microseconds(() -> model.generate("", 0, sampling)));
                ratios.add(kernel.get(k) / toolkit.get(k));
            }
            System.out.println("| engine | toolkit, µs a character | kernel, µs a character | kernel / toolkit |"
                    + " toolkit, µs to open a call |");
            System.out.println("|---|---|---|---|---|");
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |%n",
                    Engines.name(),
                    Spread.of(toolkit).with(0),
                    Spread.of(kernel).with(0),
                    Spread.of(ratios).with(1),
                    Spread.of(opening).with(0));
        }
    }

    private static double microseconds(Runnable work) {
        System.gc();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e3;
    }

    /** Both must write the same, given the same start and always the best character. */
    private void checkSameText(LanguageModel model, BareNet net) {
        int[] ids = task.ids();
        for (int from = 0; from < 5 * CHECKED; from += CHECKED) {
            int[] start = Arrays.copyOfRange(ids, from, from + CHECKED);
            String priming = vocabulary.decode(start);
            String expected = model.generate(priming, CHECKED, Sampling.greedy());
            String found = priming + vocabulary.decode(kernel(net, start, CHECKED, Sampling.greedy()));
            if (!found.equals(expected)) {
                throw new IllegalStateException(
                        "toolkit and kernel do not do the same work; they wrote\n" + expected + "\nand\n" + found);
            }
        }
    }

    /** Reads some symbols and writes on, by the fused kernel. */
    private int[] kernel(BareNet net, int[] start, int length, Sampling how) {
        SplittableRandom random = new SplittableRandom(Task.SEED);
        int[] written = new int[length];
        try (NDManager own = net.manager().newSubManager()) {
            NDList state = net.zeroState(own, 1);
            float[] scores = new float[0];
            for (int k = 0; k < start.length + length; k++) {
                int symbol = k < start.length ? start[k] : how.choose(scores, random);
                if (k >= start.length) {
                    written[k - start.length] = symbol;
                }
                try (NDManager manager = own.newSubManager()) {
                    NDArray id = manager.create(new int[] {symbol}, new Shape(1, 1));
                    state.attach(manager);
                    NDList out = net.run(id, state, false);
                    scores = out.get(0).toFloatArray();
                    state = new NDList(out.get(1), out.get(2));
                    state.attach(own);
                }
            }
        }
        return written;
    }
}
