package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.data.LabelledTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Targets;
import dev.rondo.data.Tokenizer;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A recurrent classifier of texts: one label for each.
 *
 * <pre>{@code
 * var reviews = LabelledTexts.tsv(Path.of("data/reviews-en.tsv"), "text", "label").split(0.8, 0.1);
 * var model = TextClassifier.of(Rnn.gru(64).bidirectional(), reviews).pooling(Pooling.MAX).seed(7);
 * model.fit(reviews, Fit.epochs(10).batch(32).adam(1e-3).clipNorm(5)).plot().show();
 * model.evaluate(reviews).plot().show();
 * model.predict("Not a bad hotel at all.").label();
 * model.explain("Not a bad hotel at all.").plot().show();
 * }</pre>
 *
 * <p>Words come from the data's tokenizer and vocabulary, both of which are part of a saved model. The net is a table of
 * vectors, the recurrent stack, a {@link Pooling} over time and a linear layer: {@code P(label) = softmax(W s + b)}. The
 * stack's rate of dropout also holds between the words and the stack, and before the linear layer.
 */
public final class TextClassifier extends WordTask<TextClassifier> {
    private static final String KIND = "TextClassifier";

    private final List<Double> weights; // of the classes, in training; empty where all count the same

    private TextClassifier(TextModel model, List<Double> weights) {
        super(model);
        this.weights = List.copyOf(weights);
    }

    /**
     * Describes a model for the words and labels of some data.
     *
     * @param rnn the recurrent stack
     * @param data texts with labels, whose training part decides which words are known
     * @return a model of word vectors of 64 numbers that takes the last state, with weights yet to be trained
     * @throws IllegalArgumentException if there are fewer than two classes
     */
    public static TextClassifier of(Rnn rnn, LabelledTexts data) {
        if (data.classes().size() < 2) {
            throw new IllegalArgumentException("'" + data.name() + "' has the classes " + data.classes()
                    + ", expected at least two: give texts of another label too");
        }
        TextSpec spec = new TextSpec(
                rnn,
                TextModel.words(),
                Pooling.LAST,
                null,
                0,
                data.classes(),
                data.vocabulary().symbols(),
                List.of(),
                data.tokenizer(),
                false);
        return new TextClassifier(new TextModel(KIND, spec, null), List.of());
    }

