package dev.rondo.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The multinomial naive Bayes classifier, over words or character n-grams: the baseline that a recurrent text
 * classifier has to beat.
 *
 * <pre>{@code
 * p(c | x) is proportional to p(c) x product of p(f | c) over the features f of x, as often as each comes
 * p(c)     = documents of c / documents
 * p(f | c) = (count of f in c + smoothing) / (count of all features in c + smoothing x number of different features)
 * }</pre>
 *
 * A. McCallum and K. Nigam, <i>A Comparison of Event Models for Naive Bayes Text Classification</i>, AAAI workshop
 * 1998. A feature that training did not have counts nothing. The features are taken for independent, which they are
 * not: the prediction is often right and its probability nearly always too sure of itself.
 *
 * <pre>{@code
 * NaiveBayes languages = NaiveBayes.characters(texts, labels, 3); // n-grams of 1 to 3 characters
 * String language = languages.predict("Guten Morgen");
 * NaiveBayes topics = NaiveBayes.train(documents, labels); // documents as lists of their words
 * String topic = topics.predict(List.of("rain", "tomorrow"));
 * }</pre>
 *
 * <p>A model is immutable and may be shared between threads.
 */
public final class NaiveBayes {
    private static final double LAPLACE = 1;
    private static final String BEGIN = "\u0002"; // the controls STX and ETX, which no text has
    private static final String END = "\u0003";

    private final List<String> classes;
    private final int longest; // of the character n-grams; 0 over words
    private final double[] priors; // ln p(c)
    private final Map<String, double[]> features; // ln p(f | c)

    private NaiveBayes(List<String> classes, int longest, double[] priors, Map<String, double[]> features) {
        this.classes = classes;
        this.longest = longest;
        this.priors = priors;
        this.features = features;
    }

    /**
     * Trains over words, or whatever features the documents are lists of, with one added to each count (Laplace).
     *
     * @param documents the features of each document
     * @param labels the class of each document
     * @return the model
     * @throws IllegalArgumentException if there are no documents, or not as many as labels
     */
    public static NaiveBayes train(List<List<String>> documents, List<String> labels) {
        return train(documents, labels, LAPLACE);
    }

    /**
     * Trains over words, or whatever features the documents are lists of.
     *
     * @param documents the features of each document
     * @param labels the class of each document
     * @param smoothing what to add to each count, above 0
     * @return the model
     * @throws IllegalArgumentException if there are no documents, or not as many as labels, or the smoothing is not
     *     above 0
     */
    public static NaiveBayes train(List<List<String>> documents, List<String> labels, double smoothing) {
        return count(documents, labels, smoothing, 0);
    }

    /**
     * Trains over character n-grams, with one added to each count (Laplace).
     *
     * @param texts the texts
     * @param labels the class of each text
     * @param longest the length of the longest n-gram, from 1; all shorter ones count too
     * @return the model
     * @throws IllegalArgumentException as the other {@code characters}
     */
    public static NaiveBayes characters(List<String> texts, List<String> labels, int longest) {
        return characters(texts, labels, longest, LAPLACE);
    }

    /**
     * Trains over character n-grams.
     *
     * @param texts the texts
     * @param labels the class of each text
     * @param longest the length of the longest n-gram, from 1; all shorter ones count too
     * @param smoothing what to add to each count, above 0
     * @return the model
     * @throws IllegalArgumentException if there are no texts, or not as many as labels, or a number is out of range
     */
    public static NaiveBayes characters(List<String> texts, List<String> labels, int longest, double smoothing) {
        if (longest < 1) {
            throw new IllegalArgumentException("longest is " + longest + ", expected at least 1 character");
        }
        List<List<String>> documents =
                texts.stream().map(text -> grams(text, longest)).toList();
        return count(documents, labels, smoothing, longest);
    }

