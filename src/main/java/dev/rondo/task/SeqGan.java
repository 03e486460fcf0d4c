package dev.rondo.task;

import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.Tensor;
import dev.rondo.data.SymbolSequences;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A generator of sequences and a discriminator that tells them from real ones, trained against each other (L. Yu, W. Zhang,
 * J. Wang and Y. Yu, SeqGAN: sequence generative adversarial nets with policy gradient, 2017).
 *
 * <pre>{@code
 * var oracle = LstmOracle.of(1000, 20);
 * var data = oracle.sequences(10_000, 1);
 * var model = SeqGan.of(Rnn.lstm(32), Rnn.gru(32).bidirectional(), data).seed(7);
 * model.fit(data, Fit.epochs(30).batch(64).adam(5e-3).clipNorm(5));         // maximum likelihood
 * model.fitDiscriminator(data, Fit.epochs(3).batch(64).adam(1e-3));
 * model.fitAdversarially(data, Fit.epochs(50).batch(64).adam(1e-3).clipNorm(5), Adversarial.rollouts(16)).plot().show();
 * oracle.nats(model.generate(10_000, 1, 2));
 * }</pre>
 *
 * <p>The generator is a table of vectors, a recurrent stack and a linear layer, {@code P(y_t | y_1 ... y_(t-1)) =
 * softmax(W h_t + b)}, and reads a symbol of its own first; the discriminator is a table, a stack that may read both ways,
 * a pooling of its steps and a linear layer. Symbols cannot be differentiated, so the generator goes up the policy's
 * gradient {@code E[sum_t (Q_t - b_t) grad log P(y_t | y_1 ... y_(t-1))]}: Q_t is the mean verdict on sequences that the
 * generator itself writes from y_t on (roll-outs), and the baseline b_t the mean of Q_t over the other sequences of the
 * batch, which leaves the gradient's expectation as it is.
 *
 * <p>Whether such training is worth it is doubted with reason: a generator of maximum likelihood at a lower temperature
 * writes as well and more varied (M. Caccia et al., Language GANs falling short, 2020). {@link TemperatureSweep} is that
 * control.
 */
public final class SeqGan extends Trained {
    private static final String KIND = "SeqGan";
    private static final String SPEC = "rondo.model"; // the part of a file that holds the spec
    private static final String STEPS = "rondo.steps"; // what a network looks for
    private static final String GENERATOR = "generator.";
    private static final String DISCRIMINATOR = "discriminator.";
    private static final int EMBEDDING = 32;

    private final SeqGanSpec spec;
    private final Generator generator;
    private final Discriminator discriminator;
    private final Contest contest;

    private SeqGan(SeqGanSpec spec) {
        this.spec = spec;
        this.generator = Generator.of(spec);
        this.discriminator = Discriminator.of(spec);
        this.contest = new Contest(spec, generator, discriminator);
    }

    /**
     * Describes a model for sequences like those of some data: with 32 numbers for a symbol in each net, and of the
     * discriminator's outputs the largest over the steps.
     *
     * @param generator the recurrent layers that write, one-way
     * @param discriminator the recurrent layers that judge
     * @param data the sequences, which decide how many symbols there are, and the length
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the generator reads both ways
     */
    public static SeqGan of(Rnn generator, Rnn discriminator, SymbolSequences data) {
        return new SeqGan(
                new SeqGanSpec(data.symbols(), data.length(), generator, discriminator, EMBEDDING, Pooling.MAX, 0));
    }

    private SeqGan changed(SeqGanSpec other, String call) {
        generator.network().requireUntrained(call);
        discriminator.network().requireUntrained(call);
        return new SeqGan(other);
    }

