package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the next symbol is chosen from a model's scores: temperature first, then the k best, then the smallest set of the
 * best that holds the probability p.
 *
 * @param temperature what the scores are divided by: below 1 bolder, above 1 wilder; 0 takes the best each time
 * @param topK how many of the best to choose from; 0 for all
 * @param topP how much of the probability to choose from, above 0 up to 1
 */
@CheckReturnValue
public record Sampling(double temperature, int topK, double topP) {

    /** {@inheritDoc} */
    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature is " + temperature + ", expected a number from 0, such as 0.8");
        }
        if (topK < 0) {
            throw new IllegalArgumentException("topK is " + topK + ", expected at least 1, or 0 for all symbols");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP is " + topP + ", expected above 0 up to 1, such as 0.9");
        }
    }

    /**
     * Chooses by the model's own probabilities.
     *
     * @return temperature 1, all symbols
     */
    public static Sampling random() {
        return new Sampling(1, 0, 1);
    }

    /**
     * Takes the most probable symbol each time.
     *
     * @return temperature 0
     */
    public static Sampling greedy() {
        return new Sampling(0, 0, 1);
    }

    /**
     * Returns this with another temperature.
     *
     * @param value from 0
     * @return the changed value
     */
    public Sampling temperature(double value) {
        return new Sampling(value, topK, topP);
    }

    /**
     * Returns this choosing from the k best.
     *
     * @param count how many; 0 for all
     * @return the changed value
     */
    public Sampling topK(int count) {
        return new Sampling(temperature, count, topP);
    }

    /**
     * Returns this choosing from the smallest set of the best that holds the given probability (nucleus sampling, Holtzman
     * et al. 2020).
     *
     * @param share above 0 up to 1
     * @return the changed value
     */
    public Sampling topP(double share) {
        return new Sampling(temperature, topK, share);
    }

    /**
     * Chooses a symbol.
     *
     * @param logits unnormalised scores, (vocabulary)
     * @param random the source of chance
     * @return the number of the symbol
     */
    public int choose(float[] logits, RandomGenerator random) {
        int best = IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
        if (temperature == 0) {
            return best;
        }
        double[] weights = IntStream.range(0, logits.length)
                .mapToDouble(k -> Math.exp((logits[k] - logits[best]) / temperature))
                .toArray();
        if ((topK > 0 && topK < weights.length) || topP < 1) {
            cut(weights);
        }
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        for (int k = 0; k < weights.length; k++) {
            left -= weights[k];
            if (left < 0) {
                return k;
            }
        }
        return best; // rounding: nothing was left to reach
    }

    /** Sets the weight of what is not to be chosen to zero. */
    private void cut(double[] weights) {
        Integer[] order = IntStream.range(0, weights.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(k -> -weights[k]));
        int kept = topK == 0 ? weights.length : Math.min(topK, weights.length);
        double total = 0;
        for (int k = 0; k < kept; k++) {
            total += weights[order[k]];
        }
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (k >= kept || sum >= topP * total) {
                weights[order[k]] = 0;
            } else {
                sum += weights[order[k]];
            }
        }
    }
}
