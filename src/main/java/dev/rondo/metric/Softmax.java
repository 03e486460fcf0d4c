package dev.rondo.metric;

/** Scores as probabilities, {@code exp(s_c) / sum exp(s)}. */
final class Softmax {
    private Softmax() {}

    /** Turns scores into probabilities; returns the logarithm of what they were divided by. */
    static double apply(double[] scores) {
        double most = scores[largest(scores)];
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - most);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return most + Math.log(sum);
    }

    /** Returns the place of the largest, the first of equals. */
    static int largest(double[] numbers) {
        int best = 0;
        for (int c = 1; c < numbers.length; c++) {
            if (numbers[c] > numbers[best]) {
                best = c;
            }
        }
        return best;
    }
}
