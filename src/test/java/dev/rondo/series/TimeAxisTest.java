package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The step of a time axis is found, goes on by the calendar, and what does not fit is named. */
class TimeAxisTest {
    private static Windows on(Column<?> time) {
        Table table = Table.create(
                "sales",
                time.setName("t"),
                DoubleColumn.create(
                        "y", IntStream.range(0, time.size()).asDoubleStream().toArray()));
        return Windows.of(table).time("t").target("y").past(2).horizon(3).split(1, 0);
    }

    private static Windows dates(Stream<LocalDate> dates) {
        return on(DateColumn.create("t", dates));
    }

    private static Windows each(String first, int count, int months, int days) {
        LocalDate from = LocalDate.parse(first);
        return dates(IntStream.range(0, count)
                .mapToObj(t -> from.plusMonths((long) t * months).plusDays((long) t * days)));
    }

    private static void assertAxis(String axis, int season, String beyond, Windows windows) {
        assertEquals(axis, windows.axis());
        assertEquals(season, windows.season());
        assertEquals(beyond, windows.beyond().times(0).asList().toString());
    }

    @Test
    void datesGoOnByTheCalendar() {
        assertAxis(
                "14 months from 2019-12 to 2021-01",
                12,
                "[2021-02-01, 2021-03-01, 2021-04-01]",
                each("2019-12-01", 14, 1, 0));
        assertAxis(
                "14 months from 2019-12 to 2021-01",
                12,
                "[2021-02-28, 2021-03-31, 2021-04-30]",
                each("2019-12-31", 14, 1, 0));
        assertAxis(
                "14 months from 2019-12 to 2021-01",
                12,
                "[2021-02-28, 2021-03-30, 2021-04-30]",
                each("2019-12-30", 14, 1, 0));
        assertAxis(
                "9 quarters from 2019-01 to 2021-01",
                4,
                "[2021-04-01, 2021-07-01, 2021-10-01]",
                each("2019-01-01", 9, 3, 0));
        assertAxis(
                "9 steps of 2 months from 2019-01 to 2020-05",
                6,
                "[2020-07-01, 2020-09-01, 2020-11-01]",
                each("2019-01-01", 9, 2, 0));
        assertAxis(
                "9 years from 1700 to 1708", 1, "[1709-01-01, 1710-01-01, 1711-01-01]", each("1700-01-01", 9, 12, 0));
        assertAxis(
                "9 days from 2020-02-25 to 2020-03-04",
                7,
                "[2020-03-05, 2020-03-06, 2020-03-07]",
                each("2020-02-25", 9, 0, 1));
        assertAxis(
                "9 weeks from 2020-01-01 to 2020-02-26",
                52,
                "[2020-03-04, 2020-03-11, 2020-03-18]",
                each("2020-01-01", 9, 0, 7));
        assertAxis(
                "14 steps of 4 weeks from 2020-01-01 to 2020-12-30",
                1,
                "[2021-01-27, 2021-02-24, 2021-03-24]",
                each("2020-01-01", 14, 0, 28));
    }

    @Test
    void monthsMayBeText() {
        assertAxis(
                "4 months from 1949-11 to 1950-02",
                12,
                "[1950-03-01, 1950-04-01, 1950-05-01]",
                on(StringColumn.create("t", "1949-11", "1949-12", "1950-01", "1950-02"))
                        .past(1));
        assertEquals(
                "column 't' of 'sales' holds STRING, expected dates, dates with times, instants or numbers: read or convert"
                        + " it as such, or leave time(...) out, and each row is a step",
                ScalerTest.message(() -> on(StringColumn.create("t", "1949-11", "1949-13"))));
    }

    private static Stream<LocalDate> weekdays(int days) {
        return Stream.iterate(LocalDate.of(1991, 7, 1), day -> day.plusDays(1)) // a Monday
                .limit(days)
                .filter(day -> day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue());
    }

