package dev.rondo.series;

import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table and what messages call it.
 *
 * @param table the table
 * @param name its name
 */
record TableColumns(Table table, String name) {

    static TableColumns of(Table table) {
        return new TableColumns(table, table.name() == null || table.name().isBlank() ? "table" : table.name());
    }

    Column<?> column(String wanted) {
        return table.columns().stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' has no column '" + wanted + "':"
                        + NearName.hint(wanted, table.columnNames()) + " It has " + table.columnNames()));
    }

    NumericColumn<?> numeric(String wanted) {
        Column<?> found = column(wanted);
        if (found instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("column '" + wanted + "' of '" + name + "' holds "
                + found.type().name() + ", expected numbers: convert it, or name another column");
    }

    /** Returns whether a value is missing; setMissing of Tablesaw leaves an empty text that it does not count as such. */
    static boolean missing(Column<?> column, int row) {
        return column.isMissing(row) || "".equals(column.get(row));
    }

    /** Reads some rows of a column, NaN where a value is missing. */
    double[] numbers(NumericColumn<?> column, int[] rows) {
        double[] values = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            values[k] = column.isMissing(rows[k]) ? Double.NaN : column.getDouble(rows[k]);
            if (Double.isInfinite(values[k])) {
                throw new IllegalArgumentException("column '" + column.name() + "' of '" + name + "' is " + values[k]
                        + " in row " + rows[k] + ", expected finite numbers: correct the row, or leave it empty");
            }
        }
        return values;
    }
}
