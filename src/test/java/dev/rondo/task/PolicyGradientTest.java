package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gradient of the expected reward, and what symbols are worth, by looking at every sequence. */
@Tag("engine")
class PolicyGradientTest {
    private static final int[][] ALL = EveryTriple.all();
    private static final double[] REWARDS =
            new SplittableRandom(3).doubles(EveryTriple.COUNT).toArray();
    private static final Reward REWARD = sequences -> Arrays.stream(sequences)
            .mapToDouble(own -> REWARDS[EveryTriple.place(own)])
            .toArray();

    private final Generator generator = Generator.of(
            new SeqGanSpec(EveryTriple.SYMBOLS, EveryTriple.LENGTH, Rnn.lstm(4), Rnn.gru(2), 3, Pooling.MAX, 1));

    private double[] probabilities() {
        return Arrays.stream(generator.writer(1).logProbabilities(ALL))
                .map(Math::exp)
                .toArray();
    }

    private double expected() {
        double[] probabilities = probabilities();
        return IntStream.range(0, ALL.length)
                .mapToDouble(k -> probabilities[k] * REWARDS[k])
                .sum();
    }

    /** The mean reward of all sequences that begin alike, by their probabilities. */
    private double[][] exactValues() {
        double[] probabilities = probabilities();
        double[][] values = new double[ALL.length][EveryTriple.LENGTH];
        for (int k = 0; k < ALL.length; k++) {
            for (int t = 0; t < EveryTriple.LENGTH; t++) {
                int written = t + 1;
                int row = k;
                int[] alike = IntStream.range(0, ALL.length)
                        .filter(other -> Arrays.equals(ALL[other], 0, written, ALL[row], 0, written))
                        .toArray();
                double mass = IntStream.of(alike)
                        .mapToDouble(other -> probabilities[other])
                        .sum();
                values[k][t] = IntStream.of(alike)
                                .mapToDouble(other -> probabilities[other] * REWARDS[other])
                                .sum()
                        / mass;
            }
        }
        return values;
    }

    /** Over all sequences by their probabilities the estimate is the gradient of the expected reward. */
    @Test
    void theEstimateIsTheGradientOfTheExpectedReward() {
        double[] probabilities = probabilities();
        double[][] advantages = exactValues();
        for (int k = 0; k < ALL.length; k++) {
            for (int t = 0; t < EveryTriple.LENGTH; t++) {
                double baseline = 0.2 + 0.1 * t; // any: what it adds is zero on average
                advantages[k][t] = (advantages[k][t] - baseline) * probabilities[k] * ALL.length;
            }
        }
        Map<String, Tensor> gradients = gradients(new PolicyLearner.Turn(ALL, advantages, 0.25), 0.75);
        for (Map.Entry<String, Tensor> entry : gradients.entrySet()) {
            float[] values = entry.getValue().values();
            for (int at = 0; at < values.length; at += Math.max(1, values.length / 5)) {
                assertEquals(-slope(entry.getKey(), at), values[at], 1e-4, entry.getKey() + " at " + at);
            }
        }
        assertTrue(Arrays.stream(weights(gradients)).map(Math::abs).max().orElseThrow() > 0.01, "it is not all zero");
    }

    private static double[] weights(Map<String, Tensor> tensors) {
        return tensors.values().stream()
                .flatMapToDouble(own -> IntStream.range(0, own.values().length).mapToDouble(k -> own.values()[k]))
                .toArray();
    }