    @Test
    void daysWithoutWeekendsAreWeekdays() {
        assertAxis(
                "20 weekdays from 1991-07-01 to 1991-07-26",
                5,
                "[1991-07-29, 1991-07-30, 1991-07-31]",
                dates(weekdays(26)));
        assertAxis(
                "5 days from 1991-07-01 to 1991-07-05", 7, "[1991-07-06, 1991-07-07, 1991-07-08]", dates(weekdays(5)));
        Windows holiday = dates(weekdays(26).filter(day -> day.getDayOfMonth() != 4));
        assertEquals(
                "'sales': a gap before row 3: no row for 1991-07-04. Way out: fill(Fill.LINEAR), fill(Fill.PREVIOUS) or"
                        + " fill(Fill.ZERO), or leave time(...) out, and each row is a step; report() lists all",
                ScalerTest.message(holiday::size));
        assertEquals(
                "20 weekdays from 1991-07-01 to 1991-07-26",
                holiday.fill(Fill.PREVIOUS).axis());
    }

    @Test
    void clockTimesInstantsAndNumbersGoOnEvenly() {
        LocalDateTime noon = LocalDateTime.of(2020, 2, 28, 12, 0);
        assertAxis(
                "13 hours from 2020-02-28T12:00 to 2020-02-29T00:00",
                24,
                "[2020-02-29T01:00, 2020-02-29T02:00, 2020-02-29T03:00]",
                on(DateTimeColumn.create("t", IntStream.range(0, 13).mapToObj(noon::plusHours))));
        assertAxis(
                "9 steps of 15 minutes from 2020-02-28T12:00 to 2020-02-28T14:00",
                96,
                "[2020-02-28T14:15, 2020-02-28T14:30, 2020-02-28T14:45]",
                on(DateTimeColumn.create("t", IntStream.range(0, 9).mapToObj(t -> noon.plusMinutes(15L * t)))));
        assertAxis(
                "9 months from 2020-02 to 2020-10",
                12,
                "[2020-11-28T12:00, 2020-12-28T12:00, 2021-01-28T12:00]",
                on(DateTimeColumn.create("t", IntStream.range(0, 9).mapToObj(noon::plusMonths))));
        assertAxis(
                "9 steps of 10 seconds from 1970-01-01T00:00Z to 1970-01-01T00:01:20Z",
                8640,
                "[1970-01-01T00:01:30Z, 1970-01-01T00:01:40Z, 1970-01-01T00:01:50Z]",
                on(InstantColumn.create("t", IntStream.range(0, 9).mapToObj(t -> Instant.ofEpochSecond(10L * t)))));
        assertAxis(
                "9 steps of 0.1 from 0 to 0.8",
                1,
                "[0.9, 1.0, 1.1]",
                on(DoubleColumn.create(
                        "t", IntStream.range(0, 9).mapToDouble(t -> t / 10.0).toArray())));
        assertAxis(
                "100,000 steps of 0.333333333333 from 0 to 33333",
                1,
                "[33333.3333333, 33333.6666667, 33334.0]",
                on(DoubleColumn.create(
                        "t",
                        IntStream.range(0, 100_000).mapToDouble(t -> t / 3.0).toArray())));
        assertAxis(
                "9 steps from 5 to 13",
                1,
                "[14, 15, 16]",
                on(IntColumn.create("t", IntStream.range(5, 14).toArray())));
    }

    @Test
    void withoutATimeTheRowsAreTheSteps() {
        Windows windows = Windows.of(Table.create("y", DoubleColumn.create("y", 1, 2, 3, 4, 5, 6)))
                .target("y")
                .past(1)
                .horizon(2)
                .splitAt(4, 6);
        assertAxis("6 steps", 1, "[6, 7]", windows);
        assertEquals(4, windows.step(windows.places(Part.VALIDATION)[0]));
    }

