package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.Crf;
import dev.rondo.cell.CrfConstraints;
import dev.rondo.cell.CrfPath;
import dev.rondo.data.Part;
import dev.rondo.data.TagScheme;
import dev.rondo.data.TaggedSentences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Rnn;
import dev.rondo.plot.Chart;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent tagger of sentences: one tag for each word.
 *
 * <pre>{@code
 * var sentences = TaggedSentences.columns(Path.of("data/dates.txt"), 0, 1).split(0.8, 0.1);
 * var model = SequenceTagger.of(Rnn.lstm(64).bidirectional(), sentences).letters().crf().seed(7);
 * model.fit(sentences, Fit.epochs(10).batch(32).adam(2e-3).clipNorm(5)).plot().show();
 * model.evaluate(sentences).plot().show();
 * model.predict(List.of("Friday", "19", "May", "1978")).tags();
 * }</pre>
 *
 * <p>The net is a table of vectors, on request beside a small network that reads each word letter by letter; the
 * recurrent stack; and a linear layer, which scores each tag at each word. Without {@link #crf()} each word is given the
 * tag of the highest score, {@code P(tag) = softmax(scores)}. With it the sentence is given the sequence of the highest
 * sum of scores, transitions between tags among them (Lample et al. 2016, Neural Architectures for Named Entity
 * Recognition).
 */
public final class SequenceTagger extends WordTask<SequenceTagger> {
    private static final String KIND = "SequenceTagger";

    private final @Nullable TaggedSentences given; // what letters and rules are read from; null once loaded

    private SequenceTagger(TextModel model, @Nullable TaggedSentences given) {
        super(model);
        this.given = given;
    }

    /**
     * Describes a model for the words and tags of some data.
     *
     * @param rnn the recurrent stack
     * @param data sentences with tags, whose training part decides which words are known
     * @return a model of word vectors of 64 numbers that tags each word by itself, with weights yet to be trained
     * @throws IllegalArgumentException if there are fewer than two tags
     */
    public static SequenceTagger of(Rnn rnn, TaggedSentences data) {
        if (data.tagSet().size() < 2) {
            throw new IllegalArgumentException("'" + data.name() + "' has the tags " + data.tagSet()
                    + ", expected at least two: give sentences with another tag too");
        }
        TextSpec spec = new TextSpec(
                rnn,
                TextModel.words(),
                null,
                null,
                0,
                data.tagSet(),
                data.vocabulary().symbols(),
                List.of(),
                null,
                data.isLowerCased());
        return new SequenceTagger(new TextModel(KIND, spec, null), data);
    }

    /**
     * Returns an untrained model that also reads words letter by letter, by an LSTM of 25 each way.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained, or was loaded
     */
    @CheckReturnValue
    public SequenceTagger letters() {
        return letters(Rnn.lstm(TextModel.LETTERS).bidirectional());
    }

    /**
     * Returns an untrained model that also reads words letter by letter: the last states of a small network, both ways,
     * stand behind the word's vector. It tells words that the training part does not have by their endings. Of a word
     * longer than 24 letters the middle is left out; letters are read as they stand, whether the vocabulary is in lower
     * case or not.
     *
     * @param rnn the network, which must be bidirectional; a letter has 25 numbers
     * @return the model
     * @throws IllegalArgumentException if the network reads one way
     * @throws IllegalStateException if this one has been trained, or was loaded
     */
    @CheckReturnValue
    public SequenceTagger letters(Rnn rnn) {
        TaggedSentences data = data("letters(...)");
        List<List<String>> train =
                Arrays.stream(data.places(Part.TRAIN)).mapToObj(data::words).toList();
        return changed(model().letters(rnn, TextModel.LETTERS, train));
    }

    /**
     * Returns an untrained model with a conditional random field on its scores. Where the tags follow a scheme such as
     * BIO, sequences that break it are ruled out.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained, or was loaded
     */
    @CheckReturnValue
    public SequenceTagger crf() {
        String scheme = scheme(data("crf()")).map(TagScheme::name).orElse("");
        return changed(model().with(model().spec().constraints(scheme), "crf()"));
    }

    /**
     * Returns an untrained model with a conditional random field on its scores that rules no sequence out.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SequenceTagger freeCrf() {
        return changed(model().with(model().spec().constraints(""), "freeCrf()"));
    }

    private TaggedSentences data(String call) {
        model().network().requireUntrained(call);
        if (given == null) {
            throw new IllegalStateException(call + " on a loaded model: call it on one made by of");
        }
        return given;
    }

    /** Returns the scheme that tags follow, where they mark spans. */
    private static Optional<TagScheme> scheme(TaggedSentences data) {
        if (!TagTally.markSpans(data.tagSet())) {
            return Optional.empty();
        }
        return Optional.of(TagScheme.of(
                IntStream.range(0, data.size()).mapToObj(data::tags).toList()));
    }

    @Override
    SequenceTagger changed(TextModel other) {
        return new SequenceTagger(other, given);
    }

    /**
     * Trains on the training part, in batches of sentences of about the same length, drawn anew for each epoch. A
     * second fit goes on from where the first ended.
     *
     * @param data the sentences; their validation part is measured after each epoch, beside the frequencies of the tags
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per word, accuracy, and where tags mark spans their F1
     * @throws IllegalArgumentException if the data has a tag that the model does not know, tags that break the model's
     *     scheme, or nothing to learn
     */
    public History fit(TaggedSentences data, Fit fit) {
        return model().scorer().fit(examples(data), goal(data), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the sentences, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats per word
     */
    public RateCurve findRate(TaggedSentences data, Fit fit) {
        return model().scorer().search(examples(data), goal(data), fit, Sweep.wide());
    }

    /**
     * Measures on the test part, or where there is none on the validation part.
     *
     * @param data the sentences
     * @return how well each tag is told, and where tags mark spans how well these are
     * @throws IllegalArgumentException if there are no such sentences, or one has a tag that the model does not know
     */
    public TaggerScores evaluate(TaggedSentences data) {
        return evaluate(data, data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION);
    }

    /**
     * Measures on a part of the data.
     *
     * @param data the sentences
     * @param part the part
     * @return how well each tag is told, and where tags mark spans how well these are
     * @throws IllegalArgumentException if there are no such sentences, or one has a tag that the model does not know
     */
    public TaggerScores evaluate(TaggedSentences data, Part part) {
        TagGoal goal = goal(data);
        TagTally tally = model().scorer().evaluate(examples(data), goal, part, goal.tally());
        return TaggerScores.of(tally);
    }

    private WordExamples examples(TaggedSentences data) {
        return model().examples(data.name(), data.size(), data::words, data::places);
    }

    private TagGoal goal(TaggedSentences data) {
        String scheme = model().spec().constraints();
        if (scheme != null && !scheme.isEmpty()) {
            TagScheme.valueOf(scheme)
                    .check(IntStream.range(0, data.size()).mapToObj(data::tags).toList());
        }
        int[][] ids = IntStream.range(0, data.size())
                .mapToObj(place -> data.tags(place).stream()
                        .mapToInt(tag -> id(data, place, tag))
                        .toArray())
                .toArray(int[][]::new);
        LabelGoal labels = new LabelGoal(new Targets.Labels(tags(), ids, true), "word", null);
        return new TagGoal(labels, model().network(), rules());
    }

    private int id(TaggedSentences data, int place, String tag) {
        int id = tags().indexOf(tag);
        if (id < 0) {
            throw new IllegalArgumentException("sentence " + place + " of '" + data.name() + "' has the tag '" + tag
                    + "', but the model knows " + tags()
                    + ": make a model of data with all tags, or leave the sentence out");
        }
        return id;
    }

    private @Nullable CrfConstraints rules() {
        String scheme = model().spec().constraints();
        if (scheme == null) {
            return null;
        }
        return scheme.isEmpty()
                ? CrfConstraints.of(tags(), (before, after) -> true)
                : CrfConstraints.of(tags(), TagScheme.valueOf(scheme)::allows);
    }

    /**
     * Tags a sentence.
     *
     * @param words its words
     * @return the tag of each, and how probable it is
     * @throws IllegalArgumentException if there is no word
     */
    public Tagging predict(List<String> words) {
        return predictAll(List.of(words)).get(0);
    }

    /**
     * Tags sentences.
     *
     * @param sentences their words
     * @return a tagging of each
     * @throws IllegalArgumentException if one has no word
     */
    public List<Tagging> predictAll(List<List<String>> sentences) {
        float[][][] scores = scores(sentences);
        Crf field = field();
        return IntStream.range(0, scores.length)
                .mapToObj(k -> Tagging.of(
                        sentences.get(k), tags(), field.best(scores[k]).tags(), field.marginals(scores[k])))
                .toList();
    }

    /**
     * Returns the most probable taggings of a sentence, the best first.
     *
     * @param words its words
     * @param count how many, at least 1; fewer come where there are not as many
     * @return the taggings, each with the probability of the whole sequence
     * @throws IllegalArgumentException if there is no word, or the count is below 1
     */
    public List<RankedTagging> best(List<String> words, int count) {
        float[][] scores = scores(List.of(words))[0];
        Crf field = field();
        double all = field.logPartition(scores);
        List<CrfPath> paths = field.best(scores, count);
        return paths.stream()
                .map(path -> new RankedTagging(words, Tagging.names(tags(), path.tags()), Math.exp(path.score() - all)))
                .toList();
    }

    private float[][][] scores(List<List<String>> sentences) {
        for (int k = 0; k < sentences.size(); k++) {
            if (sentences.get(k).isEmpty()) {
                throw new IllegalArgumentException("sentence " + k + " has no word: leave it out");
            }
        }
        return model().scores(sentences);
    }

    /** Returns the field in plain Java; of a model without one a field of zeros. */
    Crf field() {
        return TagGoal.field(model().network(), rules(), tags().size());
    }

    /**
     * Draws what the field thinks of each tag after each other: the score that is added where the row's tag is followed
     * by the column's. The first row is for the beginning of a sentence, the last column for its end; what is ruled out
     * has no colour.
     *
     * @return the heat map
     * @throws IllegalStateException if the model has no field
     */
    public Chart plotTransitions() {
        if (rules() == null) {
            throw new IllegalStateException(
                    "plotTransitions() on a model without a field: make one by crf() or freeCrf()");
        }
        return Transitions.plot(field(), tags());
    }

    /**
     * Loads a saved model.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file holds something else
     */
    public static SequenceTagger load(Path file) {
        return new SequenceTagger(TextModel.load(KIND, file), null);
    }

    /**
     * Returns the tags that are known, in the order of the scores.
     *
     * @return the tags
     */
    public List<String> tags() {
        return model().spec().classes();
    }
}
