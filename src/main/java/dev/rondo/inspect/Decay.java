package dev.rondo.inspect;

import java.util.Locale;

/**
 * One rate for how fast something fades (or grows) with the distance in time: {@code norm = a factor^distance}, fitted
 * by least squares to the logarithm of the norms against the distance, all distances counting alike.
 *
 * <p>A norm that is zero has no logarithm, and one below 1.2e-38 has lost its digits to single precision: both are left
 * out and counted, as is one that is not finite. The norms need not fall all the way; {@code explained} tells how much
 * of their ups and downs the one rate accounts for. Where fewer than two norms are left the factor is NaN.
 *
 * @param factor what each step further back multiplies the norm by; below 1 it fades, above 1 it grows
 * @param explained the share of the variance of the logarithms that the line accounts for, 0 to 1 (R squared)
 * @param points how many norms the line was fitted to
 * @param leftOut how many norms were left out
 */
public record Decay(double factor, double explained, int points, int leftOut) {

    /**
     * Fits the rate.
     *
     * @param distances how far back in time, in steps
     * @param norms the norm at each distance
     * @return the rate
     * @throws IllegalArgumentException if there are not as many norms as distances
     */
    public static Decay of(double[] distances, double[] norms) {
        if (distances.length != norms.length) {
            throw new IllegalArgumentException(
                    distances.length + " distances and " + norms.length + " norms came, expected as many of both");
        }
        int points = 0;
        double x = 0;
        double y = 0;
        for (int k = 0; k < norms.length; k++) {
            if (counts(norms[k])) {
                points++;
                x += distances[k];
                y += Math.log(norms[k]);
            }
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int k = 0; k < norms.length; k++) {
            if (counts(norms[k])) {
                double dx = distances[k] - x / points;
                double dy = Math.log(norms[k]) - y / points;
                xx += dx * dx;
                xy += dx * dy;
                yy += dy * dy;
            }
        }
        boolean level = yy <= 1e-20 * points; // one value, but for rounding: the line accounts for all there is
        double explained = xx == 0 ? Double.NaN : level ? 1 : xy * xy / (xx * yy);
        return new Decay(xx == 0 ? Double.NaN : Math.exp(xy / xx), explained, points, norms.length - points);
    }

    private static boolean counts(double norm) {
        return norm >= Float.MIN_NORMAL && Double.isFinite(norm);
    }

    /**
     * Returns after how many steps half is left.
     *
     * @return the half-life in steps; infinite where nothing fades, NaN where there is no rate
     */
    public double halfLife() {
        return factor >= 1 ? Double.POSITIVE_INFINITY : Math.log(0.5) / Math.log(factor);
    }

    @Override
    public String toString() {
        if (Double.isNaN(factor)) {
            return "no rate: fewer than two norms above zero";
        }
        String pace = factor < 1
                ? String.format(Locale.ROOT, "halved every %.3g steps", halfLife())
                : factor > 1
                        ? String.format(Locale.ROOT, "doubled every %.3g steps", Math.log(2) / Math.log(factor))
                        : "level";
        return String.format(Locale.ROOT, "factor %.4f per step, %s (R2 %.3f)", factor, pace, explained);
    }
}
