package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.rondo.data.Part;
import dev.rondo.nn.Engines;
import dev.rondo.train.History;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A model of sequences learning from batches of them. Sequences without a target that counts are left out. */
final class SequenceLearner implements NetworkLearner<SequenceBatch> {
    private final Scorer scorer;
    private final Examples data;
    private final Goal goal;
    private final int batch;
    private final int[] train;
    private final int[] held;
    private final String identity;

    SequenceLearner(Scorer scorer, Examples data, Goal goal, int batch) {
        this.scorer = scorer;
        this.data = data;
        this.goal = goal;
        this.batch = batch;
        this.train = counted(data, goal, Part.TRAIN);
        this.held = Arrays.stream(data.places(Part.VALIDATION))
                .filter(place -> goal.counted(place) > 0)
                .toArray();
        this.identity = List.of(
                        scorer.identity(),
                        goal.identity(),
                        data,
                        "content " + Integer.toHexString(hash()),
                        "engine " + Engines.name())
                .toString();
    }

    /** Returns the places of the sequences in a part that have a target that counts. */
    static int[] counted(Examples data, Goal goal, Part part) {
        int[] places = Arrays.stream(data.places(part))
                .filter(place -> goal.counted(place) > 0)
                .toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("the " + part.name().toLowerCase(Locale.ROOT) + " part of '"
                    + data.name() + "' has " + data.places(part).length
                    + " sequences, none with a target that counts: split the data otherwise, or name another part");
        }
        return places;
    }

    private int hash() {
        int hash = 31 * goal.contentHash() + data.contentHash();
        return 31 * (31 * hash + Arrays.hashCode(train)) + Arrays.hashCode(held);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Network<?> network() {
        return scorer.network();
    }

    @Override
    public List<SequenceBatch> batches(int epoch) {
        // The loop's noise counts up from the same product, by steps; this counts down.
        SplittableRandom random = new SplittableRandom(scorer.seed() * 1_000_003 - epoch);
        List<SequenceBatch> batches = SequenceBatch.shuffled(data, train, batch, random);
        return new AbstractList<>() { // made as they are asked for: what an epoch changes is not kept
            @Override
            public SequenceBatch get(int index) {
                int[] places = batches.get(index).places();
                return new SequenceBatch(data.inEpoch(epoch, places), places);
            }

            @Override
            public int size() {
                return batches.size();
            }
        };
    }

    @Override
    public long count(SequenceBatch batch) {
        return Arrays.stream(batch.places()).mapToLong(goal::counted).sum();
    }

    @Override
    public Loss loss(SequenceBatch batch, NDList carried, SplittableRandom noise, NDManager manager) {
        ScoringNet net = scorer.network().net();
        net.noiseFrom(noise);
        ParameterStore store = new ParameterStore(manager, false);
        NDArray scores = net.run(store, batch.inputs(manager), batch.lengths(manager), goal.steps(batch), true);
        return new Loss(goal.loss(scores, batch), new NDList());
    }

    @Override
    public boolean validates() {
        return held.length > 0;
    }

    @Override
    public Scores validate() {
        Goal.Tally tally = goal.tally();
        scorer.read(data, held, tally);
        return tally.scores();
    }

    @Override
    public History blank() {
        Map<String, Double> baselines = validates() ? goal.baselines(train, held) : Map.of();
        History empty = new History(goal.loss(), goal.unit(), List.of(), History.End.FINISHED, baselines);
        return data.floor().isPresent() ? empty.withFloor(data.floor().getAsDouble()) : empty;
    }
}