    /**
     * Returns an untrained model with vectors of another size for the symbols. The default is 32.
     *
     * @param size how many numbers a symbol has in each net, at least 1
     * @return the model
     * @throws IllegalArgumentException if the size is below 1
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SeqGan embedding(int size) {
        return changed(spec.embedding(size), "embedding(" + size + ")");
    }

    /**
     * Returns an untrained model whose discriminator makes one vector of its steps in another way. The default is {@link
     * Pooling#MAX}.
     *
     * @param how how the steps become one
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SeqGan pooling(Pooling how) {
        return changed(spec.pooling(how), "pooling(" + how + ")");
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling, dropout and sampling. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SeqGan seed(long value) {
        return changed(spec.seed(value), "seed(" + value + ")");
    }

    /**
     * Trains the generator by maximum likelihood on the training part. A second fit goes on from where the first ended.
     *
     * @param data the sequences; their validation part is measured after each epoch, beside the frequencies of the symbols
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per symbol
     * @throws IllegalArgumentException if the data has other symbols or another length
     */
    public History fit(SymbolSequences data, Fit fit) {
        spec.require(data);
        return generator.fit(data, fit);
    }

    /**
     * Trains the discriminator on the training part and as many sequences of the generator, drawn anew for each epoch. A
     * second fit goes on from where the first ended.
     *
     * @param data the sequences; the validation part and as many generated ones are measured after each epoch
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per sequence
     * @throws IllegalArgumentException if the data has other symbols or another length
     */
    public History fitDiscriminator(SymbolSequences data, Fit fit) {
        spec.require(data);
        return contest.judge(data, fit);
    }

    /**
     * Trains generator and discriminator in turns. An epoch is a round: some steps of the generator, then some turns of the
     * discriminator. A second call goes on from where the first ended, with the optimisers anew. Where the thread is
     * interrupted, both nets stay as they are then.
     *
     * @param data the sequences; where there is a validation part, it is measured after each round
     * @param rounds how many, and how the generator is trained in them; its {@code steps} are not used
     * @param how what happens in a round
     * @return what was done; the loss is {@code 1 - P(real)} of the generator's sequences, in its steps and, as validation,
     *     of sequences drawn anew after the discriminator's turns; beside it stand the discriminator's accuracy and the
     *     nats per symbol of the validation part
     * @throws IllegalArgumentException if the data has other symbols or another length, a batch has fewer than two
     *     sequences, or a checkpoint or patience is asked for
     */
    public History fitAdversarially(SymbolSequences data, Fit rounds, Adversarial how) {
        spec.require(data);
        if (rounds.watch().checkpoint().isPresent() || rounds.watch().patience() > 0) {
            throw new IllegalArgumentException(
                    "fitAdversarially(...) with a checkpoint or patience, expected neither: two nets are"
                            + " trained, and neither's loss says how good the sequences are; call it for some rounds at a time"
                            + " and save(...) the model between");
        }
        return contest.run(data, rounds, how);
    }

    /**
     * Writes sequences by the generator's probabilities.
     *
     * @param count how many, at least 1
     * @param temperature what the scores are divided by, above 0: below 1 bolder, above 1 wilder
     * @param seed what decides them: the same seed and model write the same
     * @return the symbols, (count)(length)
     * @throws IllegalArgumentException if count or temperature is too small
     */
    public int[][] generate(int count, double temperature, long seed) {
        return generator.writer(temperature).write(count, new SplittableRandom(seed));
    }

    /**
     * Returns how probable it is that the generator writes some sequences.
     *
     * @param sequences the symbols, (sequences)(length)
     * @param temperature what the scores are divided by: the probabilities are those that {@link #generate} draws by
     * @return the natural logarithm of the probability of each
     * @throws IllegalArgumentException if there are none, one has another length or other symbols, or the temperature is
     *     not above 0
     */
    public double[] logProbabilities(int[][] sequences, double temperature) {
        SymbolSequences.require(sequences, spec.symbols(), spec.length());
        return generator.writer(temperature).logProbabilities(sequences);
    }

