package dev.rondo.series;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How far apart the steps of a time axis are.
 *
 * @param kind what the times are
 * @param unit how they go on
 * @param size the milliseconds, numbers, months or weekdays from one step to the next
 * @param day of months: the day on which they stand, or their last day where they are shorter
 */
record TimeStep(TimeKind kind, Unit unit, double size, int day) {
    private static final double NEAR = 1e-3; // of a step: less is rounding
    private static final double MOST = 0.9; // of the times: the others are mistakes, which are told

    enum Unit {
        EVEN,
        MONTHS,
        WEEKDAYS
    }

    static TimeStep rows() {
        return new TimeStep(TimeKind.ROWS, Unit.EVEN, 1, 0);
    }

    /** Reads what {@link #code} wrote. */
    static TimeStep parse(String code) {
        String[] parts = code.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "the step '" + code + "' of a scaling cannot be read: expected it as scaling() gave it");
        }
        return new TimeStep(
                TimeKind.valueOf(parts[0]),
                Unit.valueOf(parts[1]),
                Double.parseDouble(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /** Returns this as text that {@link #parse} reads. */
    String code() {
        return kind + " " + unit + " " + size + " " + day;
    }

    /** Finds the step: the median of the differences, in months or weekdays where all times fit. */
    static TimeStep find(TimeKind kind, List<double[]> rising, String name) {
        double[] apart = apart(rising);
        if (apart.length == 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' has no two times in one series, so the step between them is not known: expected at"
                            + " least 2 rows of a series");
        }
        double median = apart[(apart.length - 1) / 2];
        if (kind.dated() && sameTimeOfDay(rising)) {
            int day = median < 28 * TimeKind.DAY ? 0 : day(rising);
            if (day > 0) {
                return new TimeStep(kind, Unit.MONTHS, months(rising), day);
            }
            if (median == TimeKind.DAY && apart[apart.length - 1] > median && weekdays(rising)) {
                return new TimeStep(kind, Unit.WEEKDAYS, 1, 0);
            }
        }
        return new TimeStep(kind, Unit.EVEN, kind.dated() ? median : even(median, rising), 0);
    }

    /** Returns the differences from each time to the next, sorted, without those of duplicates. */
    private static double[] apart(List<double[]> rising) {
        double[] apart =
                new double[rising.stream().mapToInt(times -> times.length).sum()];
        int count = 0;
        for (double[] times : rising) {
            for (int k = 1; k < times.length; k++) {
                if (times[k] > times[k - 1]) {
                    apart[count++] = times[k] - times[k - 1];
                }
            }
        }
        double[] sorted = Arrays.copyOf(apart, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Takes the rounding of single differences out of a step of numbers, which would add up over many. */
    private static double even(double median, List<double[]> rising) {
        double[] longest = rising.stream()
                .max(Comparator.comparingInt(times -> times.length))
                .orElseThrow();
        double span = longest[longest.length - 1] - longest[0];
        double mean = span / Math.max(1, Math.rint(span / median));
        double step = Math.abs(mean - median) <= 1e-6 * median ? mean : median;
        double round = TimeKind.rounded(step);
        return Math.abs(round - step) <= 1e-14 * step ? round : step;
    }

    private static boolean sameTimeOfDay(List<double[]> all) {
        double first = timeOfDay(all.get(0)[0]);
        return all.stream().flatMapToDouble(Arrays::stream).allMatch(time -> timeOfDay(time) == first);
    }

    private static double timeOfDay(double time) {
        return time - Math.floor(time / TimeKind.DAY) * TimeKind.DAY;
    }

    /** Returns the day of the month on which times stand, all but a few that are mistaken; 0 if there is none. */
    private static int day(List<double[]> all) {
        int best = 0;
        long most = 0;
        for (int day = 1; day <= 31; day++) {
            int candidate = day;
            long count = all.stream()
                    .flatMapToDouble(Arrays::stream)
                    .filter(time -> standsOn(time, candidate))
                    .count();
            if (count > most) {
                best = day;
                most = count;
            }
        }
        long times = all.stream().mapToLong(one -> one.length).sum();
        return most >= MOST * times ? best : 0;
    }

    private static boolean standsOn(double time, int day) {
        LocalDate date = TimeKind.moment(time).toLocalDate();
        return date.getDayOfMonth() == Math.min(day, date.lengthOfMonth());
    }

    private static int months(List<double[]> rising) {
        int[] apart = rising.stream()
                .flatMapToInt(times ->
                        IntStream.range(1, times.length).map(k -> (int) (month(times[k]) - month(times[k - 1]))))
                .filter(difference -> difference > 0)
                .sorted()
                .toArray();
        return apart[(apart.length - 1) / 2];
    }

    private static long month(double time) {
        LocalDateTime moment = TimeKind.moment(time);
        return moment.getYear() * 12L + moment.getMonthValue() - 1;
    }

    private static boolean weekdays(List<double[]> all) {
        return all.stream().flatMapToDouble(Arrays::stream).allMatch(time -> weekday(time) < 5);
    }

    /** Returns 0 for a Monday to 6 for a Sunday. */
    private static int weekday(double time) {
        return (int) Math.floorMod(days(time) + 3, 7L); // 1970 began on a Thursday
    }

    private static long days(double time) {
        return (long) Math.floor(time / TimeKind.DAY);
    }

    /** Returns the time so many steps on. */
    double plus(double start, long steps) {
        return switch (unit) {
            case EVEN -> start + steps * size;
            case MONTHS -> {
                long month = month(start) + ((long) size) * steps;
                YearMonth to = YearMonth.of(0, 1).plusMonths(month);
                LocalDate date = to.atDay(Math.min(day, to.lengthOfMonth()));
                yield date.toEpochDay() * TimeKind.DAY + timeOfDay(start);
            }
            case WEEKDAYS -> {
                long count = Math.floorDiv(days(start) + 3, 7L) * 5 + weekday(start) + steps;
                yield (Math.floorDiv(count, 5L) * 7 + Math.floorMod(count, 5L) - 3) * TimeKind.DAY + timeOfDay(start);
            }
        };
    }

    /** Returns how many steps lie between two times; NaN where it is no whole number of them. */
    double between(double start, double time) {
        double steps =
                switch (unit) {
                    case EVEN -> (time - start) / size;
                    case MONTHS ->
                        standsOn(time, day) && timeOfDay(time) == timeOfDay(start)
                                ? (month(time) - month(start)) / size
                                : Double.NaN;
                    case WEEKDAYS ->
                        weekday(time) < 5 && timeOfDay(time) == timeOfDay(start)
                                ? (Math.floorDiv(days(time) + 3, 7L) - Math.floorDiv(days(start) + 3, 7L)) * 5.0
                                        + weekday(time)
                                        - weekday(start)
                                : Double.NaN;
                };
        double whole = Math.rint(steps);
        return Math.abs(steps - whole) <= NEAR ? whole : Double.NaN;
    }

    /** Returns how many steps there are from one time to another, both counted. */
    int through(double first, double last) {
        double least = unit == Unit.EVEN ? size : unit == Unit.WEEKDAYS ? TimeKind.DAY : 28 * size * TimeKind.DAY;
        return 1 + before(first, (int) ((last - first) / least) + 1, last);
    }

    /** Returns how many of the first {@code count} steps from a start lie before a time. */
    int before(double start, int count, double time) {
        double end = time - (unit == Unit.EVEN ? NEAR * size : 0);
        int from = 0;
        int to = count;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (plus(start, middle) < end) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Returns how many steps make the season that is looked for first: a year of months, a week of days. */
    int season() {
        if (unit == Unit.WEEKDAYS) {
            return 5;
        } else if (unit == Unit.MONTHS) {
            return size < 12 && 12 % size == 0 ? (int) (12 / size) : 1;
        } else if (!kind.dated()) {
            return 1;
        } else if (size == TimeKind.DAY) {
            return 7;
        } else if (size == 7 * TimeKind.DAY) {
            return 52;
        }
        return size < TimeKind.DAY && TimeKind.DAY % size == 0 ? (int) (TimeKind.DAY / size) : 1;
    }

    /** Returns a time in words, no finer than the steps are. */
    String text(double time) {
        if (unit == Unit.MONTHS) {
            LocalDateTime moment = TimeKind.moment(time);
            return size % 12 == 0
                    ? String.valueOf(moment.getYear())
                    : YearMonth.from(moment).toString();
        }
        boolean whole = kind.dated() && size % TimeKind.DAY == 0 && timeOfDay(time) == 0;
        return whole ? TimeKind.DATES.text(time) : kind.text(time);
    }

    /** Returns so many steps in words. */
    String count(long steps) {
        return steps == 1 ? "1 " + one() : String.format(Locale.ROOT, "%,d %s", steps, many());
    }

    /** Returns in words how far apart two steps are. */
    String apart() {
        return kind.dated() ? count(1).replaceFirst("^1 step of ", "") : kind.text(size);
    }

    private String one() {
        String many = many();
        return many.startsWith("steps") ? "step" + many.substring(5) : many.substring(0, many.length() - 1);
    }

    private String many() {
        if (unit == Unit.WEEKDAYS) {
            return "weekdays";
        } else if (unit == Unit.MONTHS) {
            return size == 1 ? "months" : size == 3 ? "quarters" : size == 12 ? "years" : of(1, "months");
        } else if (!kind.dated()) {
            return size == 1 ? "steps" : "steps of " + kind.text(size);
        }
        for (Clock clock : CLOCK) {
            if (size % clock.millis == 0) {
                return size == clock.millis ? clock.name : of(clock.millis, clock.name);
            }
        }
        return of(1, "milliseconds");
    }

    private String of(double one, String name) {
        return "steps of " + TimeKind.NUMBERS.text(size / one) + " " + name;
    }

    private record Clock(double millis, String name) {}

    private static final List<Clock> CLOCK = List.of(
            new Clock(7 * TimeKind.DAY, "weeks"),
            new Clock(TimeKind.DAY, "days"),
            new Clock(3_600_000, "hours"),
            new Clock(60_000, "minutes"),
            new Clock(1000, "seconds"));
}
