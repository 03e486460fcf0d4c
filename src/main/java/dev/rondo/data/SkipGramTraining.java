package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Trains word vectors by skip-gram with negative sampling, one word pair after another. */
final class SkipGramTraining {
    private static final double LEAST_RATE = 1e-4; // of the rate at the beginning
    private static final int SPECIALS = 4;

    private final SkipGram options;
    private final List<String> words;
    private final int[][] documents; // only words that count
    private final long[] counts;
    private final float[][] vectors; // (words)(dimensions)
    private final float[][] contexts; // likewise; thrown away in the end
    private final float[] step;
    private final Lottery negatives;
    private final double[] kept; // the probability to keep a word
    private final SplittableRandom random;

    SkipGramTraining(Iterable<List<String>> texts, SkipGram options) {
        this.options = options;
        Vocabulary all = Vocabulary.counted(texts, options.words().minimum(), Integer.MAX_VALUE);
        words = all.symbols().subList(SPECIALS, all.size());
        if (words.size() < 2) {
            throw new IllegalArgumentException("the documents have " + words.size() + " words that occur at least "
                    + options.words().minimum() + " times, expected at least 2: give more text, or lower minimum");
        }
        documents = numbered(texts, all);
        counts = new long[words.size()];
        for (int[] document : documents) {
            Arrays.stream(document).forEach(word -> counts[word]++);
        }
        int dimensions = options.dimensions();
        random = new SplittableRandom(options.seed());
        vectors = new float[words.size()][dimensions];
        contexts = new float[words.size()][dimensions];
        step = new float[dimensions];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimensions; d++) {
                vector[d] = (float) ((random.nextDouble() - 0.5) / dimensions);
            }
        }
        negatives = new Lottery(Arrays.stream(counts)
                .mapToDouble(count -> Math.pow((double) count, 0.75))
                .toArray());
        kept = kept(counts, options.words().subsample());
    }

    private static int[][] numbered(Iterable<List<String>> texts, Vocabulary all) {
        List<int[]> documents = new ArrayList<>();
        for (List<String> tokens : texts) {
            documents.add(tokens.stream()
                    .mapToInt(token -> all.id(token).orElse(0) - SPECIALS)
                    .filter(id -> id >= 0)
                    .toArray());
        }
        return documents.toArray(int[][]::new);
    }

    private static double[] kept(long[] counts, double subsample) {
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts)
                .mapToDouble(count -> subsample * all / count)
                .map(part -> subsample == 0 ? 1 : Math.sqrt(part) + part)
                .toArray();
    }

    /** Reads the documents again and again. */
    SkipGramTraining run() {
        double all = (double) Arrays.stream(counts).sum() * options.epochs();
        long read = 0;
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            for (int[] document : documents) {
                float rate = (float) (options.rate() * Math.max(LEAST_RATE, 1 - read / all));
                read(subsampled(document), rate);
                read += document.length;
            }
        }
        return this;
    }

    private int[] subsampled(int[] document) {
        return Arrays.stream(document)
                .filter(word -> kept[word] >= 1 || random.nextDouble() < kept[word])
                .toArray();
    }

    private void read(int[] document, float rate) {
        for (int place = 0; place < document.length; place++) {
            int reach = 1 + random.nextInt(options.window());
            int from = Math.max(0, place - reach);
            int to = Math.min(document.length - 1, place + reach);
            for (int near = from; near <= to; near++) {
                if (near != place) {
                    pair(document[place], document[near], rate);
                }
            }
        }
    }

    private void pair(int word, int near, float rate) {
        float[] vector = vectors[word];
        Arrays.fill(step, 0);
        learn(vector, contexts[near], 1, rate);
        for (int k = 0; k < options.negatives(); k++) {
            int other = negatives.draw(random);
            if (other != near) {
                learn(vector, contexts[other], 0, rate);
            }
        }
        add(vector, 1, step);
    }

    /** Moves a context towards or away from a word, and notes how the word is to move. */
    private void learn(float[] vector, float[] context, int near, float rate) {
        float gradient = rate * (near - (float) (1 / (1 + Math.exp(-dot(vector, context)))));
        add(step, gradient, context);
        add(context, gradient, vector);
    }

    private static void add(float[] to, float times, float[] what) {
        for (int d = 0; d < to.length; d++) {
            to[d] += times * what[d];
        }
    }

    /** Adds in four lanes, which do not wait for one another. */
    private static float dot(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        float c = 0;
        float e = 0;
        int d = 0;
        for (; d + 3 < x.length; d += 4) {
            a += x[d] * y[d];
            b += x[d + 1] * y[d + 1];
            c += x[d + 2] * y[d + 2];
            e += x[d + 3] * y[d + 3];
        }
        for (; d < x.length; d++) {
            a += x[d] * y[d];
        }
        return a + b + (c + e);
    }

    List<String> words() {
        return words;
    }

    /** Returns the product of a word's vector with another's second one. */
    float score(String word, String context) {
        return dot(vectors[words.indexOf(word)], contexts[words.indexOf(context)]);
    }

    WordVectors vectors() {
        return WordVectors.of(words, vectors);
    }
}
