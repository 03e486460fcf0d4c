package dev.rondo.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads the WAV format: {@code RIFF}, its length, {@code WAVE}, then pieces of a name of four letters, a length and so
 * many bytes; {@code fmt } says what {@code data} holds. {@code javax.sound} reads it too, but takes a file that is cut
 * short for whole and does not say what it found in one that it refuses.
 *
 * <p>Source: IBM and Microsoft, <i>Multimedia Programming Interface and Data Specifications 1.0</i> (1991); RFC 2361.
 */
final class WavReader {
    static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe; // the format proper stands further behind
    private static final long UNKNOWN_LENGTH = 0xffffffffL; // of a file that was written as a stream

    private static final int HEADER = 12;
    private static final Charset LATIN = StandardCharsets.ISO_8859_1; // a character for each byte

    private final String name;
    private final ByteBuffer in;

    private WavReader(String name, byte[] content) {
        this.name = name;
        this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Audio read(Path file) {
        try (InputStream in = Lines.open(file)) {
            return read(file.toString(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    static Audio read(String name, byte[] content) {
        return new WavReader(name, content).audio();
    }

    private Audio audio() {
        String first = new String(in.array(), 0, Math.min(HEADER, in.limit()), LATIN);
        if (first.length() < HEADER || !first.startsWith("RIFF") || !first.endsWith("WAVE")) {
            throw new IllegalArgumentException(name + " is no WAV file: it begins with '" + shown(first)
                    + "', expected RIFF, a length and WAVE: convert it, as by ffmpeg -i FILE out.wav");
        }
        in.position(HEADER);
        Format format = null;
        while (in.remaining() >= 8) {
            String tag = tag();
            long length = Integer.toUnsignedLong(in.getInt());
            if (tag.equals("data") && length == UNKNOWN_LENGTH) {
                length = in.remaining();
            }
            if (length > in.remaining()) {
                throw new IllegalArgumentException(name + " is cut short: its piece '" + shown(tag) + "' is of "
                        + length + " bytes, but " + in.remaining() + " are left: fetch it again");
            }
            ByteBuffer piece = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
            if (tag.equals("fmt ")) {
                format = Format.of(name, piece);
            } else if (tag.equals("data") && format != null) {
                return format.audio(name, piece);
            }
            in.position((int) Math.min(in.limit(), in.position() + length + length % 2)); // pieces begin at even places
        }
        throw new IllegalArgumentException(name + " is cut short: it ends before "
                + (format == null ? "'fmt ', which says what it holds" : "'data', its sound") + ": fetch it again");
    }

    private String tag() {
        byte[] letters = new byte[4];
        in.get(letters);
        return new String(letters, LATIN);
    }

    /** What can be printed, and a point for all else. */
    private static String shown(String text) {
        return text.replaceAll("[^ -~]", ".");
    }

    /**
     * What the sound is kept as.
     *
     * @param code the format's number
     * @param bits of one sample
     */
    private record Format(int code, int channels, int rate, int bits) {

        static Format of(String name, ByteBuffer piece) {
            if (piece.limit() < 16) {
                throw new IllegalArgumentException(name + " says what it holds in " + piece.limit()
                        + " bytes, expected at least 16: it is damaged, fetch it again");
            }
            int code = Short.toUnsignedInt(piece.getShort(0));
            int own = code == EXTENSIBLE && piece.limit() >= 26 ? Short.toUnsignedInt(piece.getShort(24)) : code;
            Format format = new Format(
                    own,
                    Short.toUnsignedInt(piece.getShort(2)),
                    piece.getInt(4),
                    Short.toUnsignedInt(piece.getShort(14)));
            if (!format.isKnown() || Short.toUnsignedInt(piece.getShort(12)) != format.frame()) {
                throw new IllegalArgumentException(name + " holds " + format
                        + ", expected one or two channels of PCM of 8, 16, 24 or 32 bits or of floating point of 32 or"
                        + " 64: convert it, as by ffmpeg -i FILE -ac 1 -c:a pcm_s16le out.wav");
            }
            return format;
        }

        private boolean isKnown() {
            boolean pcm = code == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
            return (pcm || (code == FLOAT && (bits == 32 || bits == 64)))
                    && channels >= 1
                    && channels <= 2
                    && rate >= 1;
        }

        /** The bytes of all channels' samples at one time. */
        private int frame() {
            return channels * bits / 8;
        }

        Audio audio(String name, ByteBuffer data) {
            if (data.limit() % frame() != 0) {
                throw new IllegalArgumentException(name + " is cut short: its sound is of " + data.limit()
                        + " bytes, expected a multiple of " + frame() + ": fetch it again");
            }
            float[] samples = new float[data.limit() / frame()];
            for (int k = 0; k < samples.length; k++) {
                double sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum += sample(data);
                }
                samples[k] = (float) (sum / channels);
                if (!Float.isFinite(samples[k])) {
                    throw new IllegalArgumentException(name + ", sample " + k + " is " + samples[k]
                            + ", expected a number: the file is damaged, fetch it again");
                }
            }
            return Audio.own(samples, rate);
        }

        private double sample(ByteBuffer data) {
            return switch (bits) {
                case 8 -> (Byte.toUnsignedInt(data.get()) - 128) / 128.0; // the only one without a sign
                case 16 -> data.getShort() / 32768.0;
                case 24 -> (Byte.toUnsignedInt(data.get()) | data.getShort() << 8) / 8388608.0;
                case 32 -> code == FLOAT ? data.getFloat() : data.getInt() / 2147483648.0;
                default -> data.getDouble();
            };
        }

        @Override
        public String toString() {
            String kind =
                    switch (code) {
                        case PCM -> "PCM";
                        case 2 -> "Microsoft ADPCM";
                        case FLOAT -> "floating point";
                        case 6 -> "A-law";
                        case 7 -> "mu-law";
                        case 17 -> "IMA ADPCM";
                        case 85 -> "MP3";
                        default -> "an unknown format";
                    };
            return kind + " (format " + code + ") of " + bits + " bits in " + channels + " channels at " + rate + " Hz";
        }
    }
}
