package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Losses;
import dev.rondo.train.History;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A generator learning from rewards, by the policy's gradient: in each epoch steps on sequences of its own, then perhaps
 * steps on real ones.
 *
 * <p>With Q as {@link Generator#values} has it and a baseline b, the loss of a batch of B sequences is {@code 1 - the mean
 * reward}, and its gradient {@code -1/B sum over sequences and t of (Q_t - b_t) grad log P(y_t | y_1 ... y_(t-1))}
 * (REINFORCE, R. Williams, 1992).
 */
final class PolicyLearner implements NetworkLearner<PolicyLearner.Turn> {
    private final Generator generator;
    private final Course course;
    private final Side side;

    /**
     * How to learn.
     *
     * @param batch how many sequences a step has
     * @param rollouts how many roll-outs
     * @param steps how many steps an epoch has by the policy's gradient
     * @param teaching how many on real sequences
     * @param real the real sequences
     */
    record Course(int batch, int rollouts, int steps, int teaching, int[][] real) {}

    /**
     * What is beside the generator.
     *
     * @param reward what its sequences are worth
     * @param between trained between the epochs
     * @param metrics figures for the history, measured after that
     */
    record Side(Reward reward, IntConsumer between, Supplier<Map<String, Double>> metrics) {}

    /**
     * A batch: sequences, and how much better each symbol is than others.
     *
     * @param sequences the symbols, (batch)(length)
     * @param advantages a number for each symbol; null where the sequences are real ones
     * @param reward the mean reward
     */
    record Turn(int[][] sequences, double @Nullable [][] advantages, double reward) {}

    PolicyLearner(Generator generator, Course course, Side side) {
        if (course.batch < 2) {
            throw new IllegalArgumentException("batch is " + course.batch
                    + ", expected at least 2: a sequence is compared with the others of its batch");
        }
        this.generator = generator;
        this.course = course;
        this.side = side;
    }

    @Override
    public String identity() {
        return generator.spec() + " engine " + Engines.name(); // no fit by rewards has a checkpoint
    }

    @Override
    public Network<?> network() {
        return generator.network();
    }

    /** Batches are drawn as they are asked for, by the weights of that moment. */
    @Override
    public List<Turn> batches(int epoch) {
        return new AbstractList<>() {
            @Override
            public Turn get(int index) {
                SplittableRandom random = random(generator.network().steps());
                return index < course.steps ? own(random) : real(random);
            }

            @Override
            public int size() {
                return course.steps + course.teaching;
            }
        };
    }

    /** Returns the source of chance at a step; the loop's noise of that step comes from elsewhere. */
    private SplittableRandom random(long step) {
        return new SplittableRandom(generator.spec().seed() * 1_000_003 - step).split();
    }

    private Turn own(SplittableRandom random) {
        int[][] written = generator.writer(1).write(course.batch, random);
        double[][] values = generator.values(written, side.reward, course.rollouts, random);
        double reward = Arrays.stream(values)
                .mapToDouble(own -> own[own.length - 1])
                .average()
                .orElseThrow();
        return new Turn(written, Generator.advantages(values), reward);
    }

    private Turn real(SplittableRandom random) {
        int[][] drawn = random.ints(course.batch, 0, course.real.length)
                .mapToObj(place -> course.real[place])
                .toArray(int[][]::new);
        return new Turn(drawn, null, Double.NaN);
    }

    /** Steps on real sequences do not count: their loss is another. */
    @Override
    public long count(Turn turn) {
        return turn.advantages == null ? 0 : turn.sequences.length;
    }

    @Override
    public Loss loss(Turn turn, NDList carried, SplittableRandom noise, NDManager manager) {
        LanguageNet net = generator.network().net();
        net.noiseFrom(noise);
        int[] places = IntStream.range(0, turn.sequences.length).toArray();
        Written written = new Written(turn.sequences, generator.spec().symbols());
        NDArray scores = net.run(
                new ParameterStore(manager, false), new NDList(written.before(manager, places)), null, null, true);
        NDArray nats = Losses.crossEntropies(scores, written.labels(manager, places)); // (batch x time)
        if (turn.advantages == null) {
            return new Loss(nats.mean(), new NDList());
        }
        NDArray sum = PlainLoss.sum(manager, weights(turn.advantages), nats);
        return new Loss(PlainLoss.of(sum, 1 - turn.reward), new NDList());
    }

    private static float[] weights(double[][] advantages) {
        int length = advantages[0].length;
        float[] weights = new float[advantages.length * length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (advantages[k / length][k % length] / advantages.length);
        }
        return weights;
    }

    @Override
    public void between(int epoch) {
        side.between.accept(epoch);
    }

    @Override
    public boolean validates() {
        return true;
    }

    /** Measures sequences drawn anew, against what was trained between. */
    @Override
    public Scores validate() {
        SplittableRandom random = random(generator.network().steps()).split();
        double[] rewards = side.reward.of(generator.writer(1).write(course.batch, random));
        Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
        metrics.putAll(side.metrics.get());
        return new Scores(1 - Arrays.stream(rewards).average().orElseThrow(), metrics);
    }

    @Override
    public History blank() {
        return new History("1 - reward", "sequences", List.of(), History.End.FINISHED, Map.of());
    }
}
