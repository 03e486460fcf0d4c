package dev.rondo.task;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.CrossEntropy;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Checkpoint;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public final class LanguageModel implements AutoCloseable {
    private static final String KIND = "LanguageModel";
    private static final String CHECKPOINT = "rondo.checkpoint";

    private final Config config;
    private final Vocabulary vocabulary;
    private @Nullable Net net;
    private long steps;
    private int generated;

    /** What a file says of the model besides weights and vocabulary. */
    private record Config(Rnn rnn, int embedding, long seed) {}

    /** The native side, apart from the model so that it can outlive it until it is cleaned up. */
    private record Net(LanguageNet block, NDManager manager) {}

    private LanguageModel(Config config, Vocabulary vocabulary) {
        if (config.rnn.directions() > 1) {
            throw new IllegalArgumentException(
                    "a language model reads one way, but " + config.rnn + " reads both: leave out bidirectional()");
        }
        this.config = config;
        this.vocabulary = vocabulary;
    }

    /**
     * Describes a model for the symbols of a text, with one-hot input.
     *
     * @param rnn the recurrent stack, one-way
     * @param text the text whose vocabulary the model is to know
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the stack is bidirectional
     */
    public static LanguageModel of(Rnn rnn, Text text) {
        return new LanguageModel(new Config(rnn, 0, 0), text.vocabulary());
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
        return changed(new Config(config.rnn, config.embedding, value), "seed(" + value + ")");
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
        return changed(new Config(config.rnn, size, config.seed), "embedding(" + size + ")");
    }

    private LanguageModel changed(Config other, String call) {
        if (steps > 0) {
            throw new IllegalStateException(
                    call + " on a model trained for " + steps + " steps: call it before fit, right after of");
        }
        return new LanguageModel(other, vocabulary);
    }

    /**
     * Trains on the text's training part, by truncated backpropagation through time over contiguous streams: the state is
     * carried from window to window, the gradient is not. A second fit goes on from where the first ended.
     *
     * @param text the text; its validation part is measured after each epoch, beside n-gram models
     * @param fit what is to be done
     * @return what was done; losses in nats per character
     * @throws IllegalArgumentException if the text is too short, or has symbols the model does not know
     */
    public History fit(Text text, Fit fit) {
        try {
            return Loop.run(new LanguageLearner(this, text.in(vocabulary), fit, config.seed), fit, config.seed);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Measures the model on the test part, or on the validation part where the split leaves no test part.
     *
     * @param text the text
     * @return the mean cross entropy per character
     */
    public CrossEntropy evaluate(Text text) {
        return evaluate(text, text.ids(Part.TEST).length > 1 ? Part.TEST : Part.VALIDATION);
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
        int[] ids = text.in(vocabulary).ids(part);
        if (ids.length < 2) {
            throw new IllegalArgumentException("the " + part.name().toLowerCase(Locale.ROOT) + " part of '"
                    + text.name()
                    + "' has " + ids.length + " characters, expected at least 2: split the text otherwise, or name"
                    + " another part");
        }
        try {
            return new Reading(ids, net().block, net().manager).nats();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes on by the model's own probabilities.
     *
     * @param priming what the model reads first, and the result begins with; may be empty
     * @param length how many characters to add
     * @return the priming text and what follows
     */
    public String generate(String priming, int length) {
        return generate(priming, length, Sampling.random());
    }

    /**
     * Writes on, in plain Java, one character at a time. Each call draws anew; the same calls on the same model in the
     * same order give the same texts.
     *
     * @param priming what the model reads first, and the result begins with; may be empty
     * @param length how many characters to add
     * @param sampling how each is chosen
     * @return the priming text and what follows
     * @throws IllegalArgumentException if the priming text has a character that the model does not know
     */
    public String generate(String priming, int length, Sampling sampling) {
        if (length < 0) {
            throw new IllegalArgumentException("length is " + length + ", expected how many characters to add, from 0");
        }
        int[] start = vocabulary.encode(priming);
        SplittableRandom random = new SplittableRandom(config.seed * 1_000_003 + generated++);
        Writer writer = new Writer(config.rnn, vocabulary.size(), config.embedding, weights());
        return priming + vocabulary.decode(writer.write(start, firstSymbol(), length, sampling, random));
    }

    /** What stands before an empty priming text: a line's end, if the model knows it. */
    private int firstSymbol() {
        return vocabulary.id("\n").orElse(0);
    }

    /**
     * Saves the model as one file, under PyTorch's names for the weights.
     *
     * @param file where to
     * @throws java.io.UncheckedIOException if it cannot be written; an older file there stays as it was
     */
    public void save(Path file) {
        file().write(file, KIND);
    }

    /** Saves the model with the state of a fit. */
    void save(Path file, Checkpoint checkpoint) {
        ModelFile model = file();
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.tensors());
        checkpoint.tensors().forEach((name, tensor) -> tensors.put("training." + name, tensor));
        new ModelFile(tensors, model.parts())
                .with(CHECKPOINT, checkpoint.withTensors(Map.of()))
                .write(file, KIND);
    }

    private ModelFile file() {
        return new ModelFile(weights(), Map.of())
                .with("rondo.model", config)
                .with("rondo.steps", steps)
                .with("rondo.vocabulary", vocabulary.symbols());
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
        model.parameters().forEach((name, parameter) -> {
            long[] shape = parameter.getArray().getShape().getShape();
            Tensors.copy(Tensor.from(found.tensors(), name, shape), parameter.getArray());
        });
        model.steps = found.get("rondo.steps", Long.class, file);
        return model;
    }

    /** Reads the state of a fit from a checkpoint; the weights are among its tensors. */
    static Checkpoint checkpoint(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        if (!found.has(CHECKPOINT)) {
            throw new IllegalArgumentException(file + " holds a model but no state of a fit: give another file for"
                    + " checkpoints, or load the model with LanguageModel.load");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        found.tensors()
                .forEach((name, tensor) -> tensors.put(
                        name.startsWith("training.") ? name.substring("training.".length()) : name, tensor));
        return found.get(CHECKPOINT, Checkpoint.class, file).withTensors(tensors);
    }

    /**
     * Returns the net as a DJL block, sharing this model's weights: symbols (batch, time) as whole numbers to logits
     * (batch, time, vocabulary).
     *
     * @return the block
     */
    public Block block() {
        return net().block;
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
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        try {
            parameters().forEach((name, parameter) -> weights.put(name, Tensors.of(parameter.getArray())));
            return weights;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Describes the model: each weight with its shape, and how many numbers there are.
     *
     * @return some lines of text
     */
    public String summary() {
        StringBuilder text = new StringBuilder(this + "\n");
        long total = 0;
        for (Map.Entry<String, Parameter> entry : parameters().entrySet()) {
            Shape shape = entry.getValue().getArray().getShape();
            total += shape.size();
            text.append(String.format(Locale.ROOT, "  %-24s %-14s %,12d%n", entry.getKey(), shape, shape.size()));
        }
        return text.append(String.format(Locale.ROOT, "  %-39s %,12d%n", "parameters", total))
                .toString();
    }

    String identity(Text text) {
        List<?> parts = List.of(
                config.rnn.toString(),
                "embedding " + config.embedding,
                "seed " + config.seed,
                text.toString(),
                "text " + Integer.toHexString(Arrays.hashCode(text.ids(Part.ALL))),
                "engine " + Engines.name());
        return parts.toString();
    }

    LanguageNet languageNet() {
        return net().block;
    }

    NDManager manager() {
        return net().manager;
    }

    Map<String, Parameter> parameters() {
        return net().block.named();
    }

    long steps() {
        return steps;
    }

    void steps(long count) {
        steps = count;
    }

    private Net net() {
        if (net == null) {
            NDManager manager = Engines.newManager(this);
            LanguageNet block = new LanguageNet(config.rnn, vocabulary.size(), config.embedding, config.seed, this);
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            net = new Net(block, manager);
        }
        return net;
    }

    /** Gives native memory back. The model is not to be used after. */
    @Override
    public void close() {
        if (net != null) {
            net.manager.close();
        }
    }

    @Override
    public String toString() {
        String input = config.embedding == 0 ? "one-hot" : "embedding(" + config.embedding + ")";
        return "LanguageModel(" + input + " of " + vocabulary.size() + ", " + config.rnn + ", seed " + config.seed
                + (steps > 0 ? ", trained for " + steps + " steps" : "") + ")";
    }
}
