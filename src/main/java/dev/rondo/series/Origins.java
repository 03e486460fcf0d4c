package dev.rondo.series;

import dev.rondo.data.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where windows stand: runs of origins at equal distances, so that none takes memory of its own. An origin is the first step
 * of the horizon.
 */
final class Origins {
    private final List<Run> runs;
    private final int[] behind; // how many places there are up to the end of each run

    /** So many origins of a series, from the first on, so many steps apart. */
    record Run(int series, int first, int count, int apart) {}

    /** An origin of a series. */
    record Origin(int series, int step) {}

    Origins(List<Run> runs) {
        this.runs = runs;
        this.behind = new int[runs.size()];
        long total = 0;
        for (int k = 0; k < behind.length; k++) {
            total += runs.get(k).count();
            behind[k] = Math.toIntExact(total);
        }
    }

    /** Those whose horizon lies in one part: all of training, then of validation, then of the test part. */
    static Origins byPart(SeriesSet set) {
        WindowSpec.Shape shape = set.spec().shape();
        List<Run> runs = new ArrayList<>();
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            for (int s = 0; s < set.series().size(); s++) {
                Series series = set.series().get(s);
                int past = series.lag() + shape.past();
                int begin = series.ends().first(part);
                int first = part == Part.TRAIN ? Math.max(begin + shape.past(), past) : Math.max(begin, past);
                runs.add(run(s, first, series.ends().last(part, series.observed()) - shape.horizon(), shape.stride()));
            }
        }
        Origins origins = new Origins(runs);
        int training = origins.behind[set.series().size() - 1];
        if (training == 0 && set.spec().scalers().given() == null) {
            Series first = set.series().get(0);
            throw new IllegalArgumentException("the training part of '"
                    + set.spec().table().name() + "' has no window: it has "
                    + set.step().count(first.ends().train() - first.ends().from()) + first.says()
                    + ", but a window takes "
                    + shape.past() + " of the past and " + shape.horizon() + " of the horizon"
                    + (first.lag() == 0 ? "" : ", and the scaler " + first.lag())
                    + ": shorten past(...) or horizon(...), or train on more");
        }
        return origins;
    }

    /** Every so manieth step that has enough past and a whole horizon, whatever the parts. */
    static Origins rolling(SeriesSet set, int apart) {
        WindowSpec.Shape shape = set.spec().shape();
        return new Origins(IntStream.range(0, set.series().size())
                .mapToObj(s -> {
                    Series series = set.series().get(s);
                    return run(s, series.lag() + shape.past(), series.observed() - shape.horizon(), apart);
                })
                .toList());
    }

    /** The step behind the last target of each series. */
    static Origins beyond(SeriesSet set) {
        return new Origins(IntStream.range(0, set.series().size())
                .mapToObj(s -> new Run(s, set.series().get(s).observed(), 1, 1))
                .toList());
    }

    private static Run run(int series, int first, int last, int apart) {
        return new Run(series, first, last < first ? 0 : (last - first) / apart + 1, apart);
    }

    int size() {
        return behind.length == 0 ? 0 : behind[behind.length - 1];
    }

    Origin at(int place) {
        if (place < 0 || place >= size()) {
            throw new IllegalArgumentException(
                    "place is " + place + ", expected one from 0 to " + (size() - 1) + ", as places(part) gives them");
        }
        int from = 0;
        int to = behind.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (place < behind[middle]) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        Run run = runs.get(from);
        return new Origin(run.series, run.first + (place - behind[from] + run.count) * run.apart);
    }

    /** Returns the part that a window lies in; ALL where it lies astride of an end. */
    private static Part part(SeriesSet set, Origin origin) {
        TimeCut.Ends ends = set.series().get(origin.series).ends();
        WindowSpec.Shape shape = set.spec().shape();
        int end = origin.step + shape.horizon();
        if (origin.step >= ends.validation()) {
            return Part.TEST;
        } else if (origin.step >= ends.train() && end <= ends.validation()) {
            return Part.VALIDATION;
        }
        return origin.step - shape.past() >= ends.from() && end <= ends.train() ? Part.TRAIN : Part.ALL;
    }

    /** Returns the places of the windows that lie in a part, or of all. */
    int[] places(SeriesSet set, Part wanted) {
        return IntStream.range(0, size())
                .filter(place -> wanted == Part.ALL || part(set, at(place)) == wanted)
                .toArray();
    }
}
