package dev.rondo.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of one series, one for each step of its axis without gaps; NaN where none is known.
 *
 * @param name the name of the series
 * @param step how its axis goes on
 * @param start its first time
 * @param rows the row of each step, below 0 in a gap
 * @param columns the numbers, (columns)(time), in the order of {@link WindowSpec.Columns#changing}
 * @param observed how many steps come before those of which every target is missing
 */
record GridSeries(String name, TimeStep step, double start, int[] rows, double[][] columns, int observed) {
    private static final int SPARSE = 50; // steps for each row: more is a mistake in a time, not a gap

    static GridSeries read(WindowSpec spec, TimeStep step, Axis.Rows rows) {
        int[] rowOf = rowOf(spec.table().name(), step, rows);
        List<String> names = spec.columns().changing();
        double[][] columns = new double[names.size()][];
        for (int k = 0; k < columns.length; k++) {
            double[] given = spec.table().numbers(spec.table().numeric(names.get(k)), rows.rows());
            columns[k] = given.length == rowOf.length ? given : spread(given, rowOf);
        }
        int targets = spec.columns().targets().size();
        return new GridSeries(
                rows.name(), step, rows.times()[0], rowOf, columns, observed(columns, targets, rowOf.length));
    }

    private static int[] rowOf(String table, TimeStep step, Axis.Rows rows) {
        double[] times = rows.times();
        double length = step.between(times[0], times[times.length - 1]) + 1;
        if (length == times.length) {
            return rows.rows();
        }
        if (length > 1000 + (double) SPARSE * times.length) {
            throw new IllegalArgumentException("'" + table + "' has " + times.length + " rows"
                    + (rows.name().isEmpty() ? "" : " of series '" + rows.name() + "'") + " on " + (long) length
                    + " steps from " + step.kind().text(times[0]) + " to "
                    + step.kind().text(times[times.length - 1])
                    + ": is a time mistaken? Else bring the rows to a wider step first");
        }
        int[] rowOf = new int[(int) length];
        Arrays.fill(rowOf, -1);
        for (int k = 0; k < times.length; k++) {
            rowOf[(int) step.between(times[0], times[k])] = rows.rows()[k];
        }
        return rowOf;
    }

    private static double[] spread(double[] given, int[] rowOf) {
        double[] values = new double[rowOf.length];
        int next = 0;
        for (int t = 0; t < values.length; t++) {
            values[t] = rowOf[t] < 0 ? Double.NaN : given[next++];
        }
        return values;
    }

    private static int observed(double[][] columns, int targets, int length) {
        int end = targets == 0 ? length : 0;
        for (int k = 0; k < targets; k++) {
            end = Math.max(end, known(columns[k]));
        }
        return end;
    }

    /** Returns how many steps there are up to the last that is known. */
    private static int known(double[] values) {
        int end = values.length;
        while (end > 0 && Double.isNaN(values[end - 1])) {
            end--;
        }
        return end;
    }

    /** Returns this with targets and past covariates up to the last target, and future covariates as far as they are known. */
    GridSeries trimmed(WindowSpec.Columns names) {
        int past = names.targets().size() + names.past().size();
        double[][] result = new double[columns.length][];
        for (int k = 0; k < result.length; k++) {
            int end = k < past ? observed : Math.max(observed, known(columns[k]));
            result[k] = Arrays.copyOf(columns[k], end);
        }
        return new GridSeries(name, step, start, rows, result, observed);
    }

    /** Lists the runs of values that are missing. */
    List<Irregularity> missing(List<String> names) {
        List<Irregularity> found = new ArrayList<>();
        for (int k = 0; k < columns.length; k++) {
            double[] values = columns[k];
            for (int t = 0; t < values.length; t++) {
                if (Double.isNaN(values[t])) {
                    int from = t;
                    while (t + 1 < values.length && Double.isNaN(values[t + 1]) && rows[t + 1] < 0 == rows[from] < 0) {
                        t++;
                    }
                    found.add(missing(names.get(k), from, t));
                }
            }
        }
        return found;
    }

    private Irregularity missing(String column, int from, int last) {
        return new Irregularity(
                Irregularity.Kind.MISSING, name, column, rows[from], text(from), text(last), last - from + 1L);
    }

    /** Fills what is missing, in place; to be called on what {@link #trimmed} returned. */
    void fill(WindowSpec spec, TimeCut.Ends ends) {
        List<String> names = spec.columns().changing();
        if (spec.fill() == Fill.NONE) {
            Irregularity.refuse(
                    Irregularity.Kind.MISSING, missing(names), spec.table().name());
        }
        for (int k = 0; k < columns.length; k++) {
            if (spec.fill().fill(columns[k], ends.train(), ends.validation()) >= 0) {
                throw new IllegalArgumentException("column '" + names.get(k) + "' of '"
                        + spec.table().name() + "' has no value at " + text(0)
                        + (name.isEmpty() ? "" : ", the beginning of series '" + name + "'")
                        + ", and none before to fill it by: drop the rows before its first value, or use"
                        + " fill(Fill.ZERO)");
            }
        }
    }

    String text(int at) {
        return step.text(step.plus(start, at));
    }
}