    private static NaiveBayes count(List<List<String>> documents, List<String> labels, double smoothing, int longest) {
        if (documents.isEmpty() || documents.size() != labels.size()) {
            throw new IllegalArgumentException("there are " + documents.size() + " documents and " + labels.size()
                    + " labels, expected as many, at least 1");
        }
        if (!(smoothing > 0 && Double.isFinite(smoothing))) {
            throw new IllegalArgumentException("smoothing is " + smoothing
                    + ", expected a number above 0: without it one unseen feature rules a class out");
        }
        List<String> classes = labels.stream().distinct().sorted().toList();
        double[] priors = new double[classes.size()];
        Map<String, double[]> features = new HashMap<>();
        for (int k = 0; k < documents.size(); k++) {
            int c = classes.indexOf(labels.get(k));
            priors[c]++;
            for (String feature : documents.get(k)) {
                features.computeIfAbsent(feature, unseen -> new double[classes.size()])[c]++;
            }
        }
        for (int c = 0; c < priors.length; c++) {
            priors[c] = Math.log(priors[c] / documents.size());
            toLogs(features, c, smoothing);
        }
        return new NaiveBayes(classes, longest, priors, Map.copyOf(features));
    }

    /** Turns a class's counts into the logarithms of probabilities. */
    private static void toLogs(Map<String, double[]> counts, int c, double smoothing) {
        double total = smoothing * counts.size();
        for (double[] row : counts.values()) {
            total += row[c];
        }
        for (double[] row : counts.values()) {
            row[c] = Math.log((row[c] + smoothing) / total);
        }
    }

    /**
     * Returns the character n-grams of a text, as often as each comes. Characters are code points. Those of two and
     * more reach over the text's edges by one, so that what a text begins and ends with differs from the same within
     * it.
     *
     * @param text the text
     * @param longest the length of the longest n-gram, from 1
     * @return the n-grams of 1 to that many characters
     */
    static List<String> grams(String text, int longest) {
        int[] points = (BEGIN + text + END).codePoints().toArray();
        List<String> grams = new ArrayList<>();
        for (int n = 1; n <= longest; n++) {
            int edge = n == 1 ? 1 : 0; // an edge alone is none
            for (int at = edge; at + n <= points.length - edge; at++) {
                grams.add(new String(points, at, n));
            }
        }
        return grams;
    }

    /**
     * Returns the probability of each class for a document.
     *
     * @param document its features
     * @return the probabilities in the order of {@link #classes()}, adding up to 1
     * @throws IllegalStateException if the model was trained over character n-grams
     */
    public double[] probabilities(List<String> document) {
        if (longest > 0) {
            throw new IllegalStateException("the model was trained over character n-grams: pass the text itself");
        }
        return weigh(document);
    }

    /**
     * Returns the probability of each class for a text.
     *
     * @param text the text
     * @return the probabilities in the order of {@link #classes()}, adding up to 1
     * @throws IllegalStateException if the model was trained over words
     */
    public double[] probabilities(String text) {
        if (longest == 0) {
            throw new IllegalStateException("the model was trained over words: pass a list of them");
        }
        return weigh(grams(text, longest));
    }

    private double[] weigh(List<String> document) {
        double[] scores = priors.clone();
        for (String feature : document) {
            double[] row = features.get(feature);
            if (row != null) {
                for (int c = 0; c < scores.length; c++) {
                    scores[c] += row[c];
                }
            }
        }
        Softmax.apply(scores);
        return scores;
    }

    /**
     * Returns the most probable class of a document, the first of equals.
     *
     * @param document its features
     * @return its label
     * @throws IllegalStateException if the model was trained over character n-grams
     */
    public String predict(List<String> document) {
        return classes.get(Softmax.largest(probabilities(document)));
    }

    /**
     * Returns the most probable class of a text, the first of equals.
     *
     * @param text the text
     * @return its label
     * @throws IllegalStateException if the model was trained over words
     */
    public String predict(String text) {
        return classes.get(Softmax.largest(probabilities(text)));
    }

    /**
     * Returns the classes.
     *
     * @return the labels of training, sorted
     */
    public List<String> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return "NaiveBayes[" + (longest > 0 ? "characters up to " + longest : "words") + ", features=" + features.size()
                + ", classes=" + classes.size() + "]";
    }
}
