package dev.rondo.task;

import dev.rondo.data.SymbolSequences;
import dev.rondo.nn.Rnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a file says of a {@link SeqGan} besides its weights.
 *
 * @param symbols how many symbols are written
 * @param length how many a sequence has
 * @param generator the recurrent layers that write
 * @param discriminator those that judge
 * @param embedding how many numbers a symbol has, in each net
 * @param pooling how the discriminator's steps become one vector
 * @param seed the seed of initial weights, shuffling, dropout and sampling
 */
record SeqGanSpec(
        int symbols, int length, Rnn generator, Rnn discriminator, int embedding, Pooling pooling, long seed) {

    SeqGanSpec {
        if (generator.directions() > 1) {
            throw new IllegalArgumentException("a generator writes one way, but " + generator
                    + " reads both: leave out bidirectional(), which is for the discriminator");
        }
        if (embedding < 1) {
            throw new IllegalArgumentException("embedding is " + embedding + ", expected at least 1, such as 32");
        }
    }

    SeqGanSpec embedding(int other) {
        return new SeqGanSpec(symbols, length, generator, discriminator, other, pooling, seed);
    }

    SeqGanSpec pooling(Pooling other) {
        return new SeqGanSpec(symbols, length, generator, discriminator, embedding, other, seed);
    }

    SeqGanSpec seed(long other) {
        return new SeqGanSpec(symbols, length, generator, discriminator, embedding, pooling, other);
    }

    /** Describes the discriminator: a model of words, which here are symbols. */
    TextSpec judge() {
        return new TextSpec(
                discriminator,
                new WordSpec(embedding, false, 0, null),
                pooling,
                null,
                seed,
                Rivals.classes(),
                IntStream.range(0, symbols).mapToObj(Integer::toString).toList(),
                List.of(),
                null,
                false);
    }

    /** Refuses data of other symbols or another length. */
    void require(SymbolSequences data) {
        if (data.symbols() != symbols || data.length() != length) {
            throw new IllegalArgumentException("'" + data.name() + "' has sequences of " + data.length() + " out of "
                    + data.symbols() + " symbols, but the model writes " + length + " out of " + symbols
                    + ": make another model of this data");
        }
    }

    /** Describes the model in a line. */
    String describe(String kind, long generatorSteps, long discriminatorSteps) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(Locale.ROOT, "sequences of %d out of %,d symbols", length, symbols));
        parts.add("each in " + embedding + " numbers");
        parts.add("generator " + generator + trained(generatorSteps));
        parts.add("discriminator " + discriminator + ", pooling "
                + pooling.name().toLowerCase(Locale.ROOT) + trained(discriminatorSteps));
        parts.add("seed " + seed);
        return kind + "(" + String.join(", ", parts) + ")";
    }

    private static String trained(long steps) {
        return steps == 0 ? "" : " trained for " + steps + " steps";
    }
}