    /** Weeks that begin on Mondays and on Thursdays, quarters of two months: what lies before a step knows nothing of it. */
    @Test
    void seriesBetweenTheStepsOfOthersKnowNothingOfTheirHorizon() {
        LocalDate monday = LocalDate.of(2020, 1, 6);
        assertNothingKnown(k -> monday.plusWeeks(k), k -> monday.plusWeeks(k).plusDays(3));
        LocalDate january = LocalDate.of(2020, 1, 31);
        assertNothingKnown(k -> january.plusMonths(3 * k), k -> january.plusMonths(3 * k + 1));
    }

    private static void assertNothingKnown(IntFunction<LocalDate> one, IntFunction<LocalDate> other) {
        Table table = Table.create("two", DateColumn.create("d"), StringColumn.create("of"), DoubleColumn.create("y"));
        for (int k = 0; k < 20; k++) {
            table.dateColumn("d").append(one.apply(k)).append(other.apply(k));
            table.stringColumn("of").append("one").append("other");
            table.doubleColumn("y").append(k).append(k);
        }
        Windows windows =
                Windows.of(table).time("d").group("of").target("y").past(2).horizon(2);
        Windows rolling = windows.rolling(1);
        for (int place = 0; place < rolling.size(); place++) {
            int origin = rolling.origin(place);
            assertEquals(origin, rolling.step(place));
            if (origin >= 4) {
                assertEquals(2 * (origin - 3), windows.first(origin, 0).places(Part.TRAIN).length);
            }
        }
    }

    @Test
    void gapsDuplicatesAndDisorderAreNamed() {
        int[] times = {1, 2, 3, 5, 6, 9, 10, 11, 14, 15, 18};
        assertEquals(
                "'sales': a gap before row 3: no row for 4; a gap before row 5: no row for 2 steps from 7 to 8; a gap"
                        + " before row 8: no row for 2 steps from 12 to 13; and 1 more. Way out: fill(Fill.LINEAR),"
                        + " fill(Fill.PREVIOUS) or fill(Fill.ZERO), or leave time(...) out, and each row is a step;"
                        + " report() lists all",
                ScalerTest.message(() -> on(IntColumn.create("t", times)).size()));
        Table report = on(IntColumn.create("t", times)).report();
        assertEquals(List.of(3, 5, 8, 10), report.intColumn("row").asList());
        assertEquals(List.of(1L, 2L, 2L, 2L), report.longColumn("steps").asList());
        assertEquals("gap", report.stringColumn("kind").get(0));
        assertEquals(
                "'sales': row 2 is a duplicate, for its t 2 has come before. Way out: drop all but one, or say by"
                        + " group(...) which series a row is of; report() lists all",
                ScalerTest.message(
                        () -> on(IntColumn.create("t", 1, 2, 2, 3, 4, 5)).size()));
        assertEquals(
                "'sales': row 2 is out of order, for its t 2 is before that of the row above, 3. Way out: sort the table"
                        + " by it, table.sortOn(...); report() lists all",
                ScalerTest.message(
                        () -> on(IntColumn.create("t", 1, 3, 2, 4, 5, 6)).size()));
        assertEquals(
                "'sales': row 2 lies between steps, for its t is 3.5, expected 3. A step takes 1. Way out: correct it,"
                        + " sum or average the rows over even steps first, or leave time(...) out, and each row is a step;"
                        + " report() lists all",
                ScalerTest.message(
                        () -> on(DoubleColumn.create("t", 1, 2, 3.5, 4, 5, 6)).size()));
        assertEquals(
                List.of("out of order", "duplicate"),
                on(IntColumn.create("t", 1, 3, 2, 4, 5, 5))
                        .report()
                        .stringColumn("kind")
                        .asList());
        assertEquals(
                "'sales' has 6 rows on 999999 steps from 1 to 999999: is a time mistaken? Else bring the rows to a wider"
                        + " step first",
                ScalerTest.message(() -> on(IntColumn.create("t", 1, 2, 3, 4, 5, 999_999))
                        .fill(Fill.ZERO)
                        .size()));
        assertEquals(
                "'sales' has no two times in one series, so the step between them is not known: expected at least 2 rows of"
                        + " a series",
                ScalerTest.message(
                        () -> on(IntColumn.create("t", new int[] {1})).size()));
    }

