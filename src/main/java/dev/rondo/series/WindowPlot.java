package dev.rondo.series;

import dev.rondo.data.Part;
import dev.rondo.plot.Chart;
import dev.rondo.plot.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** The targets over time, each part in a colour. */
final class WindowPlot {
    private static final int SERIES = 3; // so many are drawn
    private static final int BUCKETS = 1000; // of each line, with a lowest and a highest value

    private WindowPlot() {}

    static Chart of(SeriesSet set, String title) {
        Chart chart = empty(set, title).y(String.join(", ", set.spec().columns().targets()));
        for (Map.Entry<Part, String> part : new TreeMap<>(
                        Map.of(Part.TRAIN, "training", Part.VALIDATION, "validation", Part.TEST, "test"))
                .entrySet()) {
            DoubleStream.Builder xs = DoubleStream.builder();
            DoubleStream.Builder ys = DoubleStream.builder();
            for (Series series :
                    set.series().subList(0, Math.min(SERIES, set.series().size()))) {
                for (int k = 0; k < set.spec().columns().targets().size(); k++) {
                    line(set, series, k, part.getKey(), xs, ys);
                }
            }
            double[] y = ys.build().toArray();
            if (DoubleStream.of(y).anyMatch(Double::isFinite)) {
                chart = chart.line(part.getValue(), xs.build().toArray(), y);
                chart = part.getKey() == Part.TRAIN ? chart.as(Role.HISTORY) : chart;
            }
        }
        return chart;
    }

    /** Returns a chart over the times of a table, with nothing in it yet. */
    static Chart empty(SeriesSet set, String title) {
        String time = set.spec().columns().time();
        Chart chart = Chart.of(title).x(time == null ? "step" : time);
        return set.step().kind().dated() ? chart.times() : chart;
    }

    /** Draws a target in a part, and on to the first value of the next part, so that the line goes on. */
    private static void line(
            SeriesSet set, Series series, int target, Part part, DoubleStream.Builder xs, DoubleStream.Builder ys) {
        double[] values = series.grid().columns()[target];
        int from = series.ends().first(part);
        int end = series.ends().last(part, series.observed());
        if (end <= from) {
            return; // no step is in the part
        }
        int to = Math.min(values.length, end + 1);
        int apart = Math.max(1, (to - from + BUCKETS - 1) / BUCKETS);
        for (int t = from; t < to; t += apart) {
            for (int at : extremes(values, t, Math.min(to, t + apart))) {
                xs.add(set.step().plus(series.grid().start(), at));
                ys.add(values[at]);
            }
        }
        xs.add(set.step().plus(series.grid().start(), to - 1));
        ys.add(Double.NaN); // the next line begins elsewhere
    }

    /** Returns the places of the lowest and of the highest value, in order. */
    private static List<Integer> extremes(double[] values, int from, int to) {
        int low = from;
        int high = from;
        for (int t = from; t < to; t++) {
            low = values[t] < values[low] ? t : low;
            high = values[t] > values[high] ? t : high;
        }
        return low == high ? List.of(low) : List.of(Math.min(low, high), Math.max(low, high));
    }
}
