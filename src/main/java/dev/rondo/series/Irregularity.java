package dev.rondo.series;

import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Something on a time axis, or in a column, that is not as it should be.
 *
 * @param kind what it is
 * @param series the name of the series
 * @param column the column
 * @param row the row, from 0; of a gap the row behind it
 * @param from the first time
 * @param to the last time
 * @param steps how many steps it takes
 */
record Irregularity(Kind kind, String series, String column, int row, String from, String to, long steps) {
    private static final int SHOWN = 3;

    enum Kind {
        OUT_OF_ORDER("out of order", "sort the table by it, table.sortOn(...)"),
        DUPLICATE("duplicate", "drop all but one, or say by group(...) which series a row is of"),
        BETWEEN_STEPS(
                "between steps",
                "correct it, sum or average the rows over even steps first, or leave time(...) out, and each row is a"
                        + " step"),
        GAP(
                "gap",
                "fill(Fill.LINEAR), fill(Fill.PREVIOUS) or fill(Fill.ZERO), or leave time(...) out, and each row is"
                        + " a step"),
        MISSING(
                "missing",
                "fill(Fill.LINEAR), fill(Fill.PREVIOUS) or fill(Fill.ZERO), or drop the rows at the end or"
                        + " the start");

        private final String words;
        private final String remedy;

        Kind(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }
    }

    static Table table(String name, List<Irregularity> all) {
        return Table.create(
                name,
                StringColumn.create("kind", all.stream().map(one -> one.kind.words)),
                StringColumn.create("series", all.stream().map(Irregularity::series)),
                StringColumn.create("column", all.stream().map(Irregularity::column)),
                IntColumn.create("row", all.stream().mapToInt(Irregularity::row)),
                StringColumn.create("from", all.stream().map(Irregularity::from)),
                StringColumn.create("to", all.stream().map(Irregularity::to)),
                LongColumn.create(
                        "steps", all.stream().mapToLong(Irregularity::steps).toArray()));
    }

    /** Refuses irregularities of one kind, if there are any. */
    static void refuse(Kind kind, List<Irregularity> all, String table) {
        refuse(kind, all, table, "");
    }

    /** Refuses irregularities of one kind, if there are any, and says what else is to be known. */
    static void refuse(Kind kind, List<Irregularity> all, String table, String remark) {
        List<Irregularity> found = all.stream().filter(one -> one.kind == kind).toList();
        if (!found.isEmpty()) {
            String first = found.stream().limit(SHOWN).map(Irregularity::words).collect(Collectors.joining("; "));
            String more = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
            throw new IllegalArgumentException("'" + table + "': " + first + more + "." + remark + " Way out: "
                    + kind.remedy + "; report() lists all");
        }
    }

    private String words() {
        String of = series.isEmpty() ? "" : " of series '" + series + "'";
        return switch (kind) {
            case OUT_OF_ORDER ->
                "row " + row + of + " is out of order, for its " + column + " " + from
                        + " is before that of the row above, " + to;
            case DUPLICATE ->
                "row " + row + of + " is a duplicate, for its " + column + " " + from + " has come before";
            case BETWEEN_STEPS ->
                "row " + row + of + " lies between steps, for its " + column + " is " + from + ", expected " + to;
            case GAP ->
                "a gap" + of + " before row " + row + ": no row for "
                        + (steps == 1 ? from : steps + " steps from " + from + " to " + to);
            case MISSING ->
                "column '" + column + "' has no value in "
                        + (row < 0 ? "the gap" : "row " + row) + of + " at " + from
                        + (steps == 1 ? "" : " and the " + (steps - 1) + " behind");
        };
    }
}
