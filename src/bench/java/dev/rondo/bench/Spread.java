package dev.rondo.bench;

import java.util.List;
import java.util.Locale;

/**
 * Several measurements of one thing.
 *
 * @param least the least
 * @param median the middle one, or the mean of the middle two
 * @param most the most
 */
record Spread(double least, double median, double most) {

    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int last = sorted.length - 1;
        double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
        return new Spread(sorted[0], median, sorted[last]);
    }

    /** Writes the median with the range behind it, such as {@code 1.02 (0.99 to 1.06)}. */
    String with(int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median, least, most);
    }
}
