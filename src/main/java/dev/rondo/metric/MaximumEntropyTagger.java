package dev.rondo.metric;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A tagger without recurrence: each word's tag by a {@link MaximumEntropy} classifier that sees the word and its
 * neighbours. The baseline that a recurrent tagger has to beat.
 *
 * <p>The features, after A. Ratnaparkhi, <i>A Maximum Entropy Model for Part-of-Speech Tagging</i>, EMNLP 1996: the
 * word, the word in lower case, its first and last one to four characters, its shape, and the two words before and
 * after in lower case, where the sentence's edge counts as a word of its own. The shape writes X for an upper-case
 * letter, x for another letter, d for a digit and the rest as it is, of a run no more than two: McDonald's is XxXxx'x,
 * 1999 is dd.
 *
 * <p>Optionally the tag of the word before is a feature too. In training that is the right one, in tagging the one just
 * predicted, from the first word to the last without turning back.
 *
 * <pre>{@code
 * MaximumEntropyTagger baseline = MaximumEntropyTagger.train(words, tags);
 * List<String> tags = baseline.tag(List.of("Time", "flies", "."));
 * }</pre>
 *
 * <p>A tagger is immutable and may be shared between threads.
 */
public final class MaximumEntropyTagger {
    private static final int LONGEST_AFFIX = 4;

    private final MaximumEntropy model;
    private final boolean previousTag;

    private MaximumEntropyTagger(MaximumEntropy model, boolean previousTag) {
        this.model = model;
        this.previousTag = previousTag;
    }

    /**
     * Trains with the default options, and without the tag of the word before.
     *
     * @param sentences the words of each sentence
     * @param tags the tag of each word
     * @return the tagger
     * @throws IllegalArgumentException as the other {@code train}
     */
    public static MaximumEntropyTagger train(List<List<String>> sentences, List<List<String>> tags) {
        return train(sentences, tags, false, MaximumEntropy.Options.DEFAULT);
    }

    /**
     * Trains.
     *
     * @param sentences the words of each sentence
     * @param tags the tag of each word
     * @param previousTag whether the tag of the word before is a feature
     * @param options how to train the classifier
     * @return the tagger
     * @throws IllegalArgumentException if there are no words, or not as many tags
     */
    public static MaximumEntropyTagger train(
            List<List<String>> sentences,
            List<List<String>> tags,
            boolean previousTag,
            MaximumEntropy.Options options) {
        if (sentences.size() != tags.size()) {
            throw new IllegalArgumentException(
                    "there are " + sentences.size() + " sentences but tags for " + tags.size() + ": expected as many");
        }
        for (int s = 0; s < sentences.size(); s++) {
            if (sentences.get(s).size() != tags.get(s).size()) {
                throw new IllegalArgumentException("sentence " + s + " has "
                        + sentences.get(s).size() + " words but " + tags.get(s).size() + " tags: expected as many");
            }
        }
        List<String> labels = tags.stream().flatMap(List::stream).toList();
        Iterable<List<String>> examples = () -> examples(sentences, tags, previousTag);
        return new MaximumEntropyTagger(MaximumEntropy.train(examples, labels, options), previousTag);
    }

    /** Goes through the words of all sentences, one's features at a time: all at once would fill the memory. */
    private static Iterator<List<String>> examples(
            List<List<String>> sentences, List<List<String>> tags, boolean previousTag) {
        return IntStream.range(0, sentences.size())
                .boxed()
                .flatMap(s -> IntStream.range(0, sentences.get(s).size()).mapToObj(t -> {
                    List<String> features = features(sentences.get(s), t);
                    if (previousTag) {
                        features.add(tagFeature(t == 0 ? "" : tags.get(s).get(t - 1)));
                    }
                    return features;
                }))
                .iterator();
    }

    /**
     * Tags a sentence, word by word.
     *
     * @param words the words
     * @return the most probable tag of each; where the tag before is a feature, given the tags predicted so far
     */
    public List<String> tag(List<String> words) {
        List<String> tags = new ArrayList<>();
        for (double[] p : probabilities(words)) {
            tags.add(classes().get(Softmax.largest(p)));
        }
        return List.copyOf(tags);
    }

    /**
     * Returns the probability of each tag for each word.
     *
     * @param words the words
     * @return the probabilities, (words)(tags), the tags in the order of {@link #classes()}; where the tag before is a
     *     feature, given the tags predicted so far
     */
    public double[][] probabilities(List<String> words) {
        double[][] probabilities = new double[words.size()][];
        String before = "";
        for (int t = 0; t < words.size(); t++) {
            List<String> features = features(words, t);
            if (previousTag) {
                features.add(tagFeature(before));
            }
            probabilities[t] = model.probabilities(features);
            before = classes().get(Softmax.largest(probabilities[t]));
        }
        return probabilities;
    }

    /**
     * Returns the tags.
     *
     * @return the tags of training, sorted
     */
    public List<String> classes() {
        return model.classes();
    }

    /**
     * Returns the classifier.
     *
     * @return the classifier of one word's features
     */
    public MaximumEntropy model() {
        return model;
    }

    private static String tagFeature(String tag) {
        return "tag-1=" + tag;
    }

    /** Returns the features of a word, in a list that may grow. */
    static List<String> features(List<String> words, int place) {
        String word = words.get(place);
        List<String> features = new ArrayList<>(16);
        features.add("word=" + word);
        features.add("lower=" + word.toLowerCase(Locale.ROOT));
        features.add("shape=" + shape(word));
        int[] points = word.codePoints().toArray();
        for (int n = 1; n <= Math.min(LONGEST_AFFIX, points.length); n++) {
            features.add("first=" + new String(points, 0, n));
            features.add("last=" + new String(points, points.length - n, n));
        }
        for (int offset = -2; offset <= 2; offset++) {
            if (offset != 0) {
                features.add(offset + "=" + neighbour(words, place + offset));
            }
        }
        return features;
    }

    private static String neighbour(List<String> words, int place) {
        return place < 0 || place >= words.size() ? "" : words.get(place).toLowerCase(Locale.ROOT);
    }

    private static String shape(String word) {
        StringBuilder shape = new StringBuilder();
        int before = -1;
        int run = 0;
        for (int point : word.codePoints().toArray()) {
            int kind = kind(point);
            run = kind == before ? run + 1 : 1;
            before = kind;
            if (run <= 2) {
                shape.appendCodePoint(kind);
            }
        }
        return shape.toString();
    }

    private static int kind(int point) {
        if (Character.isUpperCase(point)) {
            return 'X';
        }
        if (Character.isLetter(point)) {
            return 'x';
        }
        return Character.isDigit(point) ? 'd' : point;
    }

    @Override
    public String toString() {
        return "MaximumEntropyTagger[" + (previousTag ? "with the tag before, " : "") + model + "]";
    }
}