    /** Midnights of Berlin in UTC, and its hours without a zone, over a change of the clocks. */
    @Test
    void clocksThatChangeAreToldOf() {
        ZonedDateTime start = ZonedDateTime.of(2020, 10, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin"));
        Stream<Instant> midnights =
                IntStream.range(0, 50).mapToObj(k -> start.plusDays(k).toInstant());
        String uneven = ScalerTest.message(
                () -> on(InstantColumn.create("t", midnights)).size());
        assertTrue(
                uneven.contains(
                        " A step takes 1 day. The days of a place whose clocks change are not even in UTC: make a"
                                + " column of dates of them. Way out: "),
                uneven);
        Stream<LocalDateTime> hours =
                IntStream.range(0, 800).mapToObj(k -> start.plusHours(k).toLocalDateTime());
        String twice =
                ScalerTest.message(() -> on(DateTimeColumn.create("t", hours)).size());
        assertTrue(
                twice.contains(
                        "2020-10-25T02:00 has come before. Where clocks go back, an hour comes twice: a column of"
                                + " instants tells them apart. Way out: "),
                twice);
    }

    @Test
    void gapsAreFilledAsAsked() {
        Windows windows = on(IntColumn.create("t", 0, 1, 2, 5, 6, 7, 8)); // the values are 0, 1, 2, then 3 to 6
        assertArrayEquals(new double[] {0, 1, 2, 7 / 3.0, 8 / 3.0, 3, 4, 5, 6}, all(windows.fill(Fill.LINEAR)), 1e-12);
        assertArrayEquals(new double[] {0, 1, 2, 2, 2, 3, 4, 5, 6}, all(windows.fill(Fill.PREVIOUS)));
        assertArrayEquals(new double[] {0, 1, 2, 0, 0, 3, 4, 5, 6}, all(windows.fill(Fill.ZERO)));
        // training ends between the filled steps: the first of them knows nothing of what comes
        Windows cut = windows.past(1).horizon(1).fill(Fill.LINEAR).splitAt(4, 9);
        assertArrayEquals(new double[] {0, 1, 2, 2, 8 / 3.0, 3, 4, 5, 6}, all(cut), 1e-12);
    }

    private static double[] all(Windows windows) {
        return windows.beyond().history(0)[0];
    }

    @Test
    void theCalendarIsACircle() {
        Windows windows = each("2019-12-01", 14, 1, 0).calendar(CalendarFeature.MONTH, CalendarFeature.DAY_OF_YEAR);
        float[] beyond = windows.beyond().batch(0).future(); // February, March, April of 2021
        float[] expected = new float[12];
        int[] days = {31, 59, 90};
        for (int t = 0; t < 3; t++) {
            double month = 2 * Math.PI * (t + 1) / 12;
            double day = 2 * Math.PI * days[t] / 365;
            expected[4 * t] = (float) Math.sin(month);
            expected[4 * t + 1] = (float) Math.cos(month);
            expected[4 * t + 2] = (float) Math.sin(day);
            expected[4 * t + 3] = (float) Math.cos(day);
        }
        assertArrayEquals(expected, beyond, 1e-6f);
        LocalDateTime moment = LocalDateTime.of(2020, 11, 30, 18, 15); // a Monday
        double[] phases = {10 / 12.0, 0.75, 0, 29 / 30.0, 334 / 366.0, 0.75, 0.25};
        for (CalendarFeature feature : CalendarFeature.values()) {
            assertEquals(phases[feature.ordinal()], feature.phase(moment), 1e-12, feature.name());
        }
    }
}
