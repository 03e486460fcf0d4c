package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an axis of times has its ticks, and what stands below them. */
class TimeTicksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1949-01-01T00:00 | 1960-12-01T00:00 | 650 | 1949 1950 1951 1952 1953 1954 1955 1956 1957 1958 1959"
                        + " 1960",
                "1749-01-01T00:00 | 1983-12-01T00:00 | 650 | 1760 1780 1800 1820 1840 1860 1880 1900 1920 1940 1960"
                        + " 1980",
                "1958-11-20T00:00 | 1960-10-10T00:00 | 200 | 1959 1960",
                "1958-11-20T00:00 | 1960-10-10T00:00 | 500 | Jan 1959, Jul 1959, Jan 1960, Jul 1960",
                "1958-11-20T00:00 | 1959-12-10T00:00 | 500 | Jan 1959, Apr 1959, Jul 1959, Oct 1959",
                "1958-11-20T00:00 | 1959-03-10T00:00 | 500 | Dec 1958, Jan 1959, Feb 1959, Mar 1959",
                "1997-11-20T00:00 | 1998-01-10T00:00 | 500 | 1997-12-01 1997-12-15 1997-12-29",
                "1997-11-20T00:00 | 1997-12-21T00:00 | 500 | 1997-11-24 1997-12-01 1997-12-08 1997-12-15",
                "1959-01-14T20:00 | 1959-01-18T03:00 | 500 | 1959-01-15 12:00 1959-01-16 12:00 1959-01-17 12:00",
                "1959-01-14T20:00 | 1959-01-16T05:00 | 500 | 1959-01-15 06:00 12:00 18:00 1959-01-16",
                "1959-01-15T07:00 | 1959-01-15T15:10 | 500 | 1959-01-15 08:00, 10:00, 12:00, 14:00",
                "1959-01-15T13:59:58 | 1959-01-15T14:00:09 | 500 | 1959-01-15 14:00:00, 14:00:05",
                "1959-01-15T13:59:59.995 | 1959-01-15T14:00:00.011 | 600 | 1959-01-15 14:00:00.000,"
                        + " 14:00:00.005, 14:00:00.010",
                "-0044-01-01T00:00 | 0035-01-01T00:00 | 200 | -40 -20 0 20",
            })
    void standWhereSomethingWholeBegins(String from, String to, int width, String labels) {
        Range span = new Range(millis(from), millis(to));
        String separator = labels.contains(",") ? ", " : " ";
        assertEquals(
                labels,
                TimeTicks.of(span, width).stream().map(TimeTicks.Tick::label).collect(Collectors.joining(separator)));
    }

    @Test
    void standAtTheTimeTheyName() {
        List<TimeTicks.Tick> ticks =
                TimeTicks.of(new Range(millis("1958-11-20T00:00"), millis("1960-10-10T00:00")), 500);
        assertEquals(
                List.of(
                        millis("1959-01-01T00:00"),
                        millis("1959-07-01T00:00"),
                        millis("1960-01-01T00:00"),
                        millis("1960-07-01T00:00")),
                ticks.stream().map(TimeTicks.Tick::at).toList());
    }

    /** Whatever the span, of milliseconds or of millions of years, and whatever the width. */
    @Test
    void neverOverlapNorLeaveThePicture() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            double length = Math.pow(10, random.nextDouble(0.5, 15));
            double from = length < 1e10 ? random.nextDouble(-6e13, 2e14) : random.nextDouble(-4e15, 4e15 - length);
            double width = random.nextDouble(30, 3900);
            Range span = new Range(from, from + length);
            List<TimeTicks.Tick> ticks = TimeTicks.of(span, width);
            double end = -26;
            for (TimeTicks.Tick tick : ticks) {
                double half = Style.width(tick.label(), Style.SMALL) / 2;
                double x = (tick.at() - from) / length * width;
                assertTrue(x - half >= end, ticks + " over " + span + " on " + width);
                assertTrue(tick.at() >= span.min() && tick.at() <= span.max() && x + half <= width + 9);
                end = x + half + 15;
            }
            assertTrue(ticks.size() > 1 || width < 420, ticks + " over " + span + " on " + width);
            assertFalse(ticks.size() < 4 && width > 1500, ticks + " over " + span + " on " + width);
        }
    }

    private static double millis(String moment) {
        return Times.millis(List.of(LocalDateTime.parse(moment)))[0];
    }
}
