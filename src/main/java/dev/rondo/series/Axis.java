package dev.rondo.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.columns.Column;

/**
 * The time axis of a table: its step, the rows of each series, and what is irregular.
 *
 * @param step how it goes on
 * @param series the series, in the order of their first rows
 * @param faults what is irregular
 */
record Axis(TimeStep step, List<Rows> series, List<Irregularity> faults) {

    /**
     * The rows of one series.
     *
     * @param name its name, empty where there are no groups
     * @param rows the rows, in the order of the table
     * @param times their times
     */
    record Rows(String name, int[] rows, double[] times) {}

    static Axis read(TableColumns table, WindowSpec.Columns columns, @Nullable Scaling given) {
        if (table.table().rowCount() == 0) {
            throw new IllegalArgumentException(
                    "'" + table.name() + "' has no rows: expected at least a window of them");
        }
        String time = columns.time() == null ? "row" : columns.time();
        List<Rows> series = series(table, columns);
        if (columns.time() == null) {
            requireKind(table, TimeKind.ROWS, given == null ? TimeStep.rows() : TimeStep.parse(given.step()));
            return new Axis(TimeStep.rows(), series, List.of());
        }
        List<Irregularity> faults = new ArrayList<>();
        TimeKind kind = TimeKind.of(table.column(time), table.name());
        List<Rows> rising =
                series.stream().map(rows -> rising(rows, time, kind, faults)).toList();
        TimeStep step = given == null
                ? TimeStep.find(kind, rising.stream().map(Rows::times).toList(), table.name())
                : TimeStep.parse(given.step());
        requireKind(table, kind, step);
        rising.forEach(rows -> gaps(rows, time, step, faults));
        return new Axis(step, rising, List.copyOf(faults));
    }

    private static void requireKind(TableColumns table, TimeKind kind, TimeStep step) {
        if (step.kind() != kind) {
            throw new IllegalArgumentException("the times of '" + table.name() + "' are " + kind.words()
                    + ", but the scaling was fitted on " + step.kind().words() + ": "
                    + (kind == TimeKind.ROWS
                            ? "name their column by time(...)"
                            : step.kind() == TimeKind.ROWS
                                    ? "leave time(...) out, and each row is a step"
                                    : "bring a table of the same kind"));
        }
    }

    private static List<Rows> series(TableColumns table, WindowSpec.Columns columns) {
        int count = table.table().rowCount();
        Map<String, IntStream.Builder> byName = new LinkedHashMap<>();
        if (columns.groups().isEmpty()) {
            int[] all = IntStream.range(0, count).toArray();
            return List.of(new Rows("", all, times(table, columns.time(), all)));
        }
        List<? extends Column<?>> groups =
                columns.groups().stream().map(table::column).toList();
        Map<String, Integer> firsts = new HashMap<>();
        for (int row = 0; row < count; row++) {
            String name = name(groups, row, table.name());
            if (groups.size() > 1) {
                Integer first = firsts.putIfAbsent(name, row);
                requireAlike(groups, first == null ? row : first, row, name);
            }
            byName.computeIfAbsent(name, key -> IntStream.builder()).add(row);
        }
        List<Rows> series = new ArrayList<>();
        byName.forEach((name, rows) -> {
            int[] places = rows.build().toArray();
            series.add(new Rows(name, places, times(table, columns.time(), places)));
        });
        return series;
    }

    private static String name(List<? extends Column<?>> groups, int row, String table) {
        for (Column<?> column : groups) {
            if (TableColumns.missing(column, row)) {
                throw new IllegalArgumentException("column '" + column.name() + "' of '" + table
                        + "' has no value in row " + row + ", so its series is not known: fill it, or drop the row");
            }
        }
        if (groups.size() == 1) {
            return String.valueOf(groups.get(0).get(row));
        }
        return groups.stream().map(column -> String.valueOf(column.get(row))).collect(Collectors.joining(", "));
    }

    /** Refuses rows of two series that are called alike, since a value holds a comma itself. */
    private static void requireAlike(List<? extends Column<?>> groups, int first, int row, String name) {
        for (Column<?> column : groups) {
            if (!column.get(row).equals(column.get(first))) {
                throw new IllegalArgumentException("rows " + first + " and " + row + " are of two series that are both"
                        + " called '" + name + "', for column '" + column.name() + "' is '" + column.get(first)
                        + "' and '" + column.get(row) + "': take the commas out of the values");
            }
        }
    }

