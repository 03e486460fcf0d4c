package dev.rondo.metric;

import java.util.List;
import java.util.Map;

/**
 * The maximum-entropy classifier, multinomial logistic regression over features that are there or not: of all
 * distributions that agree with training on how often each feature comes with each class, the one that assumes least.
 *
 * <pre>{@code
 * p(c | x) = exp(b_c + sum of w_fc over the features f of x) / the same summed over all classes
 * loss     = sum over examples of -ln p(c | x)  +  l2 / 2 x (|w|^2 + |b|^2)
 * }</pre>
 *
 * A. Berger, S. Della Pietra and V. Della Pietra, <i>A Maximum Entropy Approach to Natural Language Processing</i>,
 * Computational Linguistics 22 (1996). The loss has one minimum, which limited-memory BFGS finds from zero: no order of
 * the examples, no seed and no learning rate enters.
 *
 * <pre>{@code
 * MaximumEntropy model = MaximumEntropy.train(documents, labels); // documents as lists of their words
 * String label = model.predict(List.of("cheap", "offer"));
 * }</pre>
 *
 * <p>A model is immutable and may be shared between threads. Training takes about 100 bytes for each feature and class.
 */
public final class MaximumEntropy {
    private final List<String> classes;
    private final Map<String, Integer> rows; // of each feature; row 0 is the bias b
    private final double[] weights; // (rows, classes)

    private MaximumEntropy(List<String> classes, Map<String, Integer> rows, double[] weights) {
        this.classes = classes;
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * How to train.
     *
     * @param l2 the weight of the squared weights in the loss, above 0; half their size costs this much
     * @param rarest how often a feature has to come in training to count, from 1
     * @param iterations how many steps of the optimiser at most, from 1
     * @param tolerance the length of the gradient at which to stop, as a share of its first; from 0, below 1
     */
    public record Options(double l2, int rarest, int iterations, double tolerance) {
        /** What suits labels of a few ten thousand words: l2 1, features that came twice, 100 steps, 0.001. */
        public static final Options DEFAULT = new Options(1, 2, 100, 1e-3);

        /**
         * Checks the numbers.
         *
         * @param l2 the weight of the squared weights
         * @param rarest how often a feature has to come
         * @param iterations how many steps at most
         * @param tolerance when to stop
         * @throws IllegalArgumentException if one is out of range
         */
        public Options {
            if (!(l2 > 0 && Double.isFinite(l2))) {
                throw new IllegalArgumentException("l2 is " + l2
                        + ", expected a number above 0: without it a feature of one class alone has no finite weight");
            }
            if (rarest < 1 || iterations < 1) {
                throw new IllegalArgumentException(
                        "rarest is " + rarest + " and iterations is " + iterations + ", expected at least 1 each");
            }
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance is " + tolerance + ", expected 0 or more, below 1");
            }
        }
    }

    /**
     * Trains with the default options.
     *
     * @param examples the features of each example; one that is listed twice counts twice
     * @param labels the class of each example
     * @return the model
     * @throws IllegalArgumentException as the other {@code train}
     */
    public static MaximumEntropy train(Iterable<List<String>> examples, List<String> labels) {
        return train(examples, labels, Options.DEFAULT);
    }

    /**
     * Trains.
     *
     * @param examples the features of each example, gone through once; one that is listed twice counts twice
     * @param labels the class of each example
     * @param options how
     * @return the model
     * @throws IllegalArgumentException if there are no examples, or not as many as labels
     */
    public static MaximumEntropy train(Iterable<List<String>> examples, List<String> labels, Options options) {
        LogisticLoss loss = LogisticLoss.of(examples, labels, options);
        double[] weights = new double[loss.size()];
        Lbfgs.minimise(loss, weights, options.iterations(), options.tolerance());
        return new MaximumEntropy(loss.classes(), loss.rows(), weights);
    }

    /**
     * Returns the probability of each class.
     *
     * @param features the features of an example; those unknown from training count nothing
     * @return the probabilities in the order of {@link #classes()}, adding up to 1
     */
    public double[] probabilities(List<String> features) {
        double[] scores = new double[classes.size()];
        System.arraycopy(weights, 0, scores, 0, scores.length);
        for (String feature : features) {
            Integer row = rows.get(feature);
            if (row != null) {
                for (int c = 0; c < scores.length; c++) {
                    scores[c] += weights[row * scores.length + c];
                }
            }
        }
        Softmax.apply(scores);
        return scores;
    }

    /**
     * Returns the most probable class, the first of equals.
     *
     * @param features the features of an example
     * @return its label
     */
    public String predict(List<String> features) {
        return classes.get(Softmax.largest(probabilities(features)));
    }

    /**
     * Returns the classes.
     *
     * @return the labels of training, sorted
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns how many features have weights, one for each class.
     *
     * @return the number of features, without the bias
     */
    public int features() {
        return rows.size();
    }

    /**
     * Returns the weight of a feature for a class: what the feature adds to its score.
     *
     * @param feature the feature
     * @param label the class
     * @return the weight; 0 for a feature that training did not have often enough
     * @throws IllegalArgumentException if there is no such class
     */
    public double weight(String feature, String label) {
        int c = classes.indexOf(label);
        if (c < 0) {
            throw new IllegalArgumentException("there is no class '" + label + "', only " + classes);
        }
        Integer row = rows.get(feature);
        return row == null ? 0 : weights[row * classes.size() + c];
    }

    @Override
    public String toString() {
        return "MaximumEntropy[features=" + features() + ", classes=" + classes.size() + "]";
    }
}
