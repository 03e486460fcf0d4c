package dev.rondo.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** What times are. As a number, a date is its milliseconds since 1970, and a plain step is itself. */
enum TimeKind {
    ROWS("rows"),
    NUMBERS("numbers"),
    DATES("dates"),
    DATE_TIMES("dates with times"),
    INSTANTS("instants");

    private static final String MONTH = "[0-9]{4}-(0[1-9]|1[0-2])";

    static final double DAY = 86_400_000;

    private final String words;

    TimeKind(String words) {
        this.words = words;
    }

    static TimeKind of(Column<?> column, String table) {
        if (column instanceof NumericColumn) {
            return NUMBERS;
        } else if (column instanceof DateColumn || months(column)) {
            return DATES;
        } else if (column instanceof DateTimeColumn) {
            return DATE_TIMES;
        } else if (column instanceof InstantColumn) {
            return INSTANTS;
        }
        throw new IllegalArgumentException("column '" + column.name() + "' of '" + table + "' holds "
                + column.type().name()
                + ", expected dates, dates with times, instants or numbers: read or convert it as"
                + " such, or leave time(...) out, and each row is a step");
    }

    /** Returns whether a column of text is of months, which no column of dates holds, as in 1949-01. */
    private static boolean months(Column<?> column) {
        return column instanceof StringColumn texts
                && texts.size() > 0
                && texts.asList().stream().allMatch(text -> text.matches(MONTH));
    }

    boolean dated() {
        return this != ROWS && this != NUMBERS;
    }

    String words() {
        return words;
    }

    /** Reads times as numbers. */
    double[] read(Column<?> column, int[] rows) {
        double[] times = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            times[k] = column instanceof NumericColumn<?> numbers
                    ? numbers.getDouble(rows[k])
                    : number(column.get(rows[k]));
        }
        return times;
    }

    /** Returns a time as a number. */
    double number(Object time) {
        if (!dated() && time instanceof Number number) {
            return number.doubleValue();
        } else if (this == DATES && time instanceof String month) {
            return YearMonth.parse(month).atDay(1).toEpochDay() * DAY;
        } else if (dated() && time instanceof LocalDate date) {
            return date.toEpochDay() * DAY;
        } else if (this == DATE_TIMES && time instanceof LocalDateTime moment) {
            return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
        } else if (this == INSTANTS && time instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        throw new IllegalArgumentException("the time " + time + " is a "
                + time.getClass().getSimpleName() + ", but the times are " + words + ": give one of them");
    }

    static LocalDateTime moment(double time) {
        long millis = (long) time;
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000L), (int) Math.floorMod(millis, 1000L) * 1_000_000, ZoneOffset.UTC);
    }

    /** Returns a time in words. */
    String text(double time) {
        if (!dated()) {
            return decimal(time).toPlainString();
        }
        LocalDateTime moment = moment(time);
        String text = this == DATES ? moment.toLocalDate().toString() : moment.toString();
        return this == INSTANTS ? text + "Z" : text;
    }

    /** Leaves out the digits that rounding makes. */
    private static BigDecimal decimal(double number) {
        return new BigDecimal(number).round(new MathContext(12)).stripTrailingZeros();
    }

    static double rounded(double number) {
        return decimal(number).doubleValue();
    }

    /** Returns times as a column of this kind. */
    Column<?> column(String name, double[] times) {
        return switch (this) {
            case DATES ->
                DateColumn.create(
                        name, Arrays.stream(times).mapToObj(time -> moment(time).toLocalDate()));
            case DATE_TIMES -> DateTimeColumn.create(name, Arrays.stream(times).mapToObj(TimeKind::moment));
            case INSTANTS ->
                InstantColumn.create(name, Arrays.stream(times).mapToObj(time -> Instant.ofEpochMilli((long) time)));
            case ROWS, NUMBERS ->
                Arrays.stream(times).allMatch(time -> time == Math.rint(time))
                        ? LongColumn.create(
                                name,
                                Arrays.stream(times)
                                        .mapToLong(time -> (long) time)
                                        .toArray())
                        : DoubleColumn.create(
                                name,
                                Arrays.stream(times).map(TimeKind::rounded).toArray());
        };
    }
}
