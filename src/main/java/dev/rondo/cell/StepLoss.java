package dev.rondo.cell;

import java.util.Arrays;

/**
 * What one step's scores cost against a target, and the gradient to send back.
 *
 * <p>Each loss takes raw scores o and turns them into a prediction p itself, by the function that belongs to it; then the
 * gradient with respect to the scores is {@code p - target} for all three. A loss over a sequence is the sum of its steps.
 *
 * <p>All are computed in double precision from the scores, never from the logarithm of a rounded probability, so that a
 * confident mistake costs its right price: at a score of 1000 a probability would be 1, and its complement's logarithm
 * infinite.
 */
public enum StepLoss {
    /** Half the squared error, {@code sum (o - y)^2 / 2}, in squared units of the target; the prediction is o itself. */
    SQUARED_ERROR {
        @Override
        public float[] prediction(float[] scores) {
            return scores.clone();
        }

        @Override
        double one(double score, double target, double normaliser) {
            return (score - target) * (score - target) / 2;
        }
    },

    /**
     * Binary cross entropy of each score on its own, {@code sum -y ln p - (1 - y) ln(1 - p)} in nats, with
     * {@code p = sigmoid(o)}: the scores are logits. Computed as {@code max(o, 0) - o y + ln(1 + e^-|o|)}. Targets lie
     * from 0 to 1.
     */
    BINARY_CROSS_ENTROPY {
        @Override
        public float[] prediction(float[] scores) {
            float[] p = new float[scores.length];
            for (int k = 0; k < p.length; k++) {
                p[k] = (float) (1 / (1 + Math.exp(-scores[k])));
            }
            return p;
        }

        @Override
        double one(double score, double target, double normaliser) {
            return Math.max(score, 0) - score * target + Math.log1p(Math.exp(-Math.abs(score)));
        }

        @Override
        void check(float[] target) {
            checkShares(target);
        }
    },

    /**
     * Cross entropy of one choice among all scores, {@code -sum y ln p} in nats, with {@code p = softmax(o)}. The target
     * is a distribution, such as {@link #oneHot}. Computed as {@code sum y (ln sum e^o - o)}, the largest score taken off
     * first.
     */
    CROSS_ENTROPY {
        @Override
        public float[] prediction(float[] scores) {
            double normaliser = normaliser(scores);
            float[] p = new float[scores.length];
            for (int k = 0; k < p.length; k++) {
                p[k] = (float) Math.exp(scores[k] - normaliser);
            }
            return p;
        }

        @Override
        double one(double score, double target, double normaliser) {
            return target == 0 ? 0 : target * (normaliser - score);
        }

        @Override
        double normaliser(float[] scores) {
            double largest = Double.NEGATIVE_INFINITY;
            for (float score : scores) {
                largest = Math.max(largest, score);
            }
            double sum = 0;
            for (float score : scores) {
                sum += Math.exp(score - largest);
            }
            return largest + Math.log(sum);
        }

        @Override
        void check(float[] target) {
            checkShares(target);
            double sum = 0;
            for (float share : target) {
                sum += share;
            }
            if (Math.abs(sum - 1) > 1e-3) {
                throw new IllegalArgumentException("the target's shares add up to " + sum
                        + ", expected 1: give a distribution, such as oneHot(index, length)");
            }
        }
    };

    /**
     * Returns what the scores predict.
     *
     * @param scores the raw scores
     * @return as many numbers: the scores themselves, the probability of each, or a distribution over all
     */
    public abstract float[] prediction(float[] scores);

    /**
     * Returns what the scores cost.
     *
     * @param scores the raw scores
     * @param target as many numbers
     * @return the loss, in nats or squared units
     * @throws IllegalArgumentException if the lengths differ, or the target is none that this loss knows
     */
    public double value(float[] scores, float[] target) {
        Expect.length("the target", target, scores.length);
        check(target);
        double normaliser = normaliser(scores);
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            sum += one(scores[k], target[k], normaliser);
        }
        return sum;
    }

    /**
     * Returns the gradient of the loss with respect to the scores, {@code prediction - target}.
     *
     * @param scores the raw scores
     * @param target as many numbers
     * @return the gradient, as long as the scores
     * @throws IllegalArgumentException if the lengths differ, or the target is none that this loss knows
     */
    public float[] gradient(float[] scores, float[] target) {
        Expect.length("the target", target, scores.length);
        check(target);
        float[] gradient = prediction(scores);
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] -= target[k];
        }
        return gradient;
    }

    /**
     * Returns the target of one choice among many.
     *
     * @param index the right choice, from 0
     * @param length how many choices there are
     * @return zeros but for a 1 at the index
     * @throws IllegalArgumentException if the index is not among them
     */
    public static float[] oneHot(int index, int length) {
        if (index < 0 || index >= length) {
            throw new IllegalArgumentException("index is " + index + ", expected 0 to " + (length - 1));
        }
        float[] target = new float[length];
        target[index] = 1;
        return target;
    }

    /** Returns what one score adds to the loss. */
    abstract double one(double score, double target, double normaliser);

    /** Returns the logarithm that makes the scores a distribution. */
    double normaliser(float[] scores) {
        return 0;
    }

    /** Refuses a target that this loss cannot be measured against. */
    void check(float[] target) {}

    private static void checkShares(float[] target) {
        for (float share : target) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the target is " + Arrays.toString(target) + ", expected numbers from 0 to 1");
            }
        }
    }
}
