package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rondo.cell.Ctc;
import dev.rondo.cell.CtcBeam;
import dev.rondo.cell.CtcGradient;
import dev.rondo.cell.CtcLabelling;
import dev.rondo.cell.Tensor;
import dev.rondo.metric.ErrorRate;
import dev.rondo.train.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Symbols to be told in their order, of which nobody has said where they stand. The loss is that of {@link Ctc}, as a
 * {@link PlainLoss}: the sum over the sequences by the number of their symbols, so that long and short ones, and sets of
 * them, can be compared, and each symbol counts the same.
 *
 * @param ctc the distribution over what is told; the blank is behind the symbols
 * @param symbols the symbols
 * @param labels their numbers, (sequences)(symbols)
 */
record CtcGoal(Ctc ctc, List<String> symbols, int[][] labels) implements Goal {
    private static final double SILENT = 0.9; // the share of steps that tell nothing, before anything is known

    CtcGoal(List<String> symbols, int[][] labels) {
        this(Ctc.of(symbols.size() + 1), symbols, labels);
    }

    /** Returns where the bias of each score starts, that of the blank last, so that most steps tell nothing. */
    static float[] start(int symbols) {
        float[] start = new float[symbols + 1];
        start[symbols] = (float) Math.log(symbols * SILENT / (1 - SILENT));
        return start;
    }

    @Override
    public int counted(int place) {
        return labels[place].length;
    }

    @Override
    public int @Nullable [] steps(SequenceBatch batch) {
        return null;
    }

    @Override
    public int contentHash() {
        return 31 * symbols.hashCode() + Arrays.deepHashCode(labels);
    }

    @Override
    public String loss() {
        return "nats per symbol";
    }

    @Override
    public String unit() {
        return "symbols";
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        float[] flat = scores.toFloatArray();
        NDManager manager = scores.getManager();
        if (!isFinite(flat)) {
            return PlainLoss.none(scores);
        }
        int[] frames = IntStream.range(0, batch.size()).map(batch::length).toArray();
        int[][] own =
                Arrays.stream(batch.places()).mapToObj(place -> labels[place]).toArray(int[][]::new);
        CtcGradient gradient = ctc.gradient(Tensor.of(flat, batch.size(), batch.time(), ctc.outputs()), frames, own);
        int count = Arrays.stream(own).mapToInt(each -> each.length).sum();
        NDArray sum = PlainLoss.sum(manager, gradient.scores().values(), scores);
        return PlainLoss.mean(sum, gradient.loss(), count);
    }

    private static boolean isFinite(float... scores) {
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The frequencies of the symbols, the end of each sequence counted as one more, and one added to each count so that
     * none is zero (Laplace).
     */
    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        int end = symbols.size();
        double[] counts = new double[end + 1];
        Arrays.fill(counts, 1);
        ids(known).forEach(id -> counts[id]++);
        counts[end] += known.length;
        double all = Arrays.stream(counts).sum();
        double nats =
                ids(measured).mapToDouble(id -> -Math.log(counts[id] / all)).sum()
                        - measured.length * Math.log(counts[end] / all);
        return Map.of("symbol frequencies", nats / ids(measured).count());
    }

    private IntStream ids(int[] places) {
        return Arrays.stream(places).flatMap(place -> Arrays.stream(labels[place]));
    }

    /** Counts what the best path reads as: the fastest way, good enough to see a fit by. */
    @Override
    public Tally tally() {
        return new Tally(scores -> ctc.best(scores).labels());
    }

    /** Counts what a beam search finds. */
    Tally tally(CtcBeam beam) {
        return new Tally(scores -> best(ctc, scores, beam).get(0).labels());
    }

    /** Searches for the best labellings, of which there must be one. */
    static List<CtcLabelling> best(Ctc ctc, float[][] scores, CtcBeam beam) {
        List<CtcLabelling> found = ctc.search(scores, beam);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the language rules out all of the " + beam.width()
                    + " labellings that the beam kept: widen it, or leave no label without a probability");
        }
        return found;
    }

    /** What was told, and the sum of the losses. */
    final class Tally implements Goal.Tally {
        private final Function<float[][], int[]> decoder;
        private final List<List<String>> actual = new ArrayList<>();
        private final List<List<String>> told = new ArrayList<>();
        private double sum;
        private long count;

        Tally(Function<float[][], int[]> decoder) {
            this.decoder = decoder;
        }

        @Override
        public void accept(float[][] scores, int place) {
            int[] right = labels[place];
            boolean sound = Arrays.stream(scores).allMatch(CtcGoal::isFinite);
            boolean possible = scores.length >= Ctc.frames(right);
            sum += !sound ? Double.NaN : possible ? ctc.loss(scores, right) : Double.POSITIVE_INFINITY;
            count += right.length;
            actual.add(names(right));
            told.add(sound ? names(decoder.apply(scores)) : List.of());
        }

        private List<String> names(int[] ids) {
            return Arrays.stream(ids).mapToObj(symbols::get).toList();
        }

        @Override
        public Learner.Scores scores() {
            RecognizerScores result = result();
            Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
            metrics.put("symbol error rate", result.symbolErrorRate());
            metrics.put("exact", result.exactShare());
            return new Learner.Scores(result.nats(), metrics);
        }

        RecognizerScores result() {
            return new RecognizerScores(ErrorRate.of(actual, told), sum / count);
        }
    }
}
