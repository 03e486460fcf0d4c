package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import dev.rondo.nn.Rnn;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A recurrent regressor of sequences of numbers: numbers to predict once for the whole of a sequence, or at each step,
 * as the data has it.
 *
 * <pre>{@code
 * var sums  = Sequences.numbers("sums", x, y).split(0.8, 0.1);
 * var model = SequenceRegressor.of(Rnn.gru(64), sums).seed(7);
 * model.fit(sums, Fit.epochs(20).adam(1e-3).clipNorm(5)).plot().show();
 * model().evaluate(sums).rmse();
 * model.predict(sums.x(0));
 * }</pre>
 *
 * <p>The net is the recurrent stack and a linear layer, {@code y = W h + b}, where h is the top layer's last state, of
 * both directions side by side in a bidirectional stack; or its output at each step. The loss is the mean squared
 * error, and numbers are taken as they come: bring them to about the size of 1 for weights that start there. The net
 * is made at the first use, on the engine in use then. Native memory is given back by {@link #close()}, or, once the
 * model is no longer reachable, when another one is made.
 */
public final class SequenceRegressor extends SequenceTask<SequenceRegressor> {
    private static final String KIND = "SequenceRegressor";
    private static final String OUTPUTS = "rondo.outputs";

    private final int outputs;

    private SequenceRegressor(SequenceSpec spec, int outputs) {
        super(new SequenceModel(KIND, spec, new float[outputs], OUTPUTS, outputs));
        this.outputs = outputs;
    }

    /**
     * Describes a model for the features and outputs of some data.
     *
     * @param rnn the recurrent stack
     * @param data sequences with numbers to predict; once for the whole sequence or at each step, as these have it
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the data has labels to predict
     */
    public static SequenceRegressor of(Rnn rnn, Sequences data) {
        Targets.Numbers numbers = numbers(data);
        SequenceSpec spec = new SequenceSpec(rnn, data.features(), numbers.perStep(), 0);
        return new SequenceRegressor(spec, numbers.outputs());
    }

    private static Targets.Numbers numbers(Sequences data) {
        if (data.targets() instanceof Targets.Numbers numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("'" + data.name() + "' has labels to predict, but a " + KIND
                + " predicts numbers: use a SequenceClassifier");
    }

    @Override
    SequenceRegressor changed(SequenceSpec spec) {
        return new SequenceRegressor(spec, outputs);
    }

    /**
     * Measures the model on the test part, or on the validation part where the split leaves no test part.
     *
     * @param data the sequences
     * @return how near it came
     * @throws IllegalArgumentException if the data does not fit the model, or there is nothing to measure on
     */
    public RegressorScores evaluate(Sequences data) {
        return evaluate(data, SequenceModel.measured(data));
    }

    /**
     * Measures the model on a part of the data.
     *
     * @param data the sequences
     * @param part the part
     * @return how near it came
     * @throws IllegalArgumentException if the data does not fit the model, or there is nothing to measure on
     */
    public RegressorScores evaluate(Sequences data, Part part) {
        NumberGoal goal = goal(data);
        return model().evaluate(data, goal, part, goal.tally()).result();
    }

    @Override
    NumberGoal goal(Sequences data) {
        Targets.Numbers numbers = numbers(data);
        model().requireFitting(data);
        if (numbers.outputs() != outputs) {
            throw new IllegalArgumentException("'" + data.name() + "' has " + numbers.outputs()
                    + " numbers to predict at a time, but the model predicts " + outputs
                    + ": make another model of this data");
        }
        return new NumberGoal(numbers);
    }

    /**
     * Predicts the numbers of a sequence.
     *
     * @param x the numbers that come in, (time)(features)
     * @return the numbers predicted, (outputs)
     * @throws IllegalArgumentException if there are no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts numbers at each step
     */
    public float[] predict(float[][] x) {
        return predict(new float[][][] {x})[0];
    }

    /**
     * Predicts the numbers of each of some sequences.
     *
     * @param x the numbers that come in, (sequences)(time)(features)
     * @return the numbers predicted, (sequences)(outputs)
     * @throws IllegalArgumentException if a sequence has no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts numbers at each step
     */
    public float[][] predict(float[][][] x) {
        model().requireKind(false, "predictSteps(x)");
        return Arrays.stream(model().scores(x)).map(scores -> scores[0]).toArray(float[][]::new);
    }

    /**
     * Predicts the numbers at each step of a sequence.
     *
     * @param x the numbers that come in, (time)(features)
     * @return the numbers predicted, (time)(outputs)
     * @throws IllegalArgumentException if there are no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts numbers once for the whole sequence
     */
    public float[][] predictSteps(float[][] x) {
        return predictSteps(new float[][][] {x})[0];
    }

    /**
     * Predicts the numbers at each step of each of some sequences.
     *
     * @param x the numbers that come in, (sequences)(time)(features)
     * @return the numbers predicted, (sequences)(time)(outputs)
     * @throws IllegalArgumentException if a sequence has no steps, or other features than the model was made for
     * @throws IllegalStateException if the model predicts numbers once for the whole sequence
     */
    public float[][][] predictSteps(float[][][] x) {
        model().requireKind(true, "predict(x)");
        return model().scores(x);
    }

    /**
     * Loads a model, or the model in a checkpoint.
     *
     * @param file a file that {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file is missing, cut short, of another kind or of a newer format
     */
    public static SequenceRegressor load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        SequenceRegressor loaded = new SequenceRegressor(
                found.get(SequenceModel.SPEC, SequenceSpec.class, file), found.get(OUTPUTS, Integer.class, file));
        loaded.network().take(found, file);
        return loaded;
    }

    @Override
    public String toString() {
        return model().describe(outputs == 1 ? "a number" : outputs + " numbers");
    }
}