    /**
     * Measures how well the generator expects some sequences, such as real ones held out: one that has stopped to write
     * some kind of sequence loses here.
     *
     * @param sequences the symbols, (sequences)(length)
     * @param temperature what the scores are divided by
     * @return the mean negative logarithm of their probabilities
     * @throws IllegalArgumentException if there are none, one has another length or other symbols, or the temperature is
     *     not above 0
     */
    public SequenceNats nats(int[][] sequences, double temperature) {
        return SequenceNats.of(logProbabilities(sequences, temperature), spec.length());
    }

    /**
     * Judges sequences.
     *
     * @param sequences the symbols, (sequences)(length)
     * @return of each, how probable the discriminator finds it that it is real
     * @throws IllegalArgumentException if there are none, or one has another length or other symbols
     */
    public double[] discriminate(int[][] sequences) {
        SymbolSequences.require(sequences, spec.symbols(), spec.length());
        return discriminator.of(sequences);
    }

    /**
     * Returns what each symbol of some sequences is worth: the discriminator's mean verdict on sequences that the generator
     * writes from there on, and of the last symbol the verdict on the sequence itself.
     *
     * @param sequences the symbols, (sequences)(length)
     * @param rollouts how many sequences to write from each place on, at least 1
     * @param seed what decides them
     * @return the values, (sequences)(length), each from 0 to 1
     * @throws IllegalArgumentException if there are no sequences or roll-outs, or a sequence has another length or other
     *     symbols
     */
    public double[][] values(int[][] sequences, int rollouts, long seed) {
        SymbolSequences.require(sequences, spec.symbols(), spec.length());
        int count = Adversarial.rollouts(rollouts).rollouts(); // checked there
        return generator.values(sequences, discriminator, count, new SplittableRandom(seed));
    }

    /**
     * Loads a saved model.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file holds something else
     */
    public static SeqGan load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        SeqGan loaded = new SeqGan(found.get(SPEC, SeqGanSpec.class, file));
        loaded.generator.network().take(side(found, GENERATOR, file), file);
        loaded.discriminator.network().take(side(found, DISCRIMINATOR, file), file);
        return loaded;
    }

    /** Picks what a file says of one of the nets. */
    private static ModelFile side(ModelFile found, String prefix, Path file) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        found.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return new ModelFile(own, Map.of()).with(STEPS, found.get(prefix + STEPS, Long.class, file));
    }

    @Override
    public void save(Path file) {
        new ModelFile(weights(), Map.of())
                .with(SPEC, spec)
                .with(GENERATOR + STEPS, generator.network().steps())
                .with(DISCRIMINATOR + STEPS, discriminator.network().steps())
                .write(file, KIND);
    }

    /**
     * Returns the weights of both nets, copied, under the names they are saved under: {@code generator.} and {@code
     * discriminator.} stand before PyTorch's names.
     *
     * @return the weights by name
     */
    @Override
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        generator.network().weights().forEach((name, tensor) -> weights.put(GENERATOR + name, tensor));
        discriminator.network().weights().forEach((name, tensor) -> weights.put(DISCRIMINATOR + name, tensor));
        return weights;
    }

    @Override
    public String summary() {
        return this + "\n" + generator.network().summary("generator")
                + discriminator.network().summary("discriminator");
    }

    /**
     * Returns the generator as a block of DJL: the symbol before each (batch, time), the number behind the last symbol
     * first, to the scores of the symbols (batch, time, symbols).
     *
     * @return the block; it lives as long as the model
     */
    public Block generator() {
        return generator.network().net();
    }

    /**
     * Returns the discriminator as a block of DJL: symbols (batch, time) to the scores of generated and real, (batch, 2).
     *
     * @return the block; it lives as long as the model
     */
    public Block discriminator() {
        return discriminator.network().net();
    }

    /** Returns the nets, for what looks into them. */
    List<Network<?>> networks() {
        return List.of(generator.network(), discriminator.network());
    }

    @Override
    Network<?> network() {
        return generator.network();
    }

    @Override
    public void close() {
        generator.network().close();
        discriminator.network().close();
    }

    @Override
    public String toString() {
        return spec.describe(
                KIND, generator.network().steps(), discriminator.network().steps());
    }
}
