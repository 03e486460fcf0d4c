package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellPictureDecoder;
import dev.rondo.cell.Convolution;
import dev.rondo.cell.Linear;
import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Part;
import dev.rondo.data.Picture;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Decoder;
import dev.rondo.nn.PictureEncoder;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A recurrent model that says what a picture shows: a picture becomes one vector, and a caption is written from it word by
 * word.
 *
 * <pre>{@code
 * var scenes = Scenes.of(1, 2).pictures(3000).split(0.8, 0.1);
 * var model = Captioner.of(Rnn.gru(128), scenes).seed(7);
 * model.fit(scenes, Fit.epochs(20).batch(32).adam(2e-3).clipNorm(5)).plot().show();
 * model.evaluate(scenes).exact();
 * model.caption(scenes.picture(0)).plot().show();
 * }</pre>
 *
 * <p>Tokens come from the data's tokenizer and vocabulary, which are part of a saved model. The net is what {@link
 * PictureEncoder} describes, a decoder that starts from its summary and reads it at each step, a table of vectors for the
 * symbols and a linear layer: {@code P(next | before, picture) = softmax(W v + b)}, with v as in {@link
 * dev.rondo.cell.CellDecoder} and the picture's part as in {@link CellPictureDecoder} (O. Vinyals et al., Show and tell,
 * 2015, where the vector is read once, as if it were the first word). The decoder's rate of dropout also holds on the
 * symbols' vectors and before the last layer. Training is by the right symbols (teacher forcing) unless {@link
 * #scheduledSampling} says otherwise.
 */
public final class Captioner extends Trained {
    private static final String KIND = "Captioner";
    private static final String SPEC = "rondo.model"; // the part of a file that holds the spec
    private static final int EMBEDDING = 64;
    private static final int LARGE =
            24; // the side of pictures that are read by convolutions unless something else is said

    private final CaptionerSpec spec;
    private final Vocabulary known;
    private final Network<CaptionerNet> network;
    private final Scorer scorer;

    private Captioner(CaptionerSpec spec) {
        this.spec = spec;
        this.known = spec.target().vocabulary();
        this.network = new Network<>(
                KIND,
                Map.of(SPEC, spec),
                owner -> new CaptionerNet(spec, ((Network<?>) owner)::steps, owner),
                new Shape(1, 1)); // (batch, time)
        this.scorer = new Scorer(network, true, known.size(), spec.seed(), KIND + " " + spec.identity());
    }

    /**
     * Describes a model for the pictures and words of some data: without attention, with vectors of 64 numbers for the
     * symbols. Pictures of at least 24 by 24 are read by {@code PictureEncoder.convolutions(16, 32, 32)}, what is smaller by
     * {@code PictureEncoder.linear()}.
     *
     * @param decoder the recurrent layers, one-way
     * @param data pictures with captions, whose training part decides which tokens are known
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the layers read both ways
     */
    public static Captioner of(Rnn decoder, CaptionedPictures data) {
        CaptionerSpec.Size size = CaptionerSpec.Size.of(data.picture(0));
        boolean large = Math.min(size.rows(), size.columns()) >= LARGE;
        return new Captioner(new CaptionerSpec(
                size,
                large ? PictureEncoder.convolutions(16, 32, 32) : PictureEncoder.linear(),
                Decoder.of(decoder, Attention.none()),
                EMBEDDING,
                null,
                0,
                new TranslatorSpec.Side(data.vocabulary().symbols(), data.tokenizer())));
    }

    private Captioner changed(CaptionerSpec other, String call) {
        network.requireUntrained(call);
        return new Captioner(other);
    }

