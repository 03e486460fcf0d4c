package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table with one row for each step of each sequence, on its way to {@link Sequences}: which column is what.
 *
 * <p>Rows of one sequence need not stand together. The sequences come in the order of their first rows. Messages count
 * rows from 0, as the table does.
 */
@CheckReturnValue
public final class SequenceTable {
    private static final Set<ColumnType> TIMES =
            Set.of(ColumnType.LOCAL_DATE, ColumnType.LOCAL_TIME, ColumnType.LOCAL_DATE_TIME, ColumnType.INSTANT);

    private final Table table;
    private final String name;
    private final @Nullable Column<?> sequence;
    private final @Nullable Column<?> order;
    private final List<NumericColumn<?>> features;

    SequenceTable(Table table) {
        this(table, null, null, List.of());
    }

    private SequenceTable(
            Table table, @Nullable Column<?> sequence, @Nullable Column<?> order, List<NumericColumn<?>> features) {
        this.table = table;
        this.name = table.name() == null || table.name().isBlank() ? "table" : table.name();
        this.sequence = sequence;
        this.order = order;
        this.features = features;
    }

    /**
     * Says which column tells the sequences apart.
     *
     * @param column its name
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, or it has missing values
     */
    public SequenceTable sequence(String column) {
        return new SequenceTable(table, whole(column(column)), order, features);
    }

    /**
     * Says which column orders the steps of a sequence. Without it they stand in the order of the rows.
     *
     * @param column its name; numbers, dates or times
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, it has missing values, or holds something else
     */
    public SequenceTable order(String column) {
        Column<?> found = whole(column(column));
        if (!(found instanceof NumericColumn || TIMES.contains(found.type()))) {
            throw new IllegalArgumentException("column '" + column + "' of '" + name + "' holds "
                    + found.type().name() + ", expected numbers, dates or times to order by");
        }
        return new SequenceTable(table, sequence, found, features);
    }

    /**
     * Says which columns come in at each step.
     *
     * @param columns their names, in the order of the features
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, it has missing values, or holds no numbers
     */
    public SequenceTable features(String... columns) {
        List<NumericColumn<?>> found = new ArrayList<>();
        for (String column : columns) {
            found.add(whole(numeric(column)));
        }
        return new SequenceTable(table, sequence, order, List.copyOf(found));
    }

    /**
     * Makes sequences with a label each.
     *
     * @param column the name of the column of labels, the same on all rows of a sequence
     * @return the sequences
     * @throws IllegalArgumentException if there is no such column, a label is missing or changes within a sequence, or
     *     two rows of a sequence have the same place in the order
     * @throws IllegalStateException if sequence and features have not been named
     */
    public Sequences labelled(String column) {
        Column<?> labels = whole(column(column));
        List<List<Integer>> rows = rows();
        rows.forEach(steps -> same(labels, steps));
        String[] one = rows.stream().map(steps -> value(labels, steps.get(0))).toArray(String[]::new);
        return Sequences.labelled(name, x(rows), one);
    }

    /**
     * Makes sequences with a label at each step.
     *
     * @param column the name of the column of labels; missing where a step does not count
     * @return the sequences
     * @throws IllegalArgumentException if there is no such column, or two rows of a sequence have the same place in the
     *     order
     * @throws IllegalStateException if sequence and features have not been named
     */
    public Sequences labelledSteps(String column) {
        Column<?> labels = column(column);
        List<List<Integer>> rows = rows();
        @Nullable String[][] each = new String[rows.size()][];
        for (int s = 0; s < each.length; s++) {
            each[s] = rows.get(s).stream()
                    .map(row -> labels.isMissing(row) ? null : value(labels, row))
                    .toArray(String[]::new);
        }
        return Sequences.labelledSteps(name, x(rows), each);
    }

    /**
     * Makes sequences with numbers to predict from each.
     *
     * @param columns the names of the columns with the numbers, the same on all rows of a sequence
     * @return the sequences
     * @throws IllegalArgumentException if there is no such column, it holds no numbers, one is missing or changes
     *     within a sequence, or two rows of a sequence have the same place in the order
     * @throws IllegalStateException if sequence and features have not been named
     */
    public Sequences numbers(String... columns) {
        List<List<Integer>> rows = rows();
        for (String column : columns) {
            Column<?> found = whole(numeric(column));
            rows.forEach(steps -> same(found, steps));
        }
        float[][][] y = numbers(rows, columns);
        return Sequences.numbers(
                name, x(rows), Arrays.stream(y).map(steps -> steps[0]).toArray(float[][]::new));
    }

