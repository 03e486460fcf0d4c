package dev.rondo.plot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Times as numbers: milliseconds from 1970 on, dates at midnight, and what is without a zone as if in UTC. */
final class Times {
    static final double DAY = 86_400_000;
    private static final double MOST = 1e8 * DAY; // as far as a script in a page counts

    private Times() {}

    static double[] millis(Iterable<? extends Temporal> times) {
        DoubleStream.Builder found = DoubleStream.builder();
        int index = 0;
        for (Temporal time : times) {
            found.add(millis(time, index++));
        }
        return found.build().toArray();
    }

    private static double millis(Temporal time, int index) {
        if (time instanceof LocalDate date) {
            return date.toEpochDay() * DAY;
        } else if (time instanceof YearMonth month) {
            return month.atDay(1).toEpochDay() * DAY;
        } else if (time instanceof LocalDateTime moment) {
            return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
        } else if (time != null && time.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(time).toEpochMilli();
        }
        throw new IllegalArgumentException("time " + index + " is " + time
                + ", expected a date, a month, a date with a time, or an instant: give one of these, and leave missing"
                + " times out");
    }

    static LocalDateTime moment(double millis) {
        long whole = (long) Math.floor(millis);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(whole, 1000L), (int) Math.floorMod(whole, 1000L) * 1_000_000, ZoneOffset.UTC);
    }

    /** A time as plotly reads it, such as 1959-01-15 14:00:00.000. */
    static String script(double millis) {
        LocalDateTime moment = moment(millis);
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d:%02d.%03d",
                moment.toLocalDate(),
                moment.getHour(),
                moment.getMinute(),
                moment.getSecond(),
                moment.getNano() / 1_000_000);
    }

    static boolean contains(double millis) {
        return Math.abs(millis) <= MOST;
    }
}
