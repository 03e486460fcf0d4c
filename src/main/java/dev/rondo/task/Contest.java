package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.data.SymbolSequences;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A generator against a discriminator.
 *
 * @param spec what the nets are
 * @param generator the side that writes
 * @param discriminator the side that judges
 */
record Contest(SeqGanSpec spec, Generator generator, Discriminator discriminator) {
    private static final int MEASURED = 256; // sequences of each kind that the discriminator is measured on

    /** Trains the discriminator on the training part and sequences drawn anew for each epoch. */
    History judge(SymbolSequences data, Fit fit) {
        SplittableRandom random = turn();
        int[][] real = data.sequences(Part.TRAIN);
        int[][] held = data.sequences(Part.VALIDATION);
        int[][] generated = held.length == 0 ? held : generator.writer(1).write(held.length, random.split());
        long each = random.nextLong();
        return discriminator.fit(
                new Rivals(data.name(), real, held, generated, epoch -> generator
                        .writer(1)
                        .write(real.length, new SplittableRandom(each + epoch))),
                fit);
    }

    /** Returns the source of chance of what the discriminator is trained on next. */
    private SplittableRandom turn() {
        return new SplittableRandom(
                        spec.seed() * 1_000_003 + discriminator.network().steps())
                .split();
    }

    /** Trains both in turns, round by round. */
    History run(SymbolSequences data, Fit rounds, Adversarial how) {
        int[][] real = data.sequences(Part.TRAIN);
        int[][] held = data.sequences(Part.VALIDATION);
        PolicyLearner learner = new PolicyLearner(
                generator,
                new PolicyLearner.Course(rounds.batch(), how.rollouts(), how.steps(), how.teaching(), real),
                new PolicyLearner.Side(discriminator, round -> turns(real, how), () -> metrics(real, held)));
        return generator
                .network()
                .during(() -> discriminator.network().during(() -> Loop.run(learner, rounds, spec.seed())));
    }

    private void turns(int[][] real, Adversarial how) {
        for (int k = 0; k < how.turns(); k++) {
            SplittableRandom random = turn();
            int[][] some = some(real, how.samples(), random);
            long each = random.nextLong();
            Rivals rivals = new Rivals("a turn's sequences", some, new int[0][], new int[0][], epoch -> generator
                    .writer(1)
                    .write(some.length, new SplittableRandom(each + epoch)));
            if (discriminator.fit(rivals, how.discriminator().quiet()).end() == History.End.INTERRUPTED) {
                Thread.currentThread().interrupt(); // used up there, but meant for all
                return;
            }
        }
    }

    /** Draws sequences, one perhaps more than once. */
    private static int[][] some(int[][] all, int count, SplittableRandom random) {
        return random.ints(count, 0, all.length).mapToObj(place -> all[place]).toArray(int[][]::new);
    }

    private Map<String, Double> metrics(int[][] real, int[][] held) {
        SplittableRandom random = turn().split();
        int[][] known = some(held.length == 0 ? real : held, MEASURED, random);
        double right = 0;
        for (double verdict : discriminator.of(known)) {
            right += verdict > 0.5 ? 1 : 0;
        }
        for (double verdict : discriminator.of(generator.writer(1).write(MEASURED, random))) {
            right += verdict > 0.5 ? 0 : 1;
        }
        Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
        metrics.put("discriminator's accuracy", right / (2 * MEASURED));
        if (held.length > 0) {
            double[] logs = generator.writer(1).logProbabilities(held);
            metrics.put("nats per symbol", SequenceNats.of(logs, spec.length()).nats());
        }
        return metrics;
    }
}