    /**
     * Makes sequences with numbers to predict at each step.
     *
     * @param columns the names of the columns with the numbers; all missing where a step does not count
     * @return the sequences
     * @throws IllegalArgumentException if there is no such column, it holds no numbers, a row misses some numbers but
     *     not all, or two rows of a sequence have the same place in the order
     * @throws IllegalStateException if sequence and features have not been named
     */
    public Sequences numberSteps(String... columns) {
        List<List<Integer>> rows = rows();
        return Sequences.numberSteps(name, x(rows), numbers(rows, columns));
    }

    /** Returns the rows of each sequence, in order. */
    private List<List<Integer>> rows() {
        if (sequence == null || features.isEmpty()) {
            throw new IllegalStateException("Sequences.of('" + name + "') needs "
                    + (sequence == null ? "sequence" : "features") + "(column) first: say which column "
                    + (sequence == null ? "tells the sequences apart" : "comes in"));
        }
        Map<Object, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            rows.computeIfAbsent(sequence.get(row), key -> new ArrayList<>()).add(row);
        }
        if (order != null) {
            rows.forEach((key, steps) -> sort(order, key, steps));
        }
        return List.copyOf(rows.values());
    }

    private void sort(Column<?> by, Object key, List<Integer> steps) {
        steps.sort(by.rowComparator());
        for (int k = 1; k < steps.size(); k++) {
            if (by.rowComparator()
                            .compare(steps.get(k - 1).intValue(), steps.get(k).intValue())
                    == 0) {
                throw new IllegalArgumentException("rows " + steps.get(k - 1) + " and " + steps.get(k)
                        + " of sequence '" + key + "' of '" + name + "' both have " + by.name() + " "
                        + value(by, steps.get(k)) + ": which comes first?");
            }
        }
    }

    private float[][][] x(List<List<Integer>> rows) {
        return numbers(rows, features);
    }

    private float[][][] numbers(List<List<Integer>> rows, String... columns) {
        List<NumericColumn<?>> found = new ArrayList<>();
        for (String column : columns) {
            found.add(numeric(column));
        }
        return numbers(rows, found);
    }

    /** Reads columns: (sequences)(time)(columns), NaN where a value is missing. */
    private static float[][][] numbers(List<List<Integer>> rows, List<NumericColumn<?>> columns) {
        float[][][] values = new float[rows.size()][][];
        for (int s = 0; s < values.length; s++) {
            List<Integer> steps = rows.get(s);
            values[s] = new float[steps.size()][columns.size()];
            for (int t = 0; t < steps.size(); t++) {
                for (int k = 0; k < columns.size(); k++) {
                    values[s][t][k] = columns.get(k).isMissing(steps.get(t))
                            ? Float.NaN
                            : (float) columns.get(k).getDouble(steps.get(t));
                }
            }
        }
        return values;
    }

    private void same(Column<?> column, List<Integer> steps) {
        int first = steps.get(0);
        for (int row : steps) {
            if (!column.get(row).equals(column.get(first))) {
                throw new IllegalArgumentException("column '" + column.name() + "' of '" + name + "' changes from "
                        + value(column, first) + " in row " + first + " to " + value(column, row) + " in row "
                        + row + " of the same sequence: expected one value for all its rows, or ask for one each step");
            }
        }
    }

    /** Returns a value in words, all of it: a column's own text may be rounded. */
    private static String value(Column<?> column, int row) {
        return String.valueOf(column.get(row));
    }

    private Column<?> column(String wanted) {
        return table.columns().stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' has no column '" + wanted + "': it has " + table.columnNames()));
    }

    private NumericColumn<?> numeric(String wanted) {
        Column<?> found = column(wanted);
        if (found instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("column '" + wanted + "' of '" + name + "' holds "
                + found.type().name() + ", expected numbers: convert it, or name another column");
    }

    private <C extends Column<?>> C whole(C column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                throw new IllegalArgumentException("column '" + column.name() + "' of '" + name
                        + "' has no value in row " + row + ": fill it, or drop the rows that miss one");
            }
        }
        return column;
    }
}
