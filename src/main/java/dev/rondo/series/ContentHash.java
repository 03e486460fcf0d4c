package dev.rondo.series;

import dev.rondo.data.Part;
import java.util.Arrays;

/**
 * The hash of what windows read, worked out on the columns and not on the windows, which share most of their numbers. It is a
 * polynomial in 31, as that of arrays is, so that one number that changes always changes it.
 */
final class ContentHash {
    private final SeriesSet set;
    private int hash = 1;

    private ContentHash(SeriesSet set) {
        this.set = set;
    }

    static int of(SeriesSet set, Origins origins) {
        ContentHash content = new ContentHash(set);
        for (Part part : new Part[] {Part.TRAIN, Part.VALIDATION}) {
            content.add(origins, origins.places(set, part));
        }
        return content.hash;
    }

    private void add(int number) {
        hash = 31 * hash + number;
    }

    /** Adds, of each series, the stretch from the first to the last origin of some windows. */
    private void add(Origins origins, int[] places) {
        int[] first = new int[set.series().size()];
        int[] last = new int[first.length];
        Arrays.fill(first, Integer.MAX_VALUE);
        for (int place : places) {
            Origins.Origin origin = origins.at(place);
            first[origin.series()] = Math.min(first[origin.series()], origin.step());
            last[origin.series()] = Math.max(last[origin.series()], origin.step());
            add(origin.step());
        }
        for (int s = 0; s < first.length; s++) {
            add(s);
            if (first[s] <= last[s]) {
                add(set.series().get(s), first[s], last[s]);
            }
        }
    }

    private void add(Series series, int first, int last) {
        WindowSpec.Shape shape = set.spec().shape();
        int targets = set.spec().columns().targets().size();
        add(first);
        add(last);
        for (int k = 0; k < series.inputs().length; k++) {
            boolean ahead = k < targets || k >= set.firstFuture(); // what of the horizon is read
            float[] values = series.inputs()[k];
            int end = Math.min(values.length, last + (ahead ? shape.horizon() : 0));
            for (int t = first - shape.past(); t < end; t++) {
                add(Float.floatToIntBits(values[t]));
            }
        }
        for (float value : series.fixed()) {
            add(Float.floatToIntBits(value));
        }
    }
}