    private static double[] times(TableColumns table, @Nullable String time, int[] rows) {
        if (time == null) {
            return IntStream.range(0, rows.length).asDoubleStream().toArray();
        }
        Column<?> column = table.column(time);
        for (int row : rows) {
            if (column.isMissing(row)) {
                throw new IllegalArgumentException("column '" + time + "' of '" + table.name() + "' has no time in row "
                        + row + ": fill it, or drop the row");
            }
        }
        return TimeKind.of(column, table.name()).read(column, rows);
    }

    /** Returns each time once, in order, and notes what was not so. */
    private static Rows rising(Rows rows, String time, TimeKind kind, List<Irregularity> faults) {
        double[] times = rows.times;
        boolean sorted = true;
        boolean distinct = true;
        for (int k = 1; k < times.length; k++) {
            if (times[k] < times[k - 1]) {
                faults.add(new Irregularity(
                        Irregularity.Kind.OUT_OF_ORDER,
                        rows.name,
                        time,
                        rows.rows[k],
                        kind.text(times[k]),
                        kind.text(times[k - 1]),
                        1));
                sorted = false;
            }
            distinct &= times[k] != times[k - 1];
        }
        return sorted && distinct ? rows : distinct(rows, time, kind, faults);
    }

    private static Rows distinct(Rows rows, String time, TimeKind kind, List<Irregularity> faults) {
        int[] order = IntStream.range(0, rows.times.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> rows.times[k]))
                .mapToInt(k -> k)
                .toArray();
        int count = 0;
        for (int k = 0; k < order.length; k++) {
            double at = rows.times[order[k]];
            if (k > 0 && at == rows.times[order[k - 1]]) {
                String text = kind.text(at);
                faults.add(new Irregularity(
                        Irregularity.Kind.DUPLICATE, rows.name, time, rows.rows[order[k]], text, text, 1));
            } else {
                order[count++] = order[k];
            }
        }
        int[] kept = Arrays.copyOf(order, count);
        return new Rows(
                rows.name,
                Arrays.stream(kept).map(k -> rows.rows[k]).toArray(),
                Arrays.stream(kept).mapToDouble(k -> rows.times[k]).toArray());
    }

    private static void gaps(Rows rows, String time, TimeStep step, List<Irregularity> faults) {
        double start = rows.times[0];
        double last = 0;
        for (int k = 1; k < rows.times.length; k++) {
            double at = step.between(start, rows.times[k]);
            if (Double.isNaN(at)) {
                faults.add(new Irregularity(
                        Irregularity.Kind.BETWEEN_STEPS,
                        rows.name,
                        time,
                        rows.rows[k],
                        step.kind().text(rows.times[k]),
                        step.kind().text(step.plus(start, (long) last + 1)),
                        1));
            } else {
                if (at > last + 1) {
                    faults.add(new Irregularity(
                            Irregularity.Kind.GAP,
                            rows.name,
                            time,
                            rows.rows[k],
                            step.text(step.plus(start, (long) last + 1)),
                            step.text(step.plus(start, (long) at - 1)),
                            (long) (at - last - 1)));
                }
                last = at;
            }
        }
    }

    /** Refuses times that no filling mends. */
    void requireSteps(String table) {
        boolean clock = step.kind() == TimeKind.DATE_TIMES && step.size() < TimeKind.DAY;
        String twice = " Where clocks go back, an hour comes twice: a column of instants tells them apart.";
        Irregularity.refuse(Irregularity.Kind.DUPLICATE, faults, table, clock ? twice : "");
        Irregularity.refuse(Irregularity.Kind.OUT_OF_ORDER, faults, table);
        boolean days = step.kind() == TimeKind.INSTANTS && step.size() >= TimeKind.DAY - 3_600_000;
        String uneven = " The days of a place whose clocks change are not even in UTC: make a column of dates of them.";
        Irregularity.refuse(
                Irregularity.Kind.BETWEEN_STEPS,
                faults,
                table,
                " A step takes " + step.apart() + "." + (days ? uneven : ""));
    }
}
