package dev.rondo.task;

/**
 * The logarithm of the gamma function and its derivative, for numbers above 0: brought above 20 by {@code gamma(x + 1) = x
 * gamma(x)}, and there by Stirling's series (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 6.1.40 and
 * 6.3.18), which is right to the last places.
 */
final class LogGamma {
    private static final double LARGE = 20;

    private LogGamma() {}

    static double of(double x) {
        double below = 0;
        double at = x;
        while (at < LARGE) {
            below += Math.log(at);
            at++;
        }
        double inverse = 1 / at;
        double square = inverse * inverse;
        double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - below;
    }

    static double derivative(double x) {
        double below = 0;
        double at = x;
        while (at < LARGE) {
            below += 1 / at;
            at++;
        }
        double square = 1 / (at * at);
        double series = square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square / 240)));
        return Math.log(at) - 0.5 / at - series - below;
    }
}