    /**
     * Returns an untrained model that reads pictures in another way.
     *
     * @param how what becomes of a picture
     * @return the model
     * @throws IllegalArgumentException if the pictures are too small for so many layers
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Captioner encoder(PictureEncoder how) {
        return changed(spec.encoder(how), "encoder(" + how + ")");
    }

    /**
     * Returns an untrained model that at each word looks at the cells that the encoder makes of the picture (K. Xu et al.,
     * Show, attend and tell: neural image caption generation with visual attention, 2015), beside what it starts from.
     *
     * @param how how a step's state is scored against each cell; {@link Attention#none()} for the summary alone
     * @return the model
     * @throws IllegalArgumentException if a dot product's widths differ
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Captioner attention(Attention how) {
        return changed(spec.attention(how), "attention(" + how + ")");
    }

    /**
     * Returns an untrained model with vectors of another size for the symbols. The default is 64.
     *
     * @param size how many numbers a symbol has, at least 1
     * @return the model
     * @throws IllegalArgumentException if the size is below 1
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Captioner embedding(int size) {
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
    public Captioner scheduledSampling(ScheduledSampling schedule) {
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
    public Captioner seed(long value) {
        return changed(spec.seed(value), "seed(" + value + ")");
    }

    /**
     * Trains on the training part, in batches of captions of about the same length, drawn anew for each epoch. A second fit
     * goes on from where the first ended.
     *
     * @param data the pictures; their validation part is measured after each epoch, beside the frequencies of the symbols
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per symbol of the caption, its end included
     * @throws IllegalArgumentException if the data is cut or sized otherwise than the model's, or there is nothing to learn
     */
    public History fit(CaptionedPictures data, Fit fit) {
        PictureExamples examples = examples(data);
        return scorer.fit(examples, examples.written().goal(known), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the pictures, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats per symbol
     * @throws IllegalArgumentException if the data is cut or sized otherwise than the model's
     */
    public RateCurve findRate(CaptionedPictures data, Fit fit) {
        PictureExamples examples = examples(data);
        return scorer.search(examples, examples.written().goal(known), fit, Sweep.wide());
    }

    private PictureExamples examples(CaptionedPictures data) {
        if (!data.tokenizer().equals(tokenizer())) {
            throw new IllegalArgumentException("'" + data.name() + "' is cut by " + data.tokenizer()
                    + ", but the model knows tokens of " + tokenizer()
                    + ": call tokenizer(...) on the data, or make another model of it");
        }
        spec.require(data.picture(0), "picture 0 of '" + data.name() + "'");
        return new PictureExamples(data, Written.of(known, data.size(), data::tokens));
    }

    /**
     * Says what a picture shows, by the most probable symbol at each step.
     *
     * @param picture the picture
     * @return what is said
     * @throws IllegalArgumentException if it has another size than the model's pictures
     */
    public Caption caption(Picture picture) {
        return caption(picture, BeamSearch.greedy());
    }

    /**
     * Says what a picture shows.
     *
     * @param picture the picture
     * @param how how to look for the best caption; without a greatest length of its own 50 tokens
     * @return the best captions that were found
     * @throws IllegalArgumentException if it has another size than the model's pictures, or words are to be copied
     */
    public Caption caption(Picture picture, BeamSearch how) {
        return caption(List.of(picture), how).get(0);
    }

    /**
     * Says what pictures show, by the most probable symbol at each step.
     *
     * @param pictures the pictures
     * @return what is said of each
     * @throws IllegalArgumentException if one has another size than the model's pictures
     */
    public List<Caption> caption(List<Picture> pictures) {
        return caption(pictures, BeamSearch.greedy());
    }

    /**
     * Says what pictures show, in plain Java and on all processors; of each by itself, so that no caption depends on the
     * other pictures.
     *
     * @param pictures the pictures
     * @param how how to look for the best captions; without a greatest length of its own 50 tokens
     * @return what is said of each
     * @throws IllegalArgumentException if one has another size than the model's pictures, or words are to be copied
     */
    public List<Caption> caption(List<Picture> pictures, BeamSearch how) {
        for (int k = 0; k < pictures.size(); k++) {
            spec.require(pictures.get(k), pictures.size() == 1 ? "the picture" : "picture " + k);
        }
        return new Beholder(this, how).captions(pictures);
    }

    /**
     * Measures greedy captions of the test part, or where there is none of the validation part.
     *
     * @param data the pictures
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pictures, or they are cut or sized otherwise than the model's
     */
    public CaptionerScores evaluate(CaptionedPictures data) {
        return evaluate(data, BeamSearch.greedy());
    }

    /**
     * Measures greedy captions of a part of the data.
     *
     * @param data the pictures
     * @param part the part
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pictures, or they are cut or sized otherwise than the model's
     */
    public CaptionerScores evaluate(CaptionedPictures data, Part part) {
        return evaluate(data, part, BeamSearch.greedy());
    }

    /**
     * Measures captions of the test part, or where there is none of the validation part.
     *
     * @param data the pictures
     * @param how how to look for captions
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pictures, or they are cut or sized otherwise than the model's
     */
    public CaptionerScores evaluate(CaptionedPictures data, BeamSearch how) {
        return evaluate(data, data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION, how);
    }

    /**
     * Measures captions of a part of the data.
     *
     * @param data the pictures
     * @param part the part
     * @param how how to look for captions
     * @return how good they are
     * @throws IllegalArgumentException if there are no such pictures, or they are cut or sized otherwise than the model's
     */
    public CaptionerScores evaluate(CaptionedPictures data, Part part, BeamSearch how) {
        PictureExamples examples = examples(data);
        SymbolGoal goal = examples.written().goal(known);
        SymbolGoal.Tally tally = scorer.evaluate(examples, goal, part, goal.tally());
        return new Beholder(this, how).measure(data, part, tally);
    }

    /**
     * Loads a saved model, or the model in a checkpoint.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file holds something else
     */
    public static Captioner load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        Captioner loaded = new Captioner(found.get(SPEC, CaptionerSpec.class, file));
        loaded.network.take(found, file);
        return loaded;
    }

    /**
     * Returns the net as a block of DJL: pictures (batch, channels, rows, columns) and, of the captions, the symbol before
     * each (batch, time), {@code <bos>} first; then, optional, the lengths of the captions (batch). Out come the scores of
     * the symbols, (batch, time, symbols).
     *
     * @return the block; it lives as long as the model
     */
    public Block block() {
        return network.net();
    }

    /**
     * Returns encoder and decoder in plain Java, with a copy of the weights: what becomes of a picture can be looked at.
     *
     * @return the net; it takes pictures as {@link #grid} copies them, and symbols as their rows of {@code target.weight}
     */
    public CellPictureDecoder cells() {
        return network.during(() -> network.net().plain());
    }

    /**
     * Copies a picture for the plain net.
     *
     * @param picture the picture
     * @return its numbers, cell by cell
     */
    public static Convolution.Grid grid(Picture picture) {
        return Beholder.grid(picture);
    }

    /**
     * Returns the linear layer on the decoder in plain Java, with a copy of the weights.
     *
     * @return the layer, from the decoder's vector to the scores of the symbols
     */
    public Linear head() {
        return Linear.of(
                weights(), "output.weight", "output.bias", spec.decoder().outputs(), known.size());
    }

    /**
     * Returns the tokens that are known.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return known;
    }

    /**
     * Returns what cuts captions.
     *
     * @return the tokenizer
     */
    public Tokenizer tokenizer() {
        return spec.target().tokenizer();
    }

    CaptionerSpec spec() {
        return spec;
    }

    @Override
    Network<CaptionerNet> network() {
        return network;
    }

    @Override
    public String toString() {
        return spec.describe(KIND, network.steps());
    }
}
