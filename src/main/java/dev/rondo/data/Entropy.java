package dev.rondo.data;

/** The entropy of a distribution. */
final class Entropy {
    private Entropy() {}

    /** Returns {@code -sum p ln p} in nats; what cannot happen adds nothing. */
    static double nats(double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }
}
