package dev.rondo.series;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.data.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the numbers of a series are brought to a size that weights start from, as a value that is not yet fitted. Several
 * may follow each other:
 *
 * <pre>{@code
 * Scaler.log().then(Scaler.seasonalDifference(12)).then(Scaler.standard())
 * }</pre>
 *
 * <p>Where x has no spread, as in a constant series, the scales below are 1, so that nothing is divided by zero.
 */
@CheckReturnValue
public final class Scaler {
    private final List<Step> steps;

    /** One transformation; {@code period} counts for differences alone. */
    record Step(Kind kind, int period) {
        @Override
        public String toString() {
            return kind == Kind.DIFFERENCE && period > 1 ? "seasonalDifference(" + period + ")" : kind.words;
        }
    }

    enum Kind {
        STANDARD("standard()"),
        MIN_MAX("minMax()"),
        ROBUST("robust()"),
        LOG("log()"),
        DIFFERENCE("difference()");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private Scaler(List<Step> steps) {
        this.steps = steps;
    }

    private static Scaler of(Kind kind, int period) {
        return new Scaler(List.of(new Step(kind, period)));
    }

    /**
     * Leaves numbers as they are.
     *
     * @return the scaler
     */
    public static Scaler none() {
        return new Scaler(List.of());
    }

    /**
     * Brings the mean to 0 and the standard deviation, over all n values, to 1: {@code (x - mean) / deviation}.
     *
     * @return the scaler
     */
    public static Scaler standard() {
        return of(Kind.STANDARD, 0);
    }

    /**
     * Brings the least value to 0 and the greatest to 1: {@code (x - min) / (max - min)}. Values that come later may lie
     * outside.
     *
     * @return the scaler
     */
    public static Scaler minMax() {
        return of(Kind.MIN_MAX, 0);
    }

    /**
     * Brings the median to 0 and the distance between the quartiles to 1, which single wild values hardly change. Where half
     * of the values are the same, as of sales on most days, and there is no such distance, the standard deviation becomes 1.
     *
     * @return the scaler
     */
    public static Scaler robust() {
        return of(Kind.ROBUST, 0);
    }

    /**
     * Takes natural logarithms, so that growth by a share becomes growth by a sum.
     *
     * @return the scaler, for numbers above 0
     */
    public static Scaler log() {
        return of(Kind.LOG, 0);
    }

    /**
     * Takes the change from the step before, which a trend leaves level. The first step of a series has none and stands
     * in no window.
     *
     * @return the scaler
     */
    public static Scaler difference() {
        return of(Kind.DIFFERENCE, 1);
    }

    /**
     * Takes the change from the same step a season before. The first season of a series has none and stands in no window.
     *
     * @param period the steps of a season, at least 1, such as 12 of months
     * @return the scaler
     * @throws IllegalArgumentException if there is no such period
     */
    public static Scaler seasonalDifference(int period) {
        Require.atLeast(1, "period", period, "12");
        return of(Kind.DIFFERENCE, period);
    }

    /**
     * Returns this with another behind it.
     *
     * @param next what is done to the numbers that come out of this
     * @return both as one
     */
    public Scaler then(Scaler next) {
        return new Scaler(Stream.concat(steps.stream(), next.steps.stream()).toList());
    }

    /**
     * Fits this on the values of one series.
     *
     * @param values finite numbers, in order of time
     * @return the fitted scaler
     * @throws IllegalArgumentException if there are too few values for the differences, or logarithms are to be taken
     *     of numbers that are not above 0
     */
    public FittedScaler fit(double[] values) {
        return fit(List.of(values), "");
    }

    /** Returns how many steps the differences take from the front of a series. */
    int lag() {
        return steps.stream().mapToInt(Step::period).sum();
    }

    /** Fits this on several series together; {@code where} ends the first sentence of messages. */
    FittedScaler fit(List<double[]> series, String where) {
        List<FittedScaler.Stage> stages = new ArrayList<>();
        List<double[]> now = series;
        for (Step step : steps) {
            FittedScaler.Stage stage = stage(step, now);
            now = now.stream().map(values -> stage.apply(values, where)).toList();
            stages.add(stage);
        }
        if (now.stream().allMatch(values -> values.length == 0)) {
            int count = series.stream().mapToInt(values -> values.length).max().orElse(0);
            throw new IllegalArgumentException("the scaler " + this + " is to be fitted on " + count + " values" + where
                    + ": expected more than the " + new FittedScaler(stages).lag() + " that its differences take,"
                    + " and at least 1: train on more, or take another scaler");
        }
        return new FittedScaler(stages);
    }

    private static FittedScaler.Stage stage(Step step, List<double[]> series) {
        double shift = 0;
        double scale = 1;
        if (step.kind != Kind.LOG && step.kind != Kind.DIFFERENCE) {
            double[] values = series.stream().flatMapToDouble(Arrays::stream).toArray();
            if (values.length > 0) {
                Spread spread = Spread.of(step.kind, values);
                shift = spread.middle;
                scale = spread.width > 1e-12 * Math.abs(spread.middle) ? spread.width : 1;
            }
        }
        return new FittedScaler.Stage(step.kind.name(), step.period, shift, scale);
    }

    /** What goes to zero, and what becomes one. */
    private record Spread(double middle, double width) {

        static Spread of(Kind kind, double[] values) {
            if (kind == Kind.STANDARD) {
                double mean = Arrays.stream(values).sum() / values.length;
                return new Spread(mean, deviation(values, mean));
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            if (kind == Kind.MIN_MAX) {
                return new Spread(sorted[0], sorted[sorted.length - 1] - sorted[0]);
            }
            double width = quantile(sorted, 0.75) - quantile(sorted, 0.25);
            double mean = Arrays.stream(values).sum() / values.length;
            return new Spread(quantile(sorted, 0.5), width > 0 ? width : deviation(values, mean));
        }

        private static double deviation(double[] values, double mean) {
            return Math.sqrt(
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length);
        }

        /** Lies between two neighbours in proportion. */
        private static double quantile(double[] sorted, double share) {
            double place = share * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scaler scaler && steps.equals(scaler.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        String first = steps.isEmpty() ? "none()" : steps.get(0).toString();
        return steps.stream().skip(1).map(step -> ".then(" + step + ")").collect(Collectors.joining("", first, ""));
    }
}
