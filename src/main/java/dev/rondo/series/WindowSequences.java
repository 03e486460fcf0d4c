package dev.rondo.series;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** Windows with a label each. The numbers of a step are held once, however many windows share it. */
final class WindowSequences {
    private final SeriesSet set;
    private final List<float[][]> x = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /** Says the label of a window, from its first to its last row of a series; null where it has none. */
    @FunctionalInterface
    private interface Labelling {
        @Nullable
        String label(int[] rows, int first, int last);
    }

    private WindowSequences(SeriesSet set) {
        this.set = set;
    }

    /** Gives a window the label of its last step. */
    static Sequences labels(SeriesSet set, String column) {
        Column<?> found = set.spec().table().column(column);
        return new WindowSequences(set)
                .all(
                        column,
                        false,
                        (rows, first, last) -> rows[last] < 0 || TableColumns.missing(found, rows[last])
                                ? null
                                : String.valueOf(found.get(rows[last])));
    }

    /** Says of a window whether any of its rows is flagged. */
    static Sequences anomalies(SeriesSet set, String column) {
        Column<?> found = set.spec().table().column(column);
        if (!(found instanceof BooleanColumn || found instanceof NumericColumn)) {
            throw new IllegalArgumentException("column '" + column + "' of '"
                    + set.spec().table().name() + "' holds " + found.type().name()
                    + ", expected flags: true and false, or numbers that are 0 where all is well");
        }
        return new WindowSequences(set)
                .all(
                        column,
                        true,
                        (rows, first, last) -> String.valueOf(IntStream.rangeClosed(first, last)
                                .anyMatch(t -> rows[t] >= 0 && flagged(found, rows[t]))))
                .classes("false", "true");
    }

    private static boolean flagged(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return false;
        }
        return column instanceof NumericColumn<?> numbers
                ? numbers.getDouble(row) != 0
                : ((BooleanColumn) column).get(row);
    }

    private Sequences all(String column, boolean whole, Labelling labelling) {
        List<float[][]> steps = set.series().stream().map(this::steps).toList();
        int[] counts = new int[3];
        List<Part> parts = List.of(Part.TRAIN, Part.VALIDATION, Part.TEST);
        for (int k = 0; k < counts.length; k++) {
            for (int s = 0; s < steps.size(); s++) {
                add(set.series().get(s), steps.get(s), parts.get(k), whole, labelling);
            }
            counts[k] = x.size();
        }
        String name = set.spec().table().name();
        if (counts[0] == 0) {
            throw new IllegalArgumentException("the training part of '" + name + "' has no window of "
                    + set.step().count(set.spec().shape().past()) + " with a value of '" + column
                    + "': shorten past(...), or train on more");
        }
        return Sequences.labelled(name, x.toArray(float[][][]::new), labels.toArray(String[]::new))
                .first(counts[0], counts[1] - counts[0]);
    }

    /** Lays the inputs out by steps, (time)(inputs). */
    private float[][] steps(Series series) {
        int changing = series.inputs().length;
        float[][] steps = new float[series.observed()][set.names().size()];
        for (int t = 0; t < steps.length; t++) {
            for (int k = 0; k < steps[t].length; k++) {
                steps[t][k] = k < changing ? series.inputs()[k][t] : series.fixed()[k - changing];
            }
        }
        return steps;
    }

    /** Adds the windows of a part: those that end in it or, where the whole window is judged, lie in it. */
    private void add(Series series, float[][] steps, Part part, boolean whole, Labelling labelling) {
        int past = set.spec().shape().past();
        int begin = series.ends().first(part);
        boolean inside = whole || part == Part.TRAIN;
        int first = Math.max(series.lag() + past - 1, inside ? begin + past - 1 : begin);
        for (int last = first;
                last < series.ends().last(part, steps.length);
                last += set.spec().shape().stride()) {
            int from = last - past + 1;
            String label = labelling.label(series.grid().rows(), from, last);
            if (label != null) {
                x.add(IntStream.rangeClosed(from, last).mapToObj(t -> steps[t]).toArray(float[][]::new));
                labels.add(label);
            }
        }
    }
}
