package dev.rondo.data;

import dev.rondo.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the WAV format: 16-bit PCM in one channel. */
final class WavWriter {
    private static final int HEADER = 44;
    private static final int BYTES = 2;

    private WavWriter() {}

    static byte[] bytes(Audio audio) {
        int length = Math.multiplyExact(BYTES, audio.size());
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(HEADER, length)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(HEADER - 8 + length).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort((short) WavReader.PCM).putShort((short) 1);
        out.putInt(audio.rate()).putInt(BYTES * audio.rate());
        out.putShort((short) BYTES).putShort((short) (8 * BYTES));
        out.put(ascii("data")).putInt(length);
        for (float sample : audio.raw()) {
            long level = Math.round(sample * 32768.0);
            out.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, level)));
        }
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static Path write(Audio audio, Path file) {
        try {
            WholeFile.write(file, out -> out.write(bytes(audio)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "sound file " + file + " could not be written (" + e
                            + "), expected a writable place for a WAV: choose another path or free this one",
                    e);
        }
        return file;
    }
}
