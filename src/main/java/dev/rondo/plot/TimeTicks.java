package dev.rondo.plot;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ticks of an axis of times: as close as their labels allow, at whole years, months, weeks, days, hours and so on,
 * where such a one begins.
 */
final class TimeTicks {
    private static final double GAP = 16; // between labels
    private static final double BEFORE =
            25; // that a label may reach out to the left, where the other axis has its labels
    private static final double BEHIND = 8; // and to the right
    private static final int NARROWEST = 40; // no two ticks are closer

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLI = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private static final List<Step> STEPS = steps();

    /** A tick and what stands below it. */
    record Tick(double at, String label) {}

    /** From one tick to the next: so many milliseconds, counted from an offset, or so many months. */
    private record Step(double millis, double offset, int months) {
        static Step of(double millis) {
            return new Step(millis, 0, 0);
        }

        static Step weeks(int count) {
            return new Step(7 * count * Times.DAY, 4 * Times.DAY, 0); // 5 January 1970 was a Monday
        }

        static Step months(int count) {
            return new Step(count * 30.4 * Times.DAY, 0, count);
        }

        List<Double> within(Range span) {
            List<Double> found = new ArrayList<>();
            LocalDateTime from = Times.moment(span.min());
            long count = months > 0
                    ? Math.floorDiv(from.getYear() * 12L + from.getMonthValue() - 1, months)
                    : (long) Math.floor((span.min() - offset) / millis);
            for (double at = at(count); at <= span.max(); at = at(++count)) {
                if (at >= span.min()) {
                    found.add(at);
                }
            }
            return found;
        }

        private double at(long count) {
            if (months == 0) {
                return count * millis + offset;
            }
            long month = count * months;
            return LocalDate.of((int) Math.floorDiv(month, 12L), (int) Math.floorMod(month, 12L) + 1, 1)
                            .toEpochDay()
                    * Times.DAY;
        }

        boolean partOfDay() {
            return millis < Times.DAY;
        }

        String label(double at) {
            LocalDateTime moment = Times.moment(at);
            if (months > 0) {
                return months % 12 == 0
                        ? String.valueOf(moment.getYear())
                        : YearMonth.from(moment).format(MONTH);
            }
            return partOfDay() && !midnight(at) ? time(moment.toLocalTime()) : date(at);
        }

        private String time(LocalTime time) {
            return time.format(millis < 1000 ? MILLI : millis < 60_000 ? SECOND : MINUTE);
        }
    }

    private TimeTicks() {}

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (double millis : new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
            steps.add(Step.of(millis));
        }
        for (double unit : new double[] {1000, 60_000}) {
            for (double count : new double[] {1, 2, 5, 10, 15, 30}) {
                steps.add(Step.of(count * unit));
            }
        }
        for (double hours : new double[] {1, 2, 3, 6, 12, 24, 48}) {
            steps.add(Step.of(hours * 3_600_000));
        }
        steps.add(Step.weeks(1));
        steps.add(Step.weeks(2));
        for (int months : new int[] {1, 3, 6}) {
            steps.add(Step.months(months));
        }
        for (int power = 1; power <= 1_000_000; power *= 10) {
            for (int leading : new int[] {1, 2, 5}) {
                steps.add(Step.months(12 * leading * power));
            }
        }
        return List.copyOf(steps);
    }

    /** The ticks of an axis that spans these times over a width in pixels, with at least two where there is room. */
    static List<Tick> of(Range span, double width) {
        List<Tick> one = List.of();
        for (Step step : STEPS) {
            if ((span.max() - span.min()) / step.millis <= width / NARROWEST) {
                List<Tick> ticks = labelled(step, span, width);
                if (ticks.size() > 1 && apart(ticks, span, width)) {
                    return ticks;
                }
                one = ticks.size() == 1 ? ticks : one; // the coarsest
            }
        }
        return one;
    }

    private static List<Tick> labelled(Step step, Range span, double width) {
        List<Tick> ticks = new ArrayList<>();
        for (double at : step.within(span)) {
            Tick tick = new Tick(at, step.label(at));
            if (inside(tick, span, width)) {
                ticks.add(tick);
            }
        }
        if (step.partOfDay() && ticks.stream().noneMatch(tick -> midnight(tick.at))) {
            return dated(ticks, span, width);
        }
        return ticks;
    }

    /** Writes the date before the time at the first tick with room for it: no other tick is of another day. */
    private static List<Tick> dated(List<Tick> ticks, Range span, double width) {
        for (int k = 0; k < ticks.size(); k++) {
            double at = ticks.get(k).at;
            List<Tick> dated = new ArrayList<>(ticks);
            dated.set(k, new Tick(at, date(at) + " " + ticks.get(k).label));
            if (inside(dated.get(k), span, width) && apart(dated, span, width)) {
                return dated;
            }
        }
        return List.of();
    }

    private static boolean inside(Tick tick, Range span, double width) {
        double middle = x(tick, span, width);
        double half = Style.width(tick.label, Style.SMALL) / 2;
        return middle - half >= -BEFORE && middle + half <= width + BEHIND;
    }

    private static boolean apart(List<Tick> ticks, Range span, double width) {
        for (int k = 1; k < ticks.size(); k++) {
            Tick before = ticks.get(k - 1);
            Tick tick = ticks.get(k);
            double room = (Style.width(before.label, Style.SMALL) + Style.width(tick.label, Style.SMALL)) / 2 + GAP;
            if (x(tick, span, width) - x(before, span, width) < room) {
                return false;
            }
        }
        return true;
    }

    private static double x(Tick tick, Range span, double width) {
        return (tick.at - span.min()) / (span.max() - span.min()) * width;
    }

    private static boolean midnight(double at) {
        return at == Math.floor(at / Times.DAY) * Times.DAY;
    }

    private static String date(double at) {
        return Times.moment(at).toLocalDate().toString();
    }
}
