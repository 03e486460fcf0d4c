package dev.rondo.task;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CtcLanguage;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.CrossEntropy;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent language model: what comes next, given what came before.
 *
 * <pre>{@code
 * var text  = Text.characters(Path.of("data/verse.txt")).split(0.9, 0.1);
 * var model = LanguageModel.of(Rnn.lstm(256).layers(2), text).seed(7);
 * var run   = model.fit(text, Fit.epochs(20).batch(32).steps(100).adam(1e-3).clipNorm(5));
 * run.plot().show();
 * model.generate("MARRET:", 300, Sampling.random().temperature(0.8));
 * }</pre>
 *
 * <p>The net is one-hot or embedded symbols, the recurrent stack, and a linear layer:
 * {@code P(next | past) = softmax(W h + b)}. It is made at the first use, on the engine in use then. Native memory is
 * given back by {@link #close()}, or, once the model is no longer reachable, when another one is made.
 */
public final class LanguageModel extends Trained {
    private static final String KIND = "LanguageModel";
    private static final int EMBEDDING = 64; // of words; characters are one-hot

    private final Config config;
    private final Vocabulary vocabulary;
    private final Network<LanguageNet> network;
    private int generated;

    /** What a file says of the model besides weights and vocabulary. */
    private record Config(
            Rnn rnn,
            int embedding,
            boolean tied,
            long seed,
            @Nullable Tokenizer tokenizer) {}

    private LanguageModel(Config config, Vocabulary vocabulary) {
        if (config.rnn.directions() > 1) {
            throw new IllegalArgumentException(
                    "a language model reads one way, but " + config.rnn + " reads both: leave out bidirectional()");
        }
        this.config = config;
        this.vocabulary = vocabulary;
        this.network = new Network<>(
                KIND,
                Map.of("rondo.model", config, "rondo.vocabulary", vocabulary.symbols()),
                owner -> new LanguageNet(
                        config.rnn, vocabulary.size(), config.embedding, config.tied, config.seed, owner),
                new Shape(1, 1)); // (batch, time)
    }

    /**
     * Describes a model for the symbols of a text: characters are read one-hot, words as vectors of 64 numbers.
     *
     * @param rnn the recurrent stack, one-way
     * @param text the text whose vocabulary the model is to know
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the stack is bidirectional
     */
    public static LanguageModel of(Rnn rnn, Text text) {
        return new LanguageModel(
                new Config(
                        rnn,
                        text.tokenizer().isEmpty() ? 0 : EMBEDDING,
                        false,
                        0,
                        text.tokenizer().orElse(null)),
                text.vocabulary());
    }

    /**
     * Returns an untrained model with another seed: of initial weights, dropout and sampling. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public LanguageModel seed(long value) {
        return changed(
                new Config(config.rnn, config.embedding, config.tied, value, config.tokenizer), "seed(" + value + ")");
    }

    /**
     * Returns an untrained model whose symbols come in as learned vectors and not one-hot.
     *
     * @param size the length of the vectors; 0 for one-hot
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public LanguageModel embedding(int size) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "embedding is " + size + ", expected at least 1, or 0 for one-hot input");
        }
        Config other = new Config(config.rnn, size, false, config.seed, config.tokenizer);
        return changed(other, "embedding(" + size + ")");
    }

    /**
     * Returns an untrained model whose input and output share one table of vectors, as wide as the stack's output: a
     * word's score is the product of its vector and h, and a bias (Press and Wolf 2017, Using the Output Embedding to
     * Improve Language Models).
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public LanguageModel tied() {
        Config other = new Config(config.rnn, config.rnn.outputs(), true, config.seed, config.tokenizer);
        return changed(other, "tied()");
    }

    private LanguageModel changed(Config other, String call) {
        network.requireUntrained(call);
        return new LanguageModel(other, vocabulary);
    }

    /**
     * Trains on the text's training part, by truncated backpropagation through time over contiguous streams: the state
     * is carried from window to window, the gradient is not. A second fit goes on from where the first ended.
     *
     * @param text the text; its validation part is measured after each epoch, beside n-gram models
     * @param fit what is to be done
     * @return what was done; losses in nats per symbol, character or word
     * @throws IllegalArgumentException if the text is too short, or has symbols the model does not know
     */
    public History fit(Text text, Fit fit) {
        return network.during(
                () -> Loop.run(new LanguageLearner(this, known(text), fit, config.seed), fit, config.seed));
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * <pre>{@code
     * Fit fit = Fit.epochs(20).batch(32).steps(100).adam(1e-3).clipNorm(5);
     * model.fit(text, fit.adam(model.findRate(text, fit).suggestion()));
     * }</pre>
     *
     * @param text the text, of which the training part is read
     * @param fit how to train: its batch, steps, optimiser and clipping
     * @return the loss at each rate
     */
    public RateCurve findRate(Text text, Fit fit) {
        return findRate(text, fit, Sweep.wide());
    }

    /**
     * Looks for a learning rate: trains with a rate that grows from step to step until the loss runs away, and gives
     * the weights back as they were.
     *
     * @param text the text, of which the training part is read
     * @param fit how to train: its batch, steps, optimiser and clipping
     * @param sweep the rates to try
     * @return the loss at each rate, in nats per symbol
     * @throws IllegalArgumentException if the text is too short, or has symbols the model does not know
     */
    public RateCurve findRate(Text text, Fit fit, Sweep sweep) {
        return network.during(
                () -> Loop.search(new LanguageLearner(this, known(text), fit, config.seed), fit, config.seed, sweep));
    }

    /**
     * Measures the model on the test part, or on the validation part where the split leaves no test part.
     *
     * @param text the text
     * @return the mean cross entropy per character
     */
    public CrossEntropy evaluate(Text text) {
        return evaluate(text, text.length(Part.TEST) > 1 ? Part.TEST : Part.VALIDATION);
    }

    /**
     * Measures the model on a part of a text, read from its first character on.
     *
     * @param text the text
     * @param part the part
     * @return the mean cross entropy per character, the first one not counted
     * @throws IllegalArgumentException if the part has fewer than two characters, or symbols the model does not know
     */
    public CrossEntropy evaluate(Text text, Part part) {
        return new CrossEntropy(nats(text, part));
    }

    /** Measures without a check of the result, which is no number where the weights are none. */
    double nats(Text text, Part part) {
        int[] ids = known(text).ids(part);
        if (ids.length < 2) {
            throw new IllegalArgumentException("the " + part.name().toLowerCase(Locale.ROOT) + " part of '"
                    + text.name()
                    + "' has " + ids.length + " " + text.unit()
                    + "s, expected at least 2: split the text otherwise, or name"
                    + " another part");
        }
        return network.during(() -> new Reading(ids, network.net(), network.manager()).nats());
    }

    /**
     * Writes on by the model's own probabilities.
     *
     * @param priming what the model reads first, and the result begins with; may be empty
     * @param length how many characters or words to add
     * @return the priming text and what follows
     */
    public String generate(String priming, int length) {
        return generate(priming, length, Sampling.random());
    }

    /**
     * Writes on, in plain Java, one symbol at a time; {@link Vocabulary#UNKNOWN} is never written. Each call draws anew; the same calls on the same model in the
     * same order give the same texts.
     *
     * @param priming what the model reads first, and the result begins with; may be empty
     * @param length how many characters or words to add
     * @param sampling how each is chosen
     * @return the priming text and what follows
     * @throws IllegalArgumentException if the priming text has a character that the model does not know
     */
    public String generate(String priming, int length, Sampling sampling) {
        if (length < 0) {
            throw new IllegalArgumentException(
                    "length is " + length + ", expected how many characters or words to add, from 0");
        }
        int[] start = encode(priming);
        SplittableRandom random = new SplittableRandom(config.seed * 1_000_003 + generated++);
        return wording().text(priming, writer().write(start, firstSymbol(), length, sampling, random));
    }

    /**
     * Returns how probable a sentence is: read from behind a line's end, and closed by one where the model knows it, as a
     * model of words does.
     *
     * @param sentence one line of text
     * @return the natural logarithm of its probability, the sum of those of its symbols
     * @throws IllegalArgumentException if it has no symbol, or a character that the model does not know
     */
    public double logProbability(String sentence) {
        int[] ids = encode(sentence);
        if (ids.length == 0) {
            throw new IllegalArgumentException("the sentence is empty, expected at least one " + unit());
        }
        int end = wording().end();
        if (end >= 0 && ids[ids.length - 1] != end) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = end;
        }
        return writer().logProbability(firstSymbol(), ids);
    }

    /**
     * Numbers a text as the model reads it; a word that it does not know becomes {@link Vocabulary#UNKNOWN}.
     *
     * @param text the text
     * @return the number of each symbol in {@link #vocabulary()}
     * @throws IllegalArgumentException if it has a character that the model does not know
     */
    public int[] encode(String text) {
        return wording().ids(text);
    }

    /** Numbers a text by the model's vocabulary. */
    private Text known(Text text) {
        if (!text.tokenizer().equals(Optional.ofNullable(config.tokenizer))) {
            throw new IllegalArgumentException("'" + text.name() + "' is in " + symbols(text.tokenizer())
                    + ", but the model reads " + symbols(Optional.ofNullable(config.tokenizer))
                    + ": make the text alike, or another model of this text");
        }
        return text.in(vocabulary);
    }

    private static String symbols(Optional<Tokenizer> cut) {
        return cut.map(tokenizer -> "words by " + tokenizer).orElse("characters");
    }

    private Wording wording() {
        return new Wording(vocabulary, config.tokenizer);
    }

    private Writer writer() {
        return new Writer(plainLanguage()).without(id -> wording().isUnwritten(id));
    }

    /**
     * Returns the model as a search sees it that has read nothing but a line's end.
     *
     * @param labels what the search calls 0, 1 ...
     */
    CtcLanguage language(List<String> labels) {
        int[] ids = labels.stream()
                .mapToInt(label -> vocabulary
                        .id(label)
                        .orElseThrow(() -> new IllegalArgumentException("the language model does not know '" + label
                                + "', one of the symbols " + labels + ": train it on texts that have them all")))
                .toArray();
        return SpelledLanguage.after(
                plainLanguage(), firstSymbol(), ids, wording().end());
    }

    /** Returns a copy of the weights that reads symbol by symbol in plain Java. */
    PlainLanguage plainLanguage() {
        return PlainLanguage.of(config.rnn, vocabulary.size(), config.embedding, weights());
    }

    private String unit() {
        return config.tokenizer == null ? "character" : "word";
    }

    /** What stands before an empty priming text: a line's end, if the model knows it. */
    private int firstSymbol() {
        return Math.max(0, wording().end());
    }

    /**
     * Loads a model, or the model in a checkpoint.
     *
     * @param file a file that {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file is missing, cut short, of another kind or of a newer format
     */
    public static LanguageModel load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        Vocabulary symbols = Vocabulary.of(Arrays.asList(found.get("rondo.vocabulary", String[].class, file)));
        LanguageModel model = new LanguageModel(found.get("rondo.model", Config.class, file), symbols);
        model.network.take(found, file);
        return model;
    }

    /**
     * Returns the net as a DJL block, sharing this model's weights: symbols (batch, time) as whole numbers to logits
     * (batch, time, vocabulary).
     *
     * @return the block
     */
    public Block block() {
        return network.net();
    }

    /**
     * Returns the symbols the model knows.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * Returns the weights, copied, under the names they are saved under.
     *
     * @return the weights by name
     */
    @Override
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = network.weights();
        if (config.tied) {
            weights.put("output.weight", Objects.requireNonNull(weights.get("embedding.weight")));
        }
        return weights;
    }

    /**
     * Returns the recurrent stack in plain Java, with a copy of the weights: every gate of every step can be looked at.
     *
     * @return the stack; it takes a symbol as one-hot, or as its row of {@code embedding.weight}
     */
    public CellStack cells() {
        return plain().cells();
    }

    /**
     * Returns the linear layer on the stack in plain Java, with a copy of the weights.
     *
     * @return the layer, from the hidden state to the logits of the vocabulary
     */
    public Linear head() {
        return plain().head();
    }

    private PlainNet plain() {
        int inputs = config.embedding == 0 ? vocabulary.size() : config.embedding;
        return PlainNet.of(config.rnn, inputs, vocabulary.size(), weights());
    }

    String identity(Text text) {
        List<?> parts = List.of(
                config.rnn.toString(),
                "embedding " + config.embedding + (config.tied ? ", tied" : ""),
                "seed " + config.seed,
                text.toString(),
                "text " + Integer.toHexString(Arrays.hashCode(text.ids(Part.ALL))),
                "engine " + Engines.name());
        return parts.toString();
    }

    @Override
    Network<LanguageNet> network() {
        return network;
    }

    NDManager manager() {
        return network.manager();
    }

    long steps() {
        return network.steps();
    }

    @Override
    public String toString() {
        String input = config.embedding == 0 ? "one-hot" : "embedding(" + config.embedding + ")";
        return "LanguageModel(" + input + " of " + vocabulary.size() + (config.tied ? ", tied, " : ", ") + config.rnn
                + ", seed " + config.seed + (steps() > 0 ? ", trained for " + steps() + " steps" : "") + ")";
    }
}
