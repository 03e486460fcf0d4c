package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What a classifier and a regressor of sequences share: the net, its fits, and its scores of sequences. */
final class SequenceModel {
    static final String SPEC = "rondo.model"; // the part of a file that holds the spec

    private final String kind;
    private final SequenceSpec spec;
    private final int outputs;
    private final Network<SequenceNet> network;
    private final Scorer scorer;

    /**
     * Describes a model.
     *
     * @param kind its name in files and messages
     * @param spec what stands in its file
     * @param start where the bias of each score that the net gives starts, (outputs)
     * @param part the name of what else stands in its file
     * @param value what else stands there
     */
    SequenceModel(String kind, SequenceSpec spec, float[] start, String part, Object value) {
        this.kind = kind;
        this.spec = spec;
        this.outputs = start.length;
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(SPEC, spec);
        description.put(part, value);
        this.network = new Network<>(
                kind,
                description,
                owner -> new SequenceNet(spec, start, owner),
                new Shape(1, 1, spec.features())); // (batch, time, features)
        this.scorer = new Scorer(network, spec.perStep(), outputs, spec.seed(), kind + " of " + outputs + ", " + spec);
    }

    SequenceSpec spec() {
        return spec;
    }

    Network<SequenceNet> network() {
        return network;
    }

    PlainNet plain() {
        return network.plain(spec.rnn(), spec.features(), outputs);
    }

    Scorer scorer() {
        return scorer;
    }

    History fit(Sequences data, Goal goal, Fit fit) {
        return scorer.fit(new NumberExamples(data), goal, fit);
    }

    RateCurve search(Sequences data, Goal goal, Fit fit, Sweep sweep) {
        return scorer.search(new NumberExamples(data), goal, fit, sweep);
    }

    /**
     * Returns the part to measure on where none is named: the test part, or where there is none the validation part.
     */
    static Part measured(Sequences data) {
        return data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION;
    }

    /** Counts what the model predicts of a part of the data. */
    <T extends Goal.Tally> T evaluate(Sequences data, Goal goal, Part part, T tally) {
        return scorer.evaluate(new NumberExamples(data), goal, part, tally);
    }

    /** Scores sequences that came one by one: (sequences)(1 or time)(outputs). */
    float[][][] scores(float[][]... x) {
        for (int s = 0; s < x.length; s++) {
            check(s, x[s]);
        }
        float[][][] scores = new float[x.length][][];
        NumberSource source = new NumberSource(place -> x[place]);
        scorer.read(source, IntStream.range(0, x.length).toArray(), (score, place) -> scores[place] = score);
        return scores;
    }

    private void check(int place, float[][] x) {
        if (x.length == 0) {
            throw new IllegalArgumentException(
                    "sequence " + place + " has no steps: give each at least one of " + spec.features() + " features");
        }
        for (int t = 0; t < x.length; t++) {
            if (x[t].length != spec.features()) {
                throw new IllegalArgumentException("step " + t + " of sequence " + place + " has " + x[t].length
                        + " features, but the model was made for " + spec.features()
                        + ": give the same ones as in training");
            }
            for (float value : x[t]) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("step " + t + " of sequence " + place + " holds " + value
                            + ", expected numbers: fill what is missing");
                }
            }
        }
    }

    /** Refuses data of another shape than the model was made for. */
    void requireFitting(Sequences data) {
        if (data.features() != spec.features()) {
            throw new IllegalArgumentException("'" + data.name() + "' has " + data.features()
                    + " features, but the model was made for " + spec.features() + ": make another model of this data");
        }
        if (data.targets().perStep() != spec.perStep()) {
            throw new IllegalArgumentException("'" + data.name() + "' has targets "
                    + when(data.targets().perStep()) + ", but the model predicts " + when(spec.perStep())
                    + ": make another model of this data");
        }
    }

    /** Refuses a call that asks for the other kind of prediction. */
    void requireKind(boolean perStep, String wanted) {
        if (spec.perStep() != perStep) {
            throw new IllegalStateException(
                    "this " + kind + " predicts " + when(spec.perStep()) + ": call " + wanted + " instead");
        }
    }

    private static String when(boolean perStep) {
        return perStep ? "at each step" : "once for the whole sequence";
    }

    /** Describes the model, given what it predicts. */
    String describe(String predicted) {
        return kind + "(" + spec.features() + " features to " + predicted + (spec.perStep() ? " at each step" : "")
                + ", " + settings() + ")";
    }

    /** Describes stack, seed and training. */
    String settings() {
        return spec.rnn() + ", seed " + spec.seed()
                + (network.steps() > 0 ? ", trained for " + network.steps() + " steps" : "");
    }
}
