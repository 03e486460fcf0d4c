package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The side that judges.
 *
 * @param spec what the nets are
 * @param network the net with its weights
 */
record Discriminator(SeqGanSpec spec, Network<TextNet> network) implements Reward {
    private static final String KIND = "SeqGan's discriminator"; // of a checkpoint
    private static final int LARGEST = 1024; // sequences in one call of the engine

    static Discriminator of(SeqGanSpec spec) {
        TextSpec judge = spec.judge();
        SplittableRandom vectors = new SplittableRandom(spec.seed() + 1);
        return new Discriminator(
                spec,
                new Network<>(
                        KIND,
                        Map.of("rondo.model", spec),
                        owner -> new TextNet(judge, Head.drawn(vectors::nextGaussian), owner),
                        new Shape(1, spec.length()))); // (batch, time)
    }

    History fit(Rivals rivals, Fit fit) {
        return scorer().fit(rivals, rivals.goal(), fit);
    }

    private Scorer scorer() {
        return new Scorer(network, false, Rivals.classes().size(), spec.seed(), spec.toString());
    }

    /** Returns of each sequence how probable it is that it is real. */
    @Override
    public double[] of(int[][] sequences) {
        double[] real = new double[sequences.length];
        int[] places = IntStream.range(0, real.length).toArray();
        scorer().read(
                        new Rivals.Sequences(sequences),
                        places,
                        LARGEST,
                        (scores, place) -> real[place] = LabelGoal.probabilities(scores[0])[Rivals.REAL]);
        return real;
    }
}
