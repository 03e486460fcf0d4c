package dev.rondo.task;

import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Ctc;
import dev.rondo.cell.CtcBeam;
import dev.rondo.cell.CtcLabelling;
import dev.rondo.cell.CtcLanguage;
import dev.rondo.cell.CtcPath;
import dev.rondo.cell.Linear;
import dev.rondo.data.Audio;
import dev.rondo.data.AudioFeatures;
import dev.rondo.data.Augmentation;
import dev.rondo.data.Part;
import dev.rondo.data.Speech;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A recurrent recogniser of speech, or of any sound that says symbols one after the other.
 *
 * <pre>{@code
 * var calls = DialTones.of(3, 10).noise(10).speech(1000).split(0.8, 0.1);
 * var model = SpeechRecognizer.of(Rnn.gru(64).bidirectional(), calls).stacked(2).seed(7);
 * model.fit(calls, Fit.epochs(10).batch(16).adam(3e-3).clipNorm(5)).plot().show();
 * model.evaluate(calls).symbolErrorRate();
 * model.listen(calls.audio(0)).plot().show();
 * }</pre>
 *
 * <p>The net is the features of each frame, some frames side by side, the recurrent stack, and a linear layer, which
 * scores each symbol and the blank at each step. Where in time a symbol is said nobody tells it: the loss is that of
 * connectionist temporal classification ({@link Ctc}), {@code -ln P(transcript | sound)}. Before training the blank has a
 * probability of about 0.9 at each step, as it will have in the end: from equal scores the first hundred steps of training
 * do nothing but raise it, by gradients so large that an optimiser that scales by their squares is slow long after.
 *
 * <p>Sounds of another rate than the model's are resampled to it, in training and after; above half of the lower rate
 * nothing is heard. Silence is a sound like others: what the model makes of it hangs on what it has learned.
 */
public final class SpeechRecognizer extends Trained {
    private static final String KIND = "SpeechRecognizer";
    private static final String SPEECH = "rondo.speech"; // the part of a file that holds the spec
    private static final int WIDTH = 16; // of the beam, unless another one is named
    private static final int SHOWN = 50; // letters of all symbols together; of more there is the number alone

    private final SpeechSpec spec;
    private final Augmentation changes; // of recordings, in training
    private final SequenceModel model;

    private SpeechRecognizer(SpeechSpec spec, SequenceSpec net, Augmentation changes) {
        this(
                spec,
                changes,
                new SequenceModel(KIND, net, CtcGoal.start(spec.symbols().size()), SPEECH, spec));
    }

    private SpeechRecognizer(SpeechSpec spec, Augmentation changes, SequenceModel model) {
        this.spec = spec;
        this.changes = changes;
        this.model = model;
    }

