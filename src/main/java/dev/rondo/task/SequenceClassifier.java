package dev.rondo.task;

import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A recurrent classifier of sequences of numbers: one label for the whole of a sequence, or one at each step, as the
 * data has it.
 *
 * <pre>{@code
 * var waves = Sequences.labelled("waves", x, labels).split(0.8, 0.1);
 * var model = SequenceClassifier.of(Rnn.lstm(64).bidirectional(), waves).seed(7);
 * model.fit(waves, Fit.epochs(20).adam(1e-3).clipNorm(5)).plot().show();
 * model.evaluate(waves).plot().show();
 * model.predict(waves.x(0)).label();
 * }</pre>
 *
 * <p>The net is the recurrent stack and a linear layer: {@code P(label) = softmax(W h + b)}, where h is the top
 * layer's last state, of both directions side by side in a bidirectional stack; or its output at each step. It is made
 * at the first use, on the engine in use then. Native memory is given back by {@link #close()}, or, once the model is
 * no longer reachable, when another one is made.
 */
public final class SequenceClassifier extends Trained {
    private static final String KIND = "SequenceClassifier";
    private static final String CLASSES = "rondo.classes";

    private final List<String> classes;
    private final SequenceModel model;

    private SequenceClassifier(SequenceSpec spec, List<String> classes) {
        this.classes = List.copyOf(classes);
        this.model = new SequenceModel(KIND, spec, new float[classes.size()], CLASSES, this.classes);
    }

    /**
     * Describes a model for the features and classes of some data.
     *
     * @param rnn the recurrent stack
     * @param data sequences with labels; the model predicts one for the whole sequence or at each step, as these have
     *     it
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the data has numbers to predict, or fewer than two classes
     */
    public static SequenceClassifier of(Rnn rnn, Sequences data) {
        Targets.Labels labels = labels(data);
        if (labels.classes().size() < 2) {
            throw new IllegalArgumentException("'" + data.name() + "' has the classes " + labels.classes()
                    + ", expected at least two: name those that do not occur by classes(...)");
        }
        SequenceSpec spec = new SequenceSpec(rnn, data.features(), labels.perStep(), 0);
        return new SequenceClassifier(spec, labels.classes());
    }

    private static Targets.Labels labels(Sequences data) {
        if (data.targets() instanceof Targets.Labels labels) {
            return labels;
        }
        throw new IllegalArgumentException("'" + data.name() + "' has numbers to predict, but a " + KIND
                + " predicts labels: use a SequenceRegressor");
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling and dropout. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public SequenceClassifier seed(long value) {
        model.network().requireUntrained("seed(" + value + ")");
        return new SequenceClassifier(model.spec().seed(value), classes);
    }

    /**
     * Trains on the training part, in batches of sequences of about the same length, drawn anew for each epoch. A
     * second fit goes on from where the first ended.
     *
     * @param data the sequences; their validation part is measured after each epoch, beside the frequencies of the
     *     classes
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses in nats
     * @throws IllegalArgumentException if the data has other features than the model, a label it does not know, or
     *     nothing to learn
     */
    public History fit(Sequences data, Fit fit) {
        return model.fit(data, goal(data), fit);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param data the sequences, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate, in nats
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public RateCurve findRate(Sequences data, Fit fit) {
        return findRate(data, fit, Sweep.wide());
    }

    /**
     * Looks for a learning rate: trains with a rate that grows from step to step until the loss runs away, and gives the
     * weights back as they were.
     *
     * @param data the sequences, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @param sweep the rates to try
     * @return the loss at each rate, in nats
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public RateCurve findRate(Sequences data, Fit fit, Sweep sweep) {
        return model.search(data, goal(data), fit, sweep);
    }

    /**
     * Measures the model on the test part, or on the validation part where the split leaves no test part.
     *
     * @param data the sequences
     * @return what it got right
     * @throws IllegalArgumentException if the data does not fit the model, or there is nothing to measure on
     */
    public ClassifierScores evaluate(Sequences data) {
        return evaluate(data, SequenceModel.measured(data));
    }

    /**
     * Measures the model on a part of the data.
     *
     * @param data the sequences
     * @param part the part
     * @return what it got right
     * @throws IllegalArgumentException if the data does not fit the model, or there is nothing to measure on
     */
    public ClassifierScores evaluate(Sequences data, Part part) {
        LabelGoal goal = goal(data);
        return new ClassifierScores(
                model.evaluate(data, goal, part, goal.tally()).classification());
    }

    /** Numbers the labels of some data as the model does. */
    LabelGoal goal(Sequences data) {
        Targets.Labels labels = labels(data);
        model.requireFitting(data);
        if (labels.classes().equals(classes)) {
            return new LabelGoal(labels);
        }
        int[] own = labels.classes().stream().mapToInt(classes::indexOf).toArray();
        int[][] ids = new int[labels.size()][];
        for (int s = 0; s < ids.length; s++) {
            ids[s] = labels.ids()[s].clone();
            for (int t = 0; t < ids[s].length; t++) {
                if (ids[s][t] >= 0 && own[ids[s][t]] < 0) {
                    throw new IllegalArgumentException("sequence " + s + " of '" + data.name() + "' has the label '"
                            + labels.classes().get(ids[s][t]) + "', but the model knows " + classes
                            + ": make a model of data with all labels, or name them by classes(...)");
                }
                ids[s][t] = ids[s][t] < 0 ? -1 : own[ids[s][t]];
            }
        }
        return new LabelGoal(new Targets.Labels(classes, ids, labels.perStep()));
    }

    /**
     * Predicts the label of a sequence.
     *
     * @param x the numbers, (time)(features)
     * @return the label and the probability of each class
     * @throws IllegalArgumentException if there are no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts a label at each step
     */
    public Prediction predict(float[][] x) {
        return predict(new float[][][] {x}).get(0);
    }

    /**
     * Predicts the label of each of some sequences.
     *
     * @param x the numbers, (sequences)(time)(features)
     * @return label and probabilities, in the same order
     * @throws IllegalArgumentException if a sequence has no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts a label at each step
     */
    public List<Prediction> predict(float[][][] x) {
        model.requireKind(false, "predictSteps(x)");
        return Arrays.stream(model.scores(x))
                .map(scores -> Prediction.of(classes, scores[0]))
                .toList();
    }

    /**
     * Predicts the label at each step of a sequence.
     *
     * @param x the numbers, (time)(features)
     * @return label and probabilities, step by step
     * @throws IllegalArgumentException if there are no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts one label for the whole sequence
     */
    public List<Prediction> predictSteps(float[][] x) {
        return predictSteps(new float[][][] {x}).get(0);
    }

    /**
     * Predicts the label at each step of each of some sequences.
     *
     * @param x the numbers, (sequences)(time)(features)
     * @return label and probabilities, (sequences)(time)
     * @throws IllegalArgumentException if a sequence has no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts one label for the whole sequence
     */
    public List<List<Prediction>> predictSteps(float[][][] x) {
        model.requireKind(true, "predict(x)");
        return Arrays.stream(model.scores(x))
                .map(steps -> Arrays.stream(steps)
                        .map(scores -> Prediction.of(classes, scores))
                        .toList())
                .toList();
    }

    /**
     * Loads a model, or the model in a checkpoint.
     *
     * @param file a file that {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file is missing, cut short, of another kind or of a newer format
     */
    public static SequenceClassifier load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        List<String> classes = List.of(found.get(CLASSES, String[].class, file));
        SequenceClassifier loaded =
                new SequenceClassifier(found.get(SequenceModel.SPEC, SequenceSpec.class, file), classes);
        loaded.model.network().take(found, file);
        return loaded;
    }

    /**
     * Returns the net as a DJL block, sharing this model's weights: sequences (batch, time, features), and optionally
     * lengths (batch), to logits (batch, classes), or (batch, time, classes) where there is a label at each step.
     *
     * @return the block
     */
    public Block block() {
        return model.network().net();
    }

    /**
     * Returns the recurrent stack in plain Java, with a copy of the weights: every gate of every step can be looked at.
     *
     * @return the stack
     */
    public CellStack cells() {
        return model.plain().cells();
    }

    /**
     * Returns the linear layer on the stack in plain Java, with a copy of the weights.
     *
     * @return the layer, from the hidden state, both directions' side by side, to the logits of the classes
     */
    public Linear head() {
        return model.plain().head();
    }

    /**
     * Returns the labels that the model knows.
     *
     * @return the classes, in the order of the scores
     */
    public List<String> classes() {
        return classes;
    }

    SequenceModel model() {
        return model;
    }

    @Override
    Network<?> network() {
        return model.network();
    }

    @Override
    public String toString() {
        return model.describe(classes.size() > 10 ? classes.size() + " classes" : classes.toString());
    }
}
