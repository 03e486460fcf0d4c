package dev.rondo.task;

import java.util.Arrays;
import java.util.Locale;

/**
 * The mean of {@code -ln P(sequence) / length} over some sequences, and how far it may lie from that over all by chance.
 *
 * @param nats the mean, in nats per symbol
 * @param standardError the standard deviation of the mean, in nats per symbol; NaN of a single sequence
 * @param sequences how many sequences it was taken over
 */
public record SequenceNats(double nats, double standardError, int sequences) {

    /** Takes the natural logarithms of the sequences' probabilities. */
    static SequenceNats of(double[] logProbabilities, int length) {
        int count = logProbabilities.length;
        double mean = -Arrays.stream(logProbabilities).average().orElseThrow() / length;
        double squares = Arrays.stream(logProbabilities)
                .map(log -> -log / length - mean)
                .map(apart -> apart * apart)
                .sum();
        double error = count == 1 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
        return new SequenceNats(mean, error, count);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.4f ± %.4f nats per symbol (%,d sequences)", nats, standardError, sequences);
    }
}