    /**
     * Describes a model for the symbols and the rate of some data.
     *
     * @param rnn the recurrent stack, bidirectional unless text is to come before the sound ends
     * @param data recordings with transcripts
     * @return a model that hears the logarithm of the power in 40 bands every 10 milliseconds, normalised over each
     *     recording, with weights yet to be trained
     * @throws IllegalArgumentException if the rate is too low for these bands: resample the data
     */
    public static SpeechRecognizer of(Rnn rnn, Speech data) {
        AudioFeatures features = AudioFeatures.logMel(40).normalised();
        SpeechSpec spec =
                new SpeechSpec(features, 1, data.rate(), data.vocabulary().symbols(), data.tokenizer());
        return new SpeechRecognizer(spec, new SequenceSpec(rnn, spec.width(), true, 0), Augmentation.none());
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling, dropout and what changes recordings.
     * The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SpeechRecognizer seed(long value) {
        return changed(spec, value, "seed(" + value + ")");
    }

    /**
     * Returns an untrained model that hears something else.
     *
     * @param other the features of a frame
     * @return the model
     * @throws IllegalArgumentException if they do not go with the model's rate
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SpeechRecognizer features(AudioFeatures other) {
        return changed(spec.features(other), model.spec().seed(), "features(...)");
    }

    /**
     * Returns an untrained model that takes some neighbouring frames for one step, side by side: so many times fewer
     * steps, and about as many times faster. The last frame fills the last step up. A step can tell one symbol at most,
     * so there must be as many steps as symbols, and one more between two that are the same.
     *
     * @param frames how many frames make a step, at least 1, which is the default
     * @return the model
     * @throws IllegalArgumentException if it is below 1
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SpeechRecognizer stacked(int frames) {
        return changed(spec.stacked(frames), model.spec().seed(), "stacked(" + frames + ")");
    }

    private SpeechRecognizer changed(SpeechSpec other, long seed, String call) {
        model.network().requireUntrained(call);
        return new SpeechRecognizer(other, new SequenceSpec(model.spec().rnn(), other.width(), true, seed), changes);
    }

    /**
     * Returns a model for which recordings are changed in training, each anew in each epoch; the seed decides how. Of a
     * recording of which too little would be left for its transcript the sound stays as it is in that epoch. Features of
     * changed sounds are computed again each time, those where parts are left out only once.
     *
     * @param other how recordings are changed
     * @return the model, with the same net
     */
    @CheckReturnValue
    public SpeechRecognizer augmented(Augmentation other) {
        return new SpeechRecognizer(spec, other, model);
    }

    /**
     * Trains on the training part, in batches of recordings of about the same length, drawn anew for each epoch. A
     * second fit goes on from where the first ended.
     *
     * @param data the recordings; their validation part is measured after each epoch, by what the best path reads as,
     *     beside the frequencies of the symbols
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per symbol: those of the recordings, by the number of their symbols
     * @throws IllegalArgumentException if a transcript has a symbol that the model does not know, a recording has fewer
     *     steps than its transcript needs, or there is nothing to learn
     */
    public History fit(Speech data, Fit fit) {
        SpeechExamples examples = examples(data);
        examples.requireRoom(Part.TRAIN, Part.VALIDATION);
        examples.requireLonger();
        return model.scorer().fit(examples, goal(examples), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the recordings, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats per symbol
     * @throws IllegalArgumentException as {@link #fit}
     */
    public RateCurve findRate(Speech data, Fit fit) {
        SpeechExamples examples = examples(data);
        examples.requireRoom(Part.TRAIN);
        examples.requireLonger();
        return model.scorer().search(examples, goal(examples), fit, Sweep.wide());
    }

    /**
     * Measures on the test part, or where there is none on the validation part, by a beam of 16.
     *
     * @param data the recordings
     * @return how well the symbols are told
     * @throws IllegalArgumentException if there are no such recordings, or a transcript has a symbol that the model does
     *     not know
     */
    public RecognizerScores evaluate(Speech data) {
        return evaluate(data, data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION);
    }

    /**
     * Measures on a part of the data, by a beam of 16.
     *
     * @param data the recordings
     * @param part the part
     * @return how well the symbols are told; a recording with fewer steps than its transcript needs counts with its
     *     mistakes, and makes the loss infinite, for it cannot be told
     * @throws IllegalArgumentException as {@link #evaluate(Speech)}
     */
    public RecognizerScores evaluate(Speech data, Part part) {
        return evaluate(data, part, CtcBeam.of(WIDTH));
    }

    /**
     * Measures on a part of the data, by a beam of one's own.
     *
     * @param data the recordings
     * @param part the part
     * @param beam how to search, such as {@code CtcBeam.of(50).language(model.language(letters), 0.5)}
     * @return how well the symbols are told; the loss is that of the sound alone
     * @throws IllegalArgumentException as {@link #evaluate(Speech)}, or if the language rules out all
     */
    public RecognizerScores evaluate(Speech data, Part part, CtcBeam beam) {
        SpeechExamples examples = examples(data);
        CtcGoal goal = goal(examples);
        return model.scorer().evaluate(examples, goal, part, goal.tally(beam)).result();
    }

    private SpeechExamples examples(Speech data) {
        return new SpeechExamples(spec, data, changes, model.spec().seed());
    }

    private CtcGoal goal(SpeechExamples examples) {
        return new CtcGoal(spec.symbols(), examples.labels());
    }

    /**
     * Writes down what is said, by a beam of 16.
     *
     * @param audio the sound, at any rate
     * @return the text: characters touch, words stand apart
     * @throws IllegalArgumentException if there is no sample
     */
    public String transcribe(Audio audio) {
        return transcribe(audio, CtcBeam.of(WIDTH));
    }

    /**
     * Writes down what is said, by a beam of one's own.
     *
     * @param audio the sound, at any rate
     * @param beam how to search
     * @return the text
     * @throws IllegalArgumentException if there is no sample, or the language rules out all
     */
    public String transcribe(Audio audio, CtcBeam beam) {
        return text(scores(List.of(audio))[0], beam);
    }

    /**
     * Writes down what is said in several sounds, by a beam of 16.
     *
     * @param sounds the sounds, each at any rate
     * @return a text for each
     * @throws IllegalArgumentException if one has no sample
     */
    public List<String> transcribe(List<Audio> sounds) {
        return Arrays.stream(scores(sounds))
                .parallel()
                .map(scores -> text(scores, CtcBeam.of(WIDTH)))
                .toList();
    }

    private String text(float[][] scores, CtcBeam beam) {
        return spec.text(CtcGoal.best(ctc(), scores, beam).get(0).labels());
    }

    /**
     * Writes down what the most probable path reads as: the best output at each step, with repeated ones made one and
     * blanks left out. Faster than a search, and mostly the same.
     *
     * @param audio the sound, at any rate
     * @return the text
     * @throws IllegalArgumentException if there is no sample
     */
    public String greedy(Audio audio) {
        return spec.text(ctc().best(scores(List.of(audio))[0]).labels());
    }

    /**
     * Listens closely: what else may have been said, how probable it is, and when each symbol is told.
     *
     * @param audio the sound, at any rate
     * @return what a beam of 16 finds
     * @throws IllegalArgumentException if there is no sample
     */
    public Transcription listen(Audio audio) {
        return listen(audio, CtcBeam.of(WIDTH));
    }

    /**
     * Listens closely, by a beam of one's own.
     *
     * @param audio the sound, at any rate
     * @param beam how to search; of its labellings all come
     * @return what is found
     * @throws IllegalArgumentException if there is no sample, or the language rules out all
     */
    public Transcription listen(Audio audio, CtcBeam beam) {
        float[][] scores = scores(List.of(audio))[0];
        List<CtcLabelling> found = CtcGoal.best(ctc(), scores, beam);
        CtcPath path = ctc().align(scores, found.get(0).labels());
        return Transcription.of(spec, Hearing.of(spec, audio.resampled(spec.rate()), scores), found, path);
    }

    private Ctc ctc() {
        return Ctc.of(spec.symbols().size() + 1);
    }

    /** Scores sounds: (sounds)(steps)(symbols and the blank). */
    float[][][] scores(List<Audio> sounds) {
        return model.scores(sounds.parallelStream().map(spec::x).toArray(float[][][]::new));
    }

    /**
     * Returns a language model in the form that a search asks, by this model's symbols. It reads what has been told so
     * far, behind a line's end, and says what comes next; where it knows lines' ends, also how likely it is that nothing
     * does. It is best trained on transcripts, one a line. Its weights are copied.
     *
     * <pre>{@code
     * CtcBeam beam = CtcBeam.of(32).language(recognizer.language(letters), 0.5).bonus(0.5);
     * recognizer.transcribe(audio, beam);
     * }</pre>
     *
     * @param symbols a language model of characters, or of words where this model tells words
     * @return the language, having read nothing
     * @throws IllegalArgumentException if it lacks one of this model's symbols
     */
    public CtcLanguage language(LanguageModel symbols) {
        return symbols.language(spec.symbols());
    }

    /**
     * Loads a saved model, or the model in a checkpoint.
     *
     * @param file what {@link #save} wrote
     * @return the model, which changes no recordings in training until {@link #augmented} says so
     * @throws IllegalArgumentException if the file holds something else
     */
    public static SpeechRecognizer load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        SpeechRecognizer loaded = new SpeechRecognizer(
                found.get(SPEECH, SpeechSpec.class, file),
                found.get(SequenceModel.SPEC, SequenceSpec.class, file),
                Augmentation.none());
        loaded.model.network().take(found, file);
        return loaded;
    }

    /**
     * Returns the net as a block of DJL: steps (batch, steps, stacked x features), all real, to the scores of the
     * symbols and behind them the blank (batch, steps, symbols + 1).
     *
     * @return the block; it lives as long as the model
     */
    public Block block() {
        return model.network().net();
    }

    /**
     * Returns the recurrent stack in plain Java, with a copy of the weights: every gate of every step can be looked at.
     *
     * @return the cells
     */
    public CellStack cells() {
        return model.plain().cells();
    }

    /**
     * Returns the linear layer in plain Java, with a copy of the weights.
     *
     * @return the layer, from the stack's outputs to the scores of the symbols and the blank
     */
    public Linear head() {
        return model.plain().head();
    }

    /**
     * Returns what can be told, in the order of the scores.
     *
     * @return the symbols
     */
    public List<String> symbols() {
        return spec.symbols();
    }

    /**
     * Returns what is heard of a frame.
     *
     * @return the features
     */
    public AudioFeatures features() {
        return spec.features();
    }

    /**
     * Returns the rate that sounds are heard at.
     *
     * @return the samples in a second (Hz)
     */
    public int rate() {
        return spec.rate();
    }

    SequenceModel model() {
        return model;
    }

    SpeechSpec spec() {
        return spec;
    }

    @Override
    Network<?> network() {
        return model.network();
    }

    @Override
    public String toString() {
        boolean few = String.join("", spec.symbols()).length() <= SHOWN;
        return KIND + "(" + spec.features() + " at " + spec.rate() + " Hz"
                + (spec.stacked() > 1 ? ", " + spec.stacked() + " frames a step" : "")
                + ", to " + spec.symbols().size() + " symbols" + (few ? " " + spec.symbols() : "")
                + ", " + model.settings() + ")";
    }
}
