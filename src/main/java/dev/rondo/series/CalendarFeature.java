package dev.rondo.series;

import com.google.errorprone.annotations.Immutable;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Where a time stands on a circle of the calendar: two numbers, the sine and the cosine of its angle, so that December lies
 * beside January. They are known for any time to come.
 */
public enum CalendarFeature {
    /** The month of the year. */
    MONTH(time -> (time.getMonthValue() - 1) / 12.0),
    /** The quarter of the year. */
    QUARTER(time -> Math.floorDiv(time.getMonthValue() - 1, 3) / 4.0),
    /** The day of the week. */
    DAY_OF_WEEK(time -> (time.getDayOfWeek().getValue() - 1) / 7.0),
    /** The day of the month, as a share of that month. */
    DAY_OF_MONTH(time -> (time.getDayOfMonth() - 1.0) / time.toLocalDate().lengthOfMonth()),
    /** The day of the year, as a share of that year. */
    DAY_OF_YEAR(time -> (time.getDayOfYear() - 1.0) / time.toLocalDate().lengthOfYear()),
    /** The hour of the day; of an instant in UTC. */
    HOUR(time -> time.getHour() / 24.0),
    /** The minute of the hour. */
    MINUTE(time -> time.getMinute() / 60.0);

    private final Phase phase;

    CalendarFeature(Phase phase) {
        this.phase = phase;
    }

    @Immutable
    @FunctionalInterface
    private interface Phase {
        double of(LocalDateTime time);
    }

    /** Returns the share of the circle that is behind, from 0 to 1. */
    double phase(LocalDateTime time) {
        return phase.of(time);
    }

    /** Returns what its two numbers are called. */
    List<String> names() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return List.of(name + " sin", name + " cos");
    }
}
