package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import dev.rondo.data.Part;
import dev.rondo.data.Vocabulary;
import dev.rondo.data.WordVectors;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a classifier of texts and a tagger of words share: how words become numbers, the net, its scores. */
final class TextModel {
    private static final String SPEC = "rondo.model"; // the part of a file that holds the spec
    static final int LETTERS = 25; // how many numbers a letter has, and a direction of the network that reads them

    private static final int EMBEDDING = 64;

    private final String kind;
    private final TextSpec spec;
    private final @Nullable WordVectors vectors;
    private final WordCode code;
    private final Network<TextNet> network;
    private final Scorer scorer;

    TextModel(String kind, TextSpec spec, @Nullable WordVectors vectors) {
        this.kind = kind;
        this.spec = spec;
        this.vectors = vectors;
        this.code = spec.code();
        this.network = new Network<>(
                kind,
                Map.of(SPEC, spec),
                owner -> new TextNet(
                        spec,
                        table(
                                spec.symbols(),
                                vectors,
                                scale(vectors),
                                spec.words().frozen(),
                                spec.seed()),
                        owner),
                new Shape(1, 1)); // (batch, time)
        this.scorer =
                new Scorer(network, spec.perStep(), spec.classes().size(), spec.seed(), kind + " " + spec.identity());
    }

    static WordSpec words() {
        return new WordSpec(EMBEDDING, false, 0, null);
    }

    TextSpec spec() {
        return spec;
    }

    WordCode code() {
        return code;
    }

    Network<TextNet> network() {
        return network;
    }

    Scorer scorer() {
        return scorer;
    }

    /** Returns an untrained model of another spec. */
    TextModel with(TextSpec other, String call) {
        network.requireUntrained(call);
        return new TextModel(kind, other, vectors);
    }

    TextModel embedding(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("embedding is " + size + ", expected at least 1, such as 64");
        }
        if (vectors != null && size != vectors.dimensions()) {
            throw new IllegalStateException("embedding(" + size + ") on a model with vectors of " + vectors.dimensions()
                    + " numbers: leave it out, the vectors decide");
        }
        return with(spec.words(spec.words().sized(size, false)), "embedding(" + size + ")");
    }

    /** Begins with given vectors; words that only these have are known too. */
    TextModel vectors(WordVectors given, boolean frozen) {
        network.requireUntrained("vectors(...)");
        Vocabulary known = Vocabulary.of(spec.symbols());
        List<String> symbols = new ArrayList<>(spec.symbols());
        given.words().stream().filter(word -> known.id(word).isEmpty()).forEach(symbols::add);
        WordSpec words = spec.words().sized(given.dimensions(), frozen);
        return new TextModel(kind, spec.symbols(symbols).words(words), given);
    }

    TextModel wordDropout(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "wordDropout is " + share + ", expected from 0 up to but not including 1, such as 0.2");
        }
        return with(spec.words(spec.words().dropping(share)), "wordDropout(" + share + ")");
    }

    /** Reads words letter by letter too. */
    TextModel letters(Rnn rnn, int size, Iterable<List<String>> documents) {
        if (rnn.directions() < 2) {
            throw new IllegalArgumentException("the letters' network is " + rnn
                    + ", which reads one way, expected both: call bidirectional() on it");
        }
        if (size < 1) {
            throw new IllegalArgumentException("the size of a letter is " + size + ", expected at least 1, such as 25");
        }
        List<List<String>> letters = new ArrayList<>();
        documents.forEach(words -> words.forEach(word ->
                letters.add(word.codePoints().mapToObj(Character::toString).toList())));
        List<String> known = Vocabulary.counted(letters, 1, Integer.MAX_VALUE).symbols();
        WordSpec words = spec.words().with(new WordSpec.Letters(size, rnn));
        return with(spec.words(words).letters(known), "letters(...)");
    }

    /**
     * Fills a table: a known word's vector; of the rest random numbers, nothing for what stands for no word.
     *
     * @param vectors the known words; null for none
     * @param scale how large the random numbers are, the root of their mean square
     * @param frozen whether the vectors are to stay, and a word without one counts as zeros
     */
    static Initializer table(
            List<String> symbols, @Nullable WordVectors vectors, double scale, boolean frozen, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
        return (manager, shape, type) -> {
            int size = (int) shape.get(1);
            float[] values = new float[(int) shape.size()];
            for (int row = 0; row < symbols.size(); row++) {
                Optional<float[]> given = vectors == null ? Optional.empty() : vectors.vector(symbols.get(row));
                for (int k = 0; k < size; k++) {
                    double drawn = random.nextGaussian();
                    boolean none = row < SPECIAL || (vectors != null && frozen);
                    values[row * size + k] = given.isPresent() ? given.get()[k] : none ? 0 : (float) (scale * drawn);
                }
            }
            return Tensors.array(manager, values, shape);
        };
    }

    private static final int SPECIAL = 4; // <pad>, <unk>, <bos>, <eos>
    private static final double SCALE = 0.1;

    /** Returns the root mean square of the given vectors' numbers. */
    private static double scale(@Nullable WordVectors vectors) {
        if (vectors == null) {
            return SCALE;
        }
        double squares = vectors.words().stream()
                .mapToDouble(word -> {
                    double sum = 0;
                    for (float x : vectors.vector(word).orElseThrow()) {
                        sum += x * x;
                    }
                    return sum;
                })
                .sum();
        return Math.sqrt(squares / ((double) vectors.size() * vectors.dimensions()));
    }

    /** Returns texts to learn from or to measure on. */
    WordExamples examples(String name, int count, IntFunction<List<String>> tokens, Function<Part, int[]> parts) {
        return new WordExamples(
                name,
                WordSource.of(code, IntStream.range(0, count).mapToObj(tokens).toList()),
                parts);
    }

    /** Scores texts: (texts)(1 or words)(classes). */
    float[][][] scores(List<List<String>> texts) {
        float[][][] scores = new float[texts.size()][][];
        int[] places = IntStream.range(0, texts.size()).toArray();
        scorer.read(WordSource.of(code, texts), places, (score, place) -> scores[place] = score);
        return scores;
    }

    void save(Path file) {
        network.save(file);
    }

    static TextModel load(String kind, Path file) {
        ModelFile found = ModelFile.read(file, kind);
        TextModel loaded = new TextModel(kind, found.get(SPEC, TextSpec.class, file), null);
        loaded.network.take(found, file);
        return loaded;
    }

    @Override
    public String toString() {
        return spec.describe(kind, network.steps());
    }
}
