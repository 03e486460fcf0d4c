package dev.rondo.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.plot.Chart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Words as vectors, in which words of like use lie near one another.
 *
 * <pre>{@code
 * var glove = WordVectors.glove(Path.of("glove.6B.50d.txt"));
 * glove.nearest("paris", 5);
 * glove.analogy("man", "king", "woman", 1);   // man is to king as woman is to ...
 * glove.plot("king", "queen", "man", "woman").show();
 * }</pre>
 */
@CheckReturnValue
public final class WordVectors {
    private final Vocabulary words;
    private final float[][] rows;
    private final double[] lengths;

    private WordVectors(Vocabulary words, float[][] rows) {
        this.words = words;
        this.rows = rows;
        this.lengths =
                Arrays.stream(rows).mapToDouble(row -> Math.sqrt(dot(row, row))).toArray();
    }

    /**
     * A word near to another.
     *
     * @param word the word
     * @param similarity the cosine of the angle between the two, -1 to 1
     */
    public record Neighbour(String word, double similarity) {}

    /**
     * Takes words and their vectors.
     *
     * @param words the words, each once
     * @param rows a vector for each, (words)(dimensions)
     * @return the vectors
     * @throws IllegalArgumentException if there are none, the numbers differ, a word stands twice, or the rows differ in
     *     width
     */
    public static WordVectors of(List<String> words, float[][] rows) {
        if (words.isEmpty() || words.size() != rows.length) {
            throw new IllegalArgumentException("there are " + words.size() + " words and " + rows.length
                    + " rows: expected at least one word, and a row for each");
        }
        float[][] kept = new float[rows.length][];
        for (int k = 0; k < kept.length; k++) {
            if (rows[k].length == 0 || rows[k].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "the row of '" + words.get(k) + "' has " + rows[k].length + " numbers, expected "
                                + (rows[0].length == 0 ? "at least 1" : rows[0].length + " as in the first"));
            }
            kept[k] = rows[k].clone();
        }
        return new WordVectors(Vocabulary.of(words), kept);
    }

    /**
     * Reads GloVe's text: a word and its numbers on each line.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the vectors
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static WordVectors glove(Path file) {
        try (Lines in = Lines.of(file)) {
            return VectorFile.glove(in);
        }
    }

    /**
     * Reads word2vec's text: as GloVe's, after a line with the numbers of words and dimensions.
     *
     * @param file a file in UTF-8, packed by gzip or not
     * @return the vectors
     * @throws IllegalArgumentException if something is wrong with the file; the message names the line
     */
    public static WordVectors word2vec(Path file) {
        try (Lines in = Lines.of(file)) {
            return VectorFile.word2vec(in);
        }
    }

    /**
     * Reads word2vec's binary file.
     *
     * @param file the file, packed by gzip or not
     * @return the vectors
     * @throws IllegalArgumentException if something is wrong with the file; the message names the word
     */
    public static WordVectors word2vecBinary(Path file) {
        return VectorFile.binary(file.toString(), Lines.open(file));
    }

    /**
     * Trains vectors so that words found in like company lie near one another. The same documents, options and Java give
     * the same vectors.
     *
     * @param documents the documents in tokens
     * @param options how
     * @return the vectors of the words that count, the most frequent first
     * @throws IllegalArgumentException if fewer than two words count
     */
    public static WordVectors skipGram(Iterable<List<String>> documents, SkipGram options) {
        return new SkipGramTraining(documents, options).run().vectors();
    }

    /**
     * Returns these vectors with every number multiplied: published ones are large beside what a network begins with, and
     * train better when made smaller, such as by 0.2. Which words are near stays the same.
     *
     * @param factor the factor, above 0
     * @return the changed vectors
     * @throws IllegalArgumentException if the factor is not above 0 or no number
     */
    public WordVectors scaled(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scaled(" + factor + "): expected a factor above 0, such as 0.2");
        }
        float[][] all = new float[rows.length][dimensions()];
        for (int word = 0; word < all.length; word++) {
            for (int k = 0; k < all[word].length; k++) {
                all[word][k] = (float) (factor * rows[word][k]);
            }
        }
        return new WordVectors(words, all);
    }

    /**
     * Returns how many numbers each vector has.
     *
     * @return the dimensions
     */
    public int dimensions() {
        return rows[0].length;
    }

    /**
     * Returns how many words there are.
     *
     * @return the size
     */
    public int size() {
        return rows.length;
    }

    /**
     * Returns the words in order.
     *
     * @return the words
     */
    public List<String> words() {
        return words.symbols();
    }

    /**
     * Returns a word's vector.
     *
     * @param word the word
     * @return a copy of its numbers; empty if there is no such word
     */
    public Optional<float[]> vector(String word) {
        OptionalInt id = words.id(word);
        return id.isPresent() ? Optional.of(rows[id.getAsInt()].clone()) : Optional.empty();
    }

    /**
     * Returns the share of a vocabulary's symbols, beside its specials, that have a vector.
     *
     * @param vocabulary the vocabulary
     * @return the share, 0 to 1
     */
    public double coverage(Vocabulary vocabulary) {
        List<String> symbols = vocabulary.symbols().stream()
                .filter(symbol -> !Vocabulary.isSpecial(symbol))
                .toList();
        long found =
                symbols.stream().filter(symbol -> words.id(symbol).isPresent()).count();
        return symbols.isEmpty() ? 0 : (double) found / symbols.size();
    }

    /**
     * Returns the words nearest to one.
     *
     * @param word the word
     * @param count how many
     * @return the others by falling cosine, at most so many
     * @throws IllegalArgumentException if there is no such word, or {@code count} is below 1
     */
    public List<Neighbour> nearest(String word, int count) {
        return nearest(unit(word), count, Set.of(word));
    }

    /**
     * Answers "a is to b as c is to what": the words nearest to b - a + c, each vector taken at length 1 (T. Mikolov,
     * W. Yih and G. Zweig, "Linguistic Regularities in Continuous Space Word Representations", 2013).
     *
     * @param a the word a
     * @param b the word b
     * @param c the word c
     * @param count how many
     * @return the other words by falling cosine, at most so many
     * @throws IllegalArgumentException if there is no such word, or {@code count} is below 1
     */
    public List<Neighbour> analogy(String a, String b, String c, int count) {
        double[] wanted = new double[dimensions()];
        double[][] three = {unit(a), unit(b), unit(c)};
        for (int d = 0; d < wanted.length; d++) {
            wanted[d] = three[1][d] - three[0][d] + three[2][d];
        }
        return nearest(wanted, count, new HashSet<>(List.of(a, b, c)));
    }

    /**
     * Shows words in the plane in which they, taken at length 1, differ most: that of their first two principal
     * components.
     *
     * @param words the words, at least three
     * @return the chart
     * @throws IllegalArgumentException if there is no such word, or there are fewer than three
     */
    public Chart plot(String... words) {
        if (words.length < 3) {
            throw new IllegalArgumentException(
                    "plot(...) came with " + words.length + " words, expected at least 3 to find a plane for");
        }
        double[][] units = Arrays.stream(words).map(this::unit).toArray(double[][]::new);
        double[][] plane = PrincipalPlane.of(units);
        return Chart.of("Word vectors")
                .x("first principal component")
                .y("second principal component")
                .points("", words, plane[0], plane[1]);
    }

    /**
     * Writes word2vec's text, which {@link #word2vec} reads: beside the file, and then moved into place.
     *
     * @param file the file
     * @return the same path
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    @CanIgnoreReturnValue
    public Path save(Path file) {
        VectorFile.write(this, file);
        return file;
    }

    private double[] unit(String word) {
        int id = words.id(word)
                .orElseThrow(() -> new IllegalArgumentException("there is no vector of '" + word + "' among " + size()
                        + " words: mind capitals, or ask vector(word) first"));
        double[] unit = new double[dimensions()];
        for (int d = 0; d < unit.length; d++) {
            unit[d] = lengths[id] == 0 ? 0 : rows[id][d] / lengths[id];
        }
        return unit;
    }

    private List<Neighbour> nearest(double[] wanted, int count, Set<String> without) {
        Require.atLeast(1, "count", count, "10");
        double length =
                Math.sqrt(Arrays.stream(wanted).map(value -> value * value).sum());
        Comparator<Neighbour> nearer = Comparator.comparingDouble(Neighbour::similarity);
        PriorityQueue<Neighbour> best = new PriorityQueue<>(nearer);
        for (int id = 0; id < rows.length; id++) {
            if (without.contains(words.symbol(id))) {
                continue;
            }
            double product = 0;
            for (int d = 0; d < wanted.length; d++) {
                product += wanted[d] * rows[id][d];
            }
            double scale = length * lengths[id];
            best.add(new Neighbour(words.symbol(id), scale == 0 ? 0 : product / scale));
            if (best.size() > count) {
                best.poll();
            }
        }
        List<Neighbour> sorted = new ArrayList<>(best);
        sorted.sort(nearer.reversed().thenComparing(Neighbour::word));
        return List.copyOf(sorted);
    }

    private static double dot(float[] a, float[] b) {
        double product = 0;
        for (int d = 0; d < a.length; d++) {
            product += (double) a[d] * b[d];
        }
        return product;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "WordVectors(%,d words, %d dimensions)", size(), dimensions());
    }
}
