package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.Linear;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Decoder;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A recurrent translator: a source is read whole, then a target is written symbol by symbol, each step attending to the
 * source.
 *
 * <pre>{@code
 * var dates = Datasets.dateTranslations("de", "en", "es", "fr", "ja", "ru");
 * var model = Translator.of(Rnn.gru(64).bidirectional(), dates).seed(7);
 * model.fit(dates, Fit.epochs(6).batch(64).adam(5e-3).clipNorm(5)).plot().show();
 * model.evaluate(dates).exact();
 * model.translate("3. Mai 1987").plot().show();
 * }</pre>
 *
 * <p>Tokens come from the data's tokenizers and vocabularies, all of which are part of a saved model. The net is a table of
 * vectors for each side, an encoder, a decoder with attention and a linear layer: {@code P(next | before, source) =
 * softmax(W v + b)}, with v as in {@link dev.rondo.cell.CellDecoder}. The stacks' rates of dropout also hold between the
 * tables and the stacks, and before the linear layer. Training is by the right symbols (teacher forcing) unless {@link
 * #scheduledSampling} says otherwise.
 *
 * <p>A token that the source's vocabulary lacks is read as {@code <unk>}; where no token of the training part was left out
 * of it, that is a vector of zeros, which has never been trained. {@code <unk>} is written by {@link
 * BeamSearch#copyUnknown()} alone, and never shown.
 */
public final class Translator extends Trained {
    private static final String KIND = "Translator";
    private static final String SPEC = "rondo.model"; // the part of a file that holds the spec
    private static final int EMBEDDING = 64;

    private final TranslatorSpec spec;
    private final Vocabulary sources;
    private final Vocabulary targets;
    private final Network<TranslatorNet> network;
    private final Scorer scorer;

    private Translator(TranslatorSpec spec) {
        this.spec = spec;
        this.sources = spec.source().vocabulary();
        this.targets = spec.target().vocabulary();
        this.network = new Network<>(
                KIND,
                Map.of(SPEC, spec),
                owner -> new TranslatorNet(spec, ((Network<?>) owner)::steps, owner),
                new Shape(1, 1)); // (batch, time)
        this.scorer = new Scorer(network, true, targets.size(), spec.seed(), KIND + " " + spec.identity());
    }

    /**
     * Describes a model for the tokens of some data: with general attention, vectors of 64 numbers for the symbols of both
     * sides, and a decoder of the encoder's cell, width and depth.
     *
     * @param rnn the encoder, one-way or both ways
     * @param data pairs of texts, whose training part decides which tokens are known
     * @return a model with weights yet to be trained
     */
    public static Translator of(Rnn rnn, ParallelTexts data) {
        return new Translator(new TranslatorSpec(
                rnn,
                Decoder.of(TranslatorSpec.oneWay(rnn), Attention.general()),
                EMBEDDING,
                null,
                0,
                new TranslatorSpec.Side(data.sourceVocabulary().symbols(), data.sourceTokenizer()),
                new TranslatorSpec.Side(data.targetVocabulary().symbols(), data.targetTokenizer())));
    }

    private Translator changed(TranslatorSpec other, String call) {
        network.requireUntrained(call);
        return new Translator(other);
    }

    /**
     * Returns an untrained model with another attention. The default is {@link Attention#general()}.
     *
     * @param how how a step's state is scored against each step of the source; the dot products need a decoder as wide as
     *     the encoder's output, both directions together
     * @return the model
     * @throws IllegalArgumentException if a dot product's widths differ
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator attention(Attention how) {
        return changed(spec.attention(how), "attention(" + how + ")");
    }

    /**
     * Returns an untrained model that sees the source as one vector, the encoder's last states: it starts the decoder, and
     * each step reads it beside its own state.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator withoutAttention() {
        return changed(spec.attention(Attention.none()), "withoutAttention()");
    }

    /**
     * Returns an untrained model with another decoder.
     *
     * @param rnn the decoder's recurrent layers, one-way
     * @return the model
     * @throws IllegalArgumentException if it reads both ways, or is not as wide as the attention needs it
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator decoder(Rnn rnn) {
        return changed(spec.decoder(rnn), "decoder(" + rnn + ")");
    }

    /**
     * Returns an untrained model whose decoder reads, beside each symbol, what the step before made of the source; see
     * {@link Decoder#inputFeeding()}.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator inputFeeding() {
        return changed(spec.decoder(spec.decoder().inputFeeding()), "inputFeeding()");
    }

    /**
     * Returns an untrained model with vectors of another size for the symbols of both sides. The default is 64.
     *
     * @param size how many numbers a symbol has, at least 1
     * @return the model
     * @throws IllegalArgumentException if the size is below 1
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator embedding(int size) {
        return changed(spec.embedding(size), "embedding(" + size + ")");
    }

    /**
     * Returns an untrained model whose decoder reads its own symbols in training, now and then.
     *
     * @param schedule how often
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator scheduledSampling(ScheduledSampling schedule) {
        return changed(spec.sampling(schedule), "scheduledSampling(" + schedule + ")");
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling, dropout and sampling. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Translator seed(long value) {
        return changed(spec.seed(value), "seed(" + value + ")");
    }

    /**
     * Trains on the training part, in batches of pairs of about the same length, both sides together, drawn anew for each
     * epoch. A second fit goes on from where the first ended.
     *
     * @param data the pairs; their validation part is measured after each epoch, beside the frequencies of the symbols
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per symbol of the target, its end included
     * @throws IllegalArgumentException if the data is cut otherwise than the model's, or there is nothing to learn
     */
    public History fit(ParallelTexts data, Fit fit) {
        PairExamples examples = examples(data);
        return scorer.fit(examples, examples.written().goal(targets), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the pairs, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats per symbol
     * @throws IllegalArgumentException if the data is cut otherwise than the model's
     */
    public RateCurve findRate(ParallelTexts data, Fit fit) {
        PairExamples examples = examples(data);
        return scorer.search(examples, examples.written().goal(targets), fit, Sweep.wide());
    }

    private PairExamples examples(ParallelTexts data) {
        requireAlike(data);
        int[][] read = IntStream.range(0, data.size())
                .mapToObj(place -> sources.ids(data.sourceTokens(place)))
                .toArray(int[][]::new);
        return new PairExamples(data.name(), read, Written.of(targets, data.size(), data::targetTokens), data::places);
    }

    private void requireAlike(ParallelTexts data) {
        if (!data.sourceTokenizer().equals(sourceTokenizer())
                || !data.targetTokenizer().equals(targetTokenizer())) {
            throw new IllegalArgumentException("'" + data.name() + "' is cut by " + data.sourceTokenizer() + " and "
                    + data.targetTokenizer() + ", but the model knows tokens of " + sourceTokenizer() + " and "
                    + targetTokenizer() + ": call tokenizers(...) on the data, or make another model of it");
        }
    }

    /**
     * Translates by taking the most probable symbol at each step.
     *
     * @param text the source
     * @return the translation
     * @throws IllegalArgumentException if there is no token in the source
     */
    public Translation translate(String text) {
        return translate(text, BeamSearch.greedy());
    }

    /**
     * Translates.
     *
     * @param text the source
     * @param how how to look for the best translation
     * @return the best translations that were found
     * @throws IllegalArgumentException if there is no token in the source, or unknown words are to be copied by a model
     *     without attention
     */
    public Translation translate(String text, BeamSearch how) {
        return translate(List.of(text), how).get(0);
    }

    /**
     * Translates texts by taking the most probable symbol at each step.
     *
     * @param texts the sources
     * @return a translation of each
     * @throws IllegalArgumentException if there is no token in one
     */
    public List<Translation> translate(List<String> texts) {
        return translate(texts, BeamSearch.greedy());
    }

    /**
     * Translates texts, in plain Java and on all processors; each by itself, so that none depends on the others.
     *
     * @param texts the sources
     * @param how how to look for the best translations
     * @return a translation of each
     * @throws IllegalArgumentException if there is no token in one, or unknown words are to be copied by a model without
     *     attention
     */
    public List<Translation> translate(List<String> texts, BeamSearch how) {
        List<List<String>> tokens = IntStream.range(0, texts.size())
                .mapToObj(k -> tokens(texts.get(k), texts.size() == 1 ? "the source" : "source " + k))
                .toList();
        return new Interpreter(this, how).translate(tokens);
    }

    private List<String> tokens(String text, String which) {
        List<String> tokens = sourceTokenizer().tokens(text);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    which + " is \"" + text + "\", which has no token: leave it out, or use another tokenizer");
        }
        return tokens;
    }

    /**
     * Measures greedy translations of the test part, or where there is none of the validation part.
     *
     * @param data the pairs
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pairs, or they are cut otherwise than the model's
     */
    public TranslatorScores evaluate(ParallelTexts data) {
        return evaluate(data, BeamSearch.greedy());
    }

    /**
     * Measures greedy translations of a part of the data.
     *
     * @param data the pairs
     * @param part the part
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pairs, or they are cut otherwise than the model's
     */
    public TranslatorScores evaluate(ParallelTexts data, Part part) {
        return evaluate(data, part, BeamSearch.greedy());
    }

    /**
     * Measures translations of the test part, or where there is none of the validation part.
     *
     * @param data the pairs
     * @param how how to look for translations
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pairs, or they are cut otherwise than the model's
     */
    public TranslatorScores evaluate(ParallelTexts data, BeamSearch how) {
        return evaluate(data, data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION, how);
    }

    /**
     * Measures translations of a part of the data.
     *
     * @param data the pairs
     * @param part the part
     * @param how how to look for translations
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pairs, or they are cut otherwise than the model's
     */
    public TranslatorScores evaluate(ParallelTexts data, Part part, BeamSearch how) {
        PairExamples examples = examples(data);
        SymbolGoal goal = examples.written().goal(targets);
        SymbolGoal.Tally tally = scorer.evaluate(examples, goal, part, goal.tally());
        return new Interpreter(this, how).measure(data, part, tally);
    }

    /**
     * Loads a saved model, or the model in a checkpoint.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file holds something else
     */
    public static Translator load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        Translator loaded = new Translator(found.get(SPEC, TranslatorSpec.class, file));
        loaded.network.take(found, file);
        return loaded;
    }

    /**
     * Returns the net as a block of DJL: the source's symbols (batch, time) and, of the target, the symbol before each
     * (batch, target time), {@code <bos>} first; then, optional and in this order, the lengths of sources and of targets,
     * both (batch). Out come the scores of the symbols, (batch, target time, symbols).
     *
     * @return the block; it lives as long as the model
     */
    public Block block() {
        return network.net();
    }

    /**
     * Returns encoder and decoder in plain Java, with a copy of the weights: what each step attends to can be looked at.
     *
     * @return the net; it takes symbols as their rows of {@code source.weight} and {@code target.weight}
     */
    public CellEncoderDecoder cells() {
        return network.during(() -> network.net().plain());
    }

    /**
     * Returns the linear layer on the decoder in plain Java, with a copy of the weights.
     *
     * @return the layer, from the decoder's vector to the scores of the target's symbols
     */
    public Linear head() {
        return Linear.of(
                weights(), "output.weight", "output.bias", spec.decoder().outputs(), targets.size());
    }

    /**
     * Returns the tokens that are known of sources.
     *
     * @return the vocabulary
     */
    public Vocabulary sourceVocabulary() {
        return sources;
    }

    /**
     * Returns the tokens that are known of targets.
     *
     * @return the vocabulary
     */
    public Vocabulary targetVocabulary() {
        return targets;
    }

    /**
     * Returns what cuts sources.
     *
     * @return the tokenizer
     */
    public Tokenizer sourceTokenizer() {
        return spec.source().tokenizer();
    }

    /**
     * Returns what cuts targets.
     *
     * @return the tokenizer
     */
    public Tokenizer targetTokenizer() {
        return spec.target().tokenizer();
    }

    TranslatorSpec spec() {
        return spec;
    }

    @Override
    Network<TranslatorNet> network() {
        return network;
    }

    @Override
    public String toString() {
        return spec.describe(KIND, network.steps());
    }
}
