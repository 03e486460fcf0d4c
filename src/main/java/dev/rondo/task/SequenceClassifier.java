package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Rnn;
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
 * model().evaluate(waves).plot().show();
 * model.predict(waves.x(0)).label();
 * }</pre>
 *
 * <p>The net is the recurrent stack and a linear layer: {@code P(label) = softmax(W h + b)}, where h is the top
 * layer's last state, of both directions side by side in a bidirectional stack; or its output at each step. It is made
 * at the first use, on the engine in use then. Native memory is given back by {@link #close()}, or, once the model is
 * no longer reachable, when another one is made.
 */
public final class SequenceClassifier extends SequenceTask<SequenceClassifier> {
    private static final String KIND = "SequenceClassifier";
    private static final String CLASSES = "rondo.classes";

    private final List<String> classes;

    private SequenceClassifier(SequenceSpec spec, List<String> classes) {
        super(new SequenceModel(KIND, spec, new float[classes.size()], CLASSES, List.copyOf(classes)));
        this.classes = List.copyOf(classes);
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

    @Override
    SequenceClassifier changed(SequenceSpec spec) {
        return new SequenceClassifier(spec, classes);
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
                model().evaluate(data, goal, part, goal.tally()).classification());
    }

    /** Numbers the labels of some data as the model does. */
    @Override
    LabelGoal goal(Sequences data) {
        Targets.Labels labels = labels(data);
        model().requireFitting(data);
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
        model().requireKind(false, "predictSteps(x)");
        return Arrays.stream(model().scores(x))
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
        model().requireKind(true, "predict(x)");
        return Arrays.stream(model().scores(x))
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
        loaded.network().take(found, file);
        return loaded;
    }

    /**
     * Returns the labels that the model knows.
     *
     * @return the classes, in the order of the scores
     */
    public List<String> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return model().describe(classes.size() > 10 ? classes.size() + " classes" : classes.toString());
    }
}
