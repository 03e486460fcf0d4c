package dev.rondo.task;

import dev.rondo.cell.AttentionType;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Decoder;
import dev.rondo.nn.Rnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a translator besides its weights.
 *
 * @param encoder reads the source
 * @param decoder writes the target
 * @param embedding how many numbers a symbol has, on both sides
 * @param sampling how often the decoder reads its own symbols in training; null for never
 * @param seed the seed of initial weights, shuffling, dropout and sampling
 * @param source how sources are written
 * @param target how targets are written
 */
record TranslatorSpec(
        Rnn encoder,
        Decoder decoder,
        int embedding,
        @Nullable ScheduledSampling sampling,
        long seed,
        Side source,
        Side target) {

    TranslatorSpec {
        if (embedding < 1) {
            throw new IllegalArgumentException("embedding is " + embedding + ", expected at least 1, such as 64");
        }
        Rnn writer = decoder.rnn();
        if (decoder.attention().type().needsEqualWidths() && writer.hidden() != encoder.outputs()) {
            throw new IllegalArgumentException(decoder.attention() + " from a decoder " + writer.hidden()
                    + " wide to an encoder " + encoder.outputs() + " wide: expected the same width for both; call"
                    + " decoder(...) before attention(...), or take Attention.general(), which takes any widths");
        }
    }

    /**
     * How the texts of one side are written.
     *
     * @param symbols the vocabulary
     * @param tokenizer what cuts a text into them
     */
    record Side(List<String> symbols, Tokenizer tokenizer) {
        Vocabulary vocabulary() {
            return Vocabulary.of(symbols);
        }

        String describe() {
            String each = tokenizer.kind().name().toLowerCase(Locale.ROOT);
            return String.format(Locale.ROOT, "%,d symbols (%s)", symbols.size(), each);
        }
    }

    /** Returns a stack like another that reads one way. */
    static Rnn oneWay(Rnn rnn) {
        return new Rnn(
                rnn.cell(),
                rnn.hidden(),
                rnn.layers(),
                rnn.dropout(),
                rnn.recurrentDropout(),
                Rnn.Direction.FORWARD,
                rnn.init());
    }

    TranslatorSpec decoder(Decoder other) {
        return new TranslatorSpec(encoder, other, embedding, sampling, seed, source, target);
    }

    TranslatorSpec attention(Attention other) {
        return decoder(new Decoder(decoder.rnn(), other, decoder.outputs(), decoder.feeding()));
    }

    TranslatorSpec decoder(Rnn other) {
        return decoder(new Decoder(other, decoder.attention(), other.hidden(), decoder.feeding()));
    }

    TranslatorSpec embedding(int other) {
        return new TranslatorSpec(encoder, decoder, other, sampling, seed, source, target);
    }

    TranslatorSpec sampling(ScheduledSampling other) {
        return new TranslatorSpec(encoder, decoder, embedding, other, seed, source, target);
    }

    TranslatorSpec seed(long other) {
        return new TranslatorSpec(encoder, decoder, embedding, sampling, other, source, target);
    }

    boolean attends() {
        return decoder.attention().type() != AttentionType.NONE;
    }

    /** Returns what decides a fit's numbers besides the data, in words. */
    String identity() {
        return List.of(encoder, decoder, embedding, String.valueOf(sampling), seed, source.tokenizer, target.tokenizer)
                + " symbols " + Integer.toHexString(31 * source.symbols.hashCode() + target.symbols.hashCode());
    }

    /** Describes the model in a line. */
    String describe(String kind, long steps) {
        List<String> parts = new ArrayList<>();
        parts.add(source.describe() + " to " + target.describe());
        parts.add("each in " + embedding + " numbers");
        parts.add(encoder + " -> " + decoder);
        if (sampling != null) {
            parts.add("scheduled sampling " + sampling);
        }
        parts.add("seed " + seed);
        if (steps > 0) {
            parts.add("trained for " + steps + " steps");
        }
        return kind + "(" + String.join(", ", parts) + ")";
    }
}
