package dev.rondo.task;

import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's weights at work in plain Java, whatever it tells of. It changes nothing in itself: threads may share it.
 *
 * @param decoder writes the target
 * @param output scores what comes next
 * @param targets the vectors of the target's symbols, (symbols, size)
 * @param begin what is read before the first symbol
 * @param end the symbol that ends a target
 */
record SymbolSearch(CellDecoder decoder, Linear output, Tensor targets, int begin, int end) {

    /**
     * A beginning of a target, or a whole one.
     *
     * @param before the same without its last symbol; null where nothing has been said
     * @param symbol the last symbol
     * @param length how many symbols there are
     * @param logProbability of all symbols
     * @param weights what the last symbol attended to
     * @param memory what to go on from
     * @param cut whether it was made to end
     */
    record Path(
            @Nullable Path before,
            int symbol,
            int length,
            double logProbability,
            float[] weights,
            CellDecoder.Memory memory,
            boolean cut) {

        /** Returns the paths to each symbol but the end. */
        List<Path> steps() {
            Path[] steps = new Path[length - 1];
            Path at = before;
            for (int k = steps.length - 1; k >= 0 && at != null; k--) {
                steps[k] = at;
                at = at.before;
            }
            return List.of(steps);
        }
    }

    /**
     * Looks for the targets that score best.
     *
     * @param read the source
     * @param longest the most symbols before the end
     * @param how how to look
     * @param spoken which symbols may be chosen; the end always may
     * @return complete targets, the best first, as many as the beam is wide or fewer
     */
    List<Path> best(CellEncoderDecoder.Encoded read, int longest, BeamSearch how, boolean[] spoken) {
        Comparator<Path> best = Comparator.comparingDouble(
                path -> -how.score(path.logProbability, path.length)); // stable: of equals the one found first
        List<Path> live = List.of(new Path(null, begin, 0, 0, new float[0], read.before(), false));
        List<Path> complete = new ArrayList<>();
        while (!live.isEmpty() && !isOver(live, complete, how, longest)) {
            List<Path> next = new ArrayList<>();
            for (Path path : live) {
                next.addAll(path.length == longest ? closed(path, read) : grown(path, read, how.width(), spoken));
            }
            next.sort(Comparator.comparingDouble(path -> -path.logProbability));
            live = new ArrayList<>();
            for (Path path : next.subList(0, Math.min(how.width(), next.size()))) {
                (path.symbol == end ? complete : live).add(path);
            }
            complete.sort(best);
        }
        return complete.subList(0, Math.min(how.width(), complete.size()));
    }

    /** Returns whether what goes on cannot pass what is complete: a symbol never makes a beginning more probable. */
    private static boolean isOver(List<Path> live, List<Path> complete, BeamSearch how, int longest) {
        if (complete.size() < how.width()) {
            return false;
        }
        Path last = complete.get(how.width() - 1);
        return how.score(live.get(0).logProbability, longest + 1) <= how.score(last.logProbability, last.length);
    }

    /** Goes on with each of the most probable symbols. */
    private List<Path> grown(Path path, CellEncoderDecoder.Encoded read, int width, boolean[] spoken) {
        CellDecoder.Step step = decoder.step(vector(targets, path.symbol), path.memory, read.keys());
        float[] scores = output.apply(step.vector());
        double sum = LabelGoal.logSum(scores);
        List<Path> grown = new ArrayList<>();
        for (int id : highest(scores, width, spoken)) {
            grown.add(after(path, id, scores[id] - sum, step, false));
        }
        return grown;
    }

    /** Ends a path that may not go on. */
    private List<Path> closed(Path path, CellEncoderDecoder.Encoded read) {
        CellDecoder.Step step = decoder.step(vector(targets, path.symbol), path.memory, read.keys());
        float[] scores = output.apply(step.vector());
        boolean cut = LabelGoal.best(scores) != end;
        return List.of(after(path, end, scores[end] - LabelGoal.logSum(scores), step, cut));
    }

    private static Path after(Path path, int id, double logProbability, CellDecoder.Step step, boolean cut) {
        return new Path(
                path,
                id,
                path.length + 1,
                path.logProbability + logProbability,
                step.attention().weights(),
                step.after(),
                cut);
    }

    /** Returns the symbols with the highest scores, at most so many, the highest first. */
    private int[] highest(float[] scores, int count, boolean[] spoken) {
        int[] highest = new int[Math.min(count, scores.length)];
        int found = 0;
        for (int id = 0; id < scores.length; id++) {
            boolean better = found < highest.length || scores[id] > scores[highest[found - 1]];
            if ((spoken[id] || id == end) && better) {
                int at = found < highest.length ? found++ : found - 1;
                for (; at > 0 && scores[id] > scores[highest[at - 1]]; at--) {
                    highest[at] = highest[at - 1];
                }
                highest[at] = id;
            }
        }
        return Arrays.copyOf(highest, found);
    }

    /** Returns a row of a table of vectors. */
    static float[] vector(Tensor table, int id) {
        int size = (int) table.shape()[1];
        return Arrays.copyOfRange(table.values(), id * size, (id + 1) * size);
    }
}
