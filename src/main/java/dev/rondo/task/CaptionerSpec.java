package dev.rondo.task;

import dev.rondo.cell.AttentionType;
import dev.rondo.data.Picture;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Decoder;
import dev.rondo.nn.PictureEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a captioner besides its weights.
 *
 * @param size the size of its pictures
 * @param encoder reads the picture
 * @param decoder writes the caption
 * @param embedding how many numbers a symbol has
 * @param sampling how often the decoder reads its own symbols in training; null for never
 * @param seed the seed of initial weights, shuffling, dropout and sampling
 * @param target how captions are written
 */
record CaptionerSpec(
        Size size,
        PictureEncoder encoder,
        Decoder decoder,
        int embedding,
        @Nullable ScheduledSampling sampling,
        long seed,
        TranslatorSpec.Side target) {

    CaptionerSpec {
        if (embedding < 1) {
            throw new IllegalArgumentException("embedding is " + embedding + ", expected at least 1, such as 64");
        }
        if (encoder.left(Math.min(size.rows, size.columns)) < 1) {
            throw new IllegalArgumentException(encoder + " halves pictures of " + size + " until nothing is left:"
                    + " expected fewer layers, or PictureEncoder.linear() for vectors and the features of another net");
        }
        int width = encoder.width(size.channels);
        if (decoder.attention().type().needsEqualWidths() && decoder.rnn().hidden() != width) {
            throw new IllegalArgumentException(decoder.attention() + " from a decoder "
                    + decoder.rnn().hidden() + " wide to cells of " + width
                    + " numbers: expected the same width for both; take Attention.general(), which takes any widths");
        }
    }

    /** The size of pictures. */
    record Size(int rows, int columns, int channels) {
        static Size of(Picture picture) {
            return new Size(picture.rows(), picture.columns(), picture.channels());
        }

        @Override
        public String toString() {
            return rows + " x " + columns + " x " + channels;
        }
    }

    CaptionerSpec encoder(PictureEncoder other) {
        return new CaptionerSpec(size, other, decoder, embedding, sampling, seed, target);
    }

    CaptionerSpec attention(Attention other) {
        Decoder attending = new Decoder(decoder.rnn(), other, decoder.outputs(), decoder.feeding());
        return new CaptionerSpec(size, encoder, attending, embedding, sampling, seed, target);
    }

    CaptionerSpec embedding(int other) {
        return new CaptionerSpec(size, encoder, decoder, other, sampling, seed, target);
    }

    CaptionerSpec sampling(ScheduledSampling other) {
        return new CaptionerSpec(size, encoder, decoder, embedding, other, seed, target);
    }

    CaptionerSpec seed(long other) {
        return new CaptionerSpec(size, encoder, decoder, embedding, sampling, other, target);
    }

    boolean attends() {
        return decoder.attention().type() != AttentionType.NONE;
    }

    /** Refuses a picture of another size. */
    void require(Picture picture, String which) {
        if (!Size.of(picture).equals(size)) {
            throw new IllegalArgumentException(which + " is " + Size.of(picture)
                    + " (rows x columns x channels), but the model reads " + size + ": scale or cut it to that size");
        }
    }

    /** Returns what decides a fit's numbers besides the data, in words. */
    String identity() {
        return List.of(size, encoder, decoder, embedding, String.valueOf(sampling), seed, target.tokenizer())
                + " symbols " + Integer.toHexString(target.symbols().hashCode());
    }

    /** Describes the model in a line. */
    String describe(String kind, long steps) {
        List<String> parts = new ArrayList<>();
        parts.add("pictures of " + size + " to " + target.describe());
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
