package dev.rondo.bench;

import dev.rondo.data.SymbolSequences;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.task.Adversarial;
import dev.rondo.task.LstmOracle;
import dev.rondo.task.SeqGan;
import dev.rondo.task.SequenceNats;
import dev.rondo.task.TemperatureSweep;
import dev.rondo.train.Fit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A generator by maximum likelihood and the same after adversarial training, judged by the oracle that wrote what both
 * learned from (L. Yu et al., SeqGAN, 2017), beside the control: the generator by maximum likelihood at the temperature at
 * which it is as varied as the adversarial one (M. Caccia et al., Language GANs falling short, 2020). The temperature is
 * chosen on one sample of the oracle; all that is printed is measured on another.
 */
final class Gan {
    private static final int SYMBOLS = Integer.getInteger("rondo.bench.symbols", 100);
    private static final int LENGTH = Integer.getInteger("rondo.bench.length", 20);
    private static final int SEEDS = Integer.getInteger("rondo.bench.seeds", 3);
    private static final double SHARE = Double.parseDouble(System.getProperty("rondo.bench.share", "1")); // of rounds
    private static final int SEQUENCES = 10_000;
    private static final int MEASURED = 5_000;
    private static final double[] TEMPERATURES = {
        0.6, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9, 0.92, 0.94, 0.96, 0.98, 1, 1.05, 1.1
    };

    private static final Fit LIKELIHOOD =
            Fit.epochs(60).batch(64).adam(5e-3).clipNorm(5).patience(3).quiet();
    private static final Fit JUDGE =
            Fit.epochs(40).batch(64).adam(2e-3).clipNorm(5).quiet();
    private static final Fit ROUNDS = Fit.epochs(Math.max(1, (int) Math.round(60 * SHARE)))
            .batch(128)
            .adam(2e-3)
            .clipNorm(5)
            .quiet();
    private static final Adversarial ROUND = Adversarial.rollouts(4)
            .steps(4)
            .discriminator(Fit.epochs(1).batch(64).adam(1e-3).clipNorm(5), 1, 3000);

    private final LstmOracle oracle;
    private final long seed;
    private final int[][] chosen; // what the temperature is chosen by
    private final int[][] held; // what is measured on

    private Gan(LstmOracle oracle, long seed) {
        this.oracle = oracle;
        this.seed = seed;
        this.chosen = oracle.sample(MEASURED, 1000 * seed + 1);
        this.held = oracle.sample(MEASURED, 1000 * seed + 2);
    }

    static void main() {
        LstmOracle oracle = LstmOracle.of(SYMBOLS, LENGTH).seed(1);
        System.out.println("\n## Sequences by an adversary, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(oracle + ", entropy " + oracle.entropy(20_000, 1) + "\n");
        System.out.println(
                "| engine | seed | generator | oracle's nats | held-out nats | temperature | since start, s |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                new Gan(oracle, seed).run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void run() throws IOException {
        long start = System.nanoTime();
        SymbolSequences data = oracle.sequences(SEQUENCES, seed).split(0.9, 0.1);
        Path file = Files.createTempFile("rondo-gan", ".safetensors");
        try (SeqGan likely = SeqGan.of(Rnn.lstm(32), Rnn.gru(64).bidirectional().dropout(0.2), data)
                .seed(seed)) {
            tell("untrained", likely, 1, start);
            likely.fit(data, LIKELIHOOD);
            tell("maximum likelihood", likely, 1, start);
            likely.save(file);
            try (SeqGan model = SeqGan.load(file)) {
                model.fitDiscriminator(data, JUDGE);
                model.fitAdversarially(data, ROUNDS, ROUND);
                tell("adversarial", model, 1, start);
                control(likely, model, start);
            }
        } finally {
            Files.delete(file);
        }
    }

    private void control(SeqGan likely, SeqGan model, long start) {
        double variety = model.nats(chosen, 1).nats();
        TemperatureSweep sweep = TemperatureSweep.of(likely, oracle, chosen, seed, TEMPERATURES);
        sweep.asVaried(variety)
                .ifPresentOrElse(
                        point -> tell("maximum likelihood, as varied", likely, point.temperature(), start),
                        () -> System.out.println("no temperature is as varied as the adversarial generator"));
    }

    private void tell(String name, SeqGan model, double temperature, long start) {
        TemperatureSweep.Point point = TemperatureSweep.Point.of(model, oracle, held, seed + 77, temperature);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %.0f |%n",
                Engines.name(),
                seed,
                name,
                with(point.quality()),
                with(point.variety()),
                temperature,
                (System.nanoTime() - start) / 1e9);
    }

    private static String with(SequenceNats nats) {
        return String.format(Locale.ROOT, "%.4f ± %.4f", nats.nats(), nats.standardError());
    }
}