    private Map<String, Tensor> gradients(PolicyLearner.Turn turn, double loss) {
        PolicyLearner learner = learner(REWARD, 1, 27);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Engines.enter();
        try (NDManager manager = learner.manager().newSubManager()) {
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                var made = learner.loss(turn, new NDList(), new SplittableRandom(0), manager);
                assertEquals(loss, made.mean().getFloat(), 1e-6);
                collector.backward(made.mean());
            }
            learner.parameters().forEach((name, parameter) -> {
                var gradient = parameter.getArray().getGradient();
                gradient.attach(manager);
                gradients.put(name, Tensors.of(gradient));
            });
        }
        return gradients;
    }

    /** The slope of the expected reward by central differences. */
    private double slope(String name, int at) {
        var array = generator.network().parameters().get(name).getArray();
        Tensor kept = Tensors.of(array);
        double[] found = new double[2];
        float step = 0.01f;
        for (int side = 0; side < 2; side++) {
            float[] moved = kept.values().clone();
            moved[at] += side == 0 ? -step : step;
            Tensors.copy(Tensor.of(moved, kept.shape()), array);
            found[side] = expected();
        }
        Tensors.copy(kept, array);
        return (found[1] - found[0]) / (2 * step);
    }

    @Test
    void rollOutsComeToTheValues() {
        int count = 3000;
        double[][] exact = exactValues();
        double[][] found = generator.values(ALL, REWARD, count, new SplittableRandom(8));
        for (int k = 0; k < ALL.length; k++) {
            for (int t = 0; t < EveryTriple.LENGTH - 1; t++) {
                assertEquals(exact[k][t], found[k][t], 4 * 0.5 / Math.sqrt(count), "sequence " + k + " at " + t);
            }
            assertEquals(REWARDS[k], found[k][EveryTriple.LENGTH - 1], 1e-12);
        }
    }

    @Test
    void eachIsComparedWithTheOthers() {
        double[][] advantages = Generator.advantages(new double[][] {{1, 2}, {3, 5}, {2, 2}});
        assertArrayEquals(new double[] {-1.5, -1.5}, advantages[0], 1e-12);
        assertArrayEquals(new double[] {1.5, 3}, advantages[1], 1e-12);
        assertArrayEquals(new double[] {0, -1.5}, advantages[2], 1e-12);
        String said = assertThrows(IllegalArgumentException.class, () -> learner(REWARD, 1, 1))
                .getMessage();
        assertTrue(said.startsWith("batch is 1, expected at least 2: a sequence is compared"), said);
    }

    /** Steps on real sequences come last, and their loss does not count. */
    @Test
    void ownSequencesComeBeforeRealOnes() {
        var course = new PolicyLearner.Course(5, 1, 2, 1, new int[][] {{2, 1, 0}});
        var learner = new PolicyLearner(generator, course, new PolicyLearner.Side(REWARD, epoch -> {}, Map::of));
        var turns = learner.batches(1);
        assertEquals(3, turns.size());
        for (int k = 0; k < 3; k++) {
            PolicyLearner.Turn turn = turns.get(k);
            assertEquals(k == 2, turn.advantages() == null, "turn " + k);
            assertEquals(k == 2 ? 0 : 5, learner.count(turn));
        }
        assertArrayEquals(new int[] {2, 1, 0}, turns.get(2).sequences()[4]);
    }

    @Test
    void whatIsRewardedIsWritten() {
        Reward zeros = sequences -> Arrays.stream(sequences)
                .mapToDouble(own -> Arrays.stream(own).filter(id -> id == 0).count() / 3.0)
                .toArray();
        History run = Loop.run(
                learner(zeros, 4, 16), Fit.epochs(12).batch(16).adam(0.05).quiet(), 1);
        double share = Arrays.stream(zeros.of(generator.writer(1).write(500, new SplittableRandom(1))))
                .average()
                .orElseThrow();
        assertTrue(share > 0.95, "share of zeros: " + share);
        assertTrue(run.epochs().get(0).training() > 0.4 && run.last().training() < 0.1, run.toString());
        assertEquals("1 - reward", run.loss());
    }

    private PolicyLearner learner(Reward reward, int steps, int batch) {
        return new PolicyLearner(
                generator,
                new PolicyLearner.Course(batch, 4, steps, 0, ALL),
                new PolicyLearner.Side(reward, epoch -> {}, Map::of));
    }
}