    /**
     * Returns an untrained model that also reads words letter by letter: the last states of a small network, both ways,
     * stand behind the word's vector; see {@link SequenceTagger#letters(Rnn)}.
     *
     * @param rnn the network, which must be bidirectional; a letter has 25 numbers
     * @param data the texts whose training part decides which letters are known
     * @return the model
     * @throws IllegalArgumentException if the network reads one way
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public TextClassifier letters(Rnn rnn, LabelledTexts data) {
        List<List<String>> train =
                Arrays.stream(data.places(Part.TRAIN)).mapToObj(data::tokens).toList();
        return changed(model().letters(rnn, TextModel.LETTERS, train));
    }

    /**
     * Returns an untrained model that makes one vector of all steps in another way. The default is the last state.
     *
     * @param how the way
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public TextClassifier pooling(Pooling how) {
        return changed(model().with(model().spec().pooling(how), "pooling(" + how + ")"));
    }

    /**
     * Returns a model for which an error on each class counts so much in training. A fit's loss is the weighted mean;
     * what is measured afterwards is not weighted.
     *
     * @param each a weight above zero for each class, in the order of {@link #classes()}
     * @return the model, with the same net
     * @throws IllegalArgumentException if there is not one positive weight for each class
     */
    @CheckReturnValue
    public TextClassifier classWeights(double... each) {
        if (each.length != classes().size() || !Arrays.stream(each).allMatch(w -> w > 0 && w < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("class weights are " + Arrays.toString(each)
                    + ", expected one above zero for each of " + classes());
        }
        return new TextClassifier(model(), Arrays.stream(each).boxed().toList());
    }

    /**
     * Returns a model for which all classes of some data count the same in training, however many texts they have:
     * weights of {@code n / (k n_c)} for n training texts, k classes and n_c texts of a class.
     *
     * @param data the texts, of which the training part is counted
     * @return the model, with the same net
     * @throws IllegalArgumentException if a class of the model has no text there
     */
    @CheckReturnValue
    public TextClassifier balanced(LabelledTexts data) {
        int[] train = data.places(Part.TRAIN);
        return classWeights(classes().stream()
                .mapToDouble(label -> {
                    long own = Arrays.stream(train)
                            .filter(place -> data.label(place).equals(label))
                            .count();
                    if (own == 0) {
                        throw new IllegalArgumentException("the training part of '" + data.name()
                                + "' has no text of class '" + label + "': give it one, or call classWeights(...)");
                    }
                    return (double) train.length / (classes().size() * own);
                })
                .toArray());
    }

    @Override
    TextClassifier changed(TextModel other) {
        return new TextClassifier(other, weights);
    }

    /**
     * Trains on the training part, in batches of texts of about the same length, drawn anew for each epoch. A second
     * fit goes on from where the first ended.
     *
     * @param data the texts; their validation part is measured after each epoch, beside the frequencies of the classes
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats per text
     * @throws IllegalArgumentException if the data has a label that the model does not know, or nothing to learn
     */
    public History fit(LabelledTexts data, Fit fit) {
        return model().scorer().fit(examples(data), goal(data), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the texts, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats per text
     */
    public RateCurve findRate(LabelledTexts data, Fit fit) {
        return model().scorer().search(examples(data), goal(data), fit, Sweep.wide());
    }

    /**
     * Measures on the test part, or where there is none on the validation part.
     *
     * @param data the texts
     * @return how well each class is told
     * @throws IllegalArgumentException if there are no such texts, or one has a label that the model does not know
     */
    public ClassifierScores evaluate(LabelledTexts data) {
        return evaluate(data, data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION);
    }

    /**
     * Measures on a part of the data.
     *
     * @param data the texts
     * @param part the part
     * @return how well each class is told
     * @throws IllegalArgumentException if there are no such texts, or one has a label that the model does not know
     */
    public ClassifierScores evaluate(LabelledTexts data, Part part) {
        LabelGoal goal = goal(data);
        return new ClassifierScores(model().scorer()
                .evaluate(examples(data), goal, part, goal.tally())
                .classification());
    }

    private WordExamples examples(LabelledTexts data) {
        return model().examples(
                        data.name(), data.size(), place -> tokens(data.text(place), "text " + place), data::places);
    }

    private LabelGoal goal(LabelledTexts data) {
        int[][] ids = IntStream.range(0, data.size())
                .mapToObj(place -> new int[] {id(data, place)})
                .toArray(int[][]::new);
        float[] each = new float[weights.size()];
        IntStream.range(0, each.length).forEach(k -> each[k] = weights.get(k).floatValue());
        return new LabelGoal(new Targets.Labels(classes(), ids, false), "text", each.length == 0 ? null : each);
    }

    private int id(LabelledTexts data, int place) {
        int id = classes().indexOf(data.label(place));
        if (id < 0) {
            throw new IllegalArgumentException("text " + place + " of '" + data.name() + "' has the label '"
                    + data.label(place) + "', but the model knows " + classes()
                    + ": make a model of data with all labels, or leave the text out");
        }
        return id;
    }

    /**
     * Predicts the label of a text.
     *
     * @param text the text
     * @return the label, and the probability of each
     * @throws IllegalArgumentException if there is no word in the text
     */
    public Prediction predict(String text) {
        return predict(List.of(text)).get(0);
    }

    /**
     * Predicts the labels of texts.
     *
     * @param texts the texts
     * @return a prediction for each
     * @throws IllegalArgumentException if there is no word in one
     */
    public List<Prediction> predict(List<String> texts) {
        return words(IntStream.range(0, texts.size())
                .mapToObj(k -> tokens(texts.get(k), "text " + k))
                .toList());
    }

    /** Predicts the labels of texts in words. */
    private List<Prediction> words(List<List<String>> texts) {
        return Arrays.stream(model().scores(texts))
                .map(scores -> Prediction.of(classes(), scores[0]))
                .toList();
    }

    private List<String> tokens(String text, String which) {
        List<String> tokens = tokenizer().tokens(text);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    which + " is \"" + text + "\", which has no word: leave it out, or use another tokenizer");
        }
        return tokens;
    }

    /**
     * Says what each word of a text does for the label that is predicted: by how much the logarithm of the label's
     * probability falls where the word is left out (Li et al. 2016, Understanding Neural Networks through Representation
     * Erasure).
     *
     * @param text the text
     * @return the words with what they do, in nats; below zero where a word speaks against the label
     * @throws IllegalArgumentException if the text has fewer than two words
     */
    public Saliency explain(String text) {
        List<String> tokens = tokens(text, "the text");
        if (tokens.size() < 2) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has one word, which cannot be left out: give a text of at least two");
        }
        List<List<String>> without = new ArrayList<>();
        without.add(tokens);
        for (int left = 0; left < tokens.size(); left++) {
            List<String> rest = new ArrayList<>(tokens);
            rest.remove(left);
            without.add(rest);
        }
        List<Prediction> predictions = words(without);
        Prediction whole = predictions.get(0);
        double[] values = predictions.stream()
                .skip(1)
                .mapToDouble(p -> Math.log(whole.probability()) - Math.log(p.probability(whole.label())))
                .toArray();
        return new Saliency(whole, tokens, values);
    }

    /**
     * Loads a saved model.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file holds something else
     */
    public static TextClassifier load(Path file) {
        return new TextClassifier(TextModel.load(KIND, file), List.of());
    }

    /**
     * Returns the labels that are known, in the order of the scores.
     *
     * @return the labels
     */
    public List<String> classes() {
        return model().spec().classes();
    }

    /**
     * Returns what cuts texts into words.
     *
     * @return the tokenizer
     */
    public Tokenizer tokenizer() {
        return Objects.requireNonNull(model().spec().tokenizer());
    }
}
