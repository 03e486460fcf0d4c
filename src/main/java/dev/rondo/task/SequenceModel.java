package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.nn.Engines;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.Loop;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** What a classifier and a regressor of sequences share: the net, its fits, and its scores of sequences. */
final class SequenceModel {
    static final String SPEC = "rondo.model"; // the part of a file that holds the spec

    private static final int LARGEST = 256; // sequences in one call of the engine

    private final String kind;
    private final SequenceSpec spec;
    private final int outputs;
    private final Network<SequenceNet> network;

    /**
     * Describes a model.
     *
     * @param kind its name in files and messages
     * @param spec what stands in its file
     * @param outputs how many scores the net gives
     * @param part the name of what else stands in its file
     * @param value what else stands there
     */
    SequenceModel(String kind, SequenceSpec spec, int outputs, String part, Object value) {
        this.kind = kind;
        this.spec = spec;
        this.outputs = outputs;
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(SPEC, spec);
        description.put(part, value);
        this.network = new Network<>(
                kind,
                description,
                owner -> new SequenceNet(spec, outputs, owner),
                new Shape(1, 1, spec.features())); // (batch, time, features)
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

    History fit(Sequences data, Goal goal, Fit fit) {
        return network.during(() -> Loop.run(learner(data, goal, fit), fit, spec.seed()));
    }

    RateCurve search(Sequences data, Goal goal, Fit fit, Sweep sweep) {
        return network.during(() -> Loop.search(learner(data, goal, fit), fit, spec.seed(), sweep));
    }

    SequenceLearner learner(Sequences data, Goal goal, Fit fit) {
        return new SequenceLearner(this, data, goal, fit.batch());
    }

    /**
     * Returns the part to measure on where none is named: the test part, or where there is none the validation part.
     */
    static Part measured(Sequences data) {
        return data.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION;
    }

    /** Counts what the model predicts of a part of the data. */
    <T extends Goal.Tally> T evaluate(Sequences data, Goal goal, Part part, T tally) {
        read(data::x, SequenceLearner.counted(data, goal.targets(), part), tally);
        return tally;
    }

    /** Scores sequences that came one by one: (sequences)(1 or time)(outputs). */
    float[][][] scores(float[][]... x) {
        for (int s = 0; s < x.length; s++) {
            check(s, x[s]);
        }
        float[][][] scores = new float[x.length][][];
        read(place -> x[place], IntStream.range(0, x.length).toArray(), (score, place) -> scores[place] = score);
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

    /**
     * Reads sequences and hands their scores over, (1 or time)(outputs), in an order of its own.
     *
     * @param source the sequences by their places, (time)(features)
     * @param places the places of those to read
     * @param to takes the scores of each with its place
     */
    void read(IntFunction<float[][]> source, int[] places, ObjIntConsumer<float[][]> to) {
        read(source, places, LARGEST, to);
    }

    /** Reads sequences in batches of at most so many. */
    void read(IntFunction<float[][]> source, int[] places, int largest, ObjIntConsumer<float[][]> to) {
        Engines.enter();
        network.during(() -> {
            for (SequenceBatch batch : SequenceBatch.sorted(source, places, largest)) {
                read(batch, to);
            }
            return places.length;
        });
    }

    private void read(SequenceBatch batch, ObjIntConsumer<float[][]> to) {
        float[] all;
        try (NDManager own = network.manager().newSubManager()) {
            NDArray scores =
                    network.net().run(new ParameterStore(own, false), batch.x(own), batch.lengths(own), null, false);
            all = scores.toFloatArray();
        }
        int rows = spec.perStep() ? batch.time() : 1; // of each sequence, padding included
        for (int s = 0; s < batch.size(); s++) {
            float[][] own = new float[spec.perStep() ? batch.length(s) : 1][];
            for (int t = 0; t < own.length; t++) {
                int from = (s * rows + t) * outputs;
                own[t] = Arrays.copyOfRange(all, from, from + outputs);
            }
            to.accept(own, batch.places()[s]);
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

    /** Returns what decides a fit's numbers besides the data, in words. */
    String identity() {
        return kind + " of " + outputs + ", " + spec;
    }

    /** Describes the model, given what it predicts. */
    String describe(String predicted) {
        return kind + "(" + spec.features() + " features to " + predicted + (spec.perStep() ? " at each step" : "")
                + ", "
                + spec.rnn() + ", seed " + spec.seed()
                + (network.steps() > 0 ? ", trained for " + network.steps() + " steps" : "") + ")";
    }
}
