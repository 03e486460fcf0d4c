package dev.rondo.bench;

import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The speed of {@code LanguageModel.fit} against the bare loop.
 *
 * <p>One block is a whole training run of some windows: for the toolkit one call of {@code fit}, for the bare loop
 * one call of {@code run}, each with fresh moments and a state of zero. All that happens inside counts, on the
 * toolkit's side the copies of weights that it keeps in case the loss runs away, the norm of each gradient, its
 * history and events; only validation and baselines are left out, by a text without a validation part, and the line
 * of progress. A block ends when the engine has done the last update.
 *
 * <p>Both sides start each pair of blocks from the same weights, and must come to the same losses: so both did the
 * same work. The blocks of a pair run one behind the other, and pairs take turns in who is first, so that a drift of
 * the machine falls on both; the ratio is taken within each pair.
 */
final class Training {
    private static final double TOLERANCE = 1e-4;
    private static final int BLOCK = Integer.getInteger("rondo.bench.block", 20);
    private static final int PAIRS = Integer.getInteger("rondo.bench.pairs", 5);

    private final Task task = Task.of(BLOCK);
    private final double clip;

    private Training(double clip) {
        this.clip = clip;
    }

    /** What one side did: the time of a step, and each step's loss. */
    private record Block(double milliseconds, List<Float> losses) {}

    static void main() {
        System.out.println("\n## Training, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(Task.of(BLOCK) + "; " + PAIRS + " pairs of blocks of " + BLOCK + " steps after one to warm"
                + " up; median (least to most)\n");
        System.out.println(
                "| engine | clip | toolkit, ms a step | bare loop, ms a step | toolkit / bare | losses differ by |");
        System.out.println("|---|---|---|---|---|---|");
        new Training(0).run();
        new Training(Task.CLIP).run();
    }

    private void run() {
        List<Double> toolkit = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double difference = 0;
        try (LanguageModel model = task.model();
                BareNet net = new BareNet(model.weights(), task.vocabulary())) {
            for (int pair = 0; pair <= PAIRS; pair++) {
                net.load(model.weights());
                Block a;
                Block b;
                if (pair % 2 == 0) {
                    a = toolkit(model);
                    b = bare(net);
                } else {
                    b = bare(net);
                    a = toolkit(model);
                }
                difference = Math.max(difference, difference(a.losses, b.losses, pair));
                if (pair > 0) { // the first pair warms up
                    toolkit.add(a.milliseconds);
                    bare.add(b.milliseconds);
                    ratios.add(a.milliseconds / b.milliseconds);
                }
            }
            checkWeights(model.weights(), net);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.1e |%n",
                Engines.name(),
                clip > 0 ? "norm " + clip : "none",
                Spread.of(toolkit).with(1),
                Spread.of(bare).with(1),
                Spread.of(ratios).with(3),
                difference);
    }

    private Block toolkit(LanguageModel model) {
        List<Float> losses = new ArrayList<>();
        Fit fit = task.fit(1, clip).listener(event -> {
            if (event instanceof Event.Stepped step) {
                losses.add((float) step.loss());
            }
        });
        System.gc();
        long start = System.nanoTime();
        model.fit(task.text(), fit);
        return new Block((System.nanoTime() - start) / 1e6 / BLOCK, losses);
    }

    private Block bare(BareNet net) {
        BareLoop loop = new BareLoop(net, clip, step -> {});
        int[] ids = task.ids();
        System.gc();
        long start = System.nanoTime();
        List<Float> losses = loop.run(ids, 1);
        return new Block((System.nanoTime() - start) / 1e6 / BLOCK, losses);
    }

    private static double difference(List<Float> a, List<Float> b, int pair) {
        double most = a.size() == BLOCK && b.size() == BLOCK ? 0 : Double.NaN;
        for (int k = 0; k < Math.min(a.size(), b.size()); k++) {
            most = Math.max(most, Math.abs(a.get(k) - b.get(k)));
        }
        if (!(most <= TOLERANCE)) { // not a number fails too
            throw new IllegalStateException("pair " + pair + ": toolkit and bare loop differ by " + most
                    + ", expected at most " + TOLERANCE + ": they do not do the same work\n  toolkit " + a
                    + "\n  bare    " + b);
        }
        return most;
    }

    /** After the last pair both hold weights too: most of them must be close, whatever single ones do under Adam. */
    private static void checkWeights(Map<String, Tensor> weights, BareNet net) {
        weights.forEach((name, tensor) -> {
            float[] own = net.weights().get(name).toFloatArray();
            double sum = 0;
            for (int k = 0; k < own.length; k++) {
                sum += Math.abs(own[k] - tensor.values()[k]);
            }
            if (!(sum / own.length <= TOLERANCE)) {
                throw new IllegalStateException("weight " + name + " differs by " + sum / own.length
                        + " on average after the last pair, expected at most " + TOLERANCE);
            }
        });
    }
}
